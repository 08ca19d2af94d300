"""Identifiers that vanish and figures that leap since a git revision."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.helpers.edits import edit
from tests.helpers.spoiling import table
from validation.tables.history import History, check_history
from validation.validate import examine, validate

KEY = {"primaryKey": ["id"]}


@pytest.fixture
def committed(tiny_copy: Path) -> Path:
    git(tiny_copy, "init", "-q")
    git(tiny_copy, "add", "-A")
    git(tiny_copy, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")
    return tiny_copy


def git(folder: Path, *command: str) -> None:
    subprocess.run(["git", "-C", str(folder), *command], check=True)


def test_no_history_no_word(tiny_copy: Path) -> None:
    assert not History(tiny_copy / "nowhere").known
    assert History(tiny_copy / "nowhere").table is not None


def test_nothing_changed(committed: Path) -> None:
    assert History(committed).known
    assert validate(committed / "datapackage.json") == []


def test_identifier_renamed(committed: Path) -> None:
    edit(committed / "data" / "gardens.csv", "olive,", "olives,")
    (problem,) = validate(committed / "datapackage.json")
    assert (problem.code, problem.value, problem.details["nearest"]) == ("id-vanished", "olive", "olives")
    path = committed / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["redirects"] = {"olive": "olives"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    assert validate(path) == []


def test_the_page_of_a_row_moves(committed: Path) -> None:
    edit(committed / "data" / "gardens.csv", "زيتون,public,,", "زيتون,public,2018,")
    git(committed, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qam", "b")
    path = committed / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["rowPages"] = {"path": "plots", "slug": "planted", "template": "garden"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    edit(committed / "data" / "gardens.csv", "2021", "2020")
    (problem,) = validate(path)
    assert (problem.code, problem.column, problem.value, problem.details["nearest"]) == (
        "id-vanished", "planted", "2021", "2020",
    )  # fmt: skip
    descriptor["resources"][0]["redirects"] = {"2021": "2020"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    assert validate(path) == []


def test_a_row_that_goes_takes_its_page_along(committed: Path) -> None:
    path = committed / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0] |= {"rowPages": {"path": "plots", "slug": "name_en", "template": "garden"}}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    edit(committed / "data" / "gardens.csv", "olive,Olive & co", "olives,Olive grove")
    assert [each.column for each in validate(path) if each.code == "id-vanished"] == ["id"]


def test_against_another_revision(committed: Path) -> None:
    edit(committed / "data" / "gardens.csv", "olive,", "olives,")
    git(committed, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qam", "b")
    path = committed / "datapackage.json"
    assert validate(path) == []
    assert [each.code for each in examine(path, "HEAD^1").problems] == ["id-vanished"]
    assert examine(path, "no-such-revision").problems == []


def test_figure_that_leaps_is_a_warning(committed: Path) -> None:
    edit(committed / "data" / "harvests.csv", "140.5", "1405")
    (problem,) = validate(committed / "datapackage.json")
    assert (problem.code, problem.severity, problem.line) == ("value-jump", "warning", 3)


@pytest.mark.parametrize(
    ("before", "after", "leaps"),
    [
        ("100", "300", False),
        ("100", "301", True),
        ("900", "100", True),
        ("1", "9", False),
        ("0", "50", True),
        ("x", "50", False),
        ("5", "", False),
    ],
)
def test_leaps(before: str, after: str, leaps: bool) -> None:
    fields = {"id": {}, "n": {"type": "number"}}
    found = list(check_history(table(fields, f"a,{after}", schema=KEY), table(fields, f"a,{before}", schema=KEY)))
    assert [each.code for each in found] == (["value-jump"] if leaps else [])


def test_a_table_not_read_whole_has_lost_nothing() -> None:
    fields: dict[str, dict[str, str]] = {"id": {}, "x": {}}
    assert (
        list(check_history(table(fields, "a,1", schema=KEY, intact=False), table(fields, "a,1", "b,1", schema=KEY)))
        == []
    )


def test_a_key_that_is_no_field_is_for_the_descriptor_to_tell() -> None:
    rows = table({"id": {}}, "a", schema={"primaryKey": ["idd"]}, redirects={"x": "y"})
    assert list(check_history(rows, rows)) == []


def test_without_git_nothing_is_compared(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not History(committed).known
    assert validate(committed / "datapackage.json") == []

"""The whole run: a sound package, many faults at once, the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datapackage.descriptor import load
from datapackage.rows import Dataset
from tests.helpers.edits import edit
from tests.helpers.packages import ROOT, TINY
from validation import problems, terminal
from validation.validate import examine, failed, language_of, validate


@pytest.fixture
def package(tiny_copy: Path) -> Path:
    return tiny_copy / "datapackage.json"


@pytest.fixture
def write(package: Path) -> Callable[[str, str, str], None]:
    """Replace a piece of a file of the package."""
    return lambda name, old, new: edit(package.parent / "data" / name, old, new)


Write = Callable[[str, str, str], None]


def test_sound(package: Path) -> None:
    assert validate(package) == []


def test_a_valid_package_is_handed_on_with_its_tables(package: Path, write: Write) -> None:
    """The rows are those that the build reads, letters in pieces composed."""
    write("gardens.csv", "Palm court", "Palm cou\u0308rt")
    outcome = examine(package)
    assert outcome.package == load(package)
    for resource in outcome.package.tables:
        table = outcome.tables[resource.name]
        rows = [dict(zip(table.names, record.cells, strict=True)) for record in table.records]
        assert rows == list(Dataset(outcome.package).texts(resource.name))
    assert outcome.tables["gardens"].column("name_en")[0] == "Palm coürt"
    assert (outcome.resources, outcome.rows) == (5, sum(len(table.records) for table in outcome.tables.values()))


def test_nothing_is_handed_on_where_there_is_an_error(package: Path, write: Write) -> None:
    write("gardens.csv", "private", "privat")
    outcome = examine(package)
    assert (outcome.package, dict(outcome.tables), outcome.rows) == (None, {}, 0)


def test_everything_in_one_run(package: Path, write: Write) -> None:
    write("gardens.csv", "fig,Fig terrace", "fig,=Fig terrace")
    write("gardens.csv", "private", "privat")
    write("gardens.csv", "2019-03", "2019-13")
    write("harvests.csv", "palm-2023-b,palm", "palm-2023-b,pam")
    write("harvests.csv", "140.5,true", "140.5,false")
    write("harvests.csv", "fig-2023", "palm-2023")
    write("sources.csv", "https://example.org/survey", "http://localhost/")
    write("sources.csv", "almanac,", "almanach,")
    found = {(each.file, each.line, each.column, each.code) for each in validate(package)}
    assert found == {
        ("data/gardens.csv", 3, "name_en", "formula"),
        ("data/gardens.csv", 3, "kind", "enum"),
        ("data/gardens.csv", 2, "planted", "partial-date"),
        ("data/gardens.csv", 4, "source", "foreign-key"),
        ("data/harvests.csv", 4, "garden", "foreign-key"),
        ("data/harvests.csv", 4, "source", "foreign-key"),
        ("data/harvests.csv", 5, "id", "primary-key"),
        ("data/sources.csv", 2, "url", "url-host"),
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Olive & co", '"Olive & co', "unclosed-quote"),
        ("id,name_en", "Gardens\nid,name_en", "title-line"),
        ("id,name_en", "key,name_en", "header-renamed"),
    ],
)
def test_a_broken_file_has_one_cause_and_no_broken_keys(
    package: Path, write: Write, old: str, new: str, code: str
) -> None:
    write("gardens.csv", old, new)
    assert [(each.code, each.file) for each in validate(package)] == [(code, "data/gardens.csv")]


def test_semicolons_have_one_cause(package: Path) -> None:
    path = package.parent / "data" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert [(each.code, each.file) for each in validate(package)] == [("delimiter", "data/sources.csv")]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["gardens", "harvests", "sources"]), st.integers(0, 400), st.binary(max_size=4))
def test_no_file_breaks_the_validation(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, extra: bytes
) -> None:
    """Any bytes written anywhere: problems perhaps, never a traceback."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    path = folder / "data" / f"{name}.csv"
    content = path.read_bytes()
    path.write_bytes(content[:place] + extra + content[place + len(extra) :])
    assert isinstance(terminal.render(validate(folder / "datapackage.json"), "ar"), str)


def test_file_missing(package: Path) -> None:
    (package.parent / "data" / "sources.csv").unlink()
    assert [(each.code, each.file) for each in validate(package)] == [("missing-file", "data/sources.csv")]


def test_lines_after_a_line_break_in_a_cell(package: Path, write: Write) -> None:
    write("gardens.csv", "Palm court", '"Palm\ncourt"')
    write("gardens.csv", "private", "privat")
    assert [(each.code, each.line) for each in validate(package)] == [("line-break", 2), ("enum", 4)]


def test_one_cell_one_cause(package: Path, write: Write) -> None:
    write("harvests.csv", "fig-2023,fig", "fig-2023,fig\u200f")
    write("harvests.csv", "138", "١٣٨")
    assert [(each.code, each.line) for each in validate(package)] == [("bidi-mark", 5), ("digits", 4)]


def test_excel_and_old_macs(package: Path) -> None:
    path = package.parent / "data" / "gardens.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + (text + ",,,,,\n").replace("\n", "\r\n").encode())
    assert validate(package) == []
    path.write_bytes(text.replace("\n", "\r").encode())
    assert validate(package) == []


def test_other_files_must_be_json_where_they_say_so(package: Path) -> None:
    text = package.read_text(encoding="utf-8")
    words = '"title": "a", "title@ar": "ا", "description": "a", "description@ar": "ا"'
    entry = f'{{"name": "map", "path": "map.geojson", {words}}},'
    package.write_text(text.replace('"resources": [', f'"resources": [{entry}', 1), encoding="utf-8")
    (package.parent / "map.geojson").write_text("{", encoding="utf-8")
    assert [(each.code, each.file) for each in validate(package)] == [("json-invalid", "map.geojson")]


def test_warnings_do_not_fail(package: Path, write: Write) -> None:
    write("gardens.csv", "Palm court", "Palm cou\u0308rt")
    assert [each.code for each in validate(package)] == ["not-nfc"]
    assert not failed(validate(package))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LC_ALL": "ar_MA.UTF-8", "LANG": "fr_FR"}, "ar"),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "", "LANG": "ar"}, "ar"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_every_problem_can_be_said_in_every_language(package: Path, write: Write) -> None:
    write("gardens.csv", "fig,Fig terrace", "fig,=Fig terrace")
    write("harvests.csv", "palm-2023-b,palm", "palm-2023-b,pam")
    for language in problems.languages():
        assert terminal.render(validate(package), language)


def test_every_code_has_a_test() -> None:
    """A code that no test names is one whose check was never seen to work."""
    files = (ROOT / "tests").rglob("test_*.py")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [code for code in problems.catalogue() if f'"{code}"' not in tests] == []

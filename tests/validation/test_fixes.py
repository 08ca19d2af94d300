"""Corrections that are certain, and nothing else."""

from pathlib import Path

import pytest

from tests.helpers.edits import edit
from validation import problems
from validation.fixes import fix
from validation.validate import validate


@pytest.fixture
def package(tiny_copy: Path) -> Path:
    return tiny_copy / "datapackage.json"


def content(package: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((package.parent / "data").iterdir())}


def test_a_sound_package_is_left_alone(package: Path) -> None:
    before = content(package)
    assert fix(package) == []
    assert content(package) == before


def test_certain_corrections_and_no_other_byte(package: Path) -> None:
    good = content(package)
    edit(package.parent / "data" / "gardens.csv", "Palm court", " Pa\u200elm cou\u200frt")
    edit(package.parent / "data" / "gardens.csv", "2019-03", "٢٠١٩-٠٣")
    edit(package.parent / "data" / "gardens.csv", "زيتون", "زيـتون")
    edit(package.parent / "data" / "harvests.csv", "60,true", "60,TRUE")
    edit(package.parent / "data" / "sources.csv", "Garden survey", "Garde\u0301n survey")
    shown = "\n".join(fix(package))
    assert content(package) == {
        **good,
        "sources.csv": good["sources.csv"].replace(b"Garden s", "Gardén s".encode()),
    }
    assert validate(package) == []
    assert "-palm-2022" not in shown
    assert "+fig-2023,fig,2023,60,true,survey-2024" in shown


def test_what_is_only_counted_is_corrected_too(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_KEPT", 2)
    with (package.parent / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"g{number}, Garden {number},,public,,almanac\n" for number in range(20))
    fix(package)
    assert b", Garden" not in content(package)["gardens.csv"]


def test_bytes_take_their_normal_form(package: Path) -> None:
    good = content(package)
    path = package.parent / "data" / "gardens.csv"
    path.write_bytes(b"\xef\xbb\xbf" + good["gardens.csv"].replace(b"\n", b"\r\n") + b",,,,,\r\n")
    assert len(fix(package)) == 1
    assert content(package) == good


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2019-03", "05/2019"),
        ("Palm court", "=1+1"),
        ("Palm court", "Palm \u202ecourt"),
        ("private", "Private"),
        ("fig,Fig", "palm,Fig"),
        ("ساحة النخيل", "على کرسی"),
        ("Palm court", "Palm, court"),
    ],
)
def test_what_a_reader_must_decide_is_left(package: Path, old: str, new: str) -> None:
    edit(package.parent / "data" / "gardens.csv", old, new)
    before = content(package)
    assert fix(package) == []
    assert content(package) == before


def test_a_quoted_neighbour_keeps_its_quotes(package: Path) -> None:
    edit(package.parent / "data" / "gardens.csv", "Fig terrace", '"Fig terrace"')
    edit(package.parent / "data" / "gardens.csv", "Palm court", "Palm court ")
    fix(package)
    text = content(package)["gardens.csv"].decode()
    assert '"Fig terrace"' in text
    assert "Palm court," in text


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x85"])
def test_what_ends_a_line_elsewhere_ends_none_here(package: Path, separator: str) -> None:
    """The row that is written again is the one at fault, whatever stands in a cell above it."""
    edit(package.parent / "data" / "gardens.csv", "Palm court", f"Palm{separator}court")
    before = content(package)["gardens.csv"]
    edit(package.parent / "data" / "gardens.csv", "Fig terrace", "Fig terrace ")
    fix(package)
    assert content(package)["gardens.csv"] == before


def test_a_broken_descriptor_is_left_alone(package: Path) -> None:
    package.write_text("{", encoding="utf-8")
    assert fix(package) == []

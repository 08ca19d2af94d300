from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from downloads import workbook
from downloads.workbook import Value, Workbook, WorkbookError
from tests.helpers.packages import READERS


def written(tmp_path: Path, language: str, *cells: tuple[Value, str]) -> Any:
    """The first sheet of a workbook with one cell after the other in its first column, each with an address."""
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        made = Workbook(book, READERS[language])
        sheet = made.sheet("Sheet")
        for number, (value, address) in enumerate(cells):
            made.write(sheet, (number, 0), value, address=address)
    return openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]


def test_a_cell_is_written_by_the_type_of_its_value(tmp_path: Path) -> None:
    values: list[Value] = ["01", 3, Decimal("1.5"), True, None, date(2024, 2, 29)]
    sheet = written(tmp_path, "en", *((value, "") for value in values))
    found = [cell.value for cell in sheet["A"]]
    assert found[:5] == ["01", 3, 1.5, True, None]
    assert found[5].date() == date(2024, 2, 29)
    assert [type(value) for value in found[:4]] == [str, int, float, bool]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=1&c=%20", "https://example.org/a?b=1&c=%20"),
        ("http://example.org/ساحة", "http://example.org/%D8%B3%D8%A7%D8%AD%D8%A9"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ('https://example.org/"><x', "https://example.org/%22%3E%3Cx"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("internal:Sheet!A1", ""),
        ("external:c:\\temp\\a.xlsx", ""),
        ("data:text/html,x", ""),
        ("=HYPERLINK(1)", ""),
        ("www.example.org", ""),
        ("https://example.org/" + "a" * 2_060, ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(tmp_path: Path, address: str, target: str) -> None:
    assert workbook.link_target(address) == target
    cell = written(tmp_path, "en", ("words", address))["A1"]
    assert (cell.value, cell.data_type) == ("words", "s")
    link = cell.hyperlink
    assert (f"{link.target}#{link.location}".removesuffix("#None") if link else "") == target


def test_where_a_sheet_has_no_more_room_for_links_the_words_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LINKS", 1)
    sheet = written(tmp_path, "en", ("one", "https://example.org/1"), ("two", "https://example.org/2"))
    assert [(cell.value, cell.hyperlink is not None) for cell in sheet["A"]] == [("one", True), ("two", False)]


@pytest.mark.parametrize("address", ["", "https://example.org/"])
def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(WorkbookError, match="Sheet: 40000 characters in row 2; a cell holds 32767"):
        written(tmp_path, "en", ("a", ""), ("a" * 40_000, address))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Short", "Short"),
        ("a" * 40, "a" * 31),
        ("a" * 31 + " b", "a" * 31),
        ("Membres connus par leur nom à ce jour", "Membres connus par leur nom à"),
        ("A title: far/too [long]?", "A title  far too  long"),
        ("'", "1"),
    ],
)
def test_a_sheets_name_is_cut_between_words(title: str, name: str) -> None:
    assert workbook.sheet_name(title) == name


@pytest.mark.parametrize(("language", "reads_from_the_right"), [("en", False), ("ar", True)])
def test_sheets_of_the_same_name_are_numbered(tmp_path: Path, language: str, *, reads_from_the_right: bool) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        made = Workbook(book, READERS[language])
        for title in ("Sources", "sources", "a" * 40, "A" * 40):
            made.sheet(title)
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert found.sheetnames == ["Sources", "sources 2", "a" * 31, "A" * 29 + " 2"]
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in found} == {reads_from_the_right}

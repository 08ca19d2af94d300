from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datapackage import descriptor
from datapackage.rows import Cell, Cells, Dataset
from downloads import excel
from downloads.workbook import WorkbookError
from tests.helpers.packages import READERS, with_properties
from tests.helpers.publications import SITE

LOOKS_ALIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.org", "001", "1e5", "true", '=HYPERLINK("x")']


def contents(tiny: descriptor.Package, language: str, name: str, rows: list[Cells]) -> excel.Contents:
    source = tiny.resources["sources"]
    listed: tuple[descriptor.Resource, excel.Rows] = (
        source,
        [{"id": "a", "title": "b", "publisher": None, "url": "https://example.org/a", "published": "2024-02-01"}],
    )
    tables = Dataset(tiny).in_language(language)
    return excel.Contents(tables, READERS[language], SITE, [(tiny.resources[name], rows)], listed, [("Licence", "CC0")])


def written(tmp_path: Path, of_contents: excel.Contents) -> Any:
    excel.write(tmp_path / "a.xlsx", of_contents)
    return openpyxl.load_workbook(tmp_path / "a.xlsx")


def row(**cells: Cell) -> Cells:
    return {"id": "x", "name_en": None, "name_ar": None, "kind": "public", "planted": None, "source": "a"} | cells


@pytest.mark.parametrize("language", READERS)
def test_a_workbook_opens_on_the_sheet_for_people(tiny: descriptor.Package, tmp_path: Path, language: str) -> None:
    book = written(tmp_path, contents(tiny, language, "gardens", [row(id="01", name_ar="ساحة")]))
    words = READERS[language].words["downloads"]["sheets"]
    title = {"en": "Gardens", "ar": "البساتين"}[language]
    assert book.sheetnames == [title, "gardens.csv", words["dictionary"], words["sources"], words["licence"]]
    assert book.active.title == title
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {language == "ar"}
    assert [line[2].value for line in book[words["dictionary"]]][1:] == list(tiny.resources["gardens"].field)
    assert book[words["licence"]]["B1"].value == "CC0"


@pytest.mark.parametrize(
    ("language", "heading", "told"),
    [
        ("en", ["Name", "Kind", "Planted", "Source", "Identifier"],
         ["Fig terrace", "Private", "2021", "Garden survey 2024", "fig"]),
        ("ar", ["الاسم", "النوع", "تاريخ الغرس", "المصدر", "المعرف"],
         ["شرفة التين", "خاص", "2021", "Garden survey 2024", "fig"]),
    ],
)  # fmt: skip
def test_the_sheet_for_people_says_in_words_what_identifiers_and_codes_mean(
    tiny: descriptor.Package, tmp_path: Path, language: str, heading: list[str], told: list[str]
) -> None:
    sheet = written(tmp_path, contents(tiny, language, "gardens", [Dataset(tiny).cells("gardens")[1]])).worksheets[0]
    assert [[cell.value for cell in line] for line in sheet] == [heading, told]
    assert {cell.data_type for line in sheet for cell in line} == {"s"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:E2")


def test_what_people_see_has_the_format_of_its_kind(tiny: descriptor.Package, tmp_path: Path) -> None:
    cells: Cells = {"id": "a", "garden": "palm", "year": 2022, "kilograms": Decimal("1140.50"), "source": None}
    sheet = written(tmp_path, contents(tiny, "en", "harvests", [cells | {"preferred": False}])).worksheets[0]
    found = {heading.value: sheet.cell(2, heading.column) for heading in sheet[1]}
    assert (found["Kilograms"].value, found["Kilograms"].number_format) == (1140.5, "#,##0.00")
    assert (found["Year"].value, found["Year"].number_format) == (2022, "General")  # `display: code`
    assert found["Shown first"].value == "no"
    whole = written(
        tmp_path, contents(tiny, "en", "harvests", [cells | {"kilograms": Decimal(3556729), "preferred": None}])
    ).worksheets[0]
    assert whole["C2"].number_format == "#,##0"
    day = written(tmp_path, contents(tiny, "en", "gardens", [row(planted="2019-03-05")])).worksheets[0]["C2"]
    assert (day.value, day.number_format) == (datetime(2019, 3, 5), "mm-dd-yy")  # what openpyxl calls format 14


def test_names_lead_to_their_place_on_the_site(tiny: descriptor.Package, tmp_path: Path) -> None:
    package = with_properties(tiny, {"gardens": {"page": "gardens/"}})
    sheet = written(tmp_path, contents(package, "ar", "harvests", Dataset(tiny).cells("harvests"))).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("ساحة النخيل", "s")
    assert sheet["A2"].hyperlink.target == "https://example.org/gardens/ar/gardens/"
    assert sheet["A2"].hyperlink.location == "palm"


def test_addresses_in_the_sheet_of_sources_are_links(tiny: descriptor.Package, tmp_path: Path) -> None:
    book = written(tmp_path, contents(tiny, "ar", "gardens", [row()]))
    cell = book[READERS["ar"].words["downloads"]["sheets"]["sources"]]["C2"]
    assert (cell.value, cell.hyperlink.target) == ("https://example.org/a", "https://example.org/a")
    assert cell.alignment.readingOrder == 1


def test_long_text_is_wrapped_and_its_row_is_tall_enough(tiny: descriptor.Package, tmp_path: Path) -> None:
    rows = [row(id="short", name_en="Fig"), row(id="long", name_en="word " * 40)]
    sheet = written(tmp_path, contents(tiny, "en", "gardens", rows)).worksheets[0]
    assert sheet["A3"].alignment.wrap_text
    assert 50 <= sheet.column_dimensions["A"].width < 52
    assert sheet.row_dimensions[2].height in (None, 15)
    assert sheet.row_dimensions[3].height == 5 * 15
    assert sheet.column_dimensions["B"].width < 15


def test_the_sheet_for_programs_holds_the_cells_with_their_names(tiny: descriptor.Package, tmp_path: Path) -> None:
    book = written(tmp_path, contents(tiny, "en", "gardens", [row(id="01", name_ar="ساحة")]))
    sheet = book["gardens.csv"]
    assert [cell.value for cell in sheet[1]][:2] == ["Identifier", "Name (English)"]
    assert [cell.value for cell in sheet[2]] == list(tiny.resources["gardens"].field)
    assert (sheet["A3"].value, sheet["A3"].number_format, sheet["C3"].value) == ("01", "@", "ساحة")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:F3")
    assert sheet.column_dimensions["A"].width > 0


def test_the_sheet_for_programs_keeps_types(tiny: descriptor.Package, tmp_path: Path) -> None:
    cells: Cells = {"id": "a", "garden": "palm", "year": 2022, "kilograms": Decimal("140.5"), "preferred": False}
    book = written(tmp_path, contents(tiny, "en", "harvests", [cells | {"source": "x"}]))
    line = [cell.value for cell in book["harvests.csv"][3]]
    assert line == ["a", "palm", 2022, 140.5, False, "x"]
    assert [type(value) for value in line[2:5]] == [int, float, bool]


@given(text=st.one_of(st.sampled_from(LOOKS_ALIVE), st.text(st.characters(codec="utf-8", exclude_categories=["C"]))))
@settings(deadline=None, max_examples=40)
def test_text_of_the_data_stays_text(
    tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    target = tmp_path_factory.mktemp("book")
    book = written(target, contents(tiny, "ar", "gardens", [row(name_en=text, name_ar=text, planted=text)]))
    for cell in (book.worksheets[0]["A2"], book.worksheets[0]["C2"], book["gardens.csv"]["B3"]):
        assert cell.hyperlink is None
        if text:
            assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_too_long_for_a_cell_is_refused(tiny: descriptor.Package, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="row 2; a cell holds 32767"):
        written(tmp_path, contents(tiny, "en", "gardens", [row(name_en="a" * 40_000)]))

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datapackage import descriptor
from datapackage.rows import Cell, Dataset
from downloads import excel
from tests.helpers.packages import READERS

LOOKS_ALIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.org", "001", "1e5", "true", '=HYPERLINK("x")']


def contents(tiny: descriptor.Package, language: str, rows: list[dict[str, Cell]]) -> excel.Contents:
    garden, source = tiny.resources["gardens"], tiny.resources["sources"]
    listed = (source, [{"id": "a", "title": "b", "publisher": None, "url": None, "published": None}])
    return excel.Contents(tiny, READERS[language], [(garden, rows)], listed, [("Licence", "CC0")])


def row(**cells: Cell) -> dict[str, Cell]:
    return {"id": "x", "name_en": None, "name_ar": None, "kind": "public", "planted": None, "source": "a"} | cells


@pytest.mark.parametrize("language", READERS)
def test_a_workbook_is_made_for_a_reader(tiny: descriptor.Package, tmp_path: Path, language: str) -> None:
    excel.write(tmp_path / "a.xlsx", contents(tiny, language, [row(id="01", name_ar="ساحة")]))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    words = READERS[language].words["downloads"]["sheets"]
    title = {"en": "Gardens", "ar": "البساتين"}[language]
    assert book.sheetnames == [title, words["dictionary"], words["sources"], words["licence"]]
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {language == "ar"}
    sheet = book[title]
    assert [cell.value for cell in sheet[1]][:2] == {"en": ["Identifier", "Name (English)"],
                                                     "ar": ["المعرف", "الاسم بالإنجليزية"]}[language]  # fmt: skip
    assert [cell.value for cell in sheet[2]] == list(tiny.resources["gardens"].field)
    assert (sheet["A3"].value, sheet["A3"].number_format, sheet["C3"].value) == ("01", "@", "ساحة")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:F3")
    assert sheet.column_dimensions["A"].width > 0
    assert [line[2].value for line in book[words["dictionary"]]][1:] == list(tiny.resources["gardens"].field)
    assert book[words["licence"]]["B1"].value == "CC0"


@given(text=st.one_of(st.sampled_from(LOOKS_ALIVE), st.text(st.characters(codec="utf-8", exclude_categories=["C"]))))
@settings(deadline=None, max_examples=40)
def test_text_of_the_data_stays_text(
    tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    target = tmp_path_factory.mktemp("book") / "a.xlsx"
    excel.write(target, contents(tiny, "ar", [row(name_en=text)]))
    cell = openpyxl.load_workbook(target).worksheets[0]["B3"]
    assert cell.hyperlink is None
    if text:
        assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("language", "heading", "told"),
    [
        ("en", ["Identifier", "Name (English)", "Kind", "Planted", "Source"],
         ["fig", "Fig terrace", "Private", "2021", "Survey of gardens"]),
        ("ar", ["المعرف", "الاسم بالعربية", "النوع", "تاريخ الغرس", "المصدر"],
         ["fig", "شرفة التين", "خاص", "2021", "Survey of gardens"]),
    ],
)  # fmt: skip
def test_a_sheet_says_in_words_what_identifiers_and_codes_mean(
    tiny: descriptor.Package, tmp_path: Path, language: str, heading: list[str], told: list[str]
) -> None:
    tables = Dataset(tiny).in_language(language)
    told[-1] = tables.all("sources")[0].label
    garden = tables.all("gardens")[1]
    made = replace(contents(tiny, language, [garden.cells]), tables_in_words=tables)
    excel.write(tmp_path / "a.xlsx", made)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[1]
    assert sheet.title == READERS[language].words["downloads"]["sheets"]["words"]
    assert [[cell.value for cell in line] for line in sheet] == [heading, told]
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
    assert {cell.data_type for line in sheet for cell in line} == {"s"}


def test_cells_keep_their_types(tiny: descriptor.Package, tmp_path: Path) -> None:
    harvests = tiny.resources["harvests"]
    rows: list[dict[str, Cell]] = [
        {"id": "a", "garden": "palm", "year": 2022, "kilograms": Decimal("140.5"), "preferred": False, "source": "x"}
    ]
    excel.write(tmp_path / "a.xlsx", excel.Contents(tiny, READERS["en"], [(harvests, rows)], None, []))
    line = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0][3]]
    assert line == ["a", "palm", 2022, 140.5, False, "x"]
    assert [type(value) for value in line[2:5]] == [int, float, bool]


def test_sheets_whose_names_excel_would_refuse_are_renamed(tiny: descriptor.Package, tmp_path: Path) -> None:
    long = "A title: far/too [long] for the name of one sheet?"
    resources: list[tuple[descriptor.Resource, list[dict[str, Cell]]]] = [
        (descriptor.Resource(str(n), "x.csv", tiny.resources["sources"].fields[:1], ("id",), (), {"title": long}), [])
        for n in range(2)
    ]
    excel.write(tmp_path / "a.xlsx", excel.Contents(tiny, READERS["en"], resources, None, []))
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[:2]
    assert names == ["A title  far too  long  for the", "A title  far too  long  for t 2"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Short", "Short"),
        ("a" * 40, "a" * 31),
        ("a" * 31 + " b", "a" * 31),
        ("Membres connus par leur nom à ce jour", "Membres connus par leur nom à"),
    ],
)  # fmt: skip
def test_a_sheets_name_is_cut_between_words(title: str, name: str) -> None:
    assert excel._cut(title) == name


def test_a_text_too_long_for_a_cell_is_refused(tiny: descriptor.Package, tmp_path: Path) -> None:
    with pytest.raises(excel.WorkbookError, match="row 3; a cell holds 32767"):
        excel.write(tmp_path / "a.xlsx", contents(tiny, "en", [row(name_en="a" * 40_000)]))

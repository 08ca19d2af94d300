import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from datapackage import descriptor
from datapackage.rows import Cells, Dataset
from downloads.readable import Readable, Shown
from downloads.workbook import sheet_name
from tests.helpers.packages import READERS, with_properties
from tests.helpers.publications import SITE

BESIDE: Mapping[str, Mapping[str, object]] = {
    "gardens": {"page": "gardens/", "beside": ["kind", "planted"]},
    "sources": {"page": "sources/", "beside": ["publisher", "url"]},
}


def described(tiny: descriptor.Package, changes: Mapping[str, Mapping[str, object]] = BESIDE) -> descriptor.Package:
    """The tiny package with more properties of its resources."""
    return with_properties(tiny, changes)


def table(of_package: descriptor.Package, name: str, language: str = "en") -> Readable:
    tables = Dataset(of_package).in_language(language)
    return Readable(tables, of_package.resources[name], READERS[language], SITE)


def told(of_table: Readable, **cells: Any) -> dict[str, Shown]:
    """What one row shows, by the heading; cells that are not given are unknown."""
    row: Cells = dict.fromkeys(of_table.resource.field) | cells
    headings = [column.title for column in of_table.columns]
    assert len(set(headings)) == len(headings)
    return dict(zip(headings, of_table.line(row), strict=True))


@pytest.mark.parametrize(
    ("name", "language", "headings"),
    [
        ("gardens", "en",
         ["Name", "Kind", "Planted", "Source", "Publisher", "Address", "Identifier"]),
        ("gardens", "ar",
         ["الاسم", "النوع", "تاريخ الغرس", "المصدر", "الناشر", "الرابط", "المعرف"]),
        ("harvests", "en",
         ["Garden", "Kind", "Planted", "Year", "Kilograms", "Shown first", "Source", "Publisher", "Address",
          "Identifier"]),
        ("sources", "en", ["Title", "Publisher", "Address", "Published", "Identifier"]),
    ],
)  # fmt: skip
def test_a_name_comes_first_then_what_is_beside_it_and_identifiers_last(
    tiny: descriptor.Package, name: str, language: str, headings: Sequence[str]
) -> None:
    assert [column.title for column in table(described(tiny), name, language).columns] == headings


def test_a_table_called_after_another_begins_with_that_name_and_codes_come_last(tiny: descriptor.Package) -> None:
    schema = copy.deepcopy(tiny.resources["harvests"].descriptor["schema"])
    schema["fields"].insert(0, {"name": "lot", "type": "string", "title": "Lot", "display": "code"})
    changed = described(tiny, {"harvests": {"label": "garden", "schema": schema}})
    titles = [column.title for column in table(changed, "harvests").columns]
    assert (titles[0], titles[-2:]) == ("Garden", ["Lot", "Identifier"])


def test_what_is_beside_two_keys_is_told_apart(tiny: descriptor.Package) -> None:
    changed = described(tiny)
    gardens = changed.resources["gardens"]
    second = copy.deepcopy(dict(gardens.descriptor))
    second["schema"]["fields"].append({"name": "second", "type": "string", "title": "Second source"})
    second["schema"]["foreignKeys"].append({"fields": "second", "reference": {"resource": "sources", "fields": "id"}})
    with_two = described(tiny, {**BESIDE, "gardens": second})
    titles = [column.title for column in table(with_two, "gardens").columns]
    assert titles == [
        "Name", "Kind", "Planted", "Source", "Source · Publisher", "Source · Address",
        "Second source", "Second source · Publisher", "Second source · Address", "Identifier",
    ]  # fmt: skip


def test_a_key_that_leads_within_the_table_has_nothing_beside_it(tiny: descriptor.Package) -> None:
    schema = copy.deepcopy(tiny.resources["gardens"].descriptor["schema"])
    schema["foreignKeys"].append({"fields": "planted", "reference": {"resource": "", "fields": "id"}})
    changed = described(tiny, {"gardens": {"schema": schema, "beside": ["kind"]}})
    assert [column.title for column in table(changed, "gardens").columns].count("Kind") == 1


def test_foreign_keys_show_the_name_they_lead_to_and_what_is_beside_it(tiny: descriptor.Package) -> None:
    shown = told(table(described(tiny), "harvests"), id="x", garden="palm", source="survey-2024")
    assert shown["Garden"] == Shown("Palm court", "https://example.org/gardens/gardens/#palm")
    assert (shown["Kind"], shown["Planted"]) == (Shown("Public"), Shown("March 2019"))
    assert shown["Source"] == Shown("Garden survey 2024", "https://example.org/gardens/sources/#survey-2024")
    assert shown["Address"] == Shown("https://example.org/survey", "https://example.org/survey")
    arabic = told(table(described(tiny), "harvests", "ar"), id="x", garden="palm")
    assert arabic["البستان"] == Shown("ساحة النخيل", "https://example.org/gardens/ar/gardens/#palm")
    assert arabic["النوع"].value == Dataset(tiny).in_language("ar").all("gardens")[0].category("kind")


def test_what_is_unknown_stays_empty(tiny: descriptor.Package) -> None:
    shown = told(table(described(tiny), "harvests"), id="x")
    assert {heading for heading, (value, address) in shown.items() if value is not None or address} == {"Identifier"}


def test_a_row_leads_to_its_place_by_its_name_or_else_by_its_identifier(tiny: descriptor.Package) -> None:
    gardens = told(table(described(tiny), "gardens"), id="fig", name_en="Fig terrace")
    place = "https://example.org/gardens/gardens/#fig"
    assert (gardens["Name"], gardens["Identifier"]) == (Shown("Fig terrace", place), Shown("fig"))
    called_after_another = described(tiny, {"harvests": {"label": "garden", "page": "harvests/"}})
    harvest = told(table(called_after_another, "harvests"), id="x", garden="fig")
    assert harvest["Garden"] == Shown("Fig terrace")
    assert harvest["Identifier"] == Shown("x", "https://example.org/gardens/harvests/#x")


def test_rows_without_a_place_of_their_own_lead_nowhere(tiny: descriptor.Package) -> None:
    assert [shown.address for shown in table(tiny, "gardens").line(Dataset(tiny).cells("gardens")[0])] == [""] * 5


def test_a_name_in_another_language_stands_where_there_is_none(tiny: descriptor.Package) -> None:
    assert told(table(tiny, "gardens"), id="x", name_ar="ساحة")["Name"].value == "ساحة"


@pytest.mark.parametrize(
    ("planted", "language", "shown"),
    [
        ("2019-03-05", "en", date(2019, 3, 5)),
        ("2019-03-05", "ar", date(2019, 3, 5)),
        ("2019-08", "ar", "غشت 2019"),
        ("2019", "en", "2019"),
        (None, "en", None),
    ],
)
def test_a_day_is_a_date_and_a_partial_date_is_words(
    tiny: descriptor.Package, planted: str | None, language: str, shown: object
) -> None:
    of_table = table(tiny, "gardens", language)
    line = of_table.line(dict.fromkeys(of_table.resource.field) | {"id": "x", "planted": planted})
    assert line[[column.field.name for column in of_table.columns].index("planted")].value == shown


@pytest.mark.parametrize(("language", "words"), [("en", ["yes", "no"]), ("ar", ["نعم", "لا"])])
def test_true_and_false_are_yes_and_no(tiny: descriptor.Package, language: str, words: list[str]) -> None:
    of_table = table(tiny, "harvests", language)
    at = [column.field.name for column in of_table.columns].index("preferred")
    rows: list[Cells] = [dict.fromkeys(of_table.resource.field) | {"preferred": value} for value in (True, False)]
    assert [of_table.line(row)[at].value for row in rows] == words


def test_numbers_stay_numbers(tiny: descriptor.Package) -> None:
    kilograms = told(table(tiny, "harvests"), id="x", kilograms=Decimal("1140.5"))["Kilograms"]
    assert kilograms == Shown(Decimal("1140.5"))


def test_the_short_title_is_taken_where_there_is_one(tiny: descriptor.Package) -> None:
    assert table(tiny, "gardens").title == "Gardens"
    short = described(tiny, {"gardens": {"shortTitle": "G", "shortTitle@ar": "ب"}})
    assert (table(short, "gardens").title, table(short, "gardens", "ar").title) == ("G", "ب")


def test_no_sheet_of_this_site_has_its_name_cut(real: descriptor.Package) -> None:
    dataset = Dataset(real)
    for language in real.languages:
        reader = replace(READERS["en"], language=language)
        tables = [Readable(dataset.in_language(language), resource, reader, SITE) for resource in real.tables]
        assert [found.title for found in tables if sheet_name(found.title) != found.title] == []

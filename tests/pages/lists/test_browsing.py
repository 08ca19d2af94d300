import pytest

from datapackage import descriptor
from pages.lists import browsing
from pages.page_address import PageAddress
from tests.helpers.publications import renderer
from tests.pages.lists.test_orders import readable


def test_columns_are_those_of_the_csv_for_people_with_their_fields(tiny: descriptor.Package) -> None:
    table = readable(tiny, "harvests")
    columns = browsing.browsed(table).columns
    assert len(columns) == len(table.columns)
    by_field = {column["field"]: column for column in columns if "field" in column}
    assert by_field["kilograms"]["kind"] == "number"
    assert by_field["kilograms"]["sort"] == "kilograms"
    assert by_field["garden"]["kind"] == "name"


def test_days_in_words_let_a_script_put_in_its_own(tiny: descriptor.Package) -> None:
    days = browsing.browsed(readable(tiny, "gardens")).days
    assert days[1] == ["1 February 2000", "28 February 2000"]
    assert len(days) == 12


def test_a_cell_leads_to_the_page_of_the_row_that_it_names(real: descriptor.Package) -> None:
    columns = {each.get("field"): each for each in browsing.browsed(readable(real, "members")).columns}
    assert columns["territory"]["link"] == ["places/", "/"]
    assert "settat" in columns["territory"]["slugs"].values()
    assert columns["source"] | {"link": ["sources/", "/"], "slugs": None} == columns["source"]  # a key is its address
    assert columns["id"]["link"] == ["members/#", ""]


def test_too_many_addresses_are_left_out_of_a_page(real: descriptor.Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "MOST_NAMES", 3)
    columns = {each.get("field"): each for each in browsing.browsed(readable(real, "members")).columns}
    assert "link" not in columns["territory"]
    assert "link" in columns["source"]


def test_any_package_has_the_table_on_the_page_of_a_resource(tiny: descriptor.Package) -> None:
    page = PageAddress("data/gardens/", "")
    html = renderer(tiny).template("browse", page, resource=tiny.resources["gardens"])
    assert 'id="list-gardens"' in html
    assert html.count("<tr>") == 4  # without a script: the headings and the three rows

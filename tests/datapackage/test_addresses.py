from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import addresses, descriptor
from datapackage.addresses import Site
from datapackage.extensions import Where
from datapackage.rows import Dataset, Row
from tests.helpers.row_pages import with_pages

SITE = Site("https://a.org/", "https://a.org/x.git", (), {"ar": "", "fr": "fr/"})


def test_a_page_has_an_address_in_every_language() -> None:
    assert SITE.address("b/", "fr") == "https://a.org/fr/b/"
    assert SITE.addresses("b/") == {"ar": "https://a.org/b/", "fr": "https://a.org/fr/b/"}


def test_a_resource_and_its_charts_have_one_page_and_no_name_is_the_catalogue() -> None:
    assert addresses.of_resource("gardens") == "data/gardens/"
    assert addresses.of_resource("") == addresses.CATALOGUE
    assert addresses.of_chart("harvest-by-garden", "harvests") == "data/harvests/#chart-harvest-by-garden"


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({}, "data/gardens/"),
        ({"page": "gardens/"}, "gardens/#olive"),
        ({"page": "gardens/", "rowPages": {"path": "plots", "slug": "id", "template": "garden"}}, "plots/olive/"),
    ],
)
def test_a_row_is_read_on_its_own_page_or_on_that_of_its_table(
    tiny: descriptor.Package, properties: dict[str, object], path: str
) -> None:
    resource = replace(tiny.resources["gardens"], descriptor={**tiny.resources["gardens"].descriptor, **properties})
    assert addresses.of_row(Row(Dataset(tiny).in_language("en"), resource, {"id": "olive"})) == path


def test_names_in_addresses_and_identifiers_are_told_apart(tiny_copy: Path) -> None:
    with_pages(tiny_copy, "name_en", {"Olives": "Olive & co", "olives": "olive"})
    tables = Dataset(descriptor.load(tiny_copy / "datapackage.json")).in_language("en")
    assert {old: row.key for old, row in addresses.old_slugs(tables, "gardens").items()} == {"Olives": "olive"}
    assert {old: row.key for old, row in addresses.old_keys(tables, "gardens").items()} == {"olives": "olive"}
    assert addresses.old_slugs(tables, "harvests") == {}


@pytest.mark.parametrize(
    ("where", "path"),
    [
        ({}, "yield/#list-harvests"),
        ({"garden.kind": "public"}, "yield/?garden.kind=public#list-harvests"),
        ({"year": ["2022", "2023"], "garden": None}, "yield/?year=2022&year=2023&garden=#list-harvests"),
        ({"preferred": True}, "yield/?preferred=true#list-harvests"),
        ({"garden": "a&b=c#d"}, "yield/?garden=a%26b%3Dc%23d#list-harvests"),
        ({"garden": "palm", "source": "almanac"}, ""),
    ],
)
def test_rows_are_read_in_their_list_where_every_condition_is_a_facet(
    tiny: descriptor.Package, where: Where, path: str
) -> None:
    harvests = tiny.resources["harvests"]
    facets = {"page": "yield/", "facets": ["garden.kind", "garden", "year", "preferred"]}
    assert addresses.of_rows(replace(harvests, descriptor={**harvests.descriptor, **facets}), where) == path


def test_a_resource_without_a_list_has_no_address_of_rows(tiny: descriptor.Package) -> None:
    gardens = tiny.resources["gardens"]
    assert addresses.of_rows(gardens, {}) == ""
    assert addresses.of_rows(replace(gardens, descriptor={**gardens.descriptor, "page": "gardens/"}), {}) == ""


def test_a_list_carries_what_an_address_asks_for(tiny: descriptor.Package) -> None:
    tables = Dataset(tiny).in_language("en")
    harvest, olive = tables.all("harvests")[0], tables.all("gardens")[2]
    paths = ("garden", "garden.kind", "year", "preferred", "garden.planted")
    assert [addresses.facet_value(harvest, path) for path in paths] == ["palm", "public", "2022", "true", "2019-03"]
    assert addresses.facet_value(olive, "planted") == ""


def test_of_a_link_a_list_carries_only_that_there_is_one(tiny: descriptor.Package) -> None:
    source = Dataset(tiny).in_language("en").all("sources")[0]
    assert source.resource.field["url"].display == "link"
    assert addresses.facet_value(source, "url") == ("1" if source.cells["url"] else "")
    without = Row(source.tables, source.resource, {**source.cells, "url": None})
    assert addresses.facet_value(without, "url") == ""

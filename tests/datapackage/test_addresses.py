from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import addresses, descriptor
from datapackage.addresses import Site
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

from dataclasses import replace

import pytest

from datapackage import descriptor
from datapackage.rows import Row
from downloads.readable import Readable
from pages.lists import orders
from tests.helpers.packages import READERS
from tests.helpers.publications import SITE, publication


def readable(package: descriptor.Package, name: str, language: str = "en", **more: object) -> Readable:
    resource = package.resources[name]
    resource = replace(resource, descriptor={**resource.descriptor, **more})
    return Readable(publication(package).dataset.in_language(language), resource, READERS[language], SITE)


def test_dates_and_numbers_run_both_ways_the_last_first(tiny: descriptor.Package) -> None:
    table = readable(tiny, "harvests", sortBy=["garden", "garden.planted", "kilograms"])
    assert [(order.path, order.kind) for order in orders.orders(table)] == [
        ("garden", "name"), ("-garden.planted", "date"), ("garden.planted", "date"), ("-kilograms", "number"),
        ("kilograms", "number"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_has_one_path_in_every_language(tiny: descriptor.Package, language: str) -> None:
    own = orders.own_orders(readable(tiny, "gardens", language))
    assert [order.path for order in own] == ["name", "-planted", "planted"]
    field = tiny.resources["gardens"].field[f"name_{language}"]
    assert tiny.text(field.descriptor, "title", language).startswith(own[0].title)


def test_an_identifier_is_no_name(tiny: descriptor.Package) -> None:
    assert "id" not in [order.path for order in orders.own_orders(readable(tiny, "harvests"))]


def test_an_item_carries_what_is_no_facet(tiny: descriptor.Package) -> None:
    table = readable(tiny, "harvests", sortBy=["garden", "garden.planted", "kilograms"], facets=["garden.planted"])
    row = Row(table.tables, table.resource, table.tables.all("harvests")[0].cells)
    values = orders.order_values(row)
    assert values == {"garden": "Palm court", "kilograms": str(row.cells["kilograms"])}

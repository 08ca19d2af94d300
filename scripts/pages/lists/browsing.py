"""A table that is browsed whole on the page of its resource, from the files to download.

The words of a cell are those of the CSV for people, its columns too; what they are filtered and ordered by is the
JSON, whose rows stand in the same order. What a script cannot know from either is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from datapackage import addresses, locales
from datapackage.descriptor import Resource
from datapackage.rows import Row
from downloads.readable import Column, Readable
from pages.lists.facets import Facet, own_facets
from pages.lists.orders import Order, kind_of, own_orders, own_path

MOST_NAMES = 2000  # rows of other tables whose addresses a page may hold; of more, the cells are no links


@dataclass(frozen=True)
class Browsed:
    """What the page of a resource says of its table: facets, orders, columns, and days of the year in words."""

    facets: list[Facet]
    orders: list[Order]
    columns: list[dict[str, Any]]
    days: list[list[str]]


def browsed(table: Readable) -> Browsed:
    """Return what a script needs to show the rows of `table`."""
    facets = own_facets(table.tables, table.reader, table.resource)
    columns = [_column(table, column) for column in table.columns]
    return Browsed(facets, own_orders(table), columns, _days(table.reader.locale))


@lru_cache
def _days(locale: str) -> list[list[str]]:
    """Return the first and the 28th of each month of the year 2000 in words: a script puts in another day and year."""
    return [[locales.partial_date(str(date(2000, month, day)), locale) for day in (1, 28)] for month in range(1, 13)]


def _column(table: Readable, column: Column) -> dict[str, Any]:
    """Return what is known of a column besides its heading.

    `field` is that of the JSON, absent where the column is of another table; `sort` the path of its order.
    """
    field = column.field
    known: dict[str, Any] = {"kind": kind_of(field), "display": field.display, "own": column.is_own}
    if column.through:
        return known
    return known | {"field": field.name, "sort": own_path(table, column)} | dict(_link(table, column))


def _link(table: Readable, column: Column) -> Iterator[tuple[str, Any]]:
    """Give where the cells of a column lead: `link` is the address before and after a key, `slugs` its other name."""
    key = table.resource.link.get(column.field.name)
    target = table.tables.package.resources[key.resource] if key else table.resource if column.is_own else None
    if target is None or not (target.row_pages or target.page):
        return
    slugs = _slugs(table, target, column.field.name) if key else None
    if slugs is None or len(slugs) <= MOST_NAMES:
        yield "link", [f"{target.row_pages.path}/", "/"] if target.row_pages else [f"{target.page}#", ""]
        yield "slugs", slugs
        if not key:
            own = (target.row_pages.slug,) if target.row_pages else target.primary_key
            yield "key", list(own)


def _slugs(table: Readable, target: Resource, field: str) -> dict[str, str] | None:
    """Return the words of the addresses of the rows of `target` that the cells of `field` name; None where a key is it.

    Read from `addresses.of_row`, the one home of addresses.
    """
    if not target.row_pages or (target.row_pages.slug,) == target.primary_key:
        return None
    linked = (row[field] for row in table.tables.all(table.resource.name))
    named = {row.key: row for row in linked if isinstance(row, Row)}
    before = len(target.row_pages.path) + 1
    return {key: addresses.of_row(row)[before:-1] for key, row in named.items()}

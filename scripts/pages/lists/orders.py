"""Orders of a list: by a name, a date or a number.

A name runs from its first letter, a date and a number may run both ways; what is unknown comes last in either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from charts import views
from datapackage.descriptor import Field, Resource
from datapackage.extensions import sort_by
from datapackage.rows import Row, follow
from downloads.readable import Column, Readable

_NUMBERS = ("integer", "number")


@dataclass(frozen=True)
class Order:
    """An order of a list: the path of the field, its title, and how its values follow one another.

    `kind` is `name`, `date` or `number`. `path` begins with `-` where the last comes first.
    """

    path: str
    title: str
    kind: str


def kind_of(field: Field) -> str:
    """Return how the values of a field follow one another: as a `date`, a `number` or a `name`."""
    if "date" in (field.display, field.type):
        return "date"
    return "number" if field.type in _NUMBERS and field.display != "code" else "name"


def orders(table: Readable) -> list[Order]:
    """Return the orders that the descriptor declares for the list of a table (`sortBy`)."""
    return [order for path in sort_by(table.resource.descriptor) for order in _both_ways(table, path)]


def own_orders(table: Readable) -> list[Order]:
    """Return the orders of a table that is browsed: by the name of a row, then by its own dates and numbers."""
    paths = (own_path(table, column) for column in table.columns if not column.through)
    return [order for path in paths if path for order in _both_ways(table, path)]


def own_path(table: Readable, column: Column) -> str:
    """Return the path of the order that a column of a table that is browsed gives; empty where it gives none.

    The name of a row has one path in all languages; an identifier is no name.
    """
    field, resource = column.field, table.resource
    if column.through or (field.name,) == resource.primary_key:
        return ""
    if field.name in (resource.label, f"{resource.label}_{table.reader.language}"):
        return resource.label
    return "" if kind_of(field) == "name" else field.name


def _both_ways(table: Readable, path: str) -> Iterator[Order]:
    owner, field = _last_field(table, path)
    title, kind = table.heading(owner, field), kind_of(field)
    if kind != "name":
        yield Order(f"-{path}", title, kind)
    yield Order(path, title, kind)


def _last_field(table: Readable, path: str) -> tuple[Resource, Field]:
    """Return the field at the end of `path` and its resource; that of the language for a family of translations."""
    package = table.tables.package
    try:
        return views.last_field(package, table.resource, path)
    except KeyError:
        return views.last_field(package, table.resource, f"{path}_{table.reader.language}")


def order_values(row: Row) -> dict[str, str]:
    """Return what an item of a list carries to be put in order, by path; not what it carries as a facet already."""
    paths = (path for path in sort_by(row.resource.descriptor) if path not in row.resource.facets)
    return {path: _text(follow(row, path)) for path in paths}


def _text(value: object) -> str:
    return value.label if isinstance(value, Row) else "" if value is None else str(value)

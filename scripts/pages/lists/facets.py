"""Facets of a list: the values among which its reader chooses, with how many rows have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from charts import views
from datapackage import addresses
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from datapackage.rows import Row, Tables

MOST_OPTIONS = 30  # values of a facet among which one chooses; of more, a text or an address finds the one meant


@dataclass(frozen=True)
class Facet:
    """A facet of a list: its path, the field at its end, and its known values as (value, words, count of rows).

    A date or a text has no `options`: its values are not told apart by words. `unknown` counts the rows without one.
    """

    path: str
    field: Field
    options: list[tuple[str, str, int]]
    unknown: int

    @property
    def is_chosen(self) -> bool:
        """True where a reader chooses among its values; else an address alone asks for one."""
        return 0 < len(self.options) <= MOST_OPTIONS


def facets(tables: Tables, reader: Reader, resource: Resource) -> list[Facet]:
    """Return the facets of the list of a resource, their values in the order of the descriptor or of their table."""
    return [_facet(tables, reader, resource, path) for path in resource.facets]


def own_facets(tables: Tables, reader: Reader, resource: Resource) -> list[Facet]:
    """Return the facets of a table that is browsed: its own fields of which a reader can choose among two values."""
    told = [field for field in resource.fields if field.categories or field.type == "boolean"]
    linked = [field for field in resource.fields if field.name in resource.link and field.name not in _key(resource)]
    found = (_facet(tables, reader, resource, field.name) for field in [*told, *linked])
    return [facet for facet in found if facet.is_chosen and len(facet.options) + bool(facet.unknown) > 1]


def _key(resource: Resource) -> Sequence[str]:
    return resource.primary_key if len(resource.primary_key) == 1 else ()


def _facet(tables: Tables, reader: Reader, resource: Resource, path: str) -> Facet:
    owner, field = views.last_field(tables.package, resource, path)
    counts = Counter(addresses.facet_value(row, path) for row in tables.all(resource.name))
    words = {code: tables.package.text(each, "label", tables.language) for code, each in field.categories.items()}
    if field.name in owner.link:
        words = {row.key: row.label for row in tables.all(owner.link[field.name].resource)}
    elif field.type == "boolean":
        words = {"true": reader.word("yes"), "false": reader.word("no")}
    options = [(value, label, counts[value]) for value, label in words.items() if counts[value]]
    return Facet(path, field, options, counts[""])


def facet_values(row: Row) -> dict[str, str]:
    """Return the values of a row by facet, as its list carries them."""
    return {path: addresses.facet_value(row, path) for path in row.resource.facets}

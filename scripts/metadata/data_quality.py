"""How complete the tables are: cells filled in, and texts that one language lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from datapackage.descriptor import Field, Resource
from datapackage.rows import Dataset, Row, Tables


@dataclass(frozen=True)
class Coverage:
    """How many rows a table has, and the share of its cells that are filled in, between 0 and 1."""

    rows: int
    filled: float


@dataclass(frozen=True)
class Untranslated:
    """`count` rows have no text in `field`, though they have it in another language."""

    resource: Resource
    field: Field
    count: int


def coverage(dataset: Dataset, name: str) -> Coverage:
    """Return how complete the table `name` is."""
    rows = dataset.cells(name)
    cells = [cell for row in rows for cell in row.values()]
    return Coverage(len(rows), sum(cell is not None for cell in cells) / len(cells) if cells else 0.0)


def untranslated(tables: Tables) -> list[Untranslated]:
    """Return the fields `name_fr`, `name_en` … that lack texts, table by table, in the order of the descriptor."""
    found = [
        Untranslated(resource, field, sum(_lacks(row, family, field) for row in tables.all(resource.name)))
        for resource in tables.package.tables
        for family, field in _translations(tables, resource)
    ]
    return [text for text in found if text.count]


def _translations(tables: Tables, resource: Resource) -> Iterator[tuple[str, Field]]:
    """Yield each family of fields that has the first language (`name`), with each of its fields (`name_ar`)."""
    languages = tables.package.languages
    for field in resource.fields:
        if field.name.endswith(f"_{languages[0]}"):
            family = field.name.removesuffix(f"_{languages[0]}")
            names = [f"{family}_{language}" for language in languages]
            yield from ((family, resource.field[name]) for name in names if name in resource.field)


def _lacks(row: Row, family: str, field: Field) -> bool:
    return row.cells[field.name] is None and row[family] is not None

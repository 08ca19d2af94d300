"""Rows of a validated package: typed cells, names in a language, links followed.

`row["kind"]` is a cell, `row["territory"]` the row that a foreign key names, and
`row["name"]` the one of `name_ar`, `name_fr`, … that a reader of the language
understands. Templates write `row.kind`: there a field wins over an attribute of
`Row` (`pages.renderer`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from babel import Locale

from datapackage.descriptor import Field, Package, Resource
from datapackage.extensions import Where
from datapackage.partial_dates import PartialDate
from datapackage.table import Table, normal_text

Cell: TypeAlias = str | int | Decimal | bool | None
Cells: TypeAlias = dict[str, Cell]
_MANY = (list, tuple, set)  # any of these values


def typed(text: str, type_name: str) -> Cell:
    """Return a cell in its Table Schema type; an empty cell is unknown, so `None`.

    Raises ValueError or decimal.InvalidOperation for a text that is not of that type.
    """
    if text == "":
        return None
    if type_name == "integer":
        return int(text)
    if type_name == "number":
        return Decimal(text)
    if type_name == "boolean":
        return text == "true"
    return text


@dataclass(frozen=True)
class Dataset:
    """A validated package with its files, each read once however many languages and formats ask for it.

    `tables` are those that the validation has read, by resource, in the form in which they are published, `contents`
    the bytes of the files, by path; what is not among them is read when it is asked for.
    """

    package: Package
    tables: Mapping[str, Table] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    _cells: dict[str, list[Cells]] = field(default_factory=dict, repr=False)
    _languages: dict[str, Tables] = field(default_factory=dict, repr=False)

    def content(self, path: str) -> bytes:
        """Return the bytes of a file of the package; raise OSError where it cannot be read."""
        if path not in self.contents:
            self.contents[path] = (self.package.root / path).read_bytes()
        return self.contents[path]

    def cells(self, name: str) -> list[Cells]:
        """Return the typed cells of each row of resource `name`, by field; raise KeyError for an unknown resource."""
        if name not in self._cells:
            resource = self.package.resources[name]
            types = {of_field.name: of_field.type for of_field in resource.fields}
            self._cells[name] = [
                {column: typed(text, types[column]) for column, text in row.items()} for row in self.texts(name)
            ]
        return self._cells[name]

    def texts(self, name: str) -> Iterator[dict[str, str]]:
        """Give the cells of each row of resource `name` as text, composed (Unicode NFC) as they are published."""
        resource = self.package.resources[name]
        if table := self.tables.get(resource.name):
            for record in table.records:
                yield dict(zip(table.names, record.cells, strict=True))
            return
        text = normal_text(self.content(resource.path).decode("utf-8"))
        rows = csv.DictReader(io.StringIO(text, newline=""), restval="")
        yield from (row for row in rows if any(row.values()))

    def in_language(self, language: str) -> Tables:
        """Return the rows of every table as they read in one language."""
        return self._languages.setdefault(language, Tables(self, language))


class Row:
    """One row of a resource, read in one language."""

    __slots__ = ("cells", "resource", "tables")

    def __init__(self, tables: Tables, resource: Resource, cells: Cells) -> None:
        self.tables, self.resource, self.cells = tables, resource, cells

    def __getitem__(self, name: str) -> object:
        """Return a linked row, a cell, or the cell of a translated family that the language reads.

        Raises AttributeError where the resource has no such field.
        """
        link = self.resource.link.get(name)
        if link:
            return self.tables.find(link.resource, link.reference, self.cells[name])
        if name in self.cells:
            return self.cells[name]
        for language in self.tables.order:
            if value := self.cells.get(f"{name}_{language}"):
                return value
        if any(f"{name}_{language}" in self.cells for language in self.tables.order):
            return None
        raise AttributeError(f"{self.resource.name} has no field {name!r}")

    def has(self, name: str) -> bool:
        """Whether the resource has a field, or a family of translated fields, of that name."""
        return name in self.cells or any(f"{name}_{language}" in self.cells for language in self.tables.order)

    @property
    def key(self) -> str:
        """The primary key as text, parts joined by `/`."""
        return "/".join(str(self.cells[k]) for k in self.resource.primary_key)

    @property
    def label(self) -> str:
        """The row's name in the language; that of the row it is about where the label is a link."""
        name = self[self.resource.label]
        return name.label if isinstance(name, Row) else str(name or self.key)

    @property
    def date(self) -> str:
        """The date of the row, perhaps partial: the first one of its schema that says `display: date`; else empty."""
        return next((str(self.cells[it.name] or "") for it in self.resource.fields if it.display == "date"), "")

    def category(self, name: str) -> str:
        """Return the label of the coded value in field `name`; empty where unknown."""
        value = self.cells[name]
        words = self.resource.field[name].categories.get(str(value))
        return self.tables.package.text(words, "label", self.tables.language) if words else ""


@dataclass
class Tables:
    """Every table of a dataset, read in one language."""

    dataset: Dataset
    language: str
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _index: dict[tuple[str, str], dict[Cell, Row]] = field(default_factory=dict)
    _grouped: dict[tuple[str, str], dict[object, list[Row]]] = field(default_factory=dict)

    @property
    def package(self) -> Package:
        """The package of the tables."""
        return self.dataset.package

    @cached_property
    def order(self) -> list[str]:
        """Languages in which to look for a name: this one, then those of the same direction of writing."""
        direction = Locale.parse(self.language).text_direction
        others = [code for code in self.package.languages if code != self.language]
        return [self.language, *sorted(others, key=lambda code: Locale.parse(code).text_direction != direction)]

    def own_fields(self, resource: Resource) -> list[Field]:
        """Return the fields of a resource without the words of other languages, where those of this one exist."""
        others = [code for code in self.package.languages if code != self.language]
        families = {name: name.rpartition("_") for name in resource.field}
        return [
            of_field
            for of_field in resource.fields
            if families[of_field.name][2] not in others
            or f"{families[of_field.name][0]}_{self.language}" not in resource.field
        ]

    def all(self, name: str) -> list[Row]:
        """Return every row of resource `name`, in the order of the file; raise KeyError for an unknown one."""
        if name not in self._rows:
            resource = self.package.resources[name]
            self._rows[name] = [Row(self, resource, cells) for cells in self.dataset.cells(name)]
        return self._rows[name]

    def find(self, name: str, field_name: str, value: Cell) -> Row | None:
        """The row of `name` whose `field_name` is `value`; None for an unknown value."""
        if value is None:
            return None
        index = self._index.get((name, field_name))
        if index is None:
            index = {row.cells[field_name]: row for row in self.all(name)}
            self._index[name, field_name] = index
        return index.get(value)

    def select(self, name: str, where: Where | None = None) -> Iterator[Row]:
        """Rows of `name` whose fields hold what `where` says.

        A value is compared with the cell; a list means any of them. A field may
        be a path through foreign keys, such as `territory.kind`.
        """
        left = dict(where or {})
        rows = self.all(name)
        if sought := next((path for path, wanted in left.items() if not isinstance(wanted, _MANY)), None):
            rows = self._groups(name, sought).get(left.pop(sought), [])
        for row in rows:
            if all(_holds(follow(row, path), wanted) for path, wanted in left.items()):
                yield row

    def _groups(self, name: str, path: str) -> dict[object, list[Row]]:
        """The rows of `name` by what stands at the end of `path`: pages ask for the same again and again."""
        if (name, path) not in self._grouped:
            groups: dict[object, list[Row]] = {}
            for row in self.all(name):
                groups.setdefault(_cell(follow(row, path)), []).append(row)
            self._grouped[name, path] = groups
        return self._grouped[name, path]


def follow(row: Row | None, path: str) -> object:
    """What stands at the end of `path` (`territory.region.name`); None where a step is unknown.

    A path that ends on a foreign key gives the row it names.
    """
    value: object = row
    for step in path.split("."):
        if not isinstance(value, Row):
            return None
        value = value[step]
    return value


def in_order(rows: Iterable[Row], sort: str) -> list[Row]:
    """Return `rows` sorted by the field or path `sort`, with `-` before it for the reverse order.

    Rows without a value there come last; rows of one value keep their order.
    """
    path = sort.removeprefix("-")
    values = [(row, _sortable(follow(row, path))) for row in rows]
    known = [(row, value) for row, value in values if value is not None]
    known.sort(key=lambda pair: pair[1], reverse=sort.startswith("-"))
    return [row for row, _ in known] + [row for row, value in values if value is None]


def newest_first(*lists: Iterable[Row]) -> list[Row]:
    """Return the rows of all `lists` in one, sorted by their dates, the latest first; undated rows last."""
    return sorted(chain.from_iterable(lists), key=lambda row: row.date, reverse=True)


def by_year(rows: Iterable[Row], field_name: str) -> list[tuple[str, list[Row]]]:
    """Return `rows` grouped by the year of a partial date, the latest first, in the order given within a year.

    Rows without a date come last, under an empty year.
    """
    years: dict[str, list[Row]] = {}
    for row in rows:
        years.setdefault(str(row.cells[field_name] or "")[:4], []).append(row)
    return sorted(years.items(), key=lambda group: group[0], reverse=True)


def above(row: Row, field_name: str) -> list[Row]:
    """Return what `row` lies within, the nearest first: the row that its foreign key names, that one's, and so on."""
    found: list[Row] = []
    following = row[field_name]
    while isinstance(following, Row) and following.key not in (row.key, *(known.key for known in found)):
        found.append(following)
        following = following[field_name]
    return found


def elsewhere(rows: Iterable[Row], field_name: str, row: Row) -> list[Row]:
    """Return those of `rows` whose foreign key names another row than `row`."""
    return [other for other in rows if other.cells[field_name] != row.key]


def category_rank(row: Row, field_name: str) -> int:
    """Return the place of a coded value among the categories of its field, from 0; after the last where unknown."""
    codes = list(row.resource.field[field_name].categories)
    value = row.cells[field_name]
    return codes.index(str(value)) if value in codes else len(codes)


def _sortable(value: object) -> Any:
    """The label of a row, the last day that a partial date may mean, any other cell as it is."""
    date = PartialDate.of(value) if isinstance(value, str) else None
    return date.last.isoformat() if date else value.label if isinstance(value, Row) else value


def _holds(value: object, wanted: object) -> bool:
    cell = _cell(value)
    return cell in wanted if isinstance(wanted, _MANY) else cell == wanted


def _cell(value: object) -> object:
    return value.key if isinstance(value, Row) else value

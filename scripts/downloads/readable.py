"""A table as people read it, in one language: names in the place of identifiers, words in the place of codes.

The columns stand in the order of a reader: what the row is called first, what it leads to with what is known of
that (`beside`), identifiers last. Excel and CSV are written from the same columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from datapackage import addresses, extensions, locales
from datapackage.addresses import Site
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from datapackage.rows import Cells, Row, Tables
from downloads.workbook import Value

_SEPARATOR = " · "  # between the title of a foreign key and that of a field beside it


@dataclass(frozen=True)
class Column:
    """A column: its heading and its field, of the table itself or of the row that the foreign key `through` names.

    `is_own` is true for the column whose cells lead to the place of the row on the site.
    """

    title: str
    field: Field
    through: str = ""
    is_own: bool = False


class Shown(NamedTuple):
    """What a cell shows and where it leads: an address, empty for none."""

    value: Value
    address: str = ""


@dataclass(frozen=True)
class Readable:
    """A table of `tables` for a reader; names lead to the pages of `site`."""

    tables: Tables
    resource: Resource
    reader: Reader
    site: Site

    @property
    def title(self) -> str:
        """The short title of the table where it has one, else its title, else its name."""
        texts = (self._text(self.resource, key) for key in ("shortTitle", "title"))
        return next(filter(None, texts), self.resource.name)

    def _text(self, of: Field | Resource, key: str = "title") -> str:
        return self.tables.package.text(of.descriptor, key, self.reader.language)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns in the order of a reader, each heading different."""
        columns: list[Column] = []
        for field in sorted(self.tables.own_fields(self.resource), key=self._place):
            columns.append(Column(self.heading(self.resource, field), field, is_own=field.name == self._own))
            columns += self._beside(field)
        titles = Counter(column.title for column in columns)
        return [self._told_apart(column) if titles[column.title] > 1 else column for column in columns]

    def _told_apart(self, column: Column) -> Column:
        """Put the title of the foreign key before that of a field beside it: another column is called the same."""
        if not column.through:
            return column
        key = self.resource.field[column.through]
        return replace(column, title=self.heading(self.resource, key) + _SEPARATOR + column.title)

    def _beside(self, key: Field) -> Iterator[Column]:
        """Give the columns beside a foreign key; none where it leads within the table itself, which has them."""
        link = self.resource.link.get(key.name)
        if link and link.resource != self.resource.name:
            target = self.tables.package.resources[link.resource]
            for name in extensions.beside(target.descriptor):
                yield Column(self.heading(target, target.field[name]), target.field[name], key.name)

    def heading(self, resource: Resource, field: Field) -> str:
        """Return the title of a field: of one that stands for all its translations, the words their titles share."""
        base, _, language = field.name.rpartition("_")
        family = [f"{base}_{code}" for code in self.tables.package.languages]
        title = self._text(field) or field.name
        if language != self.reader.language or not base:
            return title
        titles = [self._text(resource.field[name]).split() for name in family if name in resource.field]
        shared = takewhile(lambda words: len(set(words)) == 1, zip(*titles, strict=False))
        return " ".join(words[0] for words in shared) or title

    @cached_property
    def _name(self) -> str:
        """The field that names a row, in the language that is read."""
        label = self.resource.label
        family = (f"{label}_{language}" for language in self.tables.order)
        return next((name for name in (label, *family) if name in self.resource.field), "")

    @cached_property
    def _identifiers(self) -> set[str]:
        """The fields that hold an identifier of the row for programs."""
        pages = self.resource.row_pages
        return ({*self.resource.primary_key} | ({pages.slug} if pages else set())) - set(self.resource.link)

    @property
    def _own(self) -> str:
        """The field that leads to the row: its name, else its identifier where it is called after another row."""
        return self.resource.primary_key[0] if self._name in self.resource.link else self._name

    def _place(self, field: Field) -> int:
        is_code = field.display == "code" and field.type == "string"
        if field.name in self._identifiers or is_code:
            return 2
        return 0 if field.name == self._name else 1

    def line(self, cells: Cells) -> list[Shown]:
        """Return what one row shows, column by column."""
        row = Row(self.tables, self.resource, cells)
        return [self._shown(row, column) for column in self.columns]

    def _shown(self, row: Row, column: Column) -> Shown:
        holder = row[column.through] if column.through else row
        if not isinstance(holder, Row):
            return Shown(None)
        linked = holder[column.field.name] if column.field.name in holder.resource.link else None
        if isinstance(linked, Row):
            return Shown(linked.label, self._address(linked))
        value, address = self._value(holder, column.field)
        if column.is_own:
            return Shown(value if value is not None else row.label, self._address(row))
        return Shown(value, address)

    def _value(self, row: Row, field: Field) -> Shown:
        """Return a cell that names no other row: words for a code, a date where the day is known."""
        value = row.cells[field.name]
        if field.categories:
            return Shown(row.category(field.name) or value)
        if isinstance(value, bool):
            return Shown(self.reader.word("yes" if value else "no"))
        if field.display == "link":
            return Shown(value, str(value or ""))
        if field.display == "date" and (day := PartialDate.of(value)):
            return Shown(day.first if day.is_day else locales.partial_date(str(day), self.reader.locale))
        return Shown(value)

    def _address(self, row: Row) -> str:
        """Return where a row is read; empty where it has no place of its own."""
        if not (row.resource.row_pages or row.resource.page):
            return ""
        return self.site.address(addresses.of_row(row), self.reader.language)

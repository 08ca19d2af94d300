"""A table as an Excel workbook that a reader of one language can use as it is.

It opens on the sheet for people: names that lead to the site, words in the place of codes, identifiers last. Then
the sheet for programs, which holds the CSV: two header rows (the title in the reader's language, the name of the
field beneath), real types, codes as text; it is called after the file. Then the dictionary, the sources and the
licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from datapackage.addresses import Site
from datapackage.descriptor import Field, Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Cell, Cells, Tables
from downloads.readable import Column, Readable, Shown
from downloads.workbook import Value, Workbook

HEADER_ROWS = 2
WIDEST = 420  # pixels: beyond that a column of prose pushes the others off the screen
_WIDE, _NARROW, _SKIMMED = 50, 9, 30  # characters of a column for people: at most, at least, where none is read through
_BUTTON = 3  # characters that the button of the filter hides
_LINE, _TALLEST = 15, 409  # points of a line of text, and of a row at most, by Excel's specification
_DAY = 10  # characters of a day
EPOCH = datetime(1980, 1, 1)

Rows = Sequence[Cells]


@dataclass
class Contents:
    """What goes into one workbook: tables with their rows, the rows of their sources, words on the licence.

    `in_words` are the tables of the package in the reader's language. `sources` is the resource of the sources with
    the rows that the tables name; None where it is itself a table of the workbook, or where there is none. `about` are
    lines of (heading, text).
    """

    in_words: Tables
    reader: Reader
    site: Site
    tables: Sequence[tuple[Resource, Rows]]
    sources: tuple[Resource, Rows] | None
    about: list[tuple[str, str]]

    @property
    def package(self) -> Package:
        """The package of the tables."""
        return self.in_words.package

    def readable(self, resource: Resource) -> Readable:
        """Return a table as people read it."""
        return Readable(self.in_words, resource, self.reader, self.site)


def write(target: Path, contents: Contents) -> None:
    """Write the workbook to `target`; its bytes depend on `contents` alone.

    Raises WorkbookError for a text longer than a cell can hold.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"created": EPOCH, "title": contents.about[0][1] if contents.about else ""})
        workbook = Workbook(book, contents.reader)
        for resource, rows in contents.tables:
            table = contents.readable(resource)
            _for_people(workbook, table, rows, table.title)
        for resource, rows in contents.tables:
            _for_programs(workbook, contents, resource, rows)
        words = contents.reader.words["downloads"]["sheets"]
        _dictionary(workbook, contents, words["dictionary"])
        if contents.sources:
            resource, rows = contents.sources
            _for_people(workbook, contents.readable(resource), rows, words["sources"])
        _about(workbook, contents.about, words["licence"])


def cell(value: Cell, of_field: Field) -> Value:
    """A typed cell as Excel's types have it: a day that is known whole is a date where the field is one."""
    if of_field.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _for_programs(workbook: Workbook, contents: Contents, resource: Resource, rows: Rows) -> None:
    """Write the rows as the CSV has them."""
    sheet = workbook.sheet(Path(resource.path).name)
    for column, field in enumerate(resource.fields):
        if field.type == "string":  # a code typed into an empty cell stays text too
            sheet.set_column(column, column, None, workbook.text)
        words = contents.package.text(field.descriptor, "title", contents.reader.language) or field.name
        workbook.write(sheet, (0, column), words, workbook.title)
        workbook.write(sheet, (1, column), field.name, workbook.name)
        for number, row in enumerate(rows, HEADER_ROWS):
            workbook.write(sheet, (number, column), cell(row[field.name], field))
    sheet.freeze_panes(HEADER_ROWS, 1)
    sheet.autofilter(1, 0, HEADER_ROWS + len(rows) - 1, len(resource.fields) - 1)
    sheet.autofit(WIDEST)


def _for_people(workbook: Workbook, table: Readable, rows: Rows, title: str) -> None:
    """Write the rows as people read them, under the title of each column."""
    sheet, columns = workbook.sheet(title), table.columns
    lines = [table.line(row) for row in rows]
    widths = _widths(columns, lines)
    for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(position, position, width)
        workbook.write(sheet, (0, position), column.title, workbook.title)
    sheet.set_row(0, _height([column.title for column in columns], [width - _BUTTON for width in widths]))
    for number, line in enumerate(lines, 1):
        for position, (column, shown) in enumerate(zip(columns, line, strict=True)):
            workbook.write(sheet, (number, position), shown.value, _style(workbook, column, shown), shown.address)
        read = [None if _is_skimmed(column) else shown.value for column, shown in zip(columns, line, strict=True)]
        sheet.set_row(number, _height(read, widths))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _widths(columns: Sequence[Column], lines: Sequence[Sequence[Shown]]) -> list[int]:
    """Return how wide each column is, in characters: enough for what it holds, as far as `_WIDE` allows."""
    widths = []
    for position, column in enumerate(columns):
        heading = len(max(column.title.split(), key=len)) + _BUTTON
        longest = max((_length(line[position].value) for line in lines), default=0) + 1
        widths.append(min(max(heading, longest, _NARROW), _SKIMMED if _is_skimmed(column) else _WIDE))
    return widths


def _height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Return the height in points of a row whose texts are wrapped: programs other than Excel do not work it out."""
    texts = [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
    lines = (sum(len(part) // width + 1 for part in text.splitlines()) for text, width in texts)
    return min(max(lines, default=1) * _LINE, _TALLEST)


def _is_skimmed(column: Column) -> bool:
    """Whether the cells of a column stay on one line, however long: addresses and codes."""
    return column.field.display in ("link", "code")


def _style(workbook: Workbook, column: Column, shown: Shown) -> Any:
    """Return the format of a cell for people: by the type of what it shows, and by its field."""
    value, display = shown.value, column.field.display
    if isinstance(value, date):
        return workbook.day
    if isinstance(value, (int, Decimal)):
        places = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
        if display == "code":
            return workbook.plain
        if display == "share":
            return workbook.number("0.0%")
        return workbook.number("#,##0." + "0" * places if places else "#,##0")
    if shown.address:
        return workbook.address if display == "link" else workbook.link
    return workbook.text if display == "code" else workbook.prose


def _length(value: Value) -> int:
    """Return about how many characters wide a cell is: that of its longest line."""
    if isinstance(value, date):
        return _DAY
    if isinstance(value, (int, Decimal)):
        return len(f"{value:,}")
    return max(map(len, value.splitlines()), default=0) if value else 0


def _dictionary(workbook: Workbook, contents: Contents, title: str) -> None:
    words = contents.reader.words["data"]
    heading = [words["file"], words["field"], "name", words["type"], words["meaning"], words["values"]]
    sheet = workbook.sheet(title)
    for column, text in enumerate(heading):
        workbook.write(sheet, (0, column), text, workbook.title)
    meanings = (_meaning(contents, resource, field) for resource, _ in contents.tables for field in resource.fields)
    for number, meaning in enumerate(meanings, 1):
        for column, text in enumerate(meaning):
            workbook.write(sheet, (number, column), text, workbook.prose)
    sheet.set_column(0, 3, 22)
    sheet.set_column(4, 5, 60)
    sheet.freeze_panes(1, 0)


def _meaning(contents: Contents, resource: Resource, field: Field) -> Iterator[str]:
    """Title of the table, title, name, type, meaning and possible values of one field."""
    package, language = contents.package, contents.reader.language
    words = contents.reader.words["data"]
    kind = words["types"].get(field.type, field.type)
    required = f" ({words['required']})" if field.is_required else ""
    values = [f"{value}: {package.text(label, 'label', language)}" for value, label in field.categories.items()]
    yield package.text(resource.descriptor, "title", language)
    yield package.text(field.descriptor, "title", language)
    yield field.name
    yield kind + required
    yield package.text(field.descriptor, "description", language)
    yield "\n".join(values)


def _about(workbook: Workbook, about: Iterable[tuple[str, str]], title: str) -> None:
    sheet = workbook.sheet(title)
    for number, (heading, text) in enumerate(about):
        workbook.write(sheet, (number, 0), heading, workbook.title)
        workbook.write(sheet, (number, 1), text, workbook.prose)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)

"""A table as an Excel workbook that a reader of one language can use as it is.

What a program reads: two header rows (the title in the reader's language, the name of the field
beneath), real types, codes as text. The same for people: names and words in the
place of identifiers and codes. Then sheets for the dictionary, the sources and the
licence. A cell of the data is never a formula, a link or a number by
accident: each is written with the method of its type. Arabic sheets run from
right to left (`rightToLeft` of ECMA-376, 18.3.1.87).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from datapackage.descriptor import Field, Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Cell, Row, Tables
from system.errors import BuildError

HEADER_ROWS = 2
WIDEST = 420  # pixels: beyond that a column of prose pushes the others off the screen
LONGEST = 32_767  # characters a cell can hold, by Excel's specification
EPOCH = datetime(1980, 1, 1)
SHEET_NAME = 31  # characters, by Excel's specification
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")

Rows = Sequence[Mapping[str, Cell]]


class WorkbookError(BuildError):
    """A cell that a workbook cannot hold."""


@dataclass
class Contents:
    """What goes into one workbook: tables with their rows, the rows of their sources, words on the licence.

    `sources` is the resource of the sources with the rows that the tables name; None where it is itself a table
    of the workbook, or where there is none. `about` are lines of (heading, text). With `tables_in_words`, the tables
    of the package in the reader's language, each table has a second sheet with names in the place of codes.
    """

    package: Package
    reader: Reader
    tables: Sequence[tuple[Resource, Rows]]
    sources: tuple[Resource, Rows] | None
    about: list[tuple[str, str]]
    tables_in_words: Tables | None = None


@dataclass
class _Workbook:
    """An open workbook with the formats its cells share, and the sheet names taken."""

    contents: Contents
    book: Any
    taken: set[str] = dataclasses.field(default_factory=set)

    def __post_init__(self) -> None:
        order = {"reading_order": 2 if self.contents.reader.rtl else 1}
        top = {"valign": "top", **order}
        self.title = self.book.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#0D4F49", "font_color": "#FFFFFF", **top}
        )
        self.name = self.book.add_format({"font_color": "#4B5762", "bg_color": "#F5F2EC", "num_format": "@", **top})
        self.text = self.book.add_format({"num_format": "@", **top})
        self.wrapped = self.book.add_format({"num_format": "@", "text_wrap": True, **top})
        self.date = self.book.add_format({"num_format": "yyyy-mm-dd", **top})
        self.plain = self.book.add_format(top)

    def sheet(self, title: str) -> Any:
        """A new sheet named after `title`, cut and numbered where Excel demands it."""
        wanted = _cut(FORBIDDEN.sub(" ", title).strip("' ")) or "1"
        name, number = wanted, 2
        while name.casefold() in self.taken:
            tail = f" {number}"
            name, number = wanted[: SHEET_NAME - len(tail)] + tail, number + 1
        self.taken.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        if self.contents.reader.rtl:
            sheet.right_to_left()
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Cell | date, style: Any = None) -> None:
        """One cell by the type of `value`; nothing where it is unknown.

        Raises WorkbookError for a text longer than a cell can hold.
        """
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, style or self.plain)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style or self.date)
        elif isinstance(value, (int, Decimal)):
            sheet.write_number(row, column, value, style or self.plain)
        elif len(value) > LONGEST:
            raise WorkbookError(f"{sheet.name}: {len(value)} characters in row {row + 1}; a cell holds {LONGEST}")
        else:
            sheet.write_string(row, column, value, style or self.text)


def _cut(title: str) -> str:
    """`title` as long as a sheet's name may be, whole words where there are several."""
    if len(title) <= SHEET_NAME:
        return title
    return title[: SHEET_NAME + 1].rpartition(" ")[0].strip() or title[:SHEET_NAME]


def write(target: Path, contents: Contents) -> None:
    """Write the workbook to `target`; its bytes depend on `contents` alone.

    Raises WorkbookError for a text longer than a cell can hold.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"created": EPOCH, "title": contents.about[0][1] if contents.about else ""})
        open_book = _Workbook(contents, book)
        for resource, rows in contents.tables:
            _table(open_book, resource, rows)
        words = contents.reader.words["downloads"]["sheets"]
        for resource, rows in contents.tables if contents.tables_in_words else ():
            _in_words(open_book, resource, rows, words["words"])
        _dictionary(open_book, words["dictionary"])
        if contents.sources:
            _table(open_book, *contents.sources, title=words["sources"])
        _about(open_book, words["licence"])


def cell(value: Cell, of_field: Field) -> Cell | date:
    """A typed cell as Excel's types have it: a day that is known whole is a date where the field is one."""
    if of_field.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _table(open_book: _Workbook, resource: Resource, rows: Rows, title: str = "") -> None:
    package, reader = open_book.contents.package, open_book.contents.reader
    sheet = open_book.sheet(title or package.text(resource.descriptor, "title", reader.language) or resource.name)
    for column, field in enumerate(resource.fields):
        if field.type == "string":  # a code typed into an empty cell stays text too
            sheet.set_column(column, column, None, open_book.text)
        words = package.text(field.descriptor, "title", reader.language) or field.name
        open_book.write(sheet, 0, column, words, open_book.title)
        open_book.write(sheet, 1, column, field.name, open_book.name)
        for number, row in enumerate(rows, HEADER_ROWS):
            open_book.write(sheet, number, column, cell(row[field.name], field))
    sheet.freeze_panes(HEADER_ROWS, 1)
    sheet.autofilter(1, 0, HEADER_ROWS + len(rows) - 1, len(resource.fields) - 1)
    sheet.autofit(WIDEST)


def _in_words(open_book: _Workbook, resource: Resource, rows: Rows, title: str) -> None:
    """The table to be read: names in the place of identifiers, words in the place of codes, one language."""
    package, reader, tables = open_book.contents.package, open_book.contents.reader, open_book.contents.tables_in_words
    fields = tables.own_fields(resource) if tables else []
    if tables is None or not any(field.categories or field.name in resource.link for field in fields):
        return
    sheet = open_book.sheet(title)
    readable = [Row(tables, resource, dict(row)) for row in rows]
    for column, field in enumerate(fields):
        if field.type == "string":
            sheet.set_column(column, column, None, open_book.text)
        words = package.text(field.descriptor, "title", reader.language) or field.name
        open_book.write(sheet, 0, column, words, open_book.title)
        for number, row in enumerate(readable, 1):
            open_book.write(sheet, number, column, _in_language(row, field))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(fields) - 1)
    sheet.autofit(WIDEST)


def _in_language(row: Row, field: Field) -> Cell | date:
    """What a cell means to a reader: the label of the row it names, the words of its code, else itself."""
    linked = row[field.name] if field.name in row.resource.link else None
    if isinstance(linked, Row):
        return linked.label
    return (row.category(field.name) if field.categories else "") or cell(row.cells[field.name], field)


def _dictionary(open_book: _Workbook, title: str) -> None:
    package, reader = open_book.contents.package, open_book.contents.reader
    words = reader.words["data"]
    heading = [words["file"], words["field"], "name", words["type"], words["meaning"], words["values"]]
    sheet = open_book.sheet(title)
    for column, text in enumerate(heading):
        open_book.write(sheet, 0, column, text, open_book.title)
    number = 1
    for resource, _ in open_book.contents.tables:
        for field in resource.fields:
            for column, text in enumerate(_meaning(package, reader, resource, field)):
                open_book.write(sheet, number, column, text, open_book.wrapped)
            number += 1
    sheet.set_column(0, 3, 22)
    sheet.set_column(4, 5, 60)
    sheet.freeze_panes(1, 0)


def _meaning(package: Package, reader: Reader, resource: Resource, field: Field) -> Iterable[str]:
    """Title of the table, title, name, type, meaning and possible values of one field."""
    words = reader.words["data"]
    kind = words["types"].get(field.type, field.type)
    required = f" ({words['required']})" if field.is_required else ""
    values = [f"{value}: {package.text(label, 'label', reader.language)}" for value, label in field.categories.items()]
    yield package.text(resource.descriptor, "title", reader.language)
    yield package.text(field.descriptor, "title", reader.language)
    yield field.name
    yield kind + required
    yield package.text(field.descriptor, "description", reader.language)
    yield "\n".join(values)


def _about(open_book: _Workbook, title: str) -> None:
    sheet = open_book.sheet(title)
    for number, (heading, text) in enumerate(open_book.contents.about):
        open_book.write(sheet, number, 0, heading, open_book.title)
        open_book.write(sheet, number, 1, text, open_book.wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)

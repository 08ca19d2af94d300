"""The shape of a table: delimiter, header, rows of one length.

Cells are read here once, with the line each row begins on, because a quoted
cell may hold line breaks and a row number is then not a line number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from datapackage.descriptor import Resource
from datapackage.table import Record, Table
from validation.problems import Problem, words
from validation.tables.files import MAX_BYTES, UnreadableError
from validation.tables.headers import check_header

MAX_CELL = 32_767  # what a cell of Excel or LibreOffice can hold
_FEW_WORDS = 4  # a total has a short name
MAX_ROWS = 200_000  # a hundred times the longest table; more is a paste gone wrong

_TOP = 100  # lines among which the header is looked for

# The library's own limit (131,072) would report a long cell before we can say where it is.
csv.field_size_limit(MAX_BYTES)


def read_table(text: str, resource: Resource) -> tuple[Table, list[Problem]]:
    """The table in `text`, and the rows that do not fit it.

    Raises UnreadableError where nothing can be said about the rows: another
    delimiter, a header that is not the fields of the schema, an open quote.
    """
    file, expected = resource.path, [each.name for each in resource.fields]
    if text.lstrip()[:1] in ("{", "["):
        raise UnreadableError(Problem("json-file", file))
    records = _without_blank_end(list(_records(text, file)))
    if not records:
        raise UnreadableError(Problem("empty-file", file))
    check_header([(each.line, each.cells) for each in records[:_TOP]], resource)
    if len(records) == 1:
        raise UnreadableError(Problem("no-rows", file))
    if len(records) - 1 > MAX_ROWS:
        raise UnreadableError(Problem("too-many-rows", file, details={"rows": len(records) - 1, "limit": MAX_ROWS}))
    problems: list[Problem] = []
    good: list[Record] = []
    lower = text.casefold()
    totals = any(word in lower for word in words("total"))
    shape = _Shape.of(resource)
    for record in records[1:]:
        if not _is_plain(record, shape, totals):
            found = [*_check_row(record, shape, file), *_check_length(record, expected, file)]
        else:
            found = []
        problems += found
        if not found:
            good.append(record)
    return Table(resource, good, len(good) == len(records) - 1), problems


def _records(text: str, file: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(Problem("unclosed-quote", file, line)) from error
        yield Record(line, cells)
        line = reader.line_num + 1


def _is_blank(record: Record) -> bool:
    return not any(cell.strip() for cell in record.cells)


def _without_blank_end(records: list[Record]) -> list[Record]:
    """Spreadsheets leave rows of bare commas at the end; they say nothing."""
    while records and _is_blank(records[-1]):
        records.pop()
    return records


@dataclass(frozen=True)
class _Shape:
    """What every row of a table must have, and what only its header has."""

    names: list[str]
    required: list[int]
    titles: list[list[str]]  # of its fields, one list a language; and their types

    @cached_property
    def firsts(self) -> set[str]:
        """What the first cell of a header may be, in small letters."""
        return {each[0].casefold() for each in [self.names, *self.titles]}

    @cached_property
    def must(self) -> Callable[[list[str]], tuple[str, ...]]:
        """Gives of a row the cells that must be filled."""
        if len(self.required) < 2:
            return lambda cells: tuple(cells[index] for index in self.required)
        return itemgetter(*self.required)

    @classmethod
    def of(cls, resource: Resource) -> _Shape:
        """That of the tables of `resource`."""
        fields = resource.fields
        tags = dict.fromkeys(key for each in fields for key in each.descriptor if key.partition("@")[0] == "title")
        return cls(
            [each.name for each in fields],
            [index for index, each in enumerate(fields) if each.constraints.get("required")],
            [[str(each.descriptor.get(tag, "")).casefold() for each in fields] for tag in (*tags, "type")],
        )

    def lacks(self, cells: list[str]) -> int:
        """How many cells that must be filled are not."""
        return sum(index >= len(cells) or not cells[index].strip() for index in self.required)

    def is_header(self, cells: list[str]) -> bool:
        """Whether a row is the header again, in whatever letters, or the titles of the columns."""
        plain = [each.strip().casefold() for each in cells]
        return plain == [name.casefold() for name in self.names] or plain in self.titles


def _is_plain(record: Record, shape: _Shape, totals: bool) -> bool:
    """Whether a row needs no closer look; most do not."""
    cells = record.cells
    return (
        len(cells) == len(shape.names)
        and cells[0][:1].isalnum()
        and not totals
        and "" not in shape.must(cells)
        and len(max(cells, key=len)) <= MAX_CELL
        and cells[0].strip().casefold() not in shape.firsts
    )


def _check_row(record: Record, shape: _Shape, file: str) -> Iterator[Problem]:
    cells, filled = record.cells, [cell.strip() for cell in record.cells if cell.strip()]
    counts = {"found": len(cells), "expected": len(shape.names)}
    missing = shape.lacks(cells)
    first = filled[0] if filled else ""
    if not filled:
        yield Problem("blank-row", file, record.line)
    elif shape.is_header(cells):
        yield Problem("header-repeated", file, record.line)
    elif total := next((cell for cell in filled if _is_total(cell, missing)), ""):
        yield Problem("total-row", file, record.line, value=total)
    elif _is_comment(cells, filled, missing, len(shape.names)):
        yield Problem("comment-row", file, record.line, value=first)
    elif len(cells) > len(shape.names):
        extra = ",".join(cells[len(shape.names) :])
        yield Problem("row-long", file, record.line, value=extra, details=counts)
    elif len(cells) < len(shape.names):
        yield Problem("row-short", file, record.line, value=cells[-1], details=counts)


def _is_total(cell: str, missing: int) -> bool:
    """A cell that names a total; where cells that must be filled are empty, an average or a total of something too."""
    plain = cell.strip(" :").casefold()
    if plain in words("total"):
        return True
    parts = plain.split()
    return (
        missing > 1 and len(parts) <= _FEW_WORDS and bool({parts[0], parts[-1]} & (words("total") | words("average")))
    )


def _is_comment(cells: list[str], filled: list[str], missing: int, most: int) -> bool:
    """A line that begins as comments do, or with one cell filled where several must be."""
    marked = cells[0].strip().startswith(("#", "//", "<!--"))
    excel = cells[0].strip().startswith(("#N", "#R", "#V", "#D"))
    alone = len(filled) == 1 and missing > 1 and len(cells) <= most and not re.search(r";.*;|\t.*\t", filled[0])
    return (marked and not excel) or alone


def _check_length(record: Record, expected: list[str], file: str) -> Iterator[Problem]:
    for name, cell in zip(expected, record.cells, strict=False):
        if len(cell) > MAX_CELL:
            details = {"length": len(cell), "limit": MAX_CELL}
            yield Problem("cell-too-long", file, record.line, name, cell, details)

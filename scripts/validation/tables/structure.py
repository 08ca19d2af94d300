"""Read a table and check its structure: delimiter, header, rows of one length.

Each row is read with the line that it begins on, as a quoted cell may contain
line breaks, and the number of a row is then not the number of its line.
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
from validation.problems import Problem, first_of_each_kind, words
from validation.tables.files import MAX_BYTES, UnreadableError
from validation.tables.headers import check_header

MAX_CELL = 32_767  # what a cell of Excel or LibreOffice can hold
_FEW_WORDS = 4  # the label of a total is short
MAX_ROWS = 200_000  # a hundred times the longest table; more was pasted by mistake
_TOP = 100  # lines among which the header is looked for

# With the limit of the csv module (131,072) reading would stop at a long cell, without its place.
csv.field_size_limit(MAX_BYTES)


def read_table(text: str, resource: Resource) -> tuple[Table, list[Problem]]:
    """Return the table in `text`, and the problems of the rows that are left out of it.

    Raises UnreadableError where nothing can be said about the rows: another
    delimiter, a header that is not the fields of the schema, an unclosed quote.
    """
    file = resource.path
    if text.lstrip()[:1] in ("{", "["):
        raise UnreadableError(Problem("json-file", file))
    records = _without_blank_end(list(_records(text, file)))
    if not records:
        raise UnreadableError(Problem("empty-file", file))
    check_header([(record.line, record.cells) for record in records[:_TOP]], resource)
    if len(records) == 1:
        raise UnreadableError(Problem("no-rows", file))
    if len(records) - 1 > MAX_ROWS:
        raise UnreadableError(Problem("too-many-rows", file, details={"rows": len(records) - 1, "limit": MAX_ROWS}))
    kept: list[Record] = []
    folded = text.casefold()
    may_have_totals = any(word in folded for word in words("total"))
    problems = first_of_each_kind(_check_rows(records[1:], resource, may_have_totals, kept))
    return Table(resource, kept, len(kept) == len(records) - 1), problems


def _check_rows(
    records: list[Record], resource: Resource, may_have_totals: bool, kept: list[Record]
) -> Iterator[Problem]:
    """Find the rows that are none of the table; add the others to `kept`."""
    file, shape = resource.path, _Shape.of(resource)
    for record in records:
        plain = _is_plain(record, shape) and not may_have_totals
        of_row = [] if plain else [*_check_row(record, shape, file), *_check_length(record, shape, file)]
        yield from of_row
        if not of_row:
            kept.append(record)


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
    """Remove the rows of commas alone that spreadsheets leave at the end."""
    while records and _is_blank(records[-1]):
        records.pop()
    return records


@dataclass(frozen=True)
class _Shape:
    """What the rows of a table must contain, and what only its header may contain."""

    names: list[str]
    required: list[int]
    titles: list[list[str]]  # the titles of the fields, one list a language, and the list of their types

    @cached_property
    def header_starts(self) -> set[str]:
        """What the first cell of a header may be, in lower case."""
        return {cells[0].casefold() for cells in [self.names, *self.titles]}

    @cached_property
    def required_cells(self) -> Callable[[list[str]], tuple[str, ...]]:
        """A function from the cells of a row to those of required fields."""
        if len(self.required) < 2:
            return lambda cells: tuple(cells[index] for index in self.required)
        return itemgetter(*self.required)

    @classmethod
    def of(cls, resource: Resource) -> _Shape:
        """Return the shape of the table of `resource`."""
        fields = resource.fields
        keys = dict.fromkeys(key for field in fields for key in field.descriptor if key.partition("@")[0] == "title")
        return cls(
            [field.name for field in fields],
            [index for index, field in enumerate(fields) if field.constraints.get("required")],
            [[str(field.descriptor.get(key, "")).casefold() for field in fields] for key in (*keys, "type")],
        )

    def missing(self, cells: list[str]) -> int:
        """Return how many cells of required fields are empty."""
        return sum(index >= len(cells) or not cells[index].strip() for index in self.required)

    def is_header(self, cells: list[str]) -> bool:
        """Whether a row is the header again, in any case of letters, or the titles of the fields."""
        folded = [cell.strip().casefold() for cell in cells]
        return folded == [name.casefold() for name in self.names] or folded in self.titles


def _is_plain(record: Record, shape: _Shape) -> bool:
    """Whether a row needs no further checks, as most do not (unless it is a total)."""
    cells = record.cells
    return (
        len(cells) == len(shape.names)
        and cells[0][:1].isalnum()
        and "" not in shape.required_cells(cells)
        and len(max(cells, key=len)) <= MAX_CELL
        and cells[0].strip().casefold() not in shape.header_starts
    )


def _check_row(record: Record, shape: _Shape, file: str) -> Iterator[Problem]:
    cells, filled = record.cells, [cell.strip() for cell in record.cells if cell.strip()]
    counts = {"found": len(cells), "expected": len(shape.names)}
    missing = shape.missing(cells)
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
    """Whether a cell is the label of a total; where required cells are missing, also of an average or of a part."""
    label = cell.strip(" :").casefold()
    if label in words("total"):
        return True
    parts = label.split()
    return (
        missing > 1 and len(parts) <= _FEW_WORDS and bool({parts[0], parts[-1]} & (words("total") | words("average")))
    )


def _is_comment(cells: list[str], filled: list[str], missing: int, most: int) -> bool:
    """Whether a line begins as comments do, or has one cell where several are required."""
    marked = cells[0].strip().startswith(("#", "//", "<!--"))
    error_value = cells[0].strip().startswith(("#N", "#R", "#V", "#D"))
    alone = len(filled) == 1 and missing > 1 and len(cells) <= most and not re.search(r";.*;|\t.*\t", filled[0])
    return (marked and not error_value) or alone


def _check_length(record: Record, shape: _Shape, file: str) -> Iterator[Problem]:
    for name, cell in zip(shape.names, record.cells, strict=False):
        if len(cell) > MAX_CELL:
            details = {"length": len(cell), "limit": MAX_CELL}
            yield Problem("cell-too-long", file, record.line, name, cell, details)

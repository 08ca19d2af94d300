"""The shape of a table: delimiter, header, rows of one length.

Cells are read here once, with the line each row begins on, because a quoted
cell may hold line breaks and a row number is then not a line number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from check_files import MAX_BYTES, UnreadableError
from package import Resource
from problems import Detail, Problem, visible, words

DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}
MAX_CELL = 32_767  # what a cell of Excel or LibreOffice can hold
MAX_ROWS = 200_000  # a hundred times the longest table; more is a paste gone wrong
_LINES_ABOVE = 5  # how far down a header is looked for

# The library's own limit (131,072) would report a long cell before we can say where it is.
csv.field_size_limit(MAX_BYTES)


@dataclass(frozen=True)
class Record:
    """The text cells of one row, in the order of the fields, and its first line in the file."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """Rows whose number of cells is right; `intact` where that is all of them."""

    resource: Resource
    records: list[Record]
    intact: bool

    @property
    def file(self) -> str:
        """Path relative to the package."""
        return self.resource.path

    @property
    def names(self) -> list[str]:
        """Names of the fields, in the order of the cells."""
        return [each.name for each in self.resource.fields]

    def column(self, name: str) -> list[str]:
        """The cells of one field; ValueError for an unknown one."""
        index = self.names.index(name)
        return [record.cells[index] for record in self.records]


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
    _check_header(records, expected, file)
    if len(records) == 1:
        raise UnreadableError(Problem("no-rows", file))
    if len(records) - 1 > MAX_ROWS:
        raise UnreadableError(Problem("too-many-rows", file, details={"rows": len(records) - 1, "limit": MAX_ROWS}))
    problems: list[Problem] = []
    good: list[Record] = []
    lower = text.casefold()
    totals = any(word in lower for word in words("total"))
    for record in records[1:]:
        if not _is_plain(record, expected, totals):
            found = [*_check_row(record, expected, file), *_check_length(record, expected, file)]
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


def _is_plain(record: Record, expected: list[str], totals: bool) -> bool:
    """Whether a row needs no closer look; most do not."""
    cells = record.cells
    return (
        len(cells) == len(expected)
        and cells[0][:1].isalnum()
        and not totals
        and cells != expected
        and len(max(cells, key=len)) <= MAX_CELL
    )


def _check_row(record: Record, expected: list[str], file: str) -> Iterator[Problem]:
    counts = {"found": len(record.cells), "expected": len(expected)}
    first = record.cells[0].strip() if record.cells else ""
    if _is_blank(record):
        yield Problem("blank-row", file, record.line)
    elif record.cells == expected:
        yield Problem("header-repeated", file, record.line)
    elif first.startswith(("#", "//")) and not first.startswith(("#N", "#R", "#V", "#D")):
        yield Problem("comment-row", file, record.line, value=first)
    elif total := next((cell for cell in record.cells if cell.strip(" :").casefold() in words("total")), ""):
        yield Problem("total-row", file, record.line, value=total)
    elif len(record.cells) > len(expected):
        extra = ",".join(record.cells[len(expected) :])
        yield Problem("row-long", file, record.line, value=extra, details=counts)
    elif len(record.cells) < len(expected):
        yield Problem("row-short", file, record.line, value=record.cells[-1], details=counts)


def _check_length(record: Record, expected: list[str], file: str) -> Iterator[Problem]:
    for name, cell in zip(expected, record.cells, strict=False):
        if len(cell) > MAX_CELL:
            details = {"length": len(cell), "limit": MAX_CELL}
            yield Problem("cell-too-long", file, record.line, name, cell, details)


def _check_header(records: list[Record], expected: list[str], file: str) -> None:
    header = records[0].cells
    if header == expected:
        return
    for record in records[:_LINES_ABOVE]:
        for delimiter, shown in DELIMITERS.items():
            split = [cell.strip(" \"'") for cell in delimiter.join(record.cells).split(delimiter)]
            if len(split) > len(record.cells) and len(set(split) & set(expected)) * 2 >= len(expected):
                raise UnreadableError(Problem("delimiter", file, record.line, details={"found": shown}))
    for record in records[1:_LINES_ABOVE]:
        if len(set(record.cells) & set(expected)) * 2 > len(expected):
            raise UnreadableError(Problem("title-line", file, records[0].line, value=header[0]))
    raise UnreadableError(*_header_problems(records[0], expected, file))


def _header_problems(record: Record, expected: list[str], file: str) -> Iterator[Problem]:
    header, line = record.cells, record.line
    whole = ",".join(expected)
    if sorted(header) == sorted(expected):
        yield Problem("header-order", file, line, details={"expected": whole})
        return
    missing = [name for name in expected if name not in header]
    for index, cell in enumerate(header):
        wanted = expected[index] if index < len(expected) else ""
        clean = visible(cell.strip().strip("\ufeff\u200b\u200e\u200f")).casefold()
        similar = next((name for name in missing if name.casefold() == clean), "")
        if cell in expected and cell not in header[:index]:
            continue
        if cell in expected:
            yield Problem("header-duplicate", file, line, cell, cell, {"position": index + 1})
        elif similar:
            missing.remove(similar)
            yield Problem("header-space", file, line, similar, cell, {"expected": similar})
        elif wanted in missing:
            missing.remove(wanted)
            details: dict[str, Detail] = {"expected": wanted, "position": index + 1}
            yield Problem("header-renamed", file, line, wanted, cell, details)
        else:
            details = {"expected": whole, "position": index + 1}
            yield Problem("header-extra", file, line, None, cell, details)
    for name in missing:
        yield Problem("header-missing", file, line, name, details={"expected": name, "whole": whole})

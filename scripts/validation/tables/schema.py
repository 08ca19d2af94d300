"""Types, constraints and keys of the Table Schema, judged column by column.

Each field is read by Frictionless (its `create_cell_reader`), so a cell has the
verdict that `frictionless validate` gives it; but a value is read once however
often it stands in its column, and keys are compared as sets. The rows come as
they were read already, so that row numbers lead back to lines and Frictionless'
guesses about encoding, delimiter and header
(https://framework.frictionlessdata.io/docs/resources/table.html) play no part.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from frictionless import FrictionlessException, Schema

from datapackage.descriptor import Field, ForeignKey
from datapackage.table import Table
from validation.descriptor.regex_safety import slow_part
from validation.problems import MOST_SHOWN, NO_SUGGESTION, Detail, Problem, nearest
from validation.tables.duplicates import folded
from validation.text.suggestions import iso_date, plain_number

Tables = Mapping[str, Table]
Notes = Mapping[str, str]
# Without it Frictionless assumes version 1 and refuses what is new in 2.
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_UNHASHABLE = {"array", "list", "object", "geojson", "geopoint"}
_LISTED = 12  # allowed values named in one message
_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
_LIMITS = {
    "minimum": "≥",
    "maximum": "≤",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
    "minLength": "≥",
    "maxLength": "≤",
}


@dataclass(frozen=True)
class Column:
    """The cells of one field as Frictionless reads them.

    `values` are typed, None where a cell is empty or wrong; `faults` maps the
    position of a row to what is wrong with its cell.
    """

    field: Field
    cells: list[str]
    values: list[Any]
    faults: dict[int, Notes]


@dataclass(frozen=True)
class Judged:
    """A table with its columns read, and the languages of the labels in messages."""

    table: Table
    columns: dict[str, Column]
    languages: tuple[str, ...]
    said: Counter[str] = field(default_factory=Counter)

    def problem(self, code: str, row: int, name: str | None, details: Mapping[str, Detail]) -> Problem:
        """The problem `code` in field `name` of the row at position `row`."""
        value = self.columns[name].cells[row] if name else None
        return Problem(code, self.table.file, self.table.records[row].line, name, value, details)

    def line(self, row: int) -> int:
        """The line of the file on which a row begins."""
        return self.table.records[row].line

    def nearest(self, code: str, value: str, options: list[str]) -> str:
        """Like `problems.nearest`, but silent for problems that will only be counted."""
        self.said[code] += 1
        return nearest(value, options) if self.said[code] <= MOST_SHOWN else NO_SUGGESTION


def check_schema(tables: Tables, languages: tuple[str, ...], sound: Set[str] = frozenset()) -> Iterator[Problem]:
    """Every breach of the Table Schema in `tables`, keys across all of them included.

    Of the tables named in `sound`, only the keys that lead to others are judged.
    A table whose schema Frictionless refuses is one problem of the whole file;
    `check_contract` mostly knows more of it.
    """
    judged: dict[str, Judged] = {}
    keys = {
        name for table in tables.values() for key in table.resource.foreign_keys for name in (key.field, key.reference)
    }
    for name, table in tables.items():
        try:
            judged[name] = Judged(table, _columns(table, keys if name in sound else None), languages)
        except (FrictionlessException, re.error, TypeError, ValueError) as refusal:
            details = {"type": type(refusal).__name__, "message": str(refusal)}
            yield Problem("schema", table.file, details=details)
    for name, each in judged.items():
        if name not in sound:
            yield from _check_cells(each)
            yield from _check_unique(each)
            yield from _check_primary_key(each)
        for key in each.table.resource.foreign_keys:
            yield from _check_foreign_key(each, key, judged.get(key.resource))


def _columns(table: Table, only: Set[str] | None = None) -> dict[str, Column]:
    """The columns named in `only`, else all; raises what Frictionless and `re` raise for a schema they refuse."""
    fields = _schema(table).fields
    return {
        each.name: _column(table.resource.field[each.name], each.create_cell_reader(), table.column(each.name))
        for each in fields
        if only is None or each.name in only
    }


def _column(of_field: Field, reader: Any, cells: list[str]) -> Column:
    read: dict[str, tuple[Any, Notes | None]] = {cell: reader(cell) for cell in dict.fromkeys(cells)}
    values = [read[cell][0] for cell in cells]
    if of_field.type in _UNHASHABLE:
        values = [None if value is None else cell for value, cell in zip(values, cells, strict=True)]
    wrong = {cell: notes for cell, (_, notes) in read.items() if notes}
    faults = {row: wrong[cell] for row, cell in enumerate(cells) if cell in wrong} if wrong else {}
    return Column(of_field, cells, values, faults)


def _schema(table: Table) -> Schema:
    descriptor = copy.deepcopy(dict(table.resource.descriptor["schema"]))
    descriptor["$schema"] = TABLE_SCHEMA
    descriptor["foreignKeys"] = []  # judged here
    for each in descriptor["fields"]:
        pattern = each.get("constraints", {}).get("pattern")
        if pattern and slow_part(pattern):
            del each["constraints"]["pattern"]  # `check_contract` refuses it; here it could run for ever
        elif pattern:
            # Frictionless anchors the text it is given, so `a|b` would mean `^a` or `b$`.
            each["constraints"]["pattern"] = f"(?:{pattern})"
    schema: Schema = Schema.from_descriptor(descriptor)
    for of_field in schema.fields:
        for name in of_field.constraints.keys() & _BOUNDS:
            if of_field.read_cell(of_field.constraints[name])[0] is None:
                # Frictionless takes such a bound for nothing and cannot compare a cell with it.
                raise ValueError(f"{of_field.name}: {name} {of_field.constraints[name]!r} is not {of_field.type}")
    return schema


def _check_cells(judged: Judged) -> Iterator[Problem]:
    for name, column in judged.columns.items():
        for row, notes in column.faults.items():
            for constraint in notes:
                if constraint == "type":
                    yield _type(judged, row, name)
                else:
                    yield _constraint(judged, row, name, constraint)


def _type(judged: Judged, row: int, name: str) -> Problem:
    column = judged.columns[name]
    cell, of_type = column.cells[row], column.field.type
    if of_type in ("integer", "number"):
        suggestion = plain_number(cell, whole=of_type == "integer", share=column.field.display == "share")
        return judged.problem("number", row, name, {"corrected": suggestion})
    if of_type == "date":
        return judged.problem("date", row, name, {"corrected": iso_date(cell)})
    wanted = f"{of_type}/{column.field.descriptor.get('format', 'default')}"
    return judged.problem("type", row, name, {"type": wanted})


def _constraint(judged: Judged, row: int, name: str, constraint: str) -> Problem:
    column = judged.columns[name]
    wanted = column.field.constraints[constraint]
    if constraint == "required":
        return judged.problem("required", row, name, {"field": name})
    if constraint == "enum":
        options = [str(value) for value in wanted]
        cell = column.cells[row]
        close = _labelled(column.field).get(folded(cell)) or judged.nearest("enum", cell, options)
        allowed = _allowed(column.field, options, judged.languages)
        return judged.problem("enum", row, name, {"allowed": allowed, "nearest": close})
    if constraint == "pattern":
        example = column.field.descriptor.get("example") or _first_sound(column) or wanted
        return judged.problem("pattern", row, name, {"example": str(example)})
    code = "length" if constraint.endswith("Length") else "range"
    return judged.problem(code, row, name, {"limit": f"{_LIMITS[constraint]} {wanted}"})


def _labelled(of_field: Field) -> dict[str, str]:
    """The allowed values by their labels in every language: what a reader sees and types."""
    return {
        folded(str(text)): value
        for value, words in of_field.categories.items()
        for key, text in words.items()
        if key.partition("@")[0] == "label"
    }


def _first_sound(column: Column) -> str:
    """A cell of the column that its pattern accepts: a neighbour teaches more than a pattern."""
    return next((cell for row, cell in enumerate(column.cells) if cell and row not in column.faults), "")


def _allowed(of_field: Field, options: list[str], languages: tuple[str, ...]) -> dict[str, str]:
    """The allowed values with their labels, in each language."""
    end = ["…"] if len(options) > _LISTED else []
    spoken = {}
    for language in languages:
        key = "label" if language == languages[0] else f"label@{language}"
        labels = {value: words.get(key) for value, words in of_field.categories.items()}
        named = [f"{each} ({labels[each]})" if labels.get(each) else each for each in options[:_LISTED]]
        spoken[language] = ", ".join(named + end)
    return spoken


def _repeated(keys: list[Any]) -> Iterator[tuple[int, int]]:
    """Positions of the keys that stand earlier in the list, each with the first of its kind."""
    if len(set(keys)) == len(keys):
        return
    first: dict[Any, int] = {}
    for row, key in enumerate(keys):
        if key is not None and first.setdefault(key, row) != row:
            yield row, first[key]


def _check_unique(judged: Judged) -> Iterator[Problem]:
    for name, column in judged.columns.items():
        # The primary key says the same of its own field.
        if column.field.constraints.get("unique") and judged.table.resource.primary_key != (name,):
            for row, first in _repeated(column.values):
                yield judged.problem("unique", row, name, {"first": judged.line(first)})


def _check_primary_key(judged: Judged) -> Iterator[Problem]:
    resource = judged.table.resource
    names = resource.primary_key
    if not names or not set(names) <= judged.columns.keys():
        return
    columns = [judged.columns[name] for name in names]
    keys = list(zip(*(column.values for column in columns), strict=True))
    empty = (None,) * len(names)
    for row, first in _repeated([None if key == empty else key for key in keys]):
        key = "/".join(column.cells[row] for column in columns)
        yield judged.problem("primary-key", row, names[0], {"key": key, "first": judged.line(first)})
    if not all(column.field.constraints.get("required") for column in columns):
        # Where the fields are required, the empty cells are reported already.
        for row in (row for row, key in enumerate(keys) if key == empty):
            if not any(row in column.faults for column in columns):
                yield judged.problem("primary-key-empty", row, names[0], {"fields": ", ".join(names)})


def _check_foreign_key(judged: Judged, key: ForeignKey, target: Judged | None) -> Iterator[Problem]:
    # A file that could not be read whole would make every key into it look broken.
    if target is None or not target.table.intact or key.reference not in target.columns:
        return
    if key.field not in judged.columns:
        return
    column, referred = judged.columns[key.field], target.columns[key.reference]
    known = set(referred.values)
    if known == {None}:
        return
    names: dict[str, str] = {}
    for row, value in enumerate(column.values):
        if value is not None and value not in known:
            names = names or _names(target, key.reference)
            plain = _plain_key(column.cells[row])
            close = names.get(plain) or judged.nearest("foreign-key", column.cells[row], referred.cells)
            details = {"target": target.table.file, "reference": key.reference, "nearest": close}
            yield judged.problem("foreign-key", row, key.field, details)


def _names(target: Judged, reference: str) -> dict[str, str]:
    """Keys of a table by how else people write them: without zeros before, or the name of what they stand for."""
    table = target.table
    keys = table.column(reference)
    named = {
        _plain_key(cell): key
        for field in table.resource.fields
        if field.type == "string" and not field.constraints.get("enum")
        if field.name != reference and field.name not in table.resource.link
        for cell, key in zip(table.column(field.name), keys, strict=True)
        if cell
    }
    return named | {_plain_key(key): key for key in keys}


def _plain_key(text: str) -> str:
    """A key or a name without what a spreadsheet or a hurried hand changes: 01, 1 and 1.0 are the same."""
    return folded(re.sub(r"(?<=[0-9])\.0+$", "", text)).lstrip("0")

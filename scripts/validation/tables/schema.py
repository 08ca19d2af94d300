"""Check the types, constraints and keys of the Table Schema, column by column.

Each cell is read by Frictionless (its `create_cell_reader`), so the result is
that of `frictionless validate`; but equal cells of a column are read once, and
keys are compared as sets. The rows are those that `structure` has read: each
keeps its line, and what Frictionless guesses of encoding, delimiter and header
(https://framework.frictionlessdata.io/docs/resources/table.html) is not needed.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from frictionless import FrictionlessException, Schema

from datapackage.descriptor import Field, ForeignKey
from datapackage.table import Table
from validation.descriptor.regex_safety import slow_part
from validation.problems import MOST_SHOWN, NO_SUGGESTION, Detail, Problem, nearest
from validation.tables.duplicates import folded
from validation.text.suggestions import iso_date, plain_number

Tables = Mapping[str, Table]
Notes = Mapping[str, str]  # by Frictionless: what is wrong with a cell, by constraint, or `type`
# Without it Frictionless assumes version 1 and refuses what is new in version 2.
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

    `values` are typed, None where a cell is empty or invalid; `invalid` maps the
    position of a row to what is wrong with its cell.
    """

    field: Field
    cells: list[str]
    values: list[Any]
    invalid: dict[int, Notes]

    @cached_property
    def first_valid(self) -> str:
        """The first valid cell, empty if none: an example says more than a pattern."""
        return next((cell for row, cell in enumerate(self.cells) if cell and row not in self.invalid), "")


@dataclass(frozen=True)
class TypedTable:
    """A table with its typed columns, and the languages of the labels in messages."""

    table: Table
    columns: dict[str, Column]
    languages: tuple[str, ...]
    counts: Counter[str] = field(default_factory=Counter)  # problems that asked for the nearest value, by code

    def problem(self, code: str, row: int, name: str | None, details: Mapping[str, Detail]) -> Problem:
        """Return the problem `code` in field `name` of the row at position `row`."""
        value = self.columns[name].cells[row] if name else None
        return Problem(code, self.table.file, self.table.records[row].line, name, value, details)

    def line(self, row: int) -> int:
        """Return the line of the file on which a row begins."""
        return self.table.records[row].line

    def nearest(self, code: str, value: str, options: list[str]) -> str:
        """Do as `problems.nearest`, but only for the problems that are shown: the others are counted."""
        self.counts[code] += 1
        return nearest(value, options) if self.counts[code] <= MOST_SHOWN else NO_SUGGESTION


def check_schema(tables: Tables, languages: tuple[str, ...], valid: Set[str] = frozenset()) -> Iterator[Problem]:
    """Find what is invalid by the Table Schema in `tables`, foreign keys included.

    Of the tables named in `valid`, only foreign keys are checked. A table whose
    schema Frictionless refuses is one problem of the whole file; `check_completeness`
    mostly reports more of it.
    """
    typed_tables: dict[str, TypedTable] = {}
    keys = {
        name for table in tables.values() for key in table.resource.foreign_keys for name in (key.field, key.reference)
    }
    for name, table in tables.items():
        try:
            typed_tables[name] = TypedTable(table, _columns(table, keys if name in valid else None), languages)
        except (FrictionlessException, re.error, TypeError, ValueError) as error:
            details = {"type": type(error).__name__, "message": str(error)}
            yield Problem("schema", table.file, details=details)
    for name, typed in typed_tables.items():
        if name not in valid:
            yield from _check_cells(typed)
            yield from _check_unique(typed)
            yield from _check_primary_key(typed)
        for key in typed.table.resource.foreign_keys:
            yield from _check_foreign_key(typed, key, typed_tables.get(key.resource))


def _columns(table: Table, only: Set[str] | None = None) -> dict[str, Column]:
    """Return the columns named in `only`, else all; raises what Frictionless or `re` raise for a schema they refuse."""
    return {
        field.name: _column(table.resource.field[field.name], field.create_cell_reader(), table.column(field.name))
        for field in _schema(table).fields
        if only is None or field.name in only
    }


def _column(of_field: Field, reader: Any, cells: list[str]) -> Column:
    read: dict[str, tuple[Any, Notes | None]] = {cell: reader(cell) for cell in dict.fromkeys(cells)}
    values = [read[cell][0] for cell in cells]
    if of_field.type in _UNHASHABLE:
        values = [None if value is None else cell for value, cell in zip(values, cells, strict=True)]
    wrong = {cell: notes for cell, (_, notes) in read.items() if notes}
    invalid = {row: wrong[cell] for row, cell in enumerate(cells) if cell in wrong} if wrong else {}
    return Column(of_field, cells, values, invalid)


def _schema(table: Table) -> Schema:
    descriptor = copy.deepcopy(dict(table.resource.descriptor["schema"]))
    descriptor["$schema"] = TABLE_SCHEMA
    descriptor["foreignKeys"] = []  # checked below
    for described in descriptor["fields"]:
        pattern = described.get("constraints", {}).get("pattern")
        if pattern and slow_part(pattern):
            del described["constraints"]["pattern"]  # `check_completeness` refuses it; here it might not end
        elif pattern:
            # Frictionless puts ^ and $ around the pattern, so `a|b` would mean `^a` or `b$`.
            described["constraints"]["pattern"] = f"(?:{pattern})"
    schema: Schema = Schema.from_descriptor(descriptor)
    for of_field in schema.fields:
        for name in of_field.constraints.keys() & _BOUNDS:
            if of_field.read_cell(of_field.constraints[name])[0] is None:
                # Frictionless reads such a bound as empty and cannot compare a cell with it.
                raise ValueError(f"{of_field.name}: {name} {of_field.constraints[name]!r} is not {of_field.type}")
    return schema


def _check_cells(typed: TypedTable) -> Iterator[Problem]:
    for name, column in typed.columns.items():
        for row, notes in column.invalid.items():
            for constraint in notes:
                if constraint == "type":
                    yield _type(typed, row, name)
                else:
                    yield _constraint(typed, row, name, constraint)


def _type(typed: TypedTable, row: int, name: str) -> Problem:
    column = typed.columns[name]
    cell, of_type = column.cells[row], column.field.type
    if of_type in ("integer", "number"):
        suggestion = plain_number(cell, whole=of_type == "integer", share=column.field.display == "share")
        return typed.problem("number", row, name, {"corrected": suggestion})
    if of_type == "date":
        return typed.problem("date", row, name, {"corrected": iso_date(cell)})
    wanted = f"{of_type}/{column.field.descriptor.get('format', 'default')}"
    return typed.problem("type", row, name, {"type": wanted})


def _constraint(typed: TypedTable, row: int, name: str, constraint: str) -> Problem:
    column = typed.columns[name]
    wanted = column.field.constraints[constraint]
    if constraint == "required":
        return typed.problem("required", row, name, {"field": name})
    if constraint == "enum":
        options = [str(value) for value in wanted]
        cell = column.cells[row]
        close = _labelled(column.field).get(folded(cell)) or typed.nearest("enum", cell, options)
        allowed = _allowed(column.field, options, typed.languages)
        return typed.problem("enum", row, name, {"allowed": allowed, "nearest": close})
    if constraint == "pattern":
        example = column.field.descriptor.get("example") or column.first_valid or wanted
        return typed.problem("pattern", row, name, {"example": str(example)})
    code = "length" if constraint.endswith("Length") else "range"
    return typed.problem(code, row, name, {"limit": f"{_LIMITS[constraint]} {wanted}"})


def _labelled(of_field: Field) -> dict[str, str]:
    """Return the allowed values by their labels in every language: a label is what readers see, and may write."""
    return {
        folded(str(text)): value
        for value, category in of_field.categories.items()
        for key, text in category.items()
        if key.partition("@")[0] == "label"
    }


def _allowed(of_field: Field, options: list[str], languages: tuple[str, ...]) -> dict[str, str]:
    """Return the allowed values with their labels, as text in each language."""
    end = ["…"] if len(options) > _LISTED else []
    by_language = {}
    for language in languages:
        key = "label" if language == languages[0] else f"label@{language}"
        labels = {value: category.get(key) for value, category in of_field.categories.items()}
        named = [f"{value} ({labels[value]})" if labels.get(value) else value for value in options[:_LISTED]]
        by_language[language] = ", ".join(named + end)
    return by_language


def _repeated(keys: list[Any]) -> Iterator[tuple[int, int]]:
    """Return the positions of keys that are repeated, each with the position of the first such key."""
    if len(set(keys)) == len(keys):
        return
    first: dict[Any, int] = {}
    for row, key in enumerate(keys):
        if key is not None and first.setdefault(key, row) != row:
            yield row, first[key]


def _check_unique(typed: TypedTable) -> Iterator[Problem]:
    for name, column in typed.columns.items():
        # A primary key of one field is unique already.
        if column.field.constraints.get("unique") and typed.table.resource.primary_key != (name,):
            for row, first in _repeated(column.values):
                yield typed.problem("unique", row, name, {"first": typed.line(first)})


def _check_primary_key(typed: TypedTable) -> Iterator[Problem]:
    resource = typed.table.resource
    names = resource.primary_key
    if not names or not set(names) <= typed.columns.keys():
        return
    columns = [typed.columns[name] for name in names]
    keys = list(zip(*(column.values for column in columns), strict=True))
    empty = (None,) * len(names)
    for row, first in _repeated([None if key == empty else key for key in keys]):
        key = "/".join(column.cells[row] for column in columns)
        yield typed.problem("primary-key", row, names[0], {"key": key, "first": typed.line(first)})
    if not all(column.field.constraints.get("required") for column in columns):
        # Where the fields are required, `required` is reported for the empty cells.
        for row in (row for row, key in enumerate(keys) if key == empty):
            if not any(row in column.invalid for column in columns):
                yield typed.problem("primary-key-empty", row, names[0], {"fields": ", ".join(names)})


def _check_foreign_key(typed: TypedTable, key: ForeignKey, target: TypedTable | None) -> Iterator[Problem]:
    # Keys into a file of which rows could not be read would look broken.
    if target is None or not target.table.intact or key.reference not in target.columns:
        return
    if key.field not in typed.columns:
        return
    column, referred = typed.columns[key.field], target.columns[key.reference]
    known = set(referred.values)
    if known == {None}:
        return
    names: dict[str, str] = {}
    for row, value in enumerate(column.values):
        if value is not None and value not in known:
            names = names or _names(target, key.reference)
            plain = _plain_key(column.cells[row])
            close = names.get(plain) or typed.nearest("foreign-key", column.cells[row], referred.cells)
            details = {"target": target.table.file, "reference": key.reference, "nearest": close}
            yield typed.problem("foreign-key", row, key.field, details)


def _names(target: TypedTable, reference: str) -> dict[str, str]:
    """Return the keys of a table by other spellings: without zeros at the beginning, or the name of the row."""
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
    """Return a key or a name without what spreadsheets and people change: 01, 1 and 1.0 are the same."""
    return folded(re.sub(r"(?<=[0-9])\.0+$", "", text)).lstrip("0")

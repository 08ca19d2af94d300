"""Frictionless as the judge of types, constraints and keys; its errors as our problems.

It is handed the cells that were read already, not the files, so that its row
numbers lead back to lines and its guesses about encoding, delimiter and header
(https://framework.frictionlessdata.io/docs/resources/table.html) play no part.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from frictionless import FrictionlessException, Package, Schema
from frictionless.resources import TableResource

from check_cells import iso_date, plain_number
from check_tables import Record, Table
from package import Field
from problems import MOST_SHOWN, NOTHING, Detail, Problem, nearest

Tables = Mapping[str, Table]
# Without it Frictionless assumes version 1 and refuses what is new in 2.
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_FIRST_ROW = 2  # Frictionless numbers the header 1
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
class Bench:
    """What a translation may look at: every table, the languages, how much was said already."""

    tables: Tables
    languages: tuple[str, ...]
    said: Counter[tuple[str, str]] = field(default_factory=Counter)

    def nearest(self, table: Table, code: str, value: str, options: list[str]) -> str:
        """Like `problems.nearest`, but silent for problems that will only be counted."""
        self.said[table.file, code] += 1
        return nearest(value, options) if self.said[table.file, code] <= MOST_SHOWN else NOTHING


@dataclass(frozen=True)
class Fault:
    """One Frictionless error on one row of a table."""

    error: Any
    table: Table
    record: Record

    @property
    def field(self) -> Field | None:
        """The field at fault; None where the error is one of the whole row."""
        names = getattr(self.error, "field_names", None) or [getattr(self.error, "field_name", "")]
        return self.table.resource.field.get(names[0])

    def at(self, name: str | None) -> str | None:
        """The cell of field `name` as the file has it."""
        return self.record.cells[self.table.names.index(name)] if name else None

    def problem(self, code: str, name: str | None, details: Mapping[str, Detail]) -> Problem:
        """The problem `code` on this row, in field `name`."""
        return Problem(code, self.table.file, self.record.line, name, self.at(name), details)

    @property
    def first_line(self) -> int:
        """Line of the row that a repeated key repeats; 0 if Frictionless does not say."""
        found = re.search(r"position (\d+)", self.error.note)
        return self.table.records[int(found[1]) - _FIRST_ROW].line if found else 0


def check_schema(tables: Tables, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Every breach of the Table Schema in `tables`, rows of all of them compared.

    A table whose schema Frictionless refuses is one problem of the whole file;
    `check_contract` mostly knows more of it.
    """
    accepted: dict[str, Table] = {}
    for name, table in tables.items():
        try:
            _schema(table, {})
            accepted[name] = table
        except (FrictionlessException, re.error, TypeError, ValueError) as refusal:
            details = {"type": type(refusal).__name__, "message": str(refusal)}
            yield Problem("schema", table.file, details=details)
    resources = [_resource(table, _schema(table, accepted)) for table in accepted.values()]
    Package(name="tables", resources=list(resources))  # through which they find each other
    bench = Bench(tables, languages)
    for resource in resources:
        table = tables[resource.name]
        with resource:
            for record, row in zip(table.records, resource.row_stream, strict=True):
                for error in row.errors:
                    yield from translate(Fault(error, table, record), bench)


def _resource(table: Table, schema: Schema) -> TableResource:
    # Copies: Frictionless writes into the lists it is given.
    rows = [table.names, *(list(record.cells) for record in table.records)]
    return TableResource(name=table.resource.name, data=rows, schema=schema)


def _schema(table: Table, tables: Tables) -> Schema:
    """Raises what Frictionless and `re` raise for a schema they refuse."""
    descriptor = copy.deepcopy(dict(table.resource.descriptor["schema"]))
    descriptor["$schema"] = TABLE_SCHEMA
    descriptor["foreignKeys"] = [
        {"fields": [key.field], "reference": {"resource": key.resource, "fields": [key.reference]}}
        for key in table.resource.foreign_keys
        if _can_be_judged(key.field, key.resource, key.reference, table, tables)
    ]
    for each in descriptor["fields"]:
        if pattern := each.get("constraints", {}).get("pattern"):
            # Frictionless anchors the text it is given, so `a|b` would mean `^a` or `b$`.
            each["constraints"]["pattern"] = f"(?:{pattern})"
    schema: Schema = Schema.from_descriptor(descriptor)
    for of_field in schema.fields:
        of_field.create_cell_reader()  # fails here and not on the first row
        for name in of_field.constraints.keys() & _BOUNDS:
            if of_field.read_cell(of_field.constraints[name])[0] is None:
                # Frictionless takes such a bound for nothing and cannot compare a cell with it.
                raise ValueError(f"{of_field.name}: {name} {of_field.constraints[name]!r} is not {of_field.type}")
    return schema


def _can_be_judged(name: str, target: str, reference: str, table: Table, tables: Tables) -> bool:
    """A file that could not be read whole would make every key into it look broken."""
    found = tables.get(target)
    known = found is not None and found.intact and reference in found.names
    return known and name in table.names


def translate(fault: Fault, bench: Bench) -> Iterator[Problem]:
    """Our problem for a Frictionless error; a kind we do not know keeps its own words."""
    make = _TRANSLATIONS.get(fault.error.type, _other)
    yield from make(fault, bench)


def _other(fault: Fault, _bench: Bench) -> Iterator[Problem]:
    name = fault.field.name if fault.field else None
    details = {"type": fault.error.type, "message": fault.error.note}
    yield fault.problem("schema", name, details)


def _type(fault: Fault, _bench: Bench) -> Iterator[Problem]:
    of_field = fault.field
    assert of_field is not None  # noqa: S101 - a type error is one of a cell
    cell = fault.at(of_field.name) or ""
    if of_field.type in ("integer", "number"):
        yield fault.problem("number", of_field.name, {"corrected": plain_number(cell)})
    elif of_field.type == "date":
        yield fault.problem("date", of_field.name, {"corrected": iso_date(cell)})
    else:
        wanted = f"{of_field.type}/{of_field.descriptor.get('format', 'default')}"
        yield fault.problem("type", of_field.name, {"type": wanted})


def _constraint(fault: Fault, bench: Bench) -> Iterator[Problem]:
    found = re.match(r'constraint "(\w+)"', fault.error.note)
    name = found[1] if found else ""
    of_field = fault.field
    if of_field is None or name not in of_field.constraints:
        yield from _other(fault, bench)
        return
    wanted, cell = of_field.constraints[name], fault.at(of_field.name) or ""
    if name == "required":
        yield fault.problem("required", of_field.name, {"field": of_field.name})
    elif name == "enum":
        options = [str(value) for value in wanted]
        close = bench.nearest(fault.table, "enum", cell, options)
        details: dict[str, Detail] = {
            "allowed": _allowed(of_field, options, bench.languages),
            "nearest": close,
        }
        yield fault.problem("enum", of_field.name, details)
    elif name == "pattern":
        example = of_field.descriptor.get("example", wanted)
        yield fault.problem("pattern", of_field.name, {"example": str(example)})
    else:
        code = "length" if name.endswith("Length") else "range"
        yield fault.problem(code, of_field.name, {"limit": f"{_LIMITS[name]} {wanted}"})


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


def _unique(fault: Fault, _bench: Bench) -> Iterator[Problem]:
    name = fault.error.field_name
    if fault.table.resource.primary_key != (name,):  # else the primary key says the same again
        yield fault.problem("unique", name, {"first": fault.first_line})


def _primary_key(fault: Fault, _bench: Bench) -> Iterator[Problem]:
    resource = fault.table.resource
    names = resource.primary_key
    if fault.first_line:
        key = "/".join(fault.at(name) or "" for name in names)
        yield fault.problem("primary-key", names[0], {"key": key, "first": fault.first_line})
    elif not all(resource.field[name].constraints.get("required") for name in names):
        # Where the fields are required, the empty cells are reported already.
        yield fault.problem("primary-key-empty", names[0], {"fields": ", ".join(names)})


def _foreign_key(fault: Fault, bench: Bench) -> Iterator[Problem]:
    name = fault.error.field_names[0]
    key = next(
        each
        for each in fault.table.resource.foreign_keys
        if each.field == name and each.reference == fault.error.reference_field_names[0]
    )
    target = bench.tables[key.resource]
    close = bench.nearest(fault.table, "foreign-key", fault.at(name) or "", target.column(key.reference))
    details = {"target": target.file, "reference": key.reference, "nearest": close}
    yield fault.problem("foreign-key", name, details)


_TRANSLATIONS: dict[str, Callable[[Fault, Bench], Iterator[Problem]]] = {
    "type-error": _type,
    "constraint-error": _constraint,
    "unique-error": _unique,
    "primary-key": _primary_key,
    "foreign-key": _foreign_key,
}

"""A table in the formats of programs: JSON, newline-delimited JSON, Parquet, SQLite.

All are written from the same typed rows, so that they say the same as the CSV.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from datapackage.descriptor import Package, Resource
from datapackage.rows import Cell

SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN"}

Rows = Sequence[Mapping[str, Cell]]


def plain(value: object) -> object:
    """A decimal as JSON writes numbers. Raises TypeError for anything else."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def to_json(value: object) -> str:
    """`value` as one line of JSON, letters of every language as they are."""
    return json.dumps(value, ensure_ascii=False, default=plain)


def write_json(target: Path, rows: Rows) -> None:
    """An array with one object a row, each on a line of its own."""
    target.write_text("[\n" + ",\n".join(map(to_json, rows)) + "\n]\n", encoding="utf-8", newline="")


def write_json_lines(target: Path, rows: Rows) -> None:
    """One object a line (https://github.com/ndjson/ndjson-spec)."""
    target.write_text("".join(to_json(row) + "\n" for row in rows), encoding="utf-8", newline="")


def write_parquet(target: Path, resource: Resource, rows: Rows) -> None:
    """One Parquet file; the description of a field is metadata of its column."""
    types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    columns, fields = [], []
    for field in resource.fields:
        kind = types.get(field.type, pa.string())
        cells = [row[field.name] for row in rows]
        columns.append(pa.array([float(c) if isinstance(c, Decimal) else c for c in cells], type=kind))
        about = {"description": field.description}
        required = field.is_required
        fields.append(pa.field(field.name, kind, nullable=not required, metadata=about))
    parquet.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), target)


def quoted(name: str) -> str:
    """A name as SQL quotes identifiers."""
    return '"' + name.replace('"', '""') + '"'


def create_table(resource: Resource) -> str:
    """The CREATE TABLE statement of a resource, with its keys."""
    lines = []
    for field in resource.fields:
        required = " NOT NULL" if field.is_required else ""
        lines.append(f"{quoted(field.name)} {SQL_TYPES.get(field.type, 'TEXT')}{required}")
    if resource.primary_key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, resource.primary_key))})")
    lines += [
        f"FOREIGN KEY ({quoted(key.field)}) REFERENCES {quoted(key.resource)} ({quoted(key.reference)})"
        for key in resource.foreign_keys
    ]
    return f"CREATE TABLE {quoted(resource.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def create_indexes(resource: Resource) -> Iterable[str]:
    """An index for field foreign key: joins follow them."""
    for key in resource.foreign_keys:
        name = quoted(f"{resource.name}_{key.field}")
        yield f"CREATE INDEX {name} ON {quoted(resource.name)} ({quoted(key.field)})"


def write_sqlite(target: Path, package: Package, rows: Mapping[str, Rows]) -> None:
    """Every table of the package in one SQLite database, with keys and indexes.

    `rows` are the rows of each table by its name. A decimal becomes a REAL, a boolean 0 or 1.
    """
    connection = sqlite3.connect(target)
    try:
        with connection:
            for resource in package.tables:
                connection.execute(create_table(resource))
                places = ", ".join("?" * len(resource.fields))
                insert = f"INSERT INTO {quoted(resource.name)} VALUES ({places})"  # noqa: S608 - the name is quoted
                lines = ([_sql(row[field.name]) for field in resource.fields] for row in rows[resource.name])
                connection.executemany(insert, lines)
                for statement in create_indexes(resource):
                    connection.execute(statement)
        connection.execute("VACUUM")
    finally:
        connection.close()


def _sql(value: Cell) -> str | int | float | None:
    return float(value) if isinstance(value, Decimal) else value

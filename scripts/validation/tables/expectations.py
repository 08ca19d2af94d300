"""Check rows together: expected counts, unique keys, figures that disagree.

These are the rules of the descriptor that no Table Schema validator knows:
`expected`, `conflicts` and, as Frictionless does not check them, the `uniqueKeys`
of https://datapackage.org/standard/table-schema/#uniquekeys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import InvalidOperation
from typing import Any

from datapackage.extensions import Conflicts
from datapackage.rows import Cell, typed
from datapackage.table import Record, Table
from validation.problems import Detail, Problem

Cells = dict[str, Cell]
Rows = list[tuple[Record, Cells]]


def check_rows(table: Table, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with the rows of `table` taken together.

    Rows are not counted where one could not be read, as that is reported already.
    """
    fields, conflicts = table.resource.field, table.resource.conflicts
    typed_needed = conflicts or any(expected.where for expected in table.resource.expected)
    rows: Rows = [
        (record, {name: _typed(cell, fields[name].type) for name, cell in _named(table, record).items()})
        for record in (table.records if typed_needed else ())
    ]
    if table.intact:
        yield from _check_expected(table, [cells for _, cells in rows])
    yield from _check_unique_keys(table)
    if conflicts:
        yield from _check_conflicts(table, rows, conflicts, languages)


def _named(table: Table, record: Record) -> dict[str, str]:
    return dict(zip(table.names, record.cells, strict=True))


def _typed(cell: str, type_name: str) -> Cell:
    """Do as `rows.typed`, but leave a cell of the wrong type, which is reported elsewhere, as text."""
    try:
        return typed(cell, type_name)
    except (ValueError, InvalidOperation):
        return cell


def _check_expected(table: Table, rows: list[Cells]) -> Iterator[Problem]:
    for expected in table.resource.expected:
        where = expected.where
        if not where.keys() <= set(table.names):
            continue  # an error of the descriptor
        counted = (
            len(table.records)
            if not where
            else sum(all(_holds(cells[name], wanted) for name, wanted in where.items()) for cells in rows)
        )
        wanted = expected.rows if expected.rows is not None else expected.min_rows or 0
        details: dict[str, Detail] = {"counted": counted, "expected": wanted, "where": _where(where, table.file)}
        if counted < wanted:
            yield Problem("rows-missing", table.file, details=details)
        elif expected.rows is not None and counted > wanted:
            yield Problem("rows-extra", table.file, details=details)


def _holds(cell: Cell, wanted: object) -> bool:
    return cell in wanted if isinstance(wanted, list) else cell == wanted


def _where(where: Mapping[str, Any], file: str) -> str:
    """Return the condition as `kind = a | b`, or the name of the file where every row counts."""
    parts = [
        f"{name} = {' | '.join(map(str, wanted)) if isinstance(wanted, list) else wanted}"
        for name, wanted in where.items()
    ]
    return ", ".join(parts) or file


def _check_unique_keys(table: Table) -> Iterator[Problem]:
    for names in table.resource.descriptor["schema"].get("uniqueKeys", []):
        if not set(names) <= set(table.names):
            continue  # an error of the descriptor
        first: dict[tuple[str, ...], int] = {}
        for record in table.records:
            cells = _named(table, record)
            key = tuple(cells[name] for name in names)
            line = first.setdefault(key, record.line)
            if line != record.line and any(key):
                details: dict[str, Detail] = {"fields": ", ".join(names), "first": line}
                yield Problem("unique-key", table.file, record.line, names[0], "/".join(key), details)


def _check_conflicts(table: Table, rows: Rows, conflicts: Conflicts, languages: tuple[str, ...]) -> Iterator[Problem]:
    key, value, preferred = conflicts.key, conflicts.value, conflicts.preferred
    fields = table.resource.field
    if not {*key, value, preferred} <= set(fields) or fields[preferred].type != "boolean":
        return  # an error of the descriptor
    for key_cells, group in _groups(rows, key, value).items():
        values = dict.fromkeys(cells[value] for _, cells in group)
        if len(values) < 2:
            continue
        chosen = [(record, cells) for record, cells in group if cells[preferred] is True]
        details: dict[str, Detail] = {
            "key": " / ".join("" if cell is None else str(cell) for cell in key_cells),
            "values": ", ".join(map(str, values)),
            "lines": ", ".join(str(record.line) for record, _ in group),
            "field": preferred,
        }
        if not chosen:
            yield Problem("conflict-undecided", table.file, group[0][0].line, preferred, details=details)
        for record, _ in chosen[1:]:
            yield Problem("conflict-several", table.file, record.line, preferred, details=details)
        if len(chosen) == 1:
            yield from _check_reason(table, chosen[0], conflicts.reason, languages)


def _groups(rows: Rows, key: tuple[str, ...], value: str) -> dict[tuple[Cell, ...], Rows]:
    """Return the rows that have a value, by their key; an empty cell of the key is a value like any other."""
    groups: defaultdict[tuple[Cell, ...], Rows] = defaultdict(list)
    for record, cells in rows:
        if cells[value] is not None:
            groups[tuple(cells[name] for name in key)].append((record, cells))
    return groups


def _check_reason(
    table: Table, chosen: tuple[Record, Cells], family: str, languages: tuple[str, ...]
) -> Iterator[Problem]:
    record, cells = chosen
    for name in [f"{family}_{language}" for language in languages] if family else []:
        if name in cells and not cells[name]:
            yield Problem("conflict-reason", table.file, record.line, name, details={"field": name})

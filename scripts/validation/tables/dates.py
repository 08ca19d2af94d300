"""Dates that cannot be: still to come, or in the wrong order.

`past` on a field says that it records what has happened; `order` on a resource
says which of two dates comes first. A partial date (`2023-05`) is wrong only
where every day it may mean is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone

from datapackage.descriptor import ForeignKey, Resource
from datapackage.locales import span
from datapackage.table import Record, Table
from validation.problems import Problem

Tables = Mapping[str, Table]
Cells = dict[str, str]


def latest_day() -> date:
    """The latest date on Earth at this moment (UTC+14): no place is told that its today is to come."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def check_dates(table: Table, tables: Tables) -> Iterator[Problem]:
    """Dates of `table` that are to come or out of order; `tables` are all tables of the package."""
    today = latest_day()
    for field in table.resource.fields:
        if field.descriptor.get("past"):
            for record, cell in zip(table.records, table.column(field.name), strict=True):
                days = _span(cell)
                if days and days[0] > today:
                    yield Problem("date-future", table.file, record.line, field.name, cell)
    for order in table.resource.descriptor.get("order", []):
        earlier, later, where = order["earlier"], order["later"], order.get("where", {})
        if later in table.names and {earlier.partition(".")[0], *where} <= set(table.names):
            yield from _check_order(table, tables, earlier, later, where)


def _check_order(
    table: Table, tables: Tables, earlier: str, later: str, where: Mapping[str, object]
) -> Iterator[Problem]:
    look_up = _followed(table.resource, tables, earlier)
    for record in table.records:
        cells = dict(zip(table.names, record.cells, strict=True))
        if any(cells[name] not in ([wanted] if isinstance(wanted, str) else wanted) for name, wanted in where.items()):  # type: ignore[operator]
            continue
        after = _span(cells[later])
        for other in look_up(cells):
            before = _span(other)
            if before and after and before[0] > after[1]:
                details = {"earlier": earlier, "other": other}
                yield Problem("date-order", table.file, record.line, later, cells[later], details)


def _span(cell: str) -> tuple[date, date] | None:
    try:
        return span(cell) if cell else None
    except (ValueError, IndexError):
        return None  # no date: reported already


class _followed:  # noqa: N801 - a function with a memory
    """The dates at the end of a path: `start`, or through keys as `host.members.joined`.

    A step is a field that holds a foreign key, or a resource whose rows refer
    to the row reached so far.
    """

    def __init__(self, resource: Resource, tables: Tables, path: str) -> None:
        *self.steps, self.last = path.split(".")
        self.resource, self.tables = resource, tables
        self.index: dict[tuple[str, str], dict[str, list[Cells]]] = {}

    def __call__(self, cells: Cells) -> list[str]:
        resource, rows = self.resource, [cells]
        for step in self.steps:
            link = resource.link.get(step)
            back = self._referring(step, resource)
            if link:
                rows = [each for row in rows for each in self._rows(link.resource, link.reference, row[step])]
                resource = self.tables[link.resource].resource if link.resource in self.tables else resource
            elif back:
                rows = [each for row in rows for each in self._rows(step, back.field, row[back.reference])]
                resource = self.tables[step].resource
            else:
                return []
        return [row[self.last] for row in rows if self.last in row]

    def _referring(self, name: str, to: Resource) -> ForeignKey | None:
        keys = self.tables[name].resource.foreign_keys if name in self.tables else ()
        return next((key for key in keys if key.resource == to.name), None)

    def _rows(self, name: str, field: str, value: str) -> list[Cells]:
        if (name, field) not in self.index:
            rows: dict[str, list[Cells]] = {}
            table = self.tables.get(name)
            for record in table.records if table and field in table.names else []:
                cells = _named(table, record)
                rows.setdefault(cells[field], []).append(cells)
            self.index[name, field] = rows
        return self.index[name, field].get(value, []) if value else []


def _named(table: Table | None, record: Record) -> Cells:
    return dict(zip(table.names, record.cells, strict=True)) if table else {}

"""Find dates that cannot be: in the future, or in the wrong order.

`past` on a field says that it records what has happened; `order` on a resource
says which of two dates comes first. A partial date (`2023-05`) is wrong only
where each day that it may mean is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from datapackage.descriptor import ForeignKey, Resource
from datapackage.extensions import Order
from datapackage.partial_dates import PartialDate
from datapackage.table import Record, Table
from validation.problems import Problem

Tables = Mapping[str, Table]
Cells = dict[str, str]


def latest_day() -> date:
    """Return the date in the first time zone (UTC+14), so that today is not in the future anywhere."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def check_dates(table: Table, tables: Tables) -> Iterator[Problem]:
    """Find dates of `table` that are in the future or out of order; `tables` are all tables of the package."""
    today = latest_day()
    for field in table.resource.fields:
        if field.is_past:
            for record, cell in zip(table.records, table.column(field.name), strict=True):
                stated = PartialDate.of(cell)
                if stated and stated.first > today:
                    yield Problem("date-future", table.file, record.line, field.name, cell)
    for order in table.resource.order:
        if order.later in table.names and {order.earlier.partition(".")[0], *order.where} <= set(table.names):
            yield from _check_order(table, tables, order)


def _check_order(table: Table, tables: Tables, order: Order) -> Iterator[Problem]:
    path = _DatePath(table.resource, tables, order.earlier)
    for record in table.records:
        cells = dict(zip(table.names, record.cells, strict=True))
        if not all(_holds(cells[name], wanted) for name, wanted in order.where.items()):
            continue
        after = PartialDate.of(cells[order.later])  # None for what is no date: the check of its cell reports it
        for other in path.dates(cells):
            before = PartialDate.of(other)
            if before and after and before.first > after.last:
                details = {"earlier": order.earlier, "other": other}
                yield Problem("date-order", table.file, record.line, order.later, cells[order.later], details)


def _holds(cell: str, wanted: Any) -> bool:
    """Whether a cell has the value wanted, or one of those wanted."""
    return cell == wanted if isinstance(wanted, str) else cell in wanted


class _DatePath:
    """A path from a row to dates: `start`, or through foreign keys `host.members.joined`.

    A step is a field that holds a foreign key, or a resource whose rows refer
    to the row reached so far.
    """

    def __init__(self, resource: Resource, tables: Tables, path: str) -> None:
        *self.steps, self.last = path.split(".")
        self.resource, self.tables = resource, tables
        self.indexes: dict[tuple[str, str], dict[str, list[Cells]]] = {}

    def dates(self, cells: Cells) -> list[str]:
        """Return the cells at the end of the path that begins at the row `cells`."""
        resource, rows = self.resource, [cells]
        for step in self.steps:
            link = resource.link.get(step)
            back_link = self._referring(step, resource)
            if link:
                rows = [linked for row in rows for linked in self._rows(link.resource, link.reference, row[step])]
                resource = self.tables[link.resource].resource if link.resource in self.tables else resource
            elif back_link:
                rows = [
                    linked for row in rows for linked in self._rows(step, back_link.field, row[back_link.reference])
                ]
                resource = self.tables[step].resource
            else:
                return []
        return [row[self.last] for row in rows if self.last in row]

    def _referring(self, name: str, to: Resource) -> ForeignKey | None:
        """Return the foreign key of resource `name` that leads to `to`."""
        keys = self.tables[name].resource.foreign_keys if name in self.tables else ()
        return next((key for key in keys if key.resource == to.name), None)

    def _rows(self, name: str, field: str, value: str) -> list[Cells]:
        """Return the rows of resource `name` whose `field` holds `value`."""
        if (name, field) not in self.indexes:
            rows: dict[str, list[Cells]] = {}
            table = self.tables.get(name)
            for record in table.records if table and field in table.names else []:
                cells = _named(table, record)
                rows.setdefault(cells[field], []).append(cells)
            self.indexes[name, field] = rows
        return self.indexes[name, field].get(value, []) if value else []


def _named(table: Table | None, record: Record) -> Cells:
    return dict(zip(table.names, record.cells, strict=True)) if table else {}

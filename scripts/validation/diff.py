"""What changed in a table since another version of it, cell by cell, by primary key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from datapackage.table import Table

Kind: TypeAlias = Literal["added", "removed", "changed"]
Keyed: TypeAlias = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Change:
    """One row added or removed, or one cell changed. `key` is the primary key, its parts joined by `/`."""

    kind: Kind
    file: str
    key: str
    field: str = ""
    before: str = ""
    after: str = ""


def compare(before: Table | None, after: Table) -> Iterator[Change]:
    """Changes from one version to the other, in the order of the newer; there may be no older one."""
    yield from differences(_rows(before), _rows(after), after.file)


def differences(then: Keyed, now: Keyed, file: str) -> Iterator[Change]:
    """Changes from `then` to `now`, both rows of cells by primary key, in the order of the newer."""
    for key, cells in now.items():
        if key not in then:
            yield Change("added", file, key, after=", ".join(filter(None, cells.values())))
            continue
        for name in dict.fromkeys([*then[key], *cells]):
            old, new = then[key].get(name, ""), cells.get(name, "")
            if old != new:
                yield Change("changed", file, key, name, old, new)
    for key, cells in then.items():
        if key not in now:
            yield Change("removed", file, key, before=", ".join(filter(None, cells.values())))


def _rows(table: Table | None) -> dict[str, dict[str, str]]:
    if table is None:
        return {}
    names = table.resource.primary_key or (table.names[0],)
    rows = (dict(zip(table.names, record.cells, strict=True)) for record in table.records)
    return dict(zip(table.keys(names), rows, strict=True))

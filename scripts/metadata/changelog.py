"""What changed from one release of the data to the next, worked out by primary key.

A release is a tag of the repository (`system.git`); the files as they stand
come last. Rows are compared as text, cell by cell, so that the changelog says
what a reader of the CSV files would see.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

from datapackage import citation
from datapackage.descriptor import DescriptorError, Package, Resource, load_text
from datapackage.rows import Dataset
from system import git
from validation.diff import Keyed, differences

FILE = "changes.json"
DESCRIPTOR = "datapackage.json"
Status: TypeAlias = Literal["first", "new", "gone", "kept"]


@dataclass(frozen=True)
class CellChange:
    """A cell before and after, by the primary key of its row and the name of its field."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class TableChange:
    """What changed in a table: keys of rows added and removed, cells of the others, names of fields.

    `rows` is the number of rows in the first release, None in the others.
    """

    status: Status
    rows: int | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[CellChange, ...] = ()
    fields_added: tuple[str, ...] = ()
    fields_removed: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were added and removed, how many cells changed; the rows of a first release are added."""
        if self.rows is not None:
            return {"added": self.rows, "removed": 0, "changed": 0}
        return {"added": len(self.added), "removed": len(self.removed), "changed": len(self.changed)}

    @property
    def is_empty(self) -> bool:
        """True where nothing changed."""
        return self == TableChange("kept")

    def as_json(self) -> dict[str, Any]:
        """Return what `changes.json` says of it."""
        if self.rows is not None:
            return {"status": self.status, "rows": self.rows}
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": [vars(cell) for cell in self.changed],
            "fields_added": self.fields_added,
            "fields_removed": self.fields_removed,
            "status": self.status,
        }

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> TableChange:
        """Read what `as_json` wrote."""
        lists = {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
        cells = tuple(CellChange(**cell) for cell in stated.get("changed", ()))
        return cls(**{**stated, **lists, "changed": cells})


@dataclass(frozen=True)
class Entry:
    """A release: its version, the day it states, the version before it (None for the first), its tables by name."""

    version: str
    date: str
    previous: str | None
    tables: Mapping[str, TableChange]


@dataclass(frozen=True)
class Snapshot:
    """A version of the data: its label, its day, and the rows of each table by primary key."""

    version: str
    day: str
    tables: Mapping[str, Keyed]
    fields: Mapping[str, Sequence[str]]


def keyed(rows: Iterable[Mapping[str, str]], resource: Resource) -> Keyed:
    """Return rows of text cells by primary key, its parts joined by `/`."""
    return {"/".join(row.get(name) or "" for name in resource.primary_key): row for row in rows if any(row.values())}


def compare(before: Keyed, after: Keyed, status: Status = "kept") -> TableChange:
    """Compare the rows of two versions of a table."""
    changes = list(differences(before, after, ""))
    return TableChange(
        status,
        added=tuple(change.key for change in changes if change.kind == "added"),
        removed=tuple(change.key for change in changes if change.kind == "removed"),
        changed=tuple(
            CellChange(change.key, change.field, change.before, change.after)
            for change in changes
            # a field that is new or gone is told as such, not in every row
            if change.kind == "changed" and change.field in before[change.key] and change.field in after[change.key]
        ),
    )


def difference(before: Snapshot, after: Snapshot) -> Entry:
    """Compare two versions: each table that is new, gone or not the same."""
    tables = {}
    for name in dict.fromkeys([*after.tables, *before.tables]):
        status: Status = "new" if name not in before.tables else "gone" if name not in after.tables else "kept"
        old, new = before.fields.get(name, []), after.fields.get(name, [])
        change = replace(
            compare(before.tables.get(name, {}), after.tables.get(name, {}), status),
            fields_added=tuple(field for field in new if field not in old),
            fields_removed=tuple(field for field in old if field not in new),
        )
        if not change.is_empty:
            tables[name] = change
    return Entry(after.version, after.day, before.version, tables)


def changelog(dataset: Dataset) -> list[Entry]:
    """Return every release, the newest first; of the oldest only the rows are counted.

    Releases whose descriptor cannot be read are passed over.
    """
    snapshots = list(_released(dataset.package.root))
    current = _current(dataset)
    if not snapshots or current.tables != snapshots[-1].tables or current.version != snapshots[-1].version:
        snapshots.append(current)
    first = snapshots[0]
    tables = {name: TableChange("first", rows=len(rows)) for name, rows in first.tables.items()}
    entries = [Entry(first.version, first.day, None, tables)]
    entries += [difference(before, after) for before, after in pairwise(snapshots)]
    return entries[::-1]


def _released(root: Path) -> Iterator[Snapshot]:
    """Give each release that can be read, the oldest first."""
    for release in git.releases(root):
        try:
            text = git.read(root, release.commit, DESCRIPTOR).decode("utf-8-sig")
            package = load_text(text, root, partial(git.read, root, release.commit))
        except (DescriptorError, UnicodeDecodeError):
            continue
        tables = {}
        for resource in package.tables:
            text = git.read(root, release.commit, resource.path).decode("utf-8-sig")
            tables[resource.name] = keyed(csv.DictReader(io.StringIO(text), restval=""), resource)
        yield Snapshot(release.version, release.day, tables, _fields(package))


def _current(dataset: Dataset) -> Snapshot:
    package = dataset.package
    tables = {resource.name: keyed(dataset.texts(resource.name), resource) for resource in package.tables}
    return Snapshot(package.version, str(citation.released(package) or ""), tables, _fields(package))


def _fields(package: Package) -> dict[str, list[str]]:
    return {resource.name: list(resource.field) for resource in package.tables}


def save(entries: Sequence[Entry], folder: Path) -> None:
    """Write `changes.json`, which `read` gives back."""
    stated = [
        {**vars(entry), "tables": {name: change.as_json() for name, change in entry.tables.items()}}
        for entry in entries
    ]
    text = json.dumps(stated, ensure_ascii=False, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="")


def read(folder: Path) -> list[Entry]:
    """Read the changelog that `save` left in a folder."""
    stated = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return [
        Entry(**{**entry, "tables": {name: TableChange.of(change) for name, change in entry["tables"].items()}})
        for entry in stated
    ]


def of_table(entries: Sequence[Entry], name: str) -> list[Entry]:
    """Return the releases in which table `name` changed, with that table alone."""
    return [replace(entry, tables={name: entry.tables[name]}) for entry in entries if name in entry.tables]

"""What changed from one release of the data to the next, worked out by primary key.

A release is a tag of the repository (`history.releases`); the files as they
stand come last. Rows are compared as text, cell by cell, so that the changelog
says what a reader of the CSV files would see.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from datapackage import citation
from datapackage.descriptor import ContractError, Package, Resource, load_text
from datapackage.diff import differences
from system import git

Cells = Mapping[str, str]
Keyed = dict[str, Cells]
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Snapshot:
    """A version of the data: its label, its day, and the rows of each table by primary key."""

    version: str
    day: str
    tables: dict[str, Keyed]
    fields: dict[str, list[str]]


def keyed(text: str, resource: Resource) -> Keyed:
    """The rows of a CSV by primary key, parts joined by `/`."""
    rows = csv.DictReader(io.StringIO(text), restval="")
    return {"/".join(row.get(name) or "" for name in resource.primary_key): row for row in rows if any(row.values())}


def compare(before: Mapping[str, Cells], after: Mapping[str, Cells]) -> dict[str, Any]:
    """Keys of rows added and removed, and every cell that changed in the others."""
    found = list(differences(before, after, ""))
    return {
        "added": [each.key for each in found if each.kind == "added"],
        "removed": [each.key for each in found if each.kind == "removed"],
        "changed": [
            {"key": each.key, "field": each.field, "before": each.before, "after": each.after}
            for each in found
            # a field that is new or gone is told as such, not in every row
            if each.kind == "changed" and each.field in before[each.key] and each.field in after[each.key]
        ],
    }


def difference(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """One entry of the changelog: each table that is new, gone or not the same."""
    tables: dict[str, Any] = {}
    for name in dict.fromkeys([*after.tables, *before.tables]):
        found = compare(before.tables.get(name, {}), after.tables.get(name, {}))
        old, new = before.fields.get(name, []), after.fields.get(name, [])
        found["fields_added"] = [each for each in new if each not in old]
        found["fields_removed"] = [each for each in old if each not in new]
        found["status"] = "new" if name not in before.tables else "gone" if name not in after.tables else "kept"
        if found["status"] != "kept" or any(found[key] for key in found if key != "status"):
            tables[name] = found
    return {"version": after.version, "date": after.day, "previous": before.version, "tables": tables}


def changelog(package: Package) -> list[dict[str, Any]]:
    """Every entry, the newest first; the oldest release has `previous` null and only counts its rows.

    Releases whose descriptor cannot be read are passed over.
    """
    snapshots = [found for each in git.releases(package.root) if (found := _released(package.root, each))]
    current = _current(package)
    if not snapshots or current.tables != snapshots[-1].tables or current.version != snapshots[-1].version:
        snapshots.append(current)
    first = snapshots[0]
    rows = {name: {"status": "first", "rows": len(found)} for name, found in first.tables.items()}
    entries = [{"version": first.version, "date": first.day, "previous": None, "tables": rows}]
    entries += [difference(before, after) for before, after in pairwise(snapshots)]
    return entries[::-1]


def _released(root: Path, release: git.Release) -> Snapshot | None:
    try:
        text = git.read(root, release.commit, DESCRIPTOR).decode("utf-8-sig")
        package = load_text(text, root, partial(git.read, root, release.commit))
    except (ContractError, UnicodeDecodeError):
        return None
    texts = {each.name: git.read(root, release.commit, each.path).decode("utf-8-sig") for each in package.tables}
    return _snapshot(package, texts, release.version, release.day)


def _current(package: Package) -> Snapshot:
    texts = {each.name: (package.root / each.path).read_text(encoding="utf-8-sig") for each in package.tables}
    version = str(package.descriptor.get("version", ""))
    return _snapshot(package, texts, version, citation.released(package))


def _snapshot(package: Package, texts: Mapping[str, str], version: str, day: str) -> Snapshot:
    tables = {each.name: keyed(texts[each.name], each) for each in package.tables}
    return Snapshot(version, day, tables, {each.name: list(each.field) for each in package.tables})


def save(entries: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """`changes.json`, which `read` gives back."""
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    (folder / "changes.json").write_text(text + "\n", encoding="utf-8", newline="")


def read(folder: Path) -> list[dict[str, Any]]:
    """The changelog that `save` left in a folder."""
    entries: list[dict[str, Any]] = json.loads((folder / "changes.json").read_text(encoding="utf-8"))
    return entries


def counts(change: Mapping[str, Any]) -> dict[str, int]:
    """How many rows were added and removed, how many cells changed; the rows of a first version are added."""
    if "rows" in change:
        return {"added": int(change["rows"]), "removed": 0, "changed": 0}
    return {key: len(change[key]) for key in ("added", "removed", "changed")}


def of_table(entries: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """The entries in which table `name` changed, with that table alone."""
    return [{**each, "tables": {name: each["tables"][name]}} for each in entries if name in each["tables"]]

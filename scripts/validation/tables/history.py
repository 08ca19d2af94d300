"""Compare a table with the version published before: keys that vanish, numbers that jump.

That version is one of a git revision: HEAD while a change is not committed, the
base of a pull request in a workflow. Without history nothing is compared.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from datapackage.descriptor import Resource
from datapackage.table import Table
from validation.problems import Problem, nearest
from validation.tables.files import UnreadableError, decode
from validation.tables.structure import read_table

_JUMP = 3  # a number that grows or shrinks by this factor is more often a slip than news
_SMALL = 10  # numbers up to this one may jump
MAX_GONE = 200


class History:
    """The files of a package in a git revision."""

    def __init__(self, root: Path, revision: str = "HEAD") -> None:
        self.root, self.revision = root, revision

    @cached_property
    def known(self) -> bool:
        """Whether the folder is in a git repository that has the revision, and the revision has the package."""
        return self._git("cat-file", "-e", f"{self.revision}:./datapackage.json") is not None

    def _git(self, *arguments: str) -> bytes | None:
        command = ["git", "-C", str(self.root), *arguments]
        try:
            process = subprocess.run(command, capture_output=True, check=False)
        except OSError:  # without git there is nothing to compare with
            return None
        return process.stdout if process.returncode == 0 else None

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the package in the revision; None where it is not there."""
        return self._git("show", f"{self.revision}:./{path}") if self.known else None

    @cached_property
    def changed(self) -> set[str]:
        """The paths of files that differ from the revision, or that git does not know yet."""
        differing = self._git("diff", "--name-only", "--relative", "-z", self.revision, "--", ".") or b""
        new = self._git("ls-files", "--others", "-z", "--", ".") or b""
        return set((differing + new).decode("utf-8", "surrogateescape").split("\0")) - {""}

    def differs(self, path: str) -> bool:
        """Whether the file on disk differs from the one in the revision."""
        return path in self.changed

    def table(self, resource: Resource) -> Table | None:
        """Return the table in the revision; None where it is absent or has another header."""
        content = self.read(resource.path)
        try:
            return read_table(decode(content, resource.path), resource)[0] if content else None
        except UnreadableError:
            return None


def check_history(table: Table, before: Table) -> Iterator[Problem]:
    """Find keys and slugs of `before` that are gone without a redirect, and numbers that jump."""
    names = table.resource.primary_key
    if not names or not table.intact or not set(names) <= set(table.names) & set(before.names):
        return
    then, now = _keyed(before, names), _keyed(table, names)
    yield from _check_gone(table, names[0], then, now)
    slug = table.resource.descriptor.get("rowPages", {}).get("slug", names[0])
    if slug not in names and slug in table.names and slug in before.names:
        kept = _kept(before, then, now)
        yield from _check_gone(table, slug, _keyed(kept, (slug,)), _keyed(table, (slug,)))
    yield from _check_jumps(table, before, {key: (then[key], now[key]) for key in then if key in now})


def _check_gone(table: Table, column: str, then: Iterable[str], now: Iterable[str]) -> Iterator[Problem]:
    known, present = set(then), set(now)
    redirects = table.resource.descriptor.get("redirects", {})
    gone = [key for key in then if key not in present and key not in redirects]
    for key in gone[:MAX_GONE]:
        added = [other for other in now if other not in known]
        details = {"key": key, "nearest": nearest(key, added or now)}
        yield Problem("id-vanished", table.file, None, column, key, details)


def _kept(before: Table, then: Mapping[str, int], now: Mapping[str, int]) -> Table:
    """Return `before` without the rows whose key is gone: their key is reported, so their slug need not be."""
    redirects = before.resource.descriptor.get("redirects", {})
    rows = [row for key, row in then.items() if key in now or redirects.get(key)]
    return replace(before, records=[before.records[row] for row in rows])


def _keyed(table: Table, names: tuple[str, ...]) -> dict[str, int]:
    """Return the positions of the rows by what the fields `names` hold."""
    return {key: row for row, key in enumerate(table.keys(names))}


def _check_jumps(table: Table, before: Table, rows: dict[str, tuple[int, int]]) -> Iterator[Problem]:
    for index, field in enumerate(table.resource.fields):
        if field.type not in ("integer", "number"):
            continue
        for then, now in rows.values():
            previous, value = before.records[then].cells[index], table.records[now].cells[index]
            if previous != value and _jumps(previous, value):
                details = {"previous": previous, "value": value}
                line = table.records[now].line
                yield Problem("value-jump", table.file, line, field.name, value, details, "warning")


def _jumps(previous: str, value: str) -> bool:
    try:
        low, high = sorted(abs(Decimal(cell)) for cell in (previous, value))
    except InvalidOperation:
        return False
    return bool(high.is_finite() and high > _SMALL and high > low * _JUMP)

"""What the rows were before: identifiers that vanish, numbers that leap.

The last published version is that of a git revision: HEAD while a change is
not committed, the base of a pull request in a workflow. Without history nothing
is compared.
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

_LEAP = 3  # a figure that grows or shrinks so many times is more often a slip than news
_SMALL = 10
MAX_GONE = 200


class History:
    """The files of a package as a git revision has them."""

    def __init__(self, root: Path, revision: str = "HEAD") -> None:
        self.root, self.revision = root, revision

    @cached_property
    def known(self) -> bool:
        """Whether the folder is in a repository that has the revision, and the package was in it."""
        return self._git("cat-file", "-e", f"{self.revision}:./datapackage.json") is not None

    def _git(self, *arguments: str) -> bytes | None:
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.stdout if done.returncode == 0 else None

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the package then; None where it was not there."""
        return self._git("show", f"{self.revision}:./{path}") if self.known else None

    def differs(self, path: str) -> bool:
        """Whether the file on disk is another than the one then."""
        file = self.root / path
        return not file.is_file() or self.read(path) != file.read_bytes()

    def table(self, resource: Resource) -> Table | None:
        """The table then, None where it was absent or had another header."""
        content = self.read(resource.path)
        try:
            return read_table(decode(content, resource.path), resource)[0] if content else None
        except UnreadableError:
            return None


def check_history(table: Table, before: Table) -> Iterator[Problem]:
    """Keys and slugs of `before` that are gone without a redirect, and figures that changed beyond belief."""
    names = table.resource.primary_key
    if not names or not table.intact or not set(names) <= set(table.names) & set(before.names):
        return
    then, now = _keyed(before, names), _keyed(table, names)
    yield from _check_gone(table, names[0], then, now)
    slug = table.resource.descriptor.get("rowPages", {}).get("slug", names[0])
    if slug not in names and slug in table.names and slug in before.names:
        staying = _still_there(before, then, now)
        yield from _check_gone(table, slug, _keyed(staying, (slug,)), _keyed(table, (slug,)))
    yield from _check_leaps(table, before, {key: (then[key], now[key]) for key in then if key in now})


def _check_gone(table: Table, column: str, then: Iterable[str], now: Iterable[str]) -> Iterator[Problem]:
    known, present = set(then), set(now)
    redirects = table.resource.descriptor.get("redirects", {})
    gone = [key for key in then if key not in present and key not in redirects]
    for key in gone[:MAX_GONE]:
        fresh = [each for each in now if each not in known]
        details = {"key": key, "nearest": nearest(key, fresh or now)}
        yield Problem("id-vanished", table.file, None, column, key, details)


def _still_there(before: Table, then: Mapping[str, int], now: Mapping[str, int]) -> Table:
    """The rows of `before` that have not gone with their key: of the others the key says enough."""
    redirects = before.resource.descriptor.get("redirects", {})
    rows = [row for key, row in then.items() if key in now or redirects.get(key)]
    return replace(before, records=[before.records[row] for row in rows])


def _keyed(table: Table, names: tuple[str, ...]) -> dict[str, int]:
    return {key: row for row, key in enumerate(table.keys(names))}


def _check_leaps(table: Table, before: Table, rows: dict[str, tuple[int, int]]) -> Iterator[Problem]:
    for index, field in enumerate(table.resource.fields):
        if field.type not in ("integer", "number"):
            continue
        for then, now in rows.values():
            previous, value = before.records[then].cells[index], table.records[now].cells[index]
            if previous != value and _leaps(previous, value):
                details = {"previous": previous, "value": value}
                line = table.records[now].line
                yield Problem("value-jump", table.file, line, field.name, value, details, "warning")


def _leaps(previous: str, value: str) -> bool:
    try:
        low, high = sorted(abs(Decimal(each)) for each in (previous, value))
    except InvalidOperation:
        return False
    return bool(high.is_finite() and high > _SMALL and high > low * _LEAP)

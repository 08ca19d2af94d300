"""Which tables were valid the last time, by their content.

Only a table without any problem is stored, under a digest of everything that
its result depends on: its text, its resource in the descriptor, the languages,
the checks themselves and the day. Where one of these changes, the digest
changes too and the table is checked again. What a table shares with others
(foreign keys, order of dates, history) is checked every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from datapackage.descriptor import Resource
from system.cache import fingerprint, version, write_atomically
from system.paths import SCRIPTS
from validation.tables.dates import latest_day

_FOLDERS = ("system", "datapackage", "validation")  # all that the checks may import
_SUFFIXES = {".py", ".yml", ".json"}
_LIBRARIES = ("frictionless", "babel", "python-stdnum")


@cache
def _code() -> str:
    """Return a digest of the checks: their modules, their data, the versions of the libraries they rely on."""
    files = [path for folder in _FOLDERS for path in sorted((SCRIPTS / folder).rglob("*.*"))]
    checks = [path for path in files if path.suffix in _SUFFIXES]
    return fingerprint([version(name) for name in _LIBRARIES], *checks)


class ResultCache:
    """The digests of valid tables, kept in one file of `folder`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "valid_tables.json" if folder else None
        self.stored: set[str] = set()
        if self.path and self.path.is_file():
            try:
                self.stored = set(json.loads(self.path.read_text(encoding="utf-8")))
            except (ValueError, TypeError):
                self.stored = set()  # a damaged file counts as an empty one

    def digest(self, text: str, resource: Resource, languages: Iterable[str]) -> str:
        """Return the digest under which the result for the text of `resource` is stored."""
        return fingerprint(_code(), latest_day(), list(languages), resource.descriptor, text)

    def is_valid(self, digest: str) -> bool:
        """Whether the table with this digest was valid."""
        return digest in self.stored

    def store(self, digests: Iterable[str]) -> None:
        """Write the digests of the tables that are valid now, in place of those stored before."""
        valid = set(digests)
        if self.path and valid != self.stored:
            with suppress(OSError):  # without it the next check only takes longer
                write_atomically(self.path, json.dumps(sorted(valid)).encode())

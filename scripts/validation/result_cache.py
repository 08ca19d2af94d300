"""Which tables were found sound already, by their content.

A verdict is remembered only where a table had no problem at all, under a digest
of everything it depends on: the bytes, the resource's part of the contract, the
languages, the checks themselves and the day. Whatever changes, the digest is
another and the table is examined anew. What a table shares with others (foreign
keys, order of dates, history) is never remembered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from datapackage.descriptor import Resource
from system.cache import fingerprint, version, write_atomically
from system.paths import SCRIPTS
from validation.tables.dates import latest_day

_JUDGES = ("frictionless", "babel")


@cache
def _code() -> str:
    """Digest of the checks: every module beside this one, the catalogue, and the judges they rely on."""
    files = [path for path in sorted(SCRIPTS.rglob("*.[pyj]*")) if path.is_file()]
    return fingerprint([version(name) for name in _JUDGES], *files)


class Verdicts:
    """The digests of sound tables, in one file; None for a folder remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "verdicts.json" if folder else None
        self.sound: set[str] = set()
        self.used: set[str] = set()
        if self.path and self.path.is_file():
            try:
                self.sound = set(json.loads(self.path.read_text(encoding="utf-8")))
            except (ValueError, TypeError):
                self.sound = set()  # a damaged memory is no memory

    def digest(self, text: str, resource: Resource, languages: Iterable[str]) -> str:
        """What a verdict on the text of `resource` depends on."""
        return fingerprint(_code(), latest_day(), list(languages), resource.descriptor, text)

    def remembers(self, digest: str) -> bool:
        """Whether a table of this digest was sound."""
        if digest in self.sound:
            self.used.add(digest)
        return digest in self.sound

    def remember(self, digest: str) -> None:
        """Note that a table had no problem."""
        self.used.add(digest)

    def save(self) -> None:
        """Keep the verdicts of this run, and no older ones."""
        if self.path and self.used != self.sound:
            write_atomically(self.path, json.dumps(sorted(self.used)).encode())

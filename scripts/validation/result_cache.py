"""Which tables were found sound already, by their content.

A verdict is remembered only where a table had no problem at all, under a digest
of everything it depends on: the bytes, the resource's part of the contract, the
languages, the checks themselves and the day. Whatever changes, the digest is
another and the table is examined anew. What a table shares with others (foreign
keys, order of dates, history) is never remembered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from datapackage.descriptor import Resource
from system.paths import SCRIPTS
from validation.tables.dates import latest_day

_JUDGES = ("frictionless", "babel")


@cache
def _code() -> str:
    """Digest of the checks: every module beside this one, the catalogue, and the judges they rely on."""
    digest = hashlib.sha256(" ".join(version(name) for name in _JUDGES).encode())
    for path in sorted(SCRIPTS.rglob("*.[pyj]*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


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
        contract = json.dumps(resource.descriptor, sort_keys=True, ensure_ascii=True)
        parts = (_code(), str(latest_day()), " ".join(languages), contract, text)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

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
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_suffix(".new")
            fresh.write_text(json.dumps(sorted(self.used)), encoding="utf-8")
            fresh.replace(self.path)

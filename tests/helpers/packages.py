"""Where the packages of the tests are, and the readers of the tiny site."""

from __future__ import annotations

from pathlib import Path

from mkdocs_adapter import site

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "tiny"
READERS = {reader.language: reader for reader in site.read(TINY / "mkdocs.yml").site.readers}

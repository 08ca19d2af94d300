"""The full-text search of the network."""

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_each_language_has_an_index_of_its_own_pages_alone(site: Path, language: str) -> None:
    entry = json.loads((site / "pagefind" / language / "pagefind-entry.json").read_text(encoding="utf-8"))
    root = {"ar": ""}.get(language, f"{language}/")
    own = [
        path for path in (site / root).rglob("index.html") if root or path.parts[len(site.parts)] not in ("fr", "en")
    ]
    assert {name: index["page_count"] for name, index in entry["languages"].items()} == {language: len(own)}

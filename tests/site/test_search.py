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
    found = [path for path in own if "data-pagefind-body" in path.read_text(encoding="utf-8")]
    assert {name: index["page_count"] for name, index in entry["languages"].items()} == {language: len(found)}
    left_out = {path.parent for path in own} - {path.parent for path in found}
    sources = site / root / "sources"
    assert left_out == {path for path in sources.iterdir() if path.is_dir()}  # the list is found, and leads to them

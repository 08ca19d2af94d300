from pathlib import Path

import pytest

import search


def test_a_site_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(search.SearchError, match="pagefind"):
        search.index(tmp_path / "missing")


def test_there_is_an_index_for_each_language(site: Path) -> None:
    entry = (site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8")
    for language in ("ar", "fr", "en"):
        assert f'"{language}"' in entry

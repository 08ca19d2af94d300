import json
from pathlib import Path

import pytest

from pages import fulltext_search


def test_a_site_without_pages_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    with pytest.raises(fulltext_search.SearchError, match="pagefind"):
        fulltext_search.index(tmp_path, "fr", "fr/", ["fr/"])


def test_without_the_binary_the_search_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext_search, "get_executable", lambda: None)
    assert not fulltext_search.available()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_language_has_an_index_of_its_own_pages_alone(tiny_site: Path, language: str) -> None:
    entry = json.loads((tiny_site / "pagefind" / language / "pagefind-entry.json").read_text(encoding="utf-8"))
    root = {"en": ""}.get(language, f"{language}/")
    own = [path for path in (tiny_site / root).rglob("index.html") if root or "ar" not in path.parts]
    assert {name: index["page_count"] for name, index in entry["languages"].items()} == {language: len(own)}

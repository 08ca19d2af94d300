import gzip
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


PAGE = """<!doctype html><html lang="en"><head><title>Plots</title></head><body><main data-pagefind-body>
<h1>Plots</h1><p>Palms grow here.</p><ul class="stats"><li>4,400 <b>trees</b></li></ul><p class="sources">Survey</p>
<figure class="chart"><strong>By year</strong><p class="chart__paper">https://example.org/</p>
<div class="chart__more"><textarea>&lt;iframe&gt;</textarea></div></figure></main></body></html>"""


def test_what_every_page_repeats_is_not_indexed(tmp_path: Path) -> None:
    if not fulltext_search.available():
        pytest.skip("NO PAGEFIND: nothing was indexed")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text(PAGE, encoding="utf-8")
    fulltext_search.index(tmp_path, "en", "en/", ["en/"])
    folder = tmp_path / fulltext_search.FOLDER / "en"
    (fragment,) = (folder / "fragment").iterdir()
    content = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["content"]
    assert content == "Plots. Palms grow here. By year"
    assert (folder / "pagefind.js").exists()
    assert not [path.name for path in folder.iterdir() if "-ui" in path.name or "highlight" in path.name]

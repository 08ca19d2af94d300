import gzip
import json
from pathlib import Path

import pytest

from pages import fulltext_search

needs_pagefind = pytest.mark.skipif(not fulltext_search.available(), reason="NO PAGEFIND: nothing was indexed")


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


@needs_pagefind
def test_what_every_page_repeats_is_not_indexed(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text(PAGE, encoding="utf-8")
    fulltext_search.index(tmp_path, "en", "en/", ["en/"])
    folder = tmp_path / fulltext_search.FOLDER / "en"
    (fragment,) = (folder / "fragment").iterdir()
    content = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["content"]
    assert content == "Plots. Palms grow here. By year"
    assert (folder / "pagefind.js").exists()
    assert not [path.name for path in folder.iterdir() if "-ui" in path.name or "highlight" in path.name]


@needs_pagefind
def test_the_index_is_the_same_whatever_the_order_of_folders_and_whenever_it_is_made(tmp_path: Path) -> None:
    names = [f"{kind}-{number}" for kind in ("page", "data", "place") for number in range(4)]
    made = set()
    for turn in range(8):  # Pagefind writes the values of a filter in one of six orders
        site = tmp_path / str(turn)
        for name in names if turn % 2 else reversed(names):
            (site / "en" / name).mkdir(parents=True)
            kind = f'data-pagefind-body data-pagefind-filter="kind:{name.split("-")[0]}"'
            (site / "en" / name / "index.html").write_text(PAGE.replace("data-pagefind-body", kind), encoding="utf-8")
        fulltext_search.index(site, "en", "en/", ["en/"])
        folder = site / fulltext_search.FOLDER
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        made.add(tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files))
    assert len(made) == 1


def test_a_service_that_ends_too_soon_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext_search, "get_executable", lambda: "/bin/true")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(fulltext_search.SearchError, match="ended before"):
        fulltext_search.index(tmp_path, "en", "", [])


@needs_pagefind
def test_what_pagefind_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext_search, "IGNORED", ({"no": "selector"},))
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(fulltext_search.SearchError, match=r"pagefind: .*(arse|invalid)"):
        fulltext_search.index(tmp_path, "en", "", [])

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from charts import image_export
from tests.helpers.packages import ROOT, TINY


def test_every_chart_has_its_files_in_every_language(browser: Browser, tiny_site: Path) -> None:
    for language in ("en", "ar"):
        name = f"harvest-by-garden.{language}"
        assert (tiny_site / "charts" / f"{name}.png").stat().st_size > 5000
        assert (tiny_site / "charts" / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
        figures = json.loads((tiny_site / "charts" / f"{name}.json").read_text(encoding="utf-8"))
        assert set(figures) == {"narrow", "wide"}
        page = (tiny_site / "embed" / f"{name}.html").read_text(encoding="utf-8")
        assert f'lang="{language}"' in page
        assert "https://example.org/gardens/" in page


def test_the_picture_is_what_others_see_when_a_page_is_shared(browser: Browser, tiny_site: Path) -> None:
    home = (tiny_site / "index.html").read_text(encoding="utf-8")
    found = re.search('<meta property="og:image" content="https://example.org/gardens/([^"]+)">', home)
    assert found
    assert (tiny_site / found[1]).exists()


def test_charts_no_builds_the_site_with_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_export, "FOLDER", tmp_path / "none")
    monkeypatch.setattr("pages.renderer.FOLDER", tmp_path / "none")
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    built = build.build(TINY / "mkdocs.yml", tmp_path / "site", ROOT / ".cache", "no")
    assert built.lacking == ["pictures of 2 charts, whose tables stand instead (as asked: charts=no)"]
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<details class="chart__table" open>' in home
    assert 'data-figure="charts/harvest-by-garden.en.json"' in home
    assert "og:image" not in home
    assert ".png" not in re.findall('<figure class="chart".*?</figure>', home, re.S)[0]
    assert (tmp_path / "site" / "charts" / "harvest-by-garden.en.json").exists()
    assert not (tmp_path / "none").exists()

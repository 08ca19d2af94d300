import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from charts import image_export
from datapackage import descriptor
from pages import chart_files
from tests.helpers.packages import ROOT, TINY
from tests.helpers.publications import renderer


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


def test_the_picture_is_what_others_see_when_a_page_outside_the_menu_is_shared(tiny: descriptor.Package) -> None:
    own, html = renderer(tiny), '<figure class="chart" id="chart-harvest-by-garden">'
    asked = own.chart_of("harvest-by-garden").request
    assert chart_files.share_image(own, "<p></p>") == ""
    drawn = own.images.missing([asked]) == []
    assert chart_files.share_image(own, html) == ("charts/harvest-by-garden.en.png" if drawn else "")


def test_a_page_of_the_menu_shows_its_own_image(browser: Browser, tiny_site: Path) -> None:
    home = (tiny_site / "index.html").read_text(encoding="utf-8")
    found = re.search('<meta property="og:image" content="https://example.org/gardens/([^"]+)">', home)
    assert found
    assert found[1] == "share.png"
    assert (tiny_site / found[1]).exists()


def test_charts_no_builds_the_site_with_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_export, "FOLDER", tmp_path / "none")
    monkeypatch.setattr("pages.renderer.FOLDER", tmp_path / "none")
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    built = build.build(TINY / "mkdocs.yml", tmp_path / "site", ROOT / ".cache", "no")
    assert built.lacking == [
        "pictures of charts (22), whose tables stand instead (as asked: charts=no)",
        "images to share (12), which no page names, and the icons as PNG (as asked: charts=no)",
    ]
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<details class="chart__table" open>' in home
    assert 'data-figure="charts/harvest-by-garden.en.json"' in home
    assert "og:image" not in home
    assert "favicon.ico" not in home
    assert ".png" not in re.findall('<figure class="chart".*?</figure>', home, re.S)[0]
    assert (tmp_path / "site" / "charts" / "harvest-by-garden.en.json").exists()
    assert not (tmp_path / "none").exists()

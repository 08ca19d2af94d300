"""Old addresses lead on, in every language and in the API, and nothing lists them."""

import json
from pathlib import Path

import pytest

import build
from datapackage import descriptor as package
from pages import redirect_pages
from pages.renderer import PageError
from tests.helpers.packages import ROOT
from tests.helpers.publications import renderer
from tests.helpers.row_pages import with_pages

CACHE = ROOT / ".cache"


def test_an_old_identifier_leads_on_everywhere(tiny_copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build.build(with_pages(tiny_copy, "id", {"olives": "olive", "almond": None}), site, CACHE, "no")
    for root, name in (("", "Olive &amp; co"), ("ar/", "زيتون")):
        page = (site / root / "plots" / "olives" / "index.html").read_text(encoding="utf-8")
        assert '<meta http-equiv="refresh" content="0; url=../olive/">' in page
        assert f'<link rel="canonical" href="https://example.org/gardens/{root}plots/olive/">' in page
        assert f'<a href="../olive/"><bdi>{name}</bdi></a>' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "<script" not in page
        assert (site / root / "plots" / "olive" / "index.html").exists()
    old = json.loads((site / "api" / "v1" / "resources" / "gardens" / "olives.json").read_text(encoding="utf-8"))
    new = "https://example.org/gardens/api/v1/resources/gardens/olive.json"
    assert old == {"resource": "gardens", "key": "olives", "version": "2026.1",
                   "redirect": {"key": "olive", "url": new}}  # fmt: skip
    assert "plots/olives/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "plots/olive/" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert not list(site.rglob("almond*"))


def test_an_address_that_is_taken_is_not_written_over(tiny_copy: Path, tmp_path: Path) -> None:
    with_pages(tiny_copy, "id", {"olives": "olive"})
    taken = tmp_path / "site" / "plots" / "olives" / "index.html"
    taken.parent.mkdir(parents=True)
    taken.touch()
    found = package.load(tiny_copy / "datapackage.json")
    with pytest.raises(PageError, match="gardens: redirects: a page stands at plots/olives/ already"):
        redirect_pages.write(renderer(found), tmp_path / "site")

"""What a message, a tab, a phone and a sheet of paper show of the pages."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.helpers.browser import LANGUAGES

HOME = "https://infitah.github.io/infitah/"
# One page for each template of a page
PAGES = (
    "", "places/", "places/settat/", "places/province-settat/", "members/", "workshops/", "programmes/", "tracker/",
    "projects/", "indicators/", "indicators/ati_complaints/", "data/", "data/members/", "data/territories/",
    "data/changes/", "compare/", "quality/", "sources/", "sources/network-platform-3/", "about/", "method/",
    "contribute/", "search/", "messages/", "api/v1/",
)  # fmt: skip
# Sheets of A4 at most, as a reader prints them
SHEETS = {
    "members/": 6, "": 4, "places/settat/": 1, "places/fes/": 1, "places/region-oriental/": 1,
    "places/province-larache/": 1, "places/province-settat/": 1,
}  # fmt: skip
META = re.compile(r'<meta (?:name="description" )?property="og:(\w+)" content="([^"]*)">')


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("root", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_is_where_it_is_shared(browser: Browser, site: Path, page: str, root: str) -> None:
    text = read(site, root + page)
    told = {name: unescape(value) for name, value in META.findall(text)}
    assert all(told[name] for name in ("title", "description", "site_name"))
    assert told["url"] == HOME + root + page
    image = site / told["image"].removeprefix(HOME)
    if image.parent.name != "charts":
        with Image.open(image) as drawn:
            assert drawn.size == (1200, 630)
    assert image.stat().st_size < (40_000 if image.parent.name != "charts" else 400_000)
    heading = re.search(r"<title>([^<]*)</title>", text)
    assert heading
    assert unescape(heading[1]).startswith(f"{told['title']} - ")


@pytest.mark.parametrize("root", LANGUAGES.values(), ids=LANGUAGES)
def test_every_title_of_a_language_is_one_page(site: Path, root: str) -> None:
    others = {other.rstrip("/") for other in LANGUAGES.values() if other and other != root}
    folder = site / root
    pages = [path for path in folder.rglob("index.html") if root or path.relative_to(folder).parts[0] not in others]
    titles: Counter[str] = Counter()
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text:
            titles.update(re.findall(r"<title>([^<]*)</title>", text[:8000])[:1])
    assert len(titles) > 2000
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_member_has_an_image_of_its_own(browser: Browser, site: Path) -> None:
    table = json.loads((site / "data" / "members.json").read_text(encoding="utf-8"))
    rows = table if isinstance(table, list) else table["rows"]
    own = list((site / "places").glob("*/share.png"))
    assert len(own) == len({row["territory"] for row in rows})
    assert len({path.read_bytes() for path in own}) == len(own)
    assert f'content="{HOME}places/share.png"' in read(site, "places/province-settat")
    assert f'content="{HOME}places/settat/share.png"' in read(site, "places/settat")


@pytest.mark.parametrize("root", LANGUAGES.values(), ids=LANGUAGES)
def test_icons_and_manifest_are_found_under_the_sub_path(browser: Browser, served: str, root: str) -> None:
    page = browser.new_page()
    for address in (root, f"{root}places/settat/", "nowhere/at/all/"):
        page.goto(served + address)
        links = page.eval_on_selector_all("link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest]",
                                          "links => links.map((link) => link.href)")  # fmt: skip
        assert {link.rpartition(".")[2] for link in links} >= {"ico", "svg", "png"}
        assert all(link.startswith(served) and page.request.get(link).ok for link in links), links
    page.goto(served + root)
    manifest = page.eval_on_selector("link[rel=manifest]", "link => link.href")
    assert manifest == f"{served}{root}manifest.webmanifest"
    told = page.request.get(manifest).json()
    assert urljoin(manifest, told["start_url"]) == served + root
    for icon in told["icons"]:
        assert page.request.get(urljoin(manifest, icon["src"])).ok
    page.close()


def test_the_page_of_who_is_lost_skips_to_its_content(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    assert text.index('<a href="#content" class="md-skip">') < text.index("<header")
    assert text.count('id="content"') == 1


@pytest.mark.parametrize("root", LANGUAGES.values(), ids=LANGUAGES)
def test_paper_says_where_it_comes_from_and_is_not_wasted(browser: Browser, served: str, root: str) -> None:
    page = browser.new_page()
    too_long = {}
    for address, most in SHEETS.items():
        page.goto(served + root + address)
        page.emulate_media(media="screen")
        assert page.locator(".paper").is_hidden()
        page.emulate_media(media="print")
        assert HOME + root + address in page.locator(".paper").inner_text()
        assert page.locator(".paper img").bounding_box()
        sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))
        if sheets > most:
            too_long[address] = sheets
    page.close()
    assert too_long == {}

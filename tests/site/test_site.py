"""The real site as files: addresses, languages, anchors, links, downloads."""

import csv
import json
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import frictionless
import pytest

from datapackage import descriptor
from tests.helpers.measured import Measured
from tests.helpers.packages import ROOT

BASE = "https://infitah.github.io/infitah/"
LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")


class Page(HTMLParser):
    """What the tests ask of a page: attributes of elements, by tag."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag in tags]

    @property
    def ids(self) -> set[str]:
        return {attributes["id"] for _, attributes in self.found if "id" in attributes}


@cache
def read(path: Path) -> Page:
    return Page(path)


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its address within the site (`fr/members/`)."""
    found = {path: read(path) for path in site.rglob("index.html")}
    return {
        "" if path.parent == site else path.parent.relative_to(site).as_posix() + "/": page
        for path, page in found.items()
    }


def language_of(address: str) -> str:
    return address[:2] if address[:3] in ("fr/", "en/") else "ar"


def test_every_page_exists_in_every_language(pages: dict[str, Page]) -> None:
    by_language = {code: {a.removeprefix(f"{code}/") for a in pages if language_of(a) == code} for code in LANGUAGES}
    assert by_language["ar"] == by_language["fr"] == by_language["en"]
    assert {"", "members/", "workshops/", "programmes/", "indicators/", "data/", "quality/", "sources/", "method/",
            "contribute/", "about/", "search/"} <= by_language["ar"]  # fmt: skip


def test_prose_is_written_in_every_language() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        written = len(path.suffixes) == 1 and not re.match(r"---\n(resource|rows):", path.read_text(encoding="utf-8"))
        if written:
            assert {path.with_suffix(f".{code}.md").exists() for code in ("fr", "en")} == {True}, path


def test_every_resource_has_its_page(pages: dict[str, Page], real: descriptor.Package) -> None:
    assert {f"data/{name}/" for name in real.resources} <= set(pages)


def test_language_and_direction_are_stated(pages: dict[str, Page], site: Path) -> None:
    for address, page in pages.items():
        code = language_of(address)
        html = page.all("html")[0]
        assert (html["lang"], html["dir"]) == (code, LANGUAGES[code]), address
    lost = read(site / "404.html")
    assert (lost.all("html")[0]["lang"], lost.all("html")[0]["dir"]) == ("ar", "rtl")
    assert {(s["lang"], s["dir"]) for s in lost.all("section")} == set(LANGUAGES.items())


def test_hreflang_canonical_and_description(pages: dict[str, Page]) -> None:
    descriptions = []
    for address, page in pages.items():
        path = address.removeprefix(f"{language_of(address)}/")
        links = {a["hreflang"]: a["href"] for a in page.all("link") if "hreflang" in a}
        assert links == {
            "ar": BASE + path, "fr": f"{BASE}fr/{path}", "en": f"{BASE}en/{path}", "x-default": BASE + path,
        }, address  # fmt: skip
        assert [a["href"] for a in page.all("link") if a.get("rel") == "canonical"] == [BASE + address]
        description = [a["content"] for a in page.all("meta") if a.get("name") == "description"]
        assert len(description) == 1
        assert description[0], address
        descriptions += description
    assert len(set(descriptions)) > len(descriptions) * 0.9


def test_the_language_switch_stays_on_the_page(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        path = address.removeprefix(f"{language_of(address)}/")
        switch = {a["hreflang"]: urljoin(BASE + address, a["href"]) for a in page.all("a") if "hreflang" in a}
        assert switch == {"ar": BASE + path, "fr": f"{BASE}fr/{path}", "en": f"{BASE}en/{path}"}, address


def test_anchors_are_readable_ascii_and_unique(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        identifiers = [a["id"] for _, a in page.found if "id" in a]
        assert len(identifiers) == len(set(identifiers)), address
        for identifier in identifiers:
            assert identifier.startswith("__") or ANCHOR.fullmatch(identifier), (address, identifier)
        for tag, attributes in page.found:
            if tag in ("h2", "h3"):
                assert attributes.get("id", "x")[0].isalpha(), (address, attributes)


@pytest.mark.trust
def test_every_internal_link_leads_somewhere(pages: dict[str, Page], site: Path, measured: Measured) -> None:
    broken, count = set(), 0
    reached: dict[str, set[str]] = {}
    for address, page in pages.items():
        for attributes in page.all("a", "link", "script", "img"):
            target = attributes.get("href") or attributes.get("src") or ""
            url = urlsplit(urljoin(BASE + address, target))
            if not target or not url.geturl().startswith(BASE):
                continue
            path = unquote(url.path).removeprefix("/infitah/")
            count += 1
            reached.setdefault(address, set()).add(path)
            file = site / path / "index.html" if path in ("",) or path.endswith("/") else site / path
            if not file.exists() or (url.fragment and url.fragment not in read(file).ids):
                broken.add((address, target))
    measured.at_most(0, len(broken), f"broken links, anchors, images and alternates, of {count}", sorted(broken)[:10])
    seen, waiting = set(), {""}
    while waiting:
        seen |= waiting
        waiting = {path for address in waiting for path in reached.get(address, ())} & set(pages) - seen
    measured.at_most(0, len(set(pages) - seen), f"pages that no link leads to, of {len(pages)}", set(pages) - seen)


@pytest.mark.trust
def test_nothing_is_loaded_from_another_site(pages: dict[str, Page], site: Path) -> None:
    for address, page in pages.items():
        for attributes in page.all("script", "img", "iframe", "source", "embed", "object"):
            source = attributes.get("src", "")
            assert not urlsplit(source).netloc, (address, source)
        for attributes in page.all("link"):
            if attributes.get("rel") in ("stylesheet", "preload", "icon", "preconnect", "manifest"):
                assert not urlsplit(attributes["href"]).netloc, (address, attributes)
    for css in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?https?:", css.read_text(encoding="utf-8")), css


def test_the_published_site_is_a_valid_data_package(site: Path) -> None:
    assert frictionless.validate(str(site / "datapackage.json")).valid


def test_downloads_hold_the_very_rows(site: Path, real: descriptor.Package) -> None:
    for resource in real.resources.values():
        assert (site / resource.path).read_bytes() == (ROOT / resource.path).read_bytes()
    with zipfile.ZipFile(site / "data" / "all.zip") as archive:
        assert json.loads(archive.read("datapackage.json")) == real.descriptor
    for name in real.views:
        with (site / "data" / "views" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert len(lines) > 1
        assert all(line["sources"] for line in lines), name


def test_every_chart_has_its_table_and_its_source(pages: dict[str, Page], real: descriptor.Package) -> None:
    placed = set()
    for address, page in pages.items():
        charts = [a["id"] for a in page.all("figure") if "chart" in a.get("class", "")]
        assert len(page.all("details")) >= len(charts), address
        figures = re.findall(r'<figure class="chart".*?</figure>', page.text, re.S)
        assert len(figures) == len(charts), address
        assert all('class="sources"' in figure and "<table" in figure for figure in figures), address
        placed |= set(charts)
    assert placed == {f"chart-{name}" for name in real.views}


def test_figures_on_the_home_page_come_from_the_data(pages: dict[str, Page]) -> None:
    with (ROOT / "data" / "members.csv").open(encoding="utf-8") as file:
        members = list(csv.DictReader(file))
    for address in ("", "fr/", "en/"):
        figures = re.findall(r'<a class="figure" href="[^"]+">([^<]+)</a>', pages[address].text)
        assert str(sum(row["confidence"] != "counted" for row in members)) in figures, address
        assert str(sum(row["confidence"] == "inferred" for row in members)) in figures, address


def test_every_source_has_the_anchor_that_figures_link_to(pages: dict[str, Page], real: descriptor.Package) -> None:
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8") as file:
        keys = {row["id"] for row in csv.DictReader(file)}
    for address in ("sources/", "fr/sources/", "en/sources/"):
        assert keys <= pages[address].ids


def test_no_markdown_is_left_for_readers(pages: dict[str, Page], site: Path) -> None:
    """Inside an element of HTML, Markdown is not read: a link would stand there as it was typed."""
    for address in pages:
        html = (site / address / "index.html").read_text(encoding="utf-8")
        read_as_it_is = r"<(pre|code|textarea|script)\b.*?</\1>"
        assert "](" not in re.sub(read_as_it_is, "", html, flags=re.DOTALL), address


def test_prose_types_no_figure_of_the_data() -> None:
    """A number of two digits or more in prose, dates of law and versions aside, belongs in data/."""
    allowed = re.compile(
        r"\{\{.*?\}\}|\{%.*?%\}|`[^`]*`|https?://\S+|\(#[^)]*\)|\{#[^}]*\}|\b(19|20)[0-9]{2}(-[0-9]{2})*\b|31[.-]13|09[.-]08"
        r"|&[a-z]+;|UTF-8|Windows-1256|0-9|<[^>]*>|\([^)]*\.md[^)]*\)|\b21\b|1\.5|1,5|4\.0|1\.0|v?2\.0|3\.11|\b01\b",
        re.S,
    )
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        numbers = re.findall(r"(?<![\w.])[0-9]{2,}(?![\w])", allowed.sub(" ", text))
        assert numbers == [], (path.name, numbers)


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md"])
def test_the_words_around_the_code_name_real_commands(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:`|^|<code[^>]*>)make ([a-z]+)\b", text, re.M))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert commands
    assert commands <= targets


def test_pages_and_images_count_the_same_sources(pages: dict[str, Page], site: Path, real: descriptor.Package) -> None:
    """The line under a chart, and the one in the image to share."""
    counted = 0
    for name, view in real.views.items():
        text = pages[f"en/data/{view.resource}/"].text
        (figure,) = re.findall(rf'<figure class="chart" id="chart-{name}".*?</figure>', text, re.S)
        on_page = re.findall(r"and [\d,]+ other sources?", figure)
        image = (site / "charts" / f"{name}.en.svg").read_text(encoding="utf-8")
        in_image = re.findall(r"and [\d,]+ other sources?", image.partition("<desc>")[2].partition("</desc>")[0])
        assert on_page == in_image, name
        counted += len(on_page)
    assert counted

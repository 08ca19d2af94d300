"""A page for every source, in every language, and the list that leads to them."""

import csv
import html
import re
from functools import cache
from pathlib import Path

import pytest

from datapackage import descriptor
from pages.typography import set_text
from tests.helpers.packages import ROOT

LANGUAGES = {"ar": "", "fr": "fr/", "en": "en/"}
ROOTS = list(LANGUAGES.values())


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def page(site: Path, root: str, key: str) -> str:
    return (site / root / "sources" / key / "index.html").read_text(encoding="utf-8")


def words_of(text: str) -> str:
    """The words of a page, one space between them."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", text)).split())


def test_every_source_has_a_page_in_every_language_and_the_shell_is_gone(site: Path) -> None:
    for root in ROOTS:
        folders = {path.name for path in (site / root / "sources").iterdir() if path.is_dir()}
        assert folders == {row["id"] for row in rows("sources")}


def test_a_page_is_light(site: Path) -> None:
    """At most 25 KB before compression, whatever rests on the source: 1,590 places rest on the census."""
    heavy = {path: size for path in site.glob("**/sources/*/index.html") if (size := path.stat().st_size) > 25_000}
    assert heavy == {}


def test_the_real_page_is_the_first_link_after_the_title(site: Path) -> None:
    for row in rows("sources"):
        after = page(site, "", row["id"]).partition("</h1>")[2]
        links = [html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', after)]
        if row["url"]:
            assert links[:2] == [row["url"], f"https://web.archive.org/web/*/{row['url']}"], row["id"]
        else:
            assert "field=url" in links[0], row["id"]
            assert "web.archive.org" not in after


@pytest.mark.parametrize("root", ROOTS)
def test_a_page_states_what_is_known_of_the_source(site: Path, root: str) -> None:
    language = {folder: code for code, folder in LANGUAGES.items()}[root]
    for row in rows("sources"):
        text = page(site, root, row["id"])
        title = set_text(row[f"title_{language}"], language)
        assert f"<h1><bdi>{title}</bdi></h1>" in html.unescape(text)
        original = re.findall(r'<cite lang="(\w+)" dir="(\w+)">', text)
        direction = "rtl" if row["language"] == "ar" else "ltr"
        assert original == ([(row["language"], direction)] if row["title_original"] else []), row["id"]


def test_everything_that_refers_to_a_source_is_counted_on_its_page(site: Path, real: descriptor.Package) -> None:
    """Each foreign key to the sources, read from the files; members stand once, with the pages behind them."""
    counted: dict[str, dict[str, int]] = {row["id"]: {} for row in rows("sources")}
    for resource in real.tables:
        for key in resource.foreign_keys:
            if key.resource == "sources" and resource.name != "members":
                for row in rows(resource.name):
                    if row[key.field]:
                        of_source = counted[row[key.field]]
                        of_source[resource.name] = of_source.get(resource.name, 0) + 1
    for source, numbers in counted.items():
        shown = re.findall(r'<h3 id="([a-z-]+)">[^<]*<span class="meta">\s*\(([\d,]+)\)', page(site, "en/", source))
        assert {name.replace("-", "_"): int(count.replace(",", "")) for name, count in shown} == numbers, source


def test_the_sources_of_a_member_are_those_of_its_pages() -> None:
    """What the pages rest on: the main source of a member is among the pages behind it."""
    behind = {(row["member"], row["source"]) for row in rows("member_sources")}
    assert {(row["id"], row["source"]) for row in rows("members")} <= behind


def test_an_event_told_by_two_sources_stands_on_both_pages_and_names_the_other(site: Path) -> None:
    events = [row for row in rows("workshops") if row["second_source"]]
    assert events
    for event in events:
        for own, other in ((event["source"], event["second_source"]), (event["second_source"], event["source"])):
            line = re.findall(rf'<li>[^\n]*workshops/#{event["id"]}".*?</li>', page(site, "en/", own), re.S)
            assert len(line) == 1, (event["id"], own)
            assert f'href="../{other}/"' in line[0]
        assert f'sources/{event["second_source"]}/"' in (site / "workshops" / "index.html").read_text(encoding="utf-8")


def test_a_figure_names_the_sources_that_give_it_too(site: Path) -> None:
    key = ("date", "measure", "category", "wave")
    sizes = rows("network_size")
    pairs = [
        (one, two)
        for one in sizes
        for two in sizes
        if one["source"] != two["source"] and all(one[name] == two[name] for name in key)
    ]
    assert pairs
    for one, two in pairs:
        assert f'href="../{two["source"]}/"' in page(site, "", one["source"]), (one["id"], two["id"])


@pytest.mark.parametrize("key", ["maroc-1", "aujourdhui-4", "github-1"])
def test_what_no_other_source_confirms_is_counted(site: Path, key: str) -> None:
    def once(name: str, fields: tuple[str, ...]) -> int:
        def elsewhere(row: dict[str, str]) -> bool:
            same = (other for other in rows(name) if all(other[field] == row[field] for field in fields))
            return any(other["source"] != key for other in same)

        return sum(row["source"] == key and not elsewhere(row) for row in rows(name))

    events = sum(key in (row["source"], row["second_source"]) and not row["second_source"] for row in rows("workshops"))
    value = ("indicator", "area", "territory", "period_start", "period_end", "subset")
    expected = (
        once("member_sources", ("member",))
        + events
        + once("network_size", ("date", "measure", "category", "wave"))
        + once("observations", value)
    )
    assert f"for which we know no other source: {expected}" in words_of(page(site, "en/", key))


@pytest.mark.parametrize("root", ROOTS)
def test_the_list_leads_to_every_page_and_says_what_a_filter_asks(site: Path, root: str) -> None:
    text = (site / root / "sources" / "index.html").read_text(encoding="utf-8")
    items = re.findall(r'<li id="([^"]+)" ([^>]*)>\s*<a href="([^"]+)"', text)
    assert sorted(identifier for identifier, _, _ in items) == sorted(row["id"] for row in rows("sources"))
    known = {row["id"]: row for row in rows("sources")}
    for identifier, attributes, link in items:
        assert link.rstrip("/").rpartition("/")[2] == identifier
        for name in ("kind", "language", "published", "accessed", "url"):
            found = re.findall(f'data-{name}="([^"]*)"', attributes)
            wanted = known[identifier][name]
            # of an address, an item carries only whether it is known
            assert [html.unescape(value) for value in found] == ["1" if name == "url" and wanted else wanted]


def test_a_value_that_remains_to_be_confirmed_says_so(site: Path) -> None:
    weak = [row for row in rows("observations") if row["confidence"] == "low"]
    assert weak
    for row in weak:
        text = (site / "en" / "indicators" / row["indicator"] / "index.html").read_text(encoding="utf-8")
        assert "to be confirmed" in words_of(text)
        assert "to be confirmed" in page(site, "en/", row["source"])

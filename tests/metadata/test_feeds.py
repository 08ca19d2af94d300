"""The feeds are read by feedparser, and held to what RFC 4287 asks of a feed and an entry."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from datapackage import descriptor
from metadata import feeds
from tests.helpers.packages import READERS

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
CHANGE = {"status": "kept", "added": ["a", "b"], "removed": [], "fields_added": ["x"], "fields_removed": [],
          "changed": [{"key": "c", "field": "x", "before": "1 < 2", "after": "& more"}]}  # fmt: skip
ENTRIES: list[dict[str, Any]] = [
    {"version": "2026.2", "date": "2026-02-06", "previous": "2026.1", "tables": {"gardens": CHANGE}},
    {"version": "2026.1", "date": "2026-01", "previous": None, "tables": {"gardens": {"status": "first", "rows": 3}}},
]
SITE = {"url": "https://example.org/gardens/", "changes": ENTRIES}


def check(path: Path) -> Any:
    """What every Atom feed must have (RFC 4287, 4.1.1 and 4.1.2), then the feed as feedparser reads it."""
    feed = ET.parse(path).getroot()  # noqa: S314 - our own file
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, (path.name, name)
        assert DATE.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert (element.findtext(f"{ATOM}id") or "").startswith("https://")
        links = [(each.get("rel"), each.get("type"), each.get("hreflang")) for each in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))  # at most one alternate of a type
    assert feed.find(f"{ATOM}author") is not None or all(
        each.find(f"{ATOM}author") is not None for each in feed.findall(f"{ATOM}entry")
    )
    ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_a_feed_says_what_changed_in_the_readers_language(tiny: descriptor.Package, tmp_path: Path) -> None:
    feeds.write(tiny, list(READERS.values()), SITE, {"en": "", "ar": "ar/"}, tmp_path)
    found = check(tmp_path / "feeds" / "gardens.en.atom")
    assert found.feed.title == "Gardens"
    assert [each.updated for each in found.entries] == ["2026-02-06T00:00:00Z", "2026-01-01T00:00:00Z"]
    assert found.entries[0].summary == "Gardens – 2 rows added · 1 cell changed · Fields changed: x"
    arabic = check(tmp_path / "feeds" / "all.ar.atom")
    assert arabic.feed.language == "ar"
    assert "صفان مضافان" in arabic.entries[0].summary
    assert arabic.entries[0].link == "https://example.org/gardens/ar/data/changes/#v2026.2"
    assert check(tmp_path / "feeds" / "harvests.en.atom").entries == []


@pytest.mark.parametrize("partial", ["2026", "2026-01", "2026-01-01"])
def test_a_partial_date_is_its_first_moment(partial: str) -> None:
    assert feeds.timestamp(partial) == "2026-01-01T00:00:00Z"


def test_every_feed_of_the_site_is_valid(site: Path, real: descriptor.Package) -> None:
    found = list((site / "feeds").glob("*.atom"))
    assert len(found) == (len(real.tables) + 1) * len(real.languages)
    for path in found:
        parsed = check(path)
        assert parsed.entries
        address = next(link.href for link in parsed.entries[0].links if link.rel == "alternate")
        page, _, anchor = address.removeprefix("https://infitah.github.io/infitah/").partition("#")
        assert f'id="{anchor}"' in (site / page / "index.html").read_text(encoding="utf-8")

"""The feeds are read by feedparser, and held to what RFC 4287 asks of a feed and an entry."""

from pathlib import Path

import pytest

from datapackage import descriptor
from metadata import feeds
from metadata.changelog import CellChange, Entry, TableChange
from tests.helpers.feeds import check
from tests.helpers.publications import publication

CHANGE = TableChange("kept", added=("a", "b"), changed=(CellChange("c", "x", "1 < 2", "& more"),), fields_added=("x",))
ENTRIES = [
    Entry("2026.2", "2026-02-06", "2026.1", {"gardens": CHANGE}),
    Entry("2026.1", "2026-01", None, {"gardens": TableChange("first", rows=3)}),
]


def test_a_feed_says_what_changed_in_the_readers_language(tiny: descriptor.Package, tmp_path: Path) -> None:
    feeds.write(publication(tiny, changes=ENTRIES), tmp_path)
    found = check(tmp_path / "feeds" / "gardens.en.atom")
    assert found.feed.title == "Gardens"
    assert [each.updated for each in found.entries] == ["2026-02-06T00:00:00Z", "2026-01-01T00:00:00Z"]
    assert found.entries[0].summary == "Gardens – 2 rows added · 1 cell changed · Fields changed: x"
    arabic = check(tmp_path / "feeds" / "all.ar.atom")
    assert arabic.feed.language == "ar"
    assert "سطران مضافان" in arabic.entries[0].summary
    assert arabic.entries[0].link == "https://example.org/gardens/ar/data/changes/#v2026.2"
    assert check(tmp_path / "feeds" / "harvests.en.atom").entries == []


@pytest.mark.parametrize("partial", ["2026", "2026-01", "2026-01-01"])
def test_a_partial_date_is_its_first_moment(partial: str) -> None:
    assert feeds.timestamp(partial) == "2026-01-01T00:00:00Z"

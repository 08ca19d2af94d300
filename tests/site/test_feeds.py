"""The calendars and feeds of the network, read back by other libraries than those that write them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import ics
import pytest

from datapackage import descriptor
from tests.helpers.feeds import check
from tests.helpers.packages import ROOT


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_calendar_of_the_site_holds_every_dated_row(
    site: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The parser of `ics` wraps the output of the terminal once a line; a thousand lines are too many
    monkeypatch.setattr("colorama.init", lambda: None)
    text = (site / "feeds" / f"workshops.{language}.ics").read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # RFC 5545, 3.1
    found = {event.uid: event for event in ics.Calendar(text).events}
    with (ROOT / "data" / "workshops.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if len(row["date_start"]) == 10]
    assert len(found) == len(rows) > 10
    for row in rows:
        event = found[f"workshops-{row['id']}@infitah.github.io/infitah"]
        assert event.begin.date() == date.fromisoformat(row["date_start"])
        if len(row["date_end"]) == 10:
            assert event.end.date() == date.fromisoformat(row["date_end"]) + timedelta(days=1)
        if row[f"title_{language}"]:
            assert event.name == row[f"title_{language}"]
        page, _, anchor = event.url.removeprefix("https://infitah.github.io/infitah/").partition("#")
        assert f'id="{anchor}"' in (site / page / "index.html").read_text(encoding="utf-8")


def test_every_feed_of_the_site_is_valid(site: Path, real: descriptor.Package) -> None:
    found = list((site / "feeds").glob("*.atom"))
    assert len(found) == (len(real.tables) + 1) * len(real.languages)
    for path in found:
        parsed = check(path)
        assert parsed.entries
        address = next(link.href for link in parsed.entries[0].links if link.rel == "alternate")
        page, _, anchor = address.removeprefix("https://infitah.github.io/infitah/").partition("#")
        assert f'id="{anchor}"' in (site / page / "index.html").read_text(encoding="utf-8")

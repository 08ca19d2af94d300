"""The calendars are read back by `ics`, another library than the one that writes them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import ics
import pytest

from datapackage import descriptor
from datapackage.rows import Tables
from metadata import calendars
from tests.helpers.packages import READERS, ROOT

SITE = {"url": "https://example.org/gardens/"}


def test_only_days_that_are_known_are_events(tiny: descriptor.Package) -> None:
    made = calendars.calendar(Tables(tiny, "en"), tiny.resources["gardens"], READERS["en"], SITE, "")
    assert made.walk("VEVENT") == []  # a month, a year, nothing: no day
    assert calendars.day("2024-05-17") == date(2024, 5, 17)
    assert [calendars.day(text) for text in ("2024-05", "2024", "", None)] == [None] * 4


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_calendar_of_the_site_holds_every_dated_row(site: Path, language: str) -> None:
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


def test_an_unknown_field_is_a_clear_error(tiny: descriptor.Package, tmp_path: Path) -> None:
    tiny.resources["gardens"].descriptor["calendar"]["start"] = "plnted"
    try:
        with pytest.raises(calendars.CalendarError, match=r"gardens: calendar\.start: there is no field 'plnted'"):
            calendars.write(tiny, [READERS["en"]], SITE, {"en": ""}, tmp_path)
    finally:
        tiny.resources["gardens"].descriptor["calendar"]["start"] = "planted"


def test_two_builds_give_the_same_bytes(real: descriptor.Package, tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        readers = [READERS["ar"]]
        calendars.write(real, readers, SITE, {"ar": ""}, folder)
    name = Path("feeds") / "workshops.ar.ics"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()

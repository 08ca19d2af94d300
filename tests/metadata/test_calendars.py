"""The calendars are read back by `ics`, another library than the one that writes them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import ics
import pytest

from datapackage import descriptor
from datapackage.extensions import Calendar
from metadata import calendars
from tests.helpers.packages import READERS
from tests.helpers.publications import publication


def with_days(tiny_copy: Path, calendar: dict[str, str]) -> descriptor.Package:
    """The package with a day in its gardens, and their calendar."""
    gardens = tiny_copy / "data" / "gardens.csv"
    gardens.write_text(gardens.read_text(encoding="utf-8").replace("2019-03", "2019-03-05"), encoding="utf-8")
    tiny = descriptor.load(tiny_copy / "datapackage.json")
    own = tiny.resources["gardens"]
    changed = replace(own, descriptor={**own.descriptor, "calendar": calendar})
    return replace(tiny, resources={**tiny.resources, "gardens": changed})


def test_only_days_that_are_known_are_events(tiny: descriptor.Package) -> None:
    gardens = tiny.resources["gardens"]
    assert gardens.calendar
    made = calendars.calendar(publication(tiny), gardens, gardens.calendar, READERS["en"])
    assert made.walk("VEVENT") == []  # a month, a year, nothing: no day
    assert calendars.day("2024-05-17") == date(2024, 5, 17)
    assert [calendars.day(text) for text in ("2024-05", "2024", "", None)] == [None] * 4


def test_an_event_says_what_its_row_says(tiny_copy: Path, tmp_path: Path) -> None:
    fields = {"start": "planted", "end": "planted", "location": "id", "description": "name"}
    calendars.write(publication(with_days(tiny_copy, fields)), tmp_path)
    text = (tmp_path / "feeds" / "gardens.ar.ics").read_bytes().decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # RFC 5545, 3.1
    (event,) = ics.Calendar(text).events
    assert event.uid == "gardens-palm@example.org/gardens"
    assert (event.name, event.location, event.description) == ("ساحة النخيل", "palm", "ساحة النخيل")
    assert event.url == "https://example.org/gardens/ar/data/gardens/"
    assert (event.begin.date(), event.end.date()) == (date(2019, 3, 5), date(2019, 3, 5) + timedelta(days=1))


def test_an_unknown_field_is_a_clear_error(tiny_copy: Path, tmp_path: Path) -> None:
    spoilt = publication(with_days(tiny_copy, {"start": "plnted"}))
    with pytest.raises(calendars.CalendarError, match=r"gardens: calendar\.start: there is no field 'plnted'"):
        calendars.write(spoilt, tmp_path)


def test_two_builds_give_the_same_bytes(tiny_copy: Path, tmp_path: Path) -> None:
    of_package = with_days(tiny_copy, {"start": "planted"})
    assert of_package.resources["gardens"].calendar == Calendar("planted")
    for folder in (tmp_path / "a", tmp_path / "b"):
        calendars.write(publication(of_package), folder)
    name = Path("feeds") / "gardens.ar.ics"
    assert b"BEGIN:VEVENT" in (tmp_path / "a" / name).read_bytes()
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()

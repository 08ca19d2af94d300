"""Dated rows as calendars that a phone subscribes to: iCalendar (RFC 5545), by the library of that name.

The contract says which resource is one (`calendar`): the fields of the first
and last day, of the place and of the note. Only days that a source states are
put in: a month, or a year, is not a day. Import this module only where
calendars have to be made: the library takes a while to load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from datapackage import citation, locales
from datapackage.descriptor import DescriptorError, Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Row, Tables
from metadata import feeds


class CalendarError(DescriptorError):
    """The contract names a field for a calendar that the resource does not have."""


def write(
    package: Package, readers: Sequence[Reader], site: Mapping[str, Any], roots: Mapping[str, str], folder: Path
) -> None:
    """`feeds/<resource>.<language>.ics` for each resource with a `calendar`.

    Raises CalendarError where it names a field that the resource does not have.
    """
    (folder / feeds.FOLDER).mkdir(parents=True, exist_ok=True)
    for resource in package.tables:
        if "calendar" in resource.descriptor:
            _check(package, resource)
            for reader in readers:
                path = folder / feeds.FOLDER / f"{resource.name}.{reader.language}.ics"
                made = calendar(Tables(package, reader.language), resource, reader, site, roots[reader.language])
                path.write_bytes(made.to_ical())


def _check(package: Package, resource: Resource) -> None:
    families = {name.removesuffix(f"_{each}") for name in resource.field for each in package.languages}
    for role, name in resource.descriptor["calendar"].items():
        if name not in families | set(resource.field):
            raise CalendarError(f"datapackage.json: {resource.name}: calendar.{role}: there is no field {name!r}")


def calendar(tables: Tables, resource: Resource, reader: Reader, site: Mapping[str, Any], root: str) -> Calendar:
    """The calendar of one resource in the language of `reader`, which is that of `tables`."""
    package = tables.package
    made = Calendar()
    made.add("prodid", f"-//{urlsplit(site['url']).netloc}//{package.name}//{reader.language.upper()}")
    made.add("version", "2.0")
    made.add("name", package.text(resource.descriptor, "title", reader.language))
    made.add("x-wr-calname", package.text(resource.descriptor, "title", reader.language))
    made.add("last-modified", _stamp(package))
    for row in tables.all(resource.name):
        if day(row.cells[resource.descriptor["calendar"]["start"]]):
            made.add_component(_event(row, site, root))
    return made


def day(value: object) -> date | None:
    """The day of a partial date; None where it is not known to the day."""
    text = str(value or "")
    return date.fromisoformat(text) if len(text) == 10 else None


def _stamp(package: Package) -> datetime:
    """When this version was made: its day, so that two builds give the same bytes."""
    issued = citation.released(package)
    first = locales.span(issued)[0] if issued else date(1970, 1, 1)
    return datetime(first.year, first.month, first.day, tzinfo=UTC)


def _event(row: Row, site: Mapping[str, Any], root: str) -> Event:
    spec = row.resource.descriptor["calendar"]
    event = Event()
    address = urlsplit(site["url"])
    event.add("uid", f"{row.resource.name}-{row.key}@{address.netloc}{address.path.rstrip('/')}")
    event.add("dtstamp", _stamp(row.tables.package))
    event.add("summary", row.label)
    event.add("dtstart", day(row.cells[spec["start"]]))
    if last := day(row.cells[spec["end"]]) if "end" in spec else None:
        event.add("dtend", last + timedelta(days=1))  # the day after: DTEND is exclusive (RFC 5545, 3.6.1)
    for name in ("location", "description"):
        if name in spec and (text := row[spec[name]]):
            event.add(name, str(text))
    page = row.resource.descriptor.get("page") or f"data/{row.resource.name}/"
    event.add("url", f"{site['url']}{root}{page}#{row.key}")
    return event

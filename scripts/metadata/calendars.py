"""Dated rows as calendars that a phone subscribes to: iCalendar (RFC 5545), by the library of that name.

The descriptor says which resource is one (`calendar`): the fields of the first
and last day, of the place and of the description. Only days that a source
states are put in: a month, or a year, is not a day. Import this module only
where calendars have to be made: the library takes a while to load.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from datapackage import addresses, citation, extensions
from datapackage.descriptor import DescriptorError, Package, Resource
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from datapackage.rows import Row
from metadata import feeds
from metadata.publication import Publication


class CalendarError(DescriptorError):
    """The descriptor names a field for a calendar that the resource does not have."""


def write(publication: Publication, folder: Path) -> None:
    """Write `feeds/<resource>.<language>.ics` for each resource with a `calendar`.

    Raises CalendarError where it names a field that the resource does not have.
    """
    (folder / feeds.FOLDER).mkdir(parents=True, exist_ok=True)
    for resource in publication.package.tables:
        if resource.calendar:
            _check(publication.package, resource, resource.calendar)
            for reader in publication.site.readers:
                path = folder / feeds.FOLDER / f"{resource.name}.{reader.language}.ics"
                path.write_bytes(calendar(publication, resource, resource.calendar, reader).to_ical())


def _check(package: Package, resource: Resource, spec: extensions.Calendar) -> None:
    families = {name.removesuffix(f"_{language}") for name in resource.field for language in package.languages}
    for role, name in asdict(spec).items():
        if name and name not in families | set(resource.field):
            raise CalendarError(f"datapackage.json: {resource.name}: calendar.{role}: there is no field {name!r}")


def calendar(publication: Publication, resource: Resource, spec: extensions.Calendar, reader: Reader) -> Calendar:
    """Return the calendar of one resource in the language of `reader`; `spec` names its fields."""
    package = publication.package
    title = package.text(resource.descriptor, "title", reader.language)
    events = Calendar()
    events.add("prodid", f"-//{urlsplit(publication.site.url).netloc}//{package.name}//{reader.language.upper()}")
    events.add("version", "2.0")
    events.add("name", title)
    events.add("x-wr-calname", title)
    events.add("last-modified", _stamp(package))
    for row in publication.dataset.in_language(reader.language).all(resource.name):
        if start := day(row.cells[spec.start]):
            events.add_component(_event(publication, row, spec, start, reader))
    return events


def day(value: object) -> date | None:
    """Return the day of a partial date; None where it is not known to the day."""
    parsed = PartialDate.of(value)
    return parsed.first if parsed and parsed.is_day else None


def _stamp(package: Package) -> datetime:
    """Return the first moment of the version, so that two builds give the same bytes."""
    issued = citation.released(package)
    first = issued.first if issued else date(1970, 1, 1)
    return datetime(first.year, first.month, first.day, tzinfo=UTC)


def _event(publication: Publication, row: Row, spec: extensions.Calendar, start: date, reader: Reader) -> Event:
    event = Event()
    address = urlsplit(publication.site.url)
    event.add("uid", f"{row.resource.name}-{row.key}@{address.netloc}{address.path.rstrip('/')}")
    event.add("dtstamp", _stamp(publication.package))
    event.add("summary", row.label)
    event.add("dtstart", start)
    if last := day(row.cells[spec.end]) if spec.end else None:
        event.add("dtend", last + timedelta(days=1))  # the day after: DTEND is exclusive (RFC 5545, 3.6.1)
    for name, path in (("location", spec.location), ("description", spec.description)):
        if path and (text := row[path]):
            event.add(name, str(text))
    event.add("url", publication.site.address(addresses.of_row(row), reader.language))
    return event

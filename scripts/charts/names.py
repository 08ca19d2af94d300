"""What a view calls its groups and series: a key, as the data state it, and the words of a language."""

from __future__ import annotations

from charts.aggregation import OLDER, RECENT, UNKNOWN
from datapackage import citation, locales
from datapackage.descriptor import Package
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from datapackage.rows import Row, follow


def named(row: Row, path: str, part: str, reader: Reader) -> tuple[str, str]:
    """Return key and words of what stands at `path`.

    `part` of a date is its `year`, its `month`, its `age` or, if empty, all of it.
    """
    value = follow(row, path)
    if isinstance(value, Row):
        return value.key, value.label
    if value is None:
        return UNKNOWN, reader.word("chart.ages.unknown" if part == "age" else "unknown")
    *steps, name = path.split(".")
    owner = follow(row, ".".join(steps)) if steps else row
    assert isinstance(owner, Row)  # noqa: S101 - the value was found in it
    field = owner.resource.field[name]
    if field.categories:
        return str(value), owner.category(name)
    if field.display != "date":
        return str(value), locales.cell(owner.cells[name], field.display, reader.locale)
    stated = PartialDate.parse(str(value))
    return _age(stated, row.tables.package, reader) if part == "age" else _date(stated, part, reader)


def _date(stated: PartialDate, part: str, reader: Reader) -> tuple[str, str]:
    if part == "month":
        if not stated.month:
            return UNKNOWN, ""
        return f"{stated.month:02}", locales.month_names(reader.locale)[stated.month - 1]
    text = str(PartialDate(stated.year) if part == "year" else stated)
    return text, locales.partial_date(text, reader.locale)


def _age(stated: PartialDate, package: Package, reader: Reader) -> tuple[str, str]:
    """Return whether a date lies in the year before the version; one that may be older counts as older."""
    version = citation.version_day(package)
    assert version  # noqa: S101 - the validation asks for it
    key = OLDER if citation.is_old(package, stated) else RECENT
    since = locales.partial_date(str(citation.year_before(version)), reader.locale)
    return key, reader.word(f"chart.ages.{key}").replace("{date}", since)

"""Views: what a chart of the descriptor shows, worked out with pandas.

A view of the Data Package (`specType: simple`) names one resource and a spec.
`build` turns it into a tidy frame, one line per mark, and the words around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from charts import aggregation
from charts.aggregation import OLDER, RECENT, UNKNOWN, Mark, Order
from charts.names import named
from charts.style import LRI, PDI
from datapackage import locales
from datapackage.citation import version_day
from datapackage.descriptor import Field, Package, Resource
from datapackage.extensions import ViewSpec, Where
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from datapackage.rows import Row, Tables, follow, newest_first

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Column:
    """A column of the table beside the picture: a column of the frame and its heading."""

    name: str
    title: str

    @property
    def is_number(self) -> bool:
        """True for the figures themselves."""
        return self.name == "value"


@dataclass(frozen=True)
class View:
    """A view worked out in one language.

    `frame` has a line for each mark, in the columns that `aggregation.Mark` names. `sources` are the rows of the
    sources behind the marks, the latest first. `left_out` counts the rows without a group, `left_out_words` say what
    they are. `places` gives (column, row) of each group of a tile map. `columns` are those of the frame that a table
    shows.
    `latest_drawn` is the latest date of the rows, not after `version_day`, that of the package.
    """

    name: str
    spec: ViewSpec
    title: str
    description: str
    unit: str
    frame: pd.DataFrame
    resource: Resource
    sources: list[Row]
    left_out: int
    left_out_words: str
    columns: list[Column]
    places: dict[str, tuple[int, int]]
    latest_drawn: str
    version_day: date | None
    order: Order

    @cached_property
    def marks(self) -> list[Mark]:
        """Return the lines of the frame as records, in their order."""
        return aggregation.marks_of(self.frame)

    @property
    def series(self) -> dict[str, str]:
        """Return the words of each series by its key, coded values as in the descriptor, the unknown last."""
        words = {mark.series_key: mark.series for mark in self.marks}
        known = [key for key in (*self.order.series, *words) if key in words and key != UNKNOWN]
        return {key: words[key] for key in dict.fromkeys([*known, *words])}

    def sources_of(self, mark: Mark) -> list[Row]:
        """Return the rows of the sources that a mark rests on, the latest first."""
        return [row for row in self.sources if row.key in mark.source_keys]

    @property
    def spans_version(self) -> bool:
        """True in a timeline that goes beyond the version, whose day then stands in it."""
        ends = [PartialDate.of(mark.end_key or mark.group_key) for mark in self.marks]
        day = self.version_day
        return bool(self.spec.type == "timeline" and day and any(end and end.last > day for end in ends))

    @property
    def partial(self) -> bool:
        """True where the figures count only what is known so far."""
        return self.spec.is_partial

    @property
    def latest(self) -> str:
        """Return the latest date, perhaps partial, of a source or that a source states; empty if there is none.

        Of the dates of a source the first of the schema counts: those after it say when it was read or changed.
        """
        return max([self.latest_drawn, *(row.date for row in self.sources)])


def build(tables: Tables, name: str, reader: Reader) -> View:
    """Return the view `name` in the language of `reader`, which is that of `tables`.

    Raises KeyError for an unknown view or a missing interface word; a valid
    package has no other fault left.
    """
    package = tables.package
    declared = package.views[name]
    spec, descriptor = declared.spec, declared.descriptor
    resource = package.resources[declared.resource]
    rows = [row for row in tables.select(resource.name, spec.where) if _is_known(row, spec)]
    additions = _additions(tables, resource, spec)
    marks = [_mark(row, spec, reader) for row in rows]
    shown = [mark for mark in marks if mark.group_key != UNKNOWN or not _drops_unknown(package, resource, spec)]
    added = [_addition(_mark(row, spec, reader), reader) for row in additions]
    frame = aggregation.aggregated(aggregation.table([*shown, *added]), spec)
    frame = aggregation.cut(frame, spec, lambda count: reader.word("chart.others", count))
    order = _order(package, resource, spec, shown)
    frame = aggregation.open_end(aggregation.ordered(frame, spec, order))
    said = aggregation.facts(frame, spec, reader.locale)
    return View(
        name=name,
        spec=spec,
        title=aggregation.fill(package.text(descriptor, "title", tables.language), said),
        description=package.text(descriptor, "description", tables.language),
        unit=package.text(descriptor, "unit", tables.language),
        frame=frame,
        resource=resource,
        sources=_sources(frame, [*rows, *additions], spec),
        left_out=len(marks) - len(shown),
        left_out_words=_left_out(package.text(descriptor, "leftOut", tables.language), len(marks) - len(shown), reader),
        columns=_columns(tables, resource, spec, reader),
        places=_places(tables, spec),
        latest_drawn=_latest([*rows, *additions], spec, package, resource),
        version_day=version_day(package),
        order=order,
    )


def last_field(package: Package, resource: Resource, path: str) -> tuple[Resource, Field]:
    """Return the field at the end of `path` and its resource, foreign keys followed on the way."""
    *steps, name = path.split(".")
    for step in steps:
        resource = package.resources[resource.link[step].resource]
    return resource, resource.field[name]


def where_of(package: Package, view: View, mark: Mark) -> Where | None:
    """Return the conditions that select the rows a mark counts; None where it counts none, or those of many groups.

    A date is given by its beginning: its year, then its month where the marks are months of a year.
    """
    spec, keys = view.spec, {"facet": mark.facet_key, "group": mark.group_key, "series": mark.series_key}
    if spec.value or spec.type == "timeline" or mark.group_key == aggregation.OTHERS:
        return None
    bins = {"group": spec.bin, "series": spec.series_bin}
    where: dict[str, object] = dict(spec.where or {})
    for path in spec.paths.values():
        parts = {bins.get(part, ""): keys[part] for part, each in spec.paths.items() if each == path}
        if is_date(package, view.resource, path) and "year" not in parts:
            return None
        where[path] = "-".join(parts[part] for part in ("year", "month", "") if parts.get(part)) or None
    return where


def is_date(package: Package, resource: Resource, path: str) -> bool:
    """Return whether a date, perhaps partial, stands at the end of `path`."""
    return last_field(package, resource, path)[1].display == "date"


def _is_known(row: Row, spec: ViewSpec) -> bool:
    """Return whether a source states the figure; a row without one is left out, since unknown is not zero."""
    return not spec.value or follow(row, spec.value) is not None


def _columns(tables: Tables, resource: Resource, spec: ViewSpec, reader: Reader) -> list[Column]:
    """Return what the table shows: the fields that the spec names; in a timeline the row, else its figure."""
    titles = {}
    for part, path in spec.paths.items():
        _, field = last_field(tables.package, resource, path)
        titles[part] = tables.package.text(field.descriptor, "title", tables.language)
    columns = [Column(name, title) for name, title in titles.items()]
    if spec.type == "timeline":
        return [*columns, Column("label", tables.package.text(resource.descriptor, "title", tables.language))]
    counted = reader.word("chart.rows_counted")
    if spec.value:
        _, field = last_field(tables.package, resource, spec.value)
        counted = tables.package.text(field.descriptor, "title", tables.language)
    return [*columns, Column("value", counted)]


def _drops_unknown(package: Package, resource: Resource, spec: ViewSpec) -> bool:
    """Return whether rows without a group are left out: without a place or a date they cannot be drawn."""
    owner, field = last_field(package, resource, spec.group)
    return field.name in owner.link or field.display == "date"


def _mark(row: Row, spec: ViewSpec, reader: Reader) -> Mark:
    def words(part: str, bin_: str = "") -> tuple[str, str]:
        return named(row, spec.paths[part], bin_, reader) if part in spec.paths else ("", "")

    value = follow(row, spec.value) if spec.value else 1
    assert isinstance(value, (int, Decimal))  # noqa: S101 - the descriptor says the field is a number
    source = _source(row, spec)
    return Mark(
        *words("facet"),
        *words("group", spec.bin),
        *words("end"),
        *words("series", spec.series_bin),
        label=row.label if spec.type == "timeline" else "",
        value=float(value),
        preferred=bool(row.cells[spec.preferred]) if spec.preferred else True,
        source_keys=(source.key,) if source else (),
    )


def _source(row: Row, spec: ViewSpec) -> Row | None:
    """Return the source of `row` at the end of `spec.source`; None where it states none or has no such field."""
    source = follow(row, spec.source) if row.has(spec.source.partition(".")[0]) else None
    return source if isinstance(source, Row) else None


def _additions(tables: Tables, resource: Resource, spec: ViewSpec) -> list[Row]:
    """Return the rows that add to the last figure of a step chart, those shown first where they disagree."""
    if spec.type != "step" or not spec.reported:
        return []
    rows = tables.select(resource.name, spec.reported)
    return [row for row in rows if _is_known(row, spec) and (not spec.preferred or row.cells[spec.preferred])]


def _addition(mark: Mark, reader: Reader) -> Mark:
    """Return the mark of a row that adds to the last figure, with words that say it is no total."""
    number = f"{LRI}+{locales.number(mark.value, reader.locale)}{PDI}"  # isolated, or its sign would stand after it
    words = reader.word("chart.reported").replace("{n}", number)
    return replace(mark, label=words, reported=True)


def _left_out(words: str, count: int, reader: Reader) -> str:
    """Return what is said of rows that are not drawn: `words` of the view, or those for any; empty without such."""
    if not count:
        return ""
    if words:
        return aggregation.fill(words, {"n": {"value": locales.number(count, reader.locale)}})
    return reader.word("chart.left_out", count)


def _latest(rows: Iterable[Row], spec: ViewSpec, package: Package, resource: Resource) -> str:
    """Return the latest date, perhaps partial, that names a mark; a plan for after the version is no such date."""
    paths = [path for path in spec.paths.values() if is_date(package, resource, path)]
    dates = (str(date) for row in rows for path in paths if (date := follow(row, path)))
    limit = version_day(package)
    return max((date for date in dates if not limit or PartialDate.parse(date).first <= limit), default="")


def _order(package: Package, resource: Resource, spec: ViewSpec, marks: list[Mark]) -> Order:
    owner, field = last_field(package, resource, spec.group)
    series, facets = (
        tuple(last_field(package, resource, path)[1].categories) if path else () for path in (spec.series, spec.facet)
    )
    if spec.series_bin == "age":
        series = (RECENT, OLDER)
    elif spec.series and is_date(package, resource, spec.series):
        series = tuple(sorted({mark.series_key for mark in marks} - {UNKNOWN}))
    by_value = spec.sort == "value" or (field.name in owner.link and not spec.sort)
    return Order(tuple(field.categories), series, facets, by_value)


def _places(tables: Tables, spec: ViewSpec) -> dict[str, tuple[int, int]]:
    """Return (column, row) of each key in the resource that lays out the tiles."""
    if not spec.grid:
        return {}
    cells = [row.cells for row in tables.all(spec.grid)]
    return {str(cell[spec.grid_key]): (int(str(cell["column"])), int(str(cell["row"]))) for cell in cells}


def _sources(frame: pd.DataFrame, rows: Iterable[Row], spec: ViewSpec) -> list[Row]:
    """Return the rows of the sources behind the marks, each once: the latest first, undated ones last.

    Sources of one date keep the order of the frame.
    """
    found = {source.key: source for row in rows if (source := _source(row, spec))}
    keys = dict.fromkeys(key for part in frame["source_keys"] for key in part)
    return newest_first([found[key] for key in keys if key in found])

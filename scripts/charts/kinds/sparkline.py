"""Draw the few dated values of one series as a small picture that stands in a page, without Plotly.

A row of a table with its own page may have such a series; a view for each would be too many files. Time runs from left
to right, as in every other chart of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from datapackage import locales
from datapackage.partial_dates import PartialDate
from datapackage.rows import Row

LEAST = 3  # fewer values are read faster in words
WIDTH, HEIGHT = 360, 150  # of the drawing, in its own units
EDGE, TOP, BOTTOM = 34, 26, 118  # where points may stand; dates are written under BOTTOM
LETTER, GAP = 7.2, 8  # the width of a letter and the least space between two texts, at the size of charts.css


@dataclass(frozen=True)
class Text:
    """A text of the picture, centred on `x`."""

    x: float
    words: str


@dataclass(frozen=True)
class Point:
    """One value: where it stands, the row it comes from, and its number and date where there is room for them."""

    x: float
    y: float
    row: Row
    number: Text | None
    date: Text | None


@dataclass(frozen=True)
class Sparkline:
    """The values of one series, the earliest first; `months` is the length of its periods, 0 for single dates."""

    points: list[Point]
    months: int
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"
    base: int = BOTTOM

    @property
    def line(self) -> str:
        """The line through the points, as SVG writes it."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


@dataclass(frozen=True)
class Fields:
    """The names of the fields of a measured value."""

    start: str
    end: str
    value: str


def sparklines(
    locale: str, rows: Iterable[Row], by: Sequence[str], fields: Sequence[str], *, downward: bool = False
) -> list[Sparkline]:
    """Return a picture for each series in `rows` with three dated values or more; `fields`: start, end and value.

    A series is what is alike in the fields `by` and in the length of its periods: a year is not drawn beside a month.
    The axis begins at zero; with `downward` at one, on top, as ranks are read.
    """
    names = Fields(*fields)
    series: dict[tuple[int, tuple[object, ...]], dict[str, Row]] = {}
    for row in rows:
        if row.cells[names.end] is not None:
            key = (_months(row, names), tuple(row.cells[name] for name in by))
            series.setdefault(key, {}).setdefault(str(row.cells[names.end]), row)  # a figure restated is one point
    return [
        Sparkline(_points(locale, list(dated.values()), names, downward=downward), months)
        for (months, _), dated in series.items()
        if len(dated) >= LEAST
    ]


def _months(row: Row, names: Fields) -> int:
    """Return how many months the period of `row` has; 0 where it is a day, or an end alone."""
    start, end = (PartialDate.of(row.cells[name]) for name in (names.start, names.end))
    if not start or not end:
        return 0
    return round((end.last - start.first).days / 30.44)


def _points(locale: str, rows: list[Row], names: Fields, *, downward: bool) -> list[Point]:
    rows = sorted(rows, key=lambda row: _when(row, names))
    days = [_when(row, names).toordinal() for row in rows]
    values = [Decimal(str(row.cells[names.value])) for row in rows]
    low, high = Decimal(1) if downward else min(Decimal(0), *values), max(values)
    across = [round(EDGE + (day - days[0]) / ((days[-1] - days[0]) or 1) * (WIDTH - 2 * EDGE), 1) for day in days]
    shares = [float((value - low) / ((high - low) or 1)) for value in values]
    heights = [round(TOP + (share if downward else 1 - share) * (BOTTOM - TOP), 1) for share in shares]
    # The ends first, then the extremes, then what still has room
    order = [len(rows) - 1, 0, values.index(max(values)), values.index(min(values)), *range(len(rows))]
    numbers = _with_room(across, [locales.number(value, locale) for value in values], order)
    dates = _with_room(across, [locales.partial_date(str(row.cells[names.end]), locale) for row in rows], order)
    return [Point(*point) for point in zip(across, heights, rows, numbers, dates, strict=True)]


def _when(row: Row, names: Fields) -> date:
    return PartialDate.parse(str(row.cells[names.end])).middle


def _with_room(across: Sequence[float], words: Sequence[str], order: Sequence[int]) -> list[Text | None]:
    """Return the texts that can stand side by side, those that come first in `order` before the others."""
    placed: dict[int, tuple[float, float]] = {}
    for index in order:
        half = len(words[index]) * LETTER / 2
        x = min(max(across[index], half), WIDTH - half)
        if all(abs(x - other) >= half + width + GAP for other, width in placed.values()):
            placed.setdefault(index, (round(x, 1), half))
    return [Text(placed[index][0], text) if index in placed else None for index, text in enumerate(words)]

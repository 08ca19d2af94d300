"""Plotly figures of the views: one function and one name for each kind of chart.

A figure is made for a phone and for a wide screen. Time runs left to right in
every language, bars are mirrored where the text runs right to left, maps never are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go

from charts.context import ChartContext
from charts.kinds.areas import heat_map, region_map, tile_map
from charts.kinds.bars import bar, grouped_bar, range_, stacked_bar
from charts.kinds.time_series import line, same_precision, small_multiples, step
from charts.kinds.timeline import timeline
from charts.style import Canvas, css, map_colour, map_step, pattern, series_colour
from charts.views import View
from datapackage import geometry as maps
from datapackage import locales
from datapackage.descriptor import Package
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate

FIGURES: dict[str, Callable[[ChartContext], go.Figure]] = {
    "bar": bar,
    "stacked-bar": stacked_bar,
    "grouped-bar": grouped_bar,
    "line": line,
    "step": step,
    "range": range_,
    "timeline": timeline,
    "heat-map": heat_map,
    "tile-map": tile_map,
    "region-map": region_map,
    "small-multiples": small_multiples,
}
STEPPED = ("heat-map", "tile-map", "region-map")
WITH_OTHERS = ("line", "step", "range", "small-multiples")
WITH_DATES = ("line", "step", "small-multiples", "timeline")


def figure(view: View, package: Package, reader: Reader, canvas: Canvas) -> go.Figure:
    """Return the Plotly figure of a view, with colours that stand for CSS variables (`style.rgb`)."""
    return FIGURES[view.spec.type](ChartContext(view, package, reader, canvas))


def to_json(figure: go.Figure) -> str:
    """Return a figure as Plotly.js reads it: an object with `data` and `layout`.

    Not `plotly.io.to_json`, which writes letters that are not ASCII as six bytes each.
    """
    return json.dumps(figure.to_plotly_json(), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend: words, mark (`square`, `dot`, `diamond`, `span`, `line`), CSS colour and pattern."""

    words: str
    mark: str
    colour: str
    pattern: str = ""
    hollow: bool = False


def legend(view: View, reader: Reader) -> list[LegendEntry]:
    """Return what tells the marks apart; empty where there is nothing to tell apart."""
    kind = view.spec.type
    first, other = css(series_colour(0)), css("chart-other")
    entries = _series(view)
    if kind in STEPPED:
        entries = _steps(view, reader)
    elif kind in WITH_OTHERS and not view.frame["preferred"].all():
        entries = [
            LegendEntry(reader.word("chart.shown_first"), "dot", first),
            LegendEntry(reader.word("chart.other_figures"), "diamond", other, hollow=True),
        ]
    elif kind == "timeline":
        entries = []
    if kind in WITH_DATES and _has_spans(view):
        entries.append(LegendEntry(reader.word("chart.span"), "span", other))
    if view.spans_version:
        day = locales.partial_date(str(view.version_day), reader.locale)
        entries.append(LegendEntry(reader.word("chart.version_day").replace("{date}", day), "line", css("chart-text")))
    if view.partial and kind not in STEPPED and len(entries) == 0:
        entries = [LegendEntry(reader.word("chart.so_far"), "square", first, "/", hollow=True)]
    return entries


def _has_spans(view: View) -> bool:
    """Return whether a date is known to the month or year only, and drawn as the days it may mean."""
    dates = [PartialDate.parse(mark.group_key) for mark in view.marks if not mark.end_key and not mark.reported]
    if view.spec.type != "timeline":
        return not same_precision(dates)
    return not all(date.is_day for date in dates) and not all(date.is_year for date in dates)


def _series(view: View) -> list[LegendEntry]:
    series = view.series
    if len(series) < 2:
        return []
    return [
        LegendEntry(words, "square", css(series_colour(index)), pattern(index, view.partial), hollow=view.partial)
        for index, words in enumerate(series.values())
    ]


def _steps(view: View, reader: Reader) -> list[LegendEntry]:
    """Return the figures that each step of the scale stands for, as they occur."""
    top = view.frame["value"].max()
    values_of: dict[int, list[float]] = {}
    for value in sorted(view.frame["value"]):
        values_of.setdefault(map_step(value, top), []).append(value)
    entries = []
    for of_step, values in values_of.items():
        ends = dict.fromkeys(locales.number(value, reader.locale) for value in (values[0], values[-1]))
        entries.append(LegendEntry("–".join(ends), "square", css(map_colour(of_step))))
    return entries


def credit(view: View, package: Package, language: str) -> str:
    """Return whose boundaries a map shows: the `sources` of its resource, else what the file says.

    Empty for other kinds of charts.
    """
    if not view.spec.geometry:
        return ""
    geometry = package.resources[view.spec.geometry]
    stated = [package.text(source, "title", language) for source in geometry.descriptor.get("sources", [])]
    return " · ".join(filter(None, stated)) or maps.attribution(package.root / geometry.path)

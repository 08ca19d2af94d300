"""Plotly figures of the views: one function and one name for each kind of chart.

A figure is what Plotly.js reads, `data` and `layout` in plain dicts: one for a
phone, one for a wide screen. Time runs left to right in every language, bars
are mirrored where the text runs right to left, maps never are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from babel.numbers import get_decimal_symbol, get_group_symbol

from charts.areas import heat_map, region_map, tile_map
from charts.bars import bar, grouped_bar, range_, stacked_bar
from charts.small_multiples import small_multiples
from charts.style import CLEAR, Canvas, Drawn, Scene, colour, pattern
from charts.style import step as map_step
from charts.time_series import line, step, timeline
from charts.views import View
from datapackage import geometry as maps
from datapackage import locales
from datapackage.descriptor import Package
from datapackage.locales import Reader

DRAWINGS: dict[str, Callable[[Scene], Drawn]] = {
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


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its words, its mark (`square`, `dot`, `diamond`, `span`), colour and pattern."""

    words: str
    mark: str
    colour: str
    pattern: str = ""
    hollow: bool = False


def figure(view: View, package: Package, reader: Reader, canvas: Canvas) -> str:
    """The view as Plotly JSON: an object with `data` and `layout`, its size among it."""
    data, layout = DRAWINGS[view.spec.type](Scene(view, package, reader, canvas))
    style = {
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": get_decimal_symbol(reader.locale) + get_group_symbol(reader.locale),
        "width": canvas.width,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 8},
        "font": {"family": "var(--chart-font)", "color": "var(--chart-text)", "size": canvas.size},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hoverlabel": {"align": "right" if reader.rtl else "left", "bgcolor": "var(--chart-paper)",
                       "bordercolor": "var(--chart-axis)",
                       "font": {"family": "var(--chart-font)", "color": "var(--chart-text)", "size": 13}},
    }  # fmt: skip
    return json.dumps({"data": data, "layout": {**style, **layout}}, ensure_ascii=False, separators=(",", ":"))


def legend(view: View, reader: Reader) -> list[Entry]:
    """What tells the marks apart; empty where there is nothing to tell apart."""
    kind, entries = view.spec.type, _series(view)
    if kind in STEPPED:
        entries = _steps(view, reader)
    elif kind in WITH_OTHERS and not view.frame["preferred"].all():
        entries = [Entry(reader.word("chart.shown_first"), "dot", colour(0)),
                   Entry(reader.word("chart.other_figures"), "diamond", "var(--chart-other)", hollow=True)]  # fmt: skip
    elif kind == "timeline":
        entries = []
    if kind in ("line", "step", "small-multiples", "timeline") and _has_spans(view):
        entries.append(Entry(reader.word("chart.span"), "span", "var(--chart-other)"))
    if view.partial and kind not in STEPPED and len(entries) == 0:
        entries = [Entry(reader.word("chart.so_far"), "square", colour(0), "/", hollow=True)]
    return entries


def _has_spans(view: View) -> bool:
    """Whether a date is known to the month or year only, and drawn as the days it may mean."""
    keys = view.frame.loc[view.frame["end_key"] == "", "group_key"]
    return any(len(key) < 10 for key in keys) and not all(len(key) == 4 for key in keys)


def _series(view: View) -> list[Entry]:
    names = list(dict.fromkeys(zip(view.frame["series_key"], view.frame["series"], strict=True)))
    if len(names) < 2:
        return []
    return [
        Entry(words, "square", colour(index), pattern(index, view.partial), hollow=view.partial)
        for index, (_, words) in enumerate(names)
    ]


def _steps(view: View, reader: Reader) -> list[Entry]:
    """The figures that each step of the scale stands for, as they occur."""
    top = view.frame["value"].max()
    found: dict[int, list[float]] = {}
    for value in sorted(view.frame["value"]):
        found.setdefault(map_step(value, top), []).append(value)
    words = {each: [locales.number(end, reader.locale) for end in (values[0], values[-1])]
             for each, values in found.items()}  # fmt: skip
    return [Entry("–".join(dict.fromkeys(ends)), "square", f"var(--map-{each})") for each, ends in words.items()]


def credit(view: View, package: Package, language: str) -> str:
    """Whose boundaries a map shows: the `sources` of its resource, else what the file says; empty for other kinds."""
    if not view.spec.geometry:
        return ""
    geometry = package.resources[view.spec.geometry]
    stated = [package.text(each, "title", language) for each in geometry.descriptor.get("sources", [])]
    return " · ".join(filter(None, stated)) or maps.attribution(package.root / geometry.path)

"""Plotly figures of the views.

Colours are the names of CSS variables (`var(--chart-1)`), resolved by the page
when it draws, so that one figure serves light, dark and print. Time runs left
to right in every language; bars are mirrored where the text runs right to left.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

import formats
from formats import Reader
from package import Package
from views import View

SERIES_COLOURS = 6  # --chart-1 … --chart-6 in the style sheet
MAP_STEPS = 5  # --map-1 … --map-5
LABEL_WIDTH = 18  # characters of a line of an axis label
RLI, PDI = "\u2067", "\u2069"  # Unicode TR9 isolates: Plotly lays every text out from left to right
EARTH_STRETCH = 1.14  # 1 / cos(28.5°): Morocco's shape on a plane, plate carrée


def isolate(text: str, rtl: bool) -> str:
    """`text` wrapped so that Plotly shows right-to-left text in its own order."""
    return f"{RLI}{text}{PDI}" if rtl and text else text


def label(text: str, rtl: bool) -> str:
    """A category's words for an axis: folded so that a phone shows them whole, each line isolated."""
    return "<br>".join(isolate(_plain(line), rtl) for line in textwrap.wrap(text, LABEL_WIDTH) or [text])


def colour(index: int) -> str:
    """The CSS variable of the series at `index`, counted from 0."""
    return f"var(--chart-{index % SERIES_COLOURS + 1})"


def figure(view: View, package: Package, reader: Reader) -> str:
    """The view as Plotly JSON: an object with `data` and `layout`, safe within `<script>`."""
    locale, rtl = reader.locale, reader.rtl
    drawing = DRAWINGS[view.spec["type"]](view, package, reader)
    drawing.update_layout(
        template="none",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        separators=get_decimal_symbol(locale) + get_group_symbol(locale),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": "var(--chart-font)", "color": "var(--chart-text)", "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "right" if rtl else "left", "font": {"family": "var(--chart-font)"}},
    )
    text = json.dumps(json.loads(drawing.to_json()), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def legend(view: View, reader: Reader) -> list[tuple[str, str]]:
    """(words, CSS colour) of each series for a legend in HTML; empty for a single one."""
    if view.spec["type"] == "line":
        others = not view.frame["preferred"].all()
        return (
            [
                (reader.word("chart.shown_first"), colour(0)),
                (reader.word("chart.other_figures"), "var(--chart-other)"),
            ]
            if others
            else []
        )
    names = list(dict.fromkeys(zip(view.frame["series_key"], view.frame["series"], strict=True)))
    return [(name, colour(index)) for index, (_, name) in enumerate(names)] if len(names) > 1 else []


def _hover(frame: pd.DataFrame, sources: Mapping[str, str], reader: Reader) -> list[str]:
    lines = []
    for row in frame.to_dict("records"):
        head = f"{row['group']} · {row['series']}" if row["series"] else str(row["group"])
        named = [sources[key] for key in row["source_keys"] if key in sources][:3]
        parts = [head, formats.number(row["value"], reader.locale), *named]
        lines.append("<br>".join(isolate(_plain(part), reader.rtl) for part in parts))
    return lines


def _plain(text: str) -> str:
    """Text without the few tags that Plotly would read in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _source_names(view: View) -> dict[str, str]:
    return {row.key: str(row.cells.get("title") or row.cells.get("publisher") or row.key) for row in view.sources}


def _bars(view: View, _package: Package, reader: Reader) -> go.Figure:
    frame = view.frame
    over_time = view.spec.get("sort") == "group" or "bin" in view.spec
    names = _source_names(view)
    order = [label(group, reader.rtl) for group in dict.fromkeys(frame["group"])]
    drawing = go.Figure()
    for index, (_, part) in enumerate(frame.groupby("series_key", sort=False)):
        groups = [label(group, reader.rtl) for group in part["group"]]
        values = part["value"].tolist()
        drawing.add_bar(
            x=groups if over_time else values,
            y=values if over_time else groups,
            orientation="v" if over_time else "h",
            marker={"color": colour(index)},
            text=[formats.number(value, reader.locale) for value in values],
            textposition="auto",
            textangle=0,
            cliponaxis=False,
            hovertext=_hover(part, names, reader),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    drawing.update_layout(
        barmode="group" if view.spec["type"] == "grouped-bar" else "stack",
        bargap=0.3,
        uniformtext={"mode": "hide", "minsize": 11},
        **_bar_axes(order, over_time, reader.rtl),
    )
    return drawing


def _bar_axes(order: list[str], over_time: bool, rtl: bool) -> dict[str, Any]:
    """Bars over time stand up and run from left to right; others lie down, mirrored for RTL."""
    numbers = {"rangemode": "tozero", "gridcolor": "var(--chart-grid)", "nticks": 6, "tickangle": 0}
    groups = {"type": "category", "categoryorder": "array", "categoryarray": order}
    fixed = {"fixedrange": True, "automargin": True}
    if over_time:
        return {"xaxis": {**groups, **fixed}, "yaxis": {**numbers, **fixed}}
    gap = {"ticks": "outside", "ticklen": 5, "tickcolor": "rgba(0,0,0,0)"}
    return {
        "xaxis": {**numbers, **fixed, "autorange": "reversed" if rtl else True},
        "yaxis": {**groups, **fixed, **gap, "autorange": "reversed", "side": "right" if rtl else "left"},
    }


def _line(view: View, _package: Package, reader: Reader) -> go.Figure:
    drawing = go.Figure()
    names = _source_names(view)
    years = all(re.fullmatch("[0-9]{4}", key) for key in view.frame["group_key"])
    if not years:
        _draw_spans(drawing, view.frame)
    for preferred, part in view.frame.groupby("preferred", sort=True):
        spans = [formats.span(key) for key in part["group_key"]]
        middle = [(first + (last - first) / 2).isoformat() for first, last in spans]
        drawing.add_scatter(
            x=part["group_key"].astype(int).tolist() if years else middle,
            y=part["value"].tolist(),
            mode="lines+markers" if preferred else "markers",
            line={"color": colour(0), "width": 2.5},
            marker=_marker(bool(preferred)),
            hovertext=_hover(part, names, reader),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    drawing.update_layout(
        xaxis={"fixedrange": True, "automargin": True, "gridcolor": "var(--chart-grid)", **_time_axis(view, years)},
        yaxis={"rangemode": "tozero", "fixedrange": True, "automargin": True, "gridcolor": "var(--chart-grid)"},
    )
    return drawing


def _time_axis(view: View, years: bool) -> dict[str, Any]:
    """Whole years stand under their points; other dates on a calendar."""
    if years:
        return {"type": "linear", "tickvals": sorted({int(key) for key in view.frame["group_key"]}), "tickformat": "d"}
    return {"type": "date", "tickformat": "%Y", "dtick": "M12"}


def _draw_spans(drawing: go.Figure, frame: pd.DataFrame) -> None:
    """A partial date as the span of days it may mean (Plotly 4.1 draws no error bars along dates)."""
    x: list[str | None] = []
    y: list[float | None] = []
    for key, value in zip(frame["group_key"], frame["value"], strict=True):
        first, last = formats.span(key)
        if first != last:
            x += [first.isoformat(), last.isoformat(), None]
            y += [value, value, None]
    line = {"color": "var(--chart-other)", "width": 1, "dash": "dot"}
    drawing.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _marker(preferred: bool) -> dict[str, Any]:
    if preferred:
        return {"color": colour(0), "size": 9}
    return {
        "color": "var(--chart-paper)",
        "size": 10,
        "symbol": "diamond",
        "line": {"color": "var(--chart-other)", "width": 2},
    }


def _map(view: View, package: Package, reader: Reader) -> go.Figure:
    """One filled outline a feature, stepped by value; never mirrored."""
    path = package.root / package.resources[view.spec["geometry"]].path
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    marks = {str(row["group_key"]): row for row in view.frame.to_dict("records")}
    top = max((row["value"] for row in marks.values()), default=1)
    drawing = go.Figure()
    for feature in features:
        key = str(feature["properties"][view.spec["geometryKey"]])
        mark = marks.get(key)
        lon, lat = _outline(feature["geometry"])
        fill = f"var(--map-{_step(mark['value'], top)})" if mark else "var(--map-0)"
        hover = (
            isolate(_plain(f"{mark['group']}: {formats.number(mark['value'], reader.locale)}"), reader.rtl)
            if mark
            else ""
        )
        drawing.add_scatter(
            x=lon, y=lat, mode="lines", fill="toself", fillcolor=fill, hoveron="fills", text=hover,
            hoverinfo="text" if hover else "skip", line={"color": "var(--chart-paper)", "width": 1},
        )  # fmt: skip
        if mark and "label" in feature["properties"]:
            x, y = feature["properties"]["label"]
            drawing.add_annotation(
                x=x, y=y, text=formats.number(mark["value"], reader.locale), showarrow=False,
                captureevents=False, font={"color": "var(--map-label)", "size": 12},
                bgcolor="var(--map-label-paper)", borderpad=2,
            )  # fmt: skip
    drawing.update_layout(
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True, "scaleanchor": "x", "scaleratio": EARTH_STRETCH},
    )
    return drawing


def _step(value: float, top: float) -> int:
    return min(MAP_STEPS, 1 + int((MAP_STEPS - 1) * value / top))


def _outline(geometry: Mapping[str, Any]) -> tuple[list[float | None], list[float | None]]:
    """Longitudes and latitudes of the outer rings, parted by None."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    lon: list[float | None] = []
    lat: list[float | None] = []
    for polygon in polygons:
        for point in polygon[0]:
            lon.append(point[0])
            lat.append(point[1])
        lon.append(None)
        lat.append(None)
    return lon, lat


Drawing = Callable[[View, Package, Reader], go.Figure]
DRAWINGS: dict[str, Drawing] = {
    "bar": _bars,
    "stacked-bar": _bars,
    "grouped-bar": _bars,
    "line": _line,
    "map": _map,
}


def plotly_locale(locale: str) -> dict[str, Any]:
    """Months and number marks of a CLDR locale in the form of Plotly's `config.locales`.

    Plotly's own Arabic locale names May آذار, which is March: these come from CLDR.
    """
    months, days = formats.month_names(locale), formats.day_names(locale)
    return {
        "dictionary": {},
        "format": {
            "days": days,
            "shortDays": days,
            "months": months,
            "shortMonths": months,
            "periods": ["AM", "PM"],
            "dateTime": "%d %B %Y, %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "decimal": get_decimal_symbol(locale),
            "thousands": get_group_symbol(locale),
            "grouping": [3],
            "currency": ["", ""],
        },
    }

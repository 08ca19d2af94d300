"""Bars: one series, stacked, side by side, and the range of figures that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from charts import aggregation
from charts.context import ChartContext
from charts.style import all_years, bar_marker, other_marker, rgb, series_colour

if TYPE_CHECKING:
    import pandas as pd

ROOM = 1.14  # of the longest bar at least, so that the figure at its end has room
LETTER = 0.6  # of the size of text, the width of a wide letter or digit


def bar(context: ChartContext) -> go.Figure:
    """Draw bars from zero, lying down; over time they stand. The figure is at their end."""
    return _bars(context, "stack")


def stacked_bar(context: ChartContext) -> go.Figure:
    """Draw bars of several series end to end, with their sum."""
    return _bars(context, "stack")


def grouped_bar(context: ChartContext) -> go.Figure:
    """Draw bars of several series side by side, each with its figure."""
    return _bars(context, "group")


def _bars(context: ChartContext, mode: str) -> go.Figure:
    frame = context.frame
    words = dict(zip(frame["group_key"], frame["group"], strict=True))
    keys = all_years(list(words)) if context.over_time else list(words)
    labels = {key: context.label(words.get(key, key)) for key in keys}
    series = [frame[frame["series_key"] == key] for key in context.view.series]
    traces = [_series(context, part, index, len(series), labels) for index, part in enumerate(series)]
    if mode == "stack":
        traces.append(_totals(context, labels))
        top = frame.groupby("group_key")["value"].sum().max()
    else:
        for trace, part in zip(traces, series, strict=True):
            trace.update(text=[context.number(value) for value in part["value"]], textposition="outside")
        top = frame["value"].max()
    room = ROOM if context.over_time else _room(context, list(labels.values()), top)
    layout = go.Layout(
        barmode=mode,
        bargap=0.3,
        bargroupgap=0.08,
        height=_height(context, [words.get(key, key) for key in keys], len(series), mode),
    )
    axes = _axes(context, list(labels.values()), float(top), context.over_time, room)
    return context.figure(traces, layout.update(axes))


def _room(context: ChartContext, labels: list[str], top: float) -> float:
    """Return the length of the axis of lying bars in lengths of the longest, so that no figure is cut at its edge."""
    lines = [line for label in labels for line in label.split("<br>")]
    across = context.canvas.width - (max(map(len, lines)) + 2) * LETTER * context.canvas.size
    figure = (len(context.number(top)) + 2) * LETTER * context.canvas.size
    return max(ROOM, across / (across - figure))


def _series(context: ChartContext, part: pd.DataFrame, index: int, count: int, labels: dict[str, str]) -> go.Bar:
    groups, values = [labels[key] for key in part["group_key"]], part["value"].tolist()
    return go.Bar(
        orientation="v" if context.over_time else "h",
        x=groups if context.over_time else values,
        y=values if context.over_time else groups,
        marker=bar_marker(index, count, context.view.partial),
        **context.hover_texts(aggregation.marks_of(part)),
    )


def _totals(context: ChartContext, labels: dict[str, str]) -> go.Scatter:
    """Return the sum of each group as text at the end of its bar."""
    totals = context.frame.groupby("group_key", sort=False)["value"].sum()
    groups, values = [labels[key] for key in totals.index], totals.tolist()
    gap = "" if context.over_time else "\u00a0"
    at_end = "middle left" if context.mirrored else "middle right"
    return go.Scatter(
        mode="text",
        x=groups if context.over_time else values,
        y=values if context.over_time else groups,
        text=[gap + context.number(value) + gap for value in values],
        textposition="top center" if context.over_time else at_end,
        hoverinfo="skip",
    )


def _axes(context: ChartContext, order: list[str], top: float, standing: bool, room: float = ROOM) -> go.Layout:
    """Return the two axes; figures stand at the bars, so the axis of values only draws where they begin."""
    ends = [0, top * room]
    values = {"range": ends, "showticklabels": False}
    groups = {"type": "category", "categoryorder": "array", "categoryarray": order, "showline": True}
    if standing:
        return go.Layout(
            xaxis=go.layout.XAxis(**groups, range=[-0.6, len(order) - 0.4]),
            yaxis=go.layout.YAxis(**values),
        )
    return go.Layout(
        xaxis=go.layout.XAxis(**{**values, "range": ends[::-1] if context.mirrored else ends}),
        yaxis=go.layout.YAxis(**groups, range=[len(order) - 0.5, -0.5], side=context.start_side, ticks="outside"),
    )


def _height(context: ChartContext, words: list[str], series: int, mode: str) -> int:
    if context.over_time:
        return 230 if context.is_narrow else 320
    row = context.line_count(words) * context.canvas.row + 14
    if mode == "group":
        row = max(row, series * (context.canvas.row + 6) + 16)
    return row * len(words) + 16


def range_(context: ChartContext) -> go.Figure:
    """Draw figures that disagree: all on one line, from the least to the greatest, the preferred one filled."""
    parts = [(context.label(group), part.drop_duplicates("value")) for group, part in _by_group(context)]
    traces = [_extent(label, part) for label, part in parts if len(part) > 1]
    traces += [_dots(context, parts, preferred) for preferred in (False, True)]
    layout = _axes(context, [label for label, _ in parts], float(context.frame["value"].max()), standing=False)
    room = max(layout.xaxis.range) * 0.08  # before the first figure too, which may be zero
    layout.xaxis.range = [end or -room for end in layout.xaxis.range]
    layout.yaxis.showgrid = True
    return context.figure(traces, layout.update(height=(3 * context.canvas.row + 4) * len(parts) + 16))


def _by_group(context: ChartContext) -> list[tuple[str, pd.DataFrame]]:
    """Return each group with its marks, the preferred figure first among equals."""
    ranked = context.frame.sort_values("preferred", ascending=False, kind="stable")
    order = list(dict.fromkeys(context.frame["group"]))
    return [(group, ranked[ranked["group"] == group]) for group in order]


def _extent(label: str, part: pd.DataFrame) -> go.Scatter:
    """Return a line from the least figure of a group to the greatest."""
    return go.Scatter(
        mode="lines",
        x=[float(part["value"].min()), float(part["value"].max())],
        y=[label, label],
        line={"color": rgb("chart-other"), "width": 3},
        hoverinfo="skip",
    )


def _dots(context: ChartContext, parts: list[tuple[str, pd.DataFrame]], preferred: bool) -> go.Scatter:
    """Return dots with a figure: above the preferred one, below the least and the greatest of the others."""
    marks, labels, texts = [], [], []
    for label, part in parts:
        ends = (part["value"].min(), part["value"].max())
        for mark in aggregation.marks_of(part[part["preferred"] == preferred]):
            marks.append(mark)
            labels.append(label)
            texts.append(context.number(mark.value) if preferred or mark.value in ends else "")
    return go.Scatter(
        mode="markers+text",
        x=[mark.value for mark in marks],
        y=labels,
        text=texts,
        textposition="top center" if preferred else "bottom center",
        marker=go.scatter.Marker(color=rgb(series_colour(0)), size=12) if preferred else other_marker(size=10),
        **context.hover_texts(marks),
    )

"""Timelines: events and periods in lanes. Time runs from left to right in every language."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from charts.aggregation import Mark
from charts.context import ChartContext
from charts.kinds.time_series import date_axis, dates_of, spans
from charts.style import rgb, series_colour
from datapackage.partial_dates import PartialDate

MOST_TICKS = {"narrow": 4, "wide": 8}


def timeline(context: ChartContext) -> go.Figure:
    """Draw a lane for each series: a dot a day, a dotted span for a partial date, a bar from `group` to `end`."""
    marks = context.view.marks
    lanes = {mark.series_key: context.label(mark.series) for mark in marks}
    single = [mark for mark in marks if not mark.end_key]
    bounded = [mark for mark in marks if mark.end_key]
    traces = [spans(single, [lanes[mark.series_key] for mark in single])]
    if bounded:
        traces.append(_periods(bounded, lanes))
    traces.append(_days(context, lanes))
    order = list(dict.fromkeys(lanes.values()))
    row = context.line_count(mark.series for mark in marks) * context.canvas.row + 14
    layout = go.Layout(
        height=row * len(order) + 2 * context.canvas.row + 16,
        xaxis=date_axis(marks, MOST_TICKS[context.canvas.name]),
        shapes=_version_day(context),
        yaxis=go.layout.YAxis(
            type="category",
            categoryorder="array",
            categoryarray=order,
            range=[len(order) - 0.5, -0.5],
            showgrid=True,
            side=context.start_side,
            ticks="outside",
        ),
    )
    return context.figure(traces, layout)


def _version_day(context: ChartContext) -> list[go.layout.Shape]:
    """Return a line across the lanes at the day of the version: what stands after it is a plan."""
    day = context.view.version_day
    if not day or not context.view.spans_version:
        return []
    line = {"color": rgb("chart-text"), "width": 1.5, "dash": "dash"}
    at = day.isoformat()
    return [go.layout.Shape(type="line", xref="x", yref="paper", x0=at, x1=at, y0=0, y1=1, line=line)]


def _days(context: ChartContext, lanes: dict[str, str]) -> go.Scatter:
    """Return a dot in the middle of what each mark may mean."""
    marks, middles = context.view.marks, []
    for mark in marks:
        first, last = PartialDate.parse(mark.group_key).first, PartialDate.parse(mark.end_key or mark.group_key).last
        middles.append((first + (last - first) / 2).isoformat())
    return go.Scatter(
        mode="markers",
        x=middles,
        y=[lanes[mark.series_key] for mark in marks],
        marker={
            "color": rgb(series_colour(0)),
            "size": 8 if context.is_narrow else 10,
            "opacity": 0.75,
            "line": {"color": rgb("chart-paper"), "width": 1},
        },
        **context.hover_texts(marks),
    )


def _periods(marks: Sequence[Mark], lanes: dict[str, str]) -> go.Scatter:
    """Return bars from the first day of each mark to its last."""
    x: list[str | None] = []
    y: list[str | None] = []
    for mark, date in zip(marks, dates_of(marks), strict=True):
        lane = lanes[mark.series_key]
        x += [date.first.isoformat(), PartialDate.parse(mark.end_key).last.isoformat(), None]
        y += [lane, lane, None]
    return go.Scatter(mode="lines", x=x, y=y, line={"color": rgb(series_colour(0)), "width": 6}, hoverinfo="skip")

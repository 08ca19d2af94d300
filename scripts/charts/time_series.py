"""Time: lines, steps, small multiples and timelines. It runs from left to right in every language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from charts.aggregation import Mark
from charts.context import ChartContext
from charts.style import other_marker, rgb, series_colour
from datapackage.partial_dates import PartialDate

HEIGHT = {"narrow": 240, "wide": 340}
ROOM = 1.15  # above the greatest figure
MOST_LABELLED = {"narrow": 5, "wide": 9}  # figures written at the points of a line
MOST_TICKS = 8
TICKS_BESIDE_LANES = {"narrow": 4, "wide": 8}

PANELS = {"narrow": 1, "wide": 3}  # of small multiples side by side
PANEL_HEIGHT = {"narrow": 150, "wide": 210}
PANEL_ROOM = 1.4  # above the greatest figure, for its label below the words of the panel
PANEL_TICKS = 4
PANEL_LABELLED = 4  # figures written in a panel
PANEL_TITLE = 40  # pixels for the words above a panel
PANEL_DATES = 26  # and for the dates below it


def line(context: ChartContext) -> go.Figure:
    """Draw a line through the figures shown first, broken where a year has none; the others as hollow marks."""
    return _series(context, "linear")


def step(context: ChartContext) -> go.Figure:
    """Draw as `line` does, but a figure holds until the next one was published."""
    return _series(context, "hv")


def _series(context: ChartContext, shape: str) -> go.Figure:
    marks, canvas = context.view.marks, context.canvas.name
    years = _only_years(marks)
    layout = go.Layout(
        xaxis=_year_axis(marks) if years else _date_axis(marks, MOST_TICKS),
        yaxis=_value_axis(max(mark.value for mark in marks) * ROOM),
        height=HEIGHT[canvas],
    )
    return context.figure(_traces(context, marks, years, shape, MOST_LABELLED[canvas]), layout)


def small_multiples(context: ChartContext) -> go.Figure:
    """Draw a panel of steps for each facet, over the same dates and on the same scale."""
    marks = context.view.marks
    years = _only_years(marks)
    names = list(dict.fromkeys(mark.facet for mark in marks))
    across = min(PANELS[context.canvas.name], len(names))
    down = -(-len(names) // across)
    height = down * PANEL_HEIGHT[context.canvas.name]
    layout = go.Layout(height=height)
    traces: list[go.Scatter] = []
    dates = _year_axis(marks) if years else _date_axis(marks, PANEL_TICKS)
    values = _value_axis(max(mark.value for mark in marks) * PANEL_ROOM)
    for index, name in enumerate(names):
        suffix = str(index + 1) if index else ""
        panel = [mark for mark in marks if mark.facet == name]
        drawn = _traces(context, panel, years, "hv", PANEL_LABELLED)
        traces += [trace.update(xaxis=f"x{suffix}", yaxis=f"y{suffix}") for trace in drawn]
        place = index + across - 1 - 2 * (index % across) if context.mirrored else index  # where reading begins
        left, bottom = _domains(place, across, down, height)
        layout[f"xaxis{suffix}"] = dates
        layout[f"xaxis{suffix}"].update(domain=left, anchor=f"y{suffix}")
        layout[f"yaxis{suffix}"] = values
        layout[f"yaxis{suffix}"].update(
            domain=bottom, anchor=f"x{suffix}", showticklabels=place % across == 0, nticks=4
        )
        layout.annotations += (_panel_title(context, name, left, bottom),)
    return context.figure(traces, layout)


def _panel_title(context: ChartContext, words: str, across: list[float], up: list[float]) -> go.layout.Annotation:
    """Return the words above a panel, at the side where reading begins."""
    return go.layout.Annotation(
        text=f"<b>{context.label(words, 24)}</b>",
        align=context.start_side,
        xref="paper",
        yref="paper",
        x=across[1] if context.mirrored else across[0],
        xanchor=context.start_side,
        y=up[1],
        yanchor="bottom",
    )


def _domains(index: int, across: int, down: int, height: int) -> tuple[list[float], list[float]]:
    """Return the shares of the width and of the height of the panel at `index`, its title above it."""
    column, row = index % across, index // across
    gap = 0.05
    width = (1 - gap * (across - 1)) / across
    left = column * (width + gap)
    share = 1 / down
    bottom = 1 - (row + 1) * share
    dates = PANEL_DATES / height if row < down - 1 else 0
    return [left, left + width], [bottom + dates, bottom + share - PANEL_TITLE / height]


def _dates(marks: Sequence[Mark]) -> list[PartialDate]:
    return [PartialDate.parse(mark.group_key) for mark in marks]


def _only_years(marks: Sequence[Mark]) -> bool:
    """Return whether every date is a whole year: then years stand on the axis as numbers, under their points."""
    return all(date.is_year for date in _dates(marks))


def _place(date: PartialDate, years: bool) -> int | str:
    """Return where a date stands on the axis: the number of a year, else the middle of the days it may mean."""
    return date.year if years else date.middle.isoformat()


def _value_axis(top: float) -> go.layout.YAxis:
    """Return the axis of figures, from zero to `top`."""
    return go.layout.YAxis(range=[0, top], showgrid=True, nticks=5, zeroline=True)


def _year_axis(marks: Sequence[Mark]) -> go.layout.XAxis:
    """Return an axis of numbers with every year of the marks written."""
    years = sorted({date.year for date in _dates(marks)})
    beside = max(0.4, 0.06 * (years[-1] - years[0]))
    return go.layout.XAxis(
        type="linear",
        range=[years[0] - beside, years[-1] + beside],
        tickvals=years,
        ticktext=[str(year) for year in years],
    )


def _date_axis(marks: Sequence[Mark], most: int) -> go.layout.XAxis:
    """Return an axis of dates, the ends of the marks among them, with at most `most` years written."""
    dates = [*_dates(marks), *(PartialDate.parse(mark.end_key) for mark in marks if mark.end_key)]
    first, last = min(date.first for date in dates), max(date.last for date in dates)
    count = last.year - first.year + 1
    years = range(first.year, last.year + 1, -(-count // most))
    room = (last - first) * 0.05
    return go.layout.XAxis(
        type="date",
        range=[(first - room).isoformat(), (last + room).isoformat()],
        tickvals=[f"{year}-01-01" for year in years],
        ticktext=[str(year) for year in years],
        showgrid=True,
    )


def _traces(context: ChartContext, marks: Sequence[Mark], years: bool, shape: str, most: int) -> list[go.Scatter]:
    """Return the figures, the preferred ones joined by a line of `shape`; at most `most` are written."""
    shown = [mark for mark in marks if mark.preferred]
    others = [mark for mark in marks if not mark.preferred]
    traces = [] if years else [_spans(marks, [mark.value for mark in marks])]
    if others:
        traces.append(_others(context, others, years))
    if years:
        traces.append(_gaps(shown))
    return [*traces, _line(context, shown, years, shape, most)]


def _line(context: ChartContext, marks: Sequence[Mark], years: bool, shape: str, most: int) -> go.Scatter:
    """Return the figures shown first, joined; a year without a figure breaks the line."""
    dates = _dates(marks)
    labelled = _labelled([mark.value for mark in marks], most)
    points: dict[str, list[Any]] = {
        "x": [_place(date, years) for date in dates],
        "y": [mark.value for mark in marks],
        "text": [context.number(mark.value) if at in labelled else "" for at, mark in enumerate(marks)],
        **context.hover_texts(marks),
    }
    gaps = [at for at in range(1, len(dates)) if years and dates[at].year - dates[at - 1].year > 1]
    for at in reversed(gaps):
        for values in points.values():
            values.insert(at, None)
    return go.Scatter(
        mode="lines+markers+text",
        **points,
        textposition="top center",
        line={"color": rgb(series_colour(0)), "width": 2.5, "shape": shape},
        marker={"color": rgb(series_colour(0)), "size": 8},
    )


def _labelled(values: list[float], most: int) -> set[int]:
    """Return which points carry their figure: where it changes; the first and the last where changes are too many."""
    changes = {at for at, value in enumerate(values) if not at or value != values[at - 1]}
    return changes if len(changes) <= most else {0, len(values) - 1}


def _others(context: ChartContext, marks: Sequence[Mark], years: bool) -> go.Scatter:
    """Return figures that are not shown first."""
    return go.Scatter(
        mode="markers",
        x=[_place(date, years) for date in _dates(marks)],
        y=[mark.value for mark in marks],
        marker=other_marker(size=9),
        **context.hover_texts(marks),
    )


def _gaps(marks: Sequence[Mark]) -> go.Scatter:
    """Return dots across the years without a figure: the line says nothing there."""
    x: list[int | None] = []
    y: list[float | None] = []
    for (before, date), (after, following) in pairwise(zip(marks, _dates(marks), strict=True)):
        if following.year - date.year > 1:
            x += [date.year, following.year, None]
            y += [before.value, after.value, None]
    return _dotted(x, y, "chart-axis")


def _spans(marks: Sequence[Mark], heights: Sequence[float | str]) -> go.Scatter:
    """Return partial dates as the days that they may mean (Plotly draws no error bars along dates)."""
    x: list[str | None] = []
    y: list[float | str | None] = []
    for date, height in zip(_dates(marks), heights, strict=True):
        if not date.is_day:
            x += [date.first.isoformat(), date.last.isoformat(), None]
            y += [height, height, None]
    return _dotted(x, y, "chart-other")


def _dotted(x: Sequence[Any], y: Sequence[Any], colour: str) -> go.Scatter:
    return go.Scatter(
        mode="lines", x=x, y=y, line={"color": rgb(colour), "width": 1.5, "dash": "dot"}, hoverinfo="skip"
    )


def timeline(context: ChartContext) -> go.Figure:
    """Draw a lane for each series: a dot a day, a dotted span for a partial date, a bar from `group` to `end`."""
    marks = context.view.marks
    lanes = {mark.series_key: context.label(mark.series) for mark in marks}
    single = [mark for mark in marks if not mark.end_key]
    bounded = [mark for mark in marks if mark.end_key]
    traces = [_spans(single, [lanes[mark.series_key] for mark in single])]
    if bounded:
        traces.append(_periods(bounded, lanes))
    traces.append(_days(context, lanes))
    order = list(dict.fromkeys(lanes.values()))
    row = context.line_count(mark.series for mark in marks) * context.canvas.row + 14
    layout = go.Layout(
        height=row * len(order) + 2 * context.canvas.row + 16,
        xaxis=_date_axis(marks, TICKS_BESIDE_LANES[context.canvas.name]),
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
    for mark, date in zip(marks, _dates(marks), strict=True):
        lane = lanes[mark.series_key]
        x += [date.first.isoformat(), PartialDate.parse(mark.end_key).last.isoformat(), None]
        y += [lane, lane, None]
    return go.Scatter(mode="lines", x=x, y=y, line={"color": rgb(series_colour(0)), "width": 6}, hoverinfo="skip")

"""Figures over time: lines, steps and small multiples. Time runs from left to right in every language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from charts.aggregation import Mark
from charts.context import ChartContext
from charts.kinds import point_labels
from charts.style import other_marker, rgb, series_colour
from datapackage.partial_dates import PartialDate

DOT = {"color": rgb(series_colour(0)), "size": 8}
HEIGHT = {"narrow": 240, "wide": 340}
ROOM = 1.15  # above the greatest figure
MOST_LABELLED = {"narrow": 5, "wide": 9}  # figures written at the points of a line
MOST_TICKS = 8
LABEL_FOLD = 40  # characters of a line beside an open end, where the picture is empty

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
    every, canvas = context.view.marks, context.canvas.name
    years = _only_years(every)
    marks = [mark for mark in every if not mark.reported]
    traces = _traces(context, marks, years, shape, MOST_LABELLED[canvas])
    top = max(mark.value for mark in marks)
    if additions := [mark for mark in every if mark.reported]:
        last = [mark for mark in marks if mark.preferred][-1]
        traces += _open_end(context, last, additions, years)
        top = max(top, last.value + sum(mark.value for mark in additions))
    layout = go.Layout(
        xaxis=_year_axis(every) if years else date_axis(every, MOST_TICKS),
        yaxis=_value_axis(top * ROOM),
        height=HEIGHT[canvas],
    )
    return context.figure(traces, layout)


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
    dates = _year_axis(marks) if years else date_axis(marks, PANEL_TICKS)
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


def dates_of(marks: Sequence[Mark]) -> list[PartialDate]:
    """Return the date of each mark."""
    return [PartialDate.parse(mark.group_key) for mark in marks]


def _only_years(marks: Sequence[Mark]) -> bool:
    """Return whether every date is a whole year: then years stand on the axis as numbers, under their points."""
    return all(date.is_year for date in dates_of(marks))


def same_precision(dates: Sequence[PartialDate]) -> bool:
    """Return whether all dates are years, or months, or days: each then stands for its whole, and none is vague."""
    return len({(date.month is None, date.day is None) for date in dates}) < 2


def _place(date: PartialDate, years: bool) -> int | str:
    """Return where a date stands on the axis: the number of a year, else the middle of the days it may mean."""
    return date.year if years else date.middle.isoformat()


def _value_axis(top: float) -> go.layout.YAxis:
    """Return the axis of figures, from zero to `top`."""
    return go.layout.YAxis(
        range=[0, top], showgrid=True, nticks=5, zeroline=True, exponentformat="none", separatethousands=True
    )


def _year_axis(marks: Sequence[Mark]) -> go.layout.XAxis:
    """Return an axis of numbers with every year of the marks written."""
    years = sorted({date.year for date in dates_of(marks)})
    beside = max(0.4, 0.06 * (years[-1] - years[0]))
    return go.layout.XAxis(
        type="linear",
        range=[years[0] - beside, years[-1] + beside],
        tickvals=years,
        ticktext=[str(year) for year in years],
    )


def date_axis(marks: Sequence[Mark], most: int) -> go.layout.XAxis:
    """Return an axis of dates, the ends of the marks among them, with at most `most` years written."""
    dates = [*dates_of(marks), *(PartialDate.parse(mark.end_key) for mark in marks if mark.end_key)]
    first, last = min(date.first for date in dates), max(date.last for date in dates)
    count = last.year - first.year + 1
    years = range(first.year, last.year + 1, -(-count // most))
    room = (last - first) * 0.08  # the first year stands clear of the figures beside it
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
    traces = [] if same_precision(dates_of(marks)) else [spans(marks, [mark.value for mark in marks])]
    if others:
        traces.append(_others(context, others, years))
    if years:
        traces.append(_gaps(shown))
    return [*traces, _line(context, shown, years, shape), _figures(context, shown, years, shape, most)]


def _line(context: ChartContext, marks: Sequence[Mark], years: bool, shape: str) -> go.Scatter:
    """Return the figures shown first, joined; a year without a figure breaks the line."""
    dates = dates_of(marks)
    points: dict[str, list[Any]] = {
        "x": [_place(date, years) for date in dates],
        "y": [mark.value for mark in marks],
        **context.hover_texts(marks),
    }
    gaps = [at for at in range(1, len(dates)) if years and dates[at].year - dates[at - 1].year > 1]
    for at in reversed(gaps):
        for values in points.values():
            values.insert(at, None)
    return go.Scatter(
        mode="lines+markers",
        **points,
        line={"color": rgb(series_colour(0)), "width": 2.5, "shape": shape},
        marker=DOT,
    )


def _figures(context: ChartContext, marks: Sequence[Mark], years: bool, shape: str, most: int) -> go.Scatter:
    """Return the figures written at some points, with these: Plotly loses texts among points that have none."""
    dates, values = dates_of(marks), [mark.value for mark in marks]
    carriers = point_labels.labelled(values, most)
    texts = [context.number(values[at]) for at in carriers]
    places = [point_labels.position(values, at, text) for at, text in zip(carriers, texts, strict=True)]
    return go.Scatter(
        mode="markers+text",
        x=[_place(dates[at], years) for at in carriers],
        y=[values[at] for at in carriers],
        text=texts,
        textposition=places if shape == "linear" else "top center",
        marker=DOT,
        hoverinfo="skip",
    )


def _others(context: ChartContext, marks: Sequence[Mark], years: bool) -> go.Scatter:
    """Return figures that are not shown first."""
    return go.Scatter(
        mode="markers",
        x=[_place(date, years) for date in dates_of(marks)],
        y=[mark.value for mark in marks],
        marker=other_marker(size=9),
        **context.hover_texts(marks),
    )


def _open_end(context: ChartContext, last: Mark, additions: Sequence[Mark], years: bool) -> list[go.Scatter]:
    """Return dotted stubs upward from the last figure: what is added to it without a published total."""
    colour = rgb(series_colour(0))
    x: list[Any] = [_place(dates_of([last])[0], years)]
    y = [last.value]
    for mark, date in zip(additions, dates_of(additions), strict=True):
        x += [_place(date, years)] * 2
        y += [y[-1], y[-1] + mark.value]
    stubs = go.Scatter(mode="lines", x=x, y=y, line={"color": colour, "width": 2.5, "dash": "dot"}, hoverinfo="skip")
    heads = go.Scatter(
        mode="markers+text",
        x=x[2::2],
        y=y[2::2],
        text=[context.label(f"{mark.label}\u00a0", LABEL_FOLD) for mark in additions],
        textposition="middle left",
        marker={"color": colour, "symbol": "triangle-up-open", "size": 11},
        **context.hover_texts(additions),
    )
    return [stubs, heads]


def _gaps(marks: Sequence[Mark]) -> go.Scatter:
    """Return dots across the years without a figure: the line says nothing there."""
    x: list[int | None] = []
    y: list[float | None] = []
    for (before, date), (after, following) in pairwise(zip(marks, dates_of(marks), strict=True)):
        if following.year - date.year > 1:
            x += [date.year, following.year, None]
            y += [before.value, after.value, None]
    return _dotted(x, y, "chart-axis")


def spans(marks: Sequence[Mark], heights: Sequence[float | str]) -> go.Scatter:
    """Return partial dates as the days that they may mean (Plotly draws no error bars along dates)."""
    x: list[str | None] = []
    y: list[float | str | None] = []
    for date, height in zip(dates_of(marks), heights, strict=True):
        if not date.is_day:
            x += [date.first.isoformat(), date.last.isoformat(), None]
            y += [height, height, None]
    return _dotted(x, y, "chart-other")


def _dotted(x: Sequence[Any], y: Sequence[Any], colour: str) -> go.Scatter:
    return go.Scatter(
        mode="lines", x=x, y=y, line={"color": rgb(colour), "width": 1.5, "dash": "dot"}, hoverinfo="skip"
    )

"""Areas: heat maps, tile maps and maps, stepped by value with the figure written in each area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from charts.aggregation import Mark
from charts.context import ChartContext
from charts.style import all_years, ink, map_colour, map_step, rgb
from datapackage import geometry, locales

CELL = 0.94  # of the room of a cell, so that paper shows between two
MAP_WIDTH = 460  # pixels of a map on the wide canvas, which its height follows

Place = tuple[int, int]  # column and row, counted from the top left


def heat_map(context: ChartContext) -> go.Figure:
    """Draw a cell for each pair of a group, downwards, and a series, across."""
    frame = context.frame
    down = _categories(context, "group", context.view.spec.bin)
    across = _categories(context, "series", context.view.spec.series_bin)
    columns, rows = list(across), list(down)
    marks = {(columns.index(mark.series_key), rows.index(mark.group_key)): mark for mark in context.view.marks}
    cells = _cells(context, marks, frame["value"].max())
    cells.text = [context.number(mark.value) for mark in marks.values()]
    layout = go.Layout(
        barmode="overlay",
        height=(26 if context.is_narrow else 32) * len(down) + 2 * context.canvas.row,
        xaxis=go.layout.XAxis(
            range=[-0.5, len(across) - 0.5],
            tickvals=list(range(len(across))),
            ticktext=[context.label(words, 9) for words in across.values()],
            side="top",
        ),
        yaxis=go.layout.YAxis(
            range=[len(down) - 0.5, -0.5],
            tickvals=list(range(len(down))),
            ticktext=[context.label(words) for words in down.values()],
            ticks="outside",
            side=context.start_side,
        ),
    )
    return context.figure([cells], layout)


def _categories(context: ChartContext, part: str, bin_: str) -> dict[str, str]:
    """Return keys and words along one side: every month, every year between the first and the last, else what is."""
    frame = context.frame
    if bin_ == "month":
        return {f"{n:02}": words for n, words in enumerate(locales.month_names(context.reader.locale), 1)}
    words = dict(zip(frame[f"{part}_key"], frame[part], strict=True))
    keys = all_years(sorted(words)) if bin_ == "year" else list(words)
    return {key: words.get(key, key) for key in keys}


def _cells(context: ChartContext, marks: Mapping[Place, Mark], top: float) -> go.Bar:
    """Return the marks as bars of equal height that stand at their places, without text."""
    steps = [map_step(mark.value, top) for mark in marks.values()]
    return go.Bar(
        x=[column for column, _ in marks],
        y=[CELL] * len(marks),
        base=[row - CELL / 2 for _, row in marks],
        width=CELL,
        textposition="inside",
        insidetextanchor="middle",
        insidetextfont={"color": [rgb(ink(step)) for step in steps]},
        marker={
            "color": [rgb(map_colour(step)) for step in steps],
            "line": {"color": rgb("chart-axis"), "width": 1},
        },
        **context.hover_texts(marks.values()),
    )


def tile_map(context: ChartContext) -> go.Figure:
    """Draw a tile of equal size for each place, where its neighbours are; west stays left in every language."""
    places = context.view.places
    marks = {places[mark.group_key]: mark for mark in context.view.marks if mark.group_key in places}
    names = [mark.group.split("-")[0] if context.is_narrow else mark.group for mark in marks.values()]
    cells = _cells(context, marks, max((mark.value for mark in marks.values()), default=1))
    cells.insidetextfont.size = 10.5 if context.is_narrow else 13
    cells.text = [
        f"{context.label(name, 12)}<br><b>{context.number(mark.value)}</b>"
        for name, mark in zip(names, marks.values(), strict=True)
    ]
    columns, rows = (1 + max(place[axis] for place in places.values()) for axis in (0, 1))
    layout = go.Layout(
        barmode="overlay",
        height=rows * (52 if context.is_narrow else 84),
        xaxis=go.layout.XAxis(range=[-0.5, columns - 0.5], showticklabels=False),
        yaxis=go.layout.YAxis(range=[rows - 0.5, -0.5], showticklabels=False),
    )
    return context.figure([cells], layout)


def region_map(context: ChartContext) -> go.Figure:
    """Draw one filled outline a feature of the geometry; never mirrored."""
    spec = context.view.spec
    path = context.package.root / context.package.resources[spec.geometry].path
    marks = {mark.group_key: mark for mark in context.view.marks}
    top = max((mark.value for mark in marks.values()), default=1)
    features = [
        (feature, marks.get(str(feature["properties"][spec.geometry_key]))) for feature in geometry.features(path)
    ]
    west, south, east, north = geometry.bounds([feature for feature, _ in features])
    stretch = geometry.stretch(south, north)
    width = context.canvas.width if context.is_narrow else MAP_WIDTH
    layout = go.Layout(
        annotations=[
            _figure_label(context, feature["properties"]["label"], mark.value, top)
            for feature, mark in features
            if mark and "label" in feature["properties"]
        ],
        height=round(width * (north - south) * stretch / (east - west)),
        xaxis=go.layout.XAxis(range=[west, east], showticklabels=False),
        yaxis=go.layout.YAxis(range=[south, north], showticklabels=False, scaleanchor="x", scaleratio=stretch),
    )
    return context.figure([_outline(context, feature, mark, top) for feature, mark in features], layout)


def _outline(context: ChartContext, feature: Mapping[str, Any], mark: Mark | None, top: float) -> go.Scatter:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for ring in geometry.outer_rings(feature["geometry"]):
        lon += [*(round(point[0], 3) for point in ring), None]
        lat += [*(round(point[1], 3) for point in ring), None]
    hover = context.hover_texts([mark] if mark else [])
    return go.Scatter(
        mode="lines",
        x=lon,
        y=lat,
        fill="toself",
        hoveron="fills",
        fillcolor=rgb(map_colour(map_step(mark.value, top) if mark else 0)),
        line={"color": rgb("chart-axis"), "width": 1},
        text="".join(hover["hovertext"]),  # Plotly points at a filled area as a whole, and shows its `text`
        customdata=hover["customdata"],
        hoverinfo=None if mark else "skip",
    )


def _figure_label(context: ChartContext, place: list[float], value: float, top: float) -> go.layout.Annotation:
    return go.layout.Annotation(
        x=place[0],
        y=place[1],
        text=context.number(value),
        captureevents=False,
        font={"color": rgb(ink(map_step(value, top))), "size": context.canvas.size},
    )

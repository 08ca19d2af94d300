"""Time: lines, steps and timelines. It runs from left to right in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from charts import aggregation
from charts.style import CLEAR, FIXED, Drawn, Layout, Scene, Trace, colour
from datapackage import locales

if TYPE_CHECKING:
    import pandas as pd

MOST_LABELLED = {"narrow": 5, "wide": 9}  # figures written at the points of a line
MOST_TICKS = 8
TICKS_BESIDE_LANES = {"narrow": 4, "wide": 8}
HEIGHT = {"narrow": 240, "wide": 340}
ROOM = 1.15  # above the greatest figure


def line(scene: Scene) -> Drawn:
    """A line through the figures shown first, broken where a year has none; the other figures as hollow marks."""
    return _series(scene, "linear")


def step(scene: Scene) -> Drawn:
    """As a line, but a figure holds until the next one was published."""
    return _series(scene, "hv")


def _series(scene: Scene, shape: str) -> Drawn:
    drawn = traces(scene, scene.frame, shape, MOST_LABELLED[scene.canvas.name])
    top = scene.frame["value"].max() * ROOM
    x = time_axis(scene.frame, only_years(scene.frame))
    return drawn, {"xaxis": x, "yaxis": value_axis(top), "height": HEIGHT[scene.canvas.name]}


def value_axis(top: float) -> Layout:
    """The axis of figures, from zero to `top`."""
    return {**FIXED, "range": [0, top], "gridcolor": "var(--chart-grid)", "nticks": 5, "zeroline": True,
            "zerolinecolor": "var(--chart-axis)", "tickangle": 0}  # fmt: skip


def only_years(frame: pd.DataFrame) -> bool:
    """Whether every date of the frame is a whole year."""
    return all(re.fullmatch("[0-9]{4}", key) for key in frame["group_key"])


def _place(key: str, years: bool) -> int | str:
    """Where a date stands on the axis: whole years under their number, others in the middle of what they may mean."""
    return int(key) if years else aggregation.middle(key).isoformat()


def time_axis(frame: pd.DataFrame, years_only: bool, most: int = MOST_TICKS) -> Layout:
    """The axis of dates with at most `most` years written; whole years stand under their points."""
    axis = {**FIXED, "showgrid": False, "tickangle": 0, "showline": False, "zeroline": False}
    keys = frame["group_key"].tolist()
    if years_only:
        years = sorted({int(key) for key in keys})
        beside = max(0.4, 0.06 * (years[-1] - years[0]))
        ends = [years[0] - beside, years[-1] + beside]
        return {**axis, "type": "linear", "range": ends, "tickvals": years, "ticktext": [str(year) for year in years]}
    ends_keys = [*keys, *(key for key in frame["end_key"] if key)]
    days = [day for key in ends_keys for day in locales.span(key)]
    count = max(days).year - min(days).year + 1
    years = list(range(min(days).year, max(days).year + 1, -(-count // most)))
    room = (max(days) - min(days)) * 0.05
    return {
        **axis,
        "type": "date",
        "range": [(min(days) - room).isoformat(), (max(days) + room).isoformat()],
        "tickvals": [f"{year}-01-01" for year in years],
        "ticktext": [str(year) for year in years],
        "showgrid": True,
        "gridcolor": "var(--chart-grid)",
    }


def traces(scene: Scene, frame: pd.DataFrame, shape: str, most: int) -> list[Trace]:
    """The figures of `frame`, the preferred ones joined; at most `most` are written."""
    years = only_years(frame)
    shown, others = frame[frame["preferred"]], frame[~frame["preferred"]]
    traces = [] if years else [_spans(frame, frame["value"].tolist())]
    if len(others):
        traces.append(_others(scene, others, years))
    if years:
        traces.append(_gaps(shown))
    traces.append(_main(scene, shown, shape, most))
    return traces


def _main(scene: Scene, shown: pd.DataFrame, shape: str, most: int) -> Trace:
    """The figures shown first, joined; a year without a figure breaks the line."""
    years = only_years(shown)
    keys = shown["group_key"].tolist()
    labels = _labelled(shown["value"].tolist(), most)
    gaps = [at for at in range(1, len(keys)) if years and int(keys[at]) - int(keys[at - 1]) > 1]
    trace: dict[str, list[Any]] = {
        "x": [_place(key, years) for key in keys],
        "y": shown["value"].tolist(),
        "text": [scene.number(value) if at in labels else "" for at, value in enumerate(shown["value"])],
        **{part: words for part, words in scene.told(shown).items() if isinstance(words, list)},
    }
    for at in reversed(gaps):
        for values in trace.values():
            values.insert(at, None)
    return {
        "type": "scatter", "mode": "lines+markers+text", **trace, "textposition": "top center", "cliponaxis": False,
        "line": {"color": colour(0), "width": 2.5, "shape": shape}, "marker": {"color": colour(0), "size": 8},
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _labelled(values: list[float], most: int) -> set[int]:
    """The points that carry their figure: where it first changes, and the last; all where they are few."""
    if len(values) <= most:
        return {index for index, value in enumerate(values) if not index or value != values[index - 1]}
    changes = [index for index, value in enumerate(values) if not index or value != values[index - 1]]
    return set(changes) if len(changes) <= most else {0, len(values) - 1}


def _others(scene: Scene, others: pd.DataFrame, years: bool) -> Trace:
    """Figures not shown first: hollow, of another shape and colour."""
    outline = {"color": "var(--chart-other)", "width": 2}
    return {
        "type": "scatter", "mode": "markers", "x": [_place(key, years) for key in others["group_key"]],
        "y": others["value"].tolist(), "cliponaxis": False, **scene.told(others),
        "marker": {"color": "var(--chart-paper)", "size": 9, "symbol": "diamond", "line": outline},
    }  # fmt: skip


def _gaps(shown: pd.DataFrame) -> Trace:
    """Dots across the years without a figure: the line says nothing there."""
    keys, values = [int(key) for key in shown["group_key"]], shown["value"].tolist()
    x: list[int | None] = []
    y: list[float | None] = []
    for at in range(1, len(keys)):
        if keys[at] - keys[at - 1] > 1:
            x, y = [*x, keys[at - 1], keys[at], None], [*y, values[at - 1], values[at], None]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "line": {"color": "var(--chart-axis)", "width": 1.5, "dash": "dot"}}  # fmt: skip


def _spans(frame: pd.DataFrame, heights: list[Any]) -> Trace:
    """A partial date as the span of days it may mean (Plotly draws no error bars along dates)."""
    x: list[str | None] = []
    y: list[Any] = []
    for key, height in zip(frame["group_key"], heights, strict=True):
        first, last = locales.span(key)
        if first != last:
            x, y = [*x, first.isoformat(), last.isoformat(), None], [*y, height, height, None]
    style = {"color": "var(--chart-other)", "width": 1.5, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": style, "hoverinfo": "skip"}


def timeline(scene: Scene) -> Drawn:
    """A lane for each series: a dot a day, a dotted span for a partial date, a bar from `group` to `end`."""
    frame = scene.frame
    lanes = {key: scene.label(words) for key, words in zip(frame["series_key"], frame["series"], strict=True)}
    y = [lanes[key] for key in frame["series_key"]]
    bounded = frame["end_key"] != ""
    traces = [_spans(frame[~bounded], [lane for lane, end in zip(y, bounded, strict=True) if not end])]
    if bounded.any():
        traces.append(_periods(frame[bounded], [lane for lane, end in zip(y, bounded, strict=True) if end]))
    dates = zip(frame["group_key"], frame["end_key"], strict=True)
    spans = [(locales.span(start)[0], locales.span(end or start)[1]) for start, end in dates]
    points = [(first + (last - first) / 2).isoformat() for first, last in spans]
    size = {"color": colour(0), "size": 10 if not scene.narrow else 8, "opacity": 0.75,
            "line": {"color": "var(--chart-paper)", "width": 1}}  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers", "x": points, "y": y, "marker": size, "cliponaxis": False,
        **scene.told(frame),
    })  # fmt: skip
    order = list(dict.fromkeys(lanes.values()))
    gap = {"ticks": "outside", "ticklen": 5, "tickcolor": CLEAR}
    lane_axis = {**FIXED, **gap, "type": "category", "categoryorder": "array", "categoryarray": order,
                 "range": [len(order) - 0.5, -0.5], "side": "right" if scene.mirrored else "left",
                 "gridcolor": "var(--chart-grid)"}  # fmt: skip
    row = scene.lines(list(dict.fromkeys(frame["series"]))) * scene.canvas.row + 14
    height = row * len(order) + 2 * scene.canvas.row + 16
    return traces, {
        "xaxis": time_axis(frame, False, TICKS_BESIDE_LANES[scene.canvas.name]),
        "yaxis": lane_axis,
        "height": height,
    }


def _periods(frame: pd.DataFrame, lanes: list[str]) -> Trace:
    x: list[str | None] = []
    y: list[str | None] = []
    for start, end, lane in zip(frame["group_key"], frame["end_key"], lanes, strict=True):
        x += [locales.span(start)[0].isoformat(), locales.span(end)[1].isoformat(), None]
        y += [lane, lane, None]
    style = {"color": colour(0), "width": 6}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": style, "hoverinfo": "skip"}

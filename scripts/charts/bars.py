"""Bars: one series, stacked, side by side, and the range of figures that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts import aggregation
from charts.style import CLEAR, FIXED, Drawn, Scene, Trace, all_years, colour

if TYPE_CHECKING:
    import pandas as pd

ROOM = 1.14  # of the longest bar, so that the figure at its end has room


def bar(scene: Scene) -> Drawn:
    """Bars from zero, lying down; over time they stand. The figure is at their end."""
    return _bars(scene, "stack")


def stacked_bar(scene: Scene) -> Drawn:
    """Bars of several series end to end, with their sum."""
    return _bars(scene, "stack")


def grouped_bar(scene: Scene) -> Drawn:
    """Bars of several series side by side, each with its figure."""
    return _bars(scene, "group")


def _bars(scene: Scene, mode: str) -> Drawn:
    frame, standing = scene.frame, scene.over_time
    words = dict(zip(frame["group_key"], frame["group"], strict=True))
    keys = all_years(list(words)) if standing else list(words)
    labels = {key: scene.label(words.get(key, key)) for key in keys}
    series = list(frame.groupby("series_key", sort=False))
    traces = [_series(scene, part, index, len(series), labels) for index, (_, part) in enumerate(series)]
    if mode == "stack":
        traces.append(_totals(scene, labels))
        top = frame.groupby("group_key")["value"].sum().max()
    else:
        for trace, (_, part) in zip(traces, series, strict=True):
            trace |= {"text": [scene.number(value) for value in part["value"]], "textposition": "outside"}
        top = frame["value"].max()
    layout = {
        "barmode": mode,
        "bargap": 0.3,
        "bargroupgap": 0.08,
        **_axes(scene, list(labels.values()), float(top), standing),
    }
    return traces, {**layout, "height": _height(scene, [words.get(key, key) for key in keys], len(series), mode)}


def _series(scene: Scene, part: pd.DataFrame, index: int, count: int, labels: dict[str, str]) -> Trace:
    groups, values = [labels[key] for key in part["group_key"]], part["value"].tolist()
    return {
        "type": "bar",
        "orientation": "v" if scene.over_time else "h",
        "x": groups if scene.over_time else values,
        "y": values if scene.over_time else groups,
        "marker": scene.marks(index, count),
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        **scene.told(part),
    }


def _totals(scene: Scene, labels: dict[str, str]) -> Trace:
    """The sum of each group at the end of its bar."""
    totals = scene.frame.groupby("group_key", sort=False)["value"].sum()
    groups, values = [labels[key] for key in totals.index], totals.tolist()
    gap = "" if scene.over_time else "\u00a0"
    at_end = "top center" if scene.over_time else "middle left" if scene.mirrored else "middle right"
    return {
        "type": "scatter",
        "mode": "text",
        "x": groups if scene.over_time else values,
        "y": values if scene.over_time else groups,
        "text": [gap + scene.number(value) + gap for value in values],
        "textposition": at_end,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _axes(scene: Scene, order: list[str], top: float, standing: bool) -> dict[str, Any]:
    """Figures stand at the bars, so the axis of values only draws where they begin."""
    ends = [0, top * ROOM]
    values = {**FIXED, "range": ends, "showgrid": False, "showticklabels": False, "zeroline": False}
    groups = {**FIXED, "type": "category", "categoryorder": "array", "categoryarray": order, "tickangle": 0,
              "showline": True, "linecolor": "var(--chart-axis)"}  # fmt: skip
    if standing:
        return {"xaxis": {**groups, "range": [-0.6, len(order) - 0.4]}, "yaxis": values}
    gap = {"ticks": "outside", "ticklen": 5, "tickcolor": CLEAR}
    values["range"] = ends[::-1] if scene.mirrored else ends
    side = "right" if scene.mirrored else "left"
    return {"xaxis": values, "yaxis": {**groups, **gap, "range": [len(order) - 0.5, -0.5], "side": side}}


def _height(scene: Scene, words: list[str], series: int, mode: str) -> int:
    if scene.over_time:
        return 230 if scene.narrow else 320
    row = max(scene.lines([text]) for text in words) * scene.canvas.row + 14
    if mode == "group":
        row = max(row, series * (scene.canvas.row + 6) + 16)
    return row * len(words) + 16


def range_(scene: Scene) -> Drawn:
    """Figures that disagree: all of them on one line, from the least to the greatest, the preferred one filled."""
    parts = [(group, part.drop_duplicates("value")) for group, part in _by_group(scene)]
    keys = [scene.label(group) for group, _ in parts]
    line = {"color": "var(--chart-other)", "width": 3}
    traces: list[Trace] = [
        {"type": "scatter", "mode": "lines", "line": line, "hoverinfo": "skip", "cliponaxis": False,
         "x": [part["value"].min(), part["value"].max()], "y": [key, key]}
        for key, (_, part) in zip(keys, parts, strict=True) if len(part) > 1
    ]  # fmt: skip
    traces += [_dots(scene, parts, keys, preferred) for preferred in (False, True)]
    layout = _axes(scene, keys, float(scene.frame["value"].max()), standing=False)
    room = max(layout["xaxis"]["range"]) * 0.08  # before the first figure too, which may be zero
    layout["xaxis"]["range"] = [end or -room for end in layout["xaxis"]["range"]]
    return traces, {**layout, "height": (3 * scene.canvas.row + 4) * len(keys) + 16}


def _by_group(scene: Scene) -> list[tuple[str, pd.DataFrame]]:
    """Each group with its marks, the preferred figure first among equals."""
    ranked = scene.frame.sort_values("preferred", ascending=False, kind="stable")
    order = list(dict.fromkeys(scene.frame["group"]))
    return [(group, ranked[ranked["group"] == group]) for group in order]


def _dots(scene: Scene, parts: list[tuple[str, pd.DataFrame]], keys: list[str], preferred: bool) -> Trace:
    """Dots with a figure: above the preferred one, below the least and the greatest of the others."""
    shown = [
        (key, part[part["preferred"] == preferred], part["value"]) for key, (_, part) in zip(keys, parts, strict=True)
    ]
    marks = aggregation.joined([part for _, part, _ in shown])
    outline = {"color": "var(--chart-other)", "width": 2}
    hollow = {"color": "var(--chart-paper)", "size": 10, "symbol": "diamond", "line": outline}
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": marks["value"].tolist(),
        "y": [key for key, part, _ in shown for _ in range(len(part))],
        "text": [
            scene.number(value) if preferred or value in (every.min(), every.max()) else ""
            for _, part, every in shown
            for value in part["value"]
        ],
        "textposition": "top center" if preferred else "bottom center",
        "cliponaxis": False,
        "marker": {"color": colour(0), "size": 12} if preferred else hollow,
        **scene.told(marks),
    }

"""Areas: heat maps, tile maps and maps, stepped by value with the figure written in each area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from charts import aggregation
from charts.style import CLEAR, FIXED, Drawn, Scene, Trace, all_years, ink, step
from datapackage import geometry, locales

CELL = 0.94  # of the room of a cell, so that paper shows between two
BLANK = {**FIXED, "showgrid": False, "zeroline": False, "showticklabels": False}


def heat_map(scene: Scene) -> Drawn:
    """A cell for each pair of a group, downwards, and a series, across."""
    frame = scene.frame
    down = _categories(scene, "group", scene.view.spec.bin)
    across = _categories(scene, "series", scene.view.spec.series_bin)
    column, row = {key: i for i, key in enumerate(across)}, {key: i for i, key in enumerate(down)}
    marks = {
        (column[mark["series_key"]], row[mark["group_key"]]): (mark["value"], scene.number(mark["value"]))
        for mark in frame.to_dict("records")
    }
    x = {**FIXED, "range": [-0.5, len(across) - 0.5], "tickvals": list(range(len(across))), "showgrid": False,
         "ticktext": [scene.label(words, 9) for words in across.values()], "side": "top", "zeroline": False,
         "tickangle": 0}  # fmt: skip
    y = {**FIXED, "range": [len(down) - 0.5, -0.5], "tickvals": list(range(len(down))), "showgrid": False,
         "ticktext": [scene.label(words) for words in down.values()], "zeroline": False, "ticks": "outside",
         "ticklen": 5, "tickcolor": CLEAR, "side": "right" if scene.mirrored else "left"}  # fmt: skip
    height = (26 if scene.narrow else 32) * len(down) + 2 * scene.canvas.row
    return [_cells(marks, frame["value"].max()) | scene.told(frame)], {
        "xaxis": x,
        "yaxis": y,
        "height": height,
        "barmode": "overlay",
    }


def _categories(scene: Scene, part: str, cut: str) -> dict[str, str]:
    """Keys and words along one side: every month, every year between the first and the last, else what there is."""
    frame = scene.frame
    if cut == "month":
        return {f"{n:02}": words for n, words in enumerate(locales.month_names(scene.reader.locale), 1)}
    found = dict(zip(frame[f"{part}_key"], frame[part], strict=True))
    keys = all_years(sorted(found)) if cut == "year" else list(found)
    return {key: found.get(key, key) for key in keys}


def _cells(marks: Mapping[tuple[int, int], tuple[float, str]], top: float) -> Trace:
    """Cells as bars of equal height; `marks` gives the value and the words at (column, row)."""
    steps = [step(value, top) for value, _ in marks.values()]
    return {
        "type": "bar",
        "x": [column for column, _ in marks],
        "y": [CELL] * len(marks),
        "base": [row - CELL / 2 for _, row in marks],
        "width": CELL,
        "text": [text for _, text in marks.values()],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": [ink(each) for each in steps]},
        "marker": {
            "color": [f"var(--map-{each})" for each in steps],
            "line": {"color": "var(--chart-axis)", "width": 1},
        },
    }


def tile_map(scene: Scene) -> Drawn:
    """A tile of equal size for each place, where its neighbours are; west stays left in every language."""
    places = scene.view.places
    frame = scene.frame[scene.frame["group_key"].isin(places)]
    marks = {}
    for mark in frame.to_dict("records"):
        name = str(mark["group"]).split("-")[0] if scene.narrow else str(mark["group"])
        text = f"{scene.label(name, 12)}<br><b>{scene.number(mark['value'])}</b>"
        marks[places[mark["group_key"]]] = (mark["value"], text)
    columns, rows = (1 + max(place[axis] for place in places.values()) for axis in (0, 1))
    layout = {"xaxis": {**BLANK, "range": [-0.5, columns - 0.5]}, "yaxis": {**BLANK, "range": [rows - 0.5, -0.5]},
              "barmode": "overlay", "height": rows * (52 if scene.narrow else 84)}  # fmt: skip
    cells = _cells(marks, frame["value"].max()) | scene.told(frame)
    size = 10.5 if scene.narrow else 13
    return [{**cells, "insidetextfont": {**cells["insidetextfont"], "size": size}}], layout


def region_map(scene: Scene) -> Drawn:
    """One filled outline a feature of the geometry; never mirrored."""
    spec = scene.view.spec
    path = scene.package.root / scene.package.resources[spec.geometry].path
    marks = {str(mark["group_key"]): mark for mark in scene.frame.to_dict("records")}
    top = max((mark["value"] for mark in marks.values()), default=1)
    traces: list[Trace] = []
    annotations = []
    for feature in geometry.features(path):
        mark = marks.get(str(feature["properties"][spec.geometry_key]))
        traces.append(_area(scene, feature, mark, top))
        if mark and "label" in feature["properties"]:
            annotations.append(_figure(scene, feature["properties"]["label"], mark["value"], top))
    west, south, east, north = geometry.bounds(geometry.features(path))
    stretch = geometry.stretch(south, north)
    width = scene.canvas.width if scene.narrow else 460
    height = round(width * (north - south) * stretch / (east - west))
    axes = {"xaxis": {**BLANK, "range": [west, east]},
            "yaxis": {**BLANK, "range": [south, north], "scaleanchor": "x", "scaleratio": stretch}}  # fmt: skip
    return traces, {**axes, "annotations": annotations, "height": height}


def _area(scene: Scene, feature: Mapping[str, Any], mark: Mapping[Any, Any] | None, top: float) -> Trace:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for ring in geometry.outer_rings(feature["geometry"]):
        lon += [*(round(point[0], 3) for point in ring), None]
        lat += [*(round(point[1], 3) for point in ring), None]
    told = scene.told(aggregation.table([mark])) if mark else {}
    return {
        "type": "scatter", "mode": "lines", "x": lon, "y": lat, "fill": "toself", "hoveron": "fills",
        "fillcolor": f"var(--map-{step(mark['value'], top)})" if mark else "var(--map-0)",
        "line": {"color": "var(--chart-axis)", "width": 1},
        # Plotly points at a filled area as a whole, and shows its `text`
        "text": told["hovertext"][0] if mark else "", "customdata": told.get("customdata", []),
        "hoverinfo": "text" if mark else "skip",
    }  # fmt: skip


def _figure(scene: Scene, place: list[float], value: float, top: float) -> dict[str, Any]:
    return {
        "x": place[0], "y": place[1], "text": scene.number(value), "showarrow": False, "captureevents": False,
        "font": {"color": ink(step(value, top)), "size": scene.canvas.size},
    }  # fmt: skip

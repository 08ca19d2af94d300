"""Outlines of a geometry resource as SVG paths, for maps drawn at build time.

Plate carrée, stretched so that shapes at the latitude of the map keep their
proportions; north is up and a map is never mirrored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

WIDTH = 260  # units of the view box from west to east


@dataclass(frozen=True)
class Outline:
    """One feature of the map: its key and the `d` of its path."""

    key: str
    path: str


@dataclass(frozen=True)
class Map:
    """What an `<svg>` needs: `viewBox` and outlines; `credit` is that of the geometry file."""

    view_box: str
    outlines: tuple[Outline, ...]
    credit: str


@lru_cache(maxsize=8)
def _read(path: Path) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return collection


def _rings(geometry: Mapping[str, Any]) -> Iterable[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def draw(path: Path, key: str, where: Mapping[str, object]) -> Map:
    """The features of the GeoJSON at `path` whose properties hold what `where` says.

    `key` is the property that names a feature. A map without features is empty.
    """
    collection = _read(path)
    features = [f for f in collection["features"] if all(f["properties"].get(k) == v for k, v in where.items())]
    points = [point for feature in features for ring in _rings(feature["geometry"]) for point in ring]
    if not points:
        return Map("0 0 1 1", (), "")
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    stretch = 1 / cos(radians((south + north) / 2))
    scale = WIDTH / (east - west)
    height = round((north - south) * stretch * scale)

    def ring_path(ring: list[list[float]]) -> str:
        points = [(round((x - west) * scale), round((north - y) * stretch * scale)) for x, y in ring]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
        return "M{} {}l".format(*points[0]) + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"

    outlines = (
        Outline(str(f["properties"][key]), "".join(ring_path(ring) for ring in _rings(f["geometry"]))) for f in features
    )
    return Map(f"-4 -4 {WIDTH + 8} {height + 8}", tuple(outlines), str(collection.get("attribution", "")))

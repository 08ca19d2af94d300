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


def features(path: Path) -> list[dict[str, Any]]:
    """The features of the GeoJSON at `path`, read once."""
    features: list[dict[str, Any]] = _read(path)["features"]
    return features


def attribution(path: Path) -> str:
    """Whose boundaries the GeoJSON at `path` holds; empty where it does not say."""
    return str(_read(path).get("attribution", ""))


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[list[float]]]]:
    coordinates: list[Any] = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]


def _rings(geometry: Mapping[str, Any]) -> Iterable[list[list[float]]]:
    for polygon in _polygons(geometry):
        yield from polygon


def outer_rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    """The outer ring of each polygon, as [longitude, latitude] pairs."""
    return [polygon[0] for polygon in _polygons(geometry)]


def bounds(shapes: Iterable[Mapping[str, Any]]) -> tuple[float, float, float, float]:
    """West, south, east and north of the features, in degrees. Raises ValueError where there are none."""
    points = [point for feature in shapes for ring in _rings(feature["geometry"]) for point in ring]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def stretch(south: float, north: float) -> float:
    """How much taller than wide a degree is at the middle latitude: 1 / cos φ."""
    return 1 / cos(radians((south + north) / 2))


def draw(path: Path, key: str, where: Mapping[str, object]) -> Map:
    """The features of the GeoJSON at `path` whose properties hold what `where` says.

    `key` is the property that names a feature. A map without features is empty.
    """
    shapes = [shape for shape in features(path) if all(shape["properties"].get(k) == v for k, v in where.items())]
    if not shapes:
        return Map("0 0 1 1", (), "")
    west, south, east, north = bounds(shapes)
    tall, scale = stretch(south, north), WIDTH / (east - west)
    height = round((north - south) * tall * scale)

    def ring_path(ring: list[list[float]]) -> str:
        points = [(round((x - west) * scale), round((north - y) * tall * scale)) for x, y in ring]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
        return "M{} {}l".format(*points[0]) + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"

    outlines = (
        Outline(str(shape["properties"][key]), "".join(ring_path(ring) for ring in _rings(shape["geometry"])))
        for shape in shapes
    )
    return Map(f"-4 -4 {WIDTH + 8} {height + 8}", tuple(outlines), attribution(path))

"""Outlines of a geometry resource as SVG paths, for maps drawn at build time.

Plate carrée, stretched so that shapes at the latitude of the map keep their
proportions; north is up and a map is never mirrored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any, TypeAlias

WIDTH = 260  # units of the view box from west to east
FONT = 11  # units: the size of the names on a map
_LETTER = 0.55 * FONT  # about the width of a letter
_LINES = 16  # heights at which the room for a name is measured

Ring: TypeAlias = list[tuple[int, int]]  # points of the view box
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Outline:
    """One feature of the map: its key, the `d` of its path, and the middle of its name.

    `number` is 0 where the name has room on the map; else it is written in its place, from 1 up.
    """

    key: str
    path: str
    x: int
    y: int
    number: int


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


def _path(rings: Iterable[Ring]) -> str:
    """The `d` of a path: each ring begins at a point and goes on by relative steps."""
    pieces = []
    for ring in rings:
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(ring) if (x, y) != (a, b)]
        pieces.append("M{} {}l".format(*ring[0]) + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z")
    return "".join(pieces)


def _chord(ring: Ring, y: float) -> tuple[float, float]:
    """The width and the middle of the widest stretch inside `ring` at the height `y`; zero where it is outside."""
    sides = pairwise([*ring, ring[0]])
    crossed = sorted(x + (a - x) * (y - z) / (b - z) for (x, z), (a, b) in sides if (z > y) != (b > y))
    stretches = zip(crossed[::2], crossed[1::2], strict=True)
    return max(((end - start, (start + end) / 2) for start, end in stretches), default=(0.0, 0.0))


def _room(rings: Iterable[Ring]) -> tuple[float, float, float]:
    """The width of the widest line of text that lies inside one of `rings`, and the `x` and `y` of its middle."""
    places = []
    for ring in rings:
        top, bottom = min(y for _, y in ring), max(y for _, y in ring)
        for line in range(1, _LINES):
            y = top + (bottom - top) * line / _LINES + 0.01  # never the height of a point
            width, x = _chord(ring, y)
            low, high = (_chord(ring, y + shift)[0] for shift in (-FONT / 2, FONT / 2))
            places.append((min(width, low, high) or width / WIDTH, x, y))
    return max(places)


def _numbers(rooms: Mapping[str, tuple[float, float, float]], name: Callable[[str], str]) -> dict[str, int]:
    """Number the features whose name finds no room: it is far wider than the shape, or covers another name.

    The widest shapes come first. The numbers follow the order of `rooms`.
    """
    taken: list[Box] = []
    without: set[str] = set()
    width = {key: len(name(key)) * _LETTER for key in rooms}
    narrow = {key for key, (room, _, _) in rooms.items() if width[key] > 1.5 * room}
    for key in sorted(rooms, key=lambda key: (key not in narrow, -rooms[key][0])):
        _, x, y = rooms[key]
        half = (FONT if key in narrow else width[key]) / 2
        box = (x - half, y - FONT / 2, x + half, y + FONT / 2)
        if key in narrow or box[0] < 0 or box[2] > WIDTH or any(_overlap(box, other) for other in taken):
            without.add(key)
        taken.append(box)
    return {key: number for number, key in enumerate((key for key in rooms if key in without), 1)}


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def draw(path: Path, key: str, where: Mapping[str, object], name: Callable[[str], str] = str) -> Map:
    """The features of the GeoJSON at `path` whose properties hold what `where` says.

    `key` is the property that names a feature, `name` gives the words to write on it. A map without features is empty.
    """
    shapes = [shape for shape in features(path) if all(shape["properties"].get(k) == v for k, v in where.items())]
    if not shapes:
        return Map("0 0 1 1", (), "")
    west, south, east, north = bounds(shapes)
    tall, scale = stretch(south, north), WIDTH / (east - west)

    def points(ring: list[list[float]]) -> Ring:
        return [(round((x - west) * scale), round((north - y) * tall * scale)) for x, y in ring]

    rings = {str(shape["properties"][key]): [points(ring) for ring in _rings(shape["geometry"])] for shape in shapes}
    rooms = {key: _room(drawn) for key, drawn in rings.items()}
    numbers = _numbers(rooms, name)
    outlines = (
        Outline(key, _path(drawn), round(rooms[key][1]), round(rooms[key][2]), numbers.get(key, 0))
        for key, drawn in rings.items()
    )
    height = round((north - south) * tall * scale)
    return Map(f"-4 -4 {WIDTH + 8} {height + 8}", tuple(outlines), attribution(path))

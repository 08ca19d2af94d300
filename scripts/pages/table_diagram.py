"""The tables of a package and how they join, laid out for a drawing.

A table stands one column after the farthest table it refers to, so that every
line runs the same way: from the table that holds a key to the one it names.
"""

from __future__ import annotations

from dataclasses import dataclass

from datapackage.descriptor import Package, Resource

WIDTH, HEIGHT = 216, 44  # of a box, in units of the drawing
GAP_X, GAP_Y = 64, 14
BASELINES = 19, 36  # of two lines of text, below the top of a box
MARGIN = 2  # so that the outline of a box is not cut


@dataclass(frozen=True)
class Box:
    """A table: its place is that of its upper left corner."""

    resource: Resource
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def middle(self) -> int:
        """Where its two lines of text are centred."""
        return self.x + self.width // 2

    @property
    def baselines(self) -> tuple[int, int]:
        """Where its two lines of text stand."""
        return self.y + BASELINES[0], self.y + BASELINES[1]


@dataclass(frozen=True)
class Line:
    """A foreign key: `path` is an SVG path from the table that holds it to the one it names."""

    field: str
    origin: str
    target: str
    path: str


@dataclass(frozen=True)
class Diagram:
    """Boxes and lines in a drawing of `width` by `height`."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]

    @property
    def view_box(self) -> str:
        """The `viewBox` of the SVG."""
        return f"-{MARGIN} -{MARGIN} {self.width + 2 * MARGIN} {self.height + 2 * MARGIN}"


def diagram(package: Package, rtl: bool = False) -> Diagram:
    """The drawing for a reader of one direction: tables that refer to others come first."""
    depths = {resource.name: _depth(package, resource, ()) for resource in package.tables}
    columns: dict[int, list[Resource]] = {}
    for resource in package.tables:
        columns.setdefault(depths[resource.name], []).append(resource)
    last = max(columns, default=0)
    tallest = max(map(len, columns.values()), default=0)
    width, height = (last + 1) * (WIDTH + GAP_X) - GAP_X, tallest * (HEIGHT + GAP_Y) - GAP_Y
    boxes = {}
    for depth, resources in columns.items():
        x = (last - depth) * (WIDTH + GAP_X)
        top = (height - len(resources) * (HEIGHT + GAP_Y) + GAP_Y) // 2
        for place, resource in enumerate(resources):
            boxes[resource.name] = Box(resource, width - WIDTH - x if rtl else x, top + place * (HEIGHT + GAP_Y))
    lines = [
        Line(key.field, resource.name, key.resource, _path(boxes[resource.name], boxes[key.resource], rtl))
        for resource in package.tables
        for key in resource.foreign_keys
        if key.resource in boxes and key.resource != resource.name
    ]
    return Diagram(width, height, list(boxes.values()), lines)


def _depth(package: Package, resource: Resource, above: tuple[str, ...]) -> int:
    """How many keys lead on from a table at most; a circle of keys is cut where it closes."""
    onwards = {key.resource for key in resource.foreign_keys} - {resource.name, *above}
    path = (*above, resource.name)
    targets = [package.resources[name] for name in onwards if name in package.resources]
    return 1 + max((_depth(package, target, path) for target in targets), default=-1)


def _path(origin: Box, target: Box, rtl: bool) -> str:
    """A curve that leaves and enters sideways."""
    start, end = (origin.x, target.x + WIDTH) if rtl else (origin.x + WIDTH, target.x)
    bend = -GAP_X // 2 if rtl else GAP_X // 2
    y, to = origin.y + HEIGHT // 2, target.y + HEIGHT // 2
    return f"M{start} {y}C{start + bend} {y} {end - bend} {to} {end} {to}"

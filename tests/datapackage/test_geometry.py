import json
import re
from pathlib import Path

from datapackage import geometry

SQUARE = {"type": "Polygon", "coordinates": [[[-10, 30], [-8, 30], [-8, 32], [-10, 32], [-10, 30]]]}
ISLANDS = {"type": "MultiPolygon", "coordinates": [[[[-8, 30], [-7, 30], [-7, 31]]], [[[-7, 31], [-6, 31], [-6, 32]]]]}


def collection(path: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"code": "a", "region": "1"}, "geometry": SQUARE},
        {"type": "Feature", "properties": {"code": "b", "region": "2"}, "geometry": ISLANDS},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "attribution": "© X", "features": features}))
    return path


def points(path: str) -> list[tuple[int, int]]:
    """Where an SVG path of `M` and relative `l` leads."""
    found = []
    for ring in path.strip("Mz").split("zM"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        found += [(sum(x for x, _ in steps[: n + 1]), sum(y for _, y in steps[: n + 1])) for n in range(len(steps))]
    return found


def test_west_is_left_north_is_up_and_the_box_holds_everything(tmp_path: Path) -> None:
    drawn = geometry.draw(collection(tmp_path / "a.geojson"), "code", {})
    _, _, width, height = (int(number) for number in drawn.view_box.split())
    square, islands = (points(outline.path) for outline in drawn.outlines)
    assert min(x for x, _ in square) == 0  # the westernmost shape starts at the left edge
    assert max(x for x, _ in islands) == geometry.WIDTH
    assert min(y for _, y in square) == 0  # its north edge is at the top
    assert all(0 <= x <= width and 0 <= y <= height for x, y in square + islands)
    assert drawn.credit == "© X"


def test_only_the_features_asked_for_are_drawn(tmp_path: Path) -> None:
    path = collection(tmp_path / "b.geojson")
    assert [outline.key for outline in geometry.draw(path, "code", {"region": "2"}).outlines] == ["b"]
    assert geometry.draw(path, "code", {"region": "3"}).outlines == ()


def test_several_polygons_are_one_path(tmp_path: Path) -> None:
    drawn = geometry.draw(collection(tmp_path / "c.geojson"), "code", {"region": "2"})
    assert drawn.outlines[0].path.count("M") == drawn.outlines[0].path.count("z") == 2


def test_a_name_stands_where_it_has_room_and_a_number_where_it_has_none(tmp_path: Path) -> None:
    path = collection(tmp_path / "d.geojson")
    named = geometry.draw(path, "code", {}, {"a": "Palm", "b": "Islands of the west"}.__getitem__)
    assert [(outline.key, outline.number) for outline in named.outlines] == [("a", 0), ("b", 1)]
    long = geometry.draw(path, "code", {}, lambda key: key * 60)
    assert [outline.number for outline in long.outlines] == [1, 2]


def test_the_name_lies_in_the_middle_of_the_widest_line_of_its_shape(tmp_path: Path) -> None:
    square = geometry.draw(collection(tmp_path / "e.geojson"), "code", {"region": "1"}).outlines[0]
    corners = points(square.path)
    assert square.x == max(x for x, _ in corners) / 2
    assert 0 < square.y < max(y for _, y in corners)


def test_two_names_that_would_cover_each_other_do_not_both_stand(tmp_path: Path) -> None:
    """Two shapes of one place: the second name would be written over the first."""
    path = tmp_path / "f.geojson"
    features = [{"type": "Feature", "properties": {"code": code}, "geometry": SQUARE} for code in "ab"]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert sorted(outline.number for outline in geometry.draw(path, "code", {}).outlines) == [0, 1]

from pathlib import Path

from datapackage import descriptor
from pages.table_diagram import HEIGHT, WIDTH, diagram


def test_every_table_and_every_key_is_drawn(tiny: descriptor.Package) -> None:
    drawn = diagram(tiny)
    assert [box.resource.name for box in drawn.boxes]
    assert {box.resource.name for box in drawn.boxes} == {each.name for each in tiny.tables}
    keys = {(each.name, key.field) for each in tiny.tables for key in each.foreign_keys if key.resource != each.name}
    assert {(line.origin, line.field) for line in drawn.lines} == keys


def test_boxes_do_not_overlap_and_stay_inside(tiny: descriptor.Package) -> None:
    drawn = diagram(tiny)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - WIDTH
        assert 0 <= box.y <= drawn.height - HEIGHT
        for other in drawn.boxes:
            if other is not box:
                assert abs(box.x - other.x) >= WIDTH or abs(box.y - other.y) >= HEIGHT


def test_text_stands_inside_its_box_and_the_outline_inside_the_drawing(tiny: descriptor.Package) -> None:
    drawn = diagram(tiny)
    for box in drawn.boxes:
        assert box.middle - box.x == box.x + box.width - box.middle
        assert box.y < box.baselines[0] < box.baselines[1] < box.y + box.height
    assert drawn.view_box == f"-2 -2 {drawn.width + 4} {drawn.height + 4}"


def test_lines_run_the_way_one_reads(tiny: descriptor.Package) -> None:
    for rtl in (False, True):
        places = {box.resource.name: box.x for box in diagram(tiny, rtl).boxes}
        order = [places["harvests"], places["gardens"], places["sources"]]
        assert order == sorted(order, reverse=rtl)


def test_a_circle_of_keys_is_drawn_too() -> None:
    keys = [descriptor.ForeignKey("to", name, "id") for name in ("b", "a")]
    fields = (descriptor.Field("id", "string", {}), descriptor.Field("to", "string", {}))
    tables = {
        name: descriptor.Resource(name, "x", fields, ("id",), (key,), {})
        for name, key in zip(("a", "b"), keys, strict=True)
    }
    assert len(diagram(descriptor.Package(Path(), {}, tables)).lines) == 2

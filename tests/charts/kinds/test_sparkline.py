"""The small pictures of a few dated values."""

import itertools
from dataclasses import replace

from charts.kinds import sparkline
from charts.kinds.sparkline import sparklines
from datapackage import descriptor
from datapackage.rows import Dataset, Row

BY, FIELDS = ["garden"], ["start", "end", "kilograms"]


def rows(tiny: descriptor.Package, *values: tuple[str, str, int]) -> list[Row]:
    """Rows of one garden: the start and the end of a period, and a value."""
    tables = Dataset(tiny).in_language("en")
    resource = replace(tiny.resources["harvests"])
    return [
        Row(tables, resource, {"garden": "palm", "start": start or None, "end": end or None, "kilograms": value})
        for start, end, value in values
    ]


def test_three_values_are_drawn_and_two_are_not(tiny: descriptor.Package) -> None:
    three = rows(tiny, ("2022", "2022", 20), ("2020", "2020", 10), ("2024", "2024", 40))
    (drawn,) = sparklines("en", three, BY, FIELDS)
    assert [point.row.cells["kilograms"] for point in drawn.points] == [10, 20, 40]
    assert drawn.months == 12
    first, middle, last = drawn.points
    assert first.x < middle.x < last.x
    assert abs((first.x + last.x) / 2 - middle.x) < 0.2  # time is to scale
    # so are values, from zero on the base: a quarter, a half, the whole of the height
    heights = [drawn.base - point.y for point in drawn.points]
    assert [round(height / heights[2], 2) for height in heights] == [0.25, 0.5, 1.0]
    assert sparklines("en", three[:2], BY, FIELDS) == []


def test_a_year_is_not_drawn_beside_a_month_nor_one_figure_twice(tiny: descriptor.Package) -> None:
    mixed = rows(tiny, ("2020", "2020", 1), ("2021", "2021", 2), ("2022-01", "2022-01", 3), ("", "2023", 4))
    assert sparklines("en", mixed, BY, FIELDS) == []
    again = rows(tiny, ("2020", "2020", 1), ("2021", "2021", 2), ("2021", "2021", 2))
    assert sparklines("en", again, BY, FIELDS) == []
    undated = rows(tiny, ("2020", "2020", 1), ("2021", "2021", 2), ("2020", "", 3))
    assert sparklines("en", undated, BY, FIELDS) == []


def test_ranks_are_read_from_the_top(tiny: descriptor.Package) -> None:
    ranks = rows(tiny, ("", "2020", 1), ("", "2021", 9), ("", "2022", 5))
    (drawn,) = sparklines("en", ranks, BY, FIELDS, downward=True)
    assert [point.y for point in drawn.points] == [
        sparkline.TOP,
        sparkline.BOTTOM,
        (sparkline.TOP + sparkline.BOTTOM) / 2,
    ]


def test_texts_stand_side_by_side_within_the_picture(tiny: descriptor.Package) -> None:
    months = rows(tiny, *((f"2023-{month:02}", f"2023-{month:02}", 1_000_000 + month) for month in range(1, 13)))
    (drawn,) = sparklines("fr", months, BY, FIELDS)
    for texts in ([point.number for point in drawn.points], [point.date for point in drawn.points]):
        spans = [
            (text.x - len(text.words) * sparkline.LETTER / 2, text.x + len(text.words) * sparkline.LETTER / 2)
            for text in texts
            if text
        ]
        assert texts[0]
        assert texts[-1]
        assert all(after[0] > before[1] for before, after in itertools.pairwise(spans))
        assert spans[0][0] >= -0.1
        assert spans[-1][1] <= sparkline.WIDTH + 0.1

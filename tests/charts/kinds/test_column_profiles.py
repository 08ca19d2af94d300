from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.kinds import column_profiles
from datapackage import descriptor


def field(kind: str = "string", **more: object) -> descriptor.Field:
    return descriptor.Field("x", kind, more)


def test_a_column_of_numbers() -> None:
    found = column_profiles.profile([1, Decimal("2.5"), None, 13], field("number"))
    assert (found.filled, found.distinct, found.low, found.high) == (0.75, 3, 1, 13)
    assert found.bars == (0.5 * 2, 0.5 * 2, *([0.0] * 9), 1.0)


def test_a_column_of_codes_keeps_the_order_of_the_descriptor() -> None:
    codes = field(categories=[{"value": "a"}, {"value": "b"}, {"value": "c"}])
    assert column_profiles.profile(["c", "c", "a"], codes).bars == (0.5, 0.0, 1.0)


def test_a_column_of_partial_dates_counts_years() -> None:
    found = column_profiles.profile(["2020-03", "2022", "2022-01-02", None], field(display="date"))
    assert (found.low, found.high, found.bars) == ("2020-03", "2022-01-02", (0.5, 0.0, 1.0))


@pytest.mark.parametrize("cells", [["a", "b", "c"], [str(n % 40) for n in range(80)]])
def test_values_that_cannot_be_told_apart_are_not_drawn(cells: list[str | int | Decimal | bool | None]) -> None:
    assert column_profiles.profile(cells, field()).bars == ()


def test_an_empty_column_has_nothing_to_say() -> None:
    assert column_profiles.profile([None, None], field("integer")) == column_profiles.Profile(0.0, 0, None, None, ())
    assert column_profiles.profile([], field()).filled == 0
    assert column_profiles.profile([5, 5], field("integer")).bars == (1.0,)


def test_bars_stand_side_by_side_on_the_lower_edge() -> None:
    found = column_profiles.profile(["c", "c", "a"], field(categories=[{"value": "a"}, {"value": "c"}]))
    assert found.view_box == "0 0 16 24"
    assert [(bar.x, bar.y, bar.width, bar.height) for bar in found.rectangles] == [(0, 12, 7, 12), (8, 0, 7, 24)]


@given(st.lists(st.one_of(st.none(), st.integers(), st.decimals(-1000, 1000)), max_size=50))
def test_bars_are_shares_of_the_tallest(cells: list[int | Decimal | None]) -> None:
    found = column_profiles.profile(cells, field("number"))
    assert all(0 <= bar <= 1 for bar in found.bars)
    assert not found.bars or max(found.bars) == 1

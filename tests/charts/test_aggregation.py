from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import aggregation
from charts.aggregation import COLUMNS, Order
from datapackage.extensions import ViewSpec


def marks(*lines: tuple[str, str, float], preferred: bool = True) -> pd.DataFrame:
    """A frame of (group, series, value)."""
    return pd.DataFrame(
        [{"group_key": group, "group": group.upper(), "series_key": series, "series": series.upper(), "value": value,
          "facet_key": "", "facet": "", "end_key": "", "end": "", "label": "", "preferred": preferred,
          "source_keys": (f"{group}-{value:g}",)} for group, series, value in lines],
        columns=COLUMNS,
    )  # fmt: skip


BAR = ViewSpec("bar", "a")
FEW = marks(("a", "", 1), ("a", "", 3), ("b", "", 10), ("c", "", 2), ("d", "", 1))


@pytest.mark.parametrize(("how", "expected"), [("sum", 4), ("min", 1), ("max", 3)])
def test_values_of_a_group_are_aggregated(how: str, expected: float) -> None:
    found = aggregation.aggregated(FEW, replace(BAR, aggregate=how))
    assert found.loc[0, "value"] == expected
    assert found.loc[0, "source_keys"] == ("a-1", "a-3")


@pytest.mark.parametrize("how", ["mean", "median"])
def test_no_mean_of_one_to_three_rows(how: str) -> None:
    many = marks(*[("a", "", float(n)) for n in range(4)], *[("b", "", float(n)) for n in range(3)])
    found = aggregation.aggregated(many, replace(BAR, aggregate=how))
    assert found["group_key"].tolist() == ["a"]
    assert found["value"].tolist() == [1.5]


@pytest.mark.parametrize("kind", aggregation.EVERY_FIGURE)
def test_kinds_that_draw_every_figure_keep_the_frame(kind: str) -> None:
    assert aggregation.aggregated(FEW, ViewSpec(kind, "a")) is FEW


def test_top_keeps_the_greatest_and_gathers_the_rest() -> None:
    whole = aggregation.aggregated(FEW, BAR)
    found = aggregation.cut(whole, replace(BAR, top=2), lambda count: f"{count} others")
    assert found["group"].tolist() == ["A", "B", "2 others"]
    assert found["value"].tolist() == [4, 10, 3]
    assert aggregation.ordered(found, BAR, Order(by_value=True))["group"].tolist() == ["B", "A", "2 others"]


def test_top_of_what_cannot_be_summed_drops_the_rest() -> None:
    spec = replace(BAR, aggregate="max", top=1)
    assert aggregation.cut(aggregation.aggregated(FEW, spec), spec, str)["group"].tolist() == ["B"]


@settings(deadline=None, max_examples=50)  # pandas takes its time on a busy machine
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xy"), st.integers(0, 99)), min_size=1),
       st.integers(1, 7))  # fmt: skip
def test_nothing_is_lost_between_the_rows_and_the_top(rows: list[tuple[str, str, int]], top: int) -> None:
    frame = marks(*[(group, series, float(value)) for group, series, value in rows])
    spec = replace(BAR, top=top)
    found = aggregation.ordered(
        aggregation.cut(aggregation.aggregated(frame, spec), spec, str), spec, Order(by_value=True)
    )
    assert found["value"].sum() == sum(value for _, _, value in rows)
    assert {key for keys in found["source_keys"] for key in keys} == {f"{g}-{v}" for g, _, v in rows}


def test_coded_values_come_in_the_order_of_the_descriptor_and_the_unknown_last() -> None:
    frame = marks(("", "y", 1), ("b", "y", 1), ("a", "y", 1), ("a", "x", 1))
    found = aggregation.ordered(frame, BAR, Order(groups=("b", "a"), series=("x", "y")))
    assert found[["group_key", "series_key"]].values.tolist() == [["b", "y"], ["a", "x"], ["a", "y"], ["", "y"]]


def test_a_partial_date_stands_at_the_middle_of_what_it_may_mean() -> None:
    frame = marks(("2024-12", "", 1), ("2024", "", 1), ("2024-03", "", 1))
    assert aggregation.ordered(frame, ViewSpec("line", "a"), Order())["group_key"].tolist() == [
        "2024-03",
        "2024",
        "2024-12",
    ]

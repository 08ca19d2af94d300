from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from charts.kinds import time_series
from charts.style import NARROW, WIDE, Canvas
from datapackage import descriptor
from datapackage.partial_dates import PartialDate
from tests.helpers.figures import figure, other_view, read, view
from tests.helpers.packages import READERS

READER = READERS["en"]


def test_a_partial_date_is_drawn_as_a_span(tiny: descriptor.Package) -> None:
    shown = other_view(tiny, READER, "harvests", type="step", group="garden.planted", value="kilograms")
    spans = read(shown, tiny, READER)["data"][0]
    days = set(zip(spans["x"][::3], spans["x"][1::3], strict=True))
    assert days == {("2019-03-01", "2019-03-31"), ("2021-01-01", "2021-12-31")}


def test_a_year_without_a_figure_is_a_gap(tiny: descriptor.Package) -> None:
    shown = view(tiny, "harvest-line", READER)
    earlier = shown.frame.assign(group_key=shown.frame["group_key"].replace("2022", "2020"))
    line = read(replace(shown, frame=earlier), tiny, READER)["data"][-2]
    assert line["x"] == [2020, None, 2023]
    assert line["customdata"][1] is None
    planted = other_view(tiny, READER, "gardens", type="bar", group="planted", bin="year")
    assert read(planted, tiny, READER)["layout"]["xaxis"]["categoryarray"] == ["2019", "2020", "2021"]


def test_panels_share_one_scale_and_begin_where_reading_begins(tiny: descriptor.Package) -> None:
    arabic, english = (figure(tiny, "harvest-panels", READERS[each])["layout"] for each in ("ar", "en"))
    assert english["yaxis"]["range"] == english["yaxis2"]["range"]
    assert english["xaxis"]["domain"][0] == 0
    assert arabic["xaxis"]["domain"][1] == 1


def test_a_phone_gets_one_panel_below_another(tiny: descriptor.Package) -> None:
    layout = figure(tiny, "harvest-panels", READERS["ar"], NARROW)["layout"]
    panels = [layout[axis]["domain"] for axis in ("yaxis", "yaxis2")]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(panels))
    assert all(layout[axis]["domain"] == [0, 1] for axis in ("xaxis", "xaxis2"))


@pytest.mark.parametrize("canvas", [NARROW, WIDE])
def test_an_addition_is_a_dotted_stub_upward_from_the_last_figure(tiny: descriptor.Package, canvas: Canvas) -> None:
    spec: dict[str, Any] = {
        "group": "year",
        "value": "kilograms",
        "preferred": "preferred",
        "where": {"garden": "palm"},
    }
    shown = other_view(tiny, READER, "harvests", type="step", reported={"garden": "fig"}, **spec)
    stub, head = (drawn := read(shown, tiny, READER, canvas))["data"][-2:]
    assert stub["line"]["dash"] == "dot"
    assert (stub["x"], stub["y"]) == ([2023, 2023, 2023], [140.5, 140.5, 200.5])
    assert (head["x"], head["y"]) == ([2023], [200.5])
    assert head["text"][0].startswith("\u2066+60\u2069, new total not published")
    assert head["customdata"] == ["2023: \u2066+60\u2069, new total not published"]
    assert drawn["layout"]["yaxis"]["range"][1] > 200.5
    assert all(200.5 not in trace["y"] for trace in drawn["data"][:-2])


def test_months_alone_are_not_vague() -> None:
    assert time_series.same_precision([PartialDate(2024, 1), PartialDate(2024, 2)])
    assert not time_series.same_precision([PartialDate(2024, 1), PartialDate(2024)])

from dataclasses import replace
from itertools import pairwise

from charts import time_series
from charts.style import NARROW
from datapackage import descriptor
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
    line = read(replace(shown, frame=earlier), tiny, READER)["data"][-1]
    assert line["x"] == [2020, None, 2023]
    assert line["customdata"][1] is None
    planted = other_view(tiny, READER, "gardens", type="bar", group="planted", bin="year")
    assert read(planted, tiny, READER)["layout"]["xaxis"]["categoryarray"] == ["2019", "2020", "2021"]


def test_a_period_is_drawn_from_its_first_day_to_its_last(tiny: descriptor.Package) -> None:
    shown = other_view(tiny, READER, "gardens", type="timeline", group="planted", end="planted", series="kind")
    periods = read(shown, tiny, READER)["data"][1]
    assert periods["x"] == ["2019-03-01", "2019-03-31", None, "2021-01-01", "2021-12-31", None]


def test_a_timeline_has_a_lane_for_each_series(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "plantings", READER)
    assert set(drawn["data"][-1]["y"]) == set(drawn["layout"]["yaxis"]["categoryarray"])
    assert len(drawn["layout"]["yaxis"]["categoryarray"]) == 2


def test_a_figure_is_written_where_it_changes() -> None:
    assert time_series._labelled([66, 66, 126, 126, 228], 5) == {0, 2, 4}
    assert time_series._labelled(list(range(20)), 5) == {0, 19}


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

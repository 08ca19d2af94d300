from itertools import pairwise

from charts import time_series
from charts.style import NARROW
from datapackage import descriptor
from tests.helpers.figures import figure
from tests.helpers.packages import READERS

READER = READERS["en"]


def test_a_partial_date_is_drawn_as_a_span(real: descriptor.Package) -> None:
    spans = figure(real, "network-growth", READER)["data"][0]
    days = list(zip(spans["x"][::3], spans["x"][1::3], strict=True))
    assert ("2025-01-01", "2025-12-31") in days
    assert ("2022-10-01", "2022-10-31") in days
    assert all(first != last for first, last in days)


def test_a_year_without_a_figure_is_a_gap(real: descriptor.Package) -> None:
    budget = figure(real, "open-budget", READER)["data"][-1]
    assert None in budget["x"]
    petitions = figure(real, "petitions", READER)["layout"]["xaxis"]["categoryarray"]
    assert petitions == ["2019", "2020", "2021", "2022"]


def test_a_period_is_drawn_from_its_first_day_to_its_last(real: descriptor.Package) -> None:
    periods = figure(real, "programmes-timeline", READERS["ar"])["data"][1]
    assert all(day.endswith("-01-01") for day in periods["x"][::3])
    assert all(day.endswith("-12-31") for day in periods["x"][1::3])


def test_a_timeline_has_a_lane_for_each_series(real: descriptor.Package) -> None:
    drawn = figure(real, "workshops-timeline", READER)
    assert set(drawn["data"][-1]["y"]) == set(drawn["layout"]["yaxis"]["categoryarray"])


def test_a_figure_is_written_where_it_changes() -> None:
    assert time_series._labelled([66, 66, 126, 126, 228], 5) == {0, 2, 4}
    assert time_series._labelled(list(range(20)), 5) == {0, 19}


def test_panels_share_one_scale_and_begin_where_reading_begins(real: descriptor.Package) -> None:
    arabic, english = (figure(real, "network-by-kind", READERS[each])["layout"] for each in ("ar", "en"))
    assert english["yaxis"]["range"] == english["yaxis2"]["range"] == english["yaxis3"]["range"]
    assert english["xaxis"]["domain"][0] == 0
    assert arabic["xaxis"]["domain"][1] == 1


def test_a_phone_gets_one_panel_below_another(real: descriptor.Package) -> None:
    layout = figure(real, "network-by-kind", READERS["ar"], NARROW)["layout"]
    panels = [layout[axis]["domain"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(panels))
    assert all(layout[axis]["domain"] == [0, 1] for axis in ("xaxis", "xaxis2", "xaxis3"))

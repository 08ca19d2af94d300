from dataclasses import replace

from charts import figures
from datapackage import descriptor
from tests.helpers.figures import figure, other_view, read
from tests.helpers.packages import READERS

READER = READERS["en"]


def test_a_period_is_drawn_from_its_first_day_to_its_last(tiny: descriptor.Package) -> None:
    shown = other_view(tiny, READER, "gardens", type="timeline", group="planted", end="planted", series="kind")
    periods = read(shown, tiny, READER)["data"][1]
    assert periods["x"] == ["2019-03-01", "2019-03-31", None, "2021-01-01", "2021-12-31", None]


def test_a_timeline_has_a_lane_for_each_series(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "plantings", READER)
    assert set(drawn["data"][-1]["y"]) == set(drawn["layout"]["yaxis"]["categoryarray"])
    assert len(drawn["layout"]["yaxis"]["categoryarray"]) == 2


def test_the_day_of_the_version_stands_among_plans(tiny: descriptor.Package) -> None:
    spec = {"type": "timeline", "group": "planted", "series": "kind"}
    before, after = (replace(tiny, descriptor={**tiny.descriptor, "version": v}) for v in ("2020.5.1", "2026.1"))
    shown = other_view(before, READER, "gardens", **spec)
    (line,) = read(shown, before, READER)["layout"]["shapes"]
    assert (line["x0"], line["x1"], line["type"]) == ("2020-05-01", "2020-05-01", "line")
    assert figures.legend(shown, READER)[-1].words == "Date of these data: 1 May 2020"
    past = other_view(after, READER, "gardens", **spec)
    assert read(past, after, READER)["layout"].get("shapes", []) == []
    assert all(entry.mark != "line" for entry in figures.legend(past, READER))

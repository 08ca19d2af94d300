import json
from typing import Any

import charts
import formats
import package
import pytest
import views
from check_contract import CHART_TYPES
from conftest import READERS
from formats import Reader
from rows import Tables

READER = READERS["en"]


def figure(of: package.Package, name: str, reader: Reader) -> dict[str, Any]:
    view = views.build(Tables(of, reader.language), name, reader)
    drawn: dict[str, Any] = json.loads(charts.figure(view, of, reader))
    return drawn


def test_the_contract_allows_what_can_be_drawn() -> None:
    assert set(CHART_TYPES) == set(charts.DRAWINGS)


def test_arabic_bars_are_mirrored_and_isolated(tiny: package.Package) -> None:
    arabic = figure(tiny, "harvest-by-garden", READERS["ar"])
    english = figure(tiny, "harvest-by-garden", READER)
    assert arabic["layout"]["xaxis"]["autorange"] == "reversed"
    assert arabic["layout"]["yaxis"]["side"] == "right"
    assert arabic["data"][0]["y"][0] == "\u2067ساحة النخيل\u2069"
    assert english["layout"]["xaxis"]["autorange"] is True
    assert english["data"][0]["y"][0] == "Palm court"


def test_time_runs_from_left_to_right_in_arabic(real: package.Package) -> None:
    growth = figure(real, "network-growth", READERS["ar"])
    assert "autorange" not in growth["layout"]["xaxis"]
    assert growth["layout"]["yaxis"]["rangemode"] == "tozero"


def test_a_partial_date_is_drawn_as_a_span(real: package.Package) -> None:
    growth = figure(real, "network-growth", READER)
    halves = [half for trace in growth["data"] for half in trace["error_x"]["array"]]
    assert max(halves) == 365 / 2 * 86_400_000  # the leap year 2024, in milliseconds around its middle
    assert min(halves) == 0


def test_the_map_has_every_region_and_is_not_mirrored(real: package.Package) -> None:
    drawn = figure(real, "members-map", READERS["ar"])
    assert len(drawn["data"]) == 12
    assert "autorange" not in drawn["layout"]["xaxis"]
    assert min(x for trace in drawn["data"] for x in trace["x"] if x is not None) < -17


def test_nothing_in_the_figure_can_close_its_script(tiny: package.Package) -> None:
    view = views.build(Tables(tiny, "en"), "harvest-by-garden", READER)
    view.frame.loc[0, "group"] = "</script><script>alert(1)</script>"
    text = charts.figure(view, tiny, READER)
    assert "<" not in text
    assert "</script>" in json.loads(text)["data"][0]["y"][0]


def test_colours_are_names_of_css_variables(real: package.Package) -> None:
    for name in real.views:
        text = json.dumps(figure(real, name, READER))
        assert "#" not in text, name


@pytest.mark.parametrize("locale", ["ar_MA", "fr_MA", "en"])
def test_plotly_speaks_the_months_of_cldr(locale: str) -> None:
    words = charts.plotly_locale(locale)["format"]
    assert words["months"] == formats.month_names(locale)
    assert len(words["days"]) == 7

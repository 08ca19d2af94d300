import json
from typing import Any

import pytest
from conftest import READERS

import charts
import formats
import package
import views
from check_contract import CHART_TYPES
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
    spans = growth["data"][0]
    days = list(zip(spans["x"][::3], spans["x"][1::3], strict=True))
    assert ("2025-01-01", "2025-12-31") in days
    assert ("2022-10-01", "2022-10-31") in days
    assert all(first != last for first, last in days)


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
    assert "&lt;/script>" in json.loads(text)["data"][0]["y"][0]  # nor be a tag to Plotly


def test_colours_are_names_of_css_variables(real: package.Package) -> None:
    for name in real.views:
        text = json.dumps(figure(real, name, READER))
        assert "#" not in text, name


@pytest.mark.parametrize("locale", ["ar_MA", "fr_MA", "en"])
def test_plotly_speaks_the_months_of_cldr(locale: str) -> None:
    words = charts.plotly_locale(locale)["format"]
    assert words["months"] == formats.month_names(locale)
    assert len(words["days"]) == 7

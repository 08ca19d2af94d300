import json
from pathlib import Path

import pytest

from charts import chart
from charts.chart import Chart
from charts.image_export import ImageCache
from datapackage import descriptor
from tests.helpers.figures import view
from tests.helpers.packages import READERS


def chart_of(of: descriptor.Package, name: str, language: str) -> Chart:
    reader = READERS[language]
    return Chart(view(of, name, reader), of, reader, "https://example.org/x/", "ar/data/things/")


def test_a_chart_has_one_address_and_its_files_are_named_after_it(tiny: descriptor.Package) -> None:
    shown = chart_of(tiny, "harvest-by-garden", "ar")
    assert shown.address == "https://example.org/x/ar/data/things/#chart-harvest-by-garden"
    assert shown.files["png"] == "charts/harvest-by-garden.ar.png"
    assert shown.files["embed"] == "embed/harvest-by-garden.ar.html"


def test_source_and_date_stand_under_the_picture(tiny: descriptor.Package, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = chart_of(tiny, "harvest-map", "en")
    described, sources, dated, borders = shown.foot
    assert described == shown.view.description
    assert sources == "Source: Garden survey 2024 (Example Institute)"
    assert dated == shown.dated == "Latest date in the sources: 1 February 2024"
    assert borders.endswith("Nobody’s map")
    monkeypatch.setattr(chart, "MOST_NAMED", 1)
    named = "Source: Garden survey 2024 (Example Institute) and 1 other source"
    assert chart_of(tiny, "harvest-range", "en").foot[1] == named


def test_two_pages_of_one_publisher_are_two_sources(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tiny_copy / "data" / "sources.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Example Press", "Example Institute"), encoding="utf-8")
    package = descriptor.load(tiny_copy / "datapackage.json")
    shown = chart_of(package, "harvest-range", "en")
    assert shown.unnamed == 0
    assert shown.foot[1].count("Example Institute") == 2
    monkeypatch.setattr(chart, "MOST_NAMED", 1)
    assert shown.unnamed == 1


def test_a_source_without_publisher_is_named_by_its_title(tiny_copy: Path) -> None:
    file = tiny_copy / "data" / "sources.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Example Institute", ""), encoding="utf-8")
    package = descriptor.load(tiny_copy / "datapackage.json")
    assert chart_of(package, "harvest-map", "en").foot[1] == "Source: Garden survey 2024"


def test_without_pictures_there_are_none(tiny: descriptor.Package) -> None:
    assert chart_of(tiny, "harvest-by-garden", "en").pictures(ImageCache(tiny.root / "no-such")) == {}


def test_paper_gets_the_addresses_in_full(tiny_copy: Path) -> None:
    file = tiny_copy / "data" / "sources.csv"
    text = file.read_text(encoding="utf-8").replace("example.org/survey", "example.org/%D8%AC%D9%87%D8%A9%2F1")
    file.write_text(text, encoding="utf-8")
    package = descriptor.load(tiny_copy / "datapackage.json")
    assert chart_of(package, "harvest-range", "en").addresses == [
        "https://example.org/x/ar/data/things/#chart-harvest-range",
        "https://example.org/x/data/views/harvest-range.csv",
        "https://example.org/جهة%2F1",
    ]


def test_a_page_loads_figures_with_css_variables(tiny: descriptor.Package) -> None:
    shown = chart_of(tiny, "harvest-by-garden", "ar")
    figures = json.loads(shown.json)
    assert set(figures) == {"narrow", "wide"}
    assert figures["wide"]["data"][0]["marker"]["color"] == "var(--chart-1)"
    assert "rgb(" not in shown.json
    assert "var(--chart-1)" not in shown.request.wide

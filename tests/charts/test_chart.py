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


def test_source_and_date_stand_under_the_picture(real: descriptor.Package) -> None:
    shown = chart_of(real, "members-map", "en")
    described, sources, dated, borders = shown.foot
    assert described == shown.view.description
    assert sources.startswith("Source: ")
    assert "other source" in sources
    assert dated == shown.dated
    assert "OpenStreetMap" in borders


def test_without_pictures_there_are_none(tiny: descriptor.Package) -> None:
    assert chart_of(tiny, "harvest-by-garden", "en").pictures(ImageCache(tiny.root / "no-such")) == {}


def test_paper_gets_the_addresses_in_full(real: descriptor.Package) -> None:
    chart, table, *sources = chart_of(real, "members-map", "en").addresses
    assert chart.endswith("#chart-members-map")
    assert table == "https://example.org/x/data/views/members-map.csv"
    assert 1 <= len(sources) <= 3
    assert all(source.startswith("http") for source in sources)
    assert not any("%d8" in source.lower() for source in sources)
    assert any("الجهة" in source or "جهة" in source for source in sources)

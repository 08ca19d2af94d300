from datapackage import descriptor
from datapackage.rows import Dataset
from tests.helpers.figures import figure, view
from tests.helpers.packages import READERS


def test_the_map_of_the_network_has_every_region(real: descriptor.Package) -> None:
    rows = Dataset(real).in_language("en").all("territories")
    regions = [row for row in rows if row.cells["kind"] == "region"]
    for name in [name for name, declared in real.views.items() if declared.spec.type == "region-map"]:
        drawn = figure(real, name, READERS["ar"])
        assert len(drawn["data"]) == len(regions)
        assert min(x for trace in drawn["data"] for x in trace["x"] if x is not None) < -17


def test_a_place_without_a_figure_is_on_the_map_and_says_nothing(tiny: descriptor.Package) -> None:
    palm, fig, olive = figure(tiny, "harvest-map", READERS["ar"])["data"]
    assert (palm["fillcolor"], fig["fillcolor"], olive["fillcolor"]) == ("var(--map-5)", "var(--map-1)", "var(--map-0)")
    assert palm["text"]
    assert olive["hoverinfo"] == "skip"
    labels = figure(tiny, "harvest-map", READERS["ar"])["layout"]["annotations"]
    assert [label["font"]["color"] for label in labels] == ["var(--map-ink-high)", "var(--map-ink-low)"]


def test_the_tiles_stand_where_the_grid_says(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "harvest-tiles", READERS["ar"])["data"][0]
    shown = {mark.group_key for mark in view(tiny, "harvest-tiles", READERS["ar"]).marks}
    rows = [row.cells for row in Dataset(tiny).in_language("en").all("plots") if row.cells["garden"] in shown]
    places = {(cells["column"], cells["row"]) for cells in rows}
    assert len(places) > 1
    assert {(x, round(base + 0.47)) for x, base in zip(drawn["x"], drawn["base"], strict=True)} == places


def test_a_heat_map_has_every_month_and_a_figure_in_each_cell(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "planting-months", READERS["ar"])
    assert [text.strip("\u2067\u2069") for text in drawn["layout"]["yaxis"]["ticktext"]][4] == "ماي"
    assert len(drawn["layout"]["yaxis"]["ticktext"]) == 12
    cells = drawn["data"][0]
    assert len(set(zip(cells["x"], cells["base"], strict=True))) == len(cells["text"]) > 0

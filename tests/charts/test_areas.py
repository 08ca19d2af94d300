from datapackage import descriptor
from datapackage.rows import Dataset
from tests.helpers.figures import figure
from tests.helpers.packages import READERS

READER = READERS["en"]


def test_the_map_has_every_region(real: descriptor.Package) -> None:
    drawn = figure(real, "members-map", READERS["ar"])
    assert len(drawn["data"]) == len(
        [row for row in Dataset(real).in_language("en").all("territories") if row.cells["kind"] == "region"]
    )
    assert min(x for trace in drawn["data"] for x in trace["x"] if x is not None) < -17


def test_the_tiles_stand_where_the_grid_says(real: descriptor.Package) -> None:
    drawn = figure(real, "members-tiles", READERS["ar"])["data"][0]
    places = {(row.cells["column"], row.cells["row"]) for row in Dataset(real).in_language("en").all("tile_grid")}
    assert {(x, round(base + 0.47)) for x, base in zip(drawn["x"], drawn["base"], strict=True)} == places


def test_a_heat_map_has_every_month_and_a_figure_in_each_cell(real: descriptor.Package) -> None:
    drawn = figure(real, "workshops-calendar", READERS["ar"])
    assert [text.strip("\u2067\u2069") for text in drawn["layout"]["yaxis"]["ticktext"]][4] == "ماي"
    assert len(drawn["layout"]["yaxis"]["ticktext"]) == 12
    cells = drawn["data"][0]
    assert len(set(zip(cells["x"], cells["base"], strict=True))) == len(cells["text"])

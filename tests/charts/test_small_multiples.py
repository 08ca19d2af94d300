from itertools import pairwise

from charts.style import NARROW
from datapackage import descriptor
from tests.helpers.figures import figure
from tests.helpers.packages import READERS


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

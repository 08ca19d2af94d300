from dataclasses import replace

from charts.style import NARROW
from datapackage import descriptor
from tests.helpers.figures import figure, read, view
from tests.helpers.packages import READERS

READER = READERS["en"]


def test_arabic_bars_are_mirrored_and_isolated(tiny: descriptor.Package) -> None:
    arabic = figure(tiny, "harvest-by-garden", READERS["ar"])
    english = figure(tiny, "harvest-by-garden", READER)
    assert arabic["layout"]["xaxis"]["range"][1] == 0
    assert arabic["layout"]["yaxis"]["side"] == "right"
    assert arabic["data"][0]["y"][0] == "\u2067ساحة النخيل\u2069"
    assert english["layout"]["xaxis"]["range"][0] == 0
    assert english["data"][0]["y"][0] == "Palm court"


def test_every_conflicting_figure_is_drawn_and_the_preferred_marked(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "harvest-range", READER)["data"]
    dots = [trace for trace in drawn if "markers" in trace["mode"]]
    frame = view(tiny, "harvest-range", READER).frame
    assert {x for trace in dots for x in trace["x"]} == set(frame["value"])
    assert dots[0]["marker"]["symbol"] == "diamond"
    assert "symbol" not in dots[1]["marker"]


def test_what_is_known_so_far_looks_different(tiny: descriptor.Package) -> None:
    so_far, whole = (figure(tiny, name, READER)["data"] for name in ("harvest-by-year", "harvest-by-garden"))
    assert all(trace["marker"]["pattern"]["bgcolor"] == "var(--chart-paper)" for trace in so_far[:-1])
    assert all(text.strip("\u00a0\u2066\u2069").endswith("+") for text in so_far[-1]["text"])
    assert whole[0]["marker"]["color"] == "var(--chart-1)"
    assert not any("+" in text for text in whole[-1]["text"])


def test_stacked_bars_carry_their_sum(tiny: descriptor.Package) -> None:
    shown = view(tiny, "harvest-by-year", READER)
    totals = figure(tiny, "harvest-by-year", READER)["data"][-1]
    assert totals["mode"] == "text"
    assert sorted(totals["x"]) == sorted(shown.frame.groupby("group_key")["value"].sum())


def test_grouped_bars_carry_their_own(tiny: descriptor.Package) -> None:
    drawn = figure(tiny, "harvest-side-by-side", READERS["ar"])
    assert drawn["layout"]["barmode"] == "group"
    assert [trace["textposition"] for trace in drawn["data"]] == ["outside", "outside"]


def test_a_long_figure_has_room_at_the_end_of_its_bar(tiny: descriptor.Package) -> None:
    shown = view(tiny, "harvest-by-garden", READER)
    great = replace(shown, frame=shown.frame.assign(value=shown.frame["value"] * 1e6))
    plain, long = (read(each, tiny, READER, NARROW)["layout"]["xaxis"]["range"][1] for each in (shown, great))
    assert plain / shown.frame["value"].max() < long / great.frame["value"].max()

from datapackage import descriptor
from tests.helpers.figures import figure, view
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


def test_every_conflicting_figure_is_drawn_and_the_preferred_marked(real: descriptor.Package) -> None:
    drawn = figure(real, "network-size-conflicts", READER)["data"]
    dots = [trace for trace in drawn if "markers" in trace["mode"]]
    frame = view(real, "network-size-conflicts", READER).frame
    assert {x for trace in dots for x in trace["x"]} == set(frame["value"])
    assert dots[0]["marker"]["symbol"] == "diamond"
    assert "symbol" not in dots[1]["marker"]


def test_what_is_known_so_far_looks_different(real: descriptor.Package) -> None:
    members, programmes = (figure(real, name, READER)["data"] for name in ("members-by-kind", "programmes-by-status"))
    assert all(trace["marker"]["pattern"]["bgcolor"] == "var(--chart-paper)" for trace in members[:-1])
    assert all(text.strip("\u00a0\u2066\u2069").endswith("+") for text in members[-1]["text"])
    assert programmes[0]["marker"]["color"] == "var(--chart-1)"
    assert not any("+" in text for text in programmes[-1]["text"])


def test_stacked_bars_carry_their_sum(real: descriptor.Package) -> None:
    shown = view(real, "programmes-by-status", READER)
    totals = figure(real, "programmes-by-status", READER)["data"][-1]
    assert totals["mode"] == "text"
    assert sorted(totals["x"]) == sorted(shown.frame.groupby("group_key")["value"].sum())


def test_grouped_bars_carry_their_own(real: descriptor.Package) -> None:
    drawn = figure(real, "test-requests", READERS["ar"])
    assert drawn["layout"]["barmode"] == "group"
    assert [trace["textposition"] for trace in drawn["data"]] == ["outside", "outside"]

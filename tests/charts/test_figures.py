import json
import re
from dataclasses import replace
from itertools import combinations

import plotly.graph_objects as go
import pytest

from charts import figures, style
from charts.style import NARROW, Canvas
from datapackage import descriptor as package
from tests.helpers.figures import figure, view
from tests.helpers.packages import READERS, ROOT
from validation.descriptor.completeness import CHART_TYPES

READER = READERS["en"]
CSS = (ROOT / "scripts" / "theme" / "assets" / "css" / "charts.css").read_text(encoding="utf-8")
PLOTLY_JS = (ROOT / "package.json").read_text(encoding="utf-8")


def test_the_descriptor_allows_what_can_be_drawn() -> None:
    assert set(CHART_TYPES) == set(figures.FIGURES)


def test_the_tiny_package_and_the_network_show_every_kind(tiny: package.Package, real: package.Package) -> None:
    for shown in (tiny, real):
        assert {view.spec.type for view in shown.views.values()} == set(figures.FIGURES)


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("canvas", style.CANVASES, ids=lambda canvas: canvas.name)
def test_plotly_knows_every_property_of_every_figure(tiny: package.Package, language: str, canvas: Canvas) -> None:
    """What a page loads is read again by Plotly's own schema, in Python."""
    for name in tiny.views:
        made = figures.figure(view(tiny, name, READERS[language]), tiny, READERS[language], canvas)
        read = json.loads(figures.to_json(made))
        assert go.Figure(read) == made, name
        assert "bdata" not in json.dumps(read), name  # arrays of numbers, which need a newer Plotly.js to read


def test_a_misspelt_property_is_refused(tiny: package.Package) -> None:
    made = figures.figure(view(tiny, "harvest-by-garden", READER), tiny, READER, NARROW)
    with pytest.raises(ValueError, match="Did you mean"):
        made.update_layout(xaxis_tickangel=0)
    with pytest.raises(ValueError, match="not in tuple"):
        style.rgb("chart-7")


def test_the_smallest_bundle_is_enough(real: package.Package) -> None:
    assert "plotly.js-basic-dist-min" in PLOTLY_JS
    kinds = {trace["type"] for name in real.views for trace in figure(real, name, READER)["data"]}
    assert kinds <= {"bar", "scatter", "pie"}  # what plotly.js-basic holds


def test_bars_and_lines_begin_at_zero(real: package.Package) -> None:
    for name, descriptor in real.views.items():
        kind = descriptor.spec.type
        layout = figure(real, name, READERS["ar"])["layout"]
        if kind in ("line", "step", "small-multiples"):
            assert layout["yaxis"]["range"][0] == 0, name
        if kind in ("bar", "stacked-bar", "grouped-bar"):
            assert 0 in (layout["xaxis"]["range"] + layout["yaxis"]["range"]), name


def test_time_runs_from_left_to_right_and_maps_are_not_mirrored(real: package.Package) -> None:
    for name, descriptor in real.views.items():
        arabic, english = (figure(real, name, READERS[each])["layout"]["xaxis"] for each in ("ar", "en"))
        if descriptor.spec.type in ("line", "step", "timeline", "heat-map", "tile-map", "region-map"):
            assert arabic["range"] == english["range"], name
            assert arabic["range"][0] < arabic["range"][1], name


def test_colour_is_never_alone(real: package.Package) -> None:
    for name in real.views:
        entries = figures.legend(view(real, name, READER), READER)
        told = [(entry.mark, entry.pattern, entry.hollow) for entry in entries]
        if real.views[name].spec.type not in figures.STEPPED:  # there each area carries its figure
            assert len(set(told)) == len(told), name


def test_nothing_in_the_figure_is_a_tag_to_plotly(tiny: package.Package) -> None:
    shown = view(tiny, "harvest-by-garden", READER)
    shown.frame.loc[0, "group"] = "</script><b>x"
    drawn = json.loads(figures.to_json(figures.figure(shown, tiny, READER, NARROW)))
    assert "&lt;/script>" in drawn["data"][0]["y"][0]
    assert "<b>" not in drawn["data"][0]["y"][0]


def test_colours_are_names_of_css_variables(real: package.Package) -> None:
    for name in real.views:
        drawn = json.dumps(figure(real, name, READER))
        assert "#" not in drawn, name
        for variable in set(re.findall(r"var\((--[a-z0-9-]+)\)", drawn)):
            assert CSS.count(f"  {variable}: ") == (1 if variable == "--chart-font" else 2), variable


def palette(scheme: str) -> dict[str, str]:
    block = CSS[CSS.index(f'[data-md-color-scheme="{scheme}"]') :]
    return dict(re.findall(r"  (--[a-z0-9-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_stand_out_from_the_paper(scheme: str) -> None:
    found = palette(scheme)
    for name in ("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6", "chart-other", "chart-axis"):
        assert contrast(found[f"--{name}"], found["--chart-paper"]) >= 3, name
    for name in ("chart-text", "chart-soft", "chart-strong", "chart-link"):
        assert contrast(found[f"--{name}"], found["--chart-paper"]) >= 4.5, name
    for step in range(1, 6):
        assert contrast(found[f"--map-{step}"], found[f"--{style.ink(step)}"]) >= 4.5, step


# Machado, Oliveira and Fernandes 2009, severity 1.0: deuteranopia, protanopia
BLINDNESS = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}


def lab(rgb: list[float]) -> list[float]:
    """CIE L*a*b*, D65."""
    x, y, z = (
        sum(w * c for w, c in zip(row, rgb, strict=True)) / white
        for row, white in zip(
            ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)),
            (0.9505, 1.0, 1.089),
            strict=True,
        )
    )
    f = [max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_first_series_are_told_apart_by_those_who_see_fewer_colours(scheme: str, blindness: str) -> None:
    matrix = BLINDNESS[blindness]
    seen = []
    for index in (1, 2, 3):
        rgb = linear(palette(scheme)[f"--chart-{index}"])
        seen.append(lab([sum(w * c for w, c in zip(row, rgb, strict=True)) for row in matrix]))
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 12


def test_boundaries_are_credited_in_the_readers_language(tiny: package.Package) -> None:
    of_map = view(tiny, "harvest-map", READER)
    assert figures.credit(of_map, tiny, "ar") == "خريطة متخيلة"
    assert figures.credit(of_map, tiny, "en") == "Nobody’s map"
    geometry = tiny.resources["outlines"]
    bare = replace(geometry, descriptor={**geometry.descriptor, "sources": [{"title@ar": "only in Arabic"}]})
    silent = replace(tiny, resources={**tiny.resources, geometry.name: bare})
    assert figures.credit(of_map, silent, "en") == "What the file says"
    assert figures.credit(view(tiny, "harvest-by-garden", READER), tiny, "en") == ""


def test_boundaries_of_the_network_are_credited_in_every_language(real: package.Package) -> None:
    for name in [name for name, declared in real.views.items() if declared.spec.geometry]:
        of_map = view(real, name, READER)
        assert figures.credit(of_map, real, "ar").startswith("© المساهمون في OpenStreetMap")
        assert figures.credit(of_map, real, "fr").startswith("© les contributeurs d’OpenStreetMap")
        assert figures.credit(of_map, real, "en").startswith("© OpenStreetMap contributors")


def test_a_date_that_may_mean_several_days_is_told_in_the_legend(tiny: package.Package) -> None:
    marks = [entry.mark for entry in figures.legend(view(tiny, "plantings", READER), READER)]
    assert marks == ["span"]
    years = [entry.mark for entry in figures.legend(view(tiny, "harvest-line", READER), READER)]
    assert years == ["dot", "diamond"]

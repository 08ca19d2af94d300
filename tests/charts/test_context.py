import plotly.graph_objects as go
import pytest

from charts.context import ChartContext
from charts.style import CANVASES, WIDE, Canvas
from datapackage import descriptor
from tests.helpers.figures import other_view, view
from tests.helpers.packages import READERS


def context(tiny: descriptor.Package, name: str, language: str) -> ChartContext:
    return ChartContext(view(tiny, name, READERS[language]), tiny, READERS[language], WIDE)


def test_a_hover_text_names_the_mark_its_figure_and_its_sources(tiny: descriptor.Package) -> None:
    english = context(tiny, "harvest-by-garden", "en")
    texts = english.hover_texts(english.view.marks)
    assert texts["hovertext"][0] == "Palm court<br>260.5<br>Garden survey 2024"
    assert texts["customdata"] == ["Palm court: 260.5", "Fig terrace: 60"]


def test_right_to_left_lines_are_isolated_one_by_one(tiny: descriptor.Package) -> None:
    arabic = context(tiny, "harvest-by-garden", "ar")
    assert all(
        line.startswith("\u2067") and line.endswith("\u2069")
        for text in arabic.hover_texts(arabic.view.marks)["hovertext"]
        for line in text.split("<br>")
    )


def test_figures_known_so_far_say_so(tiny: descriptor.Package) -> None:
    assert context(tiny, "harvest-by-year", "en").number(60) == "\u206660+\u2069"
    assert context(tiny, "harvest-by-garden", "en").number(60) == "60"


def test_time_is_never_mirrored(tiny: descriptor.Package) -> None:
    reader = READERS["ar"]
    planted = other_view(tiny, reader, "gardens", type="bar", group="planted", bin="year")
    assert ChartContext(planted, tiny, reader, WIDE).over_time
    assert not context(tiny, "harvest-by-garden", "ar").over_time


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)
@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_language_and_canvas_stand_in_the_layout(
    tiny: descriptor.Package, canvas: Canvas, language: str, side: str
) -> None:
    reader = READERS[language]
    shown = ChartContext(view(tiny, "harvest-by-garden", reader), tiny, reader, canvas)
    layout = shown.figure([], go.Layout()).layout
    assert layout.hoverlabel.align == side
    assert layout.width == canvas.width
    assert layout.template.layout.xaxis.fixedrange is True

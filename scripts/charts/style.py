"""What all charts share: the Plotly template, the colours, the sizes and the form of text.

Plotly's Python checks every property of a figure, and knows no CSS variable. So a
figure holds a colour of its own for each variable of `charts.css` (`rgb(1,2,5)` for
`--chart-1`), and `with_css_variables` writes the variables into what leaves Python:
one picture then serves light, dark and print.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from datapackage.partial_dates import PartialDate

COLOURS = (
    *("chart-paper", "chart-text", "chart-axis", "chart-grid", "chart-other"),
    *("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"),
    *("map-0", "map-1", "map-2", "map-3", "map-4", "map-5", "map-ink-low", "map-ink-high"),
)  # CSS variables of charts.css without their hyphens; the place of each is the blue of its colour in a figure
FONT = "var(--chart-font)"  # Plotly takes any name of a font
CLEAR = "rgba(0,0,0,0)"
SERIES_COLOURS = 6  # chart-1 … chart-6
MAP_STEPS = 5  # map-1 … map-5
DARK_STEPS = 4  # from this step on, figures are written in map-ink-high
PATTERNS = ("", "/", ".", "x", "-", "\\")  # Plotly's `marker.pattern.shape` of each series: colour is never alone
HATCHES = ("/", ".", "x", "-", "\\", "|")  # the same where nothing is solid
RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
_COLOUR = re.compile(r"rgb\(1, ?2, ?([0-9]+)\)")  # without spaces in a figure, with them in the SVG that Plotly draws


@dataclass(frozen=True)
class Canvas:
    """A size to draw at: width and text size in pixels, characters of a line of a label."""

    name: str
    width: int
    size: int
    fold: int

    @property
    def row(self) -> int:
        """Return the pixels from one line of text to the next."""
        return round(self.size * 1.5)


NARROW = Canvas("narrow", width=300, size=12, fold=14)
WIDE = Canvas("wide", width=760, size=14, fold=24)
CANVASES = (NARROW, WIDE)


def css(name: str) -> str:
    """Return the CSS variable of a colour, for SVG and HTML: `chart-1` → `var(--chart-1)`."""
    return f"var(--{name})"


def rgb(name: str) -> str:
    """Return the colour that stands for a CSS variable in a figure: `chart-1` → `rgb(1,2,5)`.

    Raises ValueError for a name that is not in COLOURS.
    """
    return f"rgb(1,2,{COLOURS.index(name)})"


def with_css_variables(text: str) -> str:
    """Return the JSON of a figure, or an SVG drawn of it, with CSS variables in the place of the colours of `rgb`."""
    return _COLOUR.sub(lambda match: css(COLOURS[int(match[1])]), text)


@cache
def template() -> go.layout.Template:
    """Return the Plotly template of all charts: what does not depend on the view, the language or the canvas.

    It stands in the JSON of each figure, where Plotly.js applies it (https://plotly.com/javascript/layout-template/).
    """
    text = {"family": FONT, "color": rgb("chart-text")}
    trace = {"cliponaxis": False, "hoverinfo": "text"}
    layout = go.Layout(
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        margin={"l": 4, "r": 4, "t": 8, "b": 8},
        font=text,
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        hoverlabel={"bgcolor": rgb("chart-paper"), "bordercolor": rgb("chart-axis"), "font": {**text, "size": 13}},
        xaxis=_axis(),
        yaxis=_axis(),
        annotationdefaults={"showarrow": False},
    )
    bar = go.Bar(**trace, textangle=0, constraintext="none")
    return go.layout.Template(layout=layout, data={"bar": [bar], "scatter": [go.Scatter(**trace)]})


def _axis() -> dict[str, object]:
    """Return what the axes of all charts share: no line, no grid, no ticks, and colours for those that have them."""
    return {
        "fixedrange": True,
        "automargin": True,
        "showline": False,
        "linecolor": rgb("chart-axis"),
        "showgrid": False,
        "gridcolor": rgb("chart-grid"),
        "zeroline": False,
        "zerolinecolor": rgb("chart-axis"),
        "tickangle": 0,
        "ticks": "",
        "ticklen": 5,
        "tickcolor": CLEAR,
    }


def series_colour(index: int) -> str:
    """Return the name of the colour of the series at `index`, counted from 0."""
    return f"chart-{index % SERIES_COLOURS + 1}"


def pattern(index: int, partial: bool) -> str:
    """Return Plotly's pattern of the series at `index`; only the first of complete figures is solid."""
    patterns = HATCHES if partial else PATTERNS
    return patterns[index % len(patterns)]


def bar_marker(index: int, count: int, partial: bool) -> go.bar.Marker:
    """Return the marker of bars of the series at `index` among `count`: a colour, and a pattern to tell it without.

    `partial` figures count only what is known so far: hatched on paper, not solid.
    """
    colour, paper, shape = rgb(series_colour(index)), rgb("chart-paper"), pattern(index, partial)
    if partial:
        return go.bar.Marker(
            line={"color": colour, "width": 1.5},
            pattern={"shape": shape, "bgcolor": paper, "fgcolor": colour, "size": 6, "solidity": 0.35},
        )
    marker = go.bar.Marker(color=colour, line={"color": paper, "width": 1})
    if count > 1 and shape:
        marker.pattern = {"shape": shape, "bgcolor": colour, "fgcolor": paper, "size": 6, "solidity": 0.2}
    return marker


def other_marker(size: int) -> go.scatter.Marker:
    """Return the marker of figures that are not shown first: hollow, of another shape and colour."""
    outline = {"color": rgb("chart-other"), "width": 2}
    return go.scatter.Marker(color=rgb("chart-paper"), size=size, symbol="diamond", line=outline)


def map_step(value: float, top: float) -> int:
    """Return the step of the map's scale, 1 to 5, for a value between 0 and `top`."""
    return min(MAP_STEPS, 1 + int((MAP_STEPS - 1) * value / top)) if top > 0 else 1


def map_colour(step: int) -> str:
    """Return the name of the colour of a step of the map's scale; 0 is a place without a figure."""
    return f"map-{step}"


def ink(step: int) -> str:
    """Return the name of the colour in which a figure is written on a step of the map's scale."""
    return "map-ink-high" if step >= DARK_STEPS else "map-ink-low"


def isolate(text: str, rtl: bool) -> str:
    """Return `text` so that right-to-left words keep their order in Plotly, which lays every text out left to right.

    They are wrapped in Unicode isolates (UAX #9, https://www.unicode.org/reports/tr9/).
    """
    return f"{RLI}{text}{PDI}" if rtl and text else text


def plain(text: str) -> str:
    """Return `text` without the few tags that Plotly would read in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def folded(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` characters; a compound name may break after its hyphen."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True) or [text]


def all_years(keys: list[str]) -> list[str]:
    """Return every year from the first of `keys` to the last: a year without a figure is a gap that shows.

    Keys that are not all whole years are returned as they are.
    """
    dates = [PartialDate.of(key) for key in keys]
    years = [date.year for date in dates if date and date.is_year]
    return [str(year) for year in range(min(years), max(years) + 1)] if years and len(years) == len(keys) else keys

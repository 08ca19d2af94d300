"""What every kind of chart shares: the words, colours and sizes of one picture.

Colours are the names of CSS variables (`var(--chart-1)`), so that one picture
serves light, dark and print. Plotly lays every text out from left to right:
right-to-left words are wrapped in Unicode isolates (UAX #9).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.views import View, is_date
from datapackage import locales
from datapackage.descriptor import Package
from datapackage.locales import Reader

if TYPE_CHECKING:
    import pandas as pd

Trace = dict[str, Any]
Layout = dict[str, Any]
Drawn = tuple[list[Trace], Layout]

SERIES_COLOURS = 6  # --chart-1 … --chart-6 in charts.css
MAP_STEPS = 5  # --map-1 … --map-5
DARK_STEPS = 4  # from this step on, figures are written in --map-ink-high
PATTERNS = ("", "/", ".", "x", "-", "\\")  # Plotly's `marker.pattern.shape` of each series: colour is never alone
HATCHES = ("/", ".", "x", "-", "\\", "|")  # the same where nothing is solid
RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
NOT_ALL = "+"  # after a figure that counts only what is known so far
CLEAR = "rgba(0,0,0,0)"
MOST_NAMED = 3  # sources named in a hover text
FIXED = {"fixedrange": True, "automargin": True}


@dataclass(frozen=True)
class Canvas:
    """A size to draw at: width and text size in pixels, characters of a line of a label."""

    name: str
    width: int
    size: int
    fold: int

    @property
    def row(self) -> int:
        """Pixels from one line of text to the next."""
        return round(self.size * 1.5)


NARROW = Canvas("narrow", width=300, size=12, fold=14)
WIDE = Canvas("wide", width=760, size=14, fold=24)
CANVASES = (NARROW, WIDE)


def isolate(text: str, rtl: bool) -> str:
    """`text` wrapped so that Plotly shows right-to-left text in its own order."""
    return f"{RLI}{text}{PDI}" if rtl and text else text


def plain(text: str) -> str:
    """Text without the few tags that Plotly would read in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def folded(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` characters; a compound name may break after its hyphen."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True) or [text]


def colour(index: int) -> str:
    """The CSS variable of the series at `index`, counted from 0."""
    return f"var(--chart-{index % SERIES_COLOURS + 1})"


def pattern(index: int, partial: bool) -> str:
    """Plotly's pattern of the series at `index`; only the first of complete figures is solid."""
    patterns = HATCHES if partial else PATTERNS
    return patterns[index % len(patterns)]


def step(value: float, top: float) -> int:
    """The step of the map's scale, 1 to 5, for a value between 0 and `top`."""
    return min(MAP_STEPS, 1 + int((MAP_STEPS - 1) * value / top)) if top > 0 else 1


def ink(of_step: int) -> str:
    """The CSS variable for a figure written on a step of the map's scale."""
    return "var(--map-ink-high)" if of_step >= DARK_STEPS else "var(--map-ink-low)"


@dataclass(frozen=True)
class Scene:
    """A view about to be drawn for a reader on a canvas."""

    view: View
    package: Package
    reader: Reader
    canvas: Canvas

    @property
    def frame(self) -> pd.DataFrame:
        """The marks of the view."""
        return self.view.frame

    @property
    def narrow(self) -> bool:
        """True for a phone."""
        return self.canvas is NARROW

    @property
    def over_time(self) -> bool:
        """Whether the groups are dates, which run from left to right in every language."""
        return is_date(self.package, self.view.resource, self.view.spec.group)

    @property
    def mirrored(self) -> bool:
        """Whether lengths grow from right to left."""
        return self.reader.rtl

    def number(self, value: float) -> str:
        """A figure of the picture; `12+` where only what is known so far is counted."""
        text = locales.number(value, self.reader.locale)
        return f"{LRI}{text}{NOT_ALL}{PDI}" if self.view.partial else text

    def label(self, text: str, width: int = 0) -> str:
        """Words for an axis: folded so that a phone shows them whole, each line isolated."""
        lines = folded(text, width or self.canvas.fold)
        return "<br>".join(isolate(plain(line), self.reader.rtl) for line in lines)

    def lines(self, texts: list[str]) -> int:
        """How many lines the longest of the labels takes."""
        return max((len(folded(text, self.canvas.fold)) for text in texts), default=1)

    def told(self, marks: pd.DataFrame) -> dict[str, Any]:
        """What Plotly shows and a screen reader says of each mark: `hovertext` and `customdata` of a trace."""
        return {
            "hovertext": self._hover(marks),
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [f"{self._head(mark)}: {self._figure(mark)}" for mark in marks.to_dict("records")],
        }

    def _head(self, mark: Mapping[Any, Any]) -> str:
        return " · ".join(str(mark[part]) for part in ("facet", "group", "series") if mark[part])

    def _figure(self, mark: Mapping[Any, Any]) -> str:
        return str(mark["label"] or self.number(mark["value"]))

    def _hover(self, marks: pd.DataFrame) -> list[str]:
        named = {row.key: str(row.cells.get("title") or row.cells.get("publisher") or row.key)
                 for row in self.view.sources}  # fmt: skip
        texts = []
        for mark in marks.to_dict("records"):
            sources = [named[key] for key in mark["source_keys"] if key in named][:MOST_NAMED]
            lines = [part for text in (self._head(mark), self._figure(mark), *sources) for part in folded(text, 44)]
            texts.append("<br>".join(isolate(plain(line), self.reader.rtl) for line in lines))
        return texts

    def marks(self, index: int, count: int) -> dict[str, Any]:
        """The `marker` of bars of one series among `count`: a colour, and a pattern to tell it without colour."""
        shape = pattern(index, self.view.partial)
        if self.view.partial:  # known so far only: hatched on paper, not solid
            hatch = {"shape": shape, "bgcolor": "var(--chart-paper)", "fgcolor": colour(index)}
            outline = {"color": colour(index), "width": 1.5}
            return {"pattern": {**hatch, "size": 6, "solidity": 0.35}, "line": outline}
        marker: dict[str, Any] = {"color": colour(index), "line": {"color": "var(--chart-paper)", "width": 1}}
        if count > 1 and shape:
            hatch = {"shape": shape, "bgcolor": colour(index), "fgcolor": "var(--chart-paper)"}
            marker["pattern"] = {**hatch, "size": 6, "solidity": 0.2}
        return marker


def all_years(keys: list[str]) -> list[str]:
    """Every year from the first of `keys` to the last: a year without a figure is a gap that shows."""
    years = [int(key) for key in keys if re.fullmatch("[0-9]{4}", key)]
    return [str(year) for year in range(min(years), max(years) + 1)] if years and len(years) == len(keys) else keys

"""What a drawing function is given: a view, a reader and a canvas, and what it needs of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from charts.aggregation import Mark
from charts.style import LRI, NARROW, PDI, Canvas, folded, isolate, plain, template
from charts.views import View, is_date
from datapackage import locales
from datapackage.descriptor import Package
from datapackage.locales import Reader

if TYPE_CHECKING:
    import pandas as pd

NOT_ALL = "+"  # after a figure that counts only what is known so far
MOST_NAMED = 3  # sources named in a hover text
HOVER_FOLD = 44  # characters of a line of a hover text


@dataclass(frozen=True)
class ChartContext:
    """A view to be drawn for a reader on a canvas."""

    view: View
    package: Package
    reader: Reader
    canvas: Canvas

    @property
    def frame(self) -> pd.DataFrame:
        """Return the marks of the view."""
        return self.view.frame

    @property
    def is_narrow(self) -> bool:
        """True for a phone."""
        return self.canvas is NARROW

    @property
    def over_time(self) -> bool:
        """True where the groups are dates, which run from left to right in every language."""
        return is_date(self.package, self.view.resource, self.view.spec.group)

    @property
    def mirrored(self) -> bool:
        """True where lengths grow from right to left."""
        return self.reader.rtl

    @property
    def start_side(self) -> str:
        """Return the side where reading begins: `left` or `right`."""
        return "right" if self.mirrored else "left"

    def figure(self, traces: list[Any], layout: go.Layout) -> go.Figure:
        """Return the Plotly figure of the traces: `layout` with the template, and what language and canvas ask for."""
        layout.update(
            template=template(),
            width=self.canvas.width,
            font={"size": self.canvas.size},
            separators=self.reader.separators,
            hoverlabel={"align": self.start_side},
        )
        return go.Figure(traces, layout)

    def number(self, value: float) -> str:
        """Return a figure of the picture; `12+` where only what is known so far is counted."""
        text = locales.number(value, self.reader.locale)
        return f"{LRI}{text}{NOT_ALL}{PDI}" if self.view.partial else text

    def label(self, text: str, width: int = 0) -> str:
        """Return words for an axis: folded so that a phone shows them whole, each line isolated."""
        return self._lines(folded(text, width or self.canvas.fold))

    def line_count(self, texts: Iterable[str]) -> int:
        """Return how many lines the longest of the labels takes."""
        return max((len(folded(text, self.canvas.fold)) for text in texts), default=1)

    def hover_texts(self, marks: Iterable[Mark]) -> dict[str, list[str]]:
        """Return properties of a trace: `hovertext`, which Plotly shows, and `customdata`, which a screen reader says.

        Each has a text for each mark: its names, its figure and, in the hover text, its first sources.
        """
        marks = list(marks)
        titles = {
            row.key: str(row.cells.get("title") or row.cells.get("publisher") or row.key) for row in self.view.sources
        }
        return {
            "hovertext": [self._hover_text(mark, titles) for mark in marks],
            "customdata": [f"{_names(mark)}: {self._value(mark)}" for mark in marks],
        }

    def _hover_text(self, mark: Mark, titles: dict[str, str]) -> str:
        sources = [titles[key] for key in mark.source_keys if key in titles][:MOST_NAMED]
        texts = (_names(mark), self._value(mark), *sources)
        return self._lines([line for text in texts for line in folded(text, HOVER_FOLD)])

    def _value(self, mark: Mark) -> str:
        return mark.label or self.number(mark.value)

    def _lines(self, lines: list[str]) -> str:
        return "<br>".join(isolate(plain(line), self.reader.rtl) for line in lines)


def _names(mark: Mark) -> str:
    return " · ".join(name for name in (mark.facet, mark.group, mark.series) if name)

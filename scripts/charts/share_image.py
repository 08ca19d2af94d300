"""The image to share: a chart with its title, legend, source, date and address around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from charts.figures import LegendEntry
from charts.style import FONT, LRI, PDI, WIDE, css, folded, isolate
from charts.svg import NAMESPACE

MARGIN = 24
WIDTH = WIDE.width + 2 * MARGIN
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 21, 15, 13
# Characters of a line, counted for wide letters so that none runs over the edge
TITLE_FOLD, TEXT_FOLD, SMALL_FOLD = 66, 92, 110
HATCHES = {
    "/": "M0 6L6 0M4 12L12 4M10 12L12 10",
    "\\": "M0 6L6 12M0 0L12 12M6 0L12 6",
    "-": "M0 3H12M0 9H12",
    "x": "M0 0L12 12M12 0L0 12",
    "|": "M3 0V12M9 0V12",
    ".": "M3 3h2v2h-2zM8 8h2v2h-2z",
}


def swatch(entry: LegendEntry) -> str:
    """Return the mark of a line of the legend as SVG in a box of 12 by 12, as it stands beside its words."""
    fill = css("chart-paper") if entry.hollow else entry.colour
    stroke = entry.colour if entry.hollow else css("chart-paper")
    if entry.mark == "dot":
        return f'<circle cx="6" cy="6" r="5" fill="{fill}"/>'
    if entry.mark == "diamond":
        return f'<path d="M6 1L11 6L6 11L1 6Z" fill="{fill}" stroke="{entry.colour}" stroke-width="2"/>'
    if entry.mark == "span":
        return f'<path d="M0 6H12" stroke="{entry.colour}" stroke-width="2" stroke-dasharray="2 2"/>'
    if entry.mark == "line":
        return f'<path d="M6 0V12" stroke="{entry.colour}" stroke-width="2" stroke-dasharray="4 2"/>'
    hatch = f'<path d="{HATCHES[entry.pattern]}" stroke="{stroke}" fill="none"/>' if entry.pattern else ""
    return f'<rect x=".5" y=".5" width="11" height="11" fill="{fill}" stroke="{entry.colour}"/>{hatch}'


@dataclass(frozen=True)
class ShareImage:
    """What stands around the picture: `foot` are lines below it (source, date, address)."""

    language: str
    rtl: bool
    title: str
    legend: tuple[LegendEntry, ...]
    foot: tuple[str, ...]
    address: str

    def around(self, picture: str) -> str:
        """Return an SVG of its own with `picture` (an SVG of the wide canvas) in the middle of it."""
        parts: list[str] = []
        y: float = MARGIN
        for line in folded(self.title, TITLE_FOLD):
            y += round(TITLE_SIZE * 1.5)
            parts.append(self._line(line, y - 8, TITLE_SIZE, 'font-weight="700"'))
        for entry in self.legend:
            y += round(TEXT_SIZE * 1.6)
            parts.append(self._entry(entry, y - 6))
        y += 10
        height = _height(picture)
        parts.append(re.sub("^<svg", f'<svg x="{MARGIN}" y="{y:g}"', picture))
        y += height + 6
        for line in [part for text in self.foot for part in folded(text, SMALL_FOLD)]:
            y += round(SMALL_SIZE * 1.6)
            parts.append(self._line(line, y - 5, SMALL_SIZE, ""))
        y += round(SMALL_SIZE * 1.6)
        parts.append(self._line(f"{LRI}{self.address}{PDI}", y - 5, SMALL_SIZE, ""))
        size = f'viewBox="0 0 {WIDTH} {y + MARGIN:g}" width="{WIDTH}" height="{y + MARGIN:g}"'
        words = f"<title>{escape(self.title)}</title><desc>{escape(' '.join([*self.foot, self.address]))}</desc>"
        root = (
            f'<svg xmlns="{NAMESPACE}" {size} xml:lang="{self.language}" direction="ltr" font-family={quoteattr(FONT)}>'
        )
        return f'{root}{words}<rect width="100%" height="100%" fill="{css("chart-paper")}"/>{"".join(parts)}</svg>'

    def _line(self, text: str, y: float, size: int, more: str) -> str:
        x, anchor = (WIDTH - MARGIN, "end") if self.rtl else (MARGIN, "start")
        words = escape(isolate(text, self.rtl))
        return _text((x, y), anchor, size, words, more)

    def _entry(self, entry: LegendEntry, y: float) -> str:
        x = WIDTH - MARGIN - 14 if self.rtl else MARGIN
        words_x, anchor = (x - 8, "end") if self.rtl else (x + 22, "start")
        words = escape(isolate(entry.words, self.rtl))
        text = _text((words_x, y), anchor, TEXT_SIZE, words)
        return f'<g transform="translate({x},{y - 11:g})">{swatch(entry)}</g>{text}'

    def coloured(self, text: str, palette: Mapping[str, str]) -> str:
        """Return the SVG with colours in the place of variables: programs that draw SVG know no style sheet of ours."""
        for name, value in palette.items():
            text = text.replace(f"var({name})", escape(value))
        return text.replace(FONT, "IBM Plex Sans Arabic, Plex Arabic, sans-serif")


def _text(at: tuple[float, float], anchor: str, size: int, words: str, more: str = "") -> str:
    place = f'x="{at[0]:g}" y="{at[1]:g}" text-anchor="{anchor}" font-size="{size}"'
    return f'<text {place} fill="{css("chart-text")}" {more}>{words}</text>'


def _height(picture: str) -> float:
    found = re.search(r'height="([\d.]+)"', picture)
    return float(found[1]) if found else 0.0

"""A chart as a page shows it: the picture, its legend, and the files to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from charts import figures as charts
from charts import views
from charts.figures import Entry
from charts.image_export import Gallery, Request
from charts.share_image import Poster, swatch
from charts.style import CANVASES
from charts.views import View
from datapackage import addresses, locales
from datapackage.addresses import Site
from datapackage.descriptor import Package
from datapackage.locales import Reader
from datapackage.rows import Tables

MOST_NAMED = 3  # sources written under a picture; the rest is counted
_ESCAPED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)  # letters that are not Latin, as an address escapes them


@dataclass(frozen=True)
class Exhibit:
    """One view for one reader, and where its files stand.

    `page` is the address, from the root of the site, of the page of its
    resource, where the chart always is; `url` that of the site.
    """

    view: View
    package: Package
    reader: Reader
    url: str
    page: str

    @property
    def address(self) -> str:
        """Where this very chart is read."""
        return f"{self.url}{self.page}#chart-{self.view.name}"

    @property
    def files(self) -> dict[str, str]:
        """Paths from the root of the site: `png`, `svg`, `csv`, `embed` (a page) and `figure` (Plotly JSON)."""
        name = f"{self.view.name}.{self.reader.language}"
        return {
            "png": f"charts/{name}.png",
            "svg": f"charts/{name}.svg",
            "csv": f"data/views/{self.view.name}.csv",
            "embed": f"embed/{name}.html",
            "figure": f"charts/{name}.json",
        }

    @property
    def addresses(self) -> list[str]:
        """What a reader on paper needs: where the chart and its table are, and the first sources, Arabic in letters."""
        links = [row.cells[field.name] for row in self.view.sources[:MOST_NAMED] for field in row.resource.fields
                 if field.display == "link"]  # fmt: skip
        return [self.address, f"{self.url}{self.files['csv']}",
                *(_ESCAPED.sub(lambda found: unquote(found[0]), str(link)) for link in links if link)]  # fmt: skip

    @property
    def legend(self) -> list[Entry]:
        """What tells the marks apart."""
        return charts.legend(self.view, self.reader)

    @property
    def credit(self) -> str:
        """Whose boundaries a map shows."""
        return charts.credit(self.view, self.package, self.reader.language)

    @property
    def dated(self) -> str:
        """The latest date of the sources in words; empty where they have none."""
        if not self.view.latest:
            return ""
        date = locales.partial_date(self.view.latest, self.reader.locale)
        return self.reader.word("chart.dated").replace("{date}", date)

    @property
    def foot(self) -> tuple[str, ...]:
        """Source and date, as they stand under a picture that travels alone."""
        names = list(dict.fromkeys(str(row.cells.get("publisher") or row.label) for row in self.view.sources))
        comma = "، " if self.reader.rtl else ", "
        more = len(names) - MOST_NAMED
        others = f" {self.reader.word('chart.other_sources', more)}" if more > 0 else ""
        named = f"{self.reader.word('chart.source')} {comma.join(names[:MOST_NAMED])}{others}" if names else ""
        borders = f"{self.reader.word('chart.borders')} {self.credit}" if self.credit else ""
        return tuple(line for line in (self.view.description, named, self.dated, borders) if line)

    @cached_property
    def figures(self) -> dict[str, str]:
        """Plotly JSON for each canvas."""
        return {canvas.name: charts.figure(self.view, self.package, self.reader, canvas) for canvas in CANVASES}

    @cached_property
    def request(self) -> Request:
        """What is asked of the gallery."""
        figures = self.figures
        poster = Poster(self.reader.language, self.reader.rtl, self.view.title, tuple(self.legend), self.foot,
                        self.address)  # fmt: skip
        return Request(self.view.name, figures["narrow"], figures["wide"], poster)

    def pictures(self, gallery: Gallery) -> dict[str, str]:
        """The SVG of each canvas; empty where they could not be drawn."""
        found = {name: gallery.inline(figure, f"{self.view.name}-{name}") for name, figure in self.figures.items()}
        return {name: drawn for name, drawn in found.items() if drawn} if all(found.values()) else {}

    def shown(self, gallery: Gallery) -> dict[str, Any]:
        """What the parts of a chart ask for."""
        names = ("view", "legend", "files", "credit", "dated", "addresses")
        pictures = self.pictures(gallery)
        return {each: getattr(self, each) for each in names} | {"pictures": pictures, "swatch": swatch}


@dataclass(frozen=True)
class Charts:
    """The charts of one language by the name of their view, each worked out when it is first asked for."""

    tables: Tables
    reader: Reader
    site: Site
    _charts: dict[str, Exhibit] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Exhibit:
        """Return the chart of view `name`; raise KeyError where the descriptor has no such view."""
        if name not in self._charts:
            view = views.build(self.tables, name, self.reader)
            page = f"{self.site.roots[self.reader.language]}{addresses.of_resource(view.resource.name)}"
            self._charts[name] = Exhibit(view, self.tables.package, self.reader, self.site.url, page)
        return self._charts[name]

    def __iter__(self) -> Iterator[Exhibit]:
        """Give every chart, in the order of the descriptor."""
        return (self[name] for name in self.tables.package.views)

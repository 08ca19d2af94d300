"""A chart as a page shows it: the picture, its legend, and the files to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from charts import figures, views
from charts.figures import LegendEntry
from charts.image_export import ImageCache, ImageRequest
from charts.share_image import ShareImage, swatch
from charts.style import CANVASES, with_css_variables
from charts.views import View
from datapackage import addresses, locales
from datapackage.addresses import Site
from datapackage.descriptor import Package
from datapackage.locales import Reader
from datapackage.named_files import web_address
from datapackage.rows import Row, Tables

MOST_NAMED = 2  # sources written under a picture, each a line or two on a phone; the rest is counted
_ESCAPED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)  # letters that are not Latin, as an address escapes them


@dataclass(frozen=True)
class Chart:
    """A view for a reader, and where its files stand.

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
        """Return where this very chart is read."""
        return f"{self.url}{self.page}#chart-{self.view.name}"

    @property
    def files(self) -> dict[str, str]:
        """Return paths from the root of the site: `png`, `svg`, `csv`, `embed` (a page) and `figure` (Plotly JSON)."""
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
        """Return what a reader on paper needs: where chart, table and first sources are, Arabic in letters."""
        links = [
            str(row.cells[field.name])
            for row in self.named
            for field in row.resource.fields
            if field.display == "link" and web_address(row.cells[field.name])
        ]
        in_letters = [_ESCAPED.sub(lambda match: unquote(match[0]), link) for link in links]
        return [self.address, f"{self.url}{self.files['csv']}", *in_letters]

    @property
    def legend(self) -> list[LegendEntry]:
        """Return what tells the marks apart."""
        return figures.legend(self.view, self.reader)

    @property
    def credit(self) -> str:
        """Return whose boundaries a map shows."""
        return figures.credit(self.view, self.package, self.reader.language)

    @property
    def dated(self) -> str:
        """Return the latest date of the sources in words; empty where they have none."""
        if not self.view.latest:
            return ""
        date = locales.partial_date(self.view.latest, self.reader.locale)
        return self.reader.word("chart.dated").replace("{date}", date)

    @property
    def named(self) -> list[Row]:
        """Return the sources that a page and the image name, the latest first."""
        return self.view.sources[:MOST_NAMED]

    @property
    def unnamed(self) -> int:
        """Return how many other sources there are."""
        return len(self.view.sources[MOST_NAMED:])

    @property
    def foot(self) -> tuple[str, ...]:
        """Return description, sources, date and boundaries, as they stand under the image to share."""
        comma = "، " if self.reader.rtl else ", "
        others = f" {self.reader.word('chart.other_sources', self.unnamed)}" if self.unnamed else ""
        names = comma.join(_name(row) for row in self.named)
        sources = f"{self.reader.word('chart.source')} {names}{others}" if names else ""
        borders = f"{self.reader.word('chart.borders')} {self.credit}" if self.credit else ""
        return tuple(line for line in (self.view.description, sources, self.dated, borders) if line)

    @cached_property
    def figures(self) -> dict[str, str]:
        """Return the JSON of the figure for each canvas, with colours that stand for CSS variables."""
        made = ((canvas, figures.figure(self.view, self.package, self.reader, canvas)) for canvas in CANVASES)
        return {canvas.name: figures.to_json(figure) for canvas, figure in made}

    @property
    def json(self) -> str:
        """Return the file `figure` of a page: an object with the figure of each canvas, coloured by CSS variables."""
        members = (f'"{canvas}":{figure}' for canvas, figure in self.figures.items())
        return f"{{{with_css_variables(','.join(members))}}}\n"

    @cached_property
    def request(self) -> ImageRequest:
        """Return what is asked of the image cache."""
        image = ShareImage(
            language=self.reader.language,
            rtl=self.reader.rtl,
            title=self.view.title,
            legend=tuple(self.legend),
            foot=self.foot,
            address=self.address,
        )
        return ImageRequest(self.view.name, self.figures["narrow"], self.figures["wide"], image)

    def pictures(self, images: ImageCache) -> dict[str, str]:
        """Return the SVG of each canvas; none where they could not be drawn."""
        drawn = {name: images.inline(figure, f"{self.view.name}-{name}") for name, figure in self.figures.items()}
        return {name: picture for name, picture in drawn.items() if picture} if all(drawn.values()) else {}

    def context(self, images: ImageCache) -> dict[str, Any]:
        """Return what the templates of a chart ask for."""
        names = ("view", "named", "unnamed", "legend", "files", "credit", "dated", "addresses")
        values = {name: getattr(self, name) for name in names}
        return {**values, "pictures": self.pictures(images), "swatch": swatch}


def _name(source: Row) -> str:
    """Return how a source is named in a line of text: its title, and its publisher where one is stated."""
    publisher = source.cells.get("publisher")
    return f"{source.label} ({publisher})" if publisher else source.label


@dataclass(frozen=True)
class Charts:
    """The charts of one language by the name of their view, each worked out when it is first asked for."""

    tables: Tables
    reader: Reader
    site: Site
    _charts: dict[str, Chart] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Chart:
        """Return the chart of view `name`; raise KeyError where the descriptor has no such view."""
        if name not in self._charts:
            view = views.build(self.tables, name, self.reader)
            page = f"{self.site.roots[self.reader.language]}{addresses.of_resource(view.resource.name)}"
            self._charts[name] = Chart(view, self.tables.package, self.reader, self.site.url, page)
        return self._charts[name]

    def __iter__(self) -> Iterator[Chart]:
        """Give every chart, in the order of the descriptor."""
        return (self[name] for name in self.tables.package.views)

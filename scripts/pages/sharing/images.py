"""The images that a message, a list of results or a phone shows of a page, of a row and of the site.

An image to share has the size that the Open Graph protocol (https://ogp.me/) is
used with everywhere. It is HTML, drawn as PNG in the same session of the browser as the charts:
a browser breaks lines and joins Arabic letters, which no library for pictures does alone.
A page of the menu has one of its own, and so has a row that the descriptor names
(`rowPages.shareImage`); any other page has that of the page above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from charts.image_export import ImageCache, Snapshot
from pages import row_pages
from pages.page_address import PageAddress
from pages.page_shells import Source
from pages.renderer import Renderer
from pages.sharing import icons

WIDTH, HEIGHT = 1200, 630
TEMPLATE = "share-image"


@dataclass(frozen=True)
class Drawn:
    """The images that pages may name: those to share by their paths from the root of the site, and the icons."""

    shared: Mapping[str, Snapshot] = field(default_factory=dict)
    icons: Mapping[int, Snapshot] = field(default_factory=dict)

    @property
    def snapshots(self) -> list[Snapshot]:
        """All of them, to be drawn."""
        return [*self.shared.values(), *self.icons.values()]

    def nearest(self, at: PageAddress) -> str:
        """Return the path of the image of a page, or of the page above it that has one; empty where none has."""
        page = at.page
        while page not in (at.language_root, ""):
            if (path := page + row_pages.IMAGE_FILE) in self.shared:
                return path
            page = page.rstrip("/").rpartition("/")[0]
            page += "/" if page else ""
        path = at.language_root + row_pages.IMAGE_FILE
        return path if path in self.shared else ""

    def write(self, images: ImageCache, site: Path) -> None:
        """Write the images into the built `site`, whose folders are there."""
        for path, snapshot in self.shared.items():
            (site / path).write_bytes(images.png(snapshot))
        icons.write({size: images.png(snapshot) for size, snapshot in self.icons.items()}, site)


NOTHING_DRAWN = Drawn()


def declared(renderers: Sequence[Renderer], menu: Mapping[str, Sequence[Source]]) -> Drawn:
    """Return the images of the pages of the menu, of the rows that have one, and of the site."""
    shared: dict[str, Snapshot] = {}
    for renderer in renderers:
        for source in menu[renderer.reader.language]:
            shared[source.address.page + row_pages.IMAGE_FILE] = _of_page(renderer, source)
        for template in row_pages.templates(renderer):
            for row in template.rows:
                if path := template.image(row):
                    shared[path] = Snapshot(template.blocks(row, ["image"])["image"], WIDTH, HEIGHT)
    return Drawn(shared, icons.snapshots(renderers[0].site))


def _of_page(renderer: Renderer, source: Source) -> Snapshot:
    known = source.known_as(renderer)
    words = {"title": known.heading or known.title, "figure": known.figure, "note": known.note or known.description}
    return Snapshot(renderer.template(TEMPLATE, source.address, **words), WIDTH, HEIGHT)

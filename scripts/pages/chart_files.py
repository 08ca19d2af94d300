"""The charts as files of their own: pictures to take away, figures to explore, pages to embed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from charts.image_export import Request
from pages.renderer import Address, Pages


def missing(all_pages: Sequence[Pages]) -> list[Request]:
    """The charts whose pictures are not drawn yet."""
    requests = [pages.exhibit(name).request for pages in all_pages for name in pages.package.views]
    return all_pages[0].gallery.missing(requests)


def draw(all_pages: Sequence[Pages], modules: Path) -> str:
    """Draw the pictures that are not drawn yet; give the reason where no browser could, else nothing."""
    lacking = missing(all_pages)
    if not lacking:
        return ""
    print(f"drawing {len(lacking)} charts …", flush=True)
    return all_pages[0].gallery.draw(lacking, modules)


def write(all_pages: Sequence[Pages], site: Path) -> None:
    """Write the files of every chart in every language into the built `site`."""
    for folder in ("charts", "embed"):
        (site / folder).mkdir(parents=True, exist_ok=True)
    for pages in all_pages:
        for name in pages.package.views:
            _write(pages, name, site)


def _write(pages: Pages, name: str, site: Path) -> None:
    exhibit = pages.exhibit(name)
    files = exhibit.files
    for kind, path in pages.gallery.files(exhibit.request).items():
        shutil.copyfile(path, site / files[kind])
    figures = ",".join(f'"{canvas}":{figure}' for canvas, figure in exhibit.figures.items())
    (site / files["figure"]).write_text(f"{{{figures}}}\n", encoding="utf-8")
    at = Address("embed/", "")
    page = pages.template("embed", at, **exhibit.shown(pages.gallery), foot=exhibit.foot[1:], address=exhibit.address)
    (site / files["embed"]).write_text(page, encoding="utf-8")


def poster(pages: Pages, html: str) -> str:
    """The absolute address of the picture of the first chart of a page; empty where there is none."""
    found = re.search('<figure class="chart" id="chart-([^"]+)"', html)
    exhibit = pages.exhibit(found[1]) if found else None
    drawn = exhibit and pages.gallery.files(exhibit.request)
    return f"{exhibit.url}{exhibit.files['png']}" if exhibit and drawn else ""

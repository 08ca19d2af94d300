"""The charts as files of their own: pictures to take away, figures to explore, pages to embed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from charts.image_export import ImageRequest
from pages.renderer import Address, Pages


def missing(all_pages: Sequence[Pages]) -> list[ImageRequest]:
    """The charts whose pictures are not drawn yet."""
    requests = [pages.chart_of(name).request for pages in all_pages for name in pages.package.views]
    return all_pages[0].images.missing(requests)


def draw(all_pages: Sequence[Pages], modules: Path) -> str:
    """Draw the pictures that are not drawn yet; give the reason where no browser could, else nothing."""
    lacking = missing(all_pages)
    if not lacking:
        return ""
    print(f"drawing {len(lacking)} charts …", flush=True)
    return all_pages[0].images.draw(lacking, modules)


def write(all_pages: Sequence[Pages], site: Path) -> None:
    """Write the files of every chart in every language into the built `site`."""
    for folder in ("charts", "embed"):
        (site / folder).mkdir(parents=True, exist_ok=True)
    for pages in all_pages:
        for name in pages.package.views:
            _write(pages, name, site)


def _write(pages: Pages, name: str, site: Path) -> None:
    chart = pages.chart_of(name)
    files = chart.files
    for kind, path in pages.images.files(chart.request).items():
        shutil.copyfile(path, site / files[kind])
    (site / files["figure"]).write_text(chart.json, encoding="utf-8")
    at = Address("embed/", "")
    page = pages.part("embed", at, **chart.context(pages.images), foot=chart.foot[1:], address=chart.address)
    (site / files["embed"]).write_text(page, encoding="utf-8")


def share_image(pages: Pages, html: str) -> str:
    """Return the absolute address of the image of the first chart of a page; empty where there is none."""
    match = re.search('<figure class="chart" id="chart-([^"]+)"', html)
    chart = pages.chart_of(match[1]) if match else None
    drawn = chart and pages.images.files(chart.request)
    return f"{chart.url}{chart.files['png']}" if chart and drawn else ""

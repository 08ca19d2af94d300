"""The charts as files of their own: pictures to take away, figures to explore, pages to embed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from charts.chart import Chart
from charts.image_export import Request, Snapshot
from pages import typography
from pages.page_address import PageAddress
from pages.page_shells import with_policy
from pages.renderer import Renderer


def missing(renderers: Sequence[Renderer]) -> list[Request]:
    """Return what has to be drawn of the charts whose pictures are not drawn yet."""
    requests = [chart.request for renderer in renderers for chart in renderer.charts]
    return renderers[0].images.missing(requests)


def draw(renderers: Sequence[Renderer], modules: Path, snapshots: Sequence[Snapshot] = ()) -> None:
    """Draw the charts, and the other pictures, that are not drawn yet, in one session of the browser.

    Raises BrowserError or PictureError where that fails.
    """
    images = renderers[0].images
    if lacking := [*missing(renderers), *images.missing(snapshots)]:
        images.draw(lacking, modules)


def write(renderers: Sequence[Renderer], site: Path) -> None:
    """Write the files of every chart in every language into the built `site`."""
    for folder in ("charts", "embed"):
        (site / folder).mkdir(parents=True, exist_ok=True)
    for renderer in renderers:
        for chart in renderer.charts:
            _write(renderer, chart, site)


def _write(renderer: Renderer, chart: Chart, site: Path) -> None:
    files = chart.files
    for kind, picture in renderer.images.files(chart.request).items():
        (site / files[kind]).write_bytes(picture)
    (site / files["figure"]).write_text(chart.json, encoding="utf-8")
    at = PageAddress("embed/", "")
    page = renderer.template("embed", at, **chart.context(renderer.images), foot=chart.foot[1:], address=chart.address)
    (site / files["embed"]).write_text(with_policy(typography.set_text(page, renderer.reader.locale)), encoding="utf-8")


def share_image(renderer: Renderer, html: str) -> str:
    """Return the path of the picture of the first chart of a page; empty where there is none."""
    match = re.search('<figure class="chart" id="chart-([^"]+)"', html)
    chart = renderer.chart_of(match[1]) if match else None
    drawn = chart and renderer.images.files(chart.request)
    return chart.files["png"] if chart and drawn else ""

"""Pictures of the charts, drawn at build time by Plotly in Chromium and kept by content.

Choreographer, the driver that Kaleido stands on, opens Chromium once for all
missing pictures and loads Plotly once: Kaleido itself reloads its page for
each, and draws PNG without the page's fonts. An unchanged chart is never drawn
again.
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import shutil
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias

from choreographer import Browser
from choreographer.errors import (
    BrowserClosedError,
    BrowserDepsError,
    BrowserFailedError,
    ChannelClosedError,
    ChromeNotFoundError,
)
from PIL import Image

from charts import svg
from charts.share_image import ShareImage
from charts.style import COLOURS
from system import browser, npm
from system.cache import fingerprint, keep_alive, read_checked, write_checked
from system.folders import scratch
from system.paths import CACHE, ROOT, THEME
from system.processes import run_apart
from system.progress import Progress

THEME_CSS = THEME / "assets" / "css"
FOLDER = CACHE / "pictures"
PLOTLY = "assets/vendor/plotly-basic.min.js"  # as `vendor` of package.json places it
NOWHERE = "http://127.0.0.1:9"  # the discard port, as proxy: nothing is asked of any host
PATIENCE = 300  # seconds for all pictures together
TINTS = 48  # colours of a snapshot: what is flat needs no more, and weighs a third
GRACE = 5  # seconds more to end the browser in
SHARPNESS = 2  # pixels of a PNG for each of the picture's
_BROWSER_ERRORS = (
    BrowserClosedError, BrowserDepsError, BrowserFailedError, ChannelClosedError, ChromeNotFoundError, OSError,
)  # fmt: skip
_SOURCES = [Path(__file__), Path(__file__).with_name("svg.py"), Path(__file__).with_name("share_image.py")]
_PAGE = """<!doctype html><html dir="ltr"><meta charset="utf-8">
{sheets}<script src="{plotly}"></script>
<body data-md-color-scheme="default" style="margin:0;background:#fff"></body></html>"""
_SHEET = '<link rel="stylesheet" href="assets/css/{}">\n'
_READY = r"""(async () => {
  const font = getComputedStyle(document.body).getPropertyValue("--chart-font");
  for (const weight of [400, 700]) await document.fonts.load(`${weight} 16px ${font}`, "\u0627\u0628\u062c abc \u0153");
  await document.fonts.ready;
  return font;
})()"""
_DRAW = """(async (text) => {
  const font = getComputedStyle(document.body).getPropertyValue("--chart-font").trim();
  const figure = JSON.parse(text.replaceAll("var(--chart-font)", font.replaceAll('"', "'")));
  const { width, height } = figure.layout;
  const address = await Plotly.toImage({ ...figure, config: { staticPlot: true } }, { format: "svg", width, height });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
})"""
_SHOW = """((text) => {
  document.body.innerHTML = text;
  const box = document.body.firstElementChild.getBoundingClientRect();
  return [box.width, box.height];
})"""
_PALETTE = """((names) => {
  const styles = getComputedStyle(document.body);
  return Object.fromEntries(names.map((name) => [name, styles.getPropertyValue(name).trim()]));
})"""


@dataclass(frozen=True)
class ImageRequest:
    """The pictures of one chart in one language: figures for a phone and a wide screen, and the image to share."""

    name: str
    narrow: str
    wide: str
    share_image: ShareImage


@dataclass(frozen=True)
class Snapshot:
    """A picture of HTML, for programs that show PNG only: an image to share, an icon."""

    html: str
    width: int
    height: int


Request: TypeAlias = ImageRequest | Snapshot


class ImageCache:
    """The pictures drawn so far, in a folder of files named by what they show."""

    def __init__(self, folder: Path) -> None:
        """`folder` need not exist."""
        self.folder = folder

    @cached_property
    def _ground(self) -> str:
        """What every picture depends on: the versions of Plotly and the fonts, the colours, this code."""
        return fingerprint(ROOT / npm.NPM_FILES[1], THEME_CSS / "charts.css", *_SOURCES)

    def inline(self, figure: str, name: str) -> str | None:
        """The SVG of a figure for a page, its ids beginning with `name`; None where it is not drawn."""
        drawn = read_checked(self._path(figure, name, "svg"))
        return None if drawn is None else drawn.decode()

    def files(self, request: ImageRequest) -> dict[str, bytes]:
        """What `svg` and `png` to take away hold, where they are drawn."""
        read = {path.suffix[1:]: read_checked(path) for path in self._paths(request)[2:]}
        return {kind: content for kind, content in read.items() if content is not None}

    def png(self, snapshot: Snapshot) -> bytes:
        """Return a snapshot as PNG. Raises PictureError where it is not drawn."""
        content = read_checked(self._paths(snapshot)[0])
        if content is None:
            raise svg.PictureError(f"a picture of {snapshot.width} by {snapshot.height} pixels is gone from the cache")
        return content

    def missing(self, requests: Iterable[Request]) -> list[Request]:
        """The requests of which a picture is not drawn, or spoilt; those of the others are kept for another while."""
        lacking = []
        for each in requests:
            paths = self._paths(each)
            if all(read_checked(path) is not None for path in paths):
                for path in paths:
                    keep_alive(path)
            else:
                lacking.append(each)
        return lacking

    def draw(self, requests: list[Request], modules: Path) -> None:
        """Draw what is missing, in one session.

        `modules` are the npm packages, Plotly and the fonts among them. Raises BrowserError where there is no
        browser, PictureError where it fails or where Plotly's picture is not fit for a page.
        """
        executable = browser.require()
        with scratch(self.folder) as room:
            session = partial(self._session, requests, _write_page(room, modules), executable)
            try:  # apart: where the browser does not answer, threads of choreographer wait for it without end
                run_apart(lambda: asyncio.run(asyncio.wait_for(session(), PATIENCE)), PATIENCE + GRACE)
            except _BROWSER_ERRORS as error:
                words = " ".join(map(str, error.args)) or f"not done after {PATIENCE} s"
                raise svg.PictureError(f"{executable} does not draw the charts: {words}") from error

    async def _session(self, requests: list[Request], file: Path, executable: Path) -> None:
        with Progress("drawing the charts", len(requests)) as progress:
            opened = Browser(path=executable, proxy_server=NOWHERE)
            try:
                await opened.open()
                page = _DrawingPage(await opened.create_tab())
                await page.open(file.as_uri())
                for request in requests:
                    await self._draw(request, page)
                    progress.advance()
            except BaseException:
                _kill(opened)
                raise
            finally:
                await opened.close()

    async def _draw(self, request: Request, page: _DrawingPage) -> None:
        if isinstance(request, Snapshot):
            await page.call(_SHOW, request.html)
            picture = await page.photograph(request.width, request.height, 1)
            write_checked(self._paths(request)[0], _with_palette(picture))
            return
        for canvas, figure in (("narrow", request.narrow), ("wide", request.wide)):
            name = f"{request.name}-{canvas}"
            drawn = svg.cleaned(await page.call(_DRAW, figure), name)
            write_checked(self._path(figure, name, "svg"), drawn.encode())
        await self._share_image(request, drawn, page)

    async def _share_image(self, request: ImageRequest, wide: str, page: _DrawingPage) -> None:
        text = request.share_image.around(wide)
        palette = await page.call(_PALETTE, [f"--{name}" for name in COLOURS])
        text = request.share_image.coloured(text, palette)
        write_checked(self._path(request.wide, repr(request.share_image), "share.svg"), text.encode())
        width, height = await page.call(_SHOW, text)
        picture = await page.photograph(width, height, SHARPNESS)
        write_checked(self._path(request.wide, repr(request.share_image), "share.png"), picture)

    def _paths(self, request: Request) -> list[Path]:
        """The pictures for a phone and a wide screen, then the image to share as SVG and PNG; of a snapshot, one."""
        if isinstance(request, Snapshot):
            return [self._path(request.html, f"{request.width}x{request.height}", "png")]
        share_images = (self._path(request.wide, repr(request.share_image), f"share.{kind}") for kind in ("svg", "png"))
        return [
            self._path(request.narrow, f"{request.name}-narrow", "svg"),
            self._path(request.wide, f"{request.name}-wide", "svg"),
            *share_images,
        ]

    def _path(self, figure: str, name: str, suffix: str) -> Path:
        return self.folder / f"{fingerprint(figure, name, self._ground)[:32]}.{suffix}"


def _with_palette(picture: bytes) -> bytes:
    """Return a PNG with a palette of few colours, without dots between them."""
    result = io.BytesIO()
    flat = Image.open(io.BytesIO(picture)).convert("RGB").quantize(TINTS, Image.Quantize.FASTOCTREE)
    flat.save(result, "PNG", optimize=True)
    return result.getvalue()


def _kill(opened: Browser) -> None:
    """End a browser that may no longer answer: choreographer asks it to close, and would wait without end."""
    process = getattr(opened, "subprocess", None)
    if process:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # choreographer gives it a session of its own


def _write_page(room: Path, modules: Path) -> Path:
    """A page with Plotly, the site's fonts and its colours, in files of this machine."""
    npm.copy(modules, room)
    shutil.copytree(THEME_CSS, room / "assets" / "css")
    sheets = "".join(_SHEET.format(path.name) for path in sorted(THEME_CSS.glob("*.css")))
    page = room / "drawing.html"
    page.write_text(_PAGE.format(sheets=sheets, plotly=PLOTLY), encoding="utf-8")
    return page


class _DrawingPage:
    """The tab in which pictures are drawn and photographed."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab

    async def open(self, address: str) -> None:
        await self._command("Page.enable")
        loaded = self.tab.subscribe_once("Page.loadEventFired")
        await self._command("Page.navigate", url=address)
        await loaded
        await self._evaluate(_READY)

    async def call(self, function: str, argument: object) -> Any:
        return await self._evaluate(f"{function}({json.dumps(argument)})")

    async def photograph(self, width: float, height: float, scale: int) -> bytes:
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        result = await self._command(
            "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True, optimizeForSpeed=True
        )
        return base64.b64decode(result["data"])

    async def _evaluate(self, expression: str) -> Any:
        result = await self._command("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise svg.PictureError(str(result["exceptionDetails"].get("exception", result)))
        return result["result"].get("value")

    async def _command(self, name: str, **params: Any) -> Any:
        response = await self.tab.send_command(name, params=params)
        if "error" in response:
            raise svg.PictureError(f"{name}: {response['error']}")
        return response["result"]

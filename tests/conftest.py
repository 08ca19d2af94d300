"""Fixtures: a tiny package on another subject, and the real site, each built once."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import build
from datapackage import descriptor
from system import browser as system_browser
from tests.helpers.packages import ROOT, TINY

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


SLOW = {"site", "served", "browser"}  # fixtures that build the whole site or open a browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what asks for one of these fixtures, itself or by another; `make test-quick` leaves it out."""
    for item in items:
        if SLOW & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


def charts() -> build.Charts:
    """Pictures where there is a browser; the tests that look at them ask for `browser`, which says if it is missing."""
    return "required" if system_browser.find() else "no"


@pytest.fixture(scope="session")
def tiny() -> descriptor.Package:
    return descriptor.load(TINY / "datapackage.json")


@pytest.fixture(scope="session")
def real() -> descriptor.Package:
    return descriptor.load(ROOT / "datapackage.json")


@pytest.fixture
def tiny_copy(tmp_path: Path) -> Path:
    """A copy of the tiny package, with its configuration, that a test may spoil."""
    copy = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = copy / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("../../scripts", str(ROOT / "scripts"))
    config.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny package, built by the same code as the real site."""
    site = tmp_path_factory.mktemp("tiny") / "gardens"
    build.build(TINY / "mkdocs.yml", site, ROOT / ".cache", charts())
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once, in a folder named as its sub-path."""
    site = tmp_path_factory.mktemp("real") / "infitah"
    build.build(ROOT / "mkdocs.yml", site, ROOT / ".cache", charts())
    return site


class _Silent(http.server.SimpleHTTPRequestHandler):
    """Serves files and 404.html, as GitHub Pages does."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the library
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "infitah" / "404.html"
        if code != 404 or not lost.exists():
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())
        return None


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the real site under `/infitah/`, on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/infitah/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence fails in CI and is skipped, loudly, on a maintainer's machine."""
    try:
        executable = system_browser.require()
    except system_browser.BrowserError as error:
        reason = f"NO BROWSER: the pages were not tested. {error}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield chromium
        chromium.close()

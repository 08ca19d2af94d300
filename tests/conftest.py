"""Fixtures: a tiny package on another subject, and the real site, each built once.

Every run of a test reads this file first, so that whatever takes long to load is imported in the fixture that needs it.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    import build
    from datapackage.descriptor import Package
    from tests.helpers.measured import Line, Measured

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "tiny"
SLOW = {"site", "served", "browser"}  # fixtures that build the real site or start a browser
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytest.register_assert_rewrite("tests.helpers")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the tests of trust have measured, where only these were asked for; a skipped one is not measured."""
    if config.option.markexpr != "trust":
        return
    from tests.helpers.measured import table

    lines: list[Line] = []
    stats = terminalreporter.stats
    for report in [*stats.get("passed", []), *stats.get("failed", []), *stats.get("skipped", [])]:
        lines += dict(report.user_properties).get("measured", [])
        if report.skipped:
            lines.append((report.nodeid.rpartition("::")[2], "–", "–", "not measured"))
    terminalreporter.write_line(table(sorted(lines)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs the built site or a browser: `pytest -m "not slow"` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and SLOW & set(item.fixturenames):
            item.add_marker("slow")


def pictures() -> build.Pictures:
    """Pictures where there is a browser; the tests that look at them ask for `browser`, which says if it is missing."""
    from system import browser as system_browser

    return "required" if system_browser.find() else "no"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let commands started here take SIGINT: a shell in the background has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """Where a test of trust keeps its figures."""
    from tests.helpers.measured import Measured

    figures = Measured()
    request.node.user_properties.append(("measured", figures.lines))
    return figures


@pytest.fixture(scope="session")
def tiny() -> Package:
    from datapackage import descriptor

    return descriptor.load(TINY / "datapackage.json")


@pytest.fixture(scope="session")
def real() -> Package:
    from datapackage import descriptor

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
    import build

    site = tmp_path_factory.mktemp("tiny") / "gardens"
    build.build(TINY / "mkdocs.yml", site, ROOT / ".cache", pictures())
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once, in a folder named as its sub-path."""
    import build

    site = tmp_path_factory.mktemp("real") / "infitah"
    build.build(ROOT / "mkdocs.yml", site, ROOT / ".cache", pictures())
    return site


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the real site under `/infitah/`, on loopback."""
    from tests.helpers.web_server import serving

    with serving(site.parent) as address:
        yield f"{address}infitah/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence fails in CI and is skipped, loudly, on a maintainer's machine."""
    from playwright.sync_api import sync_playwright

    from system import browser as system_browser

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

"""A page in a browser, and what the browser tests share."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from system import npm
from system.paths import CACHE

LANGUAGES = {"ar": "", "fr": "fr/", "en": "en/"}


def axe() -> Path:
    """The script that finds what hinders people who use assistive technology; npm installs it for the tests."""
    return npm.install(CACHE, development=True) / "axe-core" / "axe.min.js"


def add_axe(page: Page) -> None:
    """Load axe into a page, past its policy, which refuses scripts that are not of the site."""
    page.evaluate(axe().read_text(encoding="utf-8"))


class Opened:
    """A page in a fresh context that remembers errors and requests to other hosts."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        home = url.split("/infitah/", maxsplit=1)[0]
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self.hear)
        self.page.on("request", lambda request: self.watch(request.url, home))
        self.page.goto(url)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def watch(self, url: str, home: str) -> None:
        self.requests.append(url)
        if not url.startswith((home, "data:", "blob:")):
            self.faults.append(url)

"""The site on this machine, redrawn as it is edited: `python scripts/preview.py [--config mkdocs.yml]`.

A changed cell is on the screen within two seconds, however many pages there
are: the shells of the pages are kept, and a page is filled when a browser asks
for it. What is written in docs/, the theme or the contract goes through MkDocs
again. Pictures of charts follow a little later, beside the work. Search index,
archives and charts' files stay those of the start.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import build
from charts.svg import PictureError
from datapackage.descriptor import Package
from downloads import package_files
from mkdocs_adapter import site
from pages import chart_files, row_pages
from pages.page_shells import Shell
from pages.renderer import PageError, Pages
from system import npm
from system.paths import CACHE, ROOT

State = dict[Path, tuple[int, int]]
PAUSE = 3  # seconds in which the page that is looked at comes first, and changes gather


def state_of(paths: Iterable[Path]) -> State:
    """Time of change and size of every file at or under `paths`."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    return {file: ((status := file.stat()).st_mtime_ns, status.st_size) for file in files}


class Preview:
    """A built site in `folder`, whose pages are filled again when asked for."""

    def __init__(self, config_file: Path, folder: Path, cache: Path) -> None:
        """Raises BuildError where the site cannot be built: there is nothing to look at then."""
        self._config_file, self._folder, self._cache = config_file, folder, cache
        self._lock = threading.Lock()  # the server has threads; a page is not filled while the site changes
        self._drawing = threading.Lock()
        self.later: threading.Timer | None = None
        self.site = site.read(config_file)
        root = config_file.parent
        self._data = [root / "data"]
        self._words = [root / package_files.DESCRIPTOR, config_file, *self.site.watched]
        self._state = state_of(self._words)
        self._shells: Mapping[str, Shell] = {}
        package = build.checked(config_file)
        self._shells, self._facts, _ = build.fill(config_file, package, folder, cache)
        self._read(package)

    @property
    def watched(self) -> list[Path]:
        """What a change of must be seen."""
        return [*self._data, *self._words]

    def _read(self, package: Package) -> None:
        self._pages = self._pages_of(package)
        self._rows = {
            f"{each.folder}/{each.slug(row)}/": (each, row)
            for language, root in self.site.roots.items()
            for each in row_pages.declared(self._pages[language], self._shells, root)
            for row in each.rows
        }
        self._filled: set[str] = set()

    def _pages_of(self, package: Package) -> dict[str, Pages]:
        about = {**self.site.about, **self._facts}
        return {each.language: Pages(package, each, self.site.templates, about) for each in self.site.readers}

    def rebuild(self) -> None:
        """Take in what has changed. What is at fault is told, and the site stays as it was."""
        began = time.monotonic()
        with self._lock:
            try:
                package = build.checked(self._config_file)
                state = state_of(self._words)
                if state != self._state:
                    self._render(package)
                    self._state = state
                package_files.copy_package(package, self._folder)
                self._read(package)
            except (build.BuildError, site.SiteError, PageError) as error:
                build.say(str(error))
                return
        build.say(f"ready in {time.monotonic() - began:.1f} s")
        if self.later:
            self.later.cancel()
        self.later = threading.Timer(PAUSE, self.draw, [package])
        self.later.daemon = True
        self.later.start()

    def draw(self, package: Package) -> None:
        """Draw the charts of `package` that have no picture, and have the pages filled again that stand without."""
        with self._drawing:
            all_pages = list(self._pages_of(package).values())  # its own: pages are filled meanwhile
            try:
                if not chart_files.missing(all_pages):
                    return
                reason = chart_files.draw(all_pages, npm.install(self._cache))
            except (PageError, PictureError, npm.AssetError) as error:
                reason = str(error)
        with self._lock:
            self._filled.clear()
        build.say(f"no pictures of the charts: {reason}" if reason else "the charts are drawn: reload the page")

    def _render(self, package: Package) -> None:
        """MkDocs again, into a folder of its own: a failure leaves the pages as they are."""
        with TemporaryDirectory(dir=self._cache) as fresh:
            self.site = site.read(self._config_file)
            self._shells = site.build(self.site, Path(fresh), self._pages_of(package).values())
            shutil.copytree(fresh, self._folder, dirs_exist_ok=True)

    def refresh(self, address: str) -> None:
        """Bring the page at `address` (`fr/members/`) up to date, where it is one of ours."""
        with self._lock:
            if address in self._filled:
                return
            try:
                html = self._html(address)
            except PageError as error:
                build.say(str(error))
                return
            if html is not None:
                target = self._folder / address / "index.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(html, encoding="utf-8")
                self._filled.add(address)

    def _html(self, address: str) -> str | None:
        if address in self._rows:
            pages, row = self._rows[address]
            return pages.html(row)
        shell = self._shells.get(address)
        if shell is None:
            return None
        html = shell.fill(self._pages[shell.language])
        if html is None:  # the text itself follows the data
            self._render(self._pages[shell.language].package)
            html = self._shells[address].fill(self._pages[shell.language])
        return html


def main(arguments: list[str] | None = None) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Serve the site on this machine and redraw it as it is edited.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    config_file = parser.parse_args(arguments).config.resolve()
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as folder:
        try:
            preview = Preview(config_file, Path(folder) / "site", CACHE)
        except (build.BuildError, site.SiteError) as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        path = urlsplit(preview.site.url).path
        build.say("the Python of scripts/ is read once: restart after changing it")
        build.say(f"look at http://{site.PREVIEW[0]}:{site.PREVIEW[1]}{path} (Ctrl+C stops)")
        server = site.server(preview.rebuild, preview.refresh, Path(folder) / "site", preview.watched, path)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

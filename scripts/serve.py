"""The site on this machine, redrawn as it is edited: `python scripts/serve.py [--config mkdocs.yml]`.

A changed cell is on the screen within two seconds, however many pages there
are: the shells of the pages are kept, and a page is filled when a browser asks
for it. What is written in docs/, the theme or the descriptor goes through MkDocs
again. Pictures of charts follow a little later, beside the work. Search index,
archives and charts' files stay those of the start.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import build
from charts.chart import Charts
from datapackage.rows import Dataset
from downloads import package_files
from metadata.publication import Publication
from mkdocs_adapter import site as mkdocs_site
from pages import chart_files, row_pages
from pages.renderer import Renderer
from system import npm
from system.cache import sweep
from system.errors import BuildError
from system.folders import scratch
from system.paths import CACHE, ROOT
from validation import faults

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
        self.project = mkdocs_site.read(config_file)
        self._words = [config_file, *self.project.watched]
        words = state_of(self._words)
        dataset = build.checked(self.project)
        package = dataset.package
        self._data = [package.root / path for path in ("data", package_files.DESCRIPTOR, *package.schema_files)]
        self._state = words, package.descriptor
        built = build.fill(self.project, dataset, folder, cache, "wanted")
        self._shells, self.lacking, self.history = built.shells, built.lacking, built.history
        self._show(built.publication)

    @property
    def watched(self) -> list[Path]:
        """What a change of must be seen."""
        return [*self._data, *self._words]

    def _show(self, publication: Publication) -> None:
        """Fill the pages from now on with this publication."""
        self._publication = publication
        self._renderers = self._renderers_of(publication)
        self._rows = {
            f"{pages.folder}/{pages.slug(row)}/": (pages, row)
            for renderer in self._renderers.values()
            for pages in row_pages.declared(renderer, self._shells)
            for row in pages.rows
        }
        self._filled: set[str] = set()

    def _renderers_of(self, publication: Publication) -> dict[str, Renderer]:
        templates, readers = self.project.templates, publication.site.readers
        return {reader.language: Renderer(publication, reader, templates) for reader in readers}

    def _of(self, dataset: Dataset) -> Publication:
        """Return a dataset with new charts; files to download and changes stay those of the start."""
        site = self.project.site
        charts = {
            reader.language: Charts(dataset.in_language(reader.language), reader, site) for reader in site.readers
        }
        return replace(self._publication, dataset=dataset, site=site, charts=charts)

    def rebuild(self) -> None:
        """Take in what has changed. What is at fault is told, and the site stays as it was."""
        began = time.monotonic()
        with self._lock:
            try:
                dataset = build.checked(self.project)
                state = state_of(self._words), dataset.package.descriptor
                if state != self._state:
                    self._render(dataset)
                    self._state = state
                package_files.copy_package(dataset, self._folder)
                self._show(self._of(dataset))
            except BuildError as error:
                build.say(str(error))
                return
        build.say(f"ready in {time.monotonic() - began:.1f} s")
        if self.later:
            self.later.cancel()
        self.later = threading.Timer(PAUSE, self.draw, [dataset])
        self.later.daemon = True
        self.later.start()

    def draw(self, dataset: Dataset) -> None:
        """Draw the charts that have no picture, and have the pages filled again that stand without."""
        with self._drawing:
            # Renderers of its own: pages are filled meanwhile
            renderers = list(self._renderers_of(self._of(dataset)).values())
            try:
                if not chart_files.missing(renderers):
                    return
                chart_files.draw(renderers, npm.install(self._cache))
            except BuildError as error:
                build.say(f"the changed charts have no pictures: {error}")
                return
        with self._lock:
            self._filled.clear()
        build.say("the charts are drawn: reload the page")

    def _render(self, dataset: Dataset) -> None:
        """Run MkDocs again, into a folder of its own: a failure leaves the pages as they are."""
        with scratch(self._cache) as fresh:
            self.project = mkdocs_site.read(self._config_file)
            renderers = self._renderers_of(self._of(dataset)).values()
            self._shells = mkdocs_site.build(self.project, fresh, renderers)
            shutil.copytree(fresh, self._folder, dirs_exist_ok=True)

    def refresh(self, address: str) -> None:
        """Bring the page at `address` (`fr/members/`) up to date, where it is one of ours."""
        with self._lock:
            if address in self._filled:
                return
            try:
                html = self._html(address)
            except BuildError as error:
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
        html = shell.fill(self._renderers[shell.language])
        if html is None:  # the text itself follows the data
            self._render(self._publication.dataset)
            html = self._shells[address].fill(self._renderers[shell.language])
        return html


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description="Serve the site on this machine and redraw it as it is edited.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    config_file = parser.parse_args(arguments).config.resolve()
    sweep(CACHE)
    with scratch(CACHE) as folder:
        try:
            preview = Preview(config_file, folder / "site", CACHE)
        except BuildError as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        path = urlsplit(preview.project.site.url).path
        for lacking in preview.lacking:
            build.say(build.said("lacking", what=lacking))
        if preview.history:
            build.say(preview.history)
        build.say("the Python of scripts/ is read once: restart after changing it")
        build.say(f"look at http://{mkdocs_site.PREVIEW[0]}:{mkdocs_site.PREVIEW[1]}{path} (Ctrl+C stops)")
        server = mkdocs_site.server(preview.rebuild, preview.refresh, folder / "site", preview.watched, path)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(faults.run(main))

"""Build the site: `python scripts/build.py [--config mkdocs.yml] [--site site] [--charts no]`.

Validates first, builds beside the last good site and takes its place only once
everything has succeeded: a failed build leaves `site/` as it was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeAlias

from charts.svg import PictureError
from charts.views import View
from datapackage import descriptor as contract
from datapackage.rows import read_cells
from downloads import distributions, excel, package_files, view_csv
from metadata import publish_all, sitemap
from mkdocs_adapter import site as mkdocs_site
from pages import chart_files, finder_index, fulltext_search, redirect_pages, row_pages
from pages.page_shells import Shell
from pages.renderer import Address, PageError, Pages
from system import cache as build_cache
from system import git, npm
from system.browser import BrowserError
from system.paths import CACHE, ROOT
from system.processes import Jobs
from system.progress import Progress
from validation import terminal, validate

_FAULTS = (
    mkdocs_site.SiteError, npm.AssetError, fulltext_search.SearchError, finder_index.FinderError, PictureError,
    BrowserError, PageError, excel.WorkbookError, contract.DescriptorError, ChildProcessError,
)  # fmt: skip

Shells: TypeAlias = Mapping[str, Shell]
Facts: TypeAlias = dict[str, Any]
Charts: TypeAlias = Literal["required", "wanted", "no"]


class BuildError(RuntimeError):
    """The site could not be built; the message says why and where."""


@dataclass(frozen=True)
class Built:
    """A built site: the shells of its pages, the facts its templates find, its figures, and what it lacks, in words."""

    shells: Shells
    facts: Facts
    counts: dict[str, int]
    lacking: list[str]


def say(text: str) -> None:
    """Tell the maintainer what goes on."""
    print(text, flush=True)


def build(config_file: Path, target: Path, cache: Path, charts: Charts = "required") -> Built:
    """Build the package beside `config_file` into `target`; `charts` is explained at `fill`.

    Raises BuildError, and leaves `target` untouched, where anything fails.
    """
    package = checked(config_file)
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        fresh = Path(folder) / "site"
        built = fill(config_file, package, fresh, cache, charts)
        _swap(fresh, target, Path(folder) / "previous")
    return built


def checked(config_file: Path) -> contract.Package:
    """The package beside `config_file`, sound. Raises BuildError where it is not, after saying why."""
    descriptor = config_file.parent / package_files.DESCRIPTOR
    found = validate.validate(descriptor)
    if found:
        say(terminal.render(found, validate.language_of(dict(os.environ))))
    if validate.failed(found):
        raise BuildError("the data are not valid: nothing was built, the last good site stays")
    return contract.load(descriptor)


def fill(config_file: Path, package: contract.Package, fresh: Path, cache: Path, charts: Charts) -> Built:
    """Build everything into the empty folder `fresh`. Raises BuildError.

    A chart that cannot be drawn is an error where `charts` is "required", and something that the site lacks where
    they are "wanted"; with "no" nothing is drawn.
    """
    try:
        modules = npm.install(cache)
        site = mkdocs_site.read(config_file)
        made, facts = _downloads(site, package, cache)
        about = {**site.about, **facts}
        all_pages = [Pages(package, reader, site.parts, about) for reader in site.readers]
        lacking = [*_draw(all_pages, modules, charts), *_search_lacking()]
        with Progress("building the pages", 2 * len(all_pages)) as progress, Jobs(progress.advance) as jobs:
            # Once MkDocs has written the pages of a language, its rows and its index are made beside the next one
            job = partial(_language, {pages.reader.language: pages for pages in all_pages}, site.roots, fresh)
            shells = mkdocs_site.build(site, fresh, all_pages, lambda *rendered: jobs.begin(partial(job, *rendered)))
            finder_index.write(package, site.readers, fresh)
            npm.copy(modules, fresh)
            package_files.copy_package(package, fresh)
            made.copy(fresh)
            chart_files.write(all_pages, fresh)
            view_csv.write_views(_views(all_pages), fresh / "data" / "views")
            publish_all.write(publish_all.Sources(package, site.readers, about, site.roots), cache, fresh)
        sitemap.write_robots(fresh, site.url)
        modified = partial(sitemap.last_modified, package, facts["changed"])
        count = sitemap.write_sitemap(fresh, site.url, site.roots, modified)
        for pages in all_pages:
            redirect_pages.write(pages, site.roots[pages.reader.language], fresh)
    except _FAULTS as error:
        raise BuildError(str(error)) from error
    build_cache.forget(cache)
    rows = sum(len(read_cells(package, resource)) for resource in package.tables)
    counts = {"resources": len(package.resources), "rows": rows, "pages": count, "charts": len(package.views)}
    return Built(shells, facts, counts, lacking)


def _draw(all_pages: Sequence[Pages], modules: Path, charts: Charts) -> list[str]:
    """Draw the charts as `charts` says; return what is lacking then."""
    reason = "as asked: charts=no"
    if charts != "no":
        try:
            chart_files.draw(all_pages, modules)
        except (BrowserError, PictureError) as error:
            if charts == "required":
                raise
            reason = str(error)
    lacking = len(chart_files.missing(all_pages))
    return [f"pictures of {lacking} charts, whose tables stand instead ({reason})"] if lacking else []


def _search_lacking() -> list[str]:
    return [] if fulltext_search.available() else ["full-text search (Pagefind has no program for this machine)"]


def _views(all_pages: Sequence[Pages]) -> dict[str, dict[str, View]]:
    """Every view in every language, as the pages have worked it out."""
    names = all_pages[0].package.views
    return {name: {pages.reader.language: pages.exhibit(name).view for pages in all_pages} for name in names}


def _language(
    all_pages: Mapping[str, Pages], roots: Mapping[str, str], fresh: Path, language: str, shells: Shells
) -> None:
    """The pages of rows and the search index of one language."""
    row_pages.write(all_pages[language], shells, roots[language], fresh)
    if fulltext_search.available():
        fulltext_search.index(fresh, language, roots[language], roots.values())
    if not roots[language]:
        row_pages.write_data(all_pages[language], shells, fresh)


def _downloads(site: mkdocs_site.Site, package: contract.Package, cache: Path) -> tuple[distributions.Made, Facts]:
    """The files to download, and the facts that templates find in `site`: `files`, `changed`, `changes`."""
    changed = git.last_changes(package.root, [path.as_posix() for path in package_files.package_files(package)])
    facts: Facts = {"changed": changed, "changes": publish_all.entries(package, cache)}
    about = {**site.about, **facts}
    renderers = [(Pages(package, each, site.parts, about), site.roots[each.language]) for each in site.readers]
    made = distributions.make(package, site.readers, about, _readme(renderers), cache)
    return made, {**facts, "files": made.files}


def _readme(renderers: list[tuple[Pages, str]]) -> str:
    """The page that the zip begins with, in every language."""
    sections = [(pages.reader, pages.part("readme-section", Address("", root))) for pages, root in renderers]
    return renderers[0][0].part("readme", Address("", ""), sections=sections)


def _swap(fresh: Path, target: Path, previous: Path) -> None:
    """Put `fresh` in the place of `target`: two renames, so that a reader never sees half a site."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if fresh.stat().st_dev != target.parent.stat().st_dev:  # another disk, where nothing can be renamed to
        fresh = Path(shutil.move(fresh, target.with_name(f".{target.name}-next")))
        previous = target.with_name(f".{target.name}-previous")
    if target.exists():
        target.rename(previous)
    fresh.rename(target)
    shutil.rmtree(previous, ignore_errors=True)


def report(built: Built, target: Path, seconds: float) -> str:
    """One line on what was built and where to look, then one on each thing that the site lacks."""
    numbers = ", ".join(f"{number} {name}" for name, number in built.counts.items())
    lines = [f"built {numbers} in {seconds:.0f} s → {target / 'index.html'}"]
    return "\n".join([*lines, *(f"NOT in this site: {lacking}" for lacking in built.lacking)])


def main(arguments: list[str] | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Build the site from data/, docs/ and datapackage.json.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--site", type=Path, help="folder to build into (site/ beside the configuration)")
    parser.add_argument("--charts", choices=("yes", "no"), default="yes", help="no: without pictures of the charts")
    options = parser.parse_args(arguments)
    config_file = options.config.resolve()
    target = (options.site or config_file.parent / "site").resolve()
    try:
        began = clock()
        built = build(config_file, target, CACHE, "no" if options.charts == "no" else "required")
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    say(report(built, target, clock() - began))
    return 0


if __name__ == "__main__":
    sys.exit(main())

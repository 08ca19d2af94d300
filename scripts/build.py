"""Build the site: `python scripts/build.py [--config mkdocs.yml] [--site site]`.

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
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from charts.svg import PictureError
from charts.views import View
from datapackage import descriptor as contract
from datapackage.rows import read_cells
from downloads import distributions, excel, json_files, package_files, view_csv
from metadata import publish_all, sitemap
from mkdocs_adapter import site as mkdocs_site
from pages import chart_files, finder_index, fulltext_search, redirect_pages, row_pages
from pages.page_shells import Shell
from pages.renderer import Address, PageError, Pages
from system import cache as build_cache
from system import git, npm
from system.paths import CACHE, ROOT
from system.processes import Jobs
from validation import terminal, validate

_FAULTS = (
    mkdocs_site.SiteError, npm.AssetError, fulltext_search.SearchError, finder_index.FinderError, PictureError,
    PageError, excel.WorkbookError, contract.ContractError, ChildProcessError,
)  # fmt: skip

Shells: TypeAlias = Mapping[str, Shell]
Facts: TypeAlias = dict[str, Any]


class BuildError(RuntimeError):
    """The site could not be built; the message says why and where."""


def say(text: str) -> None:
    """Tell the maintainer what goes on."""
    print(text, flush=True)


def build(config_file: Path, target: Path, cache: Path) -> dict[str, int]:
    """Build the package beside `config_file` into `target`; give what was counted.

    Raises BuildError, and leaves `target` untouched, where anything fails.
    """
    package = checked(config_file)
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        fresh = Path(folder) / "site"
        counts = fill(config_file, package, fresh, cache)[2]
        _swap(fresh, target, Path(folder) / "previous")
    return counts


def checked(config_file: Path) -> contract.Package:
    """The package beside `config_file`, sound. Raises BuildError where it is not, after saying why."""
    descriptor = config_file.parent / package_files.DESCRIPTOR
    found = validate.validate(descriptor)
    if found:
        say(terminal.render(found, validate.language_of(dict(os.environ))))
    if validate.failed(found):
        raise BuildError("the data are not valid: nothing was built, the last good site stays")
    return contract.load(descriptor)


def fill(
    config_file: Path, package: contract.Package, fresh: Path, cache: Path
) -> tuple[Shells, Facts, dict[str, int]]:
    """Build everything into the empty folder `fresh`; give the shells of the pages, the facts and what was counted.

    Raises BuildError.
    """
    try:
        modules = npm.install(cache)
        say("making the files to download …")
        site = mkdocs_site.read(config_file)
        made, facts = _downloads(site, package, cache)
        about = {**site.about, **facts}
        all_pages = [Pages(package, reader, site.templates, about) for reader in site.readers]
        if reason := chart_files.draw(all_pages, modules):
            say(f"no pictures of the charts, their tables stand instead: {reason}")
        say("building the pages …")
        with Jobs() as jobs:
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
    return shells, facts, counts


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
    else:
        say("Pagefind is not installed: the site is built without its full-text search")
    if not roots[language]:
        row_pages.write_data(all_pages[language], shells, fresh)


def _downloads(site: mkdocs_site.Site, package: contract.Package, cache: Path) -> tuple[distributions.Made, Facts]:
    """The files to download, and the facts that templates find in `site`: `files`, `changed`, `changes`."""
    changed = git.last_changes(package.root, [path.as_posix() for path in package_files.package_files(package)])
    facts: Facts = {"changed": changed, "changes": publish_all.entries(package, cache)}
    if not json_files.has_parquet():
        say("pyarrow is not installed: every format but Parquet is made (pip install pyarrow)")
    about = {**site.about, **facts}
    renderers = [(Pages(package, each, site.templates, about), site.roots[each.language]) for each in site.readers]
    made = distributions.make(package, site.readers, about, _readme(renderers), cache)
    return made, {**facts, "files": made.files}


def _readme(renderers: list[tuple[Pages, str]]) -> str:
    """The page that the zip begins with, in every language."""
    sections = [(pages.reader, pages.template("readme-section", Address("", root))) for pages, root in renderers]
    return renderers[0][0].template("readme", Address("", ""), sections=sections)


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


def report(counts: dict[str, int], target: Path, seconds: float) -> str:
    """One line on what was built and where to look."""
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items())
    return f"built {numbers} in {seconds:.0f} s → {target / 'index.html'}"


def main(arguments: list[str] | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Build the site from data/, docs/ and datapackage.json.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--site", type=Path, help="folder to build into (site/ beside the configuration)")
    options = parser.parse_args(arguments)
    config_file = options.config.resolve()
    target = (options.site or config_file.parent / "site").resolve()
    try:
        began = clock()
        counts = build(config_file, target, CACHE)
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    say(report(counts, target, clock() - began))
    return 0


if __name__ == "__main__":
    sys.exit(main())

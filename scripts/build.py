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
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from charts.chart import Charts
from charts.svg import PictureError
from datapackage.rows import Dataset
from downloads import distributions, package_files, readme, view_csv
from metadata import publish_all, sitemap
from metadata.publication import Publication
from mkdocs_adapter import site as mkdocs_site
from mkdocs_adapter.site import Project
from pages import chart_files, finder_index, fulltext_search, redirect_pages, row_pages
from pages.page_shells import Shell
from pages.renderer import Renderer
from pages.sharing import icons
from pages.sharing import images as sharing
from system import cache as build_cache
from system import folders, git, npm
from system.browser import BrowserError
from system.errors import BuildError
from system.paths import CACHE, ROOT
from system.processes import Jobs
from system.progress import Progress
from validation import faults, terminal, validate
from validation.problems import message

Pictures: TypeAlias = Literal["required", "wanted", "no"]


@dataclass(frozen=True)
class Built:
    """A built site: what is published, the shells of its pages by address, what was counted, what it lacks in words."""

    publication: Publication
    shells: Mapping[str, Shell]
    counts: Mapping[str, int]
    lacking: Sequence[str]
    history: str = ""  # why dates are lacking, or may be wrong


def say(text: str) -> None:
    """Tell the maintainer what goes on."""
    print(text, flush=True)


def build(config_file: Path, target: Path, cache: Path, pictures: Pictures = "required") -> Built:
    """Build the site that `config_file` describes into `target`; `pictures` is explained at `fill`.

    Raises BuildError, and leaves `target` untouched, where anything fails.
    """
    _require_ours(target)
    project = mkdocs_site.read(config_file)
    dataset = checked(project)
    build_cache.sweep(cache)
    with folders.scratch(cache) as room:
        fresh = room / "site"
        built = fill(project, dataset, fresh, cache, pictures)
        folders.readable(fresh)
        _swap(fresh, target, cache / "swap.lock")
    return built


def checked(project: Project) -> Dataset:
    """Return the package of the project, sound; raise BuildError where it is not, after saying why."""
    outcome = validate.examine(project.descriptor)
    if outcome.problems:
        say(terminal.render(outcome.problems, validate.language_of(dict(os.environ))))
    if outcome.package is None:
        raise BuildError("the data are not valid: nothing was built, the last good site stays")
    return Dataset(outcome.package, outcome.tables, outcome.contents)


def fill(project: Project, dataset: Dataset, fresh: Path, cache: Path, pictures: Pictures) -> Built:
    """Build everything into the empty folder `fresh`; raise BuildError where anything fails.

    A chart that cannot be drawn is an error where `pictures` are "required", and something that the site lacks where
    they are "wanted"; with "no" nothing is drawn.
    """
    modules = npm.install(cache)
    text = readme.render(dataset, project.site, project.templates)
    made = distributions.make(dataset, project.site, text, cache)
    publication = published(project, dataset, made.files, cache)
    renderers = [Renderer(publication, reader, project.templates) for reader in project.site.readers]
    images = sharing.declared(renderers, project.menu)
    images, lacking = _draw(renderers, images, modules, pictures)
    lacking += _search_lacking()
    with Progress("building the pages", 2 * len(renderers)) as progress, Jobs(progress.advance) as jobs:
        # Once MkDocs has written the pages of a language, its rows and its index are made beside the next one
        job = partial(_language, {renderer.reader.language: renderer for renderer in renderers}, fresh)
        shells = mkdocs_site.build(
            project, fresh, renderers, lambda *rendered: jobs.begin(partial(job, *rendered)), images
        )
        finder_index.write(publication, fresh)
        npm.copy(modules, fresh)
        package_files.copy_package(dataset, fresh)
        made.copy(fresh)
        chart_files.write(renderers, fresh)
        view_csv.write_views(list(publication.charts.values()), fresh / "data" / "views")
        publish_all.write(publication, cache, fresh)
    images.write(renderers[0].images, fresh)
    icons.write_manifests(project.site, fresh)
    sitemap.write_robots(project.site, fresh)
    pages = sitemap.write_sitemap(publication, fresh)
    for renderer in renderers:
        redirect_pages.write(renderer, fresh)
    build_cache.forget(cache)
    return Built(publication, shells, _counts(dataset, pages), lacking, _history(dataset.package.root))


def _draw(
    renderers: Sequence[Renderer], images: sharing.Drawn, modules: Path, pictures: Pictures
) -> tuple[sharing.Drawn, list[str]]:
    """Draw the charts, the images to share and the icons as `pictures` says.

    Return the images that pages may name, all or none, and what is lacking.
    """
    reason = said("as-asked")
    if pictures != "no":
        try:
            chart_files.draw(renderers, modules, images.snapshots)
        except (BrowserError, PictureError) as error:
            if pictures == "required":
                raise
            reason = str(error)
    charts = len(chart_files.missing(renderers))
    lacking = [said("lacking-charts", count=charts, reason=reason)] if charts else []
    if renderers[0].images.missing(images.snapshots):
        return sharing.NOTHING_DRAWN, [*lacking, said("lacking-images", count=len(images.shared), reason=reason)]
    return images, lacking


def said(code: str, **details: int | str) -> str:
    """Return a message in the language of the maintainer."""
    return message(code, validate.language_of(dict(os.environ)), **details)


def _history(root: Path) -> str:
    fault = git.what_is_lacking(root)
    return said(fault, path=str(root)) if fault else ""


def _search_lacking() -> list[str]:
    return [] if fulltext_search.available() else [said("lacking-search")]


def published(project: Project, dataset: Dataset, files: distributions.Files, cache: Path) -> Publication:
    """Return all that the pages show, complete before one is written."""
    package = dataset.package
    charts = {
        reader.language: Charts(dataset.in_language(reader.language), reader, project.site)
        for reader in project.site.readers
    }
    paths = [path.as_posix() for path in package_files.package_files(package)]
    changed = git.last_changes(package.root, paths)
    return Publication(dataset, project.site, charts, files, publish_all.entries(dataset, cache), changed)


def _language(renderers: Mapping[str, Renderer], fresh: Path, language: str, shells: Mapping[str, Shell]) -> None:
    """Write the pages of rows and the search index of one language."""
    renderer = renderers[language]
    roots = renderer.site.roots
    row_pages.write(renderer, shells, fresh)
    if fulltext_search.available():
        fulltext_search.index(fresh, language, roots[language], roots.values())
    if not roots[language]:
        row_pages.write_data(renderer, shells, fresh)


def _counts(dataset: Dataset, pages: int) -> dict[str, int]:
    package = dataset.package
    rows = sum(len(dataset.cells(resource.name)) for resource in package.tables)
    return {"resources": len(package.resources), "rows": rows, "pages": pages, "charts": len(package.views)}


def _require_ours(target: Path) -> None:
    """Raise BuildError where `target` holds anything but a site that was built here: it would be deleted."""
    sums = target / distributions.SUMS
    if target.is_dir():
        ours = f"  {distributions.FOLDER}/all.zip\n" in sums.read_text("utf-8", "replace") if sums.is_file() else False
        if ours or next(target.iterdir(), None) is None:
            return
    elif not target.exists():
        return
    raise BuildError(said("not-a-site", path=str(target)))


def _swap(fresh: Path, target: Path, lock: Path) -> None:
    """Put `fresh` in the place of `target` in one step, so that a reader never sees half a site; one build at a time.

    Raises BuildError where `target` has meanwhile become something else than a site.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with folders.alone(lock):
        _require_ours(target)
        if fresh.stat().st_dev == target.parent.stat().st_dev:
            folders.replace(fresh, target)
            return
        beside = target.with_name(f".{target.name}-next")  # on the disk of the site: nothing is renamed across disks
        folders.sweep(beside)
        with folders.scratch(beside) as room:
            copy = shutil.copytree(fresh, room / "site")
            folders.replace(copy, target)
        with suppress(OSError):
            beside.rmdir()


def report(built: Built, target: Path, seconds: float) -> str:
    """Return one line on what was built and where to look, then one on each thing that the site lacks."""
    numbers = ", ".join(f"{number} {name}" for name, number in built.counts.items())
    lines = [f"built {numbers} in {seconds:.0f} s → {target / 'index.html'}"]
    lines += [said("lacking", what=lacking) for lacking in built.lacking]
    return "\n".join([*lines, built.history] if built.history else lines)


def main(arguments: list[str] | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """Run the command; return its exit status."""
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
        if faults.is_full():  # what npm or Pagefind says then is seldom that
            print(faults.in_words(error, validate.language_of(dict(os.environ))), file=sys.stderr)
        return 1
    say(report(built, target, clock() - began))
    return 0


if __name__ == "__main__":
    sys.exit(faults.run(main))

"""Build the site: `python scripts/build.py [--config mkdocs.yml] [--site site] [--serve]`.

Validates first, builds beside the last good site and takes its place only once
everything has succeeded: a failed build leaves `site/` as it was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import assets
import mkdocs_site
import package as contract
import problems
import publish
import row_pages
import search
import validate
from pages import Pages
from rows import read_cells

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = Path("data") / "all.zip"


class BuildError(RuntimeError):
    """The site could not be built; the message says why and where."""


def say(text: str) -> None:
    """Tell the maintainer what goes on."""
    print(text, flush=True)


def build(config_file: Path, target: Path, cache: Path) -> dict[str, int]:
    """Build the package beside `config_file` into `target`; give what was counted.

    Raises BuildError, and leaves `target` untouched, where anything fails.
    """
    descriptor = config_file.parent / publish.DESCRIPTOR
    found = validate.validate(descriptor)
    if found:
        say(problems.render(found, validate.language_of(dict(os.environ))))
    if validate.failed(found):
        raise BuildError("the data are not valid: nothing was built, the last good site stays")
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        fresh = Path(folder) / "site"
        try:
            counts = _fill(config_file, contract.load(descriptor), fresh, cache)
        except (mkdocs_site.SiteError, assets.AssetError, search.SearchError) as error:
            raise BuildError(str(error)) from error
        _swap(fresh, target, Path(folder) / "previous")
    return counts


def _fill(config_file: Path, package: contract.Package, fresh: Path, cache: Path) -> dict[str, int]:
    site = mkdocs_site.read(config_file)
    modules = assets.install(cache)
    say("building the pages …")
    mkdocs_site.build(config_file, fresh)
    renderers = [
        (Pages(package, reader, site.parts, site.about), site.roots[reader.language]) for reader in site.readers
    ]
    row_pages.write(renderers, fresh)
    assets.copy(modules, fresh)
    publish.copy_package(package, fresh)
    publish.write_zip(package, fresh / ARCHIVE)
    publish.write_views(package, site.readers, fresh / "data" / "views")
    pages = publish.write_sitemap(fresh, site.url, site.roots)
    say("indexing the pages for the search …")
    search.index(fresh)
    rows = sum(len(read_cells(package, resource)) for resource in package.tables)
    return {"resources": len(package.resources), "rows": rows, "pages": pages, "charts": len(package.views)}


def _swap(fresh: Path, target: Path, previous: Path) -> None:
    """Put `fresh` in the place of `target`: two renames, so that a reader never sees half a site."""
    if target.exists():
        target.rename(previous)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh.rename(target)
    except OSError:
        shutil.move(fresh, target)


def serve(config_file: Path, target: Path, cache: Path) -> None:
    """Serve the site on this machine, rebuilt when data, docs, contract or templates change."""
    site = mkdocs_site.read(config_file)
    root = config_file.parent

    def rebuild() -> None:
        try:
            build(config_file, target, cache)
        except BuildError as error:
            say(f"{error}")

    watched = [root / "data", root / publish.DESCRIPTOR, config_file, *site.watched]
    say("the Python of scripts/ is read once: restart after changing it")
    rebuild()
    path = urlsplit(site.url).path
    say(f"look at http://{mkdocs_site.PREVIEW[0]}:{mkdocs_site.PREVIEW[1]}{path} (Ctrl+C stops)")
    mkdocs_site.serve(rebuild, target, watched, path)


def report(counts: dict[str, int], target: Path, seconds: float) -> str:
    """One line on what was built and where to look."""
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items())
    return f"built {numbers} in {seconds:.0f} s → {target / 'index.html'}"


def main(arguments: list[str] | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Build the site from data/, docs/ and datapackage.json.")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--site", type=Path, help="folder to build into (site/ beside the configuration)")
    parser.add_argument("--serve", action="store_true", help="serve it on this machine and rebuild on change")
    options = parser.parse_args(arguments)
    config_file = options.config.resolve()
    target = (options.site or config_file.parent / "site").resolve()
    cache = ROOT / ".cache"
    try:
        if options.serve:
            serve(config_file, target, cache)
            return 0
        began = clock()
        counts = build(config_file, target, cache)
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    say(report(counts, target, clock() - began))
    return 0


if __name__ == "__main__":
    sys.exit(main())

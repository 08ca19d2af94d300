"""The files that programs read: the changelog, the catalogue in RDF, the API, feeds and calendars.

They are made once for what they are made from (`system.cache`), and each
module, with the library it needs, is loaded only then.
"""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

from datapackage.rows import Dataset
from downloads import package_files
from metadata import changelog
from metadata.changelog import Entry
from metadata.publication import Publication
from system import cache as build_cache
from system import git
from system.paths import SCRIPTS

LIBRARIES = ("icalendar", "rdflib", "pandas")
MODULES = ("metadata.dcat", "metadata.feeds", "metadata.calendars", "metadata.api")


def fingerprint(publication: Publication) -> str:
    """Return the fingerprint of everything at once: these files speak of the whole package."""
    site = publication.site
    words = [(reader.locale, reader.words) for reader in site.readers]
    about = (site.url, site.repository, dict(site.roots), publication.files, publication.changed, publication.changes)
    versions = [build_cache.version(name) for name in LIBRARIES]
    code = sorted(SCRIPTS.rglob("*.py"))
    return build_cache.fingerprint(*_contents(publication.dataset), words, about, versions, *code)


def _contents(dataset: Dataset) -> list[bytes]:
    """Return the files of the package as they are published, the descriptor with its schemas among them."""
    return [package_files.published(dataset, path) for path in package_files.package_files(dataset.package)]


def entries(dataset: Dataset, cache: Path) -> list[Entry]:
    """Return the changelog, worked out once for each state of the files and tags."""
    releases = [str(release) for release in git.releases(dataset.package.root)]
    key = build_cache.fingerprint(*_contents(dataset), releases, changelog, git)
    folder = build_cache.kept(cache, key, lambda fresh: changelog.save(changelog.changelog(dataset), fresh))
    return changelog.read(folder)


def write(publication: Publication, cache: Path, site: Path) -> None:
    """Make what has to be made, and put all of it into the folder `site`."""

    def make(folder: Path) -> None:
        changelog.save(publication.changes, folder)
        for name in MODULES:
            import_module(name).write(publication, folder)

    folder = build_cache.kept(cache, fingerprint(publication), make)
    shutil.copytree(folder, site, dirs_exist_ok=True, copy_function=shutil.copyfile)

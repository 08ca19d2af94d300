"""The files that programs read: the changelog, the catalogue in RDF, the API, feeds and calendars.

Each group is made once for what it is made from (`build_cache`), and its
module, with the library it needs, is loaded only then.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from datapackage.descriptor import Package
from datapackage.locales import Reader
from downloads import package_files
from metadata import changelog
from system import cache as build_cache
from system import git
from system.paths import SCRIPTS

LIBRARIES = ("icalendar", "rdflib", "pandas")


@dataclass(frozen=True)
class Sources:
    """What the files are made from; `site` has `url`, `repository`, `files`, `changed` and `changes`."""

    package: Package
    readers: Sequence[Reader]
    site: Mapping[str, Any]
    roots: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """Everything at once: these files speak of the whole package."""
        data = _data(self.package)
        words = [(each.locale, each.words) for each in self.readers]
        code = sorted(SCRIPTS.rglob("*.py"))
        versions = [build_cache.version(name) for name in LIBRARIES]
        return build_cache.fingerprint(*data, words, dict(self.site), dict(self.roots), versions, *code)


def _data(package: Package) -> list[str | Path]:
    """The text of the descriptor with its schemas, and the paths of the data."""
    return [package_files.descriptor_text(package), *(package.root / each.path for each in package.resources.values())]


def entries(package: Package, cache: Path) -> list[dict[str, Any]]:
    """The changelog of the package, worked out once for each state of its files and tags."""
    releases = [str(each) for each in git.releases(package.root)]
    key = build_cache.fingerprint(*_data(package), releases, changelog, git)
    return changelog.read(
        build_cache.kept(cache, key, lambda fresh: changelog.save(changelog.changelog(package), fresh))
    )


def write(sources: Sources, cache: Path, site: Path) -> None:
    """Make what has to be made, and put all of it into the site."""

    def make(folder: Path) -> None:
        package, readers, facts, roots = sources.package, sources.readers, sources.site, sources.roots
        changelog.save(facts["changes"], folder)
        import_module("metadata.dcat").write(package, facts, folder)
        import_module("metadata.feeds").write(package, readers, facts, roots, folder)
        import_module("metadata.calendars").write(package, readers, facts, roots, folder)
        api = import_module("metadata.api")
        api.write(api.Api(package, facts, readers, roots), folder)

    folder = build_cache.kept(cache, sources.fingerprint, make)
    shutil.copytree(folder, site, dirs_exist_ok=True, copy_function=shutil.copyfile)

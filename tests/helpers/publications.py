"""What is published of a package, without the files to download: the tiny package unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from charts.chart import Charts
from datapackage.addresses import Site
from datapackage.descriptor import Package
from datapackage.rows import Dataset
from downloads.distributions import Files
from metadata.changelog import Entry
from metadata.publication import Publication
from pages.renderer import Renderer
from tests.helpers.packages import READERS, ROOT, TINY

SITE = Site(
    url="https://example.org/gardens/",
    repository="https://example.org/gardens.git",
    readers=tuple(READERS.values()),
    roots={"en": "", "ar": "ar/"},
    names={"en": "Gardens", "ar": "بساتين"},
    logo=(ROOT / "scripts" / "theme" / "assets" / "logo.svg").read_text(encoding="utf-8"),
)
TEMPLATES = [TINY / "docs" / "templates", ROOT / "scripts" / "theme" / "templates"]


def publication(
    package: Package,
    site: Site = SITE,
    files: Files | None = None,
    changes: Sequence[Entry] = (),
    changed: Mapping[str, str] | None = None,
) -> Publication:
    """Return the publication of a package, its files read when they are asked for."""
    dataset = Dataset(package)
    charts = {reader.language: Charts(dataset.in_language(reader.language), reader, site) for reader in site.readers}
    made = files if files is not None else {name: [] for name in ["", *package.resources]}
    return Publication(dataset, site, charts, made, changes, changed or {})


def renderer(package: Package, language: str = "en", templates: Sequence[Path] = TEMPLATES) -> Renderer:
    """Return the renderer of a package for a reader of the tiny site."""
    return Renderer(publication(package), READERS[language], templates)


def renderers(package: Package) -> list[Renderer]:
    """Return a renderer for each reader of the tiny site."""
    shared = publication(package)
    return [Renderer(shared, reader, TEMPLATES) for reader in READERS.values()]

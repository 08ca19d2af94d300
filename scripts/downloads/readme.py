"""The page that the zip of the package begins with, in every language: it stands alone, without script or font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from datapackage import addresses, citation
from datapackage.addresses import Site
from datapackage.citation import Work
from datapackage.descriptor import Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Dataset

TEMPLATE = "readme.html"


@dataclass(frozen=True)
class File:
    """A file of the package: its path, title and description, how many rows it has (None for no table), its licences.

    A licence is its title and its address.
    """

    path: str
    title: str
    description: str
    rows: int | None
    licences: list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """What the page says in one language; `online` is the address of the catalogue."""

    reader: Reader
    title: str
    description: str
    files: list[File]
    work: Work
    online: str


def render(dataset: Dataset, site: Site, templates: Sequence[Path]) -> str:
    """Return the page as HTML; `templates` are folders of templates, the first one found winning."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sections = [_section(dataset, site, reader) for reader in site.readers]
    return environment.get_template(TEMPLATE).render(sections=sections, version=dataset.package.version)


def _section(dataset: Dataset, site: Site, reader: Reader) -> Section:
    package = dataset.package
    title = package.text(package.descriptor, "title", reader.language)
    return Section(
        reader=reader,
        title=title,
        description=package.text(package.descriptor, "description", reader.language),
        files=[_file(dataset, resource, reader) for resource in package.resources.values()],
        work=citation.cite(package, reader, site, title, ""),
        online=site.address(addresses.CATALOGUE, reader.language),
    )


def _file(dataset: Dataset, resource: Resource, reader: Reader) -> File:
    package, language = dataset.package, reader.language
    return File(
        path=resource.path,
        title=package.text(resource.descriptor, "title", language),
        description=package.text(resource.descriptor, "description", language),
        rows=len(dataset.cells(resource.name)) if resource.is_table else None,
        licences=_licences(package, resource, language),
    )


def _licences(package: Package, resource: Resource, language: str) -> list[tuple[str, str]]:
    licences = package.licences(resource.descriptor)
    return [(package.text(licence, "title", language), str(licence["path"])) for licence in licences]

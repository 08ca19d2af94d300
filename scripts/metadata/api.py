"""The static API: JSON files at addresses that do not move, under `api/v1/`.

`index.json` leads to the rest: a file for each resource, for each view, and
for each row of the resources that the descriptor lists under `api.rows`, old
identifiers included. What may change within a version is written in
`docs/api/v1.md`; `openapi.py` describes the same files to programs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from datapackage import addresses, citation
from datapackage.descriptor import DescriptorError, Package, Resource
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from datapackage.rows import Row, Tables
from downloads import package_files, view_csv
from downloads.json_files import to_json
from metadata import openapi
from metadata.publication import Publication

ROOT = Path("api") / "v1"
SAFE_KEY = re.compile(r"[A-Za-z0-9._~-]+")

Node = dict[str, Any]


class ApiError(DescriptorError):
    """The descriptor asks for an address that cannot be given."""


@dataclass(frozen=True)
class Api:
    """What the files of the API have in common."""

    publication: Publication

    @property
    def package(self) -> Package:
        """The package that is published."""
        return self.publication.package

    @property
    def base(self) -> str:
        """The address that every other begins with."""
        return f"{self.publication.site.url}{ROOT.as_posix()}/"

    def words(self, descriptor: Descriptor, key: str) -> dict[str, str]:
        """Return `key` of `descriptor` by language."""
        return {language: self.package.text(descriptor, key, language) for language in self.package.languages}

    def about(self, descriptor: Descriptor, name: str) -> Node:
        """Return titles, descriptions and pages by language, with the licences, of resource `name` or the package."""
        licences = self.package.licences(descriptor)
        return {
            "title": self.words(descriptor, "title"),
            "description": self.words(descriptor, "description"),
            "pages": self.publication.site.addresses(addresses.of_resource(name)),
            "licenses": [{key: licence[key] for key in ("name", "path") if key in licence} for licence in licences],
        }

    def files(self, name: str) -> list[Node]:
        """Return the distributions of a resource, or of the package, with their addresses."""
        stated = [asdict(file) for file in self.publication.files.get(name, [])]
        return [{"url": f"{self.publication.site.url}{file.pop('path')}", **file} for file in stated]

    def row_form(self, resource: Resource) -> str:
        """Return the address of a row, with `{key}` in the place of its key (RFC 6570)."""
        return f"{self.base}resources/{resource.name}/{{key}}.json"


def row_resources(package: Package) -> list[Resource]:
    """Return the resources whose rows have an address each; raise ApiError where one is no table of the package."""
    tables = {resource.name: resource for resource in package.tables}
    if unknown := [name for name in package.api_rows if name not in tables]:
        raise ApiError(f"datapackage.json: api.rows: no table {unknown[0]!r}; there are {', '.join(tables)}")
    return [tables[name] for name in package.api_rows]


def write(publication: Publication, folder: Path) -> None:
    """Write every file under `folder`/api/v1.

    Raises ApiError for a key that cannot stand in an address.
    """
    api = Api(publication)
    tables = publication.dataset.in_language(api.package.languages[0])
    with_rows = row_resources(api.package)
    _save(folder, "index.json", _index(api))
    _save(folder, "openapi.json", openapi.document(api.package, api.base, with_rows))
    for resource in api.package.resources.values():
        _save(folder, f"resources/{resource.name}.json", _resource(api, resource, resource in with_rows))
    for resource in with_rows:
        referring = _referring(tables, resource)
        for row in tables.all(resource.name):
            _save(folder, f"resources/{resource.name}/{address(row)}.json", _row(api, row, referring[row.key]))
        for old, row in addresses.old_keys(tables, resource.name).items():
            _save(folder, f"resources/{resource.name}/{_segment(resource, old)}.json", _redirect(api, old, row))
    for name, view in _views(api):
        _save(folder, f"views/{name}.json", view)


def address(row: Row) -> str:
    """Return how the key of a row stands in its address, parts joined by `~`.

    Raises ApiError where it holds anything but unreserved characters (RFC 3986, 2.3).
    """
    return _segment(row.resource, row.key)


def _segment(resource: Resource, key: str) -> str:
    segment = key.replace("/", "~")
    if not SAFE_KEY.fullmatch(segment):
        raise ApiError(f"{resource.path}: the key {key!r} cannot stand in an address: use A-Z a-z 0-9 . _ -")
    return segment


def _save(folder: Path, path: str, node: Node) -> None:
    target = folder / ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(to_json(node) + "\n", encoding="utf-8", newline="")


def _index(api: Api) -> Node:
    package = api.package
    with_rows = row_resources(package)
    return {
        "name": package.name,
        "version": package.version,
        "released": str(citation.released(package) or ""),
        **api.about(package.descriptor, ""),
        "openapi": f"{api.base}openapi.json",
        "descriptor": f"{api.publication.site.url}{package_files.DESCRIPTOR}",
        "files": api.files(""),
        "resources": [
            {
                "name": resource.name,
                "title": api.words(resource.descriptor, "title"),
                "url": f"{api.base}resources/{resource.name}.json",
                "rows": api.row_form(resource) if resource in with_rows else None,
            }
            for resource in package.resources.values()
        ],
        "views": [{"name": name, "url": f"{api.base}views/{name}.json"} for name in package.views],
    }


def _resource(api: Api, resource: Resource, has_rows: bool) -> Node:
    return {
        "name": resource.name,
        "version": api.package.version,
        "modified": api.publication.modified(resource.path),
        **api.about(resource.descriptor, resource.name),
        "files": api.files(resource.name),
        "rows": api.row_form(resource) if has_rows else None,
        "schema": resource.descriptor.get("schema"),
    }


def _referring(tables: Tables, resource: Resource) -> dict[str, dict[str, list[str]]]:
    """Return for each key the keys of the rows that refer to it, by `resource.field`."""
    keys: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for other in tables.package.tables:
        for link in other.foreign_keys:
            if link.resource == resource.name:
                for row in tables.all(other.name):
                    if (value := row.cells[link.field]) is not None:
                        keys[str(value)][f"{other.name}.{link.field}"].append(row.key)
    return keys


def _row(api: Api, row: Row, referring: Mapping[str, list[str]]) -> Node:
    """Return one row, the rows it refers to, the keys of those that refer to it."""
    linked = {name: row[name] for name in row.resource.link}
    return {
        "resource": row.resource.name,
        "key": row.key,
        "version": api.package.version,
        "row": row.cells,
        "linked": {name: other.cells if isinstance(other, Row) else None for name, other in linked.items()},
        "referring": dict(referring),
        "citations": {reader.language: _citation(api, row, reader) for reader in api.publication.site.readers},
    }


def _redirect(api: Api, old: str, row: Row) -> Node:
    """Return what stands at the address of an identifier that has changed."""
    return {
        "resource": row.resource.name,
        "key": old,
        "version": api.package.version,
        "redirect": {"key": row.key, "url": f"{api.base}resources/{row.resource.name}/{address(row)}.json"},
    }


def _citation(api: Api, row: Row, reader: Reader) -> Node:
    """Return how to cite the page of a row in one language: as text, BibTeX, RIS and CSL-JSON."""
    title = Row(api.publication.dataset.in_language(reader.language), row.resource, row.cells).label
    work = citation.cite(api.package, reader, api.publication.site, title, addresses.of_row(row))
    return {"text": work.text, "bibtex": work.bibtex, "ris": work.ris, "csl": work.csl_item}


def _views(api: Api) -> Iterator[tuple[str, Node]]:
    """Give the name and the file of each view: what its CSV says, with types."""
    charts = list(api.publication.charts.values())
    for name, declared in api.package.views.items():
        translations = view_csv.translations_of(charts, name)
        marks = list(view_csv.marks(translations))
        figures = {
            "marks": [_view_mark(mark) for mark in marks if not mark.reported],
            "reported": [_view_mark(mark) for mark in marks if mark.reported],
        }
        titles = {language: view.title for language, view in translations.items()}
        yield name, {"name": name, "title": titles, "resource": declared.resource, **figures}


def _view_mark(mark: view_csv.TranslatedMark) -> Node:
    named = {part: {**mark.parts[part].words, "key": mark.parts[part].key} for part in ("group", "series")}
    return {**named, "value": mark.value, "preferred": mark.preferred, "sources": mark.sources}

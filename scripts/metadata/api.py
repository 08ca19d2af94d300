"""The static API: JSON files at addresses that do not move, under `api/v1/`.

`index.json` leads to the rest: a file for each resource, for each view, and
for each row of the resources that the contract lists under `api.rows`, identifiers of the past included. What
may change within a version is written in `docs/api/v1.md`; `openapi.py`
describes the same files to programs.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from charts.views import build
from datapackage import addresses, citation
from datapackage.descriptor import DescriptorError, Package, Resource
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from datapackage.rows import Row, Tables
from downloads import package_files, view_csv
from downloads.json_files import to_json
from metadata import openapi

ROOT = Path("api") / "v1"
SAFE_KEY = re.compile(r"[A-Za-z0-9._~-]+")

Node = dict[str, Any]


class ApiError(DescriptorError):
    """The contract asks for an address that cannot be given."""


@dataclass
class Api:
    """What the files are made from: the package, the facts of its site, its readers."""

    package: Package
    site: Mapping[str, Any]
    readers: Sequence[Reader]
    roots: Mapping[str, str]

    @cached_property
    def tables(self) -> dict[str, Tables]:
        """The tables as read in each language."""
        return {reader.language: Tables(self.package, reader.language) for reader in self.readers}

    @property
    def base(self) -> str:
        """The address that every other begins with."""
        return f"{self.site['url']}{ROOT.as_posix()}/"

    def words(self, descriptor: Descriptor, key: str) -> dict[str, str]:
        """`key` of `descriptor` by language."""
        return {language: self.package.text(descriptor, key, language) for language in self.package.languages}

    def about(self, descriptor: Descriptor, page: str) -> Node:
        """Titles, descriptions and pages by language, with the licences."""
        licences = self.package.licences(descriptor)
        return {
            "title": self.words(descriptor, "title"),
            "description": self.words(descriptor, "description"),
            "pages": {language: f"{self.site['url']}{root}{page}" for language, root in self.roots.items()},
            "licenses": [{key: each[key] for key in ("name", "path") if key in each} for each in licences],
        }

    def files(self, name: str) -> list[Node]:
        """The distributions of a resource, or of the package, with their addresses."""
        found = [asdict(each) for each in self.site["files"].get(name, [])]
        return [{"url": f"{self.site['url']}{each.pop('path')}", **each} for each in found]


def row_resources(package: Package) -> list[Resource]:
    """The resources whose rows have an address each. Raises ApiError where one is no table of the package."""
    tables = {each.name: each for each in package.tables}
    wanted = package.api_rows
    if unknown := [name for name in wanted if name not in tables]:
        raise ApiError(f"datapackage.json: api.rows: no table {unknown[0]!r}; there are {', '.join(tables)}")
    return [tables[name] for name in wanted]


def write(api: Api, folder: Path) -> None:
    """Write every file under `folder`/api/v1.

    Raises ApiError for a key that cannot stand in an address.
    """
    tables = Tables(api.package, api.package.languages[0])
    with_rows = row_resources(api.package)
    _save(folder, "index.json", _index(api))
    _save(folder, "openapi.json", openapi.document(api.package, api.base, with_rows))
    for resource in api.package.resources.values():
        _save(folder, f"resources/{resource.name}.json", _resource(api, resource, resource in with_rows))
    for resource in with_rows:
        referring = _referring(tables, resource)
        for row in tables.all(resource.name):
            _save(folder, f"resources/{resource.name}/{address(row)}.json", _row(api, row, referring[row.key]))
        for old, row in addresses.of_keys(tables, resource.name).items():
            _save(folder, f"resources/{resource.name}/{_segment(resource, old)}.json", _redirect(api, old, row))
    for name, view in _views(api):
        _save(folder, f"views/{name}.json", view)


def address(row: Row) -> str:
    """How the key of a row stands in its address, parts joined by `~`.

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
        "released": citation.released(package),
        **api.about(package.descriptor, "data/"),
        "openapi": f"{api.base}openapi.json",
        "descriptor": f"{api.site['url']}{package_files.DESCRIPTOR}",
        "files": api.files(""),
        "resources": [
            {
                "name": each.name,
                "title": api.words(each.descriptor, "title"),
                "url": f"{api.base}resources/{each.name}.json",
                "rows": _row_form(api, each) if each in with_rows else None,
            }
            for each in package.resources.values()
        ],
        "views": [{"name": name, "url": f"{api.base}views/{name}.json"} for name in package.views],
    }


def _row_form(api: Api, resource: Resource) -> str:
    """The address of a row, with `{key}` in the place of its key (RFC 6570)."""
    return f"{api.base}resources/{resource.name}/{{key}}.json"


def _resource(api: Api, resource: Resource, has_rows: bool) -> Node:
    return {
        "name": resource.name,
        "version": api.package.version,
        "modified": api.site["changed"].get(resource.path) or citation.released(api.package),
        **api.about(resource.descriptor, f"data/{resource.name}/"),
        "files": api.files(resource.name),
        "rows": _row_form(api, resource) if has_rows else None,
        "schema": resource.descriptor.get("schema"),
    }


def _referring(tables: Tables, resource: Resource) -> dict[str, dict[str, list[str]]]:
    """For each key, the keys of the rows that refer to it, by `resource.field`."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for other in tables.package.tables:
        for link in other.foreign_keys:
            if link.resource == resource.name:
                for row in tables.all(other.name):
                    if (value := row.cells[link.field]) is not None:
                        found[str(value)][f"{other.name}.{link.field}"].append(row.key)
    return found


def _row(api: Api, row: Row, referring: Mapping[str, list[str]]) -> Node:
    """One row, the rows it refers to, the keys of those that refer to it."""
    linked = {name: row[name] for name in row.resource.link}
    return {
        "resource": row.resource.name,
        "key": row.key,
        "version": api.package.version,
        "row": row.cells,
        "linked": {name: other.cells if isinstance(other, Row) else None for name, other in linked.items()},
        "referring": dict(referring),
        "citations": {reader.language: _citation(api, row, reader) for reader in api.readers},
    }


def _redirect(api: Api, old: str, row: Row) -> Node:
    """What stands at the address of an identifier that has changed."""
    return {
        "resource": row.resource.name,
        "key": old,
        "version": api.package.version,
        "redirect": {"key": row.key, "url": f"{api.base}resources/{row.resource.name}/{address(row)}.json"},
    }


def _citation(api: Api, row: Row, reader: Reader) -> Node:
    """How to cite the page of a row in one language: as text, BibTeX, RIS and CSL-JSON."""
    title = Row(api.tables[reader.language], row.resource, row.cells).label
    work = citation.cite(api.package, reader, api.site, title, api.roots[reader.language] + _page(row))
    return {"text": work.text, "bibtex": work.bibtex, "ris": work.ris, "csl": work.csl_item}


def _page(row: Row) -> str:
    """Where a row can be read, in the folder of a language: its own page, its place on another, or its table."""
    page, own = row.resource.descriptor.get("page"), row.resource.descriptor.get("rowPages")
    if own:
        return f"{own['path']}/{row.cells[own['slug']]}/"
    return f"{page}#{row.key}" if page else f"data/{row.resource.name}/"


def _views(api: Api) -> Iterable[tuple[str, Node]]:
    """(name, file) of each view: what its CSV says, with types."""
    tables = [(reader, api.tables[reader.language]) for reader in api.readers]
    for name, declared in api.package.views.items():
        found = {reader.language: build(each, name, reader) for reader, each in tables}
        marks = [
            {
                key: {language: line[f"{key}_{language}"] for language in found} | {"key": line[key]}
                for key in ("group", "series")
            }
            | {
                "value": float(line["value"]),
                "preferred": line["preferred"] == "true",
                "sources": line["sources"].split(),
            }
            for line in csv.DictReader(io.StringIO(view_csv.view_csv(found)))
        ]
        titles = {language: view.title for language, view in found.items()}
        yield name, {"name": name, "title": titles, "resource": declared.resource, "marks": marks}

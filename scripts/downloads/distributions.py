"""What can be downloaded: each table and the whole package, in every format.

A distribution, in the words of DCAT, is one file of a dataset. All are made
from the rows that were validated, before the pages, which show their sizes and
checksums; `build_cache` keeps those whose data have not changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from datapackage import citation, locales
from datapackage import rows as typed_rows
from datapackage.descriptor import Package, Resource
from datapackage.locales import Reader
from downloads import excel, json_files, package_files
from system import cache as build_cache
from system.progress import Progress

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "zip": "application/zip",
}
NAMES = {
    "csv": "CSV", "xlsx": "Excel (XLSX)", "json": "JSON", "ndjson": "NDJSON", "parquet": "Parquet",
    "sqlite": "SQLite", "zip": "ZIP", "geojson": "GeoJSON", "topojson": "TopoJSON",
}  # fmt: skip
PACKAGE = ""  # the name under which the files of the whole package stand
FOLDER = Path("data")
MANIFEST = "manifest.json"
MAKERS = (citation, locales, package_files, json_files, typed_rows, excel)


@dataclass(frozen=True)
class Distribution:
    """One file: its path in the site, its format, the language of its words (empty: none, or all), its size and sum."""

    path: str
    format: str
    language: str
    media_type: str
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """What the format is called, in every language."""
        return NAMES.get(self.format, self.format)


Files = dict[str, list[Distribution]]


@dataclass(frozen=True)
class Made:
    """The distributions by resource, and the folders of the cache that hold those which were made."""

    files: Files
    folders: list[Path]

    def copy(self, site: Path) -> None:
        """Put the files that were made into the site, and a list of checksums that `sha256sum -c` reads."""
        for folder in self.folders:
            for path in folder.glob("*"):
                if path.name != MANIFEST:
                    shutil.copyfile(path, site / FOLDER / path.name)
        lines = {f"{each.sha256}  {each.path}\n" for found in self.files.values() for each in found}
        (site / "SHA256SUMS").write_text("".join(sorted(lines, key=lambda line: line[66:])), encoding="utf-8")


def make(package: Package, readers: Sequence[Reader], about: Mapping[str, Any], readme: str, cache: Path) -> Made:
    """Every distribution of `package`, made or taken from `cache`.

    `about` has the address of the site under `url`, `readme` is the page that the zip begins with.
    Raises WorkbookError for a text too long for a cell.
    """
    files: Files = {}
    folders = []
    spoken = {each.language: typed_rows.Tables(package, each.language) for each in readers}
    with Progress("making the files to download", len(package.resources) + 1) as progress:
        for resource in package.resources.values():
            own = [_published(package, resource)]
            if resource.is_table:
                key = _fingerprint(package, [resource], readers, about)
                folders.append(build_cache.kept(cache, key, partial(_make_table, resource, spoken, readers, about)))
                own += _read_manifest(folders[-1])
            files[resource.name] = own
            progress.advance()
        key = _fingerprint(package, list(package.resources.values()), readers, about, readme)
        folders.append(build_cache.kept(cache, key, partial(_make_package, package, readers, about, readme)))
        progress.advance()
    files[PACKAGE] = _read_manifest(folders[-1])
    return Made(files, folders)


def _published(package: Package, resource: Resource) -> Distribution:
    """The file of the package itself."""
    content = package_files.published(package, Path(resource.path))
    kind = str(resource.descriptor.get("format") or Path(resource.path).suffix[1:])
    media = str(resource.descriptor.get("mediatype") or MEDIA_TYPES.get(kind, "application/octet-stream"))
    return Distribution(resource.path, kind, "", media, len(content), hashlib.sha256(content).hexdigest())


def _sources(package: Package, resource: Resource) -> Resource | None:
    """The resource that the field `source` leads to; None where there is no such field."""
    link = resource.link.get("source")
    return package.resources[link.resource] if link else None


def _linked(package: Package, resource: Resource, known: Mapping[str, Resource]) -> dict[str, Resource]:
    """The resources that one leads to, step by step: its rows are told by their names."""
    found = dict(known)
    for key in resource.foreign_keys:
        if key.resource not in found:
            target = package.resources[key.resource]
            found |= _linked(package, target, {**found, target.name: target})
    return found


def _fingerprint(package: Package, resources: list[Resource], readers: Sequence[Reader], about: Any, *more: str) -> str:
    """Everything that the files of `resources` are made from."""
    named = {each.name: each for each in resources}
    for each in resources:
        named |= _linked(package, each, named)
    described = {key: value for key, value in package.descriptor.items() if key not in ("resources", "views")}
    versions = [build_cache.version(name) for name in ("xlsxwriter", "pyarrow")]
    words = [(each.locale, each.words["data"], each.words["downloads"]) for each in readers]
    paths = [package.root / each.path for each in named.values()]
    descriptors = [each.descriptor for each in named.values()]
    return build_cache.fingerprint(described, descriptors, *paths, versions, words, about["url"], *more, *MAKERS)


def _rows(package: Package, resource: Resource) -> list[dict[str, typed_rows.Cell]]:
    types = {each.name: each.type for each in resource.fields}
    cells = typed_rows.read_cells(package, resource)
    return [{name: typed_rows.typed(text, types[name]) for name, text in row.items()} for row in cells]


def _make_table(
    resource: Resource,
    spoken: Mapping[str, typed_rows.Tables],
    readers: Sequence[Reader],
    about: Mapping[str, Any],
    folder: Path,
) -> None:
    """The files of one table, with their manifest; `spoken` are the tables of the package by language."""
    package = spoken[readers[0].language].package
    rows = _rows(package, resource)
    stem = str(folder / resource.name)
    json_files.write_json(Path(f"{stem}.json"), rows)
    json_files.write_json_lines(Path(f"{stem}.ndjson"), rows)
    json_files.write_parquet(Path(f"{stem}.parquet"), resource, rows)
    source = _sources(package, resource)
    for reader in readers:
        named = {row["source"] for row in rows} if source else set()
        key = source.primary_key[0] if source else ""
        listed = (source, [row for row in _rows(package, source) if row[key] in named]) if source else None
        told = _about(package, reader, about, resource)
        contents = excel.Contents(package, reader, [(resource, rows)], listed, told, spoken[reader.language])
        excel.write(Path(f"{stem}.{reader.language}.xlsx"), contents)
    _write_manifest(folder)


def _make_package(
    package: Package, readers: Sequence[Reader], about: Mapping[str, Any], readme: str, folder: Path
) -> None:
    """The files of the whole package, with their manifest."""
    rows = {each.name: _rows(package, each) for each in package.tables}
    tables = [(each, rows[each.name]) for each in package.tables]
    for reader in readers:
        contents = excel.Contents(package, reader, tables, None, _about(package, reader, about))
        excel.write(folder / f"all.{reader.language}.xlsx", contents)
    lines = (f"{json.dumps(name)}: {json_files.to_json(found)}" for name, found in rows.items())
    (folder / "all.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="")
    json_files.write_sqlite(folder / "all.sqlite", package, rows)
    package_files.write_zip(package, readme, folder / "all.zip")
    _write_manifest(folder)


def _about(
    package: Package, reader: Reader, about: Mapping[str, Any], resource: Resource | None = None
) -> list[tuple[str, str]]:
    """What the last sheet says: title, meaning, version, licence, how to cite, where it comes from."""
    descriptor = resource.descriptor if resource else package.descriptor
    words, text = reader.words["data"], partial(package.text, language=reader.language)
    path = f"data/{resource.name}/" if resource else ""
    work = citation.cite(package, reader, about, text(descriptor, "title"), path)
    lines = [
        (words["file"], work.title),
        (words["meaning"], text(descriptor, "description")),
        (words["version"], work.version),
    ]
    lines += [
        (words["licence"], f"{text(licence, 'title')} {licence.get('path', '')}".strip())
        for licence in package.licences(descriptor)
    ]
    return [*lines, (words["cite"], work.text)]


def _write_manifest(folder: Path) -> None:
    found = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        kind = path.suffix[1:]
        language = path.name.split(".")[1] if path.name.count(".") == 2 else ""
        sum_ = hashlib.sha256(content).hexdigest()
        where = (FOLDER / path.name).as_posix()
        found.append(Distribution(where, kind, language, MEDIA_TYPES[kind], len(content), sum_))
    order = list(MEDIA_TYPES)
    found.sort(key=lambda each: (order.index(each.format), each.path))
    (folder / MANIFEST).write_text(json.dumps([asdict(each) for each in found]), encoding="utf-8")


def _read_manifest(folder: Path) -> list[Distribution]:
    return [Distribution(**each) for each in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))]

"""What can be downloaded: each table and the whole package, in every format.

A distribution, in the words of DCAT, is one file of a dataset. All are made
from the rows that were validated, before the pages, which show their sizes and
checksums; `build_cache` keeps those whose data have not changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from datapackage import addresses, citation, extensions, locales, partial_dates, rows
from datapackage.addresses import Site
from datapackage.descriptor import Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Dataset
from downloads import excel, json_files, package_files, readable, readable_csv, workbook
from system import cache as build_cache
from system.progress import Progress


@dataclass(frozen=True)
class Format:
    """What a format is called, in every language, and its media type (https://www.iana.org/assignments/media-types/)."""

    name: str
    media_type: str


FORMATS = {  # in the order in which they are offered
    "xlsx": Format("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "excel-csv": Format("CSV (Excel)", "text/csv"),
    "csv": Format("CSV", "text/csv"),
    "json": Format("JSON", "application/json"),
    "ndjson": Format("NDJSON", "application/x-ndjson"),
    "parquet": Format("Parquet", "application/vnd.apache.parquet"),
    "sqlite": Format("SQLite", "application/vnd.sqlite3"),
    "zip": Format("ZIP", "application/zip"),
    "geojson": Format("GeoJSON", "application/geo+json"),
    "topojson": Format("TopoJSON", "application/json"),
}
PACKAGE = ""  # the name under which the files of the whole package stand
FOLDER = Path("data")
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
MAKERS = (
    addresses, citation, extensions, locales, partial_dates, rows,
    excel, json_files, package_files, readable, readable_csv, workbook,
)  # fmt: skip


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
    def filename(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    def saved_as(self, package: Package) -> str:
        """Return the name under which it is kept: that of the package and the day of the version before its own.

        The address stays the same from version to version; a file in a folder of downloads says where it comes from.
        """
        own, _, ending = self.filename.partition(".")
        version = str(citation.released(package) or package.version)
        return "-".join(part for part in (package.name, own, version) if part) + f".{ending}"

    @property
    def name(self) -> str:
        """What the format is called, in every language."""
        return FORMATS[self.format].name if self.format in FORMATS else self.format


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
        lines = {f"{file.sha256}  {file.path}\n" for files in self.files.values() for file in files}
        (site / SUMS).write_text("".join(sorted(lines, key=lambda line: line[66:])), encoding="utf-8")


def make(dataset: Dataset, site: Site, readme: str, cache: Path) -> Made:
    """Make every distribution of the dataset, or take it from `cache`.

    `readme` is the page that the zip begins with. Raises WorkbookError for a text too long for a cell.
    """
    files: Files = {}
    folders = []
    package = dataset.package
    with Progress("making the files to download", len(package.resources) + 1) as progress:
        for resource in package.resources.values():
            own = [_published(dataset, resource)]
            if resource.is_table:
                key = _fingerprint(dataset, [resource], site)
                folders.append(build_cache.kept(cache, key, partial(_make_table, dataset, resource, site)))
                own += _read_manifest(folders[-1])
            files[resource.name] = sorted(own, key=_place)
            progress.advance()
        in_zip = (readme, package_files.descriptor_text(package))
        key = _fingerprint(dataset, list(package.resources.values()), site, *in_zip)
        folders.append(build_cache.kept(cache, key, partial(_make_package, dataset, site, readme)))
        progress.advance()
    files[PACKAGE] = _read_manifest(folders[-1])
    return Made(files, folders)


def _published(dataset: Dataset, resource: Resource) -> Distribution:
    """Return the file of the package itself."""
    content = package_files.published(dataset, Path(resource.path))
    kind = resource.format or Path(resource.path).suffix[1:]
    known = FORMATS.get(kind)
    media = resource.mediatype or (known.media_type if known else "application/octet-stream")
    return Distribution(resource.path, kind, "", media, len(content), hashlib.sha256(content).hexdigest())


def _sources(package: Package, resource: Resource) -> Resource | None:
    """Return the resource that the field `source` leads to; None where there is no such field."""
    link = resource.link.get("source")
    return package.resources[link.resource] if link else None


def _linked(package: Package, resource: Resource, known: Mapping[str, Resource]) -> dict[str, Resource]:
    """Return the resources that one leads to, step by step: its rows are told by their names."""
    found = dict(known)
    for key in resource.foreign_keys:
        if key.resource not in found:
            target = package.resources[key.resource]
            found |= _linked(package, target, {**found, target.name: target})
    return found


def _fingerprint(dataset: Dataset, resources: list[Resource], site: Site, *more: str) -> str:
    """Return the fingerprint of everything that the files of `resources` are made from."""
    package = dataset.package
    named = {resource.name: resource for resource in resources}
    for resource in resources:
        named |= _linked(package, resource, named)
    described = {key: value for key, value in package.descriptor.items() if key not in ("resources", "views")}
    versions = [build_cache.version(name) for name in ("xlsxwriter", "pyarrow")]
    used = ("data", "downloads", "yes", "no")
    words = [(reader.locale, *(reader.words[name] for name in used)) for reader in site.readers]
    contents = [dataset.content(resource.path) for resource in named.values()]
    descriptors = [resource.descriptor for resource in named.values()]
    about = (site.url, dict(site.roots))
    return build_cache.fingerprint(described, descriptors, *contents, versions, words, about, *more, *MAKERS)


def _make_table(dataset: Dataset, resource: Resource, site: Site, folder: Path) -> None:
    """Make the files of one table, with their manifest."""
    cells = dataset.cells(resource.name)
    stem = str(folder / resource.name)
    json_files.write_json(Path(f"{stem}.json"), cells)
    json_files.write_json_lines(Path(f"{stem}.ndjson"), cells)
    json_files.write_parquet(Path(f"{stem}.parquet"), resource, cells)
    source = _sources(dataset.package, resource)
    named = {row["source"] for row in cells} if source else set()
    for reader in site.readers:
        listed = None
        if source:
            listed = (source, [row for row in dataset.cells(source.name) if row[source.primary_key[0]] in named])
        about = _about(dataset.package, reader, site, resource)
        tables = dataset.in_language(reader.language)
        contents = excel.Contents(tables, reader, site, [(resource, cells)], listed, about)
        excel.write(Path(f"{stem}.{reader.language}.xlsx"), contents)
        readable_csv.write(Path(f"{stem}.{reader.language}.csv"), contents.readable(resource), cells)
    _write_manifest(folder)


def _make_package(dataset: Dataset, site: Site, readme: str, folder: Path) -> None:
    """Make the files of the whole package, with their manifest."""
    package = dataset.package
    by_name = {resource.name: dataset.cells(resource.name) for resource in package.tables}
    tables = [(resource, by_name[resource.name]) for resource in package.tables]
    for reader in site.readers:
        in_words = dataset.in_language(reader.language)
        contents = excel.Contents(in_words, reader, site, tables, None, _about(package, reader, site))
        excel.write(folder / f"all.{reader.language}.xlsx", contents)
    lines = (f"{json.dumps(name)}: {json_files.to_json(cells)}" for name, cells in by_name.items())
    (folder / "all.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="")
    json_files.write_sqlite(folder / "all.sqlite", package, by_name)
    package_files.write_zip(dataset, readme, folder / "all.zip")
    _write_manifest(folder)


def _about(package: Package, reader: Reader, site: Site, resource: Resource | None = None) -> list[tuple[str, str]]:
    """Return what the last sheet says: title, meaning, version, licence, how to cite."""
    descriptor = resource.descriptor if resource else package.descriptor
    words, text = reader.words["data"], partial(package.text, language=reader.language)
    path = addresses.of_resource(resource.name) if resource else ""
    work = citation.cite(package, reader, site, text(descriptor, "title"), path)
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
    """Describe the files of `folder`: `members.json`, and `members.fr.xlsx` for one whose words are French.

    A CSV is one for people: that of the package is not made here.
    """
    files = []
    for path in folder.iterdir():
        content = path.read_bytes()
        kind = "excel-csv" if path.suffix == ".csv" else path.suffix[1:]
        language = path.name.split(".")[1] if path.name.count(".") == 2 else ""
        checksum = hashlib.sha256(content).hexdigest()
        where = (FOLDER / path.name).as_posix()
        files.append(Distribution(where, kind, language, FORMATS[kind].media_type, len(content), checksum))
    files.sort(key=_place)
    (folder / MANIFEST).write_text(json.dumps([asdict(file) for file in files]), encoding="utf-8")


def _place(file: Distribution) -> tuple[int, str]:
    """Return the place of a file among those of its resource: by its format, then by its path."""
    return list(FORMATS).index(file.format) if file.format in FORMATS else len(FORMATS), file.path


def _read_manifest(folder: Path) -> list[Distribution]:
    return [Distribution(**file) for file in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))]

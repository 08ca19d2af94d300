"""The data package as it is published: the descriptor and the files it names, at their paths, and all in one zip.

The published site is itself a data package. Its descriptor holds every schema, so that it can be read alone.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from datapackage.descriptor import Package
from datapackage.rows import Dataset
from datapackage.table import normal_bytes

DESCRIPTOR = "datapackage.json"
README = "README.html"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can hold: two builds give the same bytes


def package_files(package: Package) -> list[Path]:
    """Return the paths of the published descriptor and of every file it names, relative to the package."""
    return [Path(DESCRIPTOR), *(Path(resource.path) for resource in package.resources.values())]


def descriptor_text(package: Package) -> str:
    """Return the descriptor as it is published: JSON in the order of the source, with every schema and dialect."""
    return json.dumps(package.descriptor, ensure_ascii=False, indent=2) + "\n"


def published(dataset: Dataset, path: Path) -> bytes:
    """Return a file of the package as it is published.

    The descriptor holds its schemas and dialects, tables are in their normal form, the rest is the same byte for byte.
    """
    if path == Path(DESCRIPTOR):
        return descriptor_text(dataset.package).encode()
    content = dataset.content(path.as_posix())
    is_table = any(Path(resource.path) == path for resource in dataset.package.tables)
    return normal_bytes(content) if is_table else content


def copy_package(dataset: Dataset, site: Path) -> None:
    """Publish the package at the root of the folder `site`."""
    for path in package_files(dataset.package):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(published(dataset, path))


def write_zip(dataset: Dataset, readme: str, target: Path) -> None:
    """Write the whole package in one zip, `readme` (HTML) first; its bytes depend on its content alone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, README, readme.encode())
        for path in package_files(dataset.package):
            _add(archive, path.as_posix(), published(dataset, path))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)

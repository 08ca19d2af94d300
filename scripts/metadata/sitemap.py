"""What the site offers beside its pages: the data package, a zip, a CSV a chart, a sitemap.

The published site is itself a data package: `datapackage.json` at its root, the
files at the paths the contract gives.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from charts.views import View
from datapackage import citation
from datapackage.descriptor import Package
from datapackage.normal_form import normal_bytes

DESCRIPTOR = "datapackage.json"
README = "README.html"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can hold: two builds give the same bytes


def package_files(package: Package) -> list[Path]:
    """Paths of the descriptor and of every file it names, relative to the package."""
    return [Path(DESCRIPTOR), *(Path(resource.path) for resource in package.resources.values())]


def published(package: Package, path: Path) -> bytes:
    """A file of the package as it is published: tables in their normal form, the rest byte for byte."""
    content = (package.root / path).read_bytes()
    if path == Path(DESCRIPTOR):
        return content.removeprefix(codecs.BOM_UTF8)
    is_table = any(Path(resource.path) == path for resource in package.tables)
    return normal_bytes(content) if is_table else content


def copy_package(package: Package, site: Path) -> None:
    """Publish the package at the root of the site."""
    for path in package_files(package):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(published(package, path))


def write_zip(package: Package, readme: str, target: Path) -> None:
    """The whole package in one zip, `readme` (HTML) first; its bytes depend on its content alone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, README, readme.encode())
        for path in package_files(package):
            _add(archive, path.as_posix(), published(package, path))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def view_csv(translations: dict[str, View]) -> str:
    """The data of one chart as CSV: keys, the words in each language, figures, keys of sources.

    The parts that the view does not use are left out.
    """
    first = next(iter(translations.values()))
    parts = [part for part in ("facet", "group", "end", "series") if part in ("group", "series") or part in first.spec]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    words = [[part, *(f"{part}_{language}" for language in translations)] for part in parts]
    writer.writerow([*(name for names in words for name in names), "value", "preferred", "sources"])
    lines = {language: view.frame.to_dict("records") for language, view in translations.items()}
    spoken = {
        language: {(line[f"{part}_key"], part): line[part] for line in found for part in parts}
        for language, found in lines.items()
    }
    for mark in first.frame.to_dict("records"):
        keys = [(mark[f"{part}_key"], part) for part in parts]
        cells = [[key[0], *(spoken[language][key] for language in translations)] for key in keys]
        writer.writerow([*(cell for each in cells for cell in each), f"{mark['value']:.15g}",
                         str(mark["preferred"]).lower(), " ".join(mark["source_keys"])])  # fmt: skip
    return out.getvalue()


def write_views(views: Mapping[str, dict[str, View]], folder: Path) -> None:
    """One CSV for each view, named after it; `views` has each in every language."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, translations in views.items():
        (folder / f"{name}.csv").write_text(view_csv(translations), encoding="utf-8", newline="")


def last_modified(package: Package, changed: Mapping[str, str], page: str) -> str:
    """The day on which the data behind a page last changed; that of the version where there is no history.

    `changed` has the day for each file of the package. The page of a resource follows its file, the page of a
    row also the files of the rows listed on it, any other page all of them.
    """
    files = [each.path for each in package.resources.values()]
    for each in package.resources.values():
        rows = each.descriptor.get("rowPages", {})
        if page == f"data/{each.name}/":
            files = [each.path]
        elif rows and page.startswith(f"{rows['path']}/"):
            listed = {path.partition(".")[0] for path in rows.get("lists", {}).values()}
            files = [each.path, *(package.resources[name].path for name in listed)]
    days = [changed[path] for path in files if path in changed]
    return max(days, default=citation.released(package))


def write_robots(site: Path, base: str) -> None:
    """`robots.txt`: everything may be read, and here is the sitemap."""
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n", encoding="utf-8")


def alternates(base: str, roots: Mapping[str, str], path: str) -> dict[str, str]:
    """Absolute addresses of a page in each language, `x-default` included, which is the language at the root."""
    return {**{language: base + root + path for language, root in roots.items()}, "x-default": base + path}


def write_sitemap(site: Path, base: str, roots: dict[str, str], modified: Callable[[str], str]) -> int:
    """`sitemap.xml` with the address of every page in each language; gives how many pages there are.

    `roots` maps a language to its folder (`fr` → `fr/`, the default to an empty text); `modified` gives the
    day on which a page of the default language last changed, empty where it is not known.
    """
    folders = [root for root in roots.values() if root]
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    names = {"" if page == "." else page + "/" for page in pages}
    lines = []
    for page in sorted(names):
        root = next((folder for folder in folders if page.startswith(folder)), "")
        path = page.removeprefix(root)
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base + folder + path)}"/>'
            for language, folder in roots.items()
            if folder + path in names
        )
        day = modified(path)
        lastmod = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(base + page)}</loc>{lastmod}{links}</url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    head += ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    text = "\n".join([head, *lines, "</urlset>"]) + "\n"
    (site / "sitemap.xml").write_text(text, encoding="utf-8")
    return len(names)

"""The sitemap, `robots.txt` and the addresses of a page in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from datapackage import citation
from datapackage.descriptor import Package


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

"""The sitemap (https://www.sitemaps.org/protocol.html) and `robots.txt`."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from datapackage import addresses
from datapackage.addresses import Site
from metadata.publication import Publication

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def last_modified(publication: Publication, page: str) -> str:
    """Return the day on which the data behind a page last changed; that of the version where there is no history.

    `page` is counted from the folder of its language. The page of a resource follows its file, the page of a row
    also the files of the rows listed on it, any other page all of them.
    """
    resources = publication.package.resources
    files = [resource.path for resource in resources.values()]
    for resource in resources.values():
        if page == addresses.of_resource(resource.name):
            files = [resource.path]
        elif resource.row_pages and page.startswith(f"{resource.row_pages.path}/"):
            listed = {path.partition(".")[0] for path in resource.row_pages.lists.values()}
            files = [resource.path, *(resources[name].path for name in listed)]
    days = [publication.changed[path] for path in files if path in publication.changed]
    return max(days, default="") or publication.modified("")


def write_robots(site: Site, folder: Path) -> None:
    """Write `robots.txt`: everything may be read, and here is the sitemap."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"
    (folder / "robots.txt").write_text(text, encoding="utf-8")


def alternates(site: Site, path: str) -> dict[str, str]:
    """Return the address of a page in each language, `x-default` included, which is the language at the root."""
    return {**site.addresses(path), "x-default": site.url + path}


def write_sitemap(publication: Publication, folder: Path) -> int:
    """Write `sitemap.xml` with the address of every page in each language; return how many pages there are.

    The pages are the files `index.html` under `folder`.
    """
    site = publication.site
    own = [root for root in site.roots.values() if root]
    pages = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    names = {"" if page == "." else page + "/" for page in pages}
    top = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    top.text = "\n"
    for page in sorted(names):
        root = next((root for root in own if page.startswith(root)), "")
        path = page.removeprefix(root)
        url = ET.SubElement(top, "url")
        url.tail = "\n"
        ET.SubElement(url, "loc").text = site.url + page
        if day := last_modified(publication, path):
            ET.SubElement(url, "lastmod").text = day
        for language, root in site.roots.items():
            if root + path in names:
                link = {"rel": "alternate", "hreflang": language, "href": f"{site.url}{root}{path}"}
                ET.SubElement(url, "xhtml:link", link)
    text = ET.tostring(top, encoding="unicode", short_empty_elements=True).replace(" />", "/>")
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    (folder / "sitemap.xml").write_text(f"{declaration}{text}\n", encoding="utf-8")
    return len(names)

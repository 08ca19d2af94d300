from pathlib import Path
from xml.etree import ElementTree

from datapackage import descriptor
from downloads import package_files
from metadata import sitemap


def test_the_sitemap_names_every_page_in_every_language(tmp_path: Path) -> None:
    for folder in ("", "about", "fr", "fr/about", "en"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "index.html").touch()
    roots, days = {"ar": "", "fr": "fr/", "en": "en/"}, {"about/": "2024-05-17"}
    count = sitemap.write_sitemap(tmp_path, "https://example.org/x/", roots, lambda page: days.get(page, ""))
    tree = ElementTree.parse(tmp_path / "sitemap.xml")  # noqa: S314 - written a line above
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    addresses = [element.text for element in tree.findall("s:url/s:loc", names)]
    assert count == len(addresses) == 5
    assert "https://example.org/x/fr/about/" in addresses
    about = next(url for url in tree.findall("s:url", names) if url[0].text == "https://example.org/x/about/")
    links = {link.get("hreflang"): link.get("href") for link in about.findall("x:link", names)}
    assert links == {"ar": "https://example.org/x/about/", "fr": "https://example.org/x/fr/about/"}
    dates = [element.text for element in tree.findall("s:url/s:lastmod", names)]
    assert dates == ["2024-05-17", "2024-05-17"]


def test_a_page_changes_with_the_data_behind_it(real: descriptor.Package, tiny: descriptor.Package) -> None:
    changed = {path.as_posix(): "2024-01-01" for path in package_files.package_files(real)}
    changed |= {
        "data/territories.csv": "2024-02-01",
        "data/workshops.csv": "2024-03-01",
        "data/sources.csv": "2024-04-01",
    }
    assert sitemap.last_modified(real, changed, "data/territories/") == "2024-02-01"
    assert sitemap.last_modified(real, changed, "places/agadir/") == "2024-03-01"
    assert sitemap.last_modified(real, changed, "members/") == "2024-04-01"
    assert sitemap.last_modified(tiny, {}, "data/gardens/") == "2026-01"


def test_robots_are_shown_the_sitemap(tmp_path: Path) -> None:
    sitemap.write_robots(tmp_path, "https://example.org/x/")
    assert "Sitemap: https://example.org/x/sitemap.xml\n" in (tmp_path / "robots.txt").read_text()


def test_a_page_has_an_address_in_every_language_and_one_for_the_others() -> None:
    found = sitemap.alternates("https://a.org/", {"ar": "", "fr": "fr/"}, "b/")
    assert found == {"ar": "https://a.org/b/", "fr": "https://a.org/fr/b/", "x-default": "https://a.org/b/"}

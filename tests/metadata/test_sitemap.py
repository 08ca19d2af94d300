from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from datapackage import descriptor
from datapackage.addresses import Site
from downloads import package_files
from metadata import sitemap
from tests.helpers.publications import SITE, publication

NAMES = {"s": sitemap.SITEMAP, "x": sitemap.XHTML}
THREE = replace(SITE, url="https://example.org/x/", roots={"ar": "", "fr": "fr/", "en": "en/"})


def write(of_package: descriptor.Package, site: Site, folder: Path, pages: list[str]) -> list[ElementTree.Element]:
    """The entries of the sitemap of a site that has these pages."""
    for page in pages:
        (folder / page).mkdir(parents=True, exist_ok=True)
        (folder / page / "index.html").touch()
    changed = {resource.path: "2024-05-17" for resource in of_package.tables[:1]}
    published = replace(publication(of_package, changed=changed), site=site)
    count = sitemap.write_sitemap(published, folder)
    tree = ElementTree.parse(folder / "sitemap.xml")  # noqa: S314 - written a line above
    entries = tree.findall("s:url", NAMES)
    assert count == len(entries) == len(pages)
    return entries


def links(entry: ElementTree.Element) -> dict[str | None, str | None]:
    return {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}


def test_the_sitemap_names_every_page_in_every_language(tiny: descriptor.Package, tmp_path: Path) -> None:
    pages = ["", "data/gardens", "data/sources", "fr", "fr/data/gardens", "en"]
    entries = {entry.findtext("s:loc", "", NAMES): entry for entry in write(tiny, THREE, tmp_path, pages)}
    assert len(entries) == 6
    assert "https://example.org/x/fr/data/gardens/" in entries
    assert links(entries["https://example.org/x/data/gardens/"]) == {
        "ar": "https://example.org/x/data/gardens/", "fr": "https://example.org/x/fr/data/gardens/",
    }  # fmt: skip
    days = {loc.removeprefix(THREE.url): entry.findtext("s:lastmod", None, NAMES) for loc, entry in entries.items()}
    assert days["data/gardens/"] == days["fr/data/gardens/"] == days[""] == "2024-05-17"
    assert days["data/sources/"] == "2026-01"  # without a history, the day of the version


def test_a_page_of_no_known_day_states_none(tiny: descriptor.Package, tmp_path: Path) -> None:
    undated = replace(tiny, descriptor={**tiny.descriptor, "version": "1.0"})
    (entry,) = write(undated, THREE, tmp_path, ["data/sources"])
    assert entry.find("s:lastmod", NAMES) is None


@pytest.mark.parametrize("name", ["a & b", 'a "b"', "a 'b'", "a <b>", "ساحة"])
def test_any_address_leaves_the_sitemap_well_formed(tiny: descriptor.Package, tmp_path: Path, name: str) -> None:
    site = replace(THREE, url='https://example.org/?a=1&b="2"/')
    entries = write(tiny, site, tmp_path, [name, f"fr/{name}"])
    assert {entry.findtext("s:loc", "", NAMES) for entry in entries} == {f"{site.url}{name}/", f"{site.url}fr/{name}/"}
    for entry in entries:
        assert links(entry) == {"ar": f"{site.url}{name}/", "fr": f"{site.url}fr/{name}/"}


def test_a_page_changes_with_the_data_behind_it(tiny: descriptor.Package) -> None:
    changed = {path.as_posix(): "2024-01-01" for path in package_files.package_files(tiny)}
    changed |= {
        "data/gardens.csv": "2024-02-01",
        "data/harvests.csv": "2024-03-01",
        "data/sources.csv": "2024-04-01",
    }
    own = tiny.resources["gardens"]
    pages = {"path": "plots", "slug": "id", "template": "garden", "lists": {"harvests": "harvests.garden"}}
    resources = {**tiny.resources, "gardens": replace(own, descriptor={**own.descriptor, "rowPages": pages})}
    published = publication(replace(tiny, resources=resources), changed=changed)
    assert sitemap.last_modified(published, "data/gardens/") == "2024-02-01"
    assert sitemap.last_modified(published, "plots/palm/") == "2024-03-01"
    assert sitemap.last_modified(published, "about/") == "2024-04-01"
    assert sitemap.last_modified(publication(tiny), "data/gardens/") == "2026-01"


def test_robots_are_shown_the_sitemap(tmp_path: Path) -> None:
    sitemap.write_robots(THREE, tmp_path)
    assert "Sitemap: https://example.org/x/sitemap.xml\n" in (tmp_path / "robots.txt").read_text()


def test_a_page_has_an_address_in_every_language_and_one_for_the_others() -> None:
    found = sitemap.alternates(Site("https://a.org/", "", (), {"ar": "", "fr": "fr/"}), "b/")
    assert found == {"ar": "https://a.org/b/", "fr": "https://a.org/fr/b/", "x-default": "https://a.org/b/"}

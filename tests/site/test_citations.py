"""The pages of data lead to the form that corrects them, and to a reference manager."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote

import rispy

from datapackage import descriptor
from datapackage.rows import Dataset


def forms(page: Path) -> set[tuple[str, str]]:
    """The rows that the forms linked on a page are filled in with; an empty key for any row of a resource."""
    found = re.findall(r'issues/new\?(template=wrong-value[^"]*)"', page.read_text(encoding="utf-8"))
    filled = [parse_qs(unescape(each)) for each in found]
    return {(each["resource"][0], each.get("row", [""])[0]) for each in filled if "resource" in each}


def test_every_page_of_data_leads_to_the_form_that_corrects_it(site: Path, real: descriptor.Package) -> None:
    tables = Dataset(real).in_language("ar")
    for root in ("", "fr/", "en/"):
        for resource in real.resources.values():
            shown = [row.key for row in tables.all(resource.name)[:5]] if resource.is_table else []
            wanted = {(resource.name, key) for key in ["", *shown]}
            assert wanted <= forms(site / root / "data" / resource.name / "index.html")
        for row in tables.all("territories")[::53]:
            page = site / root / "places" / str(row.cells["slug"]) / "index.html"
            assert ("territories", row.key) in forms(page)
        for row in tables.all("indicators")[::17]:
            assert ("indicators", row.key) in forms(site / root / "indicators" / row.key / "index.html")
        for name, folder in (("projects", "programmes"), ("programmes", "programmes")):
            wanted = {(name, row.key) for row in tables.all(name)}
            assert wanted <= forms(site / root / folder / "index.html")


def test_a_place_is_one_tap_from_a_reference_manager(site: Path) -> None:
    page = (site / "fr" / "places" / "settat" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'href="data:application/x-research-info-systems;charset=utf-8,([^"]*)" download="', page)
    assert found
    (reference,) = rispy.loads(unquote(unescape(found[1])))
    assert reference["urls"] == ["https://infitah.github.io/infitah/fr/places/settat/"]

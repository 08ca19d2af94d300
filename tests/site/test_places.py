"""A page for every territory, in every language."""

import csv
import html
import json
import re
from pathlib import Path

from datapackage import descriptor, geometry
from pages import row_pages
from tests.helpers.packages import ROOT

LANGUAGES = {"ar": "", "fr": "fr/", "en": "en/"}


def page(site: Path, root: str, slug: str) -> str:
    return (site / root / "places" / slug / "index.html").read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_has_a_page_in_every_language_and_the_shell_is_gone(site: Path) -> None:
    slugs = {row["slug"] for row in rows("territories")}
    for root in LANGUAGES.values():
        folders = {path.name for path in (site / root / "places").iterdir() if path.is_dir()}
        assert folders == slugs


def test_nothing_of_the_shell_is_left(site: Path) -> None:
    for root in LANGUAGES.values():
        for slug in ("settat", "region-oriental", "prefecture-rabat"):
            text = page(site, root, slug)
            assert "%%" not in text
            assert f"/{row_pages.SHELL}/" not in text


def test_a_page_has_its_own_address_title_and_description(site: Path) -> None:
    text = page(site, "fr/", "settat")
    assert '<link rel="canonical" href="https://infitah.github.io/infitah/fr/places/settat/">' in text
    assert re.search(r"<title>Settat – Settat", text)
    assert 'content="Settat (Commune urbaine, Province Settat).' in text
    assert 'hreflang="x-default" href="https://infitah.github.io/infitah/places/settat/"' in text


def test_an_unnamed_collectivity_is_never_called_no_member(site: Path) -> None:
    members = {row["territory"] for row in rows("members")}
    words = {"ar": "غير مذكورة إلى حدود الآن", "fr": "Non nommée à ce jour", "en": "Not named so far"}
    for row in rows("territories")[::97]:
        for language, root in LANGUAGES.items():
            assert (words[language] in page(site, root, row["slug"])) == (row["id"] not in members), row["slug"]


def test_an_unknown_population_is_not_zero(site: Path) -> None:
    unknown = [row for row in rows("territories") if not row["population_2014"]]
    assert len(unknown) == 4
    for row in unknown:
        assert "غير متوفر" in page(site, "", row["slug"])


def test_the_data_of_a_page_are_the_rows_of_the_files(site: Path) -> None:
    data = json.loads((site / "places" / "settat" / "data.json").read_text(encoding="utf-8"))
    source = next(row for row in rows("territories") if row["slug"] == "settat")
    assert data["row"]["population_2024"] == int(source["population_2024"])
    assert [line["id"] for line in data["lists"]["members"]] == ["commune-settat"]


def test_homonyms_show_their_province(site: Path) -> None:
    names: dict[str, list[dict[str, str]]] = {}
    for row in rows("territories"):
        if row["kind"].endswith("commune"):
            names.setdefault(row["name_ar"], []).append(row)
    parents = {row["id"]: row["name_ar"] for row in rows("territories")}
    for same in (group for group in names.values() if len(group) > 1):
        for row in same:
            assert parents[row["parent"]] in page(site, "", row["slug"])


def test_the_same_indicator_elsewhere_is_of_the_same_kind_only(site: Path) -> None:
    """Settat, an urban commune, stands beside the urban communes, never beside a region or a national figure."""
    places = {row["id"]: row for row in rows("territories")}
    text = page(site, "en/", "settat")
    found = re.findall(r'<details class="elsewhere">(.*?)</details>', text, re.S)
    assert found
    for slug in re.findall(r'places/([a-z0-9-]+)/"', "".join(found)):
        assert [row["kind"] for row in places.values() if row["slug"] == slug] == ["urban_commune"]


def test_a_page_is_light(site: Path) -> None:
    """At most 24 KB before compression, maps and long lists of communes included: Arabic takes two bytes a letter."""
    heavy = {
        path.parent.name: size for path in site.glob("**/places/*/index.html") if (size := path.stat().st_size) > 24_000
    }
    assert heavy == {}


def test_every_territory_stands_among_those_within_its_parent(site: Path) -> None:
    """The lists of `rowPages`, checked against the file: 46 places within the province of Settat."""
    data = json.loads((site / "places" / "province-settat" / "data.json").read_text(encoding="utf-8"))
    within = [row["id"] for row in rows("territories") if row["parent"] == "06.461"]
    assert len(within) == 46
    assert within in [[line["id"] for line in lines] for lines in data["lists"].values()]


def test_every_region_has_a_map_of_its_provinces(real: descriptor.Package) -> None:
    path = real.root / real.resources["provinces_geometry"].path
    drawn = [geometry.draw(path, "code", {"region": f"{number:02}"}) for number in range(1, 13)]
    assert sum(len(each.outlines) for each in drawn) == 75
    assert all(len(each.outlines) >= 2 for each in drawn)


def test_events_stand_from_the_newest_and_none_is_told_twice(site: Path) -> None:
    """Aït Melloul: a milestone lies between its meetings. Larache: one page tells the session and the adoption."""
    timelines = {
        slug: re.findall(r'class="timeline">(.*?)</ol>', page(site, "en/", slug), re.S)[0]
        for slug in ("ait-melloul", "province-larache")
    }
    for timeline in timelines.values():
        dates = re.findall(r'<time datetime="([^"]+)"', timeline)
        assert dates == sorted(dates, reverse=True)
        assert len(dates) == timeline.count('class="step"') > 0
    meetings = [row for row in rows("workshops") if row["host_territory"] == "01.331"]
    assert timelines["province-larache"].count('class="step"') == len(meetings)


def test_a_place_shows_the_first_projects_listed_for_it_and_where_all_are(site: Path) -> None:
    listed = [row["title_en"] for row in rows("listed_projects") if row["territory"] == "04.441.01.0"]
    shown = re.search(r'<h2 id="projects">(.*?)<h2', page(site, "en/", "sale"), re.S)
    assert shown
    assert [html.unescape(title) for title in re.findall(r"<li>(.*?)</li>", shown[1])] == listed[:6]
    assert "/projects/?territory=04.441.01.0#list-listed_projects" in shown[1]

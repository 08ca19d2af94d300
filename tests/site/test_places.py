"""A page for every territory, in every language."""

import csv
import html
import json
import re
from pathlib import Path

from datapackage import descriptor, geometry
from pages import row_pages
from pages.typography import set_text
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
    question = "La commune de Settat est-elle membre du réseau des collectivités ouvertes\u00a0? Oui, selon la presse"
    assert f"<title>{question} - Infitah</title>" in text
    assert f'<meta property="og:title" content="{question}">' in text
    assert '<meta property="og:url" content="https://infitah.github.io/infitah/fr/places/settat/">' in text
    described = re.search(r'<meta name="description" property="og:description" content="([^"]+)">', text)
    assert described
    assert described[1].startswith("Oui, la commune de Settat est membre")
    assert "anfaspress.com (17 mai 2023)" in described[1]
    assert 'hreflang="x-default" href="https://infitah.github.io/infitah/places/settat/"' in text


def answer(site: Path, root: str, slug: str) -> str:
    """What stands in the first block, without tags, spaces one by one."""
    found = re.search(r'<div id="member".*?</div>', page(site, root, slug), re.S)
    assert found
    text = html.unescape(re.sub(r"<[^>]+>", "", found[0]))
    return re.sub(r"[^\S\u00a0]+", " ", text).strip()


BEGINNINGS = {
    "official": ("fes", "نعم، جماعة فاس عضو في", "Oui, la commune de Fès est membre", "Yes, the commune of Fès is a"),
    "press": ("settat", "نعم، جماعة سطات عضو في", "Oui, la commune de Settat est", "Yes, the commune of Settat is a"),
    "address_lost": ("ben-guerir", "نعم، جماعة ابن جرير عضو", "Oui, la commune de Ben", "Yes, the commune of Ben"),
    "counted": (
        "region-rabat-sale-kenitra", "جهة الرباط-سلا-القنيطرة محتسبة ضمن", "La région de Rabat-Salé-Kénitra est",
        "The Rabat-Salé-Kénitra region is counted",
    ),
    "unofficial_copy": (
        "meknes", "نعم، حسب نسخة غير رسمية فقط", "Oui, d’après une copie non officielle", "Yes, but only by",
    ),
    "inferred": ("temara", "على الأرجح: نستنتج", "Probablement\u00a0: nous déduisons", "Probably: we infer"),
}  # fmt: skip


def test_the_first_words_say_whether_it_is_a_member_and_how_sure_that_is(site: Path) -> None:
    of = {row["territory"]: row["confidence"] for row in rows("members")}
    slugs = {row["slug"]: row["id"] for row in rows("territories")}
    assert set(of.values()) == set(BEGINNINGS)
    for confidence, (slug, *beginnings) in BEGINNINGS.items():
        assert of[slugs[slug]] == confidence
        for (language, root), beginning in zip(LANGUAGES.items(), beginnings, strict=True):
            assert answer(site, root, slug).startswith(set_text(beginning, language))


def test_a_member_shows_who_says_so_since_when_and_what_the_page_says(site: Path) -> None:
    text = answer(site, "en/", "province-larache")
    assert "ksar.es (March 2025)." in text
    assert "Joined: 2024 · Third phase, from December 2024" in text
    evidence = next(row["evidence_en"] for row in rows("members") if row["territory"] == "01.331")
    assert evidence in text
    assert "(derived from the steps of the programme)" in answer(site, "en/", "fes")
    links = re.findall(r'href="([^"]+)"', page(site, "en/", "province-larache").split('id="member"')[1])
    assert "sources" in links[0]
    assert links[1] == "https://ksar.es/21923"


def test_an_unnamed_collectivity_is_never_called_no_member(site: Path) -> None:
    members = {row["territory"] for row in rows("members")}
    words = {"ar": "لا نعرف: لم نجد بعد", "fr": "Nous ne savons pas", "en": "We do not know"}
    for row in rows("territories")[::97]:
        for language, root in LANGUAGES.items():
            shown = answer(site, root, row["slug"])
            assert shown.startswith(words[language]) == (row["id"] not in members), row["slug"]


def test_an_unnamed_commune_shows_the_members_around_it_and_what_the_law_asks(site: Path) -> None:
    """Oulad Dahou: five of the six communes of its prefecture, whose council is not a member, and its region."""
    text = answer(site, "en/", "oulad-dahou")
    assert "In the prefecture of Inezgane\u2011Aït Melloul, 5 communes of 6 are named among the members:" in text
    assert "Also members: Souss\u2011Massa region" in text
    arabic = answer(site, "", "oulad-dahou")
    assert "5 جماعات من أصل 6 في عمالة إنزكان\u2011آيت ملول مذكورة بالاسم ضمن الأعضاء:" in arabic
    duties = [row["label_en"] for row in rows("information_duties") if row["kind"] == "proactive_item"]
    asked = re.search(r'<h2 id="meaning".*?</ul>', page(site, "en/", "oulad-dahou"), re.S)
    assert asked
    assert "article 10 of Law 31-13" in asked[0]
    shown = [html.unescape(duty) for duty in re.findall(r"<li>(.*?)</li>", asked[0])]
    assert shown
    assert set(shown) < set(duties)
    assert 'id="meaning"' not in page(site, "en/", "settat")


def test_an_unnamed_province_tells_what_lies_within_from_what_lies_beside(site: Path) -> None:
    text = answer(site, "fr/", "province-al-hoceima")
    assert "Dans la province d’Al Hoceima, 3 communes sur 36 sont nommées parmi les membres" in text
    assert "un conseil préfectoral ou provincial sur 8 est nommé parmi les membres\u00a0: Larache" in text


def test_where_no_commune_is_known_the_page_says_so(site: Path) -> None:
    known = {row["territory"] for row in rows("members")}
    places = rows("territories")
    lone = next(
        row for row in places
        if row["kind"] == "rural_commune"
        and not any(other["parent"] == row["parent"] and other["id"] in known for other in places)
    )  # fmt: skip
    total = sum(other["parent"] == lone["parent"] for other in places)
    assert f"we found none of the {total} communes named among the members." in answer(site, "en/", lone["slug"])


def test_a_step_that_no_page_shows_is_not_found_and_never_not_done(site: Path) -> None:
    steps = re.findall(r"<ol class=\"track\">(.*?)</ol>", page(site, "en/", "province-larache"), re.S)[0]
    found = [
        (seen, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip())
        for seen, text in re.findall(r"<li( class=\"seen\")?>(.*?)</li>", steps, re.S)
    ]
    seen = ' class="seen"'
    assert found == [
        (seen, "Drafting 13 March 2025 · ksar.es"), ("", "Public consultation not found"),
        (seen, "Adoption 8 September 2025 · larache24.net"), ("", "Implementation not found"),
    ]  # fmt: skip
    assert "“Not found” does not mean “not done”." in page(site, "en/", "province-larache")


def test_a_member_whose_programme_is_unknown_has_no_empty_steps(site: Path) -> None:
    text = page(site, "en/", "meknes")
    assert "We have not yet found a page that says how far this programme has come." in text
    assert 'class="track"' not in text


def test_the_members_of_a_region_are_told_apart_by_kind(site: Path) -> None:
    text = page(site, "en/", "region-tanger-tetouan-al-hoceima")
    inside = re.search(r'<h2 id="inside">.*?<h2', text, re.S)
    assert inside
    councils, communes = re.findall(r"<p>(.*?)</p>", inside[0], re.S)
    assert "one provincial or prefectural council of 8" in councils
    assert "../province-larache/" in councils
    assert "../larache/" in communes
    assert "../province-larache/" not in communes


def test_the_map_of_a_region_names_its_provinces_and_marks_those_with_members(site: Path) -> None:
    found = re.search(r'<figure class="map">.*?</figure>', page(site, "en/", "region-rabat-sale-kenitra"), re.S)
    assert found
    assert len(re.findall(r"<text ", found[0])) == 7
    members = {row["territory"] for row in rows("members")}
    places = {row["id"]: row for row in rows("territories") if row["region"] == "04"}
    provinces = [key for key, row in places.items() if row["parent"] == "04"]
    councils = [key for key in provinces if key in members]
    some = [
        key for key in provinces if key not in members and members & {k for k in places if places[k]["parent"] == key}
    ]
    assert 0 < len(councils) == found[0].count('<path class="council"')
    assert 0 < len(some) == found[0].count('<path class="some"')
    assert len(provinces) > len(councils + some)
    assert ">Khémisset</text>" in re.sub(r"\s+", "", found[0])
    numbered = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[0].split("<figcaption>")[1])).strip()
    assert numbered.startswith("1 Rabat · 2 ")
    assert 'class="map"' not in page(site, "en/", "province-larache")


def test_a_milestone_stands_with_its_note(site: Path) -> None:
    note = next(row["note_en"] for row in rows("milestones") if row["id"] == "award-2025-10")
    assert note in html.unescape(page(site, "en/", "tanger"))


def test_many_projects_stand_under_their_themes(site: Path) -> None:
    found = re.findall(r'<p class="theme">(.*?)</p>', page(site, "en/", "region-oriental"))
    themes = {row["id"]: row["label_en"] for row in rows("themes")}
    listed = {themes[row["theme"]] for row in rows("listed_projects") if row["territory"] == "02"}
    assert found  # those of the first projects; the page of projects has all
    assert set(found) <= listed
    assert 'class="theme"' not in page(site, "en/", "ait-melloul")


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
    """At most 25 KiB before compression, maps and long lists of communes included: Arabic takes two bytes a letter."""
    sizes = {path.parent.name: path.stat().st_size for path in site.glob("**/places/*/index.html")}
    heavy = {name: size for name, size in sizes.items() if size > 25 * 1024}
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
    titles = [html.unescape(title) for title in re.findall(r"<li>(.*?)</li>", shown[1])]
    assert len(titles) == 6
    assert set(titles) <= set(listed)
    assert "/projects/?territory=04.441.01.0#list-listed_projects" in shown[1]

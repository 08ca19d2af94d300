"""The lists of the real site in a browser: counts open the rows they count, filters stand in the address."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from datapackage import descriptor
from tests.helpers.browser import LANGUAGES, Opened
from tests.helpers.packages import ROOT

LISTS = {"members": "members/", "workshops": "workshops/", "programmes": "programmes/", "projects": "programmes/",
         "listed_projects": "projects/", "indicators": "indicators/", "sources": "sources/"}  # fmt: skip
COUNTED = "a.figure[href*='#list-'], .chart__table td.number a[href*='#list-']"


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shown(page: Page) -> list[int]:
    """What the list that the address names says of itself: rows shown, rows in all."""
    status = page.locator(f"{unquote(page.url.partition('#')[2]).join(['#', ''])} .filters__count").text_content()
    return [int(number.replace(".", "").replace(",", "")) for number in re.findall(r"\d[\d.,]*", status or "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_opens_the_rows_that_it_counts(browser: Browser, served: str, site: Path, language: str) -> None:
    """Each figure of prose, and of the table beside a chart, is the number of rows of the list that it leads to."""
    page = Opened(browser, served).page
    counted: dict[str, int] = {}
    root = site / LANGUAGES[language]
    for prose in (path for path in (ROOT / "docs").rglob("*.md") if len(path.suffixes) == 1):
        place = prose.relative_to(ROOT / "docs").with_suffix("").as_posix()
        own = "" if place == "index" else f"{place.removesuffix('/index')}/"
        if (root / own / "index.html").exists():
            page.goto(f"{served}{LANGUAGES[language]}{own}")
            found = "all => all.map((each) => [each.href, each.textContent])"
            for address, text in page.eval_on_selector_all(COUNTED, found):
                counted[address] = int(re.sub(r"\D", "", text))
    assert len(counted) > 60
    for address, figure in counted.items():
        page.goto("about:blank")
        page.goto(address)
        assert shown(page)[0] == figure, address
        visible = page.evaluate("document.querySelectorAll('[data-item]:not([hidden])').length")
        assert visible >= figure, address
    page.context.close()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_whole_without_javascript_and_short_on_a_phone(browser: Browser, served: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    response = page.goto(served + LISTS[name])
    assert page.locator(f"[data-item={name}]").count() == len(rows(name))
    expect(page.locator("form.filters").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.scrollHeight") < 8500
    assert response
    assert len(response.body()) < 400_000
    page.locator("details.group:has([data-item]) > summary").first.click()
    expect(page.locator("[data-item]").first).to_be_visible()
    context.close()


def test_every_facet_is_in_the_form_and_on_the_items(browser: Browser, served: str, real: descriptor.Package) -> None:
    page = Opened(browser, served).page
    for name, path in LISTS.items():
        page.goto(f"{served}en/{path}")
        form = page.locator(f"form.filters[data-list={name}]")
        facets = form.locator("[data-facet]").evaluate_all("all => all.map((each) => each.dataset.facet)")
        assert tuple(facets) == real.resources[name].facets
        carried = page.locator(f"[data-item={name}]").first.evaluate("each => each.getAttributeNames()")
        assert {f"data-{facet}" for facet in facets} <= set(carried)
    page.context.close()


def test_filters_add_up_and_stand_in_the_address(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "en/members/", viewport={"width": 1280, "height": 900})
    page = seen.page
    members = len(rows("members"))
    items = page.locator("[data-item=members]:visible")
    expect(items).to_have_count(0)  # the groups are closed
    expect(page.locator("#list-members .filters__count")).to_have_text(f"Shown: {members} of {members}")
    page.get_by_label("Region").select_option(value="06")
    page.get_by_label("Strength of the evidence", exact=True).select_option(value="official")
    count = items.count()
    assert 0 < count < members
    expect(page.locator("#list-members .filters__count")).to_have_text(f"Shown: {count} of {members}")
    expect(page.locator("details.group:visible")).to_have_count(1)
    assert page.url.endswith("en/members/?territory.region=06&confidence=official#list-members")
    french = page.locator(".languages a[hreflang=fr]")
    french.hover()
    assert (french.get_attribute("href") or "").endswith("official#list-members")
    again = Opened(browser, page.url).page
    expect(again.locator("[data-item=members]:visible")).to_have_count(count)
    expect(again.get_by_label("Strength of the evidence", exact=True)).to_have_value("official")
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#list-members .filters__count")).to_have_text(f"Shown: {members} of {members}")
    assert page.url == served + "en/members/"
    assert seen.faults == []
    page.context.close()


def test_what_no_field_shows_is_a_chip_that_takes_it_away(browser: Browser, served: str) -> None:
    statuses = [row["status"] for row in rows("programmes")]
    page = Opened(browser, served + "en/programmes/?status=adopted&status=drafting&adopted_on=#list-programmes").page
    chips = page.locator("#list-programmes .filters__chips button")
    assert chips.all_text_contents() == ["Stage: Adopted", "Stage: Being drafted", "Adopted on: unknown"]
    chips.nth(2).click()
    assert shown(page) == [statuses.count("adopted") + statuses.count("drafting"), len(statuses)]
    page.get_by_role("button", name="Remove the filter “Stage: Being drafted”").click()
    assert shown(page) == [statuses.count("adopted"), len(statuses)]
    expect(page.locator("#list-programmes").get_by_label("Stage")).to_have_value("adopted")  # one is for the field
    expect(chips).to_have_count(0)
    expect(page.locator("#list-projects .filters__count")).to_have_text(re.compile(f"{len(rows('projects'))} of"))
    page.context.close()


def test_a_date_is_asked_for_by_its_beginning(browser: Browser, served: str) -> None:
    dates = [row["date_start"] for row in rows("workshops")]
    page = Opened(browser, served).page
    for asked in ("2024", "2024-11", "2024-11-12", "202"):
        page.goto(f"{served}workshops/?date_start={asked}#list-workshops")
        assert shown(page)[0] == sum(date == asked or date.startswith(f"{asked}-") for date in dates)
    page.context.close()


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("members/", "Settat", "settat"),
        ("fr/members/", "سطات", "settat"),
        ("en/members/", "qnitra", "nitra"),
        ("fr/members/", "ait mellul", "melloul"),
        ("projects/", "الميزانيه التشاركيه", ""),
        ("en/projects/", "budget settat", ""),
    ],
)
def test_a_text_finds_however_it_is_spelt(browser: Browser, served: str, path: str, query: str, found: str) -> None:
    page = Opened(browser, served + path).page
    page.get_by_role("searchbox").fill(query)
    items = page.locator("[data-item]:visible")
    expect(items.first).to_be_visible()
    assert found in " ".join(items.evaluate_all("all => all.map((each) => each.id)"))
    assert 0 < items.count() < page.locator("[data-item]").count()
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == query
    page.context.close()


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("members/", "commune-sidi-bibi"),
        ("fr/projects/", "348"),
        ("indicators/", "communes_publishing_budget"),
        ("programmes/", "mdiq-accessibility"),
    ],
)
def test_an_anchor_opens_what_holds_it(browser: Browser, served: str, path: str, anchor: str) -> None:
    page = Opened(browser, f"{served}{path}#{anchor}", viewport={"width": 1280, "height": 900}).page
    target = page.locator(f"[id='{anchor}']")
    expect(target).to_be_in_viewport()
    assert target.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    bar = page.locator(".filters__bar").first.bounding_box()
    box = target.bounding_box()
    assert box
    assert box["y"] >= 48, "under the header"
    if bar and path != "indicators/":
        assert box["y"] >= bar["y"] + bar["height"] - 1 or box["y"] + box["height"] <= bar["y"], "under the bar"
    page.context.close()


def test_an_anchor_to_a_row_that_a_filter_hides_takes_the_filter_away(browser: Browser, served: str) -> None:
    page = Opened(browser, served + "members/?confidence=official#list-members").page
    page.evaluate("location.hash = 'commune-sidi-bibi'")
    expect(page.locator("#commune-sidi-bibi")).to_be_in_viewport()
    page.context.close()

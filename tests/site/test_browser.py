"""The real site in a browser, served under /infitah/."""

import gzip
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Response, Route, expect

from tests.helpers.browser import LANGUAGES, Opened, add_axe
from tests.helpers.measured import THOROUGH, Measured

PAGES = ["", "members/", "workshops/", "programmes/", "tracker/", "projects/", "indicators/",
         "indicators/chikaya_complaints/", "data/", "data/observations/", "data/territories/", "data/use/",
         "data/changes/", "api/v1/", "quality/", "sources/", "method/", "contribute/", "about/", "search/",
         "sources/maroc-1/", "sources/rgph-2024/", "places/", "places/settat/", "places/province-settat/",
         "places/region-oriental/", "compare/"]  # fmt: skip


AXE = """axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
  .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"""
Scheme: TypeAlias = Literal["light", "dark"]
SCREENS: list[tuple[int, Scheme]] = [(360, "light"), (1280, "dark"), (360, "dark"), (1280, "light")]


@pytest.mark.trust
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS if THOROUGH else SCREENS[:2], ids=str)
def test_pages_fit_the_screen_and_axe_finds_nothing(
    browser: Browser, served: str, language: str, screen: tuple[int, Scheme], measured: Measured
) -> None:
    """Every page at both widths and in both schemes, in one visit each: nothing from elsewhere, no error told."""
    width, scheme = screen
    seen = Opened(
        browser, served, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page, violations, wide = seen.page, [], []
    for path in PAGES:
        page.goto(served + LANGUAGES[language] + path)
        wide += [path] if page.evaluate(OVERFLOW) > 0 else []
        add_axe(page)
        violations += [(path, *fault) for fault in page.evaluate(AXE)]
    where = f"in {len(PAGES)} pages, {language}, {width} px, {scheme}"
    measured.at_most(0, len(wide), f"pages wider than the screen {where}", wide)
    measured.at_most(0, len(violations), f"violations that axe finds {where}", violations)
    measured.at_most(0, len(seen.faults), f"errors and requests to other hosts {where}", seen.faults)
    seen.context.close()


# The least that WCAG 2.2 asks to bear: 320 px (1.4.10) and wide spacing of text (1.4.12)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = """() => {
  for (const element of document.querySelectorAll("body *")) {
    element.style.setProperty("line-height", "1.5", "important");
    element.style.setProperty("word-spacing", "0.16em", "important");
    if (!document.documentElement.dir.startsWith("rtl"))
      element.style.setProperty("letter-spacing", "0.12em", "important");
  }
  const cut = (element) => getComputedStyle(element).overflow === "hidden" && element.checkVisibility()
    && !element.closest("[class*=sr], .sr, svg, textarea, .preview") && element.textContent.trim()
    && element.scrollHeight > element.clientHeight + 4 && element.clientHeight > 4;
  return [...document.querySelectorAll("#content *")].filter(cut).map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.trust
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_bear_a_narrow_screen_and_spaced_text(
    browser: Browser, served: str, language: str, measured: Measured
) -> None:
    """Letters of Arabic are joined: they take no space between them. A preview shows the beginning of long cells."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page, faults = context.new_page(), []
    for path in PAGES if THOROUGH else PAGES[::3]:
        page.goto(served + LANGUAGES[language] + path)
        faults += [(path, "wide")] if page.evaluate(OVERFLOW) > 0 else []
        faults += [(path, cut) for cut in page.evaluate(SPACED)]
        faults += [(path, "wide when spaced")] if page.evaluate(OVERFLOW) > 0 else []
    measured.at_most(0, len(faults), f"pages too wide, or text cut, at 320 px and spaced, {language}", faults)
    context.close()


def test_a_page_without_charts_does_not_load_plotly(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "about/")
    page = seen.page
    assert page.locator("script[src*='plotly'], script[src*='charts.js']").count() == 0


def test_without_javascript_picture_and_table_stand(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for language in LANGUAGES.values():
        page.goto(served + language)
        expect(page.locator("#chart-network-growth svg.picture--narrow")).to_be_visible()
        expect(page.locator("#chart-network-growth table")).to_be_hidden()
        page.locator("#chart-network-growth .chart__table summary").click()
        expect(page.locator("#chart-network-growth table")).to_be_visible()
        expect(page.locator(".languages a").nth(1)).to_be_visible()
    context.close()


def test_the_table_of_a_chart_opens_on_demand(browser: Browser, served: str) -> None:
    seen = Opened(browser, served)
    page = seen.page
    table = page.locator("#chart-network-growth table")
    expect(table).to_be_hidden()
    page.locator("#chart-network-growth .chart__table summary").click()
    expect(table).to_be_visible()


def test_the_language_switch_stays_on_the_page(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "members/")
    page = seen.page
    page.locator(".languages a[hreflang=fr]").click()
    assert page.url == served + "fr/members/"
    page.locator(".languages a[hreflang=ar]").click()
    assert page.url == served + "members/"


def test_the_scheme_is_switched_remembered_and_drawn(browser: Browser, served: str) -> None:
    seen = Opened(browser, served, color_scheme="light")
    page = seen.page
    page.locator(".scheme").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_what_is_typed_before_the_index_has_come_is_searched(browser: Browser, served: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page = browser.new_page()
    page.route("**/pagefind.js", hold)
    page.goto(f"{served}en/search/", wait_until="commit")
    page.get_by_role("searchbox").fill("workshop")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.locator(".search__results a").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("workshop")
    page.close()


def test_a_lost_reader_is_answered_in_three_languages(browser: Browser, served: str) -> None:
    page = browser.new_page()
    response = page.goto(served + "fr/no/such/page/")
    assert response
    assert response.status == 404
    assert page.locator("section[lang]").count() == 3
    page.locator("section[lang=fr] a").click()
    assert page.url == served + "fr/"


@pytest.mark.parametrize("path", ["places/settat/", "fr/places/province-taroudannt/", "en/places/region-oriental/"])
def test_the_page_of_a_row_is_light_over_the_wire(browser: Browser, served: str, path: str) -> None:
    """At most 60 KB compressed, cold, fonts apart."""
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.request.resource_type != "font":
            sizes[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(served + path, wait_until="networkidle")
    assert sum(sizes.values()) <= 60_000, sizes
    context.close()


@pytest.mark.parametrize(("language", "query"), [("ar", "ورشه"), ("fr", "atelier"), ("en", "workshop")])
def test_the_catalogue_is_filtered_as_one_types(browser: Browser, served: str, language: str, query: str) -> None:
    seen = Opened(browser, f"{served}{LANGUAGES[language]}data/")
    cards = seen.page.locator(".catalogue > .card")
    every = cards.count()
    seen.page.get_by_role("searchbox").fill(query)
    expect(seen.page.get_by_role("status")).not_to_be_empty()
    assert 0 < seen.page.locator(".catalogue > .card:visible").count() < every
    seen.page.get_by_role("searchbox").fill("zzzz")
    expect(seen.page.locator(".catalogue > .card:visible")).to_have_count(0)
    seen.page.get_by_role("searchbox").fill("")
    expect(seen.page.locator(".catalogue > .card:visible")).to_have_count(every)
    assert seen.faults == []
    seen.page.context.close()


def test_a_citation_is_downloaded_without_a_server(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "data/members/")
    with seen.page.expect_download() as download:
        seen.page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "infitah-data-members-2026-11-24.bib"
    assert download.value.path().read_text(encoding="utf-8").startswith("@misc{infitah-data-members-2026-11-24,")
    seen.page.context.close()


# What a reader would see go wrong on a phone, measured: digits of a figure on two lines, a target smaller than a thumb,
# a number at the wrong edge of its column, an empty field that begins on the wrong side
SMALL = """() => {
  const lines = (each) => new Set([...each.getClientRects()].map((box) => Math.round(box.top))).size;
  const text = (each) => { const range = document.createRange(); range.selectNodeContents(each); return range; };
  const faults = [];
  for (const each of document.querySelectorAll(".stats .figure"))
    if (/^[\\d\\s.,]+$/.test(each.textContent) && lines(text(each)) > 1) faults.push(["figure", each.textContent]);
  const targets = ".languages a, .md-header button, .chart__more summary, .chart__explore, .row-links a, .md-button, " +
    ".site-footer a, .search input, .finder input, .filters :is(input, select, summary, button), .group > summary, " +
    ".line > summary";
  for (const each of document.querySelectorAll(targets)) {
    const { height } = each.getBoundingClientRect();
    if (height && height < 43.5) faults.push(["target", each.textContent, height]);
  }
  for (const each of document.querySelectorAll(".scroll td.number"))
    if (getComputedStyle(each).textAlign !== "end") faults.push(["number", each.textContent]);
  for (const each of document.querySelectorAll("input[type=search]"))
    if (getComputedStyle(each).direction !== document.dir) faults.push(["placeholder", each.placeholder]);
  return faults;
}"""


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_phone_shows_figures_whole_and_targets_for_a_thumb(browser: Browser, served: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    for path in ("", "data/", "quality/", "search/", "members/", "places/region-casablanca-settat/"):
        page.goto(served + LANGUAGES[language] + path)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(SMALL) == [], (path, width)
    context.close()


def test_the_keyboard_sees_where_it_is(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(served + "data/members/")
    for selector in (".scheme", ".md-tabs a", ".languages a", ".downloads summary", ".chart__table summary", "a[href]"):
        page.keyboard.press("Tab")  # so that the browser takes what follows for a move of the keyboard
        page.locator(selector).first.focus()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", selector
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_where_every_preview_is_open(browser: Browser, served: str, width: int) -> None:
    seen = Opened(browser, f"{served}fr/data/", viewport={"width": width, "height": 800})
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    add_axe(seen.page)
    rules = "['target-size', 'landmark-unique']"
    found = seen.page.evaluate(
        f"axe.run({{ runOnly: {{ type: 'rule', values: {rules} }} }})"
        ".then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))"
    )
    assert found == []
    seen.context.close()


@pytest.mark.parametrize("root", ["fr/", "en/"])
def test_a_page_in_latin_letters_fetches_no_arabic_font(browser: Browser, served: str, root: str) -> None:
    seen = Opened(browser, f"{served}{root}about/")
    seen.page.wait_for_load_state("networkidle")
    fonts = [url.rpartition("/")[2] for url in seen.requests if url.endswith(".woff2")]
    assert fonts
    assert [name for name in fonts if "arabic" in name] == []
    seen.context.close()


@pytest.mark.parametrize(
    "place", ["data/observations/#chart-chikaya-by-body", "quality/#other-observations", "members/#commune-settat"]
)
def test_what_is_folded_opens_for_its_address_and_on_paper(browser: Browser, served: str, place: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + place)
    anchor = place[place.index("#") :]
    expect(page.locator(f"details.group:is({anchor}, :has({anchor}))")).to_have_attribute("open", "")
    shut = page.locator("details.group:not([open])")
    before = shut.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(shut).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(shut).to_have_count(before)
    context.close()

"""The search page in a browser: what comes first, kinds, the address, without WebAssembly; links of every page."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.helpers.browser import LANGUAGES, Opened

QUERIES = Path(__file__).with_name("search_queries.csv")
# Types each query in one page and waits for the answer
TYPED = """async (queries) => {
  const input = document.querySelector(".search input[type=search]");
  const box = document.querySelector(".search__found");
  const found = [];
  for (const text of queries) {
    box.ariaBusy = "true";
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    while (box.ariaBusy !== "false") await new Promise((done) => setTimeout(done, 10));
    found.push({
      addresses: [...box.querySelectorAll(".search__results > li > a")].map((link) => link.href),
      count: document.querySelector(".search__count").textContent,
      text: box.textContent,
    });
  }
  return found;
}"""


def answered(page: Page) -> None:
    expect(page.locator(".search__found[aria-busy=false]")).to_be_attached()


@pytest.mark.parametrize("language", LANGUAGES)
def test_queries_find_first_what_a_reader_expects(browser: Browser, served: str, language: str) -> None:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["language"] == language]
    root = f"{served}{LANGUAGES[language]}"
    seen = Opened(browser, f"{root}search/")
    found = seen.page.evaluate(TYPED, [line["query"] for line in lines])
    first = {line["query"]: each["addresses"][:1] for line, each in zip(lines, found, strict=True)}
    expected = {line["query"]: [root + line["first"]] if line["first"] else [] for line in lines}
    assert first == expected
    assert all(address.startswith(root) for each in found for address in each["addresses"])
    assert not [each["text"] for each in found if "<iframe" in each["text"] or "infitah.github.io" in each["text"]]
    counts = [int(number) for each in found if (number := "".join(filter(str.isdecimal, each["count"])))]
    assert max(counts) < 200  # a word of the field is not found on every page of a row
    assert seen.faults == []
    seen.context.close()


def test_there_are_sixty_queries() -> None:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        lines = [(line["language"], line["query"]) for line in csv.DictReader(file)]
    assert len(set(lines)) == len(lines) >= 60
    assert {language for language, _ in lines} == set(LANGUAGES)


def test_only_kinds_that_the_index_holds_are_offered(browser: Browser, served: str) -> None:
    """Pages of sources and of indicators are left out of the index."""
    page = Opened(browser, f"{served}en/search/?q=larache").page
    answered(page)
    offered = page.locator("input[name=kind]:visible")
    expect(offered).to_have_count(4)
    assert [choice.get_attribute("value") for choice in offered.all()] == ["", "territories", "page", "data"]
    page.context.close()


def test_the_kind_and_the_query_stay_in_the_address_and_in_another_language(browser: Browser, served: str) -> None:
    seen = Opened(browser, f"{served}search/?q=larache")
    page = seen.page
    expect(page.get_by_role("searchbox")).to_be_focused()
    results = page.locator(".search__results > li > a")
    expect(results.first).to_contain_text("عضو")
    page.get_by_role("radio", name="ملفات البيانات").check()
    expect(page).to_have_url(f"{served}search/?q=larache&kind=data")
    answered(page)
    assert all("/data/" in (link.get_attribute("href") or "") for link in results.all())
    page.locator(".languages a[hreflang=fr]").click()
    assert page.url == f"{served}fr/search/?q=larache&kind=data"
    expect(page.get_by_role("radio", name="Fichiers de données")).to_be_checked()
    page.get_by_role("radio", name="Tout").check()
    expect(page).to_have_url(f"{served}fr/search/?q=larache")
    expect(page.locator(".search__found h2")).to_have_text(["Collectivités territoriales", "Dans les pages"])
    links = [link.get_attribute("href") for link in results.all()]
    assert len(links) == len(set(links))
    page.goto(f"{served}en/members/?kind=province#list")
    page.locator(".languages a[hreflang=fr]").click()
    assert page.url == f"{served}fr/members/?kind=province#list"
    assert seen.faults == []
    page.context.close()


def test_sections_and_more_results_are_one_tap_away(browser: Browser, served: str) -> None:
    page = Opened(browser, f"{served}en/search/?q=workshop").page
    answered(page)
    expect(page.locator(".search__results > li")).to_have_count(20)
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".search__results > li")).to_have_count(40)
    section = page.locator(".search__parts a").first
    target = (section.get_attribute("href") or "").partition("#")[2]
    section.click()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("how", ["policy", "lost"])
def test_without_webassembly_the_page_says_so_and_finds_names(browser: Browser, served: str, how: str) -> None:
    def forbid(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": "script-src 'self' 'unsafe-inline'"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    page = browser.new_page()
    if how == "policy":
        page.context.route("**/pagefind-worker.js", forbid)
        page.route("**/search/**", forbid)
    else:
        page.context.route("**/wasm.*.pagefind", lambda route: route.abort())
    page.goto(f"{served}fr/search/?q=fes")
    expect(page.locator(".search__count")).to_contain_text("WebAssembly")
    expect(page.locator(".search__results a").first).to_contain_text("Fès")
    page.close()


@pytest.mark.parametrize("path", ["", "search/", "compare/", "places/settat/", "members/", "data/members/"])
def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser: Browser, served: str, path: str) -> None:
    page = Opened(browser, f"{served}fr/{path}").page
    page.evaluate("document.activeElement.blur()")
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    assert page.url == f"{served}fr/{path}#content"
    assert page.evaluate("document.activeElement.id") == "content"
    assert (
        page.evaluate(
            "document.querySelector('.md-skip').compareDocumentPosition(document.querySelector('a[href], button')) & 2"
        )
        == 0
    )  # nothing comes before it
    expect(page.locator("#content h1").first).to_be_in_viewport()
    page.context.close()


def test_one_slip_in_a_rare_word_is_mended(browser: Browser, served: str) -> None:
    """The word is in no table: it is found among the words of the pages that begin alike."""
    page = Opened(browser, f"{served}fr/search/?q=Tallinb").page
    answered(page)
    expect(page.locator(".search__results > li mark").first).to_have_text("Tallinn")
    page.get_by_role("searchbox").fill("zzxxqqvv")
    expect(page.locator(".search__results > li")).to_have_count(0)
    page.context.close()


def test_each_kind_says_how_many_it_holds(browser: Browser, served: str) -> None:
    page = Opened(browser, f"{served}en/search/?q=workshop").page
    answered(page)
    for kind in ("page", "data"):
        choice = page.locator(f"label:has(input[value={kind}])")
        said = choice.locator(".search__tally").text_content() or ""
        choice.click()
        expect(page.locator(".search__count")).to_have_text(f"{said.strip(' ()')} results")
    page.context.close()

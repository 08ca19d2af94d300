"""The policy of the pages (Content Security Policy): nothing of theirs is refused, nothing is asked of another host."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers.browser import LANGUAGES, Opened
from tests.helpers.measured import Measured

pytestmark = pytest.mark.trust

# One page for each template, each kind of place among them
PAGES = (
    "", "places/", "places/settat/", "places/province-settat/", "places/region-oriental/", "members/", "workshops/",
    "programmes/", "indicators/", "data/", "data/members/", "data/sources/", "compare/?with=settat", "quality/",
    "sources/", "about/", "method/", "contribute/", "messages/", "search/?q=open", "data/changes/", "nowhere/",
)  # fmt: skip
LISTEN = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
  console.error(`policy: ${violatedDirective} ${blockedURI} ${sample}`);
});"""


def explore(page: Page) -> None:
    """Do what makes a page load or insert more: explore its charts, find, sort."""
    buttons = page.locator(".chart__explore:visible")
    for number in range(min(buttons.count(), 3)):
        buttons.nth(number).click()
    if buttons.count():
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
        page.locator(".js-plotly-plot .main-svg").first.hover()
    for field in page.locator(".finder input").all():
        field.fill("settat")
        page.locator(".finder__results a, .finder__results [role=option]").first.wait_for()
    for name in (".scheme", "th button"):
        if page.locator(name).count():
            page.locator(name).first.click()


@pytest.mark.parametrize("root", LANGUAGES.values(), ids=LANGUAGES)
def test_no_page_breaks_its_policy(browser: Browser, served: str, root: str, measured: Measured) -> None:
    broken = []
    for path in PAGES:
        seen = Opened(browser, f"{served}about/")
        page, said = seen.page, seen.faults
        seen.context.add_init_script(LISTEN)
        page.goto(f"{served}{root}{path}", wait_until="networkidle")
        explore(page)
        page.wait_for_load_state("networkidle")
        if path.startswith("search"):
            page.locator(".search__results a").first.wait_for()
        # Another host is a fault to `Opened` as well; a page that is not there is told by the browser
        broken += [(path, fault) for fault in said if not (path == "nowhere/" and "404" in fault)]
        seen.context.close()
    measured.at_most(
        0, len(broken), f"violations of the policy, other hosts, in {len(PAGES)} pages in use, /{root}", broken
    )


def test_a_chart_in_a_frame_breaks_no_policy(browser: Browser, served: str) -> None:
    for language in LANGUAGES:
        seen = Opened(browser, f"{served}embed/members-tiles.{language}.html")
        seen.page.wait_for_load_state("networkidle")
        assert seen.page.locator("svg").first.is_visible()
        assert [fault for fault in seen.faults if "404" not in fault] == []  # the icon that no frame shows
        seen.context.close()


def test_the_policy_stops_a_script_that_is_not_ours(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}data/members/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", '<img src="x:" onerror="window.ran = true">');
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    context.close()


def is_strict(text: str) -> bool:
    """Whether a page has one policy, which allows no script or style but its own, and sends no referrer elsewhere."""
    policies = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    return (
        len(policies) == 1
        and policies[0].startswith("default-src 'none'; ")
        # Attributes `style`, which Plotly sets, on the pages with a chart to explore
        and "'unsafe-inline'" not in policies[0].replace("style-src-attr 'unsafe-inline'", "")
        and ("style-src-attr" in policies[0]) == ("data-plotly=" in text and 'assets/js/charts.js"' in text)
        and "'unsafe-eval'" not in policies[0]
        and '<meta name="referrer" content="same-origin">' in text
    )


def test_every_page_has_a_policy_without_unsafe_inline_or_eval(site: Path, measured: Measured) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 4000
    loose = [path for path in pages if not is_strict(path.read_text(encoding="utf-8"))]
    measured.at_most(0, len(loose), f"pages without a strict policy, of {len(pages)}", loose[:10])

"""Every chart in a browser: each language, scheme and width, with and without JavaScript."""

import csv
import io
import re
from itertools import product
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from charts import views
from datapackage import descriptor as package
from datapackage.rows import Dataset
from mkdocs_adapter import site as mkdocs_site
from tests.helpers.browser import LANGUAGES, Opened, add_axe
from tests.helpers.packages import ROOT

PACKAGE = package.load(ROOT / "datapackage.json")
READERS = {reader.language: reader for reader in mkdocs_site.read(ROOT / "mkdocs.yml").site.readers}
PAGES = sorted({view.resource for view in PACKAGE.views.values()})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# What a reader would see go wrong, measured in the page: texts of a picture that are cut or that cover each other
FAULTS = """() => {
  const faults = [];
  for (const plot of document.querySelectorAll(".chart__plot")) {
    const shown = [...plot.querySelectorAll(":scope > svg")].filter((each) => each.getBoundingClientRect().width);
    if (shown.length !== 1) { faults.push([plot.dataset.figure, "pictures", shown.length]); continue; }
    const frame = shown[0].getBoundingClientRect();
    const texts = [...shown[0].querySelectorAll("text")]
      .map((each) => [each.textContent, each.getBoundingClientRect()]);
    for (const [index, [words, box]] of texts.entries()) {
      const beyond = [frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom];
      if (Math.max(...beyond) > 1)
        faults.push([plot.dataset.figure, "cut", words]);
      for (const [others, beside] of texts.slice(index + 1)) {
        const across = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
        const down = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
        if (across > 2 && down > 4) faults.push([plot.dataset.figure, "covered", words, others]);
      }
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(["scroll", root.scrollWidth]);
  return faults;
}"""


def address(served: str, language: str, resource: str) -> str:
    return f"{served}{LANGUAGES[language]}data/{resource}/"


@pytest.mark.parametrize(("language", "script"), [*product(LANGUAGES, (True, False))])
def test_every_picture_stands_whole(browser: Browser, served: str, language: str, script: bool) -> None:
    seen = Opened(browser, address(served, language, PAGES[0]), java_script_enabled=script)
    for resource in PAGES:
        seen.page.goto(address(served, language, resource))
        for width, scheme in product((360, 1280, 320, 768), SCHEMES):
            seen.page.set_viewport_size({"width": width, "height": 800})
            seen.page.emulate_media(color_scheme=scheme)
            assert seen.page.evaluate(FAULTS) == [], (resource, width)
    assert seen.faults == []
    assert not any("plotly" in request for request in seen.requests)
    seen.context.close()


@pytest.mark.parametrize(("language", "width"), [("ar", 1280), ("fr", 360), ("en", 1280)])
def test_axe_finds_nothing_in_charts(browser: Browser, served: str, language: str, width: int) -> None:
    seen = Opened(browser, address(served, language, PAGES[0]), viewport={"width": width, "height": 800},
                  color_scheme="light", reduced_motion="reduce")  # fmt: skip
    for resource in PAGES:
        seen.page.goto(address(served, language, resource))
        seen.page.evaluate("document.querySelectorAll('.chart details').forEach((each) => (each.open = true))")
        add_axe(seen.page)
        for scheme in ("default", "slate"):
            seen.page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme }", scheme)
            found = seen.page.evaluate(
                "axe.run({ include: ['.chart'] }).then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))"
            )
            assert found == [], (resource, scheme)
    seen.context.close()


def read_number(text: str, language: str) -> float:
    point = "." if language == "en" else ","
    return float(re.sub(rf"[^0-9{point}]", "", text).replace(",", "."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_what_the_picture_shows(browser: Browser, served: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    tables = Dataset(PACKAGE).in_language(language)
    for resource in PAGES:
        page.goto(address(served, language, resource))
        for name in [name for name, view in PACKAGE.views.items() if view.resource == resource]:
            view = views.build(tables, name, READERS[language])
            rows = page.locator(f"#chart-{name} tbody tr")
            assert rows.count() == len(view.frame), name
            if any(column.is_number for column in view.columns):
                cells = page.locator(f"#chart-{name} tbody td.number").all_text_contents()
                shown = [read_number(cell, language) for cell in cells]
                assert shown == [round(value, 2) for value in view.frame["value"]], name
    context.close()


def test_the_csv_of_a_chart_is_its_table(browser: Browser, served: str) -> None:
    page = browser.new_page()
    for name, descriptor in PACKAGE.views.items():
        text = page.request.get(f"{served}data/views/{name}.csv").text()
        lines = list(csv.DictReader(io.StringIO(text)))
        view = views.build(Dataset(PACKAGE).in_language("ar"), name, READERS["ar"])
        told = [float(line["value"] or line["reported"]) for line in lines]
        assert told == view.frame["value"].tolist(), descriptor.name
    page.close()


def explored(page: Page, name: str) -> Any:
    plot = page.locator(f"#chart-{name} .chart__plot")
    plot.scroll_into_view_if_needed()
    plot.focus()
    expect(plot).to_have_attribute("data-drawn", "", timeout=20_000)
    expect(plot.locator(".main-svg").first).to_be_visible(timeout=20_000)
    return plot


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_walked_by_keyboard(browser: Browser, served: str, language: str) -> None:
    seen = Opened(browser, address(served, language, PAGES[0]), viewport={"width": 1280, "height": 800})
    page = seen.page
    for resource in PAGES:
        page.goto(address(served, language, resource))
        page.evaluate("for (const folded of document.querySelectorAll('details.group')) folded.open = true")
        for name in [name for name, view in PACKAGE.views.items() if view.resource == resource]:
            live = page.locator(f"#chart-{name} .chart__live")
            explored(page, name)
            heard = []
            for key in ("ArrowDown", "End", "ArrowDown", "Home"):
                page.keyboard.press(key)
                page.wait_for_function("(each) => each.textContent", arg=live.element_handle())
                page.wait_for_timeout(60)
                heard.append(live.text_content())
            first, last, beyond, again = heard
            assert first == again != last == beyond, (name, heard)
            assert "<" not in "".join(map(str, heard))
    assert seen.faults == []
    seen.context.close()


@pytest.mark.parametrize(("language", "width"), [*product(LANGUAGES, (360, 1280))])
def test_the_chart_takes_the_place_of_its_picture(browser: Browser, served: str, language: str, width: int) -> None:
    seen = Opened(browser, served + LANGUAGES[language], viewport={"width": width, "height": 800})
    page = seen.page
    page.evaluate("document.fonts.ready.then(() => null)")  # a font that comes late moves the page, not the chart
    page.evaluate("""new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shift = (window.shift ?? 0) + value;
        const nodes = sources.map(({ node }) => node?.outerHTML ?? node?.textContent);
        window.shifted = [...(window.shifted ?? []), ...nodes];
      }
    }).observe({ type: "layout-shift" })""")
    size = "(({ width, height }) => [width, height])(document.querySelector('.chart__plot').getBoundingClientRect())"
    before = page.evaluate(size)
    explored(page, "network-growth")
    after = page.evaluate(size)
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) < 1
    assert page.evaluate("window.shift ?? 0") < 0.01, page.evaluate("window.shifted")
    assert any("plotly" in request for request in seen.requests)
    assert seen.faults == []
    seen.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_reported_without_a_total_is_drawn_and_told(browser: Browser, served: str, language: str) -> None:
    seen = Opened(browser, served + LANGUAGES[language], java_script_enabled=False)
    chart = seen.page.locator("#chart-network-growth")
    words = READERS[language].word("chart.reported").replace("{n}", "\u2066+63\u2069")
    for canvas in ("narrow", "wide"):
        texts = chart.locator(f"svg.picture--{canvas} text").all_text_contents()
        assert [text for text in texts if words in text.replace("\u00a0", " ")], canvas
    assert chart.locator("td.number", has_text="+63").all_text_contents() == [words]
    seen.context.close()


def test_paper_shows_the_picture_in_light_colours_and_the_addresses(browser: Browser, served: str) -> None:
    seen = Opened(browser, served, viewport={"width": 720, "height": 1000}, color_scheme="dark")
    page = seen.page
    page.emulate_media(media="print")
    chart = page.locator("#chart-network-growth")
    expect(chart.locator(".chart__paper")).to_contain_text("#chart-network-growth")
    expect(chart.locator(".chart__take")).to_be_hidden()
    paper = "(each) => getComputedStyle(each).backgroundColor"
    assert chart.evaluate(paper) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(8, 56, 51)"
    seen.context.close()


def test_a_failed_download_leaves_the_picture_and_says_so(browser: Browser, served: str) -> None:
    seen = Opened(browser, served)
    seen.page.route("**/plotly-basic.min.js", lambda route: route.abort())
    plot = seen.page.locator("#chart-network-growth .chart__plot")
    plot.click()
    expect(seen.page.locator("#chart-network-growth .chart__live")).not_to_be_empty()
    expect(plot.locator(":scope > svg").first).to_be_visible()
    seen.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_embedded_chart_tells_its_height(browser: Browser, served: str, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    home = served.split("/infitah/", maxsplit=1)[0]
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((home, "data:")) else outside.append(request.url))
    page.goto(f"{served}robots.txt")  # of the same host, without the policy of a page
    page.set_content(f'<iframe src="{served}embed/members-tiles.{language}.html" width="340" height="100"></iframe>'
                     f'<script src="{served}assets/js/embed.js" async></script>')  # fmt: skip
    frame = page.locator("iframe")
    expect(frame).not_to_have_attribute("height", "100")
    inside = page.frame_locator("iframe").locator("body")
    assert (
        abs(
            float(frame.get_attribute("height") or 0)
            - inside.evaluate("(b) => b.ownerDocument.documentElement.offsetHeight")
        )
        < 2
    )
    assert inside.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert outside == []
    context.close()


ARABIC = [
    "الأعضاء المعروفون بالاسم (72)، حسب النوع.",
    "خطة العمل: نسبة التنفيذ 52% (2026)",
    "متوسط SMIIG-DATA (مركز طفرة) من 100",
    "ماي – يوليوز – غشت 2025.",
]


@pytest.mark.parametrize("words", ARABIC)
def test_arabic_is_shaped_as_the_browser_shapes_it(browser: Browser, served: str, words: str) -> None:
    """The isolated text of a picture, laid out from left to right, against the same words in an Arabic paragraph."""
    page = browser.new_page(viewport={"width": 500, "height": 200})
    page.goto(f"{served}about/")
    style = "position:absolute;inset:0 auto auto 0;background:#fff;z-index:99;font:20px var(--chart-font)"
    svg = '<svg id="drawn" direction="{}" style="{}" width="500" height="60"><text x="490" y="40" {}>{}</text></svg>'
    drawings = {
        "picture": svg.format("ltr", style, 'text-anchor="end"', f"\u2067{words}\u2069"),
        "browser": svg.format("rtl", style, 'text-anchor="start"', words),
    }
    shots = {}
    for name, html in drawings.items():
        page.evaluate("(html) => { document.body.insertAdjacentHTML('beforeend', html) }", html)
        page.evaluate("document.fonts.ready")
        shots[name] = page.locator("#drawn").screenshot()
        page.evaluate("document.getElementById('drawn').remove()")
    page.close()
    assert shots["picture"] == shots["browser"]

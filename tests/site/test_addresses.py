"""Whatever an address asks for, a page shows itself and no script fails: `?q=`, `?with=`, filters, anchors."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.helpers.browser import Opened
from tests.helpers.corruption import fuzzing

PAGES = ("", "search/", "compare/", "members/", "projects/", "data/", "en/sources/", "fr/search/")
PARAMETERS = ("q", "with", "kind", "region", "class", "theme", "__proto__", "constructor", "")
HOSTILE = [
    "%", "%E0%A4%A", "%00", "<img src=x onerror=alert(1)>", "constructor", "__proto__", "toString", "\u202e", "ـ" * 50,
    "\U0001f468\u200d\U0001f469", "a" * 2000, "(a+)+$", "\\", "'\"`", "javascript:alert(1)", "٣", "&&==", "#", "settat",
]  # fmt: skip
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """A page with a query and an anchor, each written as browsers write them, or raw."""
    written = draw(st.sampled_from([lambda text: quote(text, safe=""), lambda text: quote(text, safe="%&=+#")]))
    pairs = draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), texts), max_size=4))
    query = "&".join(f"{name}={written(text)}" for name, text in pairs)
    return f"{draw(st.sampled_from(PAGES))}?{query}#{written(draw(texts | st.just('')))}"


@pytest.fixture(scope="module")
def seen(browser: Browser, served: str) -> Iterator[Opened]:
    opened = Opened(browser, served)
    yield opened
    opened.context.close()


def faults(seen: Opened, url: str) -> list[str]:
    """What fails on a page that is opened anew: an anchor alone would not load it again."""
    seen.page.goto("about:blank")
    seen.faults.clear()
    seen.page.goto(url)
    seen.page.wait_for_timeout(60)
    return list(seen.faults)


@pytest.mark.parametrize("anchor", ["%", "%E0%A4%A"])
def test_an_anchor_that_is_no_text_breaks_no_list(seen: Opened, served: str, anchor: str) -> None:
    assert faults(seen, f"{served}members/?kind=commune#{anchor}") == []


@fuzzing(20)
@given(addresses())
def test_no_address_breaks_a_page(seen: Opened, served: str, address: str) -> None:
    assert faults(seen, served + address) == []
    assert seen.page.locator("h1").count() == 1
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@fuzzing(8)
@given(st.lists(texts, min_size=1, max_size=3))
def test_nothing_typed_breaks_the_finder(seen: Opened, served: str, typed: list[str]) -> None:
    assert faults(seen, served) == []
    field = seen.page.locator(".finder input").first
    for text in typed:
        field.fill(text.replace("\n", " ").replace("\r", " "))
    seen.page.wait_for_timeout(50)
    assert seen.faults == []
    assert field.is_visible()

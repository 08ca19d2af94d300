"""Lists and tables of the real site in a browser: put in order, taken away with their citation, browsed whole."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.helpers.browser import LANGUAGES, Opened, add_axe
from tests.helpers.packages import ROOT

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 800}
LISTEN = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  console.error(`policy: ${violatedDirective} ${blockedURI}`);
});"""


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def keys(page: Page, name: str) -> list[str]:
    """The identifiers of the items shown, from top to bottom."""
    found: list[str] = page.locator(f"[data-item={name}]:not([hidden])").evaluate_all("all => all.map(({ id }) => id)")
    return found


def taken(page: Page, list_id: str, kind: str, folder: Path) -> Path:
    """The file that the foot of a list gives."""
    with page.expect_download() as started:
        page.locator(f"#{list_id} .take a[data-format={kind}]").click()
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]


def test_an_order_runs_through_the_groups_and_stands_in_the_address(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "en/members/", viewport=WIDE)
    page = seen.page
    before = keys(page, "members")
    people = {row["id"]: int(row["population_2024"]) for row in rows("territories") if row["population_2024"]}
    members = {row["id"]: people[row["territory"]] for row in rows("members")}
    page.get_by_label("Order by").select_option(value="-territory.population_2024")
    assert page.url.endswith("members/?sort=-territory.population_2024#list-members")
    assert [members[key] for key in keys(page, "members")] == sorted(members.values(), reverse=True)
    expect(page.locator("details.group:visible")).to_have_count(1)  # one list, that can be seen
    expect(page.locator("[data-item=members]:visible")).to_have_count(len(members))
    page.get_by_label("Kind", exact=True).select_option(value="province")
    expect(page.locator("details.group:visible .group__count")).to_have_text(str(len(keys(page, "members"))))
    again = Opened(browser, page.url).page
    assert keys(again, "members") == keys(page, "members")
    again.context.close()
    page.get_by_role("button", name="Clear the filters").click()
    assert keys(page, "members") == before  # each is back in its group
    assert page.url == served + "en/members/"
    assert seen.faults == []
    page.context.close()


def test_what_is_unknown_comes_last_in_either_order(browser: Browser, served: str) -> None:
    dates = {row["id"]: row["published"] for row in rows("sources")}
    for sort, reverse in (("published", False), ("-published", True)):
        page = Opened(browser, f"{served}fr/sources/?sort={sort}#list-sources").page
        shown = [dates[key] for key in keys(page, "sources")]
        known = [last_day(date) for date in shown if date]
        assert known == sorted(known, reverse=reverse)
        assert shown[len(known) :] == [""] * (len(shown) - len(known))
        page.context.close()


def test_an_order_that_the_list_does_not_have_is_left_aside(browser: Browser, served: str) -> None:
    page = Opened(browser, served + "en/members/?sort=-nothing#list-members").page
    expect(page.get_by_label("Order by")).to_have_value("")
    expect(page.get_by_role("button", name="Clear the filters")).to_be_hidden()
    page.context.close()


def test_the_tracker_is_sorted_by_its_headings_with_the_keyboard(browser: Browser, served: str) -> None:
    page = Opened(browser, served + "en/tracker/", viewport=WIDE).page
    heading = page.locator("th[data-sort=adopted]")
    heading.get_by_role("button").focus()
    for way, asked in (("descending", "-adopted"), ("ascending", "adopted")):
        page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", way)
        assert page.url.endswith(f"tracker/?sort={asked}#list-members")
        carried = page.locator("tr[data-item]").evaluate_all("all => all.map((tr) => tr.dataset.byAdopted ?? '')")
        known = [last_day(date) for date in carried if date]
        assert len(known) > 5
        assert known == sorted(known, reverse=way == "descending")
        assert not any(carried[len(known) :])
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") is None
    assert page.url == served + "en/tracker/"
    page.locator("th[data-sort=territory] button").click()
    assert page.locator("tr[data-item] th a").first.text_content() == "Agadir"
    page.context.close()
    plain = browser.new_context(java_script_enabled=False)
    bare = plain.new_page()
    bare.goto(served + "en/tracker/")
    expect(bare.locator("th button")).to_have_count(0)
    plain.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_shown_are_taken_with_their_citation(
    browser: Browser, served: str, tmp_path: Path, language: str
) -> None:
    seen = Opened(browser, f"{served}{LANGUAGES[language]}about/", viewport=WIDE)
    seen.context.add_init_script(LISTEN)
    page = seen.page
    page.goto(f"{served}{LANGUAGES[language]}members/?territory.region=06&sort=-joined#list-members")
    shown, members = keys(page, "members"), rows("members")
    assert 1 < len(shown) < len(members)
    cited = " ".join((page.locator("#list-members blockquote").text_content() or "").split())
    for part in ("/members/?territory.region=06&sort=-joined#list-members", str(len(shown)), str(len(members)), "2026"):
        assert part in cited

    table = taken(page, "list-members", "excel-csv", tmp_path)
    assert re.fullmatch(rf"infitah-members-2026-\d\d-\d\d-selection\.{language}\.csv", table.name)
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter="," if language == "en" else ";"))
    position = lines[1].index(shown[0])
    assert [line[position] for line in lines[1:]] == shown  # in the order shown, and nothing after them

    book = openpyxl.load_workbook(taken(page, "list-members", "xlsx", tmp_path))
    people, programs, *_, sources, about = book.worksheets
    assert bool(people.sheet_view.rightToLeft) == (language == "ar")
    assert [row[0] for row in programs.iter_rows(min_row=3, values_only=True)] == shown
    assert [[cell for cell in row if cell] for row in people.iter_rows(min_row=1, max_row=1, values_only=True)] == [
        lines[0]
    ]
    assert people.max_row == len(shown) + 1
    linked = people.cell(2, 1).hyperlink
    assert linked.target.startswith("https://")
    assert people.auto_filter.ref.endswith(str(len(shown) + 1))
    evidence = {row["source"] for row in members if row["id"] in shown}
    assert sources.max_row == len(evidence) + 1
    said = [str(row[1]) for row in about.iter_rows(values_only=True)]
    assert cited in said
    assert said[-1].endswith("#list-members")
    assert seen.faults == []
    page.context.close()


def test_a_whole_list_is_the_file_that_is_there(browser: Browser, served: str, site: Path, tmp_path: Path) -> None:
    page = Opened(browser, served + "fr/sources/?sort=publisher#list-sources").page
    for kind, ending in (("xlsx", "fr.xlsx"), ("excel-csv", "fr.csv")):
        whole = taken(page, "list-sources", kind, tmp_path)
        assert whole.read_bytes() == (site / "data" / f"sources.{ending}").read_bytes()
        assert "selection" not in whole.name
    page.context.close()


def test_the_citation_is_copied(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "en/sources/?kind=party#list-sources", viewport=WIDE)
    seen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.page.locator("#list-sources .take button").click()
    expect(seen.page.locator("#list-sources .take [role=status]")).to_have_text("Copied")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert "sources/?kind=party#list-sources" in copied
    assert "\n" not in copied
    seen.context.close()


def test_a_file_that_does_not_come_is_told(browser: Browser, served: str) -> None:
    page = Opened(browser, served + "en/sources/?kind=party#list-sources", viewport=WIDE).page
    page.route("**/data/sources.json", lambda route: route.abort())
    page.locator("#list-sources .take a").first.click()
    expect(page.locator("#list-sources .take [role=status]")).to_contain_text("could not be loaded")
    page.context.close()


def test_a_table_is_browsed_page_by_page(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "en/data/territories/", viewport=WIDE)
    page, count = seen.page, len(rows("territories"))
    assert not [address for address in seen.requests if address.endswith(".csv")]  # nothing before it is asked for
    expect(page.locator("#list-territories tbody tr")).to_have_count(5)
    page.get_by_role("button", name=re.compile("Browse the whole table")).press("Enter")
    lines = page.locator("#list-territories tbody tr")
    expect(lines).to_have_count(50)
    expect(page.get_by_label("Search in the list")).to_be_focused()
    pages = page.locator(".browse__pages")
    expect(pages.locator(".meta")).to_have_text(f"1–50 of {count:,}")
    expect(pages.get_by_role("button", name="Previous")).to_be_disabled()
    pages.get_by_role("button", name="Next").click()
    expect(pages.locator(".meta")).to_have_text(f"51–100 of {count:,}")
    assert page.url.endswith("data/territories/?from=51#list-territories")
    page.locator("th[data-sort=population_2024] button").click()
    expect(lines.first).to_contain_text("7,688,967")
    expect(page.locator("th[data-sort=population_2024]")).to_have_attribute("aria-sort", "descending")
    page.get_by_label("Kind", exact=True).select_option(value="region")
    expect(lines).to_have_count(12)
    expect(pages).to_be_hidden()
    assert page.url.endswith("?kind=region&sort=-population_2024#list-territories")
    again = Opened(browser, page.url.replace("/en/", "/"), viewport=WIDE).page  # the same in another language
    expect(again.locator("#list-territories tbody tr")).to_have_count(12)
    expect(again.locator("#list-territories tbody tr").first).to_contain_text("الدار البيضاء")
    again.context.close()
    assert seen.faults == []
    seen.context.close()


def test_cells_are_words_and_lead_where_the_preview_leads(browser: Browser, served: str) -> None:
    page = Opened(browser, served + "fr/data/members/", viewport=WIDE).page
    linked = page.locator("#list-members tbody tr").first.locator("a[href*='/places/'], a[href*='/sources/']")
    addresses = linked.evaluate_all("all => all.map(({ href }) => href)")
    page.goto(served + "fr/data/members/#list-members")
    page.get_by_label("Trier par").wait_for()
    shown = linked.evaluate_all("all => all.map(({ href }) => href)")
    assert addresses
    assert shown == addresses
    page.goto("about:blank")
    page.goto(served + "fr/data/workshops/?sort=date_start#list-workshops")
    page.get_by_label("Trier par").wait_for()
    oldest = min(row["date_start"] for row in rows("workshops") if len(row["date_start"]) == 10)
    dates = page.locator("#list-workshops tbody td:nth-child(2)").all_text_contents()
    assert oldest[:4] in " ".join(dates)
    assert not [date for date in dates if "-" in date]  # in words
    page.context.close()


def test_a_row_is_a_line_that_opens_on_a_phone(browser: Browser, served: str) -> None:
    seen = Opened(browser, served + "data/territories/?from=51#list-territories", viewport=PHONE)
    page = seen.page
    lines = page.locator("#list-territories details.line")
    expect(lines).to_have_count(20)
    expect(page.locator(".browse__pages .meta")).to_contain_text("41–60")  # the page on which that row stands
    assert page.evaluate("document.documentElement.scrollHeight") < 8000
    lines.first.locator("summary").click()
    expect(lines.first.locator("dl")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.faults == []
    add_axe(page)
    report = page.evaluate("axe.run('#list-territories')")
    assert [each["id"] for each in report["violations"]] == []
    seen.context.close()


def test_rows_that_are_browsed_are_taken_too(browser: Browser, served: str, site: Path, tmp_path: Path) -> None:
    page = Opened(browser, served + "data/observations/", viewport=WIDE).page
    page.goto(served + "data/observations/?area=network&sort=-value#list-observations")
    expect(page.locator("#list-observations tbody tr").first).to_be_visible()
    published = json.loads((site / "data" / "observations.json").read_text(encoding="utf-8"))
    wanted = [row for row in published if row["area"] == "network"]
    book = openpyxl.load_workbook(taken(page, "list-observations", "xlsx", tmp_path))
    taken_keys = [row[0] for row in book.worksheets[1].iter_rows(min_row=3, values_only=True)]
    assert sorted(taken_keys) == sorted(row["id"] for row in wanted)
    values = {row["id"]: row["value"] for row in wanted}
    assert [values[key] for key in taken_keys] == sorted(values.values(), reverse=True)
    assert "data/observations/?area=network" in str(book.worksheets[-1].cell(book.worksheets[-1].max_row, 2).value)
    page.context.close()

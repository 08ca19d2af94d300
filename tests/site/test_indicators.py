"""Indicators: the network before the country, each value with its whole, pictures where there are three values."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.helpers.browser import Opened
from tests.helpers.packages import ROOT


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_network_comes_first_and_the_country_apart(site: Path) -> None:
    text = (site / "en" / "indicators" / "index.html").read_text(encoding="utf-8")
    network, single, national = (text.index(f'id="{part}"') for part in ("network", "collectivities", "national"))
    assert network < single < national < text.index('id="charts"')
    areas: dict[str, set[str]] = {}
    for row in rows("observations"):
        areas.setdefault(row["indicator"], set()).add(row["area"])
    for row in rows("indicators"):
        place = text.index(f'<li id="{row["id"]}"')
        own = areas.get(row["id"], {"network"})
        if "network" in own:
            assert network < place < single, row["id"]
        elif "territory" in own:
            assert single < place < national, row["id"]
        else:
            assert place > national, row["id"]


def test_a_value_says_of_how_many_it_is_a_part(site: Path) -> None:
    text = (site / "en" / "indicators" / "communes_publishing_budget" / "index.html").read_text(encoding="utf-8")
    lead = re.sub(r"<[^>]+>", "", text.split('<p class="lead">')[1].split("</p>")[0])
    assert " ".join(lead.split()).startswith("13 of 81 · Morocco")
    # Of another year the data hold no whole
    text = (site / "en" / "indicators" / "communes_with_website" / "index.html").read_text(encoding="utf-8")
    values = text.split('<ul class="values">')[1]
    wholes = [(period, "of 81" in item) for period, item in re.findall(r"<span>(\d{4})</span>(.*?)</b>", values, re.S)]
    assert sorted(wholes) == [("2020", True), ("2020", True), ("2023", False)]


def test_of_several_collectivities_none_stands_for_the_others(site: Path) -> None:
    text = (site / "fr" / "indicators" / "rokhas_score" / "index.html").read_text(encoding="utf-8")
    places = {row["territory"] for row in rows("observations") if row["indicator"] == "rokhas_score"}
    assert text.split('<p class="lead">')[1].startswith(f"{len(places)} collectivités</p>")


def test_an_indicator_is_drawn_on_its_page(browser: Browser, served: str) -> None:
    """By its view, which can be explored; else as small pictures that fit a phone, in both directions of writing."""
    seen = Opened(browser, f"{served}en/indicators/smiig_score_mean/")
    seen.page.locator(".chart__explore").first.click()
    seen.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert seen.faults == []
    seen.context.close()
    for root in ("", "fr/"):
        seen = Opened(browser, f"{served}{root}indicators/chikaya_bodies/", viewport={"width": 360, "height": 800})
        pictures = seen.page.locator(".series svg")
        expect(pictures).to_have_count(2)
        box = pictures.first.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert pictures.first.locator("circle").count() >= 3
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert seen.faults == []
        seen.context.close()

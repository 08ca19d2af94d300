import re

import pytest

from datapackage import descriptor
from downloads.distributions import Distribution
from pages import data_pages
from pages.page_address import PageAddress
from tests.helpers.packages import READERS
from tests.helpers.publications import publication, renderer


def test_templates_find_what_they_ask_for(tiny: descriptor.Package) -> None:
    functions = data_pages.functions(publication(tiny), READERS["ar"])
    page = "https://example.org/gardens/ar/data/gardens/"
    assert functions["cite"]("البساتين", "data/gardens/").url == page
    assert functions["structured_data"](tiny.resources["gardens"])["url"] == page
    assert functions["correct"](tiny.resources["gardens"]).startswith("https://example.org/gardens.git/issues/new?")


def test_a_profile_and_a_drawing_are_those_of_the_tables(tiny: descriptor.Package) -> None:
    functions = data_pages.functions(publication(tiny), READERS["en"])
    harvests = tiny.resources["harvests"]
    assert functions["profile"](harvests, harvests.field["year"]).distinct == 2
    assert functions["profile"](tiny.resources["gardens"], tiny.resources["gardens"].field["planted"]).filled == 2 / 3
    assert {box.resource.name for box in functions["diagram"]().boxes} == {resource.name for resource in tiny.tables}


def test_a_change_is_a_percentage_with_its_sign(tiny: descriptor.Package) -> None:
    shown = publication(tiny)
    functions = data_pages.functions(shown, READERS["en"])
    harvest = shown.dataset.in_language("en").all("harvests")[0]
    assert functions["change"](harvest, "kilograms", "kilograms") == "+0%"
    assert functions["change"](harvest, "garden", "kilograms") == ""


def test_rows_in_order_and_how_full_they_are(tiny: descriptor.Package) -> None:
    shown = publication(tiny)
    functions = data_pages.functions(shown, READERS["en"])
    gardens = shown.dataset.in_language("en").all("gardens")
    assert [row.key for row in functions["in_order"](gardens, "-planted")] == ["fig", "palm", "olive"]
    assert functions["coverage"]("gardens").rows == 3
    assert functions["untranslated"]() == []


def test_a_figure_that_another_source_gives_is_found_by_its_key(tiny: descriptor.Package) -> None:
    """The palm court in 2023 has two figures; that of another year, or another garden, is no restatement."""
    harvests = {row.key: row for row in publication(tiny).dataset.in_language("en").all("harvests")}
    same = ("garden", "year")
    found = {key: [other.key for other in data_pages.restated(row, same, "source")] for key, row in harvests.items()}
    assert found == {"palm-2022": [], "palm-2023": ["palm-2023-b"], "palm-2023-b": ["palm-2023"], "fig-2023": []}
    once = data_pages.stated_once(harvests.values(), same, "source")
    assert [row.key for row in once] == ["palm-2022", "fig-2023"]
    assert data_pages.restated(harvests["palm-2022"], ("garden",), "source") == [harvests["palm-2023-b"]]


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 4, 0.25), (0, 3, 0.0), (0, 0, 0.0)])
def test_a_share_of_nothing_is_nothing(part: int, whole: int, share: float) -> None:
    assert data_pages.share_of(part, whole) == share


@pytest.mark.parametrize(("language", "other"), [("en", "ar"), ("ar", "en")])
def test_files_of_the_readers_language_are_offered_and_the_others_folded_away(
    tiny: descriptor.Package, language: str, other: str
) -> None:
    files = [
        Distribution(f"data/plots{ending}", kind, of_language, "", 1000, ending * 3)
        for ending, kind, of_language in [
            (".ar.xlsx", "xlsx", "ar"), (".en.xlsx", "xlsx", "en"), (".ar.csv", "excel-csv", "ar"),
            (".en.csv", "excel-csv", "en"), (".csv", "csv", ""),
        ]
    ]  # fmt: skip
    html = renderer(tiny, language).template("downloads", PageAddress("", ""), files=files)
    offered, folded = html.split("<details>")
    link = re.compile(r'<a href="[^"]*data/([^"]+)" download="([^"]+)">')
    assert link.findall(offered) == [
        (f"plots.{language}.xlsx", f"gardens-plots-2026-01.{language}.xlsx"),
        (f"plots.{language}.csv", f"gardens-plots-2026-01.{language}.csv"),
        ("plots.csv", "gardens-plots-2026-01.csv"),
    ]
    assert [name for name, _ in link.findall(folded)] == [f"plots.{other}.xlsx", f"plots.{other}.csv"]
    assert all(file.sha256 in folded and file.sha256 not in offered for file in files)
    assert READERS[language].word("downloads.developers") in folded
    assert READERS[language].words["downloads"]["uses"]["excel-csv"] in offered


def test_rows_by_the_date_of_a_field_the_latest_first(tiny: descriptor.Package) -> None:
    gardens = publication(tiny).dataset.in_language("en").all("gardens")
    found = data_pages.by_date((gardens[:1], "planted"), (iter(gardens[1:]), "planted"))
    assert [(date, row.key) for date, row in found] == [
        (str(row.cells["planted"] or ""), row.key) for row in (gardens[1], gardens[0], gardens[2])
    ]
    assert found[-1][0] == ""

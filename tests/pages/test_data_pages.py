import pytest

from datapackage import descriptor
from pages import data_pages
from tests.helpers.packages import READERS
from tests.helpers.publications import publication


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


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 4, 0.25), (0, 3, 0.0), (0, 0, 0.0)])
def test_a_share_of_nothing_is_nothing(part: int, whole: int, share: float) -> None:
    assert data_pages.share_of(part, whole) == share


def test_rows_by_the_date_of_a_field_the_latest_first(tiny: descriptor.Package) -> None:
    gardens = publication(tiny).dataset.in_language("en").all("gardens")
    found = data_pages.by_date((gardens[:1], "planted"), (iter(gardens[1:]), "planted"))
    assert [(date, row.key) for date, row in found] == [
        (str(row.cells["planted"] or ""), row.key) for row in (gardens[1], gardens[0], gardens[2])
    ]
    assert found[-1][0] == ""

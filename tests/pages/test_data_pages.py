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
    assert {box.resource.name for box in functions["diagram"]().boxes} == set(tiny.resources)

from dataclasses import replace

import pytest

from datapackage import descriptor
from datapackage.rows import Row
from pages.lists import facets
from tests.helpers.packages import READERS
from tests.helpers.publications import publication

ENGLISH = READERS["en"]


def listed(tiny: descriptor.Package, *paths: str) -> descriptor.Resource:
    harvests = tiny.resources["harvests"]
    return replace(harvests, descriptor={**harvests.descriptor, "page": "harvests/", "facets": list(paths)})


def test_a_facet_offers_the_values_that_occur_with_how_often(tiny: descriptor.Package) -> None:
    tables = publication(tiny).dataset.in_language("en")
    kind, garden, year = facets.facets(tables, ENGLISH, listed(tiny, "garden.kind", "garden", "year"))
    assert kind.options == [("public", "Public", 3), ("private", "Private", 1)]
    assert garden.options == [("palm", "Palm court", 3), ("fig", "Fig terrace", 1)]  # no harvest of the olive
    assert (year.options, year.unknown, year.is_chosen) == ([], 0, False)
    assert garden.is_chosen


def test_one_does_not_choose_among_too_many(tiny: descriptor.Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "MOST_OPTIONS", 1)
    tables = publication(tiny).dataset.in_language("en")
    (garden,) = facets.facets(tables, ENGLISH, listed(tiny, "garden"))
    assert not garden.is_chosen
    assert len(garden.options) == 2  # their words are still there for an address


def test_the_values_of_a_row_are_those_of_its_facets(tiny: descriptor.Package) -> None:
    tables = publication(tiny).dataset.in_language("en")
    row = Row(tables, listed(tiny, "garden.planted", "garden"), tables.all("harvests")[0].cells)
    assert facets.facet_values(row) == {"garden.planted": "2019-03", "garden": "palm"}


def test_a_table_is_filtered_by_its_codes_its_links_and_its_yes_or_no(tiny: descriptor.Package) -> None:
    """Only where there is a choice: a field that holds one value tells nothing apart."""
    tables = publication(tiny).dataset.in_language("en")
    own = facets.own_facets(tables, ENGLISH, tiny.resources["harvests"])
    assert {facet.path: facet.options for facet in own} == {
        "preferred": [("true", "yes", 3), ("false", "no", 1)],
        "garden": [("palm", "Palm court", 3), ("fig", "Fig terrace", 1)],
        "source": [(row.key, row.label, counted) for row, counted in zip(tables.all("sources"), (3, 1), strict=False)],
    }

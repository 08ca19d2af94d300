from datapackage import descriptor
from datapackage.extensions import Compare, Expected, Find, RowPages, ViewSpec, beside


def test_names_are_spelt_as_in_python() -> None:
    spec = ViewSpec.of({"type": "tile-map", "group": "a.b", "gridKey": "c", "seriesBin": "year", "coverage": "partial"})
    assert (spec.grid_key, spec.series_bin, spec.is_partial) == ("c", "year", True)
    assert spec.paths == {"group": "a.b"}


def test_what_is_not_stated_has_its_default() -> None:
    spec = ViewSpec.of({"type": "bar", "group": "a"})
    assert (spec.aggregate, spec.source, spec.top, spec.where) == ("sum", "source", None, None)


def test_a_property_of_a_maintainer_is_passed_over() -> None:
    assert ViewSpec.of({"type": "bar", "group": "a", "x-note": 1}) == ViewSpec("bar", "a")
    assert Find.of({"names": ["name_en"], "x-note": 1}) == Find(("name_en",))


def test_fields_beside_a_name_are_none_where_none_are_stated() -> None:
    assert beside({"beside": ["kind", "planted"]}) == ("kind", "planted")
    assert beside({}) == ()


def test_pages_of_rows_with_all_that_belongs_to_them() -> None:
    stated = {
        "path": "plots",
        "slug": "id",
        "template": "garden",
        "find": {"names": ["name_en"], "within": "parent"},
        "compare": {"fields": ["kind"], "lists": {"harvests": {"by": "year"}}},
    }
    pages = RowPages.of(stated)
    assert (pages.path, pages.slug, pages.template, pages.lists) == ("plots", "id", "garden", {})
    assert pages.find == Find(("name_en",), within="parent")
    assert isinstance(pages.compare, Compare)
    assert pages.compare.lists["harvests"].by == "year"


def test_the_descriptor_of_the_tiny_package(tiny: descriptor.Package) -> None:
    harvests = tiny.resources["harvests"]
    assert harvests.conflicts
    assert all(isinstance(expected, Expected) for resource in tiny.tables for expected in resource.expected)
    assert harvests.row_pages is None
    assert harvests.calendar is None

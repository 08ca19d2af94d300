from datapackage import descriptor
from datapackage.rows import Dataset
from metadata import data_quality
from metadata.data_quality import Coverage


def test_the_coverage_of_a_table_counts_every_cell(tiny: descriptor.Package) -> None:
    dataset = Dataset(tiny)
    assert data_quality.coverage(dataset, "gardens") == Coverage(3, 17 / 18)
    dataset.cells("gardens").clear()
    assert data_quality.coverage(dataset, "gardens") == Coverage(0, 0.0)


def test_a_text_that_one_language_has_alone_is_missing_in_the_others(tiny: descriptor.Package) -> None:
    tables = Dataset(tiny).in_language("en")
    assert data_quality.untranslated(tables) == []
    palm, fig, olive = tables.all("gardens")
    palm.cells["name_ar"] = fig.cells["name_ar"] = olive.cells["name_en"] = None
    found = [(each.resource.name, each.field.name, each.count) for each in data_quality.untranslated(tables)]
    assert sorted(found) == [("gardens", "name_ar", 2), ("gardens", "name_en", 1)]


def test_a_text_that_no_language_has_is_not_missing(tiny: descriptor.Package) -> None:
    tables = Dataset(tiny).in_language("en")
    palm = tables.all("gardens")[0]
    palm.cells["name_ar"] = palm.cells["name_en"] = None
    assert data_quality.untranslated(tables) == []

from dataclasses import replace
from typing import Any

import pytest

from charts import views
from datapackage import descriptor as package
from datapackage.rows import Dataset
from tests.helpers.packages import READERS

READER = READERS["en"]


def build(tiny: package.Package, resource: str, **spec: Any) -> views.View:
    """A view of the tiny package with another spec."""
    view = {
        "name": "v",
        "title": "{max.group}: {max.value}, {total}, {nothing.here}",
        "resources": [resource],
    }
    descriptor = {**tiny.descriptor, "views": [{**view, "spec": {"type": "bar", **spec}}]}
    return views.build(Dataset(replace(tiny, descriptor=descriptor)).in_language("en"), "v", READER)


def test_values_are_summed_by_group_with_their_sources(tiny: package.Package) -> None:
    view = views.build(Dataset(tiny).in_language("en"), "harvest-by-garden", READER)
    assert view.frame[["group", "value"]].values.tolist() == [["Palm court", 260.5], ["Fig terrace", 60.0]]
    assert view.title == "Palm court gave most: 260.5 kg"
    assert [source.key for source in view.sources] == ["survey-2024"]
    assert view.lines[0]["sources"] == view.sources


def test_rows_are_counted_in_the_order_of_the_contract(tiny: package.Package) -> None:
    view = build(tiny, "gardens", group="kind")
    assert view.frame[["group", "value"]].values.tolist() == [["Public", 2.0], ["Private", 1.0]]
    assert view.columns[-1] == views.Column("value", "Number")
    assert view.title == "Public: 2, 3, {nothing.here}"


def test_a_row_without_a_date_is_left_out_and_counted(tiny: package.Package) -> None:
    view = build(tiny, "gardens", group="planted", bin="year", series="kind")
    assert list(view.frame["group"]) == ["2019", "2021"]
    assert view.left_out == 1


def test_a_line_keeps_every_figure_and_marks_the_preferred(tiny: package.Package) -> None:
    view = build(tiny, "harvests", type="line", group="id", value="kilograms", preferred="preferred")
    assert list(view.frame["preferred"]).count(False) == 1
    assert len(view.frame) == 4


def test_other_types_draw_the_preferred_figures_only(tiny: package.Package) -> None:
    view = build(tiny, "harvests", group="garden", value="kilograms", preferred="preferred")
    assert view.frame["value"].sum() == 320.5


def test_an_unknown_view_is_an_error(tiny: package.Package) -> None:
    with pytest.raises(KeyError):
        views.build(Dataset(tiny).in_language("en"), "no-such", READER)


def test_real_views_have_marks_titles_and_sources(real: package.Package) -> None:
    tables = Dataset(real).in_language("en")
    for name in real.views:
        view = views.build(tables, name, READER)
        assert len(view.frame) > 1, name
        assert "{" not in view.title, view.title
        assert view.sources, name


def test_charts_of_the_network_agree_with_its_tables(real: package.Package) -> None:
    tables = Dataset(real).in_language("fr")
    for name, resource in (("members-by-kind", "members"), ("members-by-wave", "members"), ("members-map", "members"),
                           ("programmes-by-status", "programmes")):  # fmt: skip
        assert views.build(tables, name, READER).frame["value"].sum() == len(tables.all(resource)), name
    workshops = views.build(tables, "workshops-by-year", READER)
    assert workshops.frame["value"].sum() + workshops.left_out == len(tables.all("workshops"))


def test_the_columns_of_the_table_are_what_the_spec_names(tiny: package.Package) -> None:
    view = build(tiny, "gardens", type="timeline", group="planted", series="kind")
    assert [column.name for column in view.columns] == ["group", "series", "label"]
    assert view.lines[0]["label"] == "Palm court"


def test_months_are_words_of_the_language_and_a_year_alone_has_none(tiny: package.Package) -> None:
    view = build(tiny, "gardens", type="heat-map", group="planted", bin="month", series="planted", seriesBin="year")
    assert all(len(key) == 2 for key in view.frame["group_key"])
    assert view.left_out >= 1
    assert len(view.frame) + view.left_out == 3


def test_the_latest_date_of_the_sources_is_known(real: package.Package) -> None:
    view = views.build(Dataset(real).in_language("en"), "network-growth", READER)
    dates = [str(row.cells[name] or "") for row in view.sources for name in ("published", "accessed")]
    assert view.latest == max(dates)

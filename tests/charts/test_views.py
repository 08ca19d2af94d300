import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from charts import views
from charts.aggregation import Mark
from datapackage import descriptor as package
from datapackage.rows import Dataset, follow
from tests.helpers.figures import other_view
from tests.helpers.packages import READERS

READER = READERS["en"]
STEP: dict[str, Any] = {
    "type": "step", "group": "year", "value": "kilograms", "preferred": "preferred", "where": {"garden": "palm"},
}  # fmt: skip


def build(tiny: package.Package, resource: str, **spec: Any) -> views.View:
    title = "{max.group}: {max.value}, {total}, {nothing.here}"
    return other_view(tiny, READER, resource, title, **{"type": "bar", **spec})


def test_values_are_summed_by_group_with_their_sources(tiny: package.Package) -> None:
    view = views.build(Dataset(tiny).in_language("en"), "harvest-by-garden", READER)
    assert view.frame[["group", "value"]].values.tolist() == [["Palm court", 260.5], ["Fig terrace", 60.0]]
    assert view.title == "Palm court gave most: 260.5 kg"
    assert [source.key for source in view.sources] == ["survey-2024"]
    assert view.sources_of(view.marks[0]) == view.sources


def test_rows_are_counted_in_the_order_of_the_descriptor(tiny: package.Package) -> None:
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


def test_charts_that_count_rows_agree_with_the_tables(real: package.Package) -> None:
    counted = {name: declared for name, declared in real.views.items() if not declared.spec.value}
    assert counted
    for name, declared in counted.items():
        tables = Dataset(real).in_language("fr")
        view = views.build(tables, name, READER)
        rows = list(tables.select(declared.resource, declared.spec.where))
        assert view.frame["value"].sum() + view.left_out == len(rows), name


def test_the_columns_of_the_table_are_what_the_spec_names(tiny: package.Package) -> None:
    view = build(tiny, "gardens", type="timeline", group="planted", series="kind")
    assert [column.name for column in view.columns] == ["group", "series", "label"]
    assert view.marks[0].label == "Palm court"


def test_months_are_words_of_the_language_and_a_year_alone_has_none(tiny: package.Package) -> None:
    view = build(tiny, "gardens", type="heat-map", group="planted", bin="month", series="planted", seriesBin="year")
    assert all(len(key) == 2 for key in view.frame["group_key"])
    assert view.left_out >= 1
    assert len(view.frame) + view.left_out == 3


def test_the_latest_source_comes_first_and_undated_ones_last(tiny_copy: Path) -> None:
    file = tiny_copy / "data" / "sources.csv"
    almanac = {"": ["survey-2024", "almanac"], "2025": ["almanac", "survey-2024"]}
    written = file.read_text(encoding="utf-8")
    for published, order in almanac.items():
        file.write_text(written.replace("Example Press,,", f"Example Press,,{published}"), encoding="utf-8")
        view = build(package.load(tiny_copy / "datapackage.json"), "gardens", group="kind")
        assert [source.key for source in view.sources] == order
        assert [source.key for source in view.sources_of(view.marks[0])] == order


def test_the_field_of_the_source_is_the_one_that_the_view_names(tiny: package.Package) -> None:
    """The harvest of the fig terrace and of the palm court, by the sources of the gardens."""
    by_garden = build(tiny, "harvests", group="garden", value="kilograms", source="garden.source")
    assert [source.key for source in by_garden.sources] == ["survey-2024"]
    by_harvest = build(tiny, "harvests", group="garden", value="kilograms")
    assert [source.key for source in by_harvest.sources] == ["survey-2024", "almanac"]


def test_a_table_without_sources_can_be_drawn(tiny: package.Package) -> None:
    assert build(tiny, "sources", group="publisher").sources == []


def test_the_latest_date_of_the_sources_is_known(tiny: package.Package) -> None:
    assert build(tiny, "harvests", group="garden", value="kilograms").latest == "2024-02-01"


def test_marks_are_records_with_the_rows_of_their_sources(tiny: package.Package) -> None:
    view = build(tiny, "harvests", type="range", group="garden", value="kilograms", preferred="preferred")
    assert view.marks[2] == Mark("", "", "palm", "Palm court", "", "", "", "", "", 138.0, False, ("almanac",))
    assert [source.key for source in view.sources_of(view.marks[2])] == ["almanac"]


@pytest.mark.parametrize("bin_", ["year", "month"])
def test_a_partial_date_is_named_by_its_year_or_month(tiny: package.Package, bin_: str) -> None:
    view = build(tiny, "gardens", group="planted", bin=bin_)
    assert (
        view.frame[["group_key", "group"]].values.tolist()
        == {
            "year": [["2019", "2019"], ["2021", "2021"]],
            "month": [["03", "March"]],
        }[bin_]
    )


def test_the_date_at_which_a_source_was_read_does_not_count(tiny_copy: Path) -> None:
    data = tiny_copy / "data"
    schema = json.loads((data / "sources.schema.json").read_text(encoding="utf-8"))
    published = next(item for item in schema["fields"] if item["name"] == "published")
    schema["fields"].append({**published, "name": "accessed"})
    (data / "sources.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    header, *lines = (data / "sources.csv").read_text(encoding="utf-8").splitlines()
    read = "\n".join([f"{header},accessed", *(f"{line},2026-11" for line in lines)])
    (data / "sources.csv").write_text(read, encoding="utf-8")
    tiny = package.load(tiny_copy / "datapackage.json")
    assert build(tiny, "harvests", group="garden", value="kilograms").latest == "2024-02-01"


@pytest.mark.parametrize(
    ("resource", "spec", "conditions"),
    [
        ("gardens", {"group": "kind"}, [{"kind": "public"}, {"kind": "private"}]),
        ("gardens", {"group": "planted", "bin": "year"}, [{"planted": "2019"}, {"planted": "2021"}]),
        ("gardens", {"group": "planted"}, [None, None]),  # a month is not all that begins with its year
        (
            "gardens",
            {"type": "heat-map", "group": "planted", "bin": "month", "series": "planted", "seriesBin": "year"},
            [{"planted": "2019-03"}],
        ),
        (
            "harvests",
            {"group": "garden", "series": "garden.kind", "where": {"preferred": True}},
            [
                {"preferred": True, "garden": "palm", "garden.kind": "public"},
                {"preferred": True, "garden": "fig", "garden.kind": "private"},
            ],
        ),
        ("harvests", {"group": "id", "top": 2}, [{"id": "fig-2023"}, {"id": "palm-2022"}, None]),
        ("harvests", {"group": "garden", "value": "kilograms"}, [None, None]),
        ("gardens", {"type": "timeline", "group": "planted", "series": "kind"}, [None, None]),
    ],
)
def test_a_mark_that_counts_says_which_rows(
    tiny: package.Package, resource: str, spec: dict[str, Any], conditions: list[dict[str, object] | None]
) -> None:
    view = build(tiny, resource, **spec)
    assert [views.where_of(tiny, view, mark) for mark in view.marks] == conditions
    for mark, where in zip(view.marks, conditions, strict=True):
        if where and "planted" not in where:
            assert len(list(Dataset(tiny).in_language("en").select(resource, where))) == mark.value


def test_a_mark_of_the_unknown_asks_for_empty_cells(tiny: package.Package) -> None:
    view = build(tiny, "gardens", group="kind", series="planted", seriesBin="year")
    assert {"kind": "public", "planted": None} in [views.where_of(tiny, view, mark) for mark in view.marks]


def test_a_later_addition_is_no_figure_of_the_title(tiny: package.Package) -> None:
    title = "{first.value}, {last.value}, {max.value}, {total} and {reported.value}"
    view = other_view(tiny, READER, "harvests", title, **{**STEP, "reported": {"garden": "fig"}})
    assert view.title == "120, 140.5, 140.5, 260.5 and 60"
    added = view.marks[-1]
    assert (added.reported, added.value, added.label) == (True, 60.0, "\u2066+60\u2069, new total not published")
    assert [mark.reported for mark in view.marks[:-1]] == [False] * 3


def test_an_addition_that_a_later_figure_counts_is_not_drawn(tiny: package.Package) -> None:
    view = build(tiny, "harvests", **{**STEP, "where": {"garden": "fig"}, "reported": {"id": "palm-2022"}})
    assert [mark.reported for mark in view.marks] == [False]


def test_only_a_step_has_additions_and_those_not_shown_first_have_no_part(tiny: package.Package) -> None:
    assert (
        not build(tiny, "harvests", **{**STEP, "type": "line", "reported": {"garden": "fig"}}).frame["reported"].any()
    )
    other = build(tiny, "harvests", **{**STEP, "reported": {"id": "palm-2023-b"}})
    assert not other.frame["reported"].any()


def test_series_by_age_stand_from_the_recent_to_the_undated(tiny: package.Package) -> None:
    of = replace(tiny, descriptor={**tiny.descriptor, "version": "2021.12.31"})
    title = "{series.recent} of {total}, {series.older} older"
    view = other_view(of, READER, "gardens", title, type="stacked-bar", group="kind", series="planted", seriesBin="age")
    assert list(view.series) == ["recent", "older", ""]
    assert view.title == "1 of 3, 1 older"


def test_no_row_of_an_age_is_a_zero_in_the_title(tiny: package.Package) -> None:
    title = "{series.recent} recent"
    view = other_view(
        tiny, READER, "gardens", title, type="stacked-bar", group="kind", series="planted", seriesBin="age"
    )
    assert view.title == "0 recent"


def test_series_of_dates_stand_in_their_order(tiny: package.Package) -> None:
    view = build(tiny, "harvests", type="grouped-bar", group="kilograms", series="year", value="kilograms")
    assert list(view.series) == ["2022", "2023"]
    turned = build(tiny, "harvests", type="grouped-bar", group="year", series="garden.planted", value="kilograms")
    assert list(turned.series) == ["2019-03", "2021"]


def test_rows_that_are_not_drawn_are_named(tiny: package.Package) -> None:
    spec = {"type": "timeline", "group": "planted", "series": "kind"}
    assert (
        other_view(tiny, READER, "gardens", **spec).left_out_words
        == "1 row of unknown date or place is not shown here."
    )
    declared = {"name": "v", "title": "v", "resources": ["gardens"], "spec": spec, "leftOut": "Unplanted: {n}"}
    own = replace(tiny, descriptor={**tiny.descriptor, "views": [declared]})
    assert views.build(Dataset(own).in_language("en"), "v", READER).left_out_words == "Unplanted: 1"
    assert build(tiny, "gardens", group="kind").left_out_words == ""


def test_the_latest_date_is_not_before_what_is_drawn(tiny: package.Package) -> None:
    spec: dict[str, Any] = {"type": "timeline", "group": "planted", "series": "kind", "where": {"id": "fig"}}
    view = build(tiny, "gardens", **spec)
    assert view.latest == "2024-02-01"
    assert replace(view, sources=[]).latest == "2021"
    before = replace(tiny, descriptor={**tiny.descriptor, "version": "2020.1.1"})
    assert replace(build(before, "gardens", **spec), sources=[]).latest == ""


def test_an_empty_cell_can_be_asked_for(tiny: package.Package) -> None:
    view = build(tiny, "gardens", group="kind", where={"planted": None})
    assert view.frame["value"].sum() == 1


def test_real_views_draw_figures_of_one_scope_and_length(real: package.Package) -> None:
    """Of an area, a unit, a part covered and a length of period; what is read at a date has no length."""
    tables = Dataset(real).in_language("en")
    drawn = {name: each for name, each in real.views.items() if each.resource == "observations"}
    assert drawn
    for name, each in drawn.items():
        rows = list(tables.select(each.resource, each.spec.where))
        scopes = {(row["area"], follow(row, "indicator.unit")) for row in rows}
        assert len(scopes) == 1, name
        if "subset" not in each.spec.paths.values():
            assert len({row["subset"] for row in rows}) == 1, name
        spans = {(len(str(row["period_start"])), len(str(row["period_end"]))) for row in rows}
        assert len(spans) == 1 or all(row["period_start"] == row["period_end"] for row in rows), name
        assert None not in {row["period_end"] for row in rows}, name

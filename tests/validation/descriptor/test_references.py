"""Names in the descriptor that lead to something else in it."""

from pathlib import Path
from typing import Any

import pytest

from datapackage.descriptor import load
from tests.helpers.packages import ROOT, TINY
from tests.helpers.spoiling import Edit, after, gardens, harvests, put, spec
from validation.descriptor.completeness import CHART_TYPES, read_descriptor
from validation.descriptor.references import check_references

PAGES = {"path": "plots", "slug": "id", "template": "garden", "lists": {"harvests": "harvests.garden"}}


@pytest.mark.parametrize(
    ("edit", "code", "column"),
    [
        (
            put(spec, type="region-map", geometry="nowhere", geometryKey="code"),
            "resource-unknown",
            "views.harvest-by-garden.spec.geometry",
        ),
        (
            put(spec, type="region-map", geometry="gardens"),
            "property-missing",
            "views.harvest-by-garden.spec",
        ),
        (put(spec, type="stacked-bar"), "property-missing", "views.harvest-by-garden.spec"),
        (put(spec, facet="gardn"), "field-unknown", "views.harvest-by-garden.spec.facet"),
        (put(harvests, page="x/", facets=["year", "garden.knd"]), "field-unknown", "resources.harvests.facets.1"),
        (put(harvests, page="x/", facets=["year.kind"]), "field-no-key", "resources.harvests.facets.0"),
        (put(harvests, facets=["garden.kind"]), "property-missing", "resources.harvests"),
        (put(harvests, page="x/", sortBy=["year", "garden.nam"]), "field-unknown", "resources.harvests.sortBy.1"),
        (put(harvests, sortBy=["garden.name"]), "property-missing", "resources.harvests"),
        (put(harvests, page="x/", facets="year"), "property-type", "resources.harvests.facets"),
        (
            put(spec, type="tile-map", grid="gardens", gridKey="idd"),
            "field-unknown",
            "views.harvest-by-garden.spec.grid",
        ),
        (put(spec, sort="size"), "property-value", "views.harvest-by-garden.spec.sort"),
        (put(spec, aggregate="average"), "property-value", "views.harvest-by-garden.spec.aggregate"),
        (put(spec, top=0), "property-type", "views.harvest-by-garden.spec.top"),
        (put(spec, series="garden", seriesBin="age"), "field-type", "views.harvest-by-garden.spec.series"),
        (
            put(spec, series="garden.planted", seriesBin="days"),
            "property-value",
            "views.harvest-by-garden.spec.seriesBin",
        ),
        (put(spec, reported={"gardn": "fig"}), "field-unknown", "views.harvest-by-garden.spec.reported.gardn"),
        (
            put(spec, reported={"garden.kind": "publc"}),
            "value-unknown",
            "views.harvest-by-garden.spec.reported.garden.kind",
        ),
        (lambda d: d["resources"].append(gardens(d)), "name-repeated", "resources.gardens"),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0]["reference"].update(resource="garden"),
            "resource-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0]["reference"].update(fields=["idd"]),
            "field-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0].update(fields=["gardn"]),
            "field-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            put(lambda d: gardens(d)["schema"], primaryKey=["ids"]),
            "field-unknown",
            "resources.gardens.schema.primaryKey",
        ),
        (
            put(lambda d: gardens(d)["schema"], uniqueKeys=[["id", "x"]]),
            "field-unknown",
            "resources.gardens.schema.uniqueKeys",
        ),
        (
            put(gardens, rowPages={**PAGES, "search": ["harvest"]}),
            "list-unknown",
            "resources.gardens.rowPages.search.0",
        ),
        (
            put(gardens, rowPages={**PAGES, "find": {"names": ["name_en"], "marked": "harvest"}}),
            "list-unknown",
            "resources.gardens.rowPages.find.marked",
        ),
        (put(gardens, label="nam"), "field-unknown", "resources.gardens.label"),
        (put(gardens, beside=["kind", "knd"]), "field-unknown", "resources.gardens.beside.1"),
        (
            put(gardens, expected=[{"rows": 3, "where": {"kin": "public"}}]),
            "field-unknown",
            "resources.gardens.expected.0.where.kin",
        ),
        (
            put(gardens, expected=[{"minRows": 0, "where": {"kind": ["public", "publik"]}}]),
            "value-unknown",
            "resources.gardens.expected.0.where.kind",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(key=["garden", "yer"]),
            "field-unknown",
            "resources.harvests.conflicts.key",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(reason="why"),
            "field-unknown",
            "resources.harvests.conflicts.reason",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(preferred="year"),
            "field-type",
            "resources.harvests.conflicts.preferred",
        ),
        (put(spec, type="pie"), "chart-type", "views.harvest-by-garden.spec.type"),
        (put(spec, group="garden.knd"), "field-unknown", "views.harvest-by-garden.spec.group"),
        (put(spec, group="garde.kind"), "field-unknown", "views.harvest-by-garden.spec.group"),
        (put(spec, series="year.kind"), "field-no-key", "views.harvest-by-garden.spec.series"),
        (put(spec, value="garden"), "field-type", "views.harvest-by-garden.spec.value"),
        (
            put(spec, where={"garden.kind": "publc"}),
            "value-unknown",
            "views.harvest-by-garden.spec.where.garden.kind",
        ),
        (
            lambda d: d["views"][0].update(resources=["harvest"]),
            "resource-unknown",
            "views.harvest-by-garden.resources",
        ),
    ],
)
def test_one_fault_one_problem(tiny_copy: Path, edit: Edit, code: str, column: str | None) -> None:
    found = after(tiny_copy, edit)
    assert (code, column) in {(problem.code, problem.column) for problem in found}
    # Words may be told missing in each language; no more.
    assert {problem.code for problem in found} == {code}


def test_options_are_those_of_the_step(tiny_copy: Path) -> None:
    (problem,) = after(tiny_copy, put(spec, group="garden.knd"))
    assert problem.details["resource"] == "gardens"
    assert problem.details["nearest"] == "kind"
    assert "planted" in str(problem.details["options"])


NEEDED = {"series": "year", "facet": "garden", "geometry": "gardens", "geometryKey": "id"}


@pytest.mark.parametrize("kind", [kind for kind in CHART_TYPES if kind != "tile-map"])  # no grid in the tiny package
def test_chart_types_pass(tiny_copy: Path, kind: str) -> None:
    assert after(tiny_copy, put(spec, type=kind, group="garden.kind", **NEEDED)) == []


def test_paths_follow_keys_and_own_properties_pass(tiny_copy: Path) -> None:
    def edit(d: Any) -> None:
        spec(d).update(group="garden.kind", where={"garden.kind": ["public"]}, source="source")
        gardens(d)["label"] = "name_en"
        d["x-note"] = "ours"

    assert after(tiny_copy, edit) == []


@pytest.mark.parametrize("folder", [TINY, ROOT], ids=["tiny", "real"])
def test_every_name_of_a_sound_descriptor_leads_somewhere(folder: Path) -> None:
    path = folder / "datapackage.json"
    assert list(check_references(read_descriptor(path), load(path))) == []


def test_every_fault_is_told_with_its_line(tiny_copy: Path) -> None:
    def edit(d: Any) -> None:
        d["views"].append(d["views"][0])
        gardens(d)["label"] = "nam"
        harvests(d)["schema"]["primaryKey"] = ["id", "no"]
        spec(d)["group"] = "garden.source.titel"

    after(tiny_copy, edit)
    path = tiny_copy / "datapackage.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = list(check_references(read_descriptor(path), load(path)))
    assert [(problem.code, problem.column) for problem in found] == [
        ("name-repeated", "views.harvest-by-garden"),
        ("field-unknown", "resources.gardens.label"),
        ("field-unknown", "resources.harvests.schema.primaryKey"),
        ("field-unknown", "views.harvest-by-garden.spec.group"),
        ("field-unknown", "views.harvest-by-garden.spec.group"),
    ]
    assert [lines[(problem.line or 0) - 1].strip().strip(",") for problem in found[1:]] == [
        '"label": "nam"',
        '"primaryKey": [',
        '"group": "garden.source.titel"',
        '"group": "garden.source.titel"',
    ]
    assert {problem.details["nearest"] for problem in found[3:]} == {"title"}


def test_an_age_needs_the_day_of_the_version(tiny_copy: Path) -> None:
    def undated(d: Any) -> None:
        spec(d).update(series="garden.planted", seriesBin="age")
        d["version"] = "1.0"

    assert [(problem.code, problem.details["property"]) for problem in after(tiny_copy, undated)] == [
        ("property-missing", "created")
    ]


def test_an_empty_cell_is_a_condition(tiny_copy: Path) -> None:
    assert after(tiny_copy, put(spec, where={"garden.kind": None, "garden.planted": [None, "2021"]})) == []

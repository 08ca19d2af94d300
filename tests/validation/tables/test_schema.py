"""Rows judged by the Table Schema: types, constraints, keys."""

import copy
from pathlib import Path
from typing import Any

import pytest
from frictionless import Schema
from frictionless.resources import TableResource
from hypothesis import given, settings
from hypothesis import strategies as st

from datapackage.descriptor import ForeignKey
from datapackage.table import Table
from tests.helpers.spoiling import LANGUAGES, after, places, put, table
from tests.helpers.spoiling import field as field_of
from validation.problems import Problem
from validation.tables.schema import TABLE_SCHEMA, check_schema


def judged(*tables: Table) -> list[Problem]:
    return list(check_schema({each.resource.name: each for each in tables}, LANGUAGES))


@pytest.mark.parametrize(
    ("field", "cell", "code", "details"),
    [
        ({"type": "integer"}, "380 787", "number", {"corrected": "380787"}),
        ({"type": "number"}, "12 km", "number", {"corrected": "12"}),
        ({"type": "date"}, "05/06/2021", "date", {"corrected": "2021-06-05"}),
        ({"type": "year"}, "soon", "type", {"type": "year/default"}),
        ({"format": "email"}, "nobody", "type", {"type": "string/email"}),
        ({"constraints": {"required": True}}, "", "required", {"field": "v"}),
        ({"type": "integer", "constraints": {"minimum": 0}}, "-5", "range", {"limit": "≥ 0"}),
        ({"type": "number", "constraints": {"exclusiveMaximum": 1}}, "1", "range", {"limit": "< 1"}),
        ({"constraints": {"maxLength": 2}}, "abc", "length", {"limit": "≤ 2"}),
        ({"constraints": {"pattern": "[a-z]+"}}, "A", "pattern", {"example": "[a-z]+"}),
        ({"constraints": {"pattern": "[a-z]+"}, "example": "abc"}, "A", "pattern", {"example": "abc"}),
    ],
)
def test_cell(field: dict[str, Any], cell: str, code: str, details: dict[str, str]) -> None:
    (problem,) = judged(
        table({"id": {}, "v": field}, "x,", f"y,{cell}") if cell else table({"id": {}, "v": field}, "x,a", "y,")
    )
    assert (problem.code, problem.file, problem.line, problem.column) == (code, "data/a.csv", 4, "v")
    assert problem.details == details
    assert problem.value == cell


def test_enum_lists_labels_and_suggests() -> None:
    categories = [{"value": "commune", "label": "جماعة", "label@en": "Commune"}, {"value": "region"}]
    field = {"constraints": {"enum": ["commune", "region"]}, "categories": categories}
    (problem,) = judged(table({"kind": field}, "Comune"))
    assert problem.details["nearest"] == "commune"
    assert problem.details["allowed"] == {
        "ar": "commune (جماعة), region",
        "en": "commune (Commune), region",
    }


def test_keys() -> None:
    unique = {"constraints": {"unique": True}}
    of_keys = table({"id": unique, "code": unique}, "a,1", "b,1", "a,2", schema={"primaryKey": ["id"]})
    assert places(judged(of_keys)) == [("unique", 4, "code", "1"), ("primary-key", 6, "id", "a")]
    assert [problem.details["first"] for problem in judged(of_keys)] == [2, 2]


def test_key_of_two_fields() -> None:
    found = judged(
        table({"a": {}, "b": {}, "c": {}}, "1,2,x", "1,3,x", "1,2,x", ",,x", schema={"primaryKey": ["a", "b"]})
    )
    assert [(problem.code, problem.details.get("key")) for problem in found] == [
        ("primary-key", "1/2"),
        ("primary-key-empty", None),
    ]


def test_required_key_is_reported_once() -> None:
    field = {"constraints": {"required": True}}
    assert places(judged(table({"id": field, "b": {}}, ",x", schema={"primaryKey": ["id"]}))) == [
        ("required", 2, "id", "")
    ]


def linked(*rows: str, target: str = "b") -> Table:
    links = (ForeignKey("place", target, "id"), ForeignKey("source", "b", "id"))
    return table({"id": {}, "place": {}, "source": {}}, *rows, links=links)


def test_foreign_key_names_the_right_field_and_the_nearest() -> None:
    target = table({"id": {}}, "rabat", "settat", name="b")
    (problem,) = judged(linked("x,rabat,settat", "y,,rabatt"), target)
    assert places([problem]) == [("foreign-key", 4, "source", "rabatt")]
    assert problem.details == {"target": "data/b.csv", "reference": "id", "nearest": "rabat"}


def test_foreign_key_to_itself() -> None:
    found = judged(linked("x,x,", "y,z,", target="a"), table({"id": {}}, "x", name="b"))
    assert places(found) == [("foreign-key", 4, "place", "z")]


def test_foreign_key_into_a_broken_file_is_not_judged() -> None:
    assert judged(linked("x,nowhere,nowhere")) == []
    assert judged(linked("x,nowhere,nowhere"), table({"id": {}}, "rabat", name="b", intact=False)) == []


def test_nearest_is_not_sought_for_what_is_only_counted() -> None:
    target = table({"id": {}}, "rabat", name="b")
    found = judged(linked(*(f"{index},rabbat," for index in range(30))), target)
    assert [problem.details["nearest"] for problem in found] == ["rabat"] * 20 + ["—"] * 10


def test_schema_that_frictionless_refuses_is_not_lost() -> None:
    found = judged(table({"id": {"type": "strng"}}, "x"), table({"id": {"type": "integer"}}, "x", name="b"))
    assert [(problem.code, problem.file) for problem in found] == [
        ("schema", "data/a.csv"),
        ("number", "data/b.csv"),
    ]


def test_of_a_sound_table_only_the_keys_are_judged() -> None:
    tables = {
        "a": linked("x,nowhere,"),
        "b": table({"id": {}}, "rabat", "rabat", name="b", schema={"primaryKey": ["id"]}),
    }
    assert [each.code for each in check_schema(tables, LANGUAGES)] == ["foreign-key", "primary-key"]
    assert [each.code for each in check_schema(tables, LANGUAGES, {"b"})] == ["foreign-key"]


_FIELDS: dict[str, dict[str, Any]] = {
    "id": {"constraints": {"required": True}},
    "kind": {"constraints": {"enum": ["a", "b"]}},
    "code": {"constraints": {"pattern": "[a-z]{2}", "unique": True}},
    "whole": {"type": "integer", "constraints": {"minimum": 0, "maximum": 9}},
    "part": {"type": "number", "constraints": {"minimum": 0}},
    "day": {"type": "date"},
    "truth": {"type": "boolean"},
    "short": {"constraints": {"maxLength": 3, "minLength": 2}},
    "parent": {},
}
_cell = st.sampled_from(
    ["", "a", "b", "ab", "abcd", "0", "7", "12", "-1", "1.5", "NaN", "true", "1", "2021-05-05", "2021-02-30", "x"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_cell, min_size=len(_FIELDS), max_size=len(_FIELDS)), min_size=1, max_size=6))
def test_same_verdict_as_frictionless(rows: list[list[str]]) -> None:
    """Row by row, what Frictionless refuses is refused here, and nothing else."""
    rows = [row for row in rows if any(row)] or [["a"] * len(_FIELDS)]
    fields = [{"name": name, "type": "string", **more} for name, more in _FIELDS.items()]
    key = {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}
    schema = {"$schema": TABLE_SCHEMA, "fields": fields, "primaryKey": ["id"], "foreignKeys": [key]}
    resource = TableResource(
        name="a", data=[list(_FIELDS), *copy.deepcopy(rows)], schema=Schema.from_descriptor(schema)
    )
    report = resource.validate(limit_errors=10_000)
    theirs = {getattr(error, "row_number", None) for task in report.tasks for error in task.errors}
    lines = {2 + 2 * index: 2 + index for index in range(len(rows))}
    link = (ForeignKey("parent", "a", "id"),)
    ours = judged(table(_FIELDS, *(",".join(row) for row in rows), links=link, schema={"primaryKey": ["id"]}))
    assert {lines[problem.line or 0] for problem in ours} == theirs


def test_alternatives_in_a_pattern_are_anchored(tiny_copy: Path) -> None:
    found = after(tiny_copy, put(lambda d: field_of(d, "kind")["constraints"], pattern="public|priv"))
    assert [(problem.code, problem.line, problem.value) for problem in found] == [("pattern", 3, "private")]
    assert list(check_schema({}, ("en",))) == []


@pytest.mark.parametrize("bound", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
@pytest.mark.parametrize("value", [[], "x", True, 1.5])
def test_bound_that_its_field_cannot_hold_is_not_lost(bound: str, value: object) -> None:
    found = judged(table({"n": {"type": "integer", "constraints": {bound: value}}}, "3"))
    assert [(problem.code, problem.line) for problem in found] == [("schema", None)]


@pytest.mark.parametrize("written", ["1", "1.0", "01 ", "tanger", "TANGER", "Tanger"])
def test_a_key_is_suggested_by_how_else_it_is_written(written: str) -> None:
    regions = table({"id": {}, "name": {}}, "01,Tanger", "02,Oriental", "11,Fès", name="b")
    link = ForeignKey("region", "b", "id")
    rows = table({"region": {}}, written, links=(link,))
    (problem,) = check_schema({"a": rows, "b": regions}, LANGUAGES)
    assert (problem.code, problem.details["nearest"]) == ("foreign-key", "01")

"""Rows judged by the Table Schema: types, constraints, keys."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from spoiling import LANGUAGES, after, places, put, table
from spoiling import field as field_of

from check_schema import Bench, Fault, check_schema, translate
from check_tables import Table
from package import ForeignKey
from problems import Problem


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


@pytest.mark.parametrize(
    "error",
    [
        SimpleNamespace(type="future-error", note="new in 6.0"),
        SimpleNamespace(type="constraint-error", note="new wording", field_name="id"),
        SimpleNamespace(type="constraint-error", note='constraint "jsonSchema" is "x"', field_name="id"),
    ],
)
def test_unknown_errors_are_not_lost(error: SimpleNamespace) -> None:
    of_row = table({"id": {}}, "x")
    (problem,) = translate(Fault(error, of_row, of_row.records[0]), Bench({}, LANGUAGES))
    assert (problem.code, problem.line) == ("schema", 2)
    assert problem.details == {"type": error.type, "message": error.note}


def test_alternatives_in_a_pattern_are_anchored(tiny_copy: Path) -> None:
    found = after(tiny_copy, put(lambda d: field_of(d, "kind")["constraints"], pattern="public|priv"))
    assert [(problem.code, problem.line, problem.value) for problem in found] == [("pattern", 3, "private")]
    assert list(check_schema({}, ("en",))) == []


@pytest.mark.parametrize("bound", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
@pytest.mark.parametrize("value", [[], "x", True, 1.5])
def test_bound_that_its_field_cannot_hold_is_not_lost(bound: str, value: object) -> None:
    found = judged(table({"n": {"type": "integer", "constraints": {bound: value}}}, "3"))
    assert [(problem.code, problem.line) for problem in found] == [("schema", None)]

"""Rows of typed tables: the Table Schema, expected counts, keys, disagreements."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_rows import check_rows
from check_schema import Bench, Fault, check_schema, translate
from check_tables import Record, Table
from package import Field, ForeignKey, Resource
from problems import Problem

LANGUAGES = ("ar", "en")


def table(
    fields: Mapping[str, Mapping[str, Any]],
    *rows: str,
    name: str = "a",
    links: tuple[ForeignKey, ...] = (),
    intact: bool = True,
    schema: Mapping[str, Any] | None = None,
    **descriptor: object,
) -> Table:
    listed = [{"name": each, "type": "string", **more} for each, more in fields.items()]
    whole = {"fields": listed, **(schema or {})}
    key = tuple(whole.get("primaryKey", ()))
    resource = Resource(
        name,
        f"data/{name}.csv",
        tuple(Field(str(each["name"]), str(each["type"]), each) for each in listed),
        key,
        links,
        {"schema": whole, **descriptor},
    )
    # Every row takes two lines of the file, so that row numbers are not line numbers.
    records = [Record(2 + 2 * index, row.split(",")) for index, row in enumerate(rows)]
    return Table(resource, records, intact)


def judged(*tables: Table) -> list[Problem]:
    return list(check_schema({each.resource.name: each for each in tables}, LANGUAGES))


def places(
    problems: Iterator[Problem] | list[Problem],
) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(problem.code, problem.line, problem.column, problem.value) for problem in problems]


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
        table({"id": {}, "v": field}, "x,", f"y,{cell}")
        if cell
        else table({"id": {}, "v": field}, "x,a", "y,")
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
        table(
            {"a": {}, "b": {}, "c": {}}, "1,2,x", "1,3,x", "1,2,x", ",,x", schema={"primaryKey": ["a", "b"]}
        )
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


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ({"rows": 3}, None),
        ({"minRows": 2}, None),
        ({"rows": 4}, "rows-missing"),
        ({"minRows": 4}, "rows-missing"),
        ({"rows": 2}, "rows-extra"),
        ({"where": {"kind": "x"}, "rows": 2}, None),
        ({"where": {"kind": ["x", "y"], "open": True}, "rows": 2}, None),
        ({"where": {"kind": "x", "n": 2}, "rows": 2}, "rows-missing"),
        ({"where": {"nowhere": "x"}, "rows": 2}, None),
    ],
)
def test_expected(expected: dict[str, Any], code: str | None) -> None:
    fields: dict[str, dict[str, Any]] = {"kind": {}, "open": {"type": "boolean"}, "n": {"type": "integer"}}
    counted = table(fields, "x,true,1", "x,false,2", "y,true,many", expected=[expected])
    assert [problem.code for problem in check_rows(counted, LANGUAGES)] == ([code] if code else [])


def test_count_says_counted_expected_and_which() -> None:
    counted = table({"kind": {}}, "x", expected=[{"where": {"kind": ["x", "y"]}, "minRows": 7}])
    (problem,) = check_rows(counted, LANGUAGES)
    assert problem.details == {"counted": 1, "expected": 7, "where": "kind = x | y"}


def test_counts_are_left_alone_where_a_row_was_not_read() -> None:
    assert list(check_rows(table({"a": {}}, "x", expected=[{"rows": 2}], intact=False), LANGUAGES)) == []


def test_unique_keys() -> None:
    keys = {"uniqueKeys": [["a", "b"], ["nowhere"]]}
    found = check_rows(table({"a": {}, "b": {}}, "1,2", "1,3", "1,2", ",", ",", schema=keys), LANGUAGES)
    assert places(found) == [("unique-key", 6, "a", "1/2")]


def conflicting(*rows: str, **more: str) -> list[Problem]:
    fields: dict[str, dict[str, Any]] = {
        "day": {},
        "wave": {},
        "n": {"type": "number"},
        "best": {"type": "boolean"},
        "why_ar": {},
        "why_en": {},
    }
    rule = {"key": ["day", "wave"], "value": "n", "preferred": "best", **more}
    return list(check_rows(table(fields, *rows, conflicts=rule), LANGUAGES))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["d,,1,false,,", "d,,1.0,false,,"], []),  # the same figure twice
        (["d,,1,false,,", "d,w,2,false,,"], []),  # an empty cell of the key is a value
        (["d,,1,true,,", "d,,2,false,,"], []),
        (["d,,1,true,,", "d,,,false,,"], []),  # an unknown figure contradicts nothing
        (["d,,1,false,,", "d,,2,false,,"], [("conflict-undecided", 2)]),
        (["d,,1,true,,", "d,,2,true,,"], [("conflict-several", 4)]),
    ],
)
def test_conflicts(rows: list[str], expected: list[tuple[str, int]]) -> None:
    assert [(problem.code, problem.line) for problem in conflicting(*rows)] == expected


def test_reason_in_every_language() -> None:
    rows = ["d,,1,true,لأنه أحدث,", "d,,2,false,,"]
    found = conflicting(*rows, reason="why")
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        ("conflict-reason", 2, "why_en")
    ]
    assert conflicting(*rows) == []
    assert conflicting(*rows, value="nowhere") == []


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.booleans())))
def test_a_conflict_is_settled_by_exactly_one(figures: list[tuple[str, int, bool]]) -> None:
    rows = [f"{key},,{number},{str(best).lower()},," for key, number, best in figures]
    unsettled = {
        key
        for key in "ab"
        if len({number for each, number, _ in figures if each == key}) > 1
        and sum(best for each, _, best in figures if each == key) != 1
    }
    assert bool(conflicting(*rows)) == bool(unsettled)


def test_lines_of_the_file_are_used() -> None:
    assert Path(table({"a": {}}, "x").file).name == "a.csv"

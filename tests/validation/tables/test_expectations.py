"""Rows of typed tables taken together: expected counts, keys, disagreements."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.spoiling import LANGUAGES, places, table
from validation.problems import Problem
from validation.tables.expectations import check_rows


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
    assert [(problem.code, problem.line, problem.column) for problem in found] == [("conflict-reason", 2, "why_en")]
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

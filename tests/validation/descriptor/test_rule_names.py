"""Names in the rules of a schema that lead to nothing."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.packages import ROOT
from tests.helpers.ruled_package import VOTE, package
from validation.validate import validate


@pytest.mark.parametrize(
    ("rule", "code", "column"),
    [
        ({"holds": {"stat": "draft"}}, "field-unknown", "holds.stat"),
        ({"holds": {"place.kin": "town"}}, "field-unknown", "holds.place.kin"),
        ({"where": {"state.kind": "x"}, "unique": ["id"]}, "field-no-key", "where.state.kind"),
        ({"matches": {"seen": "[0-9"}}, "pattern-invalid", "matches.seen"),
        ({"matches": {"sen": ".+"}}, "field-unknown", "matches.sen"),
        ({"same": ["place", "plce"]}, "field-unknown", "same"),
        ({"unique": ["plce"]}, "field-unknown", "unique"),
        ({"ongoing": "ende"}, "field-unknown", "ongoing"),
        ({"sum": {"parts": ["state"], "total": "end"}}, "field-type", "sum"),
        ({"total": {"value": "end", "path": "id", "parts": ["one"], "whole": "two"}}, "field-type", "total"),
        ({"exists": {**VOTE, "resource": "stepps"}}, "resource-unknown", "exists.resource"),
        ({"absent": {**VOTE, "match": {"plac": "place"}}}, "field-unknown", "absent.match.plac"),
        ({"absent": {**VOTE, "after": {"on": "sen"}}}, "field-unknown", "absent.after.on"),
        ({"absent": {**VOTE, "where": {"wat": "vote"}}}, "field-unknown", "absent.where.wat"),
        ({"severity": "grave", "unique": ["id"]}, "property-value", "severity"),
        ({"severity": "shown", "unique": ["id"]}, "property-missing", ""),
        ({"unique": ["id"], "ongoing": "end"}, "property-value", ""),
        ({"uniqe": ["id"]}, "property-misspelt", "uniqe"),
    ],
)
def test_a_name_that_leads_to_nothing(tmp_path: Path, rule: dict[str, Any], code: str, column: str) -> None:
    problems = validate(package(tmp_path, {"plans": [rule]}))
    at = f"resources.plans.schema.rules.a-rule.{column}".removesuffix(".")
    assert (code, at) in [(problem.code, problem.column) for problem in problems]


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    problems = validate(package(tmp_path, {"plans": [{"unique": ["id"]}, {"ongoing": "end"}]}))
    assert [(problem.code, problem.value) for problem in problems] == [("name-repeated", "a-rule")]


def test_the_rules_of_the_data_are_sound() -> None:
    assert [problem for problem in validate(ROOT / "datapackage.json") if problem.severity == "error"] == []

"""Rules as the descriptor writes them."""

from datapackage.rules import Related, Rule, Sum, Total


def test_a_rule_with_what_it_does_not_state() -> None:
    rule = Rule.of({"name": "a", "title": "t", "unique": ["day", "host"]})
    assert (rule.severity, rule.where, rule.holds, rule.matches) == ("error", {}, {}, {})
    assert rule.unique == ("day", "host")
    assert (rule.sum, rule.total, rule.exists, rule.absent, rule.ongoing) == (None, None, None, None, "")


def test_a_rule_with_the_parts_of_its_check() -> None:
    total = {"value": "n", "path": "kind", "parts": ["a", "b"], "whole": None}
    related = {"resource": "steps", "match": {"place": "place"}, "after": {"on": "seen"}}
    rule = Rule.of(
        {
            "name": "a",
            "severity": "shown",
            "sum": {"parts": ["m", "w"], "total": "n"},
            "total": total,
            "absent": related,
        }
    )
    assert rule.severity == "shown"
    assert rule.sum == Sum(("m", "w"), "n")
    assert rule.total == Total("n", "kind", ("a", "b"), None, ())
    assert rule.absent == Related("steps", {"place": "place"}, {}, {"on": "seen"})

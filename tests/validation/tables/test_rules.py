"""Rules across fields, rows and tables: each check on a small package, then each rule of the real one, broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from datapackage.descriptor import load
from datapackage.rows import Cells, Dataset
from datapackage.rules import Rule
from tests.helpers.packages import ROOT
from tests.helpers.ruled_package import STEPS, VOTE, package
from validation.problems import sentences
from validation.tables.rules import Outcome, outcome, outcomes
from validation.validate import examine


@pytest.mark.parametrize(
    ("table", "rule", "broken"),
    [
        ("places", {"holds": {"kind": ["region", "town"]}}, []),
        ("places", {"holds": {"kind": "town"}}, ["r"]),
        ("places", {"where": {"kind": "town"}, "holds": {"within.kind": "region"}}, []),
        ("places", {"where": {"kind": "town"}, "holds": {"within.kind": "town"}}, ["p", "q"]),
        ("places", {"where": {"kind": "region"}, "holds": {"within": None}}, []),
        ("places", {"holds": {"within": None}}, ["p", "q"]),
        ("plans", {"matches": {"seen": "[0-9]{4}(-[0-9]{2})?"}}, []),
        ("plans", {"matches": {"seen": "[0-9]{4}"}}, ["one"]),
        ("plans", {"matches": {"day": ".+"}}, ["two"]),
        ("plans", {"matches": {"place.kind": "to.+"}}, []),
        ("places", {"same": ["within", "within.id"]}, []),
        ("places", {"same": ["id", "within"]}, ["p", "q"]),
        ("places", {"sum": {"parts": ["men", "women"], "total": "people"}}, []),
        ("places", {"sum": {"parts": ["men", "men"], "total": "people"}}, ["r", "q"]),
        ("places", {"total": {"value": "people", "path": "id", "parts": ["p", "q"], "whole": "r"}}, []),
        ("places", {"total": {"value": "men", "path": "id", "parts": ["p", "r"], "whole": "q"}}, ["q"]),
        ("places", {"total": {"value": "men", "path": "id", "parts": ["p", "x"], "whole": "q"}}, []),
        ("places", {"total": {"value": "men", "path": "kind", "parts": ["town"], "whole": "region"}}, []),
        ("places", {"total": {"value": "men", "path": "within", "parts": ["r"], "whole": None, "by": ["id"]}}, []),
        ("plans", {"exists": VOTE}, []),
        ("plans", {"exists": {**VOTE, "where": {"what": "talk"}}}, ["one", "two"]),
        ("plans", {"exists": {**VOTE, "after": {"on": "seen"}}}, ["one", "two"]),
        ("plans", {"absent": VOTE}, ["one", "two"]),
        ("plans", {"absent": {**VOTE, "after": {"on": "day"}}}, []),
        ("plans", {"absent": {**VOTE, "after": {"on": "seen"}}}, []),
        ("steps", {"absent": {"resource": "plans", "match": {"place": "place"}, "after": {"seen": "on"}}}, ["s1"]),
        ("places", {"where": {"kind": "town"}, "unique": ["kind"]}, ["q"]),
        ("places", {"unique": ["kind", "id"]}, []),
        ("places", {"unique": ["within"]}, ["q"]),
        ("plans", {"ongoing": "end"}, ["one"]),
        ("plans", {"ongoing": "day"}, ["one"]),
    ],
)
def test_a_check_finds_the_rows_that_break_it(
    tmp_path: Path, table: str, rule: dict[str, Any], broken: list[str]
) -> None:
    read = load(package(tmp_path, {table: [rule]}))
    (found,) = outcomes(Dataset(read).in_language("en"))
    assert [breach.row.key for breach in found.breaches] == broken
    assert found.examined == sum(1 for _ in Dataset(read).in_language("en").select(table, rule.get("where")))


RULE = {"where": {"state": "draft"}, "holds": {"place.kind": "region"}}


def test_a_broken_rule_stops_the_build_and_says_where_and_why(tmp_path: Path) -> None:
    (problem,) = examine(package(tmp_path, {"plans": [RULE]})).problems
    assert (problem.code, problem.file, problem.line) == ("rule-holds", "plans.csv", 2)
    assert (problem.column, problem.value, problem.severity) == ("place", "p", "error")
    assert sentences(problem, "en")[0] == "The rule. In this row place.kind is “town”; expected: region."
    assert "a-rule" in sentences(problem, "ar")[1]


def test_a_warning_is_told_and_a_shown_rule_is_not(tmp_path: Path) -> None:
    told = examine(package(tmp_path, {"plans": [{**RULE, "severity": "warning"}]}))
    assert told.package
    assert [problem.severity for problem in told.problems] == ["warning"]
    words = {"label": "لا", "label@en": "no"}
    shown = examine(package(tmp_path, {"plans": [{**RULE, "severity": "shown", **words}]}))
    assert shown.package
    assert shown.problems == []


def test_rules_wait_until_the_tables_are_sound(tmp_path: Path) -> None:
    path = package(tmp_path, {"plans": [RULE]}, steps=STEPS.replace("s1,p", "s1,nowhere"))
    assert [problem.code for problem in examine(path).problems] == ["foreign-key"]


@pytest.mark.parametrize(
    ("table", "rule", "code"),
    [
        ("places", {"holds": {"kind": "town"}}, "rule-holds"),
        ("places", {"matches": {"kind": "x"}}, "rule-matches"),
        ("places", {"same": ["id", "within"]}, "rule-same"),
        ("places", {"sum": {"parts": ["men", "men"], "total": "people"}}, "rule-sum"),
        ("places", {"total": {"value": "men", "path": "id", "parts": ["p", "r"], "whole": "q"}}, "rule-sum"),
        ("places", {"unique": ["within"]}, "rule-unique"),
        ("plans", {"exists": {**VOTE, "where": {"what": "talk"}}}, "rule-exists"),
        ("plans", {"absent": VOTE}, "rule-absent"),
        ("plans", {"ongoing": "end"}, "rule-ongoing"),
    ],
)
def test_every_kind_of_breach_has_its_words(tmp_path: Path, table: str, rule: dict[str, Any], code: str) -> None:
    problems = examine(package(tmp_path, {table: [rule]})).problems
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        for language in ("ar", "fr", "en"):
            assert all("{" not in text for text in sentences(problem, language))


# A cell of the real data and a value that breaks a rule of its table: rule → resource, key of the row, changed cells.
BREAKING: dict[str, tuple[str, str, Cells]] = {
    "province-in-region": ("territories", "06.461", {"region": "05"}),
    "commune-in-region": ("territories", "06.461.01.15", {"region": "05"}),
    "population-parts": ("territories", "02", {"foreigners_2024": 1}),
    "official-evidence": ("members", "commune-temara", {"confidence": "official"}),
    "press-evidence": ("members", "commune-temara", {"confidence": "press"}),
    "counted-regions": ("members", "commune-temara", {"confidence": "counted"}),
    "lost-address": ("members", "commune-temara", {"confidence": "address_lost"}),
    "kept-address": ("members", "commune-safi", {"confidence": "official"}),
    "unofficial-copy": ("members", "commune-temara", {"confidence": "unofficial_copy"}),
    "inferred-says-why": ("members", "commune-temara", {"evidence_fr": "Ville membre."}),
    "wave-unknown": ("members", "commune-temara", {"wave_basis": "unknown"}),
    "primary-source": ("members", "commune-temara", {"source": "pam-1"}),
    "kinds-make-total": ("network_size", "members-communes-2025", {"value": 198}),
    "joined-make-total": ("network_size", "joined-communes-2025", {"value": 93}),
    "two-waves-make-126": ("network_size", "members-all-2024-04-07", {"value": 127}),
    "third-wave-makes-228": ("network_size", "members-all-2025", {"value": 229}),
    "adoption-of-a-programme": ("milestones", "programme-adopted-2025-09-08", {"date": "2025-09-09"}),
    "precision-day": ("workshops", "settat-cocreation-2023-05-17", {"date_start": "2023-05"}),
    "precision-month": ("workshops", "settat-cocreation-2023-05-17", {"date_precision": "month"}),
    "precision-year": ("workshops", "settat-cocreation-2023-05-17", {"date_precision": "year"}),
    "precision-unknown": ("workshops", "settat-cocreation-2023-05-17", {"date_precision": "unknown"}),
    "host-region": ("workshops", "settat-cocreation-2023-05-17", {"host_kind": "region"}),
    "host-province": ("workshops", "settat-cocreation-2023-05-17", {"host_kind": "province"}),
    "once": (
        "workshops",
        "settat-cocreation-2023-05-17",
        {"date_start": "2025-09-08", "host_territory": "01.331"},
    ),
    "adopted-since": (
        "programmes",
        "larache-province-2025",
        {"status": "drafting", "status_as_of": "2025-03", "adopted_on": None},
    ),
    "not-adopted-yet": ("programmes", "larache-province-2025", {"status": "drafting"}),
    "period-over": ("programmes", "ogp-agadir-2025-2027", {"period_end": "2025"}),
    "programme-of-a-member": ("programmes", "larache-province-2025", {"territory": "06.461"}),
    "project-of-a-member": ("programmes", "mdiq-2025-2026", {"territory": "06.461"}),
    "principle-not-stated": (
        "projects",
        "mdiq-petitions",
        {"principle_basis": "not_stated", "principle": "participation"},
    ),
    "listed-by-a-member": ("listed_projects", "1", {"territory": "06.461"}),
    "same-project-same-place": ("programmes", "mdiq-2025-2026", {"territory": "02"}),
    "area-territory": ("observations", "petitions-national-2019", {"area": "territory"}),
    "area-national": ("observations", "petitions-national-2019", {"territory": "02"}),
    "complaints-parts": (
        "observations",
        "chikaya-complaints-national-territorial-collectivities-2025",
        {"value": 24658},
    ),
    "no-address-says-why": ("sources", "benguerir-1", {"note_ar": None, "note_fr": None, "note_en": None}),
}
REAL = load(ROOT / "datapackage.json")
RULES: dict[str, tuple[str, Rule]] = {
    rule.name: (resource.name, rule) for resource in REAL.tables for rule in resource.rules
}


def real_outcome(name: str, changed: tuple[str, str, Cells] | None = None) -> Outcome:
    """Return the outcome of a rule on the real data, once a row has been changed."""
    dataset = Dataset(REAL)
    if changed:
        table, key, cells = changed
        (row,) = (row for row in dataset.cells(table) if row[REAL.resources[table].primary_key[0]] == key)
        row.update(cells)
    resource, rule = RULES[name]
    return outcome(rule, resource, dataset.in_language("ar"))


@pytest.mark.parametrize("name", RULES)
def test_each_rule_of_the_data_can_be_broken(name: str) -> None:
    before = {breach.row.key: breach.details for breach in real_outcome(name).breaches}
    after = {breach.row.key: breach.details for breach in real_outcome(name, BREAKING[name]).breaches}
    assert after != before
    assert after or before


def test_only_rules_that_are_shown_are_broken_today() -> None:
    broken = {name for name, (_, rule) in RULES.items() if rule.severity == "error" and real_outcome(name).breaches}
    assert broken == set()
    assert set(BREAKING) == set(RULES)

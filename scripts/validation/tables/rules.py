"""Check the rules of the descriptor: what must be true across fields, rows and tables.

`datapackage.rules.Rule` says what a rule is. Rules are checked only where the
tables have no error, as they compare cells that must be sound. Unknown is not
false: where a cell to compare with is empty, a rule says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from datapackage import citation
from datapackage.partial_dates import PartialDate
from datapackage.rows import Dataset, Row, Tables, follow
from datapackage.rules import Related, Rule
from datapackage.table import Table
from validation.problems import NO_SUGGESTION, Detail, Problem, Severity


@dataclass(frozen=True)
class Breach:
    """A row that breaks a rule: the row, the field to look at, the code of the problem and what its message says."""

    row: Row
    field: str
    code: str
    details: Mapping[str, Detail]


@dataclass(frozen=True)
class Outcome:
    """What became of a rule: how many rows it is about, and those that break it."""

    rule: Rule
    resource: str
    examined: int
    breaches: tuple[Breach, ...]


Check: TypeAlias = Callable[[Rule, Sequence[Row]], Iterator[Breach]]


def outcomes(tables: Tables) -> list[Outcome]:
    """Return the outcome of every rule of the package, in the order of the descriptor."""
    return [outcome(rule, resource.name, tables) for resource in tables.package.tables for rule in resource.rules]


def check_rules(dataset: Dataset, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Find the rows that break a rule, save those of a rule that has them published with its label (`shown`)."""
    read = dataset.in_language(dataset.package.languages[0])
    for of_rule in outcomes(read):
        if of_rule.breaches and of_rule.rule.severity != "shown":
            severity: Severity = "warning" if of_rule.rule.severity == "warning" else "error"
            records = tables[of_rule.resource].records
            lines = {id(row): record.line for row, record in zip(read.all(of_rule.resource), records, strict=True)}
            for breach in of_rule.breaches:
                yield _problem(dataset, of_rule, breach, lines[id(breach.row)], severity)


def _problem(dataset: Dataset, of_rule: Outcome, breach: Breach, line: int, severity: Severity) -> Problem:
    package, descriptor = dataset.package, of_rule.rule.descriptor
    titles = {language: package.text(descriptor, "title", language) for language in package.languages}
    details = {"rule": titles, "name": of_rule.rule.name, **breach.details}
    cell = breach.row.cells.get(breach.field)
    file = package.resources[of_rule.resource].path
    return Problem(breach.code, file, line, breach.field, _text(cell), details, severity)


def outcome(rule: Rule, resource: str, tables: Tables) -> Outcome:
    """Check one rule of `resource`."""
    rows = list(tables.select(resource, rule.where))
    return Outcome(rule, resource, len(rows), tuple(breach for check in _CHECKS for breach in check(rule, rows)))


def _text(value: object) -> str:
    """Return a cell, or the key of a row, as the file writes it; a dash for an empty one."""
    if isinstance(value, Row):
        return value.key
    if isinstance(value, bool):
        return str(value).lower()
    return NO_SUGGESTION if value is None else str(value)


def _first(path: str) -> str:
    """Return the field of the row at which a path begins."""
    return path.partition(".")[0]


def _holds(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    for path, wanted in rule.holds.items():
        expected = wanted if isinstance(wanted, list) else [wanted]
        texts = [_text(value) for value in expected]
        for row in rows:
            found = _text(follow(row, path))
            if found not in texts:
                details = {"path": path, "found": found, "expected": " | ".join(texts)}
                yield Breach(row, _first(path), "rule-holds", details)


def _matches(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    for name, pattern in rule.matches.items():
        for row in rows:
            found = follow(row, name)
            if found is None or not re.fullmatch(pattern, _text(found)):
                yield Breach(
                    row, _first(name), "rule-matches", {"path": name, "found": _text(found), "pattern": pattern}
                )


def _same(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if not rule.same:
        return
    for row in rows:
        one, other = (follow(row, path) for path in rule.same)
        if one is not None and other is not None and _text(one) != _text(other):
            paths = " | ".join(rule.same)
            yield Breach(
                row, _first(rule.same[0]), "rule-same", {"paths": paths, "found": f"{_text(one)} | {_text(other)}"}
            )


def _sum(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if rule.sum is None:
        return
    for row in rows:
        parts = [row.cells[name] for name in rule.sum.parts]
        yield from _compare(row, rule.sum.total, parts, " + ".join(rule.sum.parts))


def _compare(row: Row, field: str, parts: Sequence[object], names: str) -> Iterator[Breach]:
    """Find whether the figures `parts` add up to the `field` of `row`; say nothing where one is unknown."""
    total = row.cells[field]
    numbers = [Decimal(_text(part)) for part in parts if part is not None]
    if total is not None and len(numbers) == len(parts) and sum(numbers) != Decimal(_text(total)):
        shown = " + ".join(map(str, numbers))
        yield Breach(row, field, "rule-sum", {"parts": names, "figures": shown, "sum": str(sum(numbers))})


def _total(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    total = rule.total
    if total is None:
        return
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(_text(follow(row, path)) for path in total.by)].append(row)
    for group in groups.values():
        whole = [row for row in group if _text(follow(row, total.path)) == _text(total.whole)]
        parts = [row for row in group if _text(follow(row, total.path)) in total.parts]
        if len(whole) == 1 and sorted(_text(follow(row, total.path)) for row in parts) == sorted(total.parts):
            keys = " + ".join(row.key for row in parts)
            yield from _compare(whole[0], total.value, [row.cells[total.value] for row in parts], keys)


def _exists(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if rule.exists is None:
        return
    for row in rows:
        wanted = _wanted(row, rule.exists)
        if wanted and not _related(row, rule.exists, wanted):
            details = {"resource": rule.exists.resource, "wanted": _conditions(wanted)}
            yield Breach(row, _first(next(iter(rule.exists.match.values()))), "rule-exists", details)


def _absent(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if rule.absent is None:
        return
    for row in rows:
        wanted = _wanted(row, rule.absent)
        for other in _related(row, rule.absent, wanted) if wanted else ():
            field = _first(next(iter([*rule.where, *rule.absent.match.values()])))
            details = {"resource": rule.absent.resource, "other": other.key, "date": other.date or NO_SUGGESTION}
            yield Breach(row, field, "rule-absent", details)


def _wanted(row: Row, related: Related) -> dict[str, object]:
    """Return what the other row must hold; nothing where the row itself does not say."""
    found = {theirs: follow(row, ours) for theirs, ours in related.match.items()}
    if any(value is None for value in found.values()):
        return {}
    return {path: value.key if isinstance(value, Row) else value for path, value in found.items()}


def _related(row: Row, related: Related, wanted: Mapping[str, object]) -> list[Row]:
    return [
        other
        for other in row.tables.select(related.resource, {**wanted, **related.where})
        if all(_is_after(other.cells[theirs], row.cells[ours]) for theirs, ours in related.after.items())
    ]


def _is_after(later: object, earlier: object) -> bool:
    """Whether each day that `later` may mean comes after each day that `earlier` may mean."""
    after, before = PartialDate.of(later), PartialDate.of(earlier)
    return after is not None and before is not None and after.first > before.last


def _conditions(wanted: Mapping[str, object]) -> str:
    return ", ".join(f"{path} = {value}" for path, value in wanted.items())


def _unique(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if not rule.unique:
        return
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        values = tuple(follow(row, path) for path in rule.unique)
        if all(value is not None for value in values):
            earlier = first.setdefault(tuple(map(_text, values)), row)
            if earlier is not row:
                details = {"fields": ", ".join(rule.unique), "other": earlier.key}
                yield Breach(row, _first(rule.unique[0]), "rule-unique", details)


def _ongoing(rule: Rule, rows: Sequence[Row]) -> Iterator[Breach]:
    if not rule.ongoing:
        return
    for row in rows:
        end, today = PartialDate.of(row.cells[rule.ongoing]), citation.released(row.tables.package)
        if end and today and end.last < today.first:
            yield Breach(row, rule.ongoing, "rule-ongoing", {"date": str(today)})


_CHECKS: tuple[Check, ...] = (_holds, _matches, _same, _sum, _total, _exists, _absent, _unique, _ongoing)

"""Check the names in the rules of the descriptor: fields, paths and resources that must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from datapackage.descriptor import Package, Resource
from validation.descriptor.completeness import DescriptorFile, check_pattern
from validation.descriptor.references import check_type, check_wanted, follow, no_resource
from validation.problems import Problem

_NUMBERS = ("integer", "number")


def check_rule_names(file: DescriptorFile, package: Package) -> Iterator[Problem]:
    """Find every name in a rule that refers to nothing, and every rule named twice in a table."""
    for resource in package.tables:
        rules = resource.descriptor["schema"].get("rules", [])
        for name, count in Counter(rule["name"] for rule in rules).items():
            if count > 1:
                yield file.problem("name-repeated", f"resources.{resource.name}.schema.rules.{name}", name)
        for rule in rules:
            yield from _check_rule(file, package, resource, rule)


def _check_rule(
    file: DescriptorFile, package: Package, resource: Resource, rule: Mapping[str, Any]
) -> Iterator[Problem]:
    at = f"resources.{resource.name}.schema.rules.{rule['name']}"
    for key in ("where", "holds"):
        yield from _check_conditions(file, package, resource, f"{at}.{key}", rule.get(key, {}))
    for name, pattern in rule.get("matches", {}).items():
        yield from _check_field(file, package, resource, f"{at}.matches.{name}", name)
        yield from check_pattern(file, f"{at}.matches.{name}", pattern)
    for key in ("same", "unique"):
        for path in rule.get(key, []):
            yield from follow(file, package, resource, f"{at}.{key}", path)[1]
    if "ongoing" in rule:
        yield from _check_field(file, package, resource, f"{at}.ongoing", rule["ongoing"])
    yield from _check_figures(file, package, resource, at, rule)
    for key in ("exists", "absent"):
        if key in rule:
            yield from _check_related(file, package, resource, f"{at}.{key}", rule[key])


def _check_conditions(
    file: DescriptorFile, package: Package, resource: Resource, at: str, conditions: Mapping[str, Any]
) -> Iterator[Problem]:
    for path, wanted in conditions.items():
        field, problems = follow(file, package, resource, f"{at}.{path}", path)
        yield from problems
        if field and wanted is not None:
            yield from check_wanted(file, f"{at}.{path}", field, wanted)


def _check_field(file: DescriptorFile, package: Package, resource: Resource, at: str, name: str) -> Iterator[Problem]:
    """Check that the resource has a field, or a family of translated fields, of that name."""
    if not any(f"{name}_{language}" in resource.field for language in package.languages):
        yield from follow(file, package, resource, at, name)[1]


def _check_figures(
    file: DescriptorFile, package: Package, resource: Resource, at: str, rule: Mapping[str, Any]
) -> Iterator[Problem]:
    added, total = rule.get("sum", {}), rule.get("total", {})
    added_up = {"sum": [*added.get("parts", []), *([added["total"]] if added else [])]}
    added_up["total"] = [total["value"]] if total else []
    for key, names in added_up.items():
        for name in names:
            field, problems = follow(file, package, resource, f"{at}.{key}", name)
            yield from problems
            yield from check_type(file, f"{at}.{key}", field, _NUMBERS)
    if total:
        for path in total.get("by", []):
            yield from follow(file, package, resource, f"{at}.total.by", path)[1]
        figures = [*total["parts"], *([total["whole"]] if total["whole"] else [])]
        yield from _check_conditions(file, package, resource, f"{at}.total", {total["path"]: figures})


def _check_related(
    file: DescriptorFile, package: Package, resource: Resource, at: str, related: Mapping[str, Any]
) -> Iterator[Problem]:
    other = package.resources.get(related["resource"])
    if other is None or not other.is_table:
        yield no_resource(file, package, f"{at}.resource", related["resource"])
        return
    for key in ("match", "after"):
        for theirs, ours in related.get(key, {}).items():
            yield from follow(file, package, other, f"{at}.{key}.{theirs}", theirs)[1]
            yield from follow(file, package, resource, f"{at}.{key}.{theirs}", ours)[1]
    yield from _check_conditions(file, package, other, f"{at}.where", related.get("where", {}))

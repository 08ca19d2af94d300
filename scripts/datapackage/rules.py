"""Rules of the descriptor: what must be true across the fields, the rows and the tables of a package.

They are records that say what to check; `validation.tables.rules` does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datapackage.extensions import Descriptor, Where


@dataclass(frozen=True)
class Related:
    """`exists` or `absent` of a rule: the rows of another table, or of the same, that the rule looks for.

    `match` has a field or path of `resource` → the path in the row that must lead to the same; `after` a date
    there → the date of the row than which it is later; `where` what the rows hold besides.
    """

    resource: str
    match: Mapping[str, str]
    where: Where
    after: Mapping[str, str]

    @classmethod
    def of(cls, related: Descriptor) -> Related:
        """Read the property."""
        return cls(related["resource"], related["match"], related.get("where", {}), related.get("after", {}))


@dataclass(frozen=True)
class Sum:
    """`sum` of a rule: the fields `parts` of a row add up to its field `total`."""

    parts: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class Total:
    """`total` of a rule: among rows of one `by`, the `value` of the `parts` adds up to that of the `whole`.

    `path` leads to what tells them apart: each of `parts`, and `whole` (None: an empty cell), is what one row holds
    there. Where one of them is missing, or there twice, nothing is compared.
    """

    value: str
    path: str
    parts: tuple[str, ...]
    whole: str | None
    by: tuple[str, ...]

    @classmethod
    def of(cls, total: Descriptor) -> Total:
        """Read the property."""
        return cls(total["value"], total["path"], tuple(total["parts"]), total["whole"], tuple(total.get("by", ())))


@dataclass(frozen=True)
class Rule:
    """An item of `rules` in a schema: what must be true of the rows that `where` selects, by one of nine checks.

    `holds`: each path holds that value, one of those values or, for `null`, none. `matches`: the text of each field
    fits that pattern. `same`: both paths lead to the same. `sum` and `total`: figures add up. `exists` and `absent`:
    another row is there, or is not. `unique`: no two rows hold the same in all these fields. `ongoing`: this date is
    not over at the date of the package.

    `severity` is `error`, which stops a build, `warning`, or `shown`: the row is published with the `label` of the
    rule. `descriptor` has its title, and its label, in every language.
    """

    name: str
    severity: str
    where: Where
    descriptor: Descriptor
    holds: Where
    matches: Mapping[str, str]
    same: tuple[str, ...] = ()
    sum: Sum | None = None
    total: Total | None = None
    exists: Related | None = None
    absent: Related | None = None
    unique: tuple[str, ...] = ()
    ongoing: str = ""

    @classmethod
    def of(cls, rule: Descriptor) -> Rule:
        """Read an item of the property."""
        return cls(
            name=rule["name"],
            severity=rule.get("severity", "error"),
            where=rule.get("where", {}),
            descriptor=rule,
            holds=rule.get("holds", {}),
            matches=rule.get("matches", {}),
            same=tuple(rule.get("same", ())),
            sum=Sum(tuple(rule["sum"]["parts"]), rule["sum"]["total"]) if "sum" in rule else None,
            total=Total.of(rule["total"]) if "total" in rule else None,
            exists=Related.of(rule["exists"]) if "exists" in rule else None,
            absent=Related.of(rule["absent"]) if "absent" in rule else None,
            unique=tuple(rule.get("unique", ())),
            ongoing=rule.get("ongoing", ""),
        )

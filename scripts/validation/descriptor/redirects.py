"""Redirects of the contract: the old name is gone, the new one is there.

A chain or a circle cannot pass: what is redirected is no row, so nothing may
lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from datapackage.table import Table
from validation.descriptor.completeness import Contract
from validation.problems import Problem, nearest

IN_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(/[A-Za-z0-9][A-Za-z0-9._~-]*)*")


def check_redirects(contract: Contract, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Redirects from what still exists, to what does not, or that cannot stand in an address."""
    for table in tables.values():
        redirects = table.resource.descriptor.get("redirects", {})
        if redirects and table.intact and {*table.resource.primary_key} <= {*table.names}:
            yield from _check(contract, table, redirects)


def _check(contract: Contract, table: Table, redirects: Mapping[str, str | None]) -> Iterator[Problem]:
    names = _names(table)
    for old, new in redirects.items():
        at = f"resources.{table.resource.name}.redirects.{old}"
        if old in names:
            yield contract.problem("redirect-taken", at, old, old=old, file=table.file)
        elif not IN_ADDRESS.fullmatch(old):
            yield contract.problem("name-form", at, old)
        if new is not None and new not in names:
            close = _end(new, redirects, names) or nearest(new, names)
            yield contract.problem("redirect-target", at, new, old=old, new=new, file=table.file, nearest=close)


def _names(table: Table) -> set[str]:
    """What the rows are called: their identifiers, and the slugs of their pages."""
    slug = table.resource.descriptor.get("rowPages", {}).get("slug")
    return {*table.keys(table.resource.primary_key), *(table.column(slug) if slug in table.names else [])}


def _end(name: str, redirects: Mapping[str, str | None], names: set[str]) -> str:
    """Where a chain of redirects that begins with `name` leads; empty where it leads to no row."""
    for _ in redirects:
        following = redirects.get(name)
        if following is None or following in names:
            return following or ""
        name = following
    return ""

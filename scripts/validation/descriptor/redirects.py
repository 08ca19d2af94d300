"""Check the redirects of the descriptor: the old name must be gone, the new one must exist.

Chains and circles are errors too: a name that is redirected is no row, so
nothing may be redirected to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from datapackage.table import Table
from validation.descriptor.completeness import DescriptorFile
from validation.problems import Problem, nearest

IN_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(/[A-Za-z0-9][A-Za-z0-9._~-]*)*")


def check_redirects(file: DescriptorFile, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Find redirects from names that still exist, to names that do not, or that cannot stand in a web address."""
    for table in tables.values():
        redirects = table.resource.descriptor.get("redirects", {})
        if redirects and table.intact and {*table.resource.primary_key} <= {*table.names}:
            yield from _check(file, table, redirects)


def _check(file: DescriptorFile, table: Table, redirects: Mapping[str, str | None]) -> Iterator[Problem]:
    names = _names(table)
    for old, new in redirects.items():
        at = f"resources.{table.resource.name}.redirects.{old}"
        if old in names:
            yield file.problem("redirect-taken", at, old, old=old, file=table.file)
        elif not IN_ADDRESS.fullmatch(old):
            yield file.problem("name-form", at, old)
        if new is not None and new not in names:
            close = _end(new, redirects, names) or nearest(new, names)
            yield file.problem("redirect-target", at, new, old=old, new=new, file=table.file, nearest=close)


def _names(table: Table) -> set[str]:
    """Return the names of rows in web addresses: their keys, and the slugs of their pages."""
    slug = table.resource.descriptor.get("rowPages", {}).get("slug")
    return {*table.keys(table.resource.primary_key), *(table.column(slug) if slug in table.names else [])}


def _end(name: str, redirects: Mapping[str, str | None], names: set[str]) -> str:
    """Return the row at the end of the redirects that begin with `name`; empty where they lead to none."""
    for _ in redirects:
        target = redirects.get(name)
        if target is None or target in names:
            return target or ""
        name = target
    return ""

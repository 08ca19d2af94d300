"""Check the files of other spellings that the finder reads (`rowPages.find.aliases`): the columns `id` and `alias`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from datapackage.descriptor import Package
from datapackage.table import Table
from validation.problems import Problem, nearest
from validation.tables.files import UnreadableError, read_text

COLUMNS = ("id", "alias")


def check_aliases(package: Package, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Find spellings of rows that do not exist, and rows without a spelling; nothing where the rows are not known."""
    for name, table in tables.items():
        path = package.resources[name].descriptor.get("rowPages", {}).get("find", {}).get("aliases")
        keys = table.resource.primary_key
        if not path or not table.intact or len(keys) != 1 or keys[0] not in table.names:
            continue
        try:
            text = read_text(package.root, path)
        except UnreadableError as error:
            yield from error.problems
            continue
        yield from _check(text, path, table, keys[0])


def _check(text: str, path: str, table: Table, key: str) -> Iterator[Problem]:
    known = set(table.column(key))
    lines = csv.DictReader(io.StringIO(text, newline=""))
    for name in COLUMNS:
        if name not in (lines.fieldnames or ()):
            yield Problem("header-missing", path, 1, name, details={"expected": name, "whole": ",".join(COLUMNS)})
            return
    for line in lines:
        found, alias = line["id"] or "", line["alias"] or ""
        if not alias:
            yield Problem("required", path, lines.line_num, "alias", details={"field": "alias"})
        if found not in known:
            details = {"target": table.file, "reference": key, "nearest": nearest(found, known)}
            yield Problem("foreign-key", path, lines.line_num, "id", found, details)

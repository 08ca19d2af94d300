"""Write the corrections that are certain into the data, and show them.

A correction is certain where the problem leaves just one thing to write
(`Problem.corrected`): digits of another script, spaces around a value, letters
in pieces, TRUE for true. Only the rows concerned are written anew; every other
byte of the file stays, but for the byte order mark and line ends, which take
their normal form (`normal_form`).
"""

from __future__ import annotations

import csv
import difflib
import io
from collections import defaultdict
from pathlib import Path

from datapackage.descriptor import DescriptorError, Resource, load
from datapackage.table import normal_text
from validation.problems import Problem, visible
from validation.tables.files import UnreadableError, read_text
from validation.tables.structure import read_table
from validation.validate import validate

Cell = tuple[int, str]  # the line of its row, the name of its field
_ROUNDS = 5  # a cell may hold several faults, and one may hide another


def fix(path: Path) -> list[str]:
    """Correct the tables of the package at `path`; give the diff of each file that changed.

    A package whose contract cannot be read is left alone.
    """
    before: dict[str, str] = {}
    for _ in range(_ROUNDS):
        found = [each for each in validate(path) if each.corrected is not None and each.line and each.column]
        if not _apply(path, found, before):
            break
    return [_diff(path.parent, name, text) for name, text in before.items()]


def _apply(path: Path, found: list[Problem], before: dict[str, str]) -> bool:
    try:
        package = load(path)
    except DescriptorError:
        return False
    changed = False
    for resource in package.tables:
        of_file = {
            (each.line or 0, each.column or ""): each.corrected or "" for each in found if each.file == resource.path
        }
        try:
            text = read_text(package.root, resource.path)
            fresh = corrected(text, resource, of_file)
        except UnreadableError:
            continue
        file = package.root / resource.path
        if fresh.encode() != file.read_bytes():
            before.setdefault(resource.path, text)
            file.write_text(fresh, encoding="utf-8", newline="")
            changed = True
    return changed


def corrected(text: str, resource: Resource, cells: dict[Cell, str]) -> str:
    """`text` of the table with the given cells replaced, in its normal form.

    Raises UnreadableError where it is no table.
    """
    table, _ = read_table(text, resource)
    rows: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for (line, name), cell in cells.items():
        rows[line][name] = cell
    lines = io.StringIO(text, newline="").readlines()
    lines = "".join(lines).replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True) if lines else lines
    ends = [record.line for record in table.records[1:]] + [len(lines) + 1]
    for record, end in zip(table.records, ends, strict=True):
        if record.line in rows:
            written = dict(zip(table.names, record.cells, strict=True)) | rows[record.line]
            lines[record.line - 1 : end - 1] = [_row(list(written.values())), *[""] * (end - record.line - 1)]
    return normal_text("".join(lines))


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _diff(root: Path, name: str, before: str) -> str:
    after = (root / name).read_text(encoding="utf-8")
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=0)
    return "\n".join(visible(line, 1000) for line in lines) or f"--- {name}\n+++ {name}"

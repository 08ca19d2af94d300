"""Write the corrections that are certain into the data, and show them.

A correction is certain where only one is possible (`Problem.corrected`): digits
of another script, spaces around a value, letters in pieces, TRUE for true. Only
the rows at fault are written again; every other byte of the file stays, except
the byte order mark and line ends, which take their normal form (`datapackage.table`).
"""

from __future__ import annotations

import csv
import difflib
import io
from collections import defaultdict
from pathlib import Path

from datapackage.descriptor import DescriptorError, Resource, load
from datapackage.table import normal_text
from validation.problems import Problem, count, visible
from validation.tables.files import UnreadableError, read_text
from validation.tables.structure import read_table
from validation.validate import validate

Cell = tuple[int, str]  # the line of its row, the name of its field
_ROUNDS = 5  # a cell may have several problems, and one may hide another


def fix(path: Path) -> list[str]:
    """Correct the tables of the package at `path`; return the diff of each file that changed.

    A package whose descriptor cannot be read stays as it is.
    """
    before: dict[str, str] = {}
    rounds, left = _ROUNDS, 0
    while rounds:
        problems = [
            problem for problem in validate(path) if problem.corrected is not None and problem.line and problem.column
        ]
        # Where some are only counted, each round that leaves fewer makes room for those that follow.
        rounds -= 0 if any(problem.more for problem in problems) and count(problems) < left else 1
        left = count(problems)
        if not _apply(path, problems, before):
            break
    return [_diff(path.parent, name, text) for name, text in before.items()]


def _apply(path: Path, problems: list[Problem], before: dict[str, str]) -> bool:
    try:
        package = load(path)
    except DescriptorError:
        return False
    changed = False
    for resource in package.tables:
        of_file = {
            (problem.line or 0, problem.column or ""): problem.corrected or ""
            for problem in problems
            if problem.file == resource.path
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
    """Return `text` of the table with the given cells replaced, in its normal form.

    Raises UnreadableError where the text is no table.
    """
    table, _ = read_table(text, resource)
    rows: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for (line, name), cell in cells.items():
        rows[line][name] = cell
    # Lines end where the reader of the table ends them; `splitlines` would end them at U+2028 too.
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")).readlines()
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

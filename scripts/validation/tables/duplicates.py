"""Find the same thing entered twice, and rows that refer back to themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from datapackage.descriptor import ForeignKey
from datapackage.table import Table
from validation.problems import Detail, Problem

# Letters taken for one another that Unicode does not compose of a letter and a mark, as it does أ إ آ ئ ؤ (NFKD)
_LETTERS = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه"})


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """`text` without what a hurried hand leaves out: capitals, accents, short vowels, hamza, extra spaces.

    >>> folded("Béni  Mellal"), folded("إمزورن")
    ('beni mellal', 'امزورن')
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.translate(_LETTERS))
        if not unicodedata.combining(letter)
    )
    return " ".join(bare.casefold().split())


def check_repeats(table: Table) -> Iterator[Problem]:
    """Find rows copied under another key, keys that only look different, and rows that refer back to themselves."""
    yield from _check_copies(table)
    yield from _check_similar(table)
    for key in table.resource.foreign_keys:
        if key.resource == table.resource.name:
            yield from _check_cycles(table, key)


def _check_copies(table: Table) -> Iterator[Problem]:
    own = [index for index, name in enumerate(table.names) if name in table.resource.primary_key]
    others = len(table.names) - len(own)
    if not own or others < 2:
        return
    columns = [table.column(name) for index, name in enumerate(table.names) if index not in own]
    if any(_all_differ(column) for column in columns):
        return
    first: dict[tuple[str, ...], tuple[int, list[str]]] = {}
    for record in table.records:
        rest = tuple(folded(cell) for index, cell in enumerate(record.cells) if index not in own)
        line, cells = first.setdefault(rest, (record.line, record.cells))
        same_key = all(cells[index] == record.cells[index] for index in own)
        if line != record.line and not same_key:
            name = table.resource.primary_key[0]
            yield Problem("row-copied", table.file, record.line, name, record.cells[own[0]], {"first": line})


def _all_differ(column: list[str]) -> bool:
    """Whether no two cells are equal, even when folded."""
    return len(set(column)) == len(column) and len(set(map(folded, column))) == len(column)


def _check_similar(table: Table) -> Iterator[Problem]:
    single = {name for name in table.resource.primary_key if len(table.resource.primary_key) == 1}
    for index, field in enumerate(table.resource.fields):
        links = field.descriptor.get("format") == "uri"
        if field.type != "string" or links or not (field.constraints.get("unique") or field.name in single):
            continue
        if _all_differ(table.column(field.name)):
            continue
        first: dict[str, tuple[int, str]] = {}
        for record in table.records:
            cell = record.cells[index]
            line, other = first.setdefault(folded(cell), (record.line, cell))
            if cell and other != cell:
                yield Problem("key-similar", table.file, record.line, field.name, cell, {"first": line})


def _check_cycles(table: Table, key: ForeignKey) -> Iterator[Problem]:
    """Find chains of rows that form a circle. Where the field is required, the top of a tree can only name itself."""
    if key.field not in table.names or key.reference not in table.names:
        return
    ids, parents = table.column(key.reference), table.column(key.field)
    above = dict(zip(ids, parents, strict=True))
    may_name_itself = bool(table.resource.field[key.field].constraints.get("required"))
    done: set[str] = set()
    for record, start in zip(table.records, ids, strict=True):
        path = [start]
        while (following := above.get(path[-1], "")) and following not in path and following not in done:
            path.append(following)
        done.update(path)
        if following in path and not (may_name_itself and following == path[-1]):
            loop = [*path[path.index(following) :], following]
            details: dict[str, Detail] = {"path": " → ".join(loop[:8])}
            yield Problem("cycle", table.file, record.line, key.field, above[start], details)

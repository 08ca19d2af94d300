"""Check the header of a table: the names of its fields, in the first line of the file.

Without it nothing can be said about the rows, so its problems are raised
together.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from datapackage.descriptor import Field, Resource
from validation.problems import Detail, Problem
from validation.tables.files import UnreadableError
from validation.text.unicode_scripts import bare

DELIMITERS = {";": ";", "\t": "TAB", "|": "|", "،": "،", "؛": "؛", "^": "^", ":": ":", " ": "‹U+0020›"}
Line = tuple[int, list[str]]  # its number in the file, and its cells
_LINES_ABOVE = 20  # among which the header is looked for
_SIMILAR = 0.8  # ratio of difflib from which one name is taken for another, misspelt
_FEW = 4  # names of surplus columns that a message lists


def check_header(lines: Sequence[Line], resource: Resource) -> None:
    """Raise UnreadableError where the first of `lines` is not the names of the fields, in their order."""
    expected, file = [field.name for field in resource.fields], resource.path
    number, header = lines[0]
    if header == expected:
        return
    for line, cells in lines[:_LINES_ABOVE]:
        _check_delimiter(line, cells, expected, file)
    for _, cells in lines[1:_LINES_ABOVE]:
        if len(set(cells) & set(expected)) * 2 > len(expected):
            raise UnreadableError(Problem("title-line", file, number, value=next(filter(str.strip, header), None)))
    raise UnreadableError(*_problems(number, header, resource))


def _check_delimiter(line: int, cells: list[str], expected: list[str], file: str) -> None:
    if len(cells) == 1 and len(set(_split(cells[0], ",")) & set(expected)) * 2 > len(expected) > 1:
        raise UnreadableError(Problem("lines-quoted", file, line))
    if len(set(cells) & set(expected)) * 2 >= len(expected):
        return
    for delimiter, shown in DELIMITERS.items():
        if delimiter == " " and len(cells) > 1:
            continue  # a name may contain a space
        split = _split(delimiter.join(cells), delimiter)
        if len(split) > len(cells) and len(set(split) & set(expected)) * 2 >= len(expected):
            raise UnreadableError(Problem("delimiter", file, line, details={"found": shown}))


def _split(text: str, delimiter: str) -> list[str]:
    return [cell.strip(" \"'") for cell in text.split(delimiter)]


def _problems(line: int, header: list[str], resource: Resource) -> Iterator[Problem]:
    expected, file = [field.name for field in resource.fields], resource.path
    whole = ",".join(expected)
    meant = _meant(header, expected)
    if sorted(header) == sorted(expected):
        yield Problem("header-order", file, line, details={"expected": whole})
    elif len(meant) * 2 < len(expected) and (len(header) != len(expected) or _is_data(header, resource.fields)):
        yield Problem("header-absent", file, line, value=",".join(header)[:200], details={"whole": whole})
    else:
        yield from _name_by_name(line, header, meant, expected, file)


def _name_by_name(
    line: int, header: list[str], meant: dict[int, str], expected: list[str], file: str
) -> Iterator[Problem]:
    whole = ",".join(expected)
    for index, (cell, name) in enumerate(zip(header, expected, strict=False)):
        if index not in meant and cell not in expected and name not in meant.values():
            meant[index] = name  # like no name: taken for a translation of the name expected here
    surplus = []
    for index, cell in enumerate(header):
        if index in meant:
            yield from _misspelt(index, cell, meant[index], line, file)
        elif cell in expected:
            yield Problem("header-duplicate", file, line, cell, cell, {"position": index + 1})
        else:
            surplus.append(index)
    yield from _surplus(surplus, header, line, file, whole)
    for name in expected:
        if name not in meant.values():
            yield Problem("header-missing", file, line, name, details={"expected": name, "whole": whole})


def _surplus(positions: list[int], header: list[str], line: int, file: str, whole: str) -> Iterator[Problem]:
    if positions:
        named = [str(index + 1) for index in positions[:_FEW]] + ["…"] * (len(positions) > _FEW)
        value = ", ".join(header[index] for index in positions[:_FEW]).strip(", ")
        yield Problem("header-extra", file, line, None, value, {"expected": whole, "position": ", ".join(named)})


def _misspelt(index: int, cell: str, name: str, line: int, file: str) -> Iterator[Problem]:
    details: dict[str, Detail] = {"expected": name, "position": index + 1}
    if cell != name:
        code = "header-space" if _is_same(cell, name) else "header-renamed"
        yield Problem(code, file, line, name, cell, details)


def _meant(header: list[str], expected: list[str]) -> dict[int, str]:
    """Return the field that each cell names, by position: first equal names, then equal but for signs, then similar."""
    meant: dict[int, str] = {}
    for is_meant in (str.__eq__, _is_same, _is_similar):
        for index, cell in enumerate(header[: len(expected) * 2]):
            free = [name for name in expected if name not in meant.values()]
            match = next((name for name in free if is_meant(cell, name)), "")
            if match and index not in meant and (cell not in expected or cell == match):
                meant[index] = match
    return meant


def _is_same(cell: str, name: str) -> bool:
    return bare(cell) == bare(name)


def _is_similar(cell: str, name: str) -> bool:
    return difflib.SequenceMatcher(None, bare(cell), bare(name)).ratio() > _SIMILAR


def _is_data(cells: list[str], fields: Sequence[Field]) -> bool:
    """Whether a line is a row of data: one of its cells is a value, such as a number or a coded value."""
    for cell, field in zip(cells, fields, strict=False):
        values = field.constraints.get("enum") or (["true", "false"] if field.type == "boolean" else [])
        if cell in values or (field.type in ("integer", "number") and re.fullmatch(r"-?[0-9.]+", cell)):
            return True
        if field.display == "date" and re.match(r"[0-9]{4}", cell):
            return True
    return False

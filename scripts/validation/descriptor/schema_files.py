"""Schemas and dialects in files of their own: read with the descriptor, and told by their own file and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from datapackage.json_positions import Located, depth
from datapackage.json_positions import locate as locate_values
from datapackage.named_files import PathError, Reference, check_path, references, resolved
from validation.problems import Problem
from validation.tables.files import UnreadableError, decode, locate, parse_json, path_problem

MAX_MEGABYTES = 2  # of a descriptor with all its schemas, as it is published; ten times the real one
_DEEPEST = 100  # levels of objects and lists; the real ones have nine
Parts: TypeAlias = Mapping[str, tuple[str, Located]]  # place in the descriptor → the file that holds it, and its values


def read_json(file: Path, name: str, before: int = 0) -> Located:
    """Return the JSON values of `file` with their lines; `before` is how many bytes of the same descriptor were read.

    Raises UnreadableError, with problems of the file `name`, where it is too large or too deep, or is no JSON.
    """
    if (size := before + file.stat().st_size) > MAX_MEGABYTES * 1_000_000:
        raise UnreadableError(
            Problem("file-too-large", name, details={"size": size // 1_000_000, "limit": MAX_MEGABYTES})
        )
    text = decode(file.read_bytes(), name)
    if depth(parse_json(text, name)) > _DEEPEST:
        raise UnreadableError(Problem("json-deep", name))
    return locate_values(text)


def read_parts(name: str, located: Located, root: Path) -> tuple[Any, Parts, list[Problem]]:
    """Read the files that the descriptor `name`, in the folder `root`, gives for schemas and dialects.

    Returns the descriptor with their content in place of the paths, the files by place, and a problem for each
    place whose file could not be read, where the descriptor then has nothing.
    """
    parts: dict[str, tuple[str, Located]] = {}
    problems: list[Problem] = []
    read: dict[str, Located | Sequence[Problem]] = {}
    size = (root / name).stat().st_size
    for reference in references(located.value):
        if fault := _fault(reference):
            line = located.line(reference.at)
            problems.append(replace(fault, file=name, line=line, column=reference.at, value=reference.file))
            continue
        if reference.file not in read:
            read[reference.file], size = _read(root, reference.file, size)
        content = read[reference.file]
        if isinstance(content, Located):
            parts[reference.at] = reference.file, content
        else:
            problems += [replace(problem, column=reference.at) for problem in content]
    contents = {file: content.value for file, content in parts.values()}
    return resolved(located.value, contents), parts, problems


def _fault(reference: Reference) -> Problem | None:
    """The problem of a path that may not be followed, wherever it stands."""
    if reference.remote:
        return Problem("reference-file", reference.file, details={"found": reference.file})
    try:
        check_path(reference.file)
    except PathError as error:
        return path_problem(reference.file, error)
    return None


def _read(root: Path, file: str, before: int) -> tuple[Located | Sequence[Problem], int]:
    """Read a file after `before` bytes; return its values, or why it could not be read, and the bytes so far."""
    try:
        path = locate(root, file)
        return read_json(path, file, before), before + path.stat().st_size
    except UnreadableError as error:
        return error.problems, before


def place(parts: Parts, path: str) -> tuple[str, str]:
    """Split the `path` of a value into the place of the file that holds it, empty for the descriptor, and the rest."""
    start = path
    while start and start not in parts:
        start = start.rpartition(".")[0]
    return start, path[len(start) :].lstrip(".")


def without_repeats(problems: list[Problem], name: str, parts: Parts) -> list[Problem]:
    """Remove what is said again of a schema file because another resource of the descriptor `name` shares it."""
    kept: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        start, within = place(parts, problem.column or "")
        if start:
            where: tuple[object, ...] = (within,)
        else:  # a file that could not be read has no part
            where = (problem.column, len(kept)) if problem.file == name else ()
        kept.setdefault((problem.code, problem.file, problem.line, problem.value, *where), problem)
    return list(kept.values())

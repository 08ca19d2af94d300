"""Where each value of a JSON text stands, which the standard library does not tell."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_AGAIN = "\0again"  # step that marks a key as written twice


@dataclass(frozen=True)
class Located:
    """A JSON value and the line of each part of it.

    `lines` is keyed by path, steps joined by dots: keys of objects, and for the
    items of a list their `name` (or `value`, else their position from 0), as in
    `resources.members.schema.fields.wave.title`. `repeated` lists the paths of
    keys written twice in one object, of which JSON readers keep the last.
    """

    value: Any
    lines: dict[str, int]
    repeated: list[str]

    def line(self, path: str) -> int | None:
        """The line of `path`, or of what holds it where it is not there itself; None for the whole."""
        whole = 1 if path else None
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, whole)


def step(item: Any, position: int) -> str:
    """How the path names an item of a list."""
    known = item if isinstance(item, dict) else {}
    return str(known.get("name") or known.get("value") or position)


def locate(text: str) -> Located:
    """Parse `text`; raises json.JSONDecodeError, with line and column, where it is not JSON."""
    value = json.loads(text)
    breaks = [match.start() for match in re.finditer("\n", text)]
    lines: dict[str, int] = {}
    repeated: list[str] = []
    for steps, offset in _walk(text, 0)[1]:
        if steps[-1] is _AGAIN:
            repeated.append(".".join(steps[:-1]))
        else:
            lines[".".join(steps)] = bisect_right(breaks, offset) + 1
    return Located(value, lines, repeated)


_Found = list[tuple[tuple[str, ...], int]]


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _walk(text: str, position: int) -> tuple[Any, _Found, int]:
    """The value at `position` with the places of its parts, and where it ends."""
    position = _skip(text, position)
    if text[position] not in "{[":
        value, end = _DECODER.raw_decode(text, position)
        return value, [], end
    is_list = text[position] == "["
    result: Any = [] if is_list else {}
    found: _Found = []
    position = _skip(text, position + 1)
    while text[position] not in "}]":
        start, key = position, ""
        if not is_list:
            key, position = _DECODER.raw_decode(text, position)
            position = _skip(text, position) + 1  # past the colon
        value, inner, position = _walk(text, position)
        if is_list:
            key = step(value, len(result))
            result.append(value)
        else:
            found += [((key, _AGAIN), start)] if key in result else []
            result[key] = value
        found.append(((key,), start))
        found += [((key, *steps), offset) for steps, offset in inner]
        position = _skip(text, position)
        position = _skip(text, position + 1) if text[position] == "," else position
    return result, found, position + 1


def depth(value: Any) -> int:
    """How many objects and lists stand within one another."""
    deepest, level = 0, [value]
    while level := [value for value in level if isinstance(value, (dict, list))]:
        deepest += 1
        level = [item for value in level for item in (value.values() if isinstance(value, dict) else value)]
    return deepest


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a JSON value, with its path."""
    if isinstance(value, str):
        yield path, value
        return
    parts: Iterable[tuple[str, Any]] = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        parts = [(step(item, position), item) for position, item in enumerate(value)]
    for key, item in parts:
        yield from strings(item, f"{path}.{key}".lstrip("."))

"""Patterns that can run without end: refused before any cell meets them.

Python's `re` backtracks, as JavaScript and Java do, so `([a-z]+)*` takes time
that doubles with each letter (https://owasp.org/www-community/attacks/ReDoS). A
pattern passes where a reader always knows, from the next character alone,
whether a repetition goes on or ends. That is stricter than need be, and simple
to obey: `[a-z]+(-[a-z]+)*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Node: TypeAlias = tuple[Any, Any]
Letters: TypeAlias = frozenset[int]

# Every ASCII character, and a letter, a digit and a mark of other scripts to stand for the rest.
ALL: Letters = frozenset([*range(128), *map(ord, "é٣ا–あ")])
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_ENDLESS = 10  # as good as unbounded
_CLASSES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w",
            sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip


def slow_part(pattern: str) -> str:
    """What makes `pattern` slow or unportable, in a few characters; empty where nothing does.

    Raises re.error where it is no pattern at all.
    """
    return next(_faults(list(parser.parse(pattern)), []), "")


def _faults(nodes: Sequence[Node], after: Sequence[Node]) -> Iterator[str]:
    """Faults of a sequence; `after` is what follows it when it is repeated: itself."""
    for index, (op, value) in enumerate(nodes):
        following = [*nodes[index + 1 :], *after]
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS):
            yield "(?…) \\1"
        elif op is sre.SUBPATTERN:
            yield from _faults(list(value[-1]), following if after else [])
        elif op is sre.BRANCH:
            yield from _branch_faults(value[1], following if after else [])
        elif op in _REPEATS:
            yield from _repeat_faults(value, following, within=bool(after))


def _branch_faults(branches: Sequence[Any], after: Sequence[Node]) -> Iterator[str]:
    for branch in branches:
        yield from _faults(list(branch), after)
    if after:
        for one, other in combinations(branches, 2):
            both_empty = _nullable(list(one)) and _nullable(list(other))
            if both_empty or _first(list(one)) & _first(list(other)):
                yield "(…|…)*"
        inside = frozenset().union(*(_first(list(branch)) for branch in branches))
        if any(_nullable(list(branch)) for branch in branches) and inside & _first(after):
            yield "(…|)*"


def _repeat_faults(value: Any, following: Sequence[Node], *, within: bool) -> Iterator[str]:
    least, most, body = value[0], int(value[1]), list(value[2])
    endless = most >= _ENDLESS
    if endless and len(body) == 1 and body[0][0] is sre.SUBPATTERN:
        body = list(body[0][1][-1])
    if endless and _nullable(body):
        yield "()*"
    yield from _faults(body, body if endless else [])
    if least == most:
        return
    own = _first(body)
    rivals = _first(following) if within else _first(_endless_next(following, own))
    if (within or endless) and own & rivals:
        yield "…+…+" if not within else "(…+)+"


def _endless_next(following: Sequence[Node], own: Letters) -> list[Node]:
    """The endless repetitions that may come next, with nothing between them that `own` letters cannot be."""
    found: list[Node] = []
    for op, value in following:
        if op in _REPEATS and int(value[1]) >= _ENDLESS:
            found.append((op, (0, *value[1:])))
        if not _nullable([(op, value)]) and not _begins((op, value)) & own:
            break
    return found


def _nullable(nodes: Sequence[Node]) -> bool:
    """Whether a sequence may match nothing at all."""
    for op, value in nodes:
        if op in _REPEATS:
            empty = value[0] == 0 or _nullable(list(value[2]))
        elif op is sre.SUBPATTERN:
            empty = _nullable(list(value[-1]))
        elif op is sre.BRANCH:
            empty = any(_nullable(list(branch)) for branch in value[1])
        else:
            empty = op is sre.AT
        if not empty:
            return False
    return True


def _first(nodes: Sequence[Node]) -> Letters:
    """The characters a sequence may begin with."""
    found: Letters = frozenset()
    for node in nodes:
        found |= _begins(node)
        if not _nullable([node]):
            break
    return found


def _begins(node: Node) -> Letters:  # noqa: PLR0911 - one return a kind of node
    op, value = node
    if op in _REPEATS:
        return _first(list(value[2]))
    if op is sre.SUBPATTERN:
        return _first(list(value[-1]))
    if op is sre.BRANCH:
        return frozenset().union(*(_first(list(branch)) for branch in value[1]))
    if op is sre.IN:
        inside = frozenset().union(*(_begins(each) for each in value if each[0] is not sre.NEGATE))
        return ALL - inside if value[0][0] is sre.NEGATE else inside
    if op is sre.RANGE:
        return frozenset(each for each in ALL if value[0] <= each <= value[1])
    if op is sre.CATEGORY:
        return frozenset(each for each in ALL if re.match(_CLASSES[value], chr(each)))
    if op is sre.NOT_LITERAL:
        return ALL - {value}
    return {sre.LITERAL: frozenset([value]) if isinstance(value, int) else frozenset(), sre.ANY: ALL}.get(
        op, frozenset()
    )

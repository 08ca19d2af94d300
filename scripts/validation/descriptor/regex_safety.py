"""Find regular expressions that can take exponential time, before any cell is matched.

Python's `re` backtracks, as JavaScript and Java do, so `([a-z]+)*` takes time
that doubles with each letter (https://owasp.org/www-community/attacks/ReDoS). A
pattern is accepted where the next character alone always decides whether a
repetition goes on or ends. That is stricter than necessary, and simple to obey:
`[a-z]+(-[a-z]+)*`.
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

# Every ASCII character, and a letter, a digit and a mark of other scripts that represent the rest.
ALL: Letters = frozenset([*range(128), *map(ord, "é٣ا–あ")])
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_UNBOUNDED = 10  # a repetition that may match so many times counts as unbounded
_CLASSES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


def slow_part(pattern: str) -> str:
    """Return what makes `pattern` slow or not portable, in a few characters; empty where nothing does.

    Raises re.error where it is no regular expression.
    """
    return next(_slow_parts(list(parser.parse(pattern)), []), "")


def _slow_parts(nodes: Sequence[Node], after: Sequence[Node], *, within: bool = False) -> Iterator[str]:
    """Find the slow parts of a sequence that `after` follows; `within` where it is repeated without bound."""
    for index, (op, value) in enumerate(nodes):
        following = [*nodes[index + 1 :], *after]
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS):
            yield "(?…) \\1"
        elif op is sre.SUBPATTERN:
            yield from _slow_parts(list(value[-1]), following, within=within)
        elif op is sre.BRANCH:
            yield from _slow_in_branches(value[1], following, within=within)
        elif op in _REPEATS:
            yield from _slow_in_repetition(value, following, within=within)


def _slow_in_branches(branches: Sequence[Any], after: Sequence[Node], *, within: bool) -> Iterator[str]:
    for branch in branches:
        yield from _slow_parts(list(branch), after, within=within)
    if within:
        for one, other in combinations(branches, 2):
            both_empty = _nullable(list(one)) and _nullable(list(other))
            if both_empty or _first(list(one)) & _first(list(other)):
                yield "(…|…)*"
        inside = frozenset().union(*(_first(list(branch)) for branch in branches))
        if any(_nullable(list(branch)) for branch in branches) and inside & _first(after):
            yield "(…|)*"


def _slow_in_repetition(value: Any, following: Sequence[Node], *, within: bool) -> Iterator[str]:
    least, most, body = value[0], int(value[1]), list(value[2])
    unbounded = most >= _UNBOUNDED
    if unbounded and len(body) == 1 and body[0][0] is sre.SUBPATTERN:
        body = list(body[0][1][-1])
    if unbounded and _nullable(body):
        yield "()*"
    again = body if most > 1 else []
    yield from _slow_parts(body, again if unbounded else [*again, *following], within=within or unbounded)
    if least == most:
        return
    own = _first(body)
    following_letters = _first(following) if within else _first(_unbounded_next(following, own))
    if (within or unbounded) and own & following_letters:
        yield "…+…+" if not within else "(…+)+"


def _unbounded_next(following: Sequence[Node], own: Letters) -> list[Node]:
    """Return the unbounded repetitions that may come next, groups included, with only `own` letters before them."""
    repetitions: list[Node] = []
    for op, value in following:
        if op in _REPEATS and int(value[1]) >= _UNBOUNDED:
            repetitions.append((op, (0, *value[1:])))
        else:
            for inner in _inside(op, value):
                repetitions += _unbounded_next(inner, own)
        if not _nullable([(op, value)]) and not _begins((op, value)) & own:
            break
    return repetitions


def _inside(op: Any, value: Any) -> list[list[Node]]:
    """Return the sequences that a node holds: one, or one a branch."""
    if op in _REPEATS:
        return [list(value[2])]
    if op is sre.SUBPATTERN:
        return [list(value[-1])]
    return [list(branch) for branch in value[1]] if op is sre.BRANCH else []


def _nullable(nodes: Sequence[Node]) -> bool:
    """Whether a sequence may match the empty text."""
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
    """Return the characters that a sequence may begin with."""
    letters: Letters = frozenset()
    for node in nodes:
        letters |= _begins(node)
        if not _nullable([node]):
            break
    return letters


def _begins(node: Node) -> Letters:  # noqa: PLR0911 - one return a kind of node
    op, value = node
    if op in _REPEATS:
        return _first(list(value[2]))
    if op is sre.SUBPATTERN:
        return _first(list(value[-1]))
    if op is sre.BRANCH:
        return frozenset().union(*(_first(list(branch)) for branch in value[1]))
    if op is sre.IN:
        inside = frozenset().union(*(_begins(item) for item in value if item[0] is not sre.NEGATE))
        return ALL - inside if value[0][0] is sre.NEGATE else inside
    if op is sre.RANGE:
        return frozenset(letter for letter in ALL if value[0] <= letter <= value[1])
    if op is sre.CATEGORY:
        return frozenset(letter for letter in ALL if re.match(_CLASSES[value], chr(letter)))
    if op is sre.NOT_LITERAL:
        return ALL - {value}
    return {sre.LITERAL: frozenset([value]) if isinstance(value, int) else frozenset(), sre.ANY: ALL}.get(
        op, frozenset()
    )

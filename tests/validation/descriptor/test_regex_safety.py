"""Patterns that could run without end, and those that cannot."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation.descriptor.regex_safety import slow_part


@pytest.mark.parametrize(
    "pattern",
    [
        "([a-z]+)+$",
        "(a|a)*b",
        "(a|aa)+$",
        "(a*)*",
        "a*a*b",
        ".*.*x",
        "(.*a){12}",
        "(x+x+)+y",
        "([a-z]+[a-z])*",
        "(?=a)b",
        r"(a)\1",
        r"(\d+)*",
        "(a+){60}",
        "([a-z]{1,10})+$",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        "(a?)*$",
        "a+aa+a",
        "(a+)a+",
        "(a+){2,3}",
        "(a)*(a+)?",
        "(a+)?(b|a+)",
        "(a)*(a+)?(a+(b)*)?",
    ],
)
def test_slow(pattern: str) -> None:
    assert slow_part(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "[a-z]+",
        "public|private",
        "[a-z][a-z0-9-]{1,60}",
        "^[a-z]+(-[a-z]+)*$",
        r"[0-9]+(\.[0-9]+)?",
        "[a-z]+-?[0-9]*",
        "^[0-9]{2}([.][0-9]{3}([.][0-9]{2}[.][0-9]{1,2})?)?$",
    ],
)
def test_quick(pattern: str) -> None:
    assert slow_part(pattern) == ""


_piece = st.sampled_from(["a", "b", "[ab]", "[^a]", "-", "a+", "[ab]*", "b?", "."])
_pattern = st.recursive(
    _piece,
    lambda inner: (
        st.builds("".join, st.lists(inner, max_size=3))
        | st.builds("({}){}".format, inner, st.sampled_from(["*", "+", "?", ""]))
    ),
)


@settings(max_examples=200, deadline=400)
@given(_pattern, st.text("ab-", min_size=1, max_size=2))
def test_what_passes_is_quick_on_hostile_text(pattern: str, unit: str) -> None:
    try:
        slow = slow_part(pattern)
    except re.error:
        return
    if not slow:
        re.fullmatch(pattern, unit * 300 + "!")

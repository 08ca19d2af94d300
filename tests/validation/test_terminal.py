"""Problems in a terminal: grouped, counted, coloured, and never raw."""

import io
import re

from validation.problems import MOST_SHOWN, Problem
from validation.terminal import render, wants_colour


def test_render_groups_by_file_and_counts_the_rest() -> None:
    many = [Problem("blank-row", "a.csv", line) for line in range(2, 2 + MOST_SHOWN + 5)]
    text = render([*many[5:], Problem("no-rows", "b.csv"), *many[:5]], "en")
    first, second = text.split("\n\n")
    assert first.count("A blank row") == MOST_SHOWN
    assert first.startswith("a.csv:2: ")
    assert "and 5 more" in first
    assert second.startswith("b.csv: ")


def test_terminal_never_gets_control_characters() -> None:
    problem = Problem("schema", "a\x1b.csv", 1, "c\x1b", "\x1b[31m", {"type": "\x1b", "message": "\u202e"})
    assert not re.search("[\x1b\u202e]", render([problem], "fr"))


def test_warnings_are_marked() -> None:
    problem = Problem("not-nfc", "a.csv", details={"corrected": "é"}, severity="warning")
    assert "[warning]" in render([problem], "en")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_where_someone_looks() -> None:
    assert wants_colour(_Terminal(), {})
    assert not wants_colour(_Terminal(), {"NO_COLOR": "1"})
    assert not wants_colour(io.StringIO(), {})
    assert "\x1b[" in render([Problem("blank-row", "a.csv", 2)], "ar", colour=True)
    assert "\x1b" not in render([Problem("blank-row", "a.csv", 2)], "ar")


def test_title_of_the_field_stands_beside_its_name() -> None:
    problem = Problem("blank-row", "a.csv", 2, "kind", title={"fr": "Nature", "ar": "النوع"})
    assert "a.csv:2 kind (Nature): " in render([problem], "fr")
    assert "(النوع)" in render([problem], "ar")

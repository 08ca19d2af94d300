"""Records of problems, and the catalogue of their words."""

import re
import string
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import problems
from problems import (
    BIDI,
    MOST_SHOWN,
    NOTHING,
    UNSEEN,
    Detail,
    Problem,
    catalogue,
    nearest,
    render,
    sentences,
    visible,
)

SCRIPTS = Path(problems.__file__).parent
LANGUAGES = ("ar", "fr", "en")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def codes_in_scripts() -> set[str]:
    """Codes as the checks write them: `Problem("x"`, `Finding("x"`, `Rule("x"`, `"x": lambda`."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("check_*.py"))
    called = re.findall(r'(?:Problem|problem|Finding|Rule)\(\s*"([a-z0-9-]+)"', sources)
    signs = re.findall(r'^    "([a-z0-9-]+)": (?:lambda content|_is_utf_16)', sources, re.MULTILINE)
    chosen = re.findall(r'code = "([a-z]+)" if .* else "([a-z]+)"', sources)
    return {*called, *signs, *(code for pair in chosen for code in pair)}


def test_catalogue_has_every_code_and_no_other() -> None:
    assert set(catalogue()) == codes_in_scripts()


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_entry_is_complete_and_its_placeholders_agree(code: str) -> None:
    entry = catalogue()[code]
    assert tuple(entry) == LANGUAGES
    for part in ("problem", "remedy"):
        texts = [entry[language][part] for language in LANGUAGES]
        assert all(text.strip() for text in texts)
        assert len({frozenset(placeholders(text)) for text in texts}) == 1
        assert not re.search("[٠-٩]", texts[0])


def test_messages_are_in_every_language() -> None:
    assert problems.languages() == LANGUAGES
    for name in ("sound", "unsound", "warning", "more"):
        values = dict.fromkeys(("resources", "rows", "errors", "warnings", "count", "code"), 1)
        assert all(problems.message(name, language, **values) for language in LANGUAGES)


@given(st.text())
def test_visible_text_is_safe_and_short(text: str) -> None:
    shown = visible(text)
    assert len(shown) <= 60
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


def test_every_unseen_character_of_unicode_is_found() -> None:
    hidden = re.compile(f"[{BIDI}{UNSEEN}]")
    seen = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")
    for code_point in range(sys.maxunicode + 1):
        character = chr(code_point)
        if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} and not seen.match(character):
            assert hidden.match(character), hex(code_point)


def test_value_is_made_visible() -> None:
    assert Problem("x", "a.csv", value="a\u200fb").value == "a‹U+200F›b"
    assert Problem("x", "a.csv", value=" a").value == "‹U+0020›a"
    assert Problem("x", "a.csv", value="a" * 99).value == "a" * 59 + "…"


def test_place() -> None:
    assert Problem("x", "a.csv", 3, "id", "v").place == "a.csv:3 id «v»"
    assert Problem("x", "a.csv").place == "a.csv"


def test_nearest() -> None:
    assert nearest("Commune", ["commune", "region"]) == "commune"
    assert nearest("zzz", ["commune"]) == NOTHING


def test_details_may_depend_on_the_language() -> None:
    details: dict[str, Detail] = {"allowed": {"ar": "عمومي", "en": "public"}, "nearest": "x"}
    problem = Problem("enum", "a.csv", details=details)
    assert "عمومي" in sentences(problem, "ar")[1]
    assert "public" in sentences(problem, "en")[1]


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

"""Records of problems, and the catalogue of their words."""

import re
import string
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from validation import problems
from validation.problems import (
    BIDI,
    MOST_KEPT,
    NO_SUGGESTION,
    UNSEEN,
    Detail,
    Problem,
    catalogue,
    count,
    first_of_each_kind,
    nearest,
    sentences,
    visible,
)

SCRIPTS = Path(problems.__file__).parent
LANGUAGES = ("ar", "fr", "en")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def codes_in_scripts() -> set[str]:
    """Codes as the checks write them: `Problem("x"`, `Finding("x"`, `Rule("x"`, `"x": lambda`."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.py"))
    called = re.findall(r'(?:Problem|problem|Finding|Rule|_not_a_date)\(\s*"([a-z0-9-]+)"', sources)
    signs = re.findall(r'^    "([a-z0-9-]+)": lambda content', sources, re.MULTILINE)
    called += re.findall(r'"(rule-[a-z]+)"', sources)
    chosen = re.findall(r'code = "([a-z-]+)" if .* else "([a-z-]+)"', sources)
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


def test_the_first_of_each_kind_are_kept_and_the_others_counted() -> None:
    many = [Problem("enum", "a.csv", line, "kind", severity="warning") for line in range(2, MOST_KEPT + 5)]
    few = [Problem("enum", "a.csv", line, "other") for line in (7, 8)]
    kept = first_of_each_kind([*many, *few])
    assert kept == [*many[: MOST_KEPT - 1], replace(many[MOST_KEPT - 1], more=3), *few]
    assert first_of_each_kind(kept) == kept
    assert (count(kept), count(kept, "error"), count(kept, "warning")) == (MOST_KEPT + 5, 2, MOST_KEPT + 3)


def test_of_each_kind_one_is_kept_however_far_down() -> None:
    first, second = (Problem("enum", "a.csv", line, "kind") for line in (7, 8))
    assert first_of_each_kind([first, second], last_line=6) == [replace(first, more=1)]


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
    assert nearest("zzz", ["commune"]) == NO_SUGGESTION


def test_details_may_depend_on_the_language() -> None:
    details: dict[str, Detail] = {"allowed": {"ar": "عمومي", "en": "public"}, "nearest": "x"}
    problem = Problem("enum", "a.csv", details=details)
    assert "عمومي" in sentences(problem, "ar")[1]
    assert "public" in sentences(problem, "en")[1]


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "لا أخطاء"), (1, "خطأ واحد"), (2, "خطآن"), (3, "3 أخطاء"), (11, "11 خطأ"), (100, "100 خطأ")],
)
def test_arabic_has_six_plural_forms(count: int, shown: str) -> None:
    assert problems.plural(count, "errors", "ar") == shown


def test_plurals_of_the_others() -> None:
    assert [problems.plural(count, "rows", "fr") for count in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]
    assert [problems.plural(count, "rows", "en") for count in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_every_code_has_an_example_in_the_documentation() -> None:
    for code in catalogue():
        wrong, right = problems.example(code)
        assert wrong
        assert right
        assert wrong != right
    assert set(problems._document()["examples"]) == set(catalogue())


@pytest.mark.parametrize("noun", sorted(problems._document()["nouns"]))
def test_nouns_have_the_forms_their_language_needs(noun: str) -> None:
    for language, forms in problems._document()["nouns"][noun].items():
        assert Locale.parse(language).plural_form.tags | {"other"} <= {*forms, "zero", "many"} | set(forms)
    assert set(problems._document()["nouns"][noun]["ar"]) == {"zero", "one", "two", "few", "many", "other"}

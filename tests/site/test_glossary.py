"""One word for one thing: what the glossary says not to write stands nowhere in the prose and words of its language."""

import re
from collections.abc import Iterator

import pytest
import yaml

from tests.helpers.browser import LANGUAGES
from tests.helpers.packages import ROOT

SEARCHED = ("ignored", "forms", "subject_forms", "glossary")  # words that readers type, and the glossary itself
# Names of official texts and programmes keep their own words
NAMES = r"\{\{.*?\}\}|\{%.*?%\}|`[^`]*`|\]\([^)]*\)|\{#[^}]*\}|https?://\S+|<[^>]*>"


def words_of(node: object, name: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in SEARCHED:
                yield from words_of(value, str(key))
    elif isinstance(node, str):
        yield node


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text for readers of a language: prose, words of the site and of the engine."""
    for folder in ("docs/words", "scripts/theme/words"):
        path = ROOT / folder / f"{language}.yml"
        for text in words_of(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)):  # noqa: S506 - text only
            yield str(path.relative_to(ROOT)), text
    ending = ".md" if language == "ar" else f".{language}.md"
    for path in (ROOT / "docs").rglob("*.md"):
        if "".join(path.suffixes) == ending:
            yield str(path.relative_to(ROOT)), re.sub(NAMES, " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_the_glossary_forbids_stand_nowhere(language: str) -> None:
    path = ROOT / "docs" / "words" / f"{language}.yml"
    terms = yaml.safe_load(path.read_text(encoding="utf-8"))["glossary"]["terms"]
    avoided = [word for term in terms.values() for word in re.split(r"[,،] ?", term["avoid"]) if word]
    assert len(avoided) > 10
    # Arabic writes the article and particles to the word
    before = r"(?<!\w)(?:[وفبلك]?ال|لل|[وفبلك])?" if language == "ar" else r"(?<!\w)"
    forbidden = re.compile(before + "(" + "|".join(map(re.escape, avoided)) + r")(?!\w)", re.IGNORECASE)
    found = [(place, match[0]) for place, text in texts(language) for match in forbidden.finditer(text)]
    assert found == []


def test_searched_words_and_the_glossary_itself_are_no_prose() -> None:
    assert list(words_of({"a": {"b": "one"}, "forms": "two", "glossary": {"avoid": "three"}})) == ["one"]

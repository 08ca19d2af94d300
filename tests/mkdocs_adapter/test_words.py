"""Every word that is asked for is there in every language, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from datapackage import descriptor
from mkdocs_adapter import words
from system.errors import BuildError
from tests.helpers import asked_words
from tests.helpers.asked_words import asks
from tests.helpers.packages import ROOT

THEME, DOCS = ROOT / "scripts" / "theme", ROOT / "docs"
LANGUAGES = ("ar", "fr", "en")
OF_ENGINE = asked_words.of_templates(THEME.rglob("*.html")) | asked_words.of_python((ROOT / "scripts").rglob("*.py"))
OF_SITE = asked_words.of_templates(DOCS.rglob("*.html"))
NO_WORD = {"data", "downloads"}  # whole mappings, taken apart in the code
OF_LISTS = {"compare.lists.*.title", "compare.lists.*.none"}  # named by the descriptor of a site
EMPTY = ROOT / "tests"  # no `words/` here


def keys(language: str, *, theme: bool = True, site: bool = True) -> set[str]:
    return set(words.keys(words.load(language, THEME if theme else EMPTY, DOCS if site else EMPTY)))


def own(language: str, folder: Path) -> set[str]:
    return set(words.keys(words._read(folder / "words" / f"{language}.yml")))


def plurals(tree: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in tree.items():
        if isinstance(value, dict) and "other" in value:
            yield f"{path}{name}", value
        elif isinstance(value, dict):
            yield from plurals(value, f"{path}{name}.")


def test_words_are_looked_for_in_templates_python_and_scripts() -> None:
    """What the test below rests on: each kind of question is seen."""
    assert {"chart.table", "changes.*", "find.loading", "compare.full", "downloads.uses.*"} <= OF_ENGINE
    assert {"unknown", "yes", "no", "data.types", "downloads.sheets.sources"} <= OF_ENGINE
    assert {"network.units.*", "place.all", "data.filled"} <= OF_SITE
    assert "*" not in OF_ENGINE | OF_SITE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_theme_has_every_word_the_engine_asks_for_and_no_other(language: str) -> None:
    known = own(language, THEME)
    asked = OF_ENGINE - NO_WORD
    assert [key for key in asked - OF_LISTS if not any(asks(key, word) for word in known)] == []
    assert [word for word in known if not any(asks(key, word) for key in asked)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_has_every_word_its_templates_ask_for_and_no_other(language: str) -> None:
    known = keys(language) - {key for key in keys(language) if key.startswith("nav.")}
    assert [key for key in OF_SITE if not any(asks(key, word) for word in known)] == []
    above = {key for key in own(language, DOCS) if not key.startswith("nav.")} - own(language, THEME)
    left = {word for word in above if not any(asks(key, word) for key in OF_SITE | OF_LISTS)}
    assert {word.rpartition(".")[0] for word in left} <= own(language, THEME)  # forms of a plural said otherwise


def test_the_lists_of_the_comparison_have_their_words(real: descriptor.Package) -> None:
    for resource in real.resources.values():
        for name, each in resource.descriptor.get("rowPages", {}).get("compare", {}).get("lists", {}).items():
            wanted = {f"compare.lists.{name}.none"} | (set() if "by" in each else {f"compare.lists.{name}.title"})
            for language in LANGUAGES:
                assert {key for key in keys(language) if key.startswith(f"compare.lists.{name}.")} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [THEME, DOCS], ids=["theme", "site"])
def test_every_language_has_the_same_words(language: str, folder: Path) -> None:
    def told(name: str) -> set[str]:
        return {key for key in own(name, folder) if not key.startswith("nav.")}

    creators = {"data.citation"}  # the Arabic name of this site is not that of its descriptor
    assert told(language) - creators == told("en") - creators


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form_that_numbers_below_a_million_take(language: str) -> None:
    """`zero` may stand beside them; words that never change have `other` alone."""
    rule = Locale.parse(language).plural_form
    needed = {rule(number) for number in range(1000)}
    found = dict(plurals(words.load(language, THEME, DOCS)))
    assert len(found) > 20
    for key, forms in found.items():
        assert set(forms) - {"zero"} == needed - {"zero"} or set(forms) == {"other"}, key
        assert "zero" in forms or "zero" not in needed or set(forms) == {"other"}, key


def test_the_word_of_the_site_comes_first_and_the_rest_stays(tmp_path: Path) -> None:
    for folder, text in (("theme", "a: {b: 1, c: yes}\nd: x\n"), ("site", "a: {b: two}\ne: y\n")):
        (tmp_path / folder / "words").mkdir(parents=True)
        (tmp_path / folder / "words" / "en.yml").write_text(text, encoding="utf-8")
    found = words.load("en", tmp_path / "theme", tmp_path / "site")
    assert found == {"a": {"b": "two", "c": "yes"}, "d": "x", "e": "y"}
    assert words.load("en", tmp_path / "theme", tmp_path) == {"a": {"b": "1", "c": "yes"}, "d": "x"}


def test_a_language_the_theme_does_not_know_is_written_in_full(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"es\.yml.*chart\.table"):
        words.load("es", THEME, tmp_path)
    (tmp_path / "words").mkdir()
    text = (THEME / "words" / "fr.yml").read_text(encoding="utf-8")
    (tmp_path / "words" / "es.yml").write_text(text.replace("  table:", "  tabla:"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"are missing: chart\.table$"):
        words.load("es", THEME, tmp_path)
    (tmp_path / "words" / "es.yml").write_text(text, encoding="utf-8")
    assert set(words.keys(words.load("es", THEME, tmp_path))) == own("fr", THEME)


@pytest.mark.parametrize("text", ["a: [1, 2]", "- a", "a: {b: c", "only text"])
def test_a_file_that_is_no_mapping_of_text_is_told_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"en\.yml"):
        words.load("en", THEME, tmp_path)

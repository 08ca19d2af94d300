"""What is wrong, where, and what to write instead.

A check yields `Problem` records; the words for readers are in `problems.yml`,
one entry a code, in every language: what is wrong and why (`problem`), what to
write instead (`remedy`). Both may hold `{placeholders}` that the record fills.
"""

from __future__ import annotations

import difflib
import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml
from babel import Locale

CATALOGUE = Path(__file__).with_name("problems.yml")
MOST_SHOWN = 20  # of one code in one file; the rest is only counted
MOST_KEPT = 1000  # of one code in one column, so that a table that is wrong everywhere does not fill the memory
VALUE_LENGTH = 60
DETAIL_LENGTH = 600
NO_SUGGESTION = "—"  # stands in a message where nothing can be suggested

# Characters that no one sees: controls, format characters, surrogates, private use and the
# Default_Ignorable_Code_Point of Unicode (https://www.unicode.org/reports/tr44/).
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029"
    "\u2060-\u2065\u206a-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15))
)
_HIDDEN = re.compile(f"[{BIDI}{UNSEEN}]|^\\s+|\\s+$")

Detail: TypeAlias = str | int | Mapping[str, str]
Severity: TypeAlias = Literal["error", "warning"]
Catalogue: TypeAlias = dict[str, dict[str, dict[str, str]]]


def visible(text: str, limit: int = VALUE_LENGTH) -> str:
    """Return `text` safe for a terminal and cut to `limit` characters.

    Control and invisible characters, and spaces at either end, read `‹U+200F›`.
    """
    # Cut first: a cell of nine million spaces, each made visible, would fill the memory.
    text = text[: 2 * limit]
    shown = _HIDDEN.sub(lambda match: "".join(f"‹U+{ord(character):04X}›" for character in match[0]), text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One problem and its place.

    `file` is relative to the package, `line` counts from 1 in the file (None
    for the whole file), `column` names a field, or a property of the descriptor by its path.
    `value` is what stands there, made visible. `details` fill the placeholders of
    the catalogue; one that depends on the language is a mapping from language to
    text. `title` is that of the field, by language. `corrected` is what to write in
    the cell, where only one correction is possible. `more` counts those of the same
    kind, in the same column, that follow and are not kept.
    """

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    severity: Severity = "error"
    title: Mapping[str, str] = field(default_factory=dict)
    corrected: str | None = None
    more: int = 0

    def __post_init__(self) -> None:
        if self.value is not None:
            object.__setattr__(self, "value", visible(self.value))

    @property
    def place(self) -> str:
        """Return `file:line column «value»`, without the parts that are unknown."""
        file = visible(self.file, DETAIL_LENGTH)
        parts = [file if self.line is None else f"{file}:{self.line}"]
        parts += [visible(self.column)] if self.column else []
        parts += [f"«{self.value}»"] if self.value else []
        return " ".join(parts)


def first_of_each_kind(problems: Iterable[Problem], last_line: int | None = None) -> list[Problem]:
    """Return the problems, of each kind in a column only the first; the last one kept counts those that follow it.

    At most `MOST_KEPT` of a kind are kept, and, but for its first, none after `last_line`.
    """
    kept: list[Problem] = []
    places: dict[tuple[str, str, str | None], list[int]] = {}
    follow: Counter[tuple[str, str, str | None]] = Counter()
    for problem in problems:
        kind = (problem.code, problem.file, problem.column)
        of_kind = places.setdefault(kind, [])
        is_late = bool(of_kind and last_line and (problem.line or 0) > last_line)
        if is_late or len(of_kind) == MOST_KEPT:
            follow[kind] += 1 + problem.more
        else:
            of_kind.append(len(kept))
            kept.append(problem)
    for kind, number in follow.items():
        last = places[kind][-1]
        kept[last] = replace(kept[last], more=kept[last].more + number)
    return kept


def count(problems: Iterable[Problem], severity: Severity | None = None) -> int:
    """Return how many problems there are, of `severity` if it is given, with those that are only counted."""
    return sum(1 + problem.more for problem in problems if severity in (None, problem.severity))


def nearest(value: str, options: Iterable[str], count: int = 3) -> str:
    """Return the options most like `value`, joined by commas; a dash where none is like it."""
    by_folded = {option.casefold(): option for option in options}
    matches = difflib.get_close_matches(value.casefold(), by_folded, n=count)
    return ", ".join(by_folded[match] for match in matches) or NO_SUGGESTION


def explained() -> dict[str, dict[str, Any]]:
    """Return every code for the page that explains them: texts by language, placeholders as …, an example."""
    placeholder = re.compile(r"\{[^{}]*\}")
    return {
        code: {
            "texts": {
                language: {part: placeholder.sub("…", text) for part, text in texts.items()}
                for language, texts in entry.items()
            },
            "wrong": example(code)[0],
            "right": example(code)[1],
        }
        for code, entry in catalogue().items()
    }


def example(code: str) -> tuple[str, str]:
    """Return what a file with this problem says, and what it should say."""
    wrong, right = _document()["examples"][code]
    return str(wrong), str(right)


@cache
def _document() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a tenth of the time, where libyaml is there
    document: dict[str, Any] = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe
    return document


def catalogue() -> Catalogue:
    """Return code → language → `problem` and `remedy`, from `problems.yml`."""
    problems: Catalogue = _document()["problems"]
    return problems


def languages() -> tuple[str, ...]:
    """Return the languages in which every entry of the catalogue is written."""
    return tuple(_document()["messages"]["more"])


@cache
def words(name: str) -> frozenset[str]:
    """Return the words that a check looks for in the data, of all languages, in lower case: `unknown`, `total`."""
    by_language: dict[str, list[str]] = _document()["words"][name]
    return frozenset(word.casefold() for listed in by_language.values() for word in listed)


def numbered(name: str) -> dict[str, str]:
    """Return the words of ordered lists, in lower case, with their position from 1: `months` gives january → 1."""
    lists: list[list[str]] = _document()["lists"][name]
    return {word.casefold(): str(number) for listed in lists for number, word in enumerate(listed, 1)}


def reason(sentence: str) -> Detail:
    """Translate what a library says in English about JSON or a pattern; return an unknown sentence as it is."""
    translations: list[dict[str, str]] = _document()["reasons"]
    return next((texts for texts in translations if sentence.casefold().startswith(texts["said"])), sentence)


class _PluralFormatter(string.Formatter):
    """Fill `{rows:files}` with the number `rows` and the noun `files` in its plural form."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return plural(int(value), format_spec, self.language) if format_spec else str(value)


def plural(count: int, noun: str, language: str) -> str:
    """Return `count` with a noun of the catalogue, by the plural rules of CLDR: 3 and `rows` give 3 rows."""
    forms: Mapping[str, str] = _document()["nouns"][noun][language]
    form = "zero" if count == 0 and "zero" in forms else Locale.parse(language).plural_form(count)
    return forms.get(form, forms["other"]).replace("{n}", str(count))


def message(name: str, language: str, **values: int | str) -> str:
    """Return the sentence `name`, one of those around the problems; raises KeyError if it is unknown."""
    return _PluralFormatter(language).vformat(str(_document()["messages"][name][language]), (), values)


def _in_language(detail: Detail, language: str) -> str:
    if isinstance(detail, Mapping):
        detail = detail.get(language) or next(iter(detail.values()), "")
    return visible(str(detail), DETAIL_LENGTH)


def sentences(problem: Problem, language: str) -> tuple[str, str]:
    """Return what is wrong and what to write instead, in `language`.

    Raises KeyError for a code or a placeholder that is not known.
    """
    entry = catalogue()[problem.code][language]
    values = {name: _in_language(detail, language) for name, detail in problem.details.items()}
    fill = _PluralFormatter(language).vformat
    return fill(entry["problem"], (), values), fill(entry["remedy"], (), values)

"""What is wrong, where, and what to write instead.

A check yields `Problem` records; the words for readers are in `problems.yml`,
one entry a code, in every language: what is wrong and why (`problem`), what to
write instead (`remedy`). Both may hold `{placeholders}` that the record fills.
"""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml
from babel import Locale

CATALOGUE = Path(__file__).with_name("problems.yml")
MOST_SHOWN = 20  # of one code in one file; the rest is only counted
VALUE_LENGTH = 60
DETAIL_LENGTH = 600
NOTHING = "—"  # stands where a suggestion could not be made

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
    """`text` safe for a terminal and cut to `limit` characters.

    Control and invisible characters, and spaces at either end, read `‹U+200F›`.
    """
    # No more than can be shown: nine million spaces made visible would fill the memory.
    text = text[: 2 * limit]
    shown = _HIDDEN.sub(lambda match: "".join(f"‹U+{ord(each):04X}›" for each in match[0]), text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One fault and its place.

    `file` is relative to the package, `line` counts from 1 in the file (None
    for the whole file), `column` names a field or a property of the contract.
    `value` is made visible. `details` fill the placeholders of the catalogue;
    a detail that depends on the language is a mapping from language to text.
    `title` is that of the field, by language. `corrected` is what to write in
    the cell, where there is just one thing to write.
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

    def __post_init__(self) -> None:
        if self.value is not None:
            object.__setattr__(self, "value", visible(self.value))

    @property
    def place(self) -> str:
        """`file:line column «value»`, without what is unknown."""
        file = visible(self.file, DETAIL_LENGTH)
        parts = [file if self.line is None else f"{file}:{self.line}"]
        parts += [visible(self.column)] if self.column else []
        parts += [f"«{self.value}»"] if self.value else []
        return " ".join(parts)


def nearest(value: str, options: Iterable[str], count: int = 3) -> str:
    """The options most like `value`, joined by commas; a dash where none is."""
    listed = list(options)
    folded = {option.casefold(): option for option in listed}
    found = difflib.get_close_matches(value.casefold(), folded, n=count)
    return ", ".join(folded[each] for each in found) or NOTHING


def explained() -> dict[str, dict[str, Any]]:
    """Every code for the page that explains them: texts by language, what a check fills in as …, the example."""
    plain = re.compile(r"\{[^{}]*\}")
    return {
        code: {
            "texts": {
                name: {part: plain.sub("…", text) for part, text in each.items()} for name, each in entry.items()
            },
            "wrong": example(code)[0],
            "right": example(code)[1],
        }
        for code, entry in catalogue().items()
    }


def example(code: str) -> tuple[str, str]:
    """What the file said and what it should say, for the page that explains the codes."""
    wrong, right = _document()["examples"][code]
    return str(wrong), str(right)


@cache
def _document() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a tenth of the time, where libyaml is there
    document: dict[str, Any] = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe
    return document


def catalogue() -> Catalogue:
    """Code → language → `problem` and `remedy`, from `problems.yml`."""
    problems: Catalogue = _document()["problems"]
    return problems


def languages() -> tuple[str, ...]:
    """The languages that every entry of the catalogue is written in."""
    return tuple(_document()["messages"]["more"])


@cache
def words(name: str) -> frozenset[str]:
    """Words of all languages that a check looks for in the data, lower case: `unknown`, `total`."""
    return frozenset(each.casefold() for of_language in _document()["words"][name].values() for each in of_language)


def numbered(name: str) -> dict[str, str]:
    """Words of lists in which the place says what they mean, lower case, with that place from 1: `months`."""
    lists: list[list[str]] = _document()["lists"][name]
    return {word.casefold(): str(number) for each in lists for number, word in enumerate(each, 1)}


def reason(sentence: str) -> Detail:
    """What a library says in English of JSON or of a pattern, in every language; as it is where it is not known."""
    known: list[dict[str, str]] = _document()["reasons"]
    return next((each for each in known if sentence.casefold().startswith(each["said"])), sentence)


class _Counting(string.Formatter):
    """Reads `{rows:files}` as the number `rows` with the noun `files` in the plural form it asks for."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return plural(int(value), format_spec, self.language) if format_spec else str(value)


def plural(count: int, noun: str, language: str) -> str:
    """`count` with a noun of the catalogue, by the plural rules of CLDR: 3, `rows` → 3 rows."""
    forms: Mapping[str, str] = _document()["nouns"][noun][language]
    form = "zero" if count == 0 and "zero" in forms else Locale.parse(language).plural_form(count)
    return forms.get(form, forms["other"]).replace("{n}", str(count))


def message(name: str, language: str, **values: int | str) -> str:
    """The sentence `name` that stands around the problems; KeyError if unknown."""
    return _Counting(language).vformat(str(_document()["messages"][name][language]), (), values)


def _spoken(detail: Detail, language: str) -> str:
    if isinstance(detail, Mapping):
        detail = detail.get(language) or next(iter(detail.values()), "")
    return visible(str(detail), DETAIL_LENGTH)


def sentences(problem: Problem, language: str) -> tuple[str, str]:
    """What is wrong and what to write instead, in `language`.

    Raises KeyError for a code or a placeholder that is not known.
    """
    entry = catalogue()[problem.code][language]
    values = {name: _spoken(detail, language) for name, detail in problem.details.items()}
    say = _Counting(language).vformat
    return say(entry["problem"], (), values), say(entry["remedy"], (), values)

"""Find characters and spellings that no text of a package should hold.

Each rule is a pattern and, where the right text follows from the wrong one, a
correction. The same rules read the cells of a table and the texts of the descriptor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from validation.problems import BIDI, NO_SUGGESTION, UNSEEN, Severity
from validation.root_causes import explained_in_text
from validation.text.mojibake import GARBLED, unscrambled
from validation.text.unicode_scripts import MIXED, one_script

Correct = Callable[[str], str]


@dataclass(frozen=True)
class Finding:
    """What a check finds in a text: a code, the part that is wrong, the whole text corrected.

    `certain` where the correction is the only one possible and loses nothing:
    `make fix` then writes it.
    """

    code: str
    matched: str
    corrected: str = NO_SUGGESTION
    severity: Severity = "error"
    certain: bool = False


@dataclass(frozen=True)
class Rule:
    """A pattern that must not occur, and how to correct it.

    `in_prose` rules also hold for the texts of the descriptor, `in_links` rules
    for web addresses, whose letters must stay. `certain` is as in `Finding`.
    """

    code: str
    pattern: re.Pattern[str]
    correct: Correct | None = None
    in_prose: bool = True
    in_links: bool = True
    certain: bool = False
    severity: Severity = "error"


_ARABIC_SEPARATORS = str.maketrans({"٫": ".", "٬": ""})


def western_digits(text: str) -> str:
    """Return `text` with every decimal digit as 0-9, the Arabic decimal sign as a dot: ١٬٢٠٠٫٥ → 1200.5."""
    characters = (str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    return "".join(characters).translate(_ARABIC_SEPARATORS)


def _base_letters(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


_INVISIBLE = re.compile(f"[{UNSEEN}]")
_BIDI = re.compile(f"[{BIDI}]")
# A mark alone comes from a keyboard; overrides and embeddings (U+202A-E, U+2066-9) may hide a meaning.
_MARKS = re.compile("[\u061c\u200e\u200f]")
# Shapes of letters, copied from a PDF, Latin ligatures too; honorifics (U+FDFA–FDFF) and ornate brackets are text.
_PRESENTATION = re.compile("[\ufb00-\ufb06\ufb50-\ufd3d\ufd50-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc]")
# At the end of a word it may join a prefix to a foreign word or number (لـPDF, بالـ 12), or end هـ.
_TATWEEL = re.compile(
    "(?<!ـ)ـ++(?=[\u0620-\u064a])|ـ{2,}+|(?<=[\u0620-\u064a][\u0620-\u063a\u0641-\u0643\u0645\u0646\u0648-\u064a])ـ(?!\\w)"
)
# Spaces of a special width; a no-break space between two words, where French typography has none; two in a row.
_ODD_SPACE = re.compile("[\u1680\u2000-\u200a\u205f\u3000]|(?<=[^\\W\\d_])[\u00a0\u202f](?=[^\\W\\d_])|[ \u00a0]{2,}")
# A letter that an encoding does not have becomes a question mark: T?touan.
_LOST_IN_WORD = re.compile(r"(?:(?<=[\s(«'’])|\A)[^\W\d_]+\?[^\W\d_]+(?=[\s.,;:)»'’]|\Z)")
# Letters as programs write them: \u0627, %D8%A7.
_ESCAPED = re.compile(r"\\u[0-9A-Fa-f]{4}|(?:(?<=[\s(«])|\A)[^\s/]*%[C-F][0-9A-F]%[89AB][0-9A-F]")
_COMBINING = (
    "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_STACK = re.compile(f"{_COMBINING}{{3,}}")


def _unescaped(text: str) -> str:
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return unquote(plain, errors="replace")


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


# A tag, or a character by its name or number; of the names without a semicolon, those that browsers accept.
_MARKUP = r"[<＜][A-Za-z/!?]|&(?:#x?[0-9A-Fa-f]+|(?:[a-z]{2,}[0-9]{0,2}|[A-Z][a-z]+);|(?:lt|gt|quot|amp)\b)"
# A link, an image, a footnote; signs that begin a block of Markdown; bold text, and icons by name.
_MARKDOWN = (
    r"\[[^\]\n]{0,200}\][(\[]|\A\s*\*?\[[^\]\n]{0,200}\]:|\A\[TOC\]|\A(?:#{1,6}|[*+>]|!!!|\?\?\?\+?)\s|\A(?:```|~~~)"
    r"|\*\*[^*\n]+\*\*|__[^_\n]+__|(?<![\w:]):[a-z][a-z0-9_+-]{2,}:(?![\w:])"
)

# Error values of Excel, in English and in French, and the signs of a column too narrow for its number.
_EXCEL_ERROR = r"\A#(?:REF|N/A|NAME\?|VALUE|DIV/0|NUM|NULL|NOM\?|VALEUR|NOMBRE|SPILL|CALC|#+)[!?]?\Z"
# Signs after which a spreadsheet computes a cell; a number, or a telephone number, may begin with one too.
_FORMULA = r"\A[\s'\"]*(?![+-]?[0-9]+(?:\.[0-9]+)?\Z|\+[0-9][0-9 .()-]{7,}\Z)[=+\-@＝＋－＠]"

_PICTOGRAPH = re.compile("[\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff]")

RULES = (
    Rule("digits", re.compile(r"(?![0-9])\d"), western_digits, certain=True),
    Rule("whitespace", re.compile(r"^\s|\s\Z"), str.strip, in_prose=False, certain=True),
    Rule("line-break", re.compile(r"[\r\n]"), _one_space, in_prose=False),
    Rule("bidi-mark", _MARKS, lambda text: _MARKS.sub("", text), certain=True),
    Rule("bidi-control", _BIDI, lambda text: _BIDI.sub("", text)),
    Rule("lost-character", re.compile("\ufffd|\\?{3,}")),
    Rule("lost-character", _LOST_IN_WORD, in_links=False),
    Rule("mojibake", GARBLED, unscrambled),
    Rule("mojibake", _ESCAPED, _unescaped, in_links=False),
    Rule("invisible-character", re.compile(f"(?![\r\n]|\\A\t|\t\\Z)[{UNSEEN}]"), _visible),
    Rule("odd-space", _ODD_SPACE, _one_space, in_links=False, certain=True),
    Rule("stacked-marks", _STACK, lambda text: _STACK.sub("", text)),
    Rule("mixed-script", MIXED, one_script, in_links=False),
    Rule("markup", re.compile(_MARKUP)),
    Rule("template", re.compile(r"\{[{%#:+~=.<>-]|\{[0-9]*[.\[]|[$#]\{|<%|\[\[|\]\]")),
    Rule("snippet", re.compile(r"-+8<-+")),
    Rule("script-link", re.compile(r"(?i)\b(?:javascript|vbscript|livescript)\s*:|\bdata\s*:\s*[a-z]+/")),
    Rule("markdown", re.compile(_MARKDOWN), in_prose=False, in_links=False),
    Rule("error-value", re.compile(_EXCEL_ERROR), in_prose=False),
    # Spreadsheets run it when a download is opened: https://owasp.org/www-community/attacks/CSV_Injection
    Rule("formula", re.compile(_FORMULA), in_prose=False),
    Rule("presentation-form", _PRESENTATION, lambda text: _PRESENTATION.sub(_base_letters, text), in_links=False),
    Rule("tatweel", _TATWEEL, lambda text: _TATWEEL.sub("", text), in_links=False, certain=True),
    Rule("pictograph", _PICTOGRAPH, in_links=False, severity="warning"),
)
_PROSE_RULES = tuple(rule for rule in RULES if rule.in_prose)
_LINK_RULES = tuple(rule for rule in RULES if rule.in_links)


def check_text(text: str, rules: tuple[Rule, ...] = RULES) -> Iterator[Finding]:
    """Find what is wrong with the characters of one text, each code once, without what another explains."""
    codes: set[str] = set()
    for rule in rules:
        match = rule.pattern.search(text)
        if not match or rule.code in codes or codes & explained_in_text(rule.code):
            continue
        codes.add(rule.code)
        corrected = (rule.correct(text) if rule.correct else "") or NO_SUGGESTION
        certain = rule.certain and corrected != NO_SUGGESTION
        yield Finding(rule.code, match[0], corrected, rule.severity, certain)


def check_link_text(text: str) -> Iterator[Finding]:
    """Do as `check_text` for a web address, whose letters stay as its owner wrote them."""
    return check_text(text, _LINK_RULES)


def check_prose(text: str) -> Iterator[Finding]:
    """Do as `check_text` for a text of the descriptor, which may be Markdown of several lines."""
    return check_text(text, _PROSE_RULES)


def check_composed(text: str) -> Iterator[Finding]:
    """Find text that is not in Unicode Normalization Form C: it looks like other text, and no search finds it."""
    if not unicodedata.is_normalized("NFC", text):
        yield Finding("not-nfc", text, unicodedata.normalize("NFC", text), "warning", certain=True)

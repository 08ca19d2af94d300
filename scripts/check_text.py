"""Characters and spellings that no text of a package should hold.

Each rule is a pattern and, where the right text follows from the wrong one, a
correction. The same rules read the cells of a table and the words of the contract.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from problems import BIDI, NOTHING, UNSEEN, Severity

Fix = Callable[[str], str]


@dataclass(frozen=True)
class Finding:
    """What a rule found in a text: the code, the part at fault, the text put right.

    `certain` where the correction is the only one possible and loses nothing:
    `make fix` then writes it.
    """

    code: str
    found: str
    corrected: str = NOTHING
    severity: Severity = "error"
    certain: bool = False


@dataclass(frozen=True)
class Rule:
    """A pattern that must not occur.

    `in_prose` rules also hold for the words of the contract, `in_links` rules
    for web addresses, where letters are not ours to change. `certain` as in `Finding`.
    """

    code: str
    pattern: re.Pattern[str]
    fix: Fix | None = None
    in_prose: bool = True
    in_links: bool = True
    certain: bool = False
    severity: Severity = "error"


# UTF-8 read as Windows-1252 or Latin-1 (Arabic ØªØ·, French Ã©, quotes â€) or as Windows-1256 (Arabic ط·ظ).
_WESTERN_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_ARABIC_TAIL = "[€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œ¢£¤¥¦§¨©¬®¯°±²³´µ¶·¸¹¼½¾پٹچژڈگکڑںھ]"
_MOJIBAKE = re.compile(f"(?:[ØÙÚÛ]{_WESTERN_TAIL}){{2}}|[ÃÂ]{_WESTERN_TAIL}|â€|(?:[طظ]{_ARABIC_TAIL}){{2}}")
_ARABIC_SEPARATORS = str.maketrans({"٫": ".", "٬": ""})


def western_digits(text: str) -> str:
    """Every decimal digit as 0-9, the Arabic decimal sign as a dot: ١٬٢٠٠٫٥ → 1200.5."""
    digits = (str(unicodedata.digit(each)) if each.isdecimal() else each for each in text)
    return "".join(digits).translate(_ARABIC_SEPARATORS)


def unscrambled(text: str) -> str:
    """Text whose UTF-8 was read in another encoding, read again; a dash where that fails."""
    for encoding in ("cp1252", "latin-1", "cp1256"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return NOTHING


def _shaped(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


_UNSEEN_BUT_BREAKS = re.compile(f"[{UNSEEN}]")
_BIDI = re.compile(f"[{BIDI}]")
# Marks alone are residue of a keyboard; overrides and embeddings (U+202A-E, U+2066-9) may hide a meaning.
_MARKS = re.compile("[\u061c\u200e\u200f]")
# Letters as drawn, from a PDF; the honorific ligatures and ornate brackets (U+FD3E–FD4F, FDF0–FDFF) are text.
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]")
# Between letters; at the end it joins a prefix to a foreign word or number (لـPDF), or ends هـ.
_TATWEEL = re.compile("(?<!ـ)ـ++(?=[\u0620-\u064a])")
_COMBINING = (
    "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_STACK = re.compile(f"{_COMBINING}{{3,}}")
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LOOKALIKE = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff"  # Greek, Cyrillic, Armenian, Cherokee
_STYLED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"  # full-width and mathematical letters
MIXED = re.compile(f"[{_LATIN}][{_LOOKALIKE}]|[{_LOOKALIKE}][{_LATIN}]|[{_STYLED}]")
_LATIN_TWINS = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅοαερυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijshdqwABEKMHOPCTXYIJSoaepuvABEZHIKMNOPTYX"
)


def one_script(text: str) -> str:
    """Look-alike letters as the Latin ones they pass for; a dash where some have no twin."""
    corrected = unicodedata.normalize("NFKC", text).translate(_LATIN_TWINS)
    return NOTHING if MIXED.search(corrected) else corrected


def _seen(text: str) -> str:
    return _UNSEEN_BUT_BREAKS.sub("", text)


# Messages of Excel, in English and in French, and the marks of a column too narrow to show a number.
_EXCEL_ERROR = r"\A#(?:REF|N/A|NAME\?|VALUE|DIV/0|NUM|NULL|NOM\?|VALEUR|NOMBRE|SPILL|CALC|#+)[!?]?\Z"
# Text before which a spreadsheet runs a cell; a number, or a telephone number, may begin with a sign.
_FORMULA = r"\A[\s'\"]*(?!-?[0-9]+(?:\.[0-9]+)?\Z|\+[0-9][0-9 .()-]{7,}\Z)[=+\-@＝＋－＠]"

RULES = (
    Rule("digits", re.compile(r"(?![0-9])\d"), western_digits, certain=True),
    Rule("whitespace", re.compile(r"^\s|\s\Z"), str.strip, in_prose=False, certain=True),
    Rule("line-break", re.compile(r"[\r\n]"), lambda text: " ".join(text.split()), in_prose=False),
    Rule("bidi-mark", _MARKS, lambda text: _MARKS.sub("", text), certain=True),
    Rule("bidi-control", _BIDI, lambda text: _BIDI.sub("", text)),
    Rule("invisible-character", re.compile(f"(?![\r\n]|\\A\t|\t\\Z)[{UNSEEN}]"), _seen),
    Rule("lost-character", re.compile("\ufffd|\\?{3,}")),
    Rule("mojibake", _MOJIBAKE, unscrambled),
    Rule("stacked-marks", _STACK, lambda text: _STACK.sub("", text)),
    Rule("mixed-script", MIXED, one_script, in_links=False),
    Rule("markup", re.compile(r"<[A-Za-z/!?]|&(?:#x?[0-9A-Fa-f]+|[A-Za-z]+);")),
    Rule("template", re.compile(r"\{[{%#]|\$\{")),
    Rule("snippet", re.compile(r"--8<--")),
    Rule("script-link", re.compile(r"(?i)\b(?:javascript|vbscript|livescript)\s*:|\bdata\s*:\s*[a-z]+/")),
    Rule("markdown", re.compile(r"\[[^\]\n]{0,200}\][(\[]|\A\s*\[[^\]\n]{0,200}\]:"), in_prose=False, in_links=False),
    Rule("error-value", re.compile(_EXCEL_ERROR), in_prose=False),
    # What spreadsheets run when a download is opened: https://owasp.org/www-community/attacks/CSV_Injection
    Rule("formula", re.compile(_FORMULA), in_prose=False),
    Rule("presentation-form", _PRESENTATION, lambda t: _PRESENTATION.sub(_shaped, t), in_links=False),
    Rule("tatweel", _TATWEEL, lambda text: _TATWEEL.sub("", text), in_links=False, certain=True),
    Rule("pictograph", re.compile("[\U0001f000-\U0001faff]"), in_links=False, severity="warning"),
)  # fmt: skip
_PROSE_RULES = tuple(rule for rule in RULES if rule.in_prose)
_LINK_RULES = tuple(rule for rule in RULES if rule.in_links)


def check_text(text: str, rules: tuple[Rule, ...] = RULES) -> Iterator[Finding]:
    """What is wrong with the characters of one text, each cause once."""
    marked = False
    for rule in rules:
        match = rule.pattern.search(text)
        if not match or (marked and rule.code == "bidi-control"):
            continue
        marked = marked or rule.code == "bidi-mark"
        corrected = (rule.fix(text) if rule.fix else NOTHING) or NOTHING
        certain = rule.certain and corrected != NOTHING
        yield Finding(rule.code, match[0], corrected, rule.severity, certain)


def check_link_text(text: str) -> Iterator[Finding]:
    """As `check_text`, for a web address: its letters stay as its owner wrote them."""
    return check_text(text, _LINK_RULES)


def check_prose(text: str) -> Iterator[Finding]:
    """As `check_text`, for the words of the contract: they may begin and break as they like."""
    return check_text(text, _PROSE_RULES)


def check_composed(text: str) -> Iterator[Finding]:
    """A text that is not in Unicode Normalization Form C looks like another and is not found."""
    if not unicodedata.is_normalized("NFC", text):
        yield Finding("not-nfc", text, unicodedata.normalize("NFC", text), "warning", certain=True)

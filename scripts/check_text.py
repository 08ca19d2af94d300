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
    """What a rule found in a text: the code, the part at fault, the text put right."""

    code: str
    found: str
    corrected: str = NOTHING
    severity: Severity = "error"


@dataclass(frozen=True)
class Rule:
    """A pattern that must not occur.

    `in_prose` rules also hold for the words of the contract, `in_links` rules
    for web addresses, where letters are not ours to change.
    """

    code: str
    pattern: re.Pattern[str]
    fix: Fix | None = None
    in_prose: bool = True
    in_links: bool = True


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
# Letters as drawn, from a PDF; the honorific ligatures and ornate brackets (U+FD3E–FD4F, FDF0–FDFF) are text.
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]")
# Between letters; at the end it joins a prefix to a foreign word or number (لـPDF), or ends هـ.
_TATWEEL = re.compile("ـ+(?=[\u0620-\u064a])")

RULES = (
    Rule("digits", re.compile(r"(?![0-9])\d"), western_digits),
    Rule("whitespace", re.compile(r"^\s|\s\Z"), str.strip, in_prose=False),
    Rule("line-break", re.compile(r"[\r\n]"), lambda text: " ".join(text.split()), in_prose=False),
    Rule("bidi-control", _BIDI, lambda text: _BIDI.sub("", text)),
    Rule("invisible-character", re.compile(f"(?![\r\n])[{UNSEEN}]"), lambda t: _UNSEEN_BUT_BREAKS.sub("", t)),
    Rule("lost-character", re.compile("\ufffd")),
    Rule("mojibake", _MOJIBAKE, unscrambled),
    Rule("markup", re.compile(r"<[A-Za-z/!]")),
    Rule("template", re.compile(r"\{[{%#]")),
    Rule("snippet", re.compile(r"--8<--")),
    Rule("script-link", re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)),
    # What spreadsheets run when a download is opened: https://owasp.org/www-community/attacks/CSV_Injection
    Rule("formula", re.compile(r"\A\s*(?!-?[0-9]+(?:\.[0-9]+)?\Z)[=+\-@＝＋－＠]"), in_prose=False),
    Rule("presentation-form", _PRESENTATION, lambda t: _PRESENTATION.sub(_shaped, t), in_links=False),
    Rule("tatweel", _TATWEEL, lambda text: _TATWEEL.sub("", text), in_links=False),
)
_PROSE_RULES = tuple(rule for rule in RULES if rule.in_prose)
_LINK_RULES = tuple(rule for rule in RULES if rule.in_links)


def check_text(text: str, rules: tuple[Rule, ...] = RULES) -> Iterator[Finding]:
    """What is wrong with the characters of one text, each cause once."""
    for rule in rules:
        if match := rule.pattern.search(text):
            corrected = rule.fix(text) if rule.fix else NOTHING
            yield Finding(rule.code, match[0], corrected or NOTHING)


def check_link_text(text: str) -> Iterator[Finding]:
    """As `check_text`, for a web address: its letters stay as its owner wrote them."""
    return check_text(text, _LINK_RULES)


def check_prose(text: str) -> Iterator[Finding]:
    """As `check_text`, for the words of the contract: they may begin and break as they like."""
    return check_text(text, _PROSE_RULES)


def check_composed(text: str) -> Iterator[Finding]:
    """A text that is not in Unicode Normalization Form C looks like another and is not found."""
    if not unicodedata.is_normalized("NFC", text):
        yield Finding("not-nfc", text, unicodedata.normalize("NFC", text), "warning")

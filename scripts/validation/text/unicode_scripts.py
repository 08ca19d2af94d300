"""Find words that mix scripts, and letters that look like those of another script.

The scripts are those of https://www.unicode.org/reports/tr24/, the danger is that
of https://www.unicode.org/reports/tr39/ (confusable characters).
"""

from __future__ import annotations

import re
import unicodedata

from validation.problems import NO_SUGGESTION

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LOOKALIKE = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff"  # Greek, Cyrillic, Armenian, Cherokee
_STYLED = (  # full-width and mathematical letters, letters in circles, numerals as one character, IPA twins
    "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9\u2160-\u217f"
    "\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128\u212a-\u2134\u2145-\u2149\u0251\u0261\u0269"
)
_ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
_OTHER = "\u0590-\u05ff\u0700-\u074f\u0900-\u0dff"  # Hebrew, Syriac, scripts of India
# An Arabic prefix may stand before a Latin word (بOGP, والREMACTO), never an Arabic letter after a Latin one.
MIXED = re.compile(
    f"[{_LATIN}][{_LOOKALIKE}{_ARABIC}{_OTHER}]|[{_LOOKALIKE}{_OTHER}][{_LATIN}{_ARABIC}]"
    f"|[{_ARABIC}][{_LOOKALIKE}{_OTHER}]|[{_STYLED}]"
)
_LATIN_TWINS = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅοαερυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡɩ", "aeopcyxijshdqwABEKMHOPCTXYIJSoaepuvABEZHIKMNOPTYXagi"
)


def one_script(text: str) -> str:
    """Return `text` with look-alike letters as the Latin ones; a dash where other scripts remain mixed."""
    corrected = unicodedata.normalize("NFKC", text).translate(_LATIN_TWINS)
    return NO_SUGGESTION if MIXED.search(corrected) else corrected


def bare(text: str) -> str:
    """Return a name or a key without capitals, spaces, signs and invisible characters, look-alike letters as Latin."""
    latin = one_script(text)
    plain = unicodedata.normalize("NFKC", text if latin == NO_SUGGESTION else latin).casefold()
    return re.sub(r"[\W_]", "", plain)

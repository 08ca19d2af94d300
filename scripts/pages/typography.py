"""The marks and spaces of print, in the text that a page shows, whether it comes from data or from prose.

Data are typed on keyboards: straight apostrophes, plain spaces before a colon, hyphens for a minus. Files to download
keep them as they are, and so do attributes, scripts and code of a page: only what is read is set.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from datapackage import locales

NO_BREAK, THIN, HYPHEN, MINUS = "\u00a0", "\u202f", "\u2011", "\u2212"
END = "\0"  # stands between two texts of a page, so that no rule reaches across
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

# What is no text of a page, and its tags
_NOT_TEXT = re.compile(r"<(script|style|pre|code|textarea|svg|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
_YEARS = r"(?<![\w./=-])((?:19|20)[0-9]{2}) ?[-\u2013] ?((?:19|20)[0-9]{2})(?![\w/-])"


def set_text(html: str, locale: str) -> str:
    """Return `html` with every text between its tags as print has it in the language of `locale`."""
    tags = [match[0] for match in _NOT_TEXT.finditer(html)]
    text = _NOT_TEXT.sub(END, html)
    for pattern, put in _rules(locale):
        text = pattern.sub(put, text)
    texts = text.split(END)
    return "".join(piece for pair in zip(texts, [*tags, ""], strict=True) for piece in pair)


@lru_cache
def _rules(locale: str) -> list[Rule]:
    """The rules of a language, after those of all."""
    return [
        # Markup escapes an apostrophe
        (re.compile(r"(?<=\w)(?:'|&#39;)(?=[\w«])"), "\u2019"),
        (re.compile(_YEARS), rf"\1{locales.between_years(locale)}\2"),
        (re.compile(r"(?<![\w&#;/.=-])-(?=[0-9])"), MINUS),
        (_NAME, lambda match: match[0] if "/" in match[0] else HYPHEN),
        *(_french(locale) if locale.startswith("fr") else ()),
    ]


# A hyphen within a name, which no line may break after: between any letters of Arabic, else before a capital, as in
# Souss-Massa. An address stays what a reader copies.
_NAME = re.compile(r"[^\s\0]*/[^\s\0]*|(?<=[\u0621-\u064a])-(?=[\u0621-\u064a])|(?<=[^\W\d_])-(?=[A-ZÀ-Þ])")


def _french(locale: str) -> list[Rule]:
    """French, after the Lexique des règles typographiques of the Imprimerie nationale."""
    months = "|".join(locales.month_names(locale))
    return [
        (re.compile(r"(?<=\S)[ \u00a0](?=[;!?](?!\w))"), THIN),
        (re.compile(r"(?<=\S)[ \u202f](?=[:»])"), NO_BREAK),
        (re.compile(r"«[ \u202f]"), f"«{NO_BREAK}"),
        (re.compile(r"(?<=[0-9])[ \u00a0]?(?=%(?![0-9A-F]{2}))"), THIN),
        (re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))"), THIN),
        (re.compile(rf"(?<![\w.,])1 (?=(?:{months})\b)"), f"1er{NO_BREAK}"),
    ]

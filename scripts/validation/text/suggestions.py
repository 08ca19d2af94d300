"""Suggest the number or the date that a cell means, where it is not written as the data require.

A suggestion stands in a message; `make fix` applies it only where it `is_certain`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

from datapackage.locales import month_names
from validation.problems import NO_SUGGESTION, languages, numbered
from validation.text.characters import western_digits

_GROUP = "[ ,_'’،，\u00a0\u2009\u202f]"
_GROUPED = re.compile(rf"-?[1-9][0-9]{{0,2}}(?:{_GROUP}[0-9]{{3}})+(?:\.[0-9]+)?")
_DOTTED = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_CURRENCY = r"(?:MAD|DHS?|Dhs?|EUR|USD|درهم|\$|€|£)"
_AROUND = re.compile(rf"^['‘]|^{_CURRENCY}\s*|\s*{_CURRENCY}$|\s*(?:\*+|\([0-9]\)|[¹²³])$")
_PARTS_OF_DATE = r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_YEAR_FIRST = re.compile(_PARTS_OF_DATE + r"(?:[ T][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_WORD = r"([^\W\d_]+)\.?"
_DAY_IN_WORDS = re.compile(rf"(?:[^\W\d_]+[,،]?\s+)?([0-9]{{1,2}})(?:er|st|nd|rd|th)?[\s-]+{_WORD},?[\s-]+([0-9]{{4}})")
_MONTH_FIRST = re.compile(rf"{_WORD}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}})")
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH_IN_WORDS = re.compile(rf"{_WORD}[\s-]+([0-9]{{4}})")
_EXCEL_DAYS = range(20_000, 60_000)  # 1954 to 2064, counted by Excel from the last day of 1899
_FIRST_YEAR = 1600
_SHORTEST = 3  # letters of an abbreviated month


def plain_number(cell: str, *, whole: bool = False, share: bool = False) -> str:
    """Return the number meant by `380,787`, `1 200`, `12,5`, `12 km`, `45%` or `3.8E+05`; a dash if unclear.

    In a `whole` number the dot separates thousands; in a `share` a percentage is divided by 100.
    """
    text = _AROUND.sub("", western_digits(cell).strip().removeprefix("+"))
    if _GROUPED.fullmatch(text) or (whole and _DOTTED.fullmatch(text)):
        return re.sub(r"[^0-9-]" if whole else r"[^0-9.-]", "", text)
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return text.replace(",", ".")
    if percent := re.fullmatch(r"(-?[0-9]+(?:[.,][0-9]+)?)\s?[%٪]", text):
        amount = Decimal(percent[1].replace(",", "."))
        return f"{amount / 100 if share else amount:f}"
    try:
        number = Decimal(text)
    except InvalidOperation:
        leading = re.match(r"-?[0-9]+(?:\.[0-9]+)?(?=\s*[^\W\d])", text)
        return leading[0] if leading else NO_SUGGESTION
    if not number.is_finite() or abs(number.adjusted()) >= 30 or (whole and number != int(number)):
        return NO_SUGGESTION
    return str(int(number)) if whole else f"{number:f}"


def is_real(text: str) -> bool:
    """Whether `YYYY-MM-DD` is a day of the calendar, since 1600."""
    try:
        return date.fromisoformat(text).year >= _FIRST_YEAR
    except ValueError:
        return False


def is_certain(cell: str) -> bool:
    """Whether a date has only one meaning: the year comes first, or the day cannot be a month."""
    parts = _DAY_FIRST.fullmatch(cell)
    return bool(_YEAR_FIRST.fullmatch(cell)) or (parts is not None and int(parts[1]) > 12)


@cache
def _months() -> dict[str, str]:
    """Return the numbers of months by name, in the languages of the messages and in other Arab countries."""
    locales = {f"{language}_MA" if language == "ar" else language for language in languages()}
    names = {name.casefold(): str(number) for code in locales for number, name in enumerate(month_names(code), 1)}
    return names | numbered("months")


def _month(word: str) -> str:
    """Return the number of a month by its name or its beginning; empty where no month or several begin so."""
    start = word.casefold()
    numbers = {number for name, number in _months().items() if len(start) >= _SHORTEST and name.startswith(start)}
    return _months().get(start, numbers.pop() if len(numbers) == 1 else "")


def iso_date(cell: str, *, partial: bool = False) -> str:
    """Return the date meant by `05/05/2021` (day first), `2021-5-5`, `5 mai 2021`, `2021-05-05 00:00:00`, Excel 44321.

    A `partial` one may lack the day: `mai 2021`, `05/2021`. A dash where it is unclear.
    """
    text = re.sub(r"\s*([-/])\s*", r"\1", re.sub("[\u2010-\u2015\u2212]", "-", western_digits(cell).strip()))
    if text.isascii() and text.isdigit() and int(text[:9]) in _EXCEL_DAYS:
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    year, month, day = _whole_date(text)
    if not year and partial:
        (year, month), day = _month_of(text), ""
    iso = f"{year}-{month:0>2}-{day or 1:0>2}"
    return NO_SUGGESTION if not (year and month and is_real(iso)) else iso if day else iso[:-3]


def _whole_date(text: str) -> tuple[str, str, str]:
    if parts := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return parts[1], parts[2], parts[3]
    if parts := _DAY_FIRST.fullmatch(text):
        return parts[3], parts[2], parts[1]
    if parts := _DAY_IN_WORDS.fullmatch(text):
        return parts[3], _month(parts[2]), parts[1]
    if parts := _MONTH_FIRST.fullmatch(text):
        return parts[3], _month(parts[1]), parts[2]
    return "", "", ""


def _month_of(text: str) -> tuple[str, str]:
    if parts := _YEAR_AND_MONTH.fullmatch(text):
        return parts[1], parts[2]
    if parts := _MONTH_AND_YEAR.fullmatch(text):
        return parts[2], parts[1]
    if parts := _MONTH_IN_WORDS.fullmatch(text):
        return parts[2], _month(parts[1])
    return "", ""

"""Numbers, dates and plurals in the reader's language, from CLDR through Babel.

A language of the site maps to a CLDR locale (`ar` → `ar_MA`) in the locale's
block of `mkdocs.yml`; digits are always 0-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol
from babel.plural import PluralRule
from babel.units import format_unit

from datapackage.partial_dates import PartialDate

if TYPE_CHECKING:
    from datapackage.rows import Cell

LATIN = "latn"
_FIRST_DAY = {"fr": "1er"}  # languages in which the first of a month is an ordinal; CLDR has no pattern for it
EN_DASH = " – "  # with spaces, so that it cannot be read as a minus sign in right-to-left text


@dataclass(frozen=True)
class Reader:
    """Who a page is for: the language of the site, its CLDR locale, its interface words."""

    language: str
    locale: str
    words: Mapping[str, Any]

    @property
    def rtl(self) -> bool:
        """True where the language is written from right to left."""
        return self.direction == "rtl"

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, as HTML has it."""
        return direction(self.locale)

    @property
    def separators(self) -> str:
        """The decimal mark and the mark between thousands, as they stand in the pages (CLDR by Babel)."""
        return str(get_decimal_symbol(self.locale, numbering_system=LATIN)) + str(
            get_group_symbol(self.locale, numbering_system=LATIN)
        )

    def word(self, key: str, count: int | None = None) -> str:
        """The interface word `key` (`chart.table`), in the plural form of `count` where given.

        Raises KeyError where the locale's block lacks it.
        """
        words: Any = self.words
        for step in key.split("."):
            words = words[step]
        return plural(count, words, self.locale) if count is not None else str(words)


def number(value: int | float | Decimal, locale: str) -> str:
    """`value` with the locale's separators and at most two decimals: 1275428.5 → 1.275.428,5.

    Arabic of Morocco has a dot between thousands and a comma before decimals, in CLDR as in official texts: the Council
    of Government announced the census as 36.828.330 (decree 2.24.1009). French has a narrow no-break space.
    """
    if isinstance(value, int) and _groups_by_three(locale):  # a tenth of the time, for thousands of pages
        return f"{value:,}".replace(",", get_group_symbol(locale, numbering_system=LATIN))
    return format_decimal(value, format="#,##0.##", locale=locale, numbering_system=LATIN)


@lru_cache
def _groups_by_three(locale: str) -> bool:
    """Whether the locale writes whole numbers in groups of three, as Python's `,` does."""
    return bool(Locale.parse(locale).decimal_formats[None].grouping == (3, 3))


@lru_cache(maxsize=4096)
def percent(share: int | float | Decimal, locale: str) -> str:
    """A share between 0 and 1 as a percentage with at most one decimal, by the pattern of the locale: `29,6 %`."""
    pattern = Locale.parse(locale).percent_formats[None].pattern.replace("0", "0.#")
    return format_percent(share, format=pattern, locale=locale, numbering_system=LATIN)


def change(before: Cell, after: Cell, locale: str) -> str:
    """Return the difference of two numbers as a percentage of the first, with its sign: 200, 230 → `+15%`.

    The minus is the sign of mathematics, U+2212, which no line breaks after. Empty where either is no number, or the
    first is zero.
    """
    if not isinstance(before, (int, Decimal)) or not isinstance(after, (int, Decimal)) or not before:
        return ""
    share = (after - before) / before
    return ("\N{MINUS SIGN}" if share < 0 else "+") + percent(abs(share), locale)


@lru_cache(maxsize=4096)
def partial_date(value: str, locale: str) -> str:
    """`2023`, `2023-05` or `2023-05-17` in words, keeping only what it states.

    Raises ValueError for anything else, an impossible day included.
    """
    parsed = PartialDate.parse(value)
    if parsed.is_year:
        return value
    if not parsed.is_day:
        return format_skeleton("yMMMM", parsed.first, locale=locale)
    return format_date(parsed.first, f"{_day_and_month(parsed, locale)} y", locale=locale)


def _day_and_month(parsed: PartialDate, locale: str) -> str:
    """Return the CLDR pattern of the day, if it is known, and of the month."""
    ordinal = _FIRST_DAY.get(Locale.parse(locale).language) if parsed.day == 1 else None
    day = f"'{ordinal}' " if ordinal else "d " if parsed.is_day else ""
    return f"{day}MMMM"


def period(start: str | None, end: str | None, locale: str) -> str:
    """Write two partial dates as a period: one date where they are equal, nothing where both are unknown."""
    if not start and not end:
        return ""
    if start and end and start != end and (first := _shortened(start, end, locale)):
        return first + partial_date(end, locale)
    words = [partial_date(value, locale) if value else "…" for value in (start, end)]
    years = all(value and PartialDate.parse(value).is_year for value in (start, end))
    return words[0] if words[0] == words[1] else (between_years(locale) if years else EN_DASH).join(words)


def between_years(locale: str) -> str:
    """Return what stands between the two years of a period: 2024–2025, with spaces that do not break in Arabic."""
    return EN_DASH.replace(" ", "\N{NO-BREAK SPACE}") if direction(locale) == "rtl" else EN_DASH.strip()


def _shortened(start: str, end: str, locale: str) -> str:
    """Return `start` with a dash, and without what it shares with `end`: the month and year of days, or the year."""
    first, last = PartialDate.parse(start), PartialDate.parse(end)
    if first.year != last.year or first.is_year or last.is_year or first.is_day != last.is_day:
        return ""
    if first.is_day and first.month == last.month:
        return f"{first.day}–"
    return format_date(first.first, _day_and_month(first, locale), locale=locale) + EN_DASH


def direction(code: str) -> str:
    """Return in which direction a language is written, as HTML has it: `rtl` or `ltr` (CLDR character order)."""
    return str(Locale.parse(code).text_direction)


def language_name(code: str, locale: str) -> str:
    """What a language is called in another: `fr` → `الفرنسية` in Arabic."""
    return str(Locale.parse(code).get_display_name(locale))


def size(amount: int, locale: str) -> str:
    """A count of bytes in the unit a reader would choose: 1234567 → `1,2 Mo` in French."""
    unit, divisor = ("megabyte", 1_000_000) if amount >= 1_000_000 else ("kilobyte", 1000)
    value = amount / divisor
    words = format_unit(
        round(value, 1) if value < 10 else round(value), f"digital-{unit}", "short", locale=locale,
        numbering_system=LATIN,
    )  # fmt: skip
    return str(words)


def plural(count: int | float | Decimal, forms: Mapping[str, str], locale: str) -> str:
    """The form of `forms` for `count` by CLDR plural rules, with `{n}` replaced.

    `forms` maps zero, one, two, few, many, other to words; `other` is required
    and stands in for what is absent.
    """
    category = _plural_rule(locale)(count)
    return forms.get(category, forms["other"]).replace("{n}", number(count, locale))


@lru_cache
def _plural_rule(locale: str) -> PluralRule:
    return Locale.parse(locale).plural_form


def month_names(locale: str) -> list[str]:
    """The twelve months in words, January first.

    Always the wide names as they stand in a date (`MMMM`): Babel 2.18 mixes up the
    others of `ar_MA` with those of `ar` once both have been used in a process.
    """
    return [format_date(date(2024, month, 1), "MMMM", locale=locale) for month in range(1, 13)]


def day_names(locale: str) -> list[str]:
    """The seven days in words, Sunday first."""
    return [format_date(date(2024, 9, day), "cccc", locale=locale) for day in range(1, 8)]


def cell(value: Cell, display: str, locale: str) -> str:
    """A typed cell as text for a page; `display` as in the descriptor. Unknown is empty."""
    if value is None:
        return ""
    if display == "date":
        return partial_date(str(value), locale)
    if display == "share" and isinstance(value, (int, Decimal)):
        return percent(value, locale)
    if isinstance(value, bool) or display == "code" or isinstance(value, str):
        return str(value)
    return number(value, locale)

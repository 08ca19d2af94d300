from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from datapackage import locales
from datapackage.rows import Cell

LOCALES = ("ar_MA", "fr_MA", "en")
ARABIC_MONTHS = [
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
]  # fmt: skip


def test_moroccan_months_even_after_plain_arabic_was_used() -> None:
    locales.month_names("ar")
    assert locales.month_names("ar_MA") == ARABIC_MONTHS


@pytest.mark.parametrize(
    ("value", "words"),
    [("2023", "2023"), ("2023-05", "ماي 2023"), ("2023-05-17", "17 ماي 2023"), ("2024-08", "غشت 2024")],
)
def test_a_partial_date_keeps_what_it_states(value: str, words: str) -> None:
    assert locales.partial_date(value, "ar_MA") == words


@pytest.mark.parametrize("value", ["2023-13", "2023-02-30", "17/05/2023", ""])
def test_an_impossible_date_is_an_error(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        locales.partial_date(value, "en")


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(LOCALES))
def test_numbers_use_the_digits_0_to_9(value: Decimal, locale: str) -> None:
    digits = [character for character in locales.number(value, locale) if character.isdigit()]
    assert digits
    assert all(character in "0123456789" for character in digits)


@given(st.integers(-(10**12), 10**12), st.sampled_from(LOCALES))
def test_whole_numbers_are_written_as_babel_writes_them(value: int, locale: str) -> None:
    assert locales.number(value, locale) == format_decimal(value, locale=locale, numbering_system="latn")


def test_a_locale_that_groups_otherwise_is_left_to_babel() -> None:
    assert not locales._groups_by_three("hi")


def test_marks_of_each_locale() -> None:
    assert locales.number(1275428, "ar_MA") == "1.275.428"
    assert locales.number(1275428, "en") == "1,275,428"
    assert locales.number(Decimal("35.85"), "fr_MA") == "35,85"
    assert locales.percent(Decimal("0.336"), "en") == "33.6%"
    assert locales.percent(Decimal("0.336"), "fr_MA") == "33,6\N{NO-BREAK SPACE}%"
    assert locales.percent(Decimal("0.336"), "ar_MA") == "33,6%"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")]
)
def test_arabic_has_six_plural_forms(count: int, words: str) -> None:
    forms = {form: form for form in ("zero", "one", "two", "few", "many", "other")}
    assert locales.plural(count, forms, "ar_MA") == words


def test_a_missing_form_is_the_other_one() -> None:
    assert locales.plural(2, {"other": "{n} x"}, "ar_MA") == "2 x"


def test_the_first_of_a_month_in_french_is_an_ordinal() -> None:
    assert locales.partial_date("2024-07-01", "fr_MA") == "1er juillet 2024"
    assert locales.partial_date("2024-07-02", "fr_MA") == "2 juillet 2024"


def test_periods() -> None:
    assert locales.period("2023", "2023", "en") == "2023"
    assert locales.period("2026-01-14", "2026-01-16", "en") == "14–16 January 2026"
    assert locales.period("2024", "2025", "fr_MA") == "2024–2025"
    assert locales.period("2024", "2025", "ar_MA") == "2024\u00a0–\u00a02025"
    assert locales.period("2022-10", "2022-12", "fr_MA") == "octobre – décembre 2022"
    assert locales.period("2023-01-01", "2023-09-06", "fr_MA") == "1er janvier – 6 septembre 2023"
    assert locales.period("2022-10", "2023-01", "en") == "October 2022 – January 2023"
    assert locales.period("2022", "2022-12", "en") == "2022 – December 2022"
    assert locales.period(None, "2022", "en") == "… – 2022"
    assert locales.period(None, None, "en") == ""


def test_words_of_a_reader() -> None:
    reader = locales.Reader("ar", "ar_MA", {"a": {"b": "ج"}, "rows": {"one": "صف", "other": "{n} صف"}})
    assert reader.rtl
    assert reader.word("a.b") == "ج"
    assert reader.word("rows", 1) == "صف"
    with pytest.raises(KeyError):
        reader.word("a.c")


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("ar_MA", "rtl"), ("fr", "ltr"), ("es", "ltr")])
def test_the_direction_of_a_language(code: str, direction: str) -> None:
    assert locales.direction(code) == direction


def test_cells() -> None:
    assert locales.cell(None, "date", "en") == ""
    assert locales.cell("2023-05", "date", "en") == "May 2023"
    assert locales.cell(2023, "code", "en") == "2023"
    assert locales.cell(Decimal("0.5"), "share", "en") == "50%"
    assert locales.cell(2023, "integer", "en") == "2,023"


def test_the_separators_are_those_of_the_numbers() -> None:
    for locale in ("ar_MA", "fr_MA", "en"):
        marks = locales.Reader("x", locale, {}).separators
        assert locales.number(Decimal("1234567.5"), locale) == f"1{marks[1]}234{marks[1]}567{marks[0]}5"


def test_sizes_are_read_in_the_unit_of_the_language() -> None:
    assert locales.size(1_234_567, "fr_MA") == "1,2\u202fMo"
    assert locales.size(27_399, "en") == "27 kB"
    assert locales.size(232, "en") == "0.2 kB"
    assert locales.size(27_399, "ar_MA").startswith("27")


def test_languages_are_named_in_each_other() -> None:
    assert (locales.language_name("fr", "ar_MA"), locales.language_name("ar", "fr_MA")) == ("الفرنسية", "arabe")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(200, 230, "+15%"), (200, 150, "\N{MINUS SIGN}25%"), (5, 5, "+0%"), (Decimal("1.5"), 3, "+100%"),
     (0, 5, ""), (None, 5, ""), (5, None, ""), ("a", 5, "")],
)  # fmt: skip
def test_a_change_has_its_sign(before: Cell, after: Cell, words: str) -> None:
    assert locales.change(before, after, "en") == words

"""Characters and spellings that no text should hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.text.characters import (
    RULES,
    Rule,
    check_composed,
    check_link_text,
    check_prose,
    check_text,
    western_digits,
)

arabic_words = st.text(st.characters(min_codepoint=0x621, max_codepoint=0x64A), min_size=2)


def codes(text: str) -> list[str]:
    return [finding.code for finding in check_text(text)]


@pytest.mark.parametrize(
    ("cell", "code", "corrected"),
    [
        ("٣٨٠٧٨٧", "digits", "380787"),
        ("38٠787", "digits", "380787"),
        ("۱۲", "digits", "12"),
        ("１２", "digits", "12"),
        ("١٢٠٠٫٥", "digits", "1200.5"),
        ("abc ", "whitespace", "abc"),
        ("\u00a0abc", "whitespace", "abc"),
        ("   ", "whitespace", "—"),
        ("a\nb", "line-break", "a b"),
        ("ab\u202ecd", "bidi-control", "abcd"),
        ("ab\u200f", "bidi-mark", "ab"),
        ("ab\u200bcd", "invisible-character", "abcd"),
        ("ab\u2028cd", "invisible-character", "abcd"),
        ("ab\U000e0041cd", "invisible-character", "abcd"),
        ("ab\ue000", "invisible-character", "ab"),
        ("ab\x07", "invisible-character", "ab"),
        ("T\ufffdtouan", "lost-character", "—"),
        ("ØªØ·ÙˆØ§Ù†", "mojibake", "تطوان"),
        ("TÃ©touan", "mojibake", "Tétouan"),
        ("طھط·ظˆط§ظ†", "mojibake", "تطوان"),
        ("<script>alert(1)</script>", "markup", "—"),
        ("a </b", "markup", "—"),
        ("a <!-- b", "markup", "—"),
        ("{{ config }}", "template", "—"),
        ("{% include %}", "template", "—"),
        ('--8<-- "x"', "snippet", "—"),
        ("see [x](javascript:alert(1))", "script-link", "—"),
        ("see [x]( DATA:text/html,x)", "script-link", "—"),
        ('=HYPERLINK("http://evil","x")', "formula", "—"),
        ("@SUM(1+1)", "formula", "—"),
        ("+cmd", "formula", "—"),
        ("-1+1", "formula", "—"),
        ("ﺗﻄﻮﺍﻥ", "presentation-form", "تطوان"),
        ("تـطـوان", "tatweel", "تطوان"),
        ("الشفافيةـ", "tatweel", "الشفافية"),
        ("الشفاـــ فية", "tatweel", "الشفا فية"),
        ("عبد ﷲ", "presentation-form", "عبد الله"),
        ("e\ufb03cient", "presentation-form", "efficient"),
        ("Open\ufdd0", "invisible-character", "Open"),
        ("Open\U0001fffe", "invisible-character", "Open"),
        ("الشفاaفية", "mixed-script", "—"),
        ("oالشفافية", "mixed-script", "—"),
        ("Trنsparency", "mixed-script", "—"),
        ("الشפافية", "mixed-script", "—"),
        ("Ⓣransparency", "mixed-script", "Transparency"),
        ("Trɑnsparency", "mixed-script", "Transparency"),
        ("chapitre Ⅳ", "mixed-script", "chapitre IV"),
        ("Béni  Mellal", "odd-space", "Béni Mellal"),
        ("Béni\u00a0Mellal", "odd-space", "Béni Mellal"),
        ("Béni\u3000Mellal", "odd-space", "Béni Mellal"),
        ("T?touan", "lost-character", "—"),
        ("%D8%A7%D9%84", "mojibake", "ال"),
        ("&#x3cscript", "markup", "—"),
        ("&lt script", "markup", "—"),
        ("＜script", "markup", "—"),
        ("<%= x %>", "template", "—"),
        ("#{7*7}", "template", "—"),
        ("[[ x ]]", "template", "—"),
        ("a {: onclick=x }", "template", "—"),
        ("{++x++}", "template", "—"),
        ("{0.__class__}", "template", "—"),
        ("# Titre", "markdown", "—"),
        ("* item", "markdown", "—"),
        ("> cite", "markdown", "—"),
        ("!!! note", "markdown", "—"),
        ("```x", "markdown", "—"),
        ("[TOC]", "markdown", "—"),
        ("**gras**", "markdown", "—"),
        (":material-alert:", "markdown", "—"),
        ("*[HTML]: x", "markdown", "—"),
        ("\\u0627\\u0644", "mojibake", "ال"),
    ],
)
def test_characters(cell: str, code: str, corrected: str) -> None:
    found = {finding.code: finding.corrected for finding in check_text(cell)}
    assert found.get(code) == corrected


@pytest.mark.parametrize("cell", ["\t=1+1", " @x"])
def test_formula_behind_a_space(cell: str) -> None:
    assert "formula" in codes(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-5",
        "-5.2",
        "Tétouan",
        "سيدي قاسم",
        "a < b",
        "« OGP » : 5 %",
        "دعم لـPDF",
        "1445 هـ",
        "ﷺ",
        "{n}",
        "8-<",
        "بالـ OGP والـREMACTO وPAGOF2",
        "ملف 1445هـ",
        "Qui décide ? Nous : 10\u00a0000 «\u00a0oui\u00a0»",
        "من يقرر؟ نحن",
        "voir anaharnews.com/?p=122 et x.ma/a?b",
        "créée, Tamaziɣt, ɛli, Œuvre",
        "النبي ﷺ",
        "R&D, AT&T; oui",
        "cliquez ici : 10:30:00, a:b:c",
        "prix 5* ; note 3 ** et _x_",
        "#1 et C#",
        "{n} et {a, b}",
        "50%25 et 20%",
    ],
)
def test_plain_text_passes(cell: str) -> None:
    assert codes(cell) == []
    assert list(check_composed(cell)) == []


def test_composed_text() -> None:
    (finding,) = check_composed(unicodedata.normalize("NFD", "Tétouan"))
    assert (finding.code, finding.severity, finding.corrected) == ("not-nfc", "warning", "Tétouan")
    assert list(check_composed("Tétouan")) == []


def test_prose_may_begin_and_break_as_it_likes() -> None:
    assert list(check_prose("- a\n- b\n")) == []
    assert [finding.code for finding in check_prose("<b>")] == ["markup"]


@given(st.text())
def test_corrections_are_corrections(text: str) -> None:
    """What a rule proposes no longer breaks that rule."""
    for finding in check_text(text):
        if finding.corrected != "—":
            rule = next(rule for rule in RULES if rule.code == finding.code)
            assert not rule.pattern.search(finding.corrected)


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    list(check_text(text)), list(check_composed(text)), western_digits(text)


def test_each_rule_speaks_once_and_shows_what_it_found() -> None:
    assert [(finding.code, finding.matched) for finding in check_text(" ٣ <b> ٤ {{ x }}\n")] == [
        ("digits", "٣"),
        ("whitespace", " "),
        ("line-break", "\n"),
        ("markup", "<b"),
        ("template", "{{"),
    ]
    assert codes("T?touan ???") == ["lost-character"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('--8<-- "x"', "snippet"),
        ("-T\u00c3\u00a9touan", "mojibake"),
        ("T\u00c3\u00a9touan\u200b", "mojibake"),
        ("T\u00c3\u00a9touan \ufefb", "mojibake"),
        ("T\u00c3\u00a9touan  ville", "mojibake"),
        ("[[a](b)", "template"),
        ("ville  ", "whitespace"),
        ("ville\u200f", "bidi-mark"),
    ],
)
def test_one_cause_in_a_text_is_one_finding(text: str, cause: str) -> None:
    assert codes(text) == [cause]


def test_letters_of_an_address_are_its_owners() -> None:
    address = "https://example.org/تـطـوان/ﺗ"
    assert codes(address) == ["presentation-form", "tatweel"]
    assert list(check_link_text(address)) == []
    assert [finding.code for finding in check_link_text(f"{address}\u200f")] == ["bidi-mark"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_prose_is_spared_the_rules_of_cells_alone(rule: Rule) -> None:
    cell = {
        "whitespace": " a",
        "line-break": "a\nb",
        "formula": "=a",
        "markdown": "[a](b)",
        "error-value": "#REF!",
    }.get(rule.code)
    assert rule.in_prose == (cell is None)
    assert cell is None or (codes(cell) == [rule.code] and list(check_prose(cell)) == [])


@given(st.integers(min_value=0))
def test_digits_of_every_script_are_the_same_number(number: int) -> None:
    eastern, persian, wide = (
        str(number).translate({ord("0") + digit: zero + digit for digit in range(10)})
        for zero in (0x660, 0x6F0, 0xFF10)
    )
    assert western_digits(eastern) == western_digits(persian) == western_digits(wide) == str(number)


@given(arabic_words)
def test_scrambled_arabic_is_found(text: str) -> None:
    assert "mojibake" in codes(text.encode().decode("latin-1"))
    assert "mojibake" not in codes(text)

"""Text as print has it: only what is read, in each language."""

import pytest

from pages.typography import set_text

THIN, NO_BREAK, HYPHEN = "\u202f", "\u00a0", "\u2011"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<p>l'eau d&#39;ici</p>", "<p>l’eau d’ici</p>"),
        ("Quoi ? Oui ; non !", f"Quoi{THIN}? Oui{THIN}; non{THIN}!"),
        ("Source : « HCP »", f"Source{NO_BREAK}: «{NO_BREAK}HCP{NO_BREAK}»"),
        ("un\u00a0; deux\u202f: trois", f"un{THIN}; deux{NO_BREAK}: trois"),
        ("29,6% et 44 %", f"29,6{THIN}% et 44{THIN}%"),
        ("50 000 habitants", f"50{THIN}000 habitants"),
        ("le 1 juillet 2024, le 11 juillet", f"le 1er{NO_BREAK}juillet 2024, le 11 juillet"),
        ("de -1,8 %", f"de −1,8{THIN}%"),
        ("le plan 2024-2025", "le plan 2024–2025"),
        ("Souss-Massa, peut-être", f"Souss{HYPHEN}Massa, peut-être"),
    ],
)
def test_french(typed: str, printed: str) -> None:
    assert set_text(typed, "fr_MA") == printed
    assert set_text(printed, "fr_MA") == printed  # once is enough


def test_arabic_and_english() -> None:
    assert set_text("<b>سوس-ماسة</b> 2024-2025", "ar_MA") == f"<b>سوس{HYPHEN}ماسة</b> 2024{NO_BREAK}–{NO_BREAK}2025"
    assert set_text("<b>Fès-Meknès</b>'s 5% : 1 juillet", "en") == f"<b>Fès{HYPHEN}Meknès</b>'s 5% : 1 juillet"


@pytest.mark.parametrize(
    "html",
    [
        '<input value="l\'eau ; Souss-Massa" placeholder="Quoi ?">',
        "<code>l'eau ; 5%</code><pre>a ; b -1</pre><textarea>2024-2025 ; A-B</textarea>",
        "<script>'a' ; x ? -1 : 2</script><style>a ; b</style><svg><text>A-B ; c</text></svg><title>A-B</title>",
        "https://example.org/Souss-Massa?year=2024-2025&amp;x=-1",
        "31-13, 2024-05-17, 06.461.01.15, 30-B-2024",
        "",
    ],
)
def test_what_is_no_text_stays(html: str) -> None:
    assert set_text(html, "fr") == html

"""Text read in the wrong encoding: found, and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.text.mojibake import GARBLED, unscrambled

arabic_words = st.text(st.characters(min_codepoint=0x621, max_codepoint=0x64A), min_size=2)


@given(arabic_words, st.sampled_from(["latin-1", "cp1256", "cp437"]))
def test_arabic_is_read_again(text: str, encoding: str) -> None:
    assert unscrambled(text.encode().decode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("word", ["Tétouan", "création"])
def test_french(word: str, encoding: str) -> None:
    garbled = word.encode().decode(encoding)
    assert GARBLED.search(garbled)
    assert unscrambled(garbled) == word


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("ÃƒÂ©tat", "état"),
        ("فاس TÃ©touan", "فاس Tétouan"),
        ("ØªØ· ت é", "تط ت é"),
        ("ÇáÔÝÇÝíÉ æÇáãÓÇÁáÉ", "الشفافية والمساءلة"),
        ("lâ€™eau", "l’eau"),
    ],
)
def test_meant(garbled: str, meant: str) -> None:
    assert GARBLED.search(garbled)
    assert unscrambled(garbled) == meant


@pytest.mark.parametrize("text", ["Publier Â : budget", "é", "Ã\u00b5\u00b5 ÃÃ é Ø§§"])
def test_what_cannot_be_read_again_gets_no_suggestion(text: str) -> None:
    assert unscrambled(text) == "—"


@pytest.mark.parametrize("text", ["é", "créée", "Été à Óbidos", "ÇA VA", "ÉTÉ", "فاس", "2√2", "√ 2", "MÂLE, ÂGE"])
def test_sound_text_passes(text: str) -> None:
    assert not GARBLED.search(text)
    assert unscrambled(text) == "—"

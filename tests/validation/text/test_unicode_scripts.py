"""Words that mix scripts, and names that are the same but for what cannot be seen."""

import pytest

from validation.text.unicode_scripts import MIXED, bare, one_script


@pytest.mark.parametrize("text", ["بOGP", "والREMACTO", "PAGOF2 الشفافية", "Tamaziɣt", "Œuvre"])
def test_scripts_side_by_side(text: str) -> None:
    assert not MIXED.search(text)


@pytest.mark.parametrize("text", ["раlm", "Trنsparency", "الشפافية", "Ⓣransparency"])
def test_mixed_scripts(text: str) -> None:
    assert MIXED.search(text)


@pytest.mark.parametrize(("text", "corrected"), [("раlm", "palm"), ("chapitre Ⅳ", "chapitre IV"), ("Trنsparency", "—")])
def test_one_script(text: str, corrected: str) -> None:
    assert one_script(text) == corrected


@pytest.mark.parametrize("text", ["palm-court", "Palm Court", "palm\u200bcourt", "\ufeffpalm_court", "раlm court"])
def test_bare(text: str) -> None:
    assert bare(text) == "palmcourt"

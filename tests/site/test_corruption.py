"""Any corruption of one cell of the data of the network is caught, or is harmless: it reads as it was written."""

from pathlib import Path

import pytest
from hypothesis import given

from tests.helpers.corruption import Corruption, caught_or_harmless, corruptions, fuzzing, sound_copy
from tests.helpers.packages import ROOT


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_copy(ROOT, tmp_path_factory.mktemp("package"))


@pytest.mark.slow
@fuzzing(40)
@given(corruptions())
def test_caught_or_harmless(copy: Path, corruption: Corruption) -> None:
    caught_or_harmless(copy, corruption)

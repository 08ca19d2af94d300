"""Any corruption of the tiny package is caught, or is harmless; none ends in a traceback or takes long."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.corruption import (
    Corruption,
    bytes_like,
    caught_or_harmless,
    corruptions,
    fuzzing,
    sound_copy,
    spoilt,
    told_in_words,
)
from tests.helpers.packages import TINY

DESCRIPTOR = json.loads((TINY / "datapackage.json").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in (TINY / "data").iterdir())
LANGUAGES = st.sampled_from(["ar", "fr", "en"])


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_copy(TINY, tmp_path_factory.mktemp("package"))


@pytest.fixture
def mended(copy: Path) -> Iterator[Path]:
    """The copy, whose files are put back afterwards."""
    yield copy
    for path in [TINY / "datapackage.json", *(TINY / "data").iterdir()]:
        (copy / path.relative_to(TINY)).write_bytes(path.read_bytes())


@fuzzing(40)
@given(corruptions())
def test_caught_or_harmless(copy: Path, corruption: Corruption) -> None:
    caught_or_harmless(copy, corruption)


@fuzzing(60)
@given(spoilt(DESCRIPTOR), LANGUAGES)
def test_a_spoilt_descriptor_is_told_in_words(mended: Path, document: object, language: str) -> None:
    (mended / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    told_in_words(mended, language)


@pytest.mark.parametrize("name", [*FILES, "../datapackage.json"])
@fuzzing(12)
@given(st.data())
def test_spoilt_bytes_are_told_in_words(mended: Path, name: str, data: st.DataObject) -> None:
    content = data.draw(bytes_like((TINY / "data" / name).read_bytes()))
    (mended / "data" / name).write_bytes(content)
    told_in_words(mended, data.draw(LANGUAGES))

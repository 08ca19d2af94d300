"""What can be put right without changing a meaning, and the keys of rows."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from datapackage.table import normal_bytes, normal_text
from tests.helpers.spoiling import table

GOOD = "id,name\na,Fès\n"


def test_every_way_of_writing_the_same_table() -> None:
    for text in (
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD[:-1],
        GOOD + ",\n \n\n",
    ):
        assert normal_text(text) == GOOD
    assert normal_text(unicodedata.normalize("NFD", GOOD)) == GOOD


def test_an_address_stays_as_it_is() -> None:
    address = unicodedata.normalize("NFD", "https://example.org/é")
    assert normal_text(f"url,name\n{address},e\u0301\n") == f"url,name\n{address},é\n"


@given(st.text())
def test_normal_text_is_normal_already(text: str) -> None:
    once = normal_text(text)
    assert normal_text(once) == once
    assert normal_bytes(once.encode("utf-8", "replace")) == once.encode("utf-8", "replace")


def test_the_parts_of_a_key_are_joined() -> None:
    found = table({"a": {}, "b": {}}, "x,1", "y,2")
    assert found.keys(["b", "a"]) == ["1/x", "2/y"]
    assert found.column("b") == ["1", "2"]

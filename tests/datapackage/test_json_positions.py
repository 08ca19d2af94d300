"""The line of each part of a JSON text."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datapackage.json_positions import locate, step, strings
from tests.helpers.spoiling import json_values

names = st.text(st.sampled_from("abc"), min_size=1)
named_values: st.SearchStrategy[Any] = st.recursive(
    names | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(names | st.sampled_from(["name", "value"]), inner),
)

TEXT = """{
 "name": "a", "size": {"rows": 1,

  "columns": 2},
 "fields": [{"name": "id",
   "title": "x"}, {"value": 7, "label": "y"},
  "bare"]
}"""


def written(value: Any, line: int = 1, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """The path and line of every part of `value`, which begins on `line` and has one part a line."""
    parts: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = [(step(item, position), item) for position, item in enumerate(value)]
    line += 1
    for key, item in parts:
        yield ".".join((*steps, key)), line
        yield from written(item, line, (*steps, key))
        line += json.dumps(item, indent=1).count("\n") + 1


@given(json_values, st.sampled_from([None, 1]))
def test_any_json_is_located(value: object, indent: int | None) -> None:
    located = locate(json.dumps(value, indent=indent))
    assert located.value == value
    assert located.repeated == []
    assert all(line >= 1 for line in located.lines.values())
    assert list(strings(value)) == list(strings(located.value))


@given(json_values | named_values, st.booleans(), st.integers(0, 3))
def test_every_part_of_nested_json_has_its_line(value: object, is_ascii: bool, above: int) -> None:
    text = "\n" * above + json.dumps(value, indent=1, ensure_ascii=is_ascii)
    assert locate(text).lines == dict(written(value, 1 + above))


@given(json_values)
def test_json_on_one_line_is_all_on_it(value: object) -> None:
    assert set(locate(json.dumps(value)).lines.values()) <= {1}


@given(named_values)
def test_every_string_has_a_line(value: object) -> None:
    located = locate(json.dumps(value, indent=1))
    assert {path for path, _ in strings(value) if path} <= set(located.lines)


def test_lines_where_parts_share_or_skip_them() -> None:
    assert locate(TEXT).lines == {
        "name": 2,
        "size": 2,
        "size.rows": 2,
        "size.columns": 4,
        "fields": 5,
        "fields.id": 5,
        "fields.id.name": 5,
        "fields.id.title": 6,
        "fields.7": 6,
        "fields.7.value": 6,
        "fields.7.label": 6,
        "fields.2": 7,
    }
    assert locate(TEXT.replace("\n", "\r\n")).lines == locate(TEXT).lines


def test_strings_have_their_paths() -> None:
    assert list(strings(json.loads(TEXT))) == [
        ("name", "a"),
        ("fields.id.name", "id"),
        ("fields.id.title", "x"),
        ("fields.7.label", "y"),
        ("fields.2", "bare"),
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("fields.id.title", 6),
        ("fields.id.constraints.enum.0", 5),
        ("fields.nowhere", 5),
        ("nowhere", 1),
        ("", None),
    ],
)
def test_what_is_missing_has_the_line_of_what_would_hold_it(path: str, line: int | None) -> None:
    assert locate(TEXT).line(path) == line


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"name": "id", "value": 1}, "id"),
        ({"value": 1}, "1"),
        ({"name": ""}, "3"),
        ({}, "3"),
        ("name", "3"),
        (["name"], "3"),
        (None, "3"),
    ],
)
def test_step(item: object, name: str) -> None:
    assert step(item, 3) == name


def test_key_written_twice_keeps_the_last() -> None:
    located = locate('{"a": 1,\n"b": [{"name": "x", "c": 1,\n"c": {"d": 2}}],\n"a": 3}')
    assert located.value == {"a": 3, "b": [{"name": "x", "c": {"d": 2}}]}
    assert located.repeated == ["b.x.c", "a"]
    assert (located.lines["a"], located.lines["b.x.c"], located.lines["b.x.c.d"]) == (4, 3, 3)


@pytest.mark.parametrize("text", ["", "{", '{"a": 1,\n}', "[1 2]", "{} {}", '{"a"\n: tru}'])
def test_what_is_not_json_says_where(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as refused:
        locate(text)
    assert 1 <= refused.value.lineno <= text.count("\n") + 1

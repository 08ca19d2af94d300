from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from datapackage.named_files import PathError, Reference, check_path, locate, references, resolved, web_address
from tests.helpers.spoiling import json_values

DESCRIPTOR: dict[str, Any] = {
    "resources": [
        {"name": "a", "schema": "a.json", "dialect": {"delimiter": ","}},
        {"schema": "a.json", "dialect": "https://example.org/d.json"},
        {"name": "c"},
    ]
}


def test_schemas_and_dialects_named_by_path_are_listed() -> None:
    found = references(DESCRIPTOR)
    assert found == [
        Reference("resources.a.schema", 0, "schema", "a.json"),
        Reference("resources.1.schema", 1, "schema", "a.json"),
        Reference("resources.1.dialect", 1, "dialect", "https://example.org/d.json"),
    ]
    assert [each.remote for each in found] == [False, False, True]


def test_content_takes_the_place_of_its_path_in_the_same_order() -> None:
    schema = {"fields": [{"name": "x"}]}
    found = resolved(DESCRIPTOR, {"a.json": schema})
    assert list(found["resources"][0].items()) == [("name", "a"), ("schema", schema), ("dialect", {"delimiter": ","})]
    assert found["resources"][1:] == [{"schema": schema}, {"name": "c"}]
    assert DESCRIPTOR["resources"][0]["schema"] == "a.json"


@given(json_values)
def test_any_json_has_its_references(value: object) -> None:
    assert references(resolved({"resources": value}, {})) == []
    assert references(resolved(value, {})) == []


OUTSIDE = ("", ".", "../a", "a/../../b", "/etc/passwd", "~/a", ".git/config", "a\\b", "C:/a", "http://example.org/a")


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_stays_inside(path: str) -> None:
    with pytest.raises(PathError) as raised:
        check_path(path)
    assert raised.value.reason == "outside"


@pytest.mark.parametrize("path", ["a b.json", "بساتين.json", "a\0", "a?b", "a\nb"])
def test_a_path_has_plain_characters(path: str) -> None:
    with pytest.raises(PathError) as raised:
        check_path(path)
    assert raised.value.reason == "characters"


def test_a_file_is_found_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.json").write_text("{}")
    (tmp_path / "b.json").symlink_to(tmp_path / "folder" / "a.json")
    (tmp_path / "linked").symlink_to(tmp_path / "folder")
    assert locate(tmp_path, "folder/a.json") == tmp_path / "folder" / "a.json"
    wrong = {"b.json": "symlink", "linked/a.json": "symlink", "folder": "missing", "folder/A.json": "missing"}
    for path, reason in wrong.items():
        with pytest.raises(PathError) as raised:
            locate(tmp_path, path)
        assert raised.value.reason == reason


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/", "mailto:a@example.org"]
)
def test_an_address_of_the_web_may_be_linked_to(text: str) -> None:
    assert web_address(text) == text


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "JavaScript://example.org/%0aalert(1)",
     "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example/", "/etc", "https:/x", "a@example.org",
     "https://a b", "https://", "", None],
)  # fmt: skip
def test_anything_else_may_not(text: object) -> None:
    assert web_address(text) == ""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import descriptor as package
from datapackage.rows import Dataset


def test_languages_keys_and_links_are_read(tiny: package.Package) -> None:
    gardens = tiny.resources["gardens"]
    assert tiny.languages == ("en", "ar")
    assert gardens.primary_key == ("id",)
    assert gardens.link["source"] == package.ForeignKey("source", "sources", "id")
    assert list(gardens.field["kind"].categories) == ["public", "private"]


def test_text_is_taken_from_the_tagged_property(tiny: package.Package) -> None:
    descriptor = tiny.resources["gardens"].descriptor
    assert tiny.text(descriptor, "title", "en") == "Gardens"
    assert tiny.text(descriptor, "title", "ar") == "البساتين"
    assert tiny.text(descriptor, "no-such", "ar") == ""


def test_a_name_falls_back_on_the_same_direction_of_writing_first(tiny: package.Package) -> None:
    three = replace(tiny, descriptor={**tiny.descriptor, "languages": ["ar", "fr", "en"]})
    assert Dataset(three).in_language("en").order == ["en", "fr", "ar"]
    assert Dataset(three).in_language("ar").order[0] == "ar"


def test_an_empty_reference_is_the_resource_itself() -> None:
    key = {"fields": "parent", "reference": {"resource": "", "fields": "id"}}
    fields = [{"name": "id"}, {"name": "parent"}]
    plots = {"name": "plots", "path": "plots.csv", "schema": {"fields": fields, "foreignKeys": [key]}}
    found = package.of({"resources": [plots]}, Path())
    assert found.resources["plots"].link["parent"] == package.ForeignKey("parent", "plots", "id")


@pytest.mark.parametrize(
    ("text", "fault"),
    [('{"resources": [', "datapackage.json:1:"), ("[]", "TypeError"), ('{"resources": [{}]}', "KeyError")],
)
def test_a_broken_descriptor_says_where(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(package.DescriptorError, match=fault):
        package.load(path)


def test_a_licence_has_an_address_whether_the_descriptor_states_it_or_not(tiny: package.Package) -> None:
    stated = {"name": "CC-BY-4.0", "path": "https://example.org/licence"}
    assert tiny.licences({"licenses": [stated]}) == [stated]
    assert tiny.licences({"licenses": [{"name": "CC0-1.0"}]})[0]["path"] == "https://spdx.org/licenses/CC0-1.0.html"
    assert tiny.licences({}) == tiny.licences(tiny.descriptor)


def test_a_schema_in_a_file_of_its_own_reads_as_one_in_the_descriptor(tiny_copy: Path) -> None:
    path = tiny_copy / "datapackage.json"
    before = package.load(path)
    assert before.schema_files == ("data/sources.schema.json",)
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][2]["schema"] = json.loads((tiny_copy / before.schema_files[0]).read_text(encoding="utf-8"))
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    after = package.load(path)
    assert (after.descriptor, after.resources, after.schema_files) == (before.descriptor, before.resources, ())


def test_a_dialect_may_have_a_file_of_its_own(tiny_copy: Path) -> None:
    path = tiny_copy / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    dialect = descriptor["resources"][0]["dialect"]
    descriptor["resources"][0]["dialect"] = "dialect.json"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    (tiny_copy / "dialect.json").write_text(json.dumps(dialect), encoding="utf-8-sig")
    assert package.load(path).resources["gardens"].descriptor["dialect"] == dialect


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("a.json", '{\n"fields": [}', "^a.json:2:12:"),
        ("a.json", "[]", "^datapackage.json: AttributeError"),
        ("a.json", '"b.json"', "^datapackage.json: AttributeError"),
        ("a.json", "[" * 100_000, "^a.json:"),
        ("b.json", "{}", "^b.json: missing"),
        ("../a.json", "{}", "^../a.json: outside"),
        ("https://example.org/a.json", "{}", "^https://example.org/a.json: outside"),
    ],
)
def test_a_schema_file_at_fault_is_named(tmp_path: Path, file: str, content: str, fault: str) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({"resources": [{"name": "a", "path": "a.csv", "schema": file}]}), encoding="utf-8")
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(package.DescriptorError, match=fault):
        package.load(path)

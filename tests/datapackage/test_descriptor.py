from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import descriptor as package


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
    assert three.readable_order("en") == ["en", "fr", "ar"]
    assert three.readable_order("ar")[0] == "ar"


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


def test_a_licence_has_an_address_whether_the_contract_states_it_or_not(tiny: package.Package) -> None:
    stated = {"name": "CC-BY-4.0", "path": "https://example.org/licence"}
    assert tiny.licences({"licenses": [stated]}) == [stated]
    assert tiny.licences({"licenses": [{"name": "CC0-1.0"}]})[0]["path"] == "https://spdx.org/licenses/CC0-1.0.html"
    assert tiny.licences({}) == tiny.licences(tiny.descriptor)

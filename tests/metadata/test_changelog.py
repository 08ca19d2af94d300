import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datapackage import descriptor as package
from datapackage.rows import Dataset
from metadata import changelog
from metadata.changelog import CellChange, TableChange
from tests.helpers.edits import edit
from tests.helpers.repository import commit

KEYS = st.lists(st.text()).map(tuple)
ROWS = st.dictionaries(st.sampled_from("abcdef"), st.fixed_dictionaries({"x": st.sampled_from(["", "1", "2"])}))


def test_rows_are_compared_by_key() -> None:
    before = {"a": {"id": "a", "x": "1"}, "b": {"id": "b", "x": "2"}}
    after = {"b": {"id": "b", "x": "3"}, "c": {"id": "c", "x": "1"}}
    assert changelog.compare(before, after) == TableChange(
        "kept", added=("c",), removed=("a",), changed=(CellChange("b", "x", "2", "3"),)
    )


@given(ROWS, ROWS)
def test_the_changes_lead_from_one_version_to_the_other(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    found = changelog.compare(before, after)
    result = {key: dict(row) for key, row in before.items() if key not in found.removed}
    result |= {key: dict(after[key]) for key in found.added}
    for cell in found.changed:
        assert result[cell.key][cell.field] == cell.before
        result[cell.key][cell.field] = cell.after
    assert result == after


@pytest.fixture
def released(tiny_copy: Path) -> Path:
    """The tiny package with two releases and changes that are not released yet."""
    commit(tiny_copy, "2026-01-05", "2026.1")
    edit(tiny_copy / "datapackage.json", '"version": "2026.1"', '"version": "2026.2"')
    edit(tiny_copy / "data" / "harvests.csv", "palm-2023,palm,2023,140.5", "palm-2023,palm,2023,141")
    edit(tiny_copy / "data" / "harvests.csv", "palm-2022,palm,2022,120,true,survey-2024\n", "")
    edit(tiny_copy / "data" / "gardens.csv", "almanac\n", "almanac\nlime,Lime,,public,,almanac\n")
    commit(tiny_copy, "2026-02-06", "2026.2")
    edit(tiny_copy / "datapackage.json", '"version": "2026.2"', '"version": "2026.3"')
    edit(tiny_copy / "data" / "gardens.csv", "Lime", "Lime yard")
    return tiny_copy


def test_the_changelog_goes_from_tag_to_tag(released: Path) -> None:
    entries = changelog.changelog(Dataset(package.load(released / "datapackage.json")))
    assert [(entry.version, entry.previous, entry.date) for entry in entries] == [
        ("2026.3", "2026.2", "2026-03"), ("2026.2", "2026.1", "2026-02-06"), ("2026.1", None, "2026-01-05"),
    ]  # fmt: skip
    latest, middle, first = (entry.tables for entry in entries)
    assert list(latest) == ["gardens"]
    assert latest["gardens"].changed[0].after == "Lime yard"
    assert (middle["gardens"].added, middle["harvests"].removed) == (("lime",), ("palm-2022",))
    assert middle["harvests"].changed == (CellChange("palm-2023", "kilograms", "140.5", "141"),)
    assert first["harvests"] == TableChange("first", rows=4)
    assert middle["harvests"].counts == {"added": 0, "removed": 1, "changed": 1}
    assert [entry.version for entry in changelog.of_table(entries, "harvests")] == ["2026.2", "2026.1"]


def test_what_is_released_already_is_not_listed_twice(tiny_copy: Path) -> None:
    commit(tiny_copy, "2026-01-05", "2026.1")
    assert len(changelog.changelog(Dataset(package.load(tiny_copy / "datapackage.json")))) == 1


def test_a_release_that_cannot_be_read_is_passed_over(tiny_copy: Path) -> None:
    descriptor = (tiny_copy / "datapackage.json").read_text(encoding="utf-8")
    (tiny_copy / "datapackage.json").write_text("{")
    commit(tiny_copy, "2025-01-05", "2025.1")
    (tiny_copy / "datapackage.json").write_text(descriptor, encoding="utf-8")
    entries = changelog.changelog(Dataset(package.load(tiny_copy / "datapackage.json")))
    assert [entry.version for entry in entries] == ["2026.1"]


def test_schemas_are_those_of_their_release(tiny_copy: Path) -> None:
    """A schema moves into a file of its own, then gains a field; a release that lacks its file is passed over."""
    path, file = tiny_copy / "datapackage.json", tiny_copy / "data" / "gardens.schema.json"
    commit(tiny_copy, "2026-01-05", "2026.1")
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    gardens, schema = descriptor["resources"][0], descriptor["resources"][0]["schema"]
    descriptor["version"], gardens["schema"] = "2026.2", "data/gardens.schema.json"
    path.write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
    commit(tiny_copy, "2026-02-06", "2026.2")
    file.write_text(json.dumps(schema), encoding="utf-8")
    edit(path, '"2026.2"', '"2026.3"')
    commit(tiny_copy, "2026-03-07", "2026.3")
    schema["fields"].append({"name": "area", "type": "number"})
    file.write_text(json.dumps(schema), encoding="utf-8")
    edit(path, '"2026.3"', '"2026.4"')
    entries = changelog.changelog(Dataset(package.load(path)))
    versions = [(entry.version, entry.previous) for entry in entries]
    assert versions == [("2026.4", "2026.3"), ("2026.3", "2026.1"), ("2026.1", None)]
    assert entries[0].tables["gardens"].fields_added == ("area",)
    assert entries[1].tables == {}


def test_a_table_that_comes_or_goes_is_said_so() -> None:
    old = changelog.Snapshot("1", "", {"a": {}, "b": {}}, {"a": ["id"], "b": ["id"]})
    new = changelog.Snapshot("2", "", {"b": {}, "c": {}}, {"b": ["id", "x"], "c": ["id"]})
    tables = changelog.difference(old, new).tables
    assert {name: change.status for name, change in tables.items()} == {"a": "gone", "b": "kept", "c": "new"}
    assert tables["b"].fields_added == ("x",)


def test_the_rows_of_a_first_release_are_added() -> None:
    assert TableChange("first", rows=4).counts == {"added": 4, "removed": 0, "changed": 0}
    assert TableChange("kept").is_empty
    assert not TableChange("gone").is_empty


def test_what_is_written_is_read(released: Path, tmp_path: Path) -> None:
    entries = changelog.changelog(Dataset(package.load(released / "datapackage.json")))
    changelog.save(entries, tmp_path)
    assert changelog.read(tmp_path) == entries


@given(
    st.builds(
        TableChange,
        st.sampled_from(["new", "gone", "kept"]),
        st.none() | st.integers(0),
        KEYS,
        KEYS,
        st.lists(st.builds(CellChange, *[st.text()] * 4)).map(tuple),
        KEYS,
        KEYS,
    )
)
def test_a_change_is_read_as_it_was_written(change: TableChange) -> None:
    stated = json.loads(json.dumps(change.as_json()))
    expected = change if change.rows is None else TableChange(change.status, rows=change.rows)
    assert TableChange.of(stated) == expected

"""The descriptor itself: its shape, its words, its languages."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datapackage.json_positions import locate
from tests.helpers.edits import edit
from tests.helpers.packages import TINY
from tests.helpers.spoiling import Edit, after, drop, field, gardens, harvests, json_values, put, whole
from validation.descriptor.completeness import DescriptorFile
from validation.descriptor.json_schema import check_shape
from validation.problems import sentences
from validation.validate import validate

FIELDS = "resources.gardens.schema.fields"
KIND = f"{FIELDS}.kind"


@pytest.mark.parametrize(
    ("edit", "code", "column"),
    [
        (drop(whole, "licenses"), "licence-missing", None),
        (put(whole, version="banana"), "version", "version"),
        (put(whole, created="yesterday"), "created", "created"),
        (put(whole, languages="en"), "property-type", "languages"),
        (put(whole, views=[{"name": "x"}]), "property-missing", "views.x"),
        (put(gardens, schema="http://127.0.0.1:9/s.json"), "reference-file", "resources.gardens.schema"),
        (put(lambda d: field(d, "planted"), type="strng"), "property-value", f"{FIELDS}.planted.type"),
        (
            put(lambda d: field(d, "id")["constraints"], required="yes"),
            "property-type",
            f"{FIELDS}.id.constraints.required",
        ),
        (put(gardens, title={"ar": "ا", "fr": "b"}), "translation-missing", "resources.gardens.title"),
        (drop(whole, "title@ar"), "translation-missing", "title@ar"),
        (put(whole, **{"description@ar": " "}), "translation-missing", "description@ar"),
        (drop(harvests, "description@ar"), "translation-missing", "resources.harvests.description@ar"),
        (drop(lambda d: field(d, "kind"), "title@ar"), "translation-missing", f"{KIND}.title@ar"),
        (drop(lambda d: field(d, "kind"), "description"), "translation-missing", f"{KIND}.description"),
        (
            drop(lambda d: field(d, "kind")["categories"][0], "label@ar"),
            "translation-missing",
            f"{KIND}.categories.public.label@ar",
        ),
        (
            drop(lambda d: d["views"][0], "title@ar"),
            "translation-missing",
            "views.harvest-by-garden.title@ar",
        ),
        (put(whole, licences=[]), "property-misspelt", "licences"),
        (put(gardens, expectd=[]), "property-misspelt", "resources.gardens.expectd"),
        (put(whole, **{"title@at": "x"}), "property-misspelt", "title@at"),
        (drop(gardens, "encoding"), "property-missing", "resources.gardens"),
        (drop(gardens, "dialect"), "property-missing", "resources.gardens"),
        (drop(lambda d: gardens(d)["schema"], "primaryKey"), "property-missing", "resources.gardens.schema"),
        (lambda d: field(d, "kind")["categories"].pop(), "enum-categories", KIND),
        (drop(lambda d: field(d, "kind"), "categories"), "enum-categories", KIND),
        (
            put(lambda d: field(d, "planted")["constraints"], pattern=r"\d{4}.*"),
            "pattern-class",
            f"{FIELDS}.planted.constraints.pattern",
        ),
        (
            put(lambda d: field(d, "planted")["constraints"], pattern="([0-9]"),
            "pattern-invalid",
            f"{FIELDS}.planted.constraints.pattern",
        ),
        (put(whole, description="<script>alert(1)</script>"), "markup", "description"),
        (put(gardens, title="a\u202eb"), "bidi-control", "resources.gardens.title"),
        (put(gardens, title="\ud800"), "invisible-character", "resources.gardens.title"),
    ],
)
def test_one_fault_one_problem(tiny_copy: Path, edit: Edit, code: str, column: str | None) -> None:
    found = after(tiny_copy, edit)
    assert (code, column) in {(problem.code, problem.column) for problem in found}
    # Words may be told missing in each language; no more.
    assert {problem.code for problem in found} == {code}


def test_lines_lead_to_the_property(tiny_copy: Path) -> None:
    (problem,) = after(tiny_copy, put(lambda d: field(d, "kind"), descriptio="x"))
    text = (tiny_copy / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert problem.line
    assert '"descriptio"' in text[problem.line - 1]


def test_own_properties_pass(tiny_copy: Path) -> None:
    assert after(tiny_copy, put(whole, **{"x-note": "ours"})) == []


def test_faults_do_not_hide_each_other(tiny_copy: Path) -> None:
    def edit(d: Any) -> None:
        d["created"] = "yesterday"
        field(d, "planted")["constraints"]["minLength"] = "many"
        harvests(d)["bytes"] = "many"
        d.pop("licenses")

    found = {(problem.code, problem.column) for problem in after(tiny_copy, edit)}
    assert found == {
        ("licence-missing", None),
        ("created", "created"),
        ("property-type", f"{FIELDS}.planted.constraints.minLength"),
        ("property-type", "resources.harvests.bytes"),
        # the table with the unknown type cannot be judged, so nothing is said of keys into it
    }


def test_json_fault_has_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text('{\n "name": "a",\n}', encoding="utf-8")
    (problem,) = validate(path)
    assert (problem.code, problem.line, problem.details["column"]) == ("json-invalid", 3, 1)


def test_key_written_twice(tiny_copy: Path) -> None:
    path = tiny_copy / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace('"version"', '"name": "gardens",\n  "version"', 1)
    path.write_text(text, encoding="utf-8-sig")  # a byte order mark is no fault
    assert [(problem.code, problem.column) for problem in validate(path)] == [("key-repeated", "name")]


def test_descriptor_missing(tmp_path: Path) -> None:
    assert [problem.code for problem in validate(tmp_path / "datapackage.json")] == ["missing-file"]


def parts(value: Any) -> list[tuple[Any, Any]]:
    """Every object or list with each of its keys."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [inner for key in keys for inner in parts(value[key])]


@settings(max_examples=60, deadline=None)
@given(st.data(), json_values)
def test_no_descriptor_breaks_the_validation(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, value: object
) -> None:
    """Any one property replaced by anything: problems perhaps, never a traceback."""
    descriptor = json.loads((TINY / "datapackage.json").read_text(encoding="utf-8"))
    holder, key = data.draw(st.sampled_from(parts(descriptor)))
    holder[key] = value
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(TINY / "data", folder / "data")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for problem in validate(folder / "datapackage.json"):
        assert sentences(problem, "ar")


@given(json_values)
def test_any_json_is_judged(value: object) -> None:
    assert list(check_shape(DescriptorFile("a.json", locate(json.dumps(value)))))


@pytest.mark.parametrize(
    ("constraints", "code"),
    [
        ({"minimum": 10, "maximum": 5}, "bounds-crossed"),
        ({"minimum": "zero"}, "property-type"),
        ({"enum": ["a"]}, "property-type"),
    ],
)
def test_limits_leave_room(tiny_copy: Path, constraints: dict[str, Any], code: str) -> None:
    """And a limit at fault judges no cell."""

    def edit(descriptor: Any) -> None:
        year = next(each for each in harvests(descriptor)["schema"]["fields"] if each["type"] == "integer")
        year["constraints"] = constraints
        year.pop("categories", None)

    found = after(tiny_copy, edit)
    assert code in {problem.code for problem in found}
    assert {problem.file for problem in found} == {"datapackage.json"}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (put(whole, **{"title@ar": "Gardens"}), "wrong-script"),
        (put(gardens, title="TODO"), "placeholder"),
        (put(whole, name="My Package"), "name-form"),
        (put(gardens, **{"title@en": "Gardens"}), "property-misspelt"),
        (put(whole, contributors=[{"title": "x", "email": "a@gmail.com"}]), "personal-email"),
        (put(whole, licenses=[{"name": "CC-BY-4.0", "path": "creativecommons"}]), "url"),
        (put(lambda d: field(d, "id")["constraints"], pattern="(?i)a"), "pattern-invalid"),
    ],
)
def test_words_and_names(tiny_copy: Path, edit: Edit, code: str) -> None:
    assert code in {problem.code for problem in after(tiny_copy, edit) if problem.file == "datapackage.json"}


def test_depth_and_size(tiny_copy: Path) -> None:
    path = tiny_copy / "datapackage.json"
    path.write_text('{"x-a": ' + "[" * 300 + "]" * 300 + "}", encoding="utf-8")
    assert [problem.code for problem in validate(path)] == ["json-deep"]
    path.write_text("{" + " " * 3_000_000 + "}", encoding="utf-8")
    assert [problem.code for problem in validate(path)] == ["file-too-large"]


def test_a_field_named_twice_ends_in_no_traceback(tiny_copy: Path) -> None:
    found = after(tiny_copy, lambda d: gardens(d)["schema"]["fields"].append(dict(field(d, "id"))))
    assert "name-repeated" in {problem.code for problem in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [("{", "{,"), (":", ""), ('"', "'"), ('"gardens",', '"gardens"'), ("true", "True"), ('"en"', '"\\q"')],
)
def test_what_the_reader_of_json_says_is_in_every_language(tiny_copy: Path, old: str, new: str) -> None:
    path = tiny_copy / "datapackage.json"
    edit(path, old, new)
    (problem,) = validate(path)
    assert problem.code == "json-invalid"
    said = problem.details["message"]
    assert isinstance(said, dict)
    assert {"ar", "fr", "en"} <= said.keys()


def test_a_description_that_no_workbook_can_hold(tiny_copy: Path) -> None:
    (problem,) = after(tiny_copy, put(gardens, description="word " * 8_000))
    assert (problem.code, problem.column) == ("cell-too-long", "resources.gardens.description")
    assert problem.line

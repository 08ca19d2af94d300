"""The descriptor: its shape, its words, and what its names lead to."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check_contract import CHART_TYPES, Contract, check_shape
from check_schema import check_schema
from json_lines import locate, strings
from problems import Problem, sentences
from validate import validate

TINY = Path(__file__).with_name("tiny")
Edit = Callable[[Any], object]


@pytest.fixture
def after(tmp_path: Path) -> Callable[[Edit], list[Problem]]:
    """Problems of a copy of the tiny package whose descriptor was edited."""

    def run(edit: Edit) -> list[Problem]:
        shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
        path = tmp_path / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        edit(descriptor)
        path.write_text(json.dumps(descriptor, ensure_ascii=True, indent=1), encoding="utf-8")
        return validate(path)

    return run


def gardens(d: Any) -> Any:
    return d["resources"][0]


def harvests(d: Any) -> Any:
    return d["resources"][1]


def field(d: Any, name: str) -> Any:
    return next(each for each in gardens(d)["schema"]["fields"] if each["name"] == name)


def spec(d: Any) -> Any:
    return d["views"][0]["spec"]


def put(part: Callable[[Any], Any], **values: object) -> Edit:
    return lambda d: part(d).update(values)


def drop(part: Callable[[Any], Any], key: str) -> Edit:
    return lambda d: part(d).pop(key)


def whole(d: Any) -> Any:
    return d


FIELDS = "resources.gardens.schema.fields"
KIND = f"{FIELDS}.kind"


@pytest.mark.parametrize(
    ("edit", "code", "column"),
    [
        (drop(whole, "licenses"), "licence-missing", None),
        (put(whole, version="banana"), "version", "version"),
        (put(whole, created="yesterday"), "descriptor", None),
        (put(whole, languages="en"), "descriptor", "languages"),
        (put(whole, views=[{"name": "x"}]), "descriptor", "views.x"),
        (put(gardens, schema="http://127.0.0.1:9/s.json"), "descriptor", "resources.gardens.schema"),
        (put(lambda d: field(d, "planted"), type="strng"), "descriptor", f"{FIELDS}.planted"),
        (put(lambda d: field(d, "id")["constraints"], required="yes"), "descriptor", f"{FIELDS}.id"),
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
        (
            put(spec, type="map", geometry="nowhere"),
            "resource-unknown",
            "views.harvest-by-garden.spec.geometry",
        ),
        (put(spec, type="map"), "property-missing", "views.harvest-by-garden.spec"),
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
        (lambda d: d["resources"].append(gardens(d)), "name-repeated", "resources.gardens"),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0]["reference"].update(resource="garden"),
            "resource-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0]["reference"].update(fields=["idd"]),
            "field-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            lambda d: harvests(d)["schema"]["foreignKeys"][0].update(fields=["gardn"]),
            "field-unknown",
            "resources.harvests.schema.foreignKeys.0",
        ),
        (
            put(lambda d: gardens(d)["schema"], primaryKey=["ids"]),
            "field-unknown",
            "resources.gardens.schema.primaryKey",
        ),
        (
            put(lambda d: gardens(d)["schema"], uniqueKeys=[["id", "x"]]),
            "field-unknown",
            "resources.gardens.schema.uniqueKeys",
        ),
        (put(gardens, label="nam"), "field-unknown", "resources.gardens.label"),
        (
            put(gardens, expected=[{"rows": 3, "where": {"kin": "public"}}]),
            "field-unknown",
            "resources.gardens.expected.0.where.kin",
        ),
        (
            put(gardens, expected=[{"minRows": 0, "where": {"kind": ["public", "publik"]}}]),
            "value-unknown",
            "resources.gardens.expected.0.where.kind",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(key=["garden", "yer"]),
            "field-unknown",
            "resources.harvests.conflicts.key",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(reason="why"),
            "field-unknown",
            "resources.harvests.conflicts.reason",
        ),
        (
            lambda d: harvests(d)["conflicts"].update(preferred="year"),
            "field-type",
            "resources.harvests.conflicts.preferred",
        ),
        (put(spec, type="pie"), "chart-type", "views.harvest-by-garden.spec.type"),
        (put(spec, group="garden.knd"), "field-unknown", "views.harvest-by-garden.spec.group"),
        (put(spec, group="garde.kind"), "field-unknown", "views.harvest-by-garden.spec.group"),
        (put(spec, series="year.kind"), "field-no-key", "views.harvest-by-garden.spec.series"),
        (put(spec, value="garden"), "field-type", "views.harvest-by-garden.spec.value"),
        (
            put(spec, where={"garden.kind": "publc"}),
            "value-unknown",
            "views.harvest-by-garden.spec.where.garden.kind",
        ),
        (
            lambda d: d["views"][0].update(resources=["harvest"]),
            "resource-unknown",
            "views.harvest-by-garden.resources",
        ),
        (put(whole, description="<script>alert(1)</script>"), "markup", "description"),
        (put(gardens, title="a\u202eb"), "bidi-control", "resources.gardens.title"),
        (put(gardens, title="\ud800"), "invisible-character", "resources.gardens.title"),
    ],
)
def test_one_fault_one_problem(
    after: Callable[[Edit], list[Problem]], edit: Edit, code: str, column: str | None
) -> None:
    found = {(problem.code, problem.column) for problem in after(edit)}
    assert (code, column) in found
    # Words may be told missing in each language, and a field without a key be of the wrong kind; no more.
    assert {each for each, _ in found} <= {code, "foreign-key"}


def test_lines_lead_to_the_property(after: Callable[[Edit], list[Problem]], tmp_path: Path) -> None:
    (problem,) = after(put(lambda d: field(d, "kind"), descriptio="x"))
    text = (tmp_path / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert problem.line
    assert '"descriptio"' in text[problem.line - 1]


def test_options_are_those_of_the_step(after: Callable[[Edit], list[Problem]]) -> None:
    (problem,) = after(put(spec, group="garden.knd"))
    assert problem.details["resource"] == "gardens"
    assert problem.details["nearest"] == "kind"
    assert "planted" in str(problem.details["options"])


@pytest.mark.parametrize("kind", CHART_TYPES)
def test_chart_types_pass(after: Callable[[Edit], list[Problem]], kind: str) -> None:
    assert after(put(spec, type=kind, geometry="gardens", group="garden.kind")) == []


def test_paths_follow_keys_and_own_properties_pass(after: Callable[[Edit], list[Problem]]) -> None:
    def edit(d: Any) -> None:
        spec(d).update(group="garden.kind", where={"garden.kind": ["public"]}, source="source")
        gardens(d)["label"] = "name_en"
        d["x-note"] = "ours"

    assert after(edit) == []


def test_faults_do_not_hide_each_other(after: Callable[[Edit], list[Problem]]) -> None:
    def edit(d: Any) -> None:
        d["created"] = "yesterday"
        field(d, "planted")["type"] = "strng"
        harvests(d)["bytes"] = "many"
        d.pop("licenses")

    found = {(problem.code, problem.column) for problem in after(edit)}
    assert found == {
        ("licence-missing", None),
        ("descriptor", None),
        ("descriptor", f"{FIELDS}.planted"),
        ("descriptor", "resources.harvests"),
        # the table with the unknown type cannot be judged, so nothing is said of keys into it
    }


def test_alternatives_in_a_pattern_are_anchored(after: Callable[[Edit], list[Problem]]) -> None:
    found = after(put(lambda d: field(d, "kind")["constraints"], pattern="public|priv"))
    assert [(problem.code, problem.line, problem.value) for problem in found] == [("pattern", 3, "private")]
    assert check_schema({}, ("en",))


def test_json_fault_has_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text('{\n "name": "a",\n}', encoding="utf-8")
    (problem,) = validate(path)
    assert (problem.code, problem.line, problem.details["column"]) == ("json-invalid", 3, 1)


def test_key_written_twice(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace('"version"', '"name": "gardens",\n  "version"', 1)
    path.write_text(text, encoding="utf-8-sig")  # a byte order mark is no fault
    assert [(problem.code, problem.column) for problem in validate(path)] == [("key-repeated", "name")]


def test_descriptor_missing(tmp_path: Path) -> None:
    assert [problem.code for problem in validate(tmp_path / "datapackage.json")] == ["missing-file"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, st.sampled_from([None, 1]))
def test_any_json_is_located(value: object, indent: int | None) -> None:
    located = locate(json.dumps(value, indent=indent))
    assert located.value == value
    assert located.repeated == []
    assert all(line >= 1 for line in located.lines.values())
    assert list(strings(value)) == list(strings(located.value))


def parts(value: Any) -> list[tuple[Any, Any]]:
    """Every object or list with each of its keys."""
    keys = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
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
    assert list(check_shape(Contract("a.json", locate(json.dumps(value)))))

"""Schemas in files of their own: the same problems as in the descriptor, told by file and line."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.packages import TINY
from tests.helpers.spoiling import json_values
from tests.validation.test_bad_inputs import CASES, NEIGHBOURS
from validation.problems import Problem, languages, sentences
from validation.validate import examine, failed, validate

SCHEMA = "data/sources.schema.json"
AT = "resources.sources.schema"
DESCRIPTOR = "datapackage.json"
SPOILT = {**CASES, **NEIGHBOURS}

Spoil = Callable[[Path], object]


def text(old: str, new: str) -> Spoil:
    def run(folder: Path) -> None:
        before = (folder / SCHEMA).read_text(encoding="utf-8")
        assert old in before
        (folder / SCHEMA).write_text(before.replace(old, new, 1), encoding="utf-8")

    return run


def content(data: bytes) -> Spoil:
    return lambda folder: (folder / SCHEMA).write_bytes(data)


def named(value: str, key: str = "schema") -> Spoil:
    """The descriptor names another file; what stood in it stays in place."""

    def run(folder: Path) -> None:
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        descriptor["resources"][2][key] = value
        (folder / DESCRIPTOR).write_text(json.dumps(descriptor, indent=2), encoding="utf-8")

    return run


def symlink(folder: Path) -> None:
    (folder / SCHEMA).rename(folder / "kept.json")
    (folder / SCHEMA).symlink_to(folder / "kept.json")


def directory(folder: Path) -> None:
    (folder / SCHEMA).unlink()
    (folder / SCHEMA).mkdir()


@dataclass(frozen=True)
class Fault:
    """What is done, and the one problem it gives: its code, a piece of its line (none: no line), its place."""

    spoil: Spoil
    code: str
    on_line: str = ""
    within: str = ""
    file: str = SCHEMA

    @property
    def column(self) -> str:
        return f"{AT}.{self.within}".rstrip(".")


CASE, SPACE, REMOTE = "data/Sources.schema.json", "data/my schema.json", "https://example.org/s.json"
NAME = '    {\n      "name": "id"'
TYPE = '"type": "string"'
KEY = '"primaryKey": [\n    "id"'

FAULTS = {
    "missing": Fault(lambda folder: (folder / SCHEMA).unlink(), "missing-file"),
    "directory": Fault(directory, "missing-file"),
    "symlink": Fault(symlink, "path-symlink"),
    "another case": Fault(named(CASE), "missing-file", file=CASE),
    "outside": Fault(named("../sources.schema.json"), "path-outside", '"../sources', file=DESCRIPTOR),
    "absolute": Fault(named("/etc/passwd"), "path-outside", '"/etc/passwd"', file=DESCRIPTOR),
    "empty path": Fault(named(""), "path-outside", '"schema": ""', file=DESCRIPTOR),
    "space in its name": Fault(named(SPACE), "path-characters", SPACE, file=DESCRIPTOR),
    "remote": Fault(named(REMOTE), "reference-file", REMOTE, file=DESCRIPTOR),
    "the descriptor": Fault(named(DESCRIPTOR), "property-missing", "{", file=DESCRIPTOR),
    "table": Fault(named("data/sources.csv"), "json-invalid", "id,", file="data/sources.csv"),
    "comma too many": Fault(text('"id",', '"id",,'), "json-invalid", '"id",,'),
    "NaN": Fault(text("true", "NaN"), "json-invalid", "{"),
    "empty": Fault(content(b""), "empty-file"),
    "utf-16": Fault(content('{"fields": []}'.encode("utf-16")), "utf-16"),
    "merge conflict": Fault(text(NAME, f"<<<<<<< HEAD\n{NAME}"), "merge-marker", "<<<<"),
    "spreadsheet": Fault(content(b"PK\x03\x04"), "spreadsheet-file"),
    "too large": Fault(content(b"{" + b" " * 3_000_000 + b"}"), "file-too-large"),
    "too deep": Fault(content(b'{"a":' + b"[" * 300 + b"]" * 300 + b"}"), "json-deep"),
    "beyond reading": Fault(content(b"[" * 100_000), "json-deep"),
    "list": Fault(content(b'[{"name": "id"}]'), "property-type", "["),
    "text": Fault(content(b'"data/other.schema.json"'), "property-type", "other"),
    "no fields": Fault(content(b"{}"), "property-missing", "{}"),
    "unknown": Fault(text(TYPE, f'"sponsor": 1, {TYPE}'), "property-unknown", "sponsor", "fields.id.sponsor"),
    "misspelt": Fault(text('"title@ar"', '"titel@ar"'), "property-misspelt", "titel", "fields.id.titel@ar"),
    "type of a field": Fault(text('"string"', '"strng"'), "property-value", "strng", "fields.id.type"),
    "kind of a value": Fault(text("true", '"yes"'), "property-type", "yes", "fields.id.constraints.required"),
    "pattern": Fault(text("[a-z0-9-]+", "([a-z]+)+"), "pattern-slow", "([a-z]", "fields.id.constraints.pattern"),
    "key of no field": Fault(text(KEY, KEY.replace("id", "idd")), "field-unknown", "primaryKey", "primaryKey"),
    "key absent": Fault(text('"primaryKey"', '"x-key"'), "property-missing", "{"),
    "key twice": Fault(text(TYPE, f'{TYPE},\n      "type": "string"'), "key-repeated", TYPE, "fields.id.type"),
    "markup": Fault(text('"Identifier."', '"<b>Identifier</b>"'), "markup", "<b>", "fields.id.description"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_at_fault(tiny_copy: Path, name: str) -> None:
    fault = FAULTS[name]
    fault.spoil(tiny_copy)
    found = [each for each in validate(tiny_copy / DESCRIPTOR) if each.code != "translation-missing"]
    assert [(each.code, each.file, each.column) for each in found] == [(fault.code, fault.file, fault.column)]
    line = found[0].line
    assert bool(line) == bool(fault.on_line)
    if line:
        assert fault.on_line in (tiny_copy / fault.file).read_text(encoding="utf-8").split("\n")[line - 1]
    assert all(all(sentences(found[0], language)) for language in languages())


def test_where_the_json_breaks_off(tiny_copy: Path) -> None:
    text('"id",', '"id",,')(tiny_copy)
    (problem,) = validate(tiny_copy / DESCRIPTOR)
    assert (problem.line, problem.details["column"]) == (4, 20)


def test_an_address_is_no_dialect_either(tiny_copy: Path) -> None:
    named(REMOTE, "dialect")(tiny_copy)
    (problem,) = validate(tiny_copy / DESCRIPTOR)
    assert (problem.code, problem.column) == ("reference-file", "resources.sources.dialect")


def test_many_files_are_no_larger_than_one(tiny_copy: Path) -> None:
    """A descriptor in pieces would exhaust the memory as one in a whole would."""
    (tiny_copy / SCHEMA).write_text(
        (tiny_copy / SCHEMA).read_text(encoding="utf-8") + " " * 1_200_000, encoding="utf-8"
    )
    assert validate(tiny_copy / DESCRIPTOR) == []
    dialect = tiny_copy / "data/csv.dialect.json"
    dialect.write_text('{"delimiter": ",", "headerRows": [1]}' + " " * 1_200_000, encoding="utf-8")
    named("data/csv.dialect.json", "dialect")(tiny_copy)
    (problem,) = validate(tiny_copy / DESCRIPTOR)
    assert (problem.code, problem.file, problem.details["size"]) == ("file-too-large", "data/csv.dialect.json", 2)


def test_the_name_meant_is_told(tiny_copy: Path) -> None:
    named("data/Sources.schema.json")(tiny_copy)
    (problem,) = validate(tiny_copy / DESCRIPTOR)
    assert str(problem.details["nearest"]).startswith("sources.schema.json")


def test_what_is_sound_is_examined_all_the_same(tiny_copy: Path) -> None:
    (tiny_copy / SCHEMA).unlink()
    path = tiny_copy / "data/gardens.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("private", "privat"), encoding="utf-8")
    assert {each.code for each in validate(tiny_copy / DESCRIPTOR)} == {"missing-file", "enum"}


def by_path(folder: Path) -> None:
    """Give every schema and dialect of the package a file of its own, as a maintainer would."""
    path = folder / DESCRIPTOR
    descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    for position, resource in enumerate(descriptor["resources"]):
        for key in ("schema", "dialect"):
            if isinstance(resource.get(key), dict):
                name = f"data/{position}.{key}.json"
                (folder / name).write_text(json.dumps(resource[key], indent=2), encoding="utf-8")
                resource[key] = name
    path.write_text(json.dumps(descriptor, indent=2), encoding="utf-8")


def verdict(problem: Problem) -> tuple[object, ...]:
    file = DESCRIPTOR if problem.file.endswith(".json") else problem.file
    line = problem.line if file != DESCRIPTOR else None
    return problem.code, problem.severity, file, line, problem.column, problem.value, problem.details


WRITTEN_ANEW = {"MET-09", "deep json", "endless number", "NaN in json", "the same key twice"}  # by the JSON text itself


@pytest.mark.parametrize("name", sorted(SPOILT.keys() - WRITTEN_ANEW))
def test_the_same_verdict_wherever_the_schema_stands(tiny_copy: Path, tmp_path: Path, name: str) -> None:
    SPOILT[name].spoil(tiny_copy)
    before = validate(tiny_copy / DESCRIPTOR)
    by_path(tiny_copy)
    after = validate(tiny_copy / DESCRIPTOR)
    assert sorted(map(repr, map(verdict, after))) == sorted(map(repr, map(verdict, before)))
    for problem in after:
        if problem.column and any(f".{key}." in problem.column for key in ("schema", "dialect")):
            assert problem.file != DESCRIPTOR
            assert problem.line


def test_two_resources_share_a_schema(tiny_copy: Path) -> None:
    """Nothing is wrong with that; what is wrong with the schema is told once."""
    descriptor = json.loads((tiny_copy / DESCRIPTOR).read_text(encoding="utf-8"))
    descriptor["resources"].append({**descriptor["resources"][2], "name": "more", "path": "data/more.csv"})
    (tiny_copy / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    shutil.copy(tiny_copy / "data/sources.csv", tiny_copy / "data/more.csv")
    assert validate(tiny_copy / DESCRIPTOR) == []
    FAULTS["unknown"].spoil(tiny_copy)
    assert [each.code for each in validate(tiny_copy / DESCRIPTOR)] == ["property-unknown"]
    text('"string"', '"strng"')(tiny_copy)
    assert [each.code for each in validate(tiny_copy / DESCRIPTOR)] == ["property-value"]
    (tiny_copy / SCHEMA).unlink()
    assert [each.code for each in validate(tiny_copy / DESCRIPTOR)] == ["missing-file"]


def test_a_schema_that_no_resource_names_is_undeclared(tiny_copy: Path) -> None:
    (tiny_copy / "data/extra.schema.json").write_text("{}")
    (problem,) = validate(tiny_copy / DESCRIPTOR)
    assert (problem.code, problem.file, problem.severity) == ("file-undeclared", "data/extra.schema.json", "warning")


def test_what_was_found_sound_is_examined_again_when_its_schema_changes(tiny_copy: Path, tmp_path: Path) -> None:
    assert examine(tiny_copy / DESCRIPTOR, cache=tmp_path / "cache").problems == []
    text("^[a-z0-9-]+$", "^[a-f]+$")(tiny_copy)
    assert {each.code for each in examine(tiny_copy / DESCRIPTOR, cache=tmp_path / "cache").problems} == {"pattern"}


@settings(max_examples=40, deadline=None)
@given(value=json_values, as_text=st.booleans())
def test_no_schema_file_breaks_the_validation(
    tmp_path_factory: pytest.TempPathFactory, value: Any, as_text: bool
) -> None:
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    (folder / SCHEMA).write_text(str(value) if as_text else json.dumps(value), encoding="utf-8", errors="replace")
    found = validate(folder / DESCRIPTOR)
    assert failed(found)
    assert all(sentences(problem, "ar") for problem in found)

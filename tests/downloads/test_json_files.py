import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from datapackage import descriptor
from downloads import json_files


def test_names_are_quoted_for_sql() -> None:
    assert json_files.quoted('a "b"') == '"a ""b"""'


def test_a_decimal_is_a_number_of_json() -> None:
    assert json_files.to_json({"a": Decimal("2.50"), "b": Decimal("3.0"), "c": None, "d": "ساحة"}) == (
        '{"a": 2.5, "b": 3, "c": null, "d": "ساحة"}'
    )
    with pytest.raises(TypeError):
        json_files.to_json({"a": object()})


def test_a_database_has_keys_and_indexes(tiny: descriptor.Package, tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, str | int | None]]] = {name: [] for name in tiny.resources}
    rows["sources"] = [{"id": "a", "title": "A", "publisher": None, "url": None, "published": None}]
    json_files.write_sqlite(tmp_path / "a.sqlite", tiny, rows)
    database = sqlite3.connect(tmp_path / "a.sqlite")
    assert database.execute("SELECT id, publisher FROM sources").fetchall() == [("a", None)]
    keys = {(line[2], line[3], line[4]) for line in database.execute("PRAGMA foreign_key_list(harvests)")}
    assert keys == {("gardens", "garden", "id"), ("sources", "source", "id")}
    assert {"harvests_garden", "harvests_source"} <= {
        line[1] for line in database.execute("PRAGMA index_list(harvests)")
    }
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO sources VALUES ('a', 'A', NULL, NULL, NULL)")
    database.close()

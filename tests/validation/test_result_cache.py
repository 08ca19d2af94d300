"""What is remembered of sound tables, and what never is."""

from pathlib import Path

import pytest

from validation import validate as command
from validation.tables.cells import check_cells
from validation.validate import examine


@pytest.fixture
def package(tiny_copy: Path) -> Path:
    return tiny_copy / "datapackage.json"


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the tables whose cells are examined."""
    names: list[str] = []
    original = check_cells

    def note(table, languages):  # type: ignore[no-untyped-def]
        names.append(table.resource.name)
        return original(table, languages)

    monkeypatch.setattr(command, "check_cells", note)
    return names


def test_what_did_not_change_is_not_examined_twice(package: Path, tmp_path: Path, examined: list[str]) -> None:
    memory = tmp_path / "memory"
    assert examine(package, cache=memory).problems == []
    assert examined == ["gardens", "harvests", "sources", "plots"]
    examined.clear()
    assert examine(package, cache=memory).problems == []
    assert examined == []
    path = package.parent / "data" / "gardens.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("private", "privat"), encoding="utf-8")
    assert [each.code for each in examine(package, cache=memory).problems] == ["enum"]
    assert examined == ["gardens"]
    assert [each.code for each in examine(package, cache=memory).problems] == ["enum"]


def test_keys_into_a_remembered_table_are_judged(package: Path, tmp_path: Path) -> None:
    examine(package, cache=tmp_path)
    path = package.parent / "data" / "harvests.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("60,true,survey-2024", "60,true,nowhere"), encoding="utf-8"
    )
    assert [each.code for each in examine(package, cache=tmp_path).problems] == ["foreign-key"]


def test_a_table_remembered_is_judged_where_its_target_loses_a_row(package: Path, tmp_path: Path) -> None:
    examine(package, cache=tmp_path)
    path = package.parent / "data" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("almanac,", "almanach,"), encoding="utf-8")
    assert {each.code for each in examine(package, cache=tmp_path).problems} == {"foreign-key"}


def test_the_descriptor_is_part_of_the_verdict(package: Path, tmp_path: Path) -> None:
    examine(package, cache=tmp_path)
    text = package.read_text(encoding="utf-8").replace('"minimum": 0', '"minimum": 100')
    package.write_text(text, encoding="utf-8")
    assert {each.code for each in examine(package, cache=tmp_path).problems} == {"range"}


def test_the_code_is_part_of_the_verdict(
    package: Path, tmp_path: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examine(package, cache=tmp_path)
    examined.clear()
    monkeypatch.setattr("validation.result_cache._code", lambda: "another")
    examine(package, cache=tmp_path)
    assert len(examined) == 4


@pytest.mark.parametrize("content", ["", "[", "{}", "[1]", "\0"])
def test_a_damaged_memory_is_none(package: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "valid_tables.json").write_text(content, encoding="utf-8")
    assert examine(package, cache=tmp_path).problems == []

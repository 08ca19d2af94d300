"""Other spellings of rows, which the finder reads."""

import json
from pathlib import Path

import pytest

from validation.problems import Problem
from validation.validate import validate

HEADER = "id,alias,origin\n"


def found(folder: Path, text: str) -> list[Problem]:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    find = {"names": ["name_en"], "aliases": "data/aliases.csv"}
    descriptor["resources"][0]["rowPages"] = {"path": "plots", "slug": "id", "template": "garden", "find": find}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    if text:
        (folder / "data" / "aliases.csv").write_text(text, encoding="utf-8")
    return validate(path)


def test_sound_spellings_pass(tiny_copy: Path) -> None:
    assert found(tiny_copy, HEADER + "palm,Palms,a\npalm,The palms,a\n") == []


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (HEADER + "palm,Palms,a\nplam,Palms,a\n", "foreign-key", 3, "id"),
        (HEADER + "palm,,a\n", "required", 2, "alias"),
        (HEADER + "palm\n", "required", 2, "alias"),
        ("key,alias\npalm,Palms\n", "header-missing", 1, "id"),
        ("id\npalm\n", "header-missing", 1, "alias"),
        ("", "missing-file", None, None),
    ],
)
def test_what_the_finder_would_refuse(tiny_copy: Path, text: str, code: str, line: int | None, column: str) -> None:
    (problem,) = found(tiny_copy, text)
    assert (problem.code, problem.file, problem.line, problem.column) == (code, "data/aliases.csv", line, column)

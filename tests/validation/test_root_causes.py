"""What follows from another problem is not told."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.spoiling import after, gardens, harvests
from validation.problems import Problem
from validation.root_causes import without_doubts
from validation.validate import validate


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "data" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="")


@pytest.mark.parametrize("key", ["\ufeffpalm", "palm\u200b", "Palm", "раlm", " palm"])
def test_references_to_a_key_misspelt_where_it_stands(tiny_copy: Path, key: str) -> None:
    spoil(tiny_copy, "gardens.csv", "palm,", f"{key},")
    (problem,) = validate(tiny_copy / "datapackage.json")
    assert (problem.file, problem.line) == ("data/gardens.csv", 2)


def test_another_reference_astray_is_told_all_the_same(tiny_copy: Path) -> None:
    spoil(tiny_copy, "gardens.csv", "palm,", "\ufeffpalm,")
    spoil(tiny_copy, "harvests.csv", ",fig,", ",figg,")
    assert {(each.code, each.file) for each in validate(tiny_copy / "datapackage.json")} == {
        ("invisible-character", "data/gardens.csv"),
        ("foreign-key", "data/harvests.csv"),
    }


def test_parts_left_out_of_the_contract(tiny_copy: Path) -> None:
    def edit(descriptor: Any) -> None:
        gardens(descriptor)["label"] = 5
        descriptor["licenses"] = "CC-BY-4.0"

    assert {problem.code for problem in after(tiny_copy, edit)} == {"property-type"}


def test_a_constraint_at_fault_judges_no_cell(tiny_copy: Path) -> None:
    def edit(descriptor: Any) -> None:
        year = next(each for each in harvests(descriptor)["schema"]["fields"] if each["type"] == "integer")
        year["constraints"] = {"minimum": 9999, "maximum": 1}

    (problem,) = after(tiny_copy, edit)
    assert problem.code == "bounds-crossed"


@pytest.mark.parametrize(("line", "told"), [(6, []), (7, ["value-jump"])])
def test_a_figure_at_fault_does_not_leap_as_well(line: int, told: list[str]) -> None:
    fault = Problem("digits", "data/a.csv", 6, "n", "٣٨٠")
    leap = Problem("value-jump", "data/a.csv", line, "n", "٣٨٠")
    assert [each.code for each in without_doubts([leap], [fault])] == told

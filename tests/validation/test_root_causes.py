"""What follows from another problem is not told."""

from pathlib import Path
from typing import Any

import pytest

from datapackage.descriptor import Package
from tests.helpers.edits import edit
from tests.helpers.spoiling import after, gardens, harvests
from validation import problems
from validation.problems import Problem, catalogue
from validation.root_causes import SUPPRESSIONS, Examined, Step, explained_in_text, without_follow_ups
from validation.validate import validate


@pytest.mark.parametrize("key", ["\ufeffpalm", "palm\u200b", "Palm", "раlm", " palm"])
def test_references_to_a_key_misspelt_where_it_stands(tiny_copy: Path, key: str) -> None:
    edit(tiny_copy / "data" / "gardens.csv", "palm,", f"{key},")
    (problem,) = validate(tiny_copy / "datapackage.json")
    assert (problem.file, problem.line) == ("data/gardens.csv", 2)


def test_another_reference_astray_is_told_all_the_same(tiny_copy: Path) -> None:
    edit(tiny_copy / "data" / "gardens.csv", "palm,", "\ufeffpalm,")
    edit(tiny_copy / "data" / "harvests.csv", ",fig,", ",figg,")
    assert {(each.code, each.file) for each in validate(tiny_copy / "datapackage.json")} == {
        ("invisible-character", "data/gardens.csv"),
        ("foreign-key", "data/harvests.csv"),
    }


def test_parts_left_out_of_the_descriptor(tiny_copy: Path) -> None:
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
    examined = Examined(Package(Path(), {}, {}), {})
    left = without_follow_ups({Step.CELLS: [fault], Step.HISTORY: [leap]}, examined)
    assert [problem.code for problem in left] == ["digits", *told]


def test_the_table_names_codes_that_there_are() -> None:
    named = {code for rule in SUPPRESSIONS for code in f"{rule.codes} {rule.causes}".split()} - {"*"}
    assert named <= catalogue().keys()
    assert len(named) > 20


def test_a_problem_that_was_dropped_hides_nothing_further_down() -> None:
    """A copied row hides `unique`, but only after `unique` has hidden `key-similar`."""
    rows = [Problem(code, "data/a.csv", 3, "id", "a") for code in ("key-similar", "unique", "row-copied")]
    examined = Examined(Package(Path(), {}, {}), {})
    assert [problem.code for problem in without_follow_ups({Step.ROWS: rows}, examined)] == ["row-copied"]
    assert without_follow_ups({Step.ROWS: rows[:1]}, examined) == rows[:1]


def test_a_warning_hides_only_where_the_rule_says_so() -> None:
    warning = Problem("pictograph", "data/a.csv", 3, "n", "5 \N{BLACK STAR}", severity="warning")
    number = Problem("number", "data/a.csv", 3, "n", "5 \N{BLACK STAR}")
    leap = Problem("value-jump", "data/a.csv", 3, "n", "50", severity="warning")
    found = {Step.CELLS: [warning], Step.ROWS: [number], Step.HISTORY: [leap]}
    assert without_follow_ups(found, Examined(Package(Path(), {}, {}), {})) == [warning, number]


def test_what_is_explained_within_one_text() -> None:
    assert explained_in_text("odd-space") == {"mojibake", "whitespace"}
    assert explained_in_text("markup") == frozenset()


def test_a_list_of_paths_breaks_nothing_else(tiny_copy: Path) -> None:
    """A path that is no text cannot name the file of a field whose constraint is at fault."""

    def edit(descriptor: Any) -> None:
        gardens(descriptor)["path"] = ["data/gardens.csv"]
        gardens(descriptor)["schema"]["fields"][1]["constraints"] = {"pattern": "([a-z]+)+"}

    assert {"path-list", "pattern-slow"} <= {problem.code for problem in after(tiny_copy, edit)}


def test_what_follows_from_a_problem_that_is_only_counted(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the first of each kind are kept, the rest of the table does not look as if it had no cause."""
    monkeypatch.setattr(problems, "MOST_KEPT", 2)
    with (tiny_copy / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"g{n},Garden {n},,{' public' if n < 4 else '=1'},,almanac\n" for n in range(7))
    kinds = [problem for problem in validate(tiny_copy / "datapackage.json") if problem.column == "kind"]
    assert [(problem.code, problem.more) for problem in kinds] == [("whitespace", 0), ("whitespace", 2), ("formula", 2)]

"""The first line of a table."""

import pytest

from tests.helpers.spoiling import resource
from validation.problems import Problem
from validation.tables.files import UnreadableError
from validation.tables.headers import check_header

TEXT = ("id", "name_ar", "name_fr", "name_en")
RESOURCE = resource({name: {} for name in TEXT} | {"rank": {"type": "integer"}})
HEADER = [*TEXT, "rank"]


def found(*lines: str) -> list[Problem]:
    split = [line.split(",") for line in lines]
    with pytest.raises(UnreadableError) as refused:
        check_header(list(enumerate(split, 1)), RESOURCE)
    return list(refused.value.problems)


def test_good_header() -> None:
    check_header([(1, HEADER)], RESOURCE)


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "،", "؛", "^", ":", "   "])
def test_another_delimiter(delimiter: str) -> None:
    (problem,) = found(delimiter.join(HEADER))
    assert (problem.code, problem.line) == ("delimiter", 1)


def test_lines_between_quotes() -> None:
    with pytest.raises(UnreadableError) as refused:
        check_header([(1, [",".join(HEADER)])], RESOURCE)
    assert [problem.code for problem in refused.value.problems] == ["lines-quoted"]


@pytest.mark.parametrize("above", ["", "جدول الأعضاء", ",,,,", "a,b"])
@pytest.mark.parametrize("count", [1, 12])
def test_lines_above(above: str, count: int) -> None:
    (problem,) = found(*[above] * count, ",".join(HEADER))
    assert (problem.code, problem.line) == ("title-line", 1)


@pytest.mark.parametrize(
    "spelling", ["name-fr", "Name_FR", " name_fr", "name fr", "name\u200b_fr", "nаme_fr", "“name_fr”", "namefr"]
)
def test_signs_in_a_name(spelling: str) -> None:
    (problem,) = found(",".join(HEADER).replace("name_fr", spelling))
    assert (problem.code, problem.column) == ("header-space", "name_fr")


def test_misspelt_and_in_another_place() -> None:
    (problem,) = found("naem_fr,id,name_ar,name_en,rank")
    assert (problem.code, problem.column, problem.details["position"]) == ("header-renamed", "name_fr", 1)


def test_translated_names_are_told_one_by_one() -> None:
    problems = found("المعرف,الاسم,الاسم بالفرنسية,الاسم بالإنجليزية,الرتبة")
    assert [(problem.code, problem.column) for problem in problems] == [("header-renamed", name) for name in HEADER]


@pytest.mark.parametrize("line", ["fes,فاس,Fès,Fez,1", "- a: 1", "id", "url,kind,published"])
def test_no_header_at_all(line: str) -> None:
    (problem,) = found(line)
    assert problem.code == "header-absent"


@pytest.mark.parametrize(("more", "position"), [(["x"], "6"), ([""] * 3, "6, 7, 8"), (["x"] * 9000, "6, 7, 8, 9, …")])
def test_surplus_columns_are_one_problem(more: list[str], position: str) -> None:
    (problem,) = found(",".join([*HEADER, *more]))
    assert (problem.code, problem.details["position"]) == ("header-extra", position)


def test_dates_and_codes_are_no_names() -> None:
    dated = resource({"id": {}, "day": {"display": "date"}, "kind": {"constraints": {"enum": ["a"]}}})
    for line in (["x", "2024-05", "z"], ["x", "y", "a"]):
        with pytest.raises(UnreadableError, match="header-absent"):
            check_header([(1, line)], dated)

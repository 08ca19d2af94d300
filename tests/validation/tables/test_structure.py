"""The shape of a table: delimiter, header, rows of one length."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.spoiling import GOOD, resource, table
from validation.problems import Problem, words
from validation.tables.files import UnreadableError, decode
from validation.tables.structure import read_table

HEADER = GOOD.partition("\n")[0]
FIELDS = HEADER.split(",")
RESOURCE = resource({name: {} for name in FIELDS}, schema={"primaryKey": ["id"]})


def unreadable(text: str) -> list[Problem]:
    with pytest.raises(UnreadableError) as refused:
        read_table(text, RESOURCE)
    return list(refused.value.problems)


def rows(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in read_table(text, RESOURCE)[1]]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD + ",,\n,,\n\n",
        decode(b"\xef\xbb\xbf" + GOOD.encode(), "a.csv"),
    ],
)
def test_good_table(text: str) -> None:
    table, found = read_table(text, RESOURCE)
    assert not found
    assert table.intact
    assert table.column("id") == ["a", "b"]
    assert [record.line for record in table.records] == [2, 3]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiter(delimiter: str) -> None:
    (problem,) = unreadable(GOOD.replace(",", delimiter))
    assert problem.code == "delimiter"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("جدول الأعضاء\n" + GOOD, "title-line", 1),
        ("المعرف,الاسم,الاسم\n" + GOOD, "title-line", 1),
        (HEADER + "\n", "no-rows", None),
        ("\n,,\n", "empty-file", None),
        (GOOD + 'c,"بلح,Dates\nd,لوز,Almonds\n', "unclosed-quote", 4),
        (GOOD + 'c,"بلح,Dates\nd,"لوز",Almonds\n', "unclosed-quote", 4),
        (GOOD.replace(HEADER, "name_ar,id,name_en"), "header-order", 1),
    ],
)
def test_one_cause_for_the_whole_file(text: str, code: str, line: int | None) -> None:
    (problem,) = unreadable(text)
    assert (problem.code, problem.line) == (code, line)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("id,name_ar ,name_en", [("header-space", "name_ar")]),
        ("id,\u00a0name_ar,Name_EN", [("header-space", "name_ar"), ("header-space", "name_en")]),
        ("id,الاسم,name_en", [("header-renamed", "name_ar")]),
        ("id,name_en", [("header-missing", "name_ar")]),
        ("id,name_ar,name_en,more", [("header-extra", None)]),
        ("id,name_ar,name_ar", [("header-duplicate", "name_ar"), ("header-missing", "name_en")]),
    ],
)
def test_header(header: str, expected: list[tuple[str, str | None]]) -> None:
    found = unreadable(GOOD.replace(HEADER, header))
    assert [(problem.code, problem.column) for problem in found] == expected


def test_rows_of_another_length() -> None:
    text = GOOD + "c,بلح,Dates, dry\n,,\nd,لوز\ne,رمان,Pomegranates\n"
    assert rows(text) == [("row-long", 4), ("blank-row", 5), ("row-short", 6)]
    table, _ = read_table(text, RESOURCE)
    assert not table.intact
    assert table.column("id") == ["a", "b", "e"]


def test_cell_too_long() -> None:
    assert rows(f"{HEADER}\na,ب,{'x' * 32_768}\n") == [("cell-too-long", 2)]


cells = st.text(st.characters(exclude_categories=["C"], exclude_characters="\x00") | st.sampled_from('\n,"')).filter(
    lambda cell: cell.strip(" :").casefold() not in words("total")  # such a row is a problem of its own
)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1))
def test_lines_are_right_whatever_the_cells_hold(written: list[tuple[str, str, str]]) -> None:
    written = [("x" + first, second, third) for first, second, third in written]
    text, lines = io.StringIO(newline=""), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in written:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    table, found = read_table(text.getvalue(), RESOURCE)
    assert not found
    assert [record.line for record in table.records] == lines
    assert [tuple(record.cells) for record in table.records] == written


def test_lines_of_the_file_are_used() -> None:
    assert Path(table({"a": {}}, "x").file).name == "a.csv"


def test_columns_have_the_names_of_the_fields() -> None:
    read, _ = read_table(GOOD, RESOURCE)
    assert read.names == FIELDS
    assert [read.column(name) for name in FIELDS] == [["a", "b"], ["نخيل", "تين"], ["Palms", "Figs"]]
    with pytest.raises(ValueError, match="nowhere"):
        read.column("nowhere")


STRICT = resource(
    {name: {"constraints": {"required": True}, "title": name.upper() + "!", "title@fr": "T"} for name in FIELDS},
    schema={"primaryKey": ["id"]},
)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Source : HCP 2024,,", "comment-row"),
        (",,(habitants)", "comment-row"),
        ("المصدر: المندوبية", "comment-row"),
        ("-- à vérifier,,", "comment-row"),
        ("a;b;c", "row-short"),
        ("Total général,,", "total-row"),
        (",المجموع الوطني,", "total-row"),
        ("Moyenne,,", "total-row"),
        ("ID,Name_AR ,name_en", "header-repeated"),
        ("ID!,NAME_AR!,NAME_EN!", "header-repeated"),
        ("string,string,string", "header-repeated"),
    ],
)
def test_rows_that_state_nothing(row: str, code: str) -> None:
    _, problems = read_table(GOOD + row + "\n", STRICT)
    assert [(problem.code, problem.line) for problem in problems] == [(code, 4)]


@pytest.mark.parametrize("row", ["ensemble,مجموعة,Ensemble", "c,متوسط,Average of all"])
def test_words_of_a_total_in_a_full_row(row: str) -> None:
    assert read_table(GOOD + row + "\n", STRICT)[1] == []

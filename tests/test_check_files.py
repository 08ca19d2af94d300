"""Bytes of a file, and the shape of a table."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import check_files
from check_files import UnreadableError, check_json, decode, likely_encoding, locate, read_text
from check_tables import read_table
from package import Field, Resource
from problems import Problem

FIELDS = ("id", "name_ar", "name_en")
HEADER = ",".join(FIELDS)
GOOD = f"{HEADER}\na,نخيل,Palms\nb,تين,Figs\n"


def resource(path: str = "data/a.csv") -> Resource:
    fields = tuple(Field(name, "string", {"name": name}) for name in FIELDS)
    return Resource("a", path, fields, ("id",), (), {})


def refusal(content: bytes) -> Problem:
    with pytest.raises(UnreadableError) as refused:
        decode(content, "a.csv")
    assert len(refused.value.problems) == 1
    return refused.value.problems[0]


def unreadable(text: str) -> list[Problem]:
    with pytest.raises(UnreadableError) as refused:
        read_table(text, resource())
    return list(refused.value.problems)


def rows(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in read_table(text, resource())[1]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf \n", "empty-file"),
        (b"PK\x03\x04\x14\x00", "spreadsheet-file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "lfs-pointer"),
        (GOOD.encode("utf-16"), "utf-16"),
        ("id,name\n1,a\n".encode("utf-16-le"), "utf-16"),
        (b"id,name\na,b\x00c,and more of it\n", "nul-bytes"),
    ],
)
def test_bytes_that_are_not_a_text_table(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_encoding_is_named() -> None:
    arabic, french = refusal(GOOD.encode("cp1256")), refusal("id\nTétouan, Fès\n".encode("cp1252"))
    assert (arabic.code, arabic.details["encoding"]) == ("not-utf-8", "Windows-1256")
    assert (french.line, french.details["encoding"]) == (2, "Windows-1252")


@given(st.text(st.sampled_from("éèêàâçùûîïôœÉÈ abc"), min_size=1))
def test_french_is_never_taken_for_arabic(text: str) -> None:
    assume = text.encode("cp1252")
    if "ÉÈ" not in text and "ÈÉ" not in text and "ÉÉ" not in text and "ÈÈ" not in text:
        assert likely_encoding(assume) == "Windows-1252"


def test_merge_marker_has_its_line() -> None:
    problem = refusal(b"id\na\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n")
    assert (problem.code, problem.line) == ("merge-marker", 3)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (["a.csv", "b.csv"], "path-list"),
        ("../a.csv", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("https://example.org/a.csv", "path-outside"),
        ("C:\\a.csv", "path-outside"),
        ("", "path-outside"),
        ("data/my file.csv", "path-characters"),
        ("data/أعضاء.csv", "path-characters"),
        ("data/link.csv", "path-symlink"),
        ("linked/a.csv", "path-symlink"),
        ("data/aa.csv", "missing-file"),
    ],
)
def test_path(tmp_path: Path, path: object, code: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "data" / "link.csv").symlink_to("/etc/passwd")
    (tmp_path / "linked").symlink_to(tmp_path / "data")
    with pytest.raises(UnreadableError) as refused:
        locate(tmp_path, path)
    (problem,) = refused.value.problems
    assert problem.code == code
    if code == "missing-file":
        assert problem.details["nearest"] == "a.csv"


def test_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_files, "MAX_BYTES", 10)
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UnreadableError, match="file-too-large"):
        read_text(tmp_path, "a.csv")


def test_json_has_line_and_column() -> None:
    with pytest.raises(UnreadableError) as refused:
        check_json('{"a": 1,\n}', resource("geo/a.geojson"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.line, problem.details["column"]) == ("json-invalid", 2, 1)
    check_json("not json", resource("notes.txt"))


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
    table, found = read_table(text, resource())
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
    table, _ = read_table(text, resource())
    assert not table.intact
    assert table.column("id") == ["a", "b", "e"]


def test_cell_too_long() -> None:
    assert rows(f"{HEADER}\na,ب,{'x' * 32_768}\n") == [("cell-too-long", 2)]


cells = st.text(st.characters(exclude_categories=["C"], exclude_characters="\x00") | st.sampled_from('\n,"'))


@given(st.lists(st.tuples(cells, cells, cells), min_size=1))
def test_lines_are_right_whatever_the_cells_hold(written: list[tuple[str, str, str]]) -> None:
    written = [("x" + first, second, third) for first, second, third in written]
    text, lines = io.StringIO(newline=""), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in written:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    table, found = read_table(text.getvalue(), resource())
    assert not found
    assert [record.line for record in table.records] == lines
    assert [tuple(record.cells) for record in table.records] == written

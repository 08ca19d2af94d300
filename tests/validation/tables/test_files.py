"""Bytes of a file: where it is, and whether it is text."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.spoiling import GOOD, resource
from validation.problems import Problem
from validation.tables import files
from validation.tables.files import UnreadableError, check_json, decode, likely_encoding, locate, read_text


def refusal(content: bytes) -> Problem:
    with pytest.raises(UnreadableError) as refused:
        decode(content, "a.csv")
    assert len(refused.value.problems) == 1
    return refused.value.problems[0]


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
        assert likely_encoding(assume).removeprefix("UTF-8 + ") == "Windows-1252"


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
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UnreadableError, match="file-too-large"):
        read_text(tmp_path, "a.csv")


def test_json_has_line_and_column() -> None:
    with pytest.raises(UnreadableError) as refused:
        check_json('{"a": 1,\n}', replace(resource({}), path="geo/a.geojson"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.line, problem.details["column"]) == ("json-invalid", 2, 1)
    check_json("not json", replace(resource({}), path="notes.txt"))


ARABIC = "id,name\na,الشفافية والمساءلة والمشاركة\n" * 20
FRENCH = "id,name\na,Tétouan créée\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ARABIC.encode("iso8859-6"), "ISO-8859-6"),
        (ARABIC.replace("الشفافية", "الشفافية é").encode("mac_arabic"), "MacArabic"),
        (FRENCH.encode("mac_roman"), "MacRoman"),
        (FRENCH.encode("cp850"), "CP850"),
        (ARABIC.encode() + FRENCH.encode("cp1252"), "UTF-8 + Windows-1252"),
        (ARABIC.encode() + ARABIC.encode("cp1256")[:60], "UTF-8 + Windows-1256"),
        (ARABIC.encode()[:-2], "UTF-8 + Windows-1252"),
    ],
)
def test_other_encodings_are_named(content: bytes, encoding: str) -> None:
    problem = refusal(content)
    assert (problem.code, problem.details["encoding"]) == ("not-utf-8", encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ARABIC, FRENCH])
def test_wide_encodings_without_a_mark(text: str, encoding: str) -> None:
    problem = refusal(text.encode(encoding))
    assert (problem.code, problem.details["encoding"]) == ("utf-16", encoding.upper()[:6])


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"id\na\nb\x00\x00c,and more\n", "nul-bytes", 3),
        (b"names.csv" + bytes(248) + b"ustar" + bytes(300), "binary-file", None),
        (b"MZ\x90\x00\x03" + bytes(60), "nul-bytes", 1),
        (b"\xef\xbb\xbfversion https://git-lfs.github.com/spec/v1\r\n", "lfs-pointer", None),
        (b"<!-- saved -->\n<html>", "web-page", None),
        (b"id,a\n=======,,\nb\n", "merge-marker", 2),
        (b'id,a\n"<<<<<<< HEAD",\nb\n', "merge-marker", 2),
        (b"id\r<<<<<<< HEAD\rb\r", "merge-marker", 2),
        (b"id\r\n>>>>>>> main\r\nb\r\n", "merge-marker", 2),
    ],
)
def test_signs_of_another_file(content: bytes, code: str, line: int | None) -> None:
    problem = refusal(content)
    assert (problem.code, problem.line) == (code, line)


def test_a_line_of_equals_signs_within_a_text_is_no_mark() -> None:
    assert decode(b"id\n======= and more =======x\n", "a.csv")

"""A package that is corrupted: caught, or harmless because it reads as it was written.

`FUZZ=20 make test only=…` tries twenty times as many corruptions.
"""

import copy
import csv
import io
import json
import os
import shutil
import time
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import check
from datapackage import descriptor
from datapackage.rows import Dataset
from datapackage.table import normal_text
from tests.helpers.spoiling import json_values
from validation.problems import catalogue
from validation.validate import examine, failed

Cells = list[list[str]]
Corruption = tuple[int, int, int, str, str]
SECONDS = 5  # for one run of `make check` on the tiny package
ODD: list[Any] = [
    None, True, 0, -1, 1e308, 10**400, "", " ", "\0", "\ud800", "\u202e", "../..", "/etc/passwd", "a" * 5000,
    "{{ 7 * 7 }}", "(a+)+$", "x.y.z",
    [], {}, [[]], [None], {"": None}, ["a", "a"], float("nan"), "2026-02-30", "id", "gardens", "constructor",
]  # fmt: skip


def fuzzing(examples: int) -> settings:
    """So many examples, more where the environment says so."""
    return settings(
        max_examples=examples * int(os.environ.get("FUZZ", "1")),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def places_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside a JSON document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in inner for place in [(*path, key), *places_of(each, (*path, key))]]


@st.composite
def spoilt(draw: st.DrawFn, document: Any) -> Any:
    """A JSON document in which one to three values are lost, renamed, doubled or of another kind."""
    fresh = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        places = places_of(fresh)
        if not places:
            break
        *above, key = draw(st.sampled_from(places))
        holder = fresh
        for step in above:
            holder = holder[step]
        value = holder.pop(key)
        new = draw(st.sampled_from([str(value), [value], value]) | st.sampled_from(ODD) | json_values)
        name = draw(st.just(key) | st.just(f"{key}x") | st.sampled_from([each[-1] for each in places]))
        if isinstance(holder, list):
            holder[key:key] = draw(st.sampled_from([[], [new], [value, value]]))
        elif draw(st.booleans()):
            holder[str(name)] = new
    return fresh


@st.composite
def bytes_like(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes of a file, a piece of which is lost, doubled or replaced by others; or any bytes at all."""
    begin, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
    piece = draw(
        st.binary(max_size=20)
        | st.sampled_from(
            [b"", b'"', b",", b";", b"\t", b"\0", b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b'"""', b"\xe2\x80\xae"]
        )
        | st.just(content[begin:end] * 2)
    )
    return draw(
        st.just(content[:begin] + piece + content[end:]) | st.just(content[:begin] + piece) | st.binary(max_size=200)
    )


def told_in_words(package: Path, language: str) -> None:
    """`make check` ends in time, in 0 or 1, with problems of the catalogue: never in a traceback."""
    report = package / "report.json"
    report.unlink(missing_ok=True)
    began = time.process_time()
    status = check.main([str(package / "datapackage.json"), "--fresh", "--lang", language, "--report", str(report)])
    assert time.process_time() - began < SECONDS
    found = json.loads(report.read_text(encoding="utf-8"))
    assert {each["code"] for each in found["problems"]} <= catalogue().keys()
    assert status == int(found["errors"] > 0)


def sound_copy(package: Path, folder: Path) -> Path:
    """Copy a package, without its history, and remember what was found in it: nothing."""
    shutil.copytree(package / "data", folder / "data")
    shutil.copy(package / "datapackage.json", folder)
    assert examine(folder / "datapackage.json", cache=folder / "cache").problems == []
    return folder


def rows_of(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Cells) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@st.composite
def corruptions(draw: st.DrawFn) -> Corruption:
    """Which table, row and cell; and what becomes of it: a new text, a piece put in, a piece lost."""
    how = draw(st.sampled_from(["new", "insert", "drop", "double", "neighbour"]))
    hostile = st.sampled_from(
        ["=1", "\u200f", "\u202e", "٣", "<b>", "{{", ",", '"', "\n", "\r", " ", "ـ", "ی", "а", "\0", "-", "0"]
    )
    big = st.integers(0, 10_000)
    return draw(big), draw(big), draw(big), how, draw(st.text(max_size=12) | hostile)


def caught_or_harmless(copy: Path, corruption: Corruption) -> None:
    """Corrupt one cell of the package in `copy`, examine it, and put it back."""
    which, line, column, how, text = corruption
    package = descriptor.load(copy / "datapackage.json")
    resource = package.tables[which % len(package.tables)]
    path = copy / resource.path
    good = path.read_bytes()
    rows = rows_of(path)
    row = rows[1 + line % (len(rows) - 1)]
    at = column % len(row)
    old, middle = row[at], len(row[at]) // 2
    row[at] = {
        "new": text, "insert": old[:middle] + text + old[middle:], "drop": old[:middle] + old[middle + 1 :],
        "double": old + old, "neighbour": row[at - 1],
    }[how]  # fmt: skip
    try:
        write(path, rows)
        outcome = examine(copy / "datapackage.json", cache=copy / "cache")
        if failed(outcome.problems):
            return
        meant = list(csv.DictReader(io.StringIO(normal_text(_csv(rows)), newline="")))
        assert list(Dataset(package).texts(resource.name)) == meant
        if resource.field[rows[0][at]].descriptor.get("format") != "uri":
            assert [each[rows[0][at]] for each in meant] == [
                unicodedata.normalize("NFC", each[at]) for each in rows[1:]
            ]
    finally:
        path.write_bytes(good)


def _csv(rows: Cells) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()

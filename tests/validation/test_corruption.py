"""Any corruption of one cell of the real data is caught, or is harmless: it reads as it was written."""

import csv
import io
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datapackage import descriptor as contract
from datapackage.rows import read_cells
from datapackage.table import normal_text
from tests.helpers.packages import ROOT
from validation.validate import examine, failed

Cells = list[list[str]]


@pytest.fixture(scope="module")
def real_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real package, without its history, and what was remembered of it."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "datapackage.json", folder)
    assert examine(folder / "datapackage.json", cache=folder / "memory").problems == []
    return folder


def rows_of(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Cells) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@st.composite
def corruptions(draw: st.DrawFn) -> tuple[int, int, int, str, str]:
    """Which table, row and cell; and what becomes of it: a new text, a piece put in, a piece lost."""
    how = draw(st.sampled_from(["new", "insert", "drop", "double", "neighbour"]))
    hostile = st.sampled_from(
        ["=1", "\u200f", "\u202e", "٣", "<b>", "{{", ",", '"', "\n", "\r", " ", "ـ", "ی", "а", "\0", "-", "0"]
    )
    big = st.integers(0, 10_000)
    return draw(big), draw(big), draw(big), how, draw(st.text(max_size=12) | hostile)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(corruptions())
def test_caught_or_harmless(real_copy: Path, corruption: tuple[int, int, int, str, str]) -> None:
    which, line, column, how, text = corruption
    package = contract.load(real_copy / "datapackage.json")
    resource = package.tables[which % len(package.tables)]
    path = real_copy / resource.path
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
        outcome = examine(real_copy / "datapackage.json", cache=real_copy / "memory")
        if failed(outcome.problems):
            return
        meant = list(csv.DictReader(io.StringIO(normal_text(_csv(rows)), newline="")))
        assert read_cells(package, resource) == meant
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

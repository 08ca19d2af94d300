"""A cell of a package that is corrupted: caught, or harmless because it reads as it was written."""

import csv
import io
import shutil
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from datapackage import descriptor
from datapackage.rows import Dataset
from datapackage.table import normal_text
from validation.validate import examine, failed

Cells = list[list[str]]
Corruption = tuple[int, int, int, str, str]


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

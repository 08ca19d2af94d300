"""What would exhaust a machine ends in a clear refusal, within 60 seconds and 1 GB."""

import json
import re
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import check
from validation import validate as validate_module
from validation.problems import Problem
from validation.tables import structure
from validation.validate import limited, validate

SCRIPT = Path(check.__file__)
# Prints the most memory that a command took. A process of its own starts it: Linux counts the memory of whoever
# starts a command too, and the tests hold a gigabyte by now.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
ROW = "g{n},Garden {n},,public,,almanac\n"
WRONG_ROW = "BAD ID,=1,\u200fx,nonsense,2999-99,nobody\n"


def rows(count: int) -> Callable[[Path], object]:
    def run(folder: Path) -> None:
        with (folder / "data/gardens.csv").open("a", encoding="utf-8") as file:
            file.writelines(ROW.format(n=n) for n in range(count))

    return run


def cell(text: str) -> Callable[[Path], object]:
    path = Path("data/gardens.csv")
    return lambda folder: (folder / path).write_text(
        (folder / path).read_text(encoding="utf-8").replace("Palm court", text), encoding="utf-8"
    )


def bomb(folder: Path) -> None:
    (folder / "data/gardens.csv").write_bytes(b"PK\x03\x04" + zlib.compress(bytes(100_000_000)))


def pattern(folder: Path) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][1]["constraints"] = {"pattern": "^([a-zA-Z]+)+$"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    cell("a" * 40 + "!")(folder)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (rows(300_000), "file-too-large"),
        (cell("x" * 10_000_001), "file-too-large"),
        (cell("x" * 9_000_000), "cell-too-long"),
        (cell(" " * 9_000_000), "cell-too-long"),
        (cell("ـ" * 4_000_000), "cell-too-long"),
        (bomb, "spreadsheet-file"),
        (pattern, "pattern-slow"),
    ],
)  # fmt: skip
def test_refused_in_time_and_memory(
    tiny_copy: Path, tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(tiny_copy)
    report = tmp_path / "report.json"
    began = time.monotonic()
    status, kilobytes = measured(tiny_copy / "datapackage.json", report)
    assert status == 1
    assert time.monotonic() - began < 60
    assert kilobytes < 1_000_000
    assert {each["code"] for each in json.loads(report.read_text(encoding="utf-8"))["problems"]} == {code}


def measured(path: Path, report: Path) -> tuple[int, int]:
    """The exit status of `make check` and the most memory that it took, in kilobytes."""
    command = [sys.executable, str(SCRIPT), str(path), "--report", str(report)]
    done = subprocess.run([sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=False)
    return done.returncode, int(done.stdout)


@pytest.mark.slow
def test_every_cell_of_a_long_table_at_fault(tiny_copy: Path, tmp_path: Path) -> None:
    """All are counted, the first of each kind are kept: 60,000 rows took 450 MB when all were."""
    with (tiny_copy / "data/gardens.csv").open("a", encoding="utf-8") as file:
        file.write(WRONG_ROW * 60_000)
    report = tmp_path / "report.json"
    status, kilobytes = measured(tiny_copy / "datapackage.json", report)
    found = json.loads(report.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for each in found["problems"]:
        counts[f"{each['code']} {each['column']}"] += 1 + each["more"]
    assert (status, counts["formula name_en"], counts["enum kind"]) == (1, 60_000, 60_000)
    assert found["errors"] == sum(counts.values())
    assert len(found["problems"]) < 10_000
    assert kilobytes < 250_000


def test_short_rows_without_end(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MAX_ROWS", 4)
    rows(2)(tiny_copy)
    assert [each.code for each in validate(tiny_copy / "datapackage.json")] == ["too-many-rows"]


def test_time_runs_out(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a pattern that never ends is given up."""

    def endless(*_: object) -> object:
        return re.fullmatch("(a+)+", "a" * 60 + "!")

    monkeypatch.setattr(validate_module, "examine", endless)
    outcome = limited(tiny_copy / "datapackage.json", "HEAD", None, seconds=0.5)
    assert outcome.problems == [Problem("too-slow", "datapackage.json", details={"seconds": 0})]

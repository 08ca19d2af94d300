"""What would exhaust a machine ends in a clear refusal, within 60 seconds and 1 GB."""

import json
import re
import subprocess
import sys
import time
import zlib
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
    command = [sys.executable, str(SCRIPT), str(tiny_copy / "datapackage.json"), "--report", str(report)]
    done = subprocess.run([sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert time.monotonic() - began < 60
    assert int(done.stdout) < 1_000_000  # kilobytes
    assert {each["code"] for each in json.loads(report.read_text(encoding="utf-8"))["problems"]} == {code}


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

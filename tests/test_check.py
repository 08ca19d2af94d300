"""The command: what it prints, and its exit status."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import check
from check import main
from tests.helpers.edits import edit
from tests.helpers.repository import commit

SCRIPT = Path(check.__file__)


@pytest.fixture
def package(tiny_copy: Path) -> Path:
    return tiny_copy / "datapackage.json"


Write = Callable[[str, str, str], None]


@pytest.fixture
def write(package: Path) -> Write:
    """Replace a piece of a file of the package."""
    return lambda name, old, new: edit(package.parent / "data" / name, old, new)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_command(package: Path, write: Write, capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main([str(package), "--lang", language]) == 0
    assert re.search(r"5\D+12", capsys.readouterr().out)
    write("gardens.csv", "private", "privat")
    assert main([str(package), "--lang", language]) == 1
    shown = capsys.readouterr().out
    assert "data/gardens.csv:3 kind «privat»" in shown
    assert "private" in re.split("[→←]", shown)[1]


def test_it_runs_from_any_folder(package: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(package), "--lang", "fr"],
        cwd=package.parent / "data",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_in_a_workflow(
    package: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(package.parent, "2024-05-17")
    write("gardens.csv", "Palm court", "<b>@all</b>")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main([str(package), "--lang", "fr", "--report", str(tmp_path / "report.json")]) == 1
    assert "::error file=data/gardens.csv,line=2,title=markup::" in capsys.readouterr().out
    assert "<table>" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["errors"] > 0


def test_a_warning_does_not_fail(package: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("gardens.csv", "Palm court", "Palm cou\u0308rt")
    assert main([str(package), "--lang", "en"]) == 0
    assert "[warning]" in capsys.readouterr().out

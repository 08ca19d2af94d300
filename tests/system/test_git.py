import shutil
import subprocess
from pathlib import Path

import pytest

from system import git as history
from tests.helpers.repository import commit


def test_the_last_change_is_that_of_the_commit(tiny_copy: Path) -> None:
    paths = ["data/gardens.csv", "data/sources.csv"]
    assert history.last_changes(tiny_copy, paths) == {}
    commit(tiny_copy, "2024-05-17")
    with (tiny_copy / "data" / "sources.csv").open("a") as file:
        file.write("x,X,,,\n")
    commit(tiny_copy, "2024-06-01")
    assert history.last_changes(tiny_copy, [*paths, "no.csv"]) == {
        "data/gardens.csv": "2024-05-17",
        "data/sources.csv": "2024-06-01",
    }


def test_releases_are_calendar_versions_in_order(tiny_copy: Path) -> None:
    assert history.releases(tiny_copy) == []
    commit(tiny_copy, "2024-05-17", "2024.5.17")
    old = (tiny_copy / "data" / "gardens.csv").read_bytes()
    (tiny_copy / "data" / "gardens.csv").write_text("id\n")
    commit(tiny_copy, "2024-10-01", "2024.10.1")
    subprocess.run(["git", "-C", str(tiny_copy), "tag", "v0.1.0"], check=True)
    found = history.releases(tiny_copy)
    assert [(each.version, each.day) for each in found] == [("2024.5.17", "2024-05-17"), ("2024.10.1", "2024-10-01")]
    assert history.read(tiny_copy, found[0].commit, "data/gardens.csv") == old
    assert history.read(tiny_copy, found[0].commit, "data/none.csv") == b""


def test_without_git_there_is_no_history(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git"):
        commit(tiny_copy, "2024-05-17", "2024.5.17")
    monkeypatch.setenv("PATH", "")
    assert history.releases(tiny_copy) == []
    assert history.last_changes(tiny_copy, ["data/gardens.csv"]) == {}

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
    assert history.what_is_lacking(tiny_copy) == "git-missing"


def test_what_is_lacking_of_the_history_is_told(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert history.what_is_lacking(tiny_copy) == "git-none"
    commit(tiny_copy, "2024-05-17")
    (tiny_copy / "new").touch()
    commit(tiny_copy, "2024-05-18")
    assert history.what_is_lacking(tiny_copy) == ""
    address = f"file://{tiny_copy}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", address, str(tmp_path / "shallow")], check=True)
    assert history.what_is_lacking(tmp_path / "shallow") == "git-shallow"
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert history.what_is_lacking(tiny_copy) == "git-owner"

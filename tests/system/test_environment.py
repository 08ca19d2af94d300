"""A virtual environment is made, mended and filled; pip installs nothing here, since no lock names a package."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from system import environment
from system.progress import Finished, run
from tests.helpers.packages import ROOT

pytestmark = pytest.mark.slow  # each test makes a virtual environment


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text("# nothing\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "venv"


def test_a_new_environment_is_made_and_then_left_alone(
    folder: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.install(folder, lock)
    assert environment.is_sound(folder)
    capsys.readouterr()
    environment.install(folder, lock)
    assert capsys.readouterr().out == ""
    lock.write_text("# another\n", encoding="utf-8")
    environment.install(folder, lock)
    assert "installing 0 packages" in capsys.readouterr().out


def without_pip(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)


def without_python(folder: Path) -> None:
    without_pip(folder)
    environment.python_of(folder).unlink()
    environment.python_of(folder).symlink_to("/nowhere/python3.11")


def too_old(folder: Path) -> None:
    environment.python_of(folder).parent.mkdir(parents=True)
    environment.python_of(folder).write_text("#!/bin/sh\nexit 1\n")
    environment.python_of(folder).chmod(0o755)


@pytest.mark.parametrize("spoil", [without_pip, without_python, too_old])
def test_what_was_interrupted_or_is_too_old_is_made_again(
    folder: Path, lock: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    (folder / "requirements.installed").write_text("stale")
    assert not environment.is_sound(folder)
    environment.install(folder, lock)
    assert environment.is_sound(folder)


def test_what_pip_said_is_shown_where_it_fails_and_only_there(
    folder: Path, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock.write_text("no-such-package-here==1.0\n", encoding="utf-8")  # without a hash: refused before any network
    assert environment.main([str(folder), str(lock)]) == 1
    said = capsys.readouterr()
    assert "pip could not install the packages" in said.err
    assert "ERROR: " in said.err
    assert "ERROR: " not in said.out
    assert "no-such-package-here" in (folder / "pip.log").read_text(encoding="utf-8")
    assert not (folder / "requirements.installed").exists()


def test_packages_are_counted_as_pip_names_them() -> None:
    said = "Collecting babel==2.18 (from -r x)\n  Downloading babel.whl\nRequirement already satisfied: rich==15 in y\n"
    assert environment._packages(said) == 2


def test_debian_without_its_venv_is_told_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("system.progress.run", lambda *_: Finished(1, "ensurepip is not available\n"))
    with pytest.raises(environment.EnvironmentFault, match="apt-get install python3-venv"):
        environment.create(folder)


def test_a_python_that_is_too_old_is_named_in_one_line(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = run(["make", "-C", str(ROOT), "packages", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"], "make")
    assert done.status == 2
    assert f"Python 3.11 or later is needed; {old} is Python 3.9.2." in done.output
    assert "Traceback" not in done.output

"""What a machine can do to a maintainer ends in words and exit status 1, never in a traceback."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from system import cache
from tests.helpers.packages import ROOT
from validation import faults

Usage = namedtuple("Usage", "total used free")


def refused(number: int, path: str = "site") -> Callable[[], int]:
    def command() -> int:
        raise OSError(number, os.strerror(number), path)

    return command


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full (site)"),
        (errno.EDQUOT, "The disk is full (site)"),
        (errno.EROFS, "does not let you read site or write there (Read-only file system)"),
        (errno.EACCES, "(Permission denied)"),
        (errno.EEXIST, "Something else stands where the folder site should be"),
        (errno.EBUSY, "site is mounted"),
        (errno.EMFILE, "refused an operation (Too many open files)"),
    ],
)
def test_what_the_machine_refuses_is_told(
    number: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert faults.run(refused(number)) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("language", "words"), [("ar", "القرص ممتلئ"), ("fr", "Le disque est plein")])
def test_it_is_told_in_the_language_of_the_maintainer(
    language: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_MA.UTF-8")
    assert faults.run(refused(errno.ENOSPC)) == 1
    assert words in capsys.readouterr().err


def raises(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(KeyError):
        faults.run(raises(KeyError("a")))


def test_whatever_fails_on_a_full_disk_fails_for_that(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite, npm and shutil say it in words of their own."""
    assert faults.run(raises(shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]))) == 1
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(1, 1, 0))
    assert faults.run(raises(ValueError("database or disk is full"))) == 1
    assert "Traceback" not in capsys.readouterr().err


def terminated() -> int:
    os.kill(os.getpid(), signal.SIGTERM)
    return 0


def test_want_of_memory_and_ctrl_c_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults.run(raises(MemoryError())) == 1
    assert faults.run(raises(KeyboardInterrupt())) == 1
    assert faults.run(terminated) == 1
    assert "Traceback" not in capsys.readouterr().err


def check(*arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    own = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), *arguments]
    return subprocess.Popen(command, env={**own, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_terminal_that_knows_ascii_only(tiny_copy: Path) -> None:
    done = check(str(tiny_copy / "datapackage.json"), "--lang", "ar", PYTHONIOENCODING="ascii")
    out, errors = done.communicate()
    assert (done.returncode, errors) == (0, b"")
    assert out.isascii()
    assert b"\\u" in out


def test_a_pipe_that_nobody_reads(tiny_copy: Path) -> None:
    running = check(str(tiny_copy / "datapackage.json"))
    assert running.stdout
    running.stdout.close()
    assert running.stderr
    assert (running.stderr.read(), running.wait()) == (b"", 1)


def test_a_cache_that_is_a_file_or_cannot_be_written(tiny_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    from validation.validate import examine  # noqa: PLC0415 - beside the test that needs it

    assert examine(tiny_copy / "datapackage.json", cache=tmp_path / "cache").problems == []
    assert faults.run(lambda: len(str(cache.kept(tmp_path / "cache", "key", lambda _: None)))) == 1


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_a_build_in_words(tiny_copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--config", str(tiny_copy / "mkdocs.yml"),
               "--site", str(tmp_path / "site"), "--charts", "no"]  # fmt: skip
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout
    running.stdout.readline()  # it has begun
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert b"Traceback" not in errors
    assert errors.strip()
    assert not (tmp_path / "site").exists()

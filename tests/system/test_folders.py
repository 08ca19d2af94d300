import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from system import folders
from tests.helpers.packages import ROOT


def test_a_folder_to_work_in_goes_with_its_work(tmp_path: Path) -> None:
    with folders.scratch(tmp_path / "new") as room:
        (room / "a").touch()
        folders.sweep(tmp_path / "new")
        assert (room / "a").exists()
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path; from system.folders import scratch\n"
        f"with scratch(Path({str(tmp_path)!r})) as room: (room / 'a').touch(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob("tmp*"))) == 1
    folders.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_has_no_lock_is_left_while_it_is_young(tmp_path: Path) -> None:
    young, old, half = tmp_path / "tmpa", tmp_path / "tmpb", tmp_path / "tmpc"
    young.mkdir()
    old.mkdir()
    half.touch()
    (tmp_path / "kept").mkdir()
    for path in (old, half):
        os.utime(path, (0, 0))
    folders.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "tmpa"]


def test_a_failure_to_remove_does_not_hide_why_the_work_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.rmdir", lambda *_, **__: Path("/nowhere").stat())
    with pytest.raises(ValueError, match="the cause"), folders.scratch(tmp_path):
        raise ValueError("the cause")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    if not at_once:
        monkeypatch.setattr(folders, "_exchanged", lambda *_: False)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name)
    folders.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "page").read_text() == "new"
    assert (tmp_path / "new" / "page").read_text() == "old"
    folders.replace(tmp_path / "new", tmp_path / "first")
    assert (tmp_path / "first" / "page").read_text() == "old"


def test_what_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_exchanged", lambda *_: False)
    (tmp_path / "old").mkdir()
    with pytest.raises(OSError, match="gone"):
        folders.replace(tmp_path / "gone", tmp_path / "old")
    assert (tmp_path / "old").is_dir()


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="the exchange of two folders")
def test_no_moment_is_without_the_folder(tmp_path: Path) -> None:
    for name in ("site", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").touch()
    missing = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            if not os.path.exists(f"{tmp_path}/site/page"):  # noqa: PTH110 - as fast as can be
                missing.append(1)

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(3000):
        folders.replace(tmp_path / "other", tmp_path / "site")
    ended.set()
    reader.join()
    assert missing == []


def test_everybody_may_read(tmp_path: Path) -> None:
    umask = os.umask(0o077)
    try:
        (tmp_path / "site" / "a").mkdir(parents=True)
        (tmp_path / "site" / "a" / "page").touch()
    finally:
        os.umask(umask)
    folders.readable(tmp_path / "site")
    modes = [oct(path.stat().st_mode & 0o777) for path in (tmp_path / "site", *(tmp_path / "site").rglob("*"))]
    assert modes == ["0o755", "0o755", "0o644"]


def test_two_processes_wait_for_each_other(tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from system.folders import alone\n" + (
        "with alone(Path(sys.argv[1])):\n    print('in', flush=True); time.sleep(0.3); print('out', flush=True)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with (tmp_path / "said").open("w") as said:
        running = [subprocess.Popen(command, stdout=said, env=environment) for _ in range(3)]
        assert [each.wait() for each in running] == [0, 0, 0]
    assert (tmp_path / "said").read_text().split() == ["in", "out"] * 3

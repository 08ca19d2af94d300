import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from system.errors import BuildError
from system.processes import Jobs, run_apart
from tests.helpers.packages import ROOT


class UnsendableError(Exception):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.lock = threading.Lock()


def test_jobs_run_beside_each_other_and_are_waited_for(tmp_path: Path) -> None:
    def meet(own: str, other: str) -> None:
        (tmp_path / own).touch()
        while not (tmp_path / other).exists():
            time.sleep(0.01)
        (tmp_path / f"{own}-done").write_text(str(os.getpid()))

    with Jobs() as jobs:
        jobs.begin(lambda: meet("a", "b"))
        jobs.begin(lambda: meet("b", "a"))
    assert (tmp_path / "a-done").read_text() != (tmp_path / "b-done").read_text() != str(os.getpid())


def test_each_job_is_told_as_it_begins_and_as_it_ends() -> None:
    told = []
    with Jobs(lambda: told.append(os.getpid())) as jobs:
        jobs.begin(lambda: None)
        jobs.begin(lambda: None)
        assert told == [os.getpid()] * 2
    assert told == [os.getpid()] * 4


def test_a_job_knows_what_was_known_when_it_began(tmp_path: Path) -> None:
    known = ["first"]
    with Jobs() as jobs:
        known.append("second")
        jobs.begin(lambda: (tmp_path / "known").write_text(" ".join(known)))
    assert (tmp_path / "known").read_text() == "first second"


def _fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [ValueError("said"), UnsendableError("said")])
def test_the_error_of_a_job_comes_back(error: Exception) -> None:
    with pytest.raises((ValueError, RuntimeError), match="said"), Jobs() as jobs:
        jobs.begin(lambda: _fail(error))


def test_a_job_that_dies_is_an_error() -> None:
    with pytest.raises(BuildError, match="exit code"), Jobs() as jobs:
        jobs.begin(lambda: os._exit(3))


def _begin_and_fail(jobs: Jobs) -> None:
    jobs.begin(lambda: time.sleep(60))
    raise KeyError("block")


def test_an_error_of_the_block_stops_the_jobs() -> None:
    began = time.monotonic()
    with pytest.raises(KeyError, match="block"), Jobs() as jobs:
        _begin_and_fail(jobs)
    assert time.monotonic() - began < 30


def test_a_job_apart_does_its_work_and_its_error_comes_back(tmp_path: Path) -> None:
    run_apart(lambda: (tmp_path / "pid").write_text(str(os.getpid())), 10)
    assert (tmp_path / "pid").read_text() != str(os.getpid())
    with pytest.raises(ValueError, match="no"):
        run_apart(lambda: _fail(ValueError("no")), 10)
    with pytest.raises(ChildProcessError, match="without a word"):
        run_apart(lambda: os._exit(3), 10)


def test_a_job_apart_without_end_is_ended() -> None:
    with pytest.raises(TimeoutError, match="not done after 0 s"):
        run_apart(lambda: time.sleep(60), 0.3)


def test_threads_that_a_job_leaves_do_not_hold_this_process() -> None:
    began = time.monotonic()
    run_apart(lambda: threading.Thread(target=time.sleep, args=(60,)).start(), 10)
    assert time.monotonic() - began < 5


SLEEPER = """
import os, subprocess, sys, time
from pathlib import Path
from system.processes import Jobs, run_apart
pids = Path(sys.argv[1])
def work(name):
    child = subprocess.Popen(["sleep", "60"])
    (pids / name).write_text(f"{os.getpid()} {child.pid}")
    child.wait()
with Jobs() as jobs:
    jobs.begin(lambda: work("a"))
    jobs.begin(lambda: run_apart(lambda: work("b"), 60))
    if len(sys.argv) > 2:
        while len(list(pids.iterdir())) < 2:
            time.sleep(0.05)
        raise ValueError("the block")
"""


def _is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc tells who lives")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, None])
def test_children_and_their_children_end_with_their_parent(tmp_path: Path, end: signal.Signals | None) -> None:
    command = [sys.executable, "-c", SLEEPER, str(tmp_path), *([] if end else ["fail"])]
    parent = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")}, stderr=subprocess.PIPE)
    began = time.monotonic()
    while len([path for path in tmp_path.iterdir() if path.read_text()]) < 2 and time.monotonic() - began < 30:
        time.sleep(0.05)
    if end:
        parent.send_signal(end)
    parent.communicate(timeout=30)
    pids = [int(pid) for path in tmp_path.iterdir() for pid in path.read_text().split()]
    assert len(pids) == 4
    while any(map(_is_running, pids)) and time.monotonic() - began < 30:
        time.sleep(0.05)
    assert [pid for pid in pids if _is_running(pid)] == []

"""Jobs in copies of this process, begun at once and waited for together.

A copy (POSIX `fork`) has everything that this process holds when the job
begins, so nothing is sent to it; only an error comes back. The standard
library's pool is refused: it makes its copies before the later jobs exist.

A copy and the programs that it has started are one process group, which ends
with this process, however that ends: a pipe that nobody else holds is closed then.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from types import TracebackType

from system.errors import BuildError

_FORK = get_context("fork")
_ALIVE, _HOLD = os.pipe()  # the second end is held by this process alone


class Jobs:
    """Use as `with Jobs() as jobs:`; leaving it waits for every job and raises the first error."""

    def __init__(self, tell: Callable[[], object] = lambda: None) -> None:
        """`tell` is called in this process whenever a job has begun, and again when it has been waited for."""
        self._tell = tell

    def __enter__(self) -> Jobs:
        self._running: list[tuple[ForkProcess, Connection]] = []
        return self

    def begin(self, job: Callable[[], object]) -> None:
        """Run `job` beside this process; what it returns and changes in memory is lost."""
        self._running.append(_start(job))
        self._tell()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Where the block itself failed, or is interrupted, the jobs are stopped and its error stands."""
        errors = []
        try:
            if error:
                self._stop()
            for running in self._running:
                errors.append(_outcome(*running))
                self._tell()
        except BaseException:
            self._stop()
            raise
        if error is None:
            for raised in errors:
                if raised:
                    raise raised

    def _stop(self) -> None:
        for process, _ in self._running:
            _end(process)


def run_apart(job: Callable[[], object], seconds: float) -> None:
    """Run `job` in a copy of this process, wait for it, and raise what it raises.

    Raises TimeoutError where it has not ended after `seconds`. The copy is ended in any case: threads that a library
    leaves behind cannot hold this process.
    """
    process, receiver = _start(job)
    try:
        if not receiver.poll(seconds):
            raise TimeoutError(f"not done after {seconds:.0f} s")
        error: Exception | None = receiver.recv()
    except EOFError:
        raise ChildProcessError("a part of the build ended without a word") from None
    finally:
        _end(process)
    if error:
        raise error


def _start(job: Callable[[], object]) -> tuple[ForkProcess, Connection]:
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run, args=(job, sender))
    process.start()
    sender.close()
    return process, receiver


def _end(process: ForkProcess) -> None:
    """End a copy and what it has started."""
    process.kill()
    if process.pid:
        with suppress(ProcessLookupError, PermissionError):  # none is left, or it has not yet become a group
            os.killpg(process.pid, signal.SIGKILL)
    process.join()


def _outcome(process: ForkProcess, receiver: Connection) -> Exception | None:
    """What the job raised, if anything; BuildError where it ended without a word."""
    try:
        outcome: Exception | None = receiver.recv()
    except EOFError:
        process.join()
        return BuildError(f"a part of the build ended with exit code {process.exitcode}")
    process.join()
    return outcome


def _run(job: Callable[[], object], sender: Connection) -> None:
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # the handlers are those of the process that was copied
    _live_no_longer_than_the_parent()
    error: Exception | None = None
    try:
        job()
    except Exception as raised:
        error = raised
    try:
        sender.send(error)
    except Exception:  # an error that cannot be sent (it holds a lock, say) is told in words
        sender.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _live_no_longer_than_the_parent() -> None:
    """End this process group when the parent closes its end of the pipe; copies of this copy have a pipe of theirs."""
    global _ALIVE, _HOLD
    parent = _ALIVE
    os.close(_HOLD)
    _ALIVE, _HOLD = os.pipe()

    def wait() -> None:
        os.read(parent, 1)  # nothing is ever written: it waits until the other end is closed
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()

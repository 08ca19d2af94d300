"""Jobs in copies of this process, begun at once and waited for together.

A copy (POSIX `fork`) has everything that this process holds when the job
begins, so nothing is sent to it; only an error comes back. The standard
library's pool is refused: it makes its copies before the later jobs exist.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from types import TracebackType

from system.errors import BuildError

_FORK = get_context("fork")


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
        receiver, sender = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_run, args=(job, sender))
        process.start()
        sender.close()
        self._running.append((process, receiver))
        self._tell()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Where the block itself failed, the jobs are stopped and its error stands."""
        if error:
            for process, _ in self._running:
                process.terminate()
        errors = []
        for running in self._running:
            errors.append(_outcome(*running))
            self._tell()
        if error is None:
            for raised in errors:
                if raised:
                    raise raised


def run_apart(job: Callable[[], object], seconds: float) -> None:
    """Run `job` in a copy of this process, wait for it, and raise what it raises.

    Raises TimeoutError where it has not ended after `seconds`. The copy is ended in any case: threads that a library
    leaves behind cannot hold this process.
    """
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run, args=(job, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TimeoutError(f"not done after {seconds:.0f} s")
        error: Exception | None = receiver.recv()
    except EOFError:
        raise ChildProcessError("a part of the build ended without a word") from None
    finally:
        process.kill()
        process.join()
    if error:
        raise error


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
    error: Exception | None = None
    try:
        job()
    except Exception as raised:
        error = raised
    try:
        sender.send(error)
    except Exception:  # an error that cannot be sent (it holds a lock, say) is told in words
        sender.send(RuntimeError(f"{type(error).__name__}: {error}"))

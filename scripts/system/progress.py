"""Show how far long work is: a bar in a terminal, a line now and then elsewhere.

Only the standard library is used, because the same lines are shown while the packages are being installed. rich,
which Frictionless brings, is refused: it shows nothing outside a terminal, and its thread does not survive a fork.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TextIO

BAR = 24  # characters
LINE_EVERY = 10.0  # seconds between two lines outside a terminal
REDRAW_EVERY = 0.1  # seconds between two pictures of the bar
_CLEAR = "\r\x1b[K"  # back to the first column, and clear to the end of the line (ECMA-48)


class Progress:
    """Use as `with Progress("drawing the charts", 57) as progress:`, and call `progress.advance()` after each."""

    def __init__(
        self,
        work: str,
        total: int = 0,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`work` is what is done, in words; `total` the number of its steps, 0 where nobody can know it."""
        self._work, self._total, self._clock = work, total, clock
        self._stream = stream or sys.stdout
        self._done = 0
        self._live = self._stream.isatty()

    def __enter__(self) -> Progress:
        """Begin to count the time."""
        self._began = self._shown = self._clock()
        if self._live:
            self._draw()
        else:
            self._print(f"{self._work} …")
        return self

    def advance(self, steps: int = 1) -> None:
        """Note that `steps` more are done."""
        self.reach(self._done + steps)

    def reach(self, done: int) -> None:
        """Note that `done` steps are done in all, and show it where it is time to."""
        self._done = min(done, self._total) if self._total else done
        now = self._clock()
        if now - self._shown < (REDRAW_EVERY if self._live else LINE_EVERY):
            return
        self._shown = now
        if self._live:
            self._draw()
        else:
            self._print(f"{self._work}: {self._figures()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave one line that says how long it took."""
        if self._live:
            self._stream.write(_CLEAR)
        seconds = self._clock() - self._began
        if error is None and (self._live or seconds > 2):
            self._print(f"{self._work}: done in {seconds:.0f} s")

    def _figures(self) -> str:
        steps = f"{self._done}/{self._total}, " if self._total else ""
        return f"{steps}{self._clock() - self._began:.0f} s"

    def _draw(self) -> None:
        filled = BAR * self._done // self._total if self._total else 0
        bar = f" {'━' * filled}{'·' * (BAR - filled)}" if self._total else ""
        self._stream.write(f"{_CLEAR}{self._work}{bar} {self._figures()}")
        self._stream.flush()

    def _print(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


@dataclass(frozen=True)
class Finished:
    """A command that has ended: its exit status, and everything that it wrote."""

    status: int
    output: str


def run(
    command: Sequence[str],
    work: str,
    *,
    seconds: float | None = None,
    total: int = 0,
    steps: Callable[[str], int] = len,
) -> Finished:
    """Run `command`, show how far it is, and return what it wrote.

    `steps` counts, in what was written so far, how many of `total` steps are done. Raises OSError where the command
    cannot be started, TimeoutError where it has not ended after `seconds`.
    """
    with TemporaryDirectory() as folder, Progress(work, total) as progress:
        written = Path(folder) / "output"
        with written.open("wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
            try:
                _wait(process, seconds, lambda: progress.reach(steps(_text(written)) if total else 0))
            finally:
                process.kill()
                process.wait()
        return Finished(process.returncode, _text(written))


def _wait(process: subprocess.Popen[bytes], seconds: float | None, show: Callable[[], None]) -> None:
    began = time.monotonic()
    while True:
        try:
            process.wait(timeout=REDRAW_EVERY)
        except subprocess.TimeoutExpired:
            show()
        else:
            return
        if seconds is not None and time.monotonic() - began > seconds:
            raise TimeoutError(f"not finished after {seconds:.0f} s")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")

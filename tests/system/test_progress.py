import io
import sys

import pytest

from system import progress
from system.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_line_now_and_then_outside_a_terminal() -> None:
    clock, stream = Clock(), io.StringIO()
    with Progress("drawing the charts", 57, stream, clock) as shown:
        for _ in range(57):
            clock.now += 0.5
            shown.advance()
    assert stream.getvalue().splitlines() == [
        "drawing the charts …",
        "drawing the charts: 20/57, 10 s",
        "drawing the charts: 40/57, 20 s",
        "drawing the charts: done in 28 s",
    ]


def test_short_work_is_one_line() -> None:
    stream = io.StringIO()
    with Progress("reading", 2, stream, Clock()) as shown:
        shown.advance(2)
    assert stream.getvalue() == "reading …\n"


def test_a_bar_in_a_terminal_gives_way_to_one_line() -> None:
    clock, stream = Clock(), Terminal()
    with Progress("drawing", 4, stream, clock) as shown:
        clock.now += 1
        shown.advance()
        clock.now += 2
        shown.reach(99)
    frames = stream.getvalue().split("\r\x1b[K")
    quarter, all_of_it = "━" * 6 + "·" * 18, "━" * 24
    assert frames == ["", f"drawing {'·' * 24} 0/4, 0 s", f"drawing {quarter} 1/4, 1 s",
                      f"drawing {all_of_it} 4/4, 3 s", "drawing: done in 3 s\n"]  # fmt: skip


def test_work_without_a_known_end_shows_the_time() -> None:
    clock, stream = Clock(), Terminal()
    with Progress("fetching", 0, stream, clock) as shown:
        clock.now += 3
        shown.reach(0)
    assert "fetching 3 s" in stream.getvalue()
    assert "━" not in stream.getvalue()


def test_work_that_failed_is_not_said_to_be_done() -> None:
    clock, stream = Clock(), io.StringIO()

    def work() -> None:
        with Progress("drawing", 4, stream, clock):
            clock.now += 30
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        work()
    assert stream.getvalue() == "drawing …\n"


def test_a_command_is_run_and_what_it_wrote_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr); sys.exit(3)"
    done = progress.run([sys.executable, "-c", code], "working")
    assert (done.status, done.output) == (3, "one\ntwo\n")
    assert capsys.readouterr().out == "working …\n"


def test_the_steps_of_a_command_are_counted_in_what_it_writes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY", 0)
    code = "import time; print('step', flush=True); time.sleep(1); print('step')"
    progress.run([sys.executable, "-c", code], "working", total=2, steps=lambda text: text.count("step"))
    assert "working: 1/2, " in capsys.readouterr().out


def test_a_command_without_end_is_stopped() -> None:
    with pytest.raises(TimeoutError, match="not finished after 0 s"):
        progress.run([sys.executable, "-c", "import time; time.sleep(60)"], "working", seconds=0.2)

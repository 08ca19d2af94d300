"""Run a command, and say in the words of the maintainer what the machine refused: no traceback for a full disk.

What a program of ours does wrong still ends in a traceback, which is what its author needs.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from typing import TextIO

from system.paths import ROOT
from validation.problems import message
from validation.validate import language_of

FAILED = 1  # the exit status
LITTLE = 4_000_000  # bytes free: what fails then, fails for want of room, whatever it says
_CODES = {
    errno.ENOSPC: "no-space",
    errno.EDQUOT: "no-space",
    errno.EFBIG: "no-space",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "not-allowed",
    errno.EEXIST: "not-a-folder",
    errno.ENOTDIR: "not-a-folder",
    errno.EBUSY: "mounted",
    errno.ENOMEM: "no-memory",
}


def run(command: Callable[[], int]) -> int:
    """Run `command` and return its exit status; where the machine refuses something, say what, and return 1."""
    for stream in (sys.stdout, sys.stderr):
        _accept_every_letter(stream)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        status = command()
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has gone, so nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (KeyboardInterrupt, Exception) as error:
        words = in_words(error, language_of(dict(os.environ)))
        if not words:
            raise
        print(f"\n{words}", file=sys.stderr)
        return FAILED
    finally:
        signal.signal(signal.SIGTERM, before)


def in_words(error: BaseException, language: str) -> str:
    """Return what happened and what to do; empty where the machine is not to blame."""
    if isinstance(error, KeyboardInterrupt):
        return message("interrupted", language)
    if isinstance(error, MemoryError):
        return message("no-memory", language)
    where, said = str(ROOT), str(error)
    if isinstance(error, OSError):
        where, said = str(error.filename or where), error.strerror or said
    if is_full() or os.strerror(errno.ENOSPC) in str(error):
        return message("no-space", language, path=where)
    if not isinstance(error, OSError):
        return ""
    return message(_CODES.get(error.errno or 0, "machine"), language, path=where, said=said)


def is_full() -> bool:
    """Return whether the disk of the project has hardly any room left."""
    return shutil.disk_usage(ROOT).free < LITTLE


def _accept_every_letter(stream: TextIO) -> None:
    """Have the letters that a terminal does not know written as their numbers, not refused."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt

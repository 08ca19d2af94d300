"""Folders: one to work in that is removed with its process, and one put in the place of another.

A folder to work in holds a file that its process keeps locked (flock): where nobody holds it any more, the process is
dead, whatever has its number today, and `sweep` removes what it left.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

PREFIX = "tmp"
LOCK = ".lock"
UNLOCKED_SECONDS = 600  # a folder this old without a lock is not one that is just being made
_AT_FDCWD, _EXCHANGE, _SWAP = -100, 2, 2  # of <fcntl.h> and <linux/fs.h>, and RENAME_SWAP of macOS


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """Give a new empty folder in `parent`, which is made; remove it in the end.

    What cannot be removed is left to `sweep`: why the work failed is worth more than why the removal did.
    """
    parent.mkdir(parents=True, exist_ok=True)
    room = Path(mkdtemp(dir=parent, prefix=PREFIX))
    lock = os.open(room / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        inner = room / "work"
        inner.mkdir()
        yield inner
    finally:
        shutil.rmtree(room, ignore_errors=True)
        os.close(lock)


def sweep(parent: Path) -> None:
    """Remove from `parent` the folders to work in, and half-written files, that dead processes have left."""
    for path in parent.glob(f"{PREFIX}*"):
        if path.is_dir() and not path.is_symlink():
            if _is_left(path):
                shutil.rmtree(path, ignore_errors=True)
        elif _age(path) > UNLOCKED_SECONDS:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:  # removed meanwhile
        return 0


def _is_left(room: Path) -> bool:
    try:
        lock = os.open(room / LOCK, os.O_RDWR)
    except OSError:
        return _age(room) > UNLOCKED_SECONDS
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """Wait until no other process is in a block with this `lock_file`."""
    lock = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def readable(folder: Path) -> None:
    """Let everybody read `folder` and all in it, as a web server must, whatever the umask (755 and 644)."""
    folder.chmod(0o755)
    for at, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(f"{at}/{name}", 0o755)  # noqa: PTH101, S103 - thousands of paths, to be read by all
        for name in files:
            os.chmod(f"{at}/{name}", 0o644)  # noqa: PTH101


def replace(fresh: Path, target: Path) -> None:
    """Put the folder `fresh` in the place of `target`, which then stands in the place of `fresh`, if it was there.

    In one step where the system can exchange two folders (Linux, macOS), so that no moment is without `target`, else
    in two. Raises OSError, and leaves `target` as it was, where it cannot be moved.
    """
    if not target.exists():
        fresh.rename(target)
    elif not _exchanged(fresh, target):
        aside = fresh.with_name(f"{fresh.name}-before")
        target.rename(aside)
        try:
            fresh.rename(target)
        except OSError:
            aside.rename(target)
            raise
        with suppress(OSError):
            aside.rename(fresh)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders at once (renameat2(2), renamex_np(2)); False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, _SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _EXCHANGE) == 0)
    except AttributeError:  # a C library without it
        return False

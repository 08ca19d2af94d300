"""Files made once for what they are made from, and kept under `.cache/`.

A folder is named after the fingerprint of everything its files depend on, so
that a file is made again when one of these changes, and only then.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from types import ModuleType
from typing import Any

KEPT_DAYS = 7  # long enough to go back and forth between two branches


def fingerprint(*parts: Any) -> str:
    """SHA-256 in hexadecimal of the parts: the content of paths and modules, bytes, JSON of anything else."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(_content(part))
        digest.update(b"\0")
    return digest.hexdigest()


def _content(part: Any) -> bytes:
    if isinstance(part, ModuleType):
        return Path(str(part.__file__)).read_bytes()
    if isinstance(part, bytes):
        return part
    if isinstance(part, Path):
        return part.read_bytes()
    if isinstance(part, bytes):
        return part
    return json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")


def write_atomically(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all, since another build may read it meanwhile; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix="tmp", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(content)
        except BaseException:
            beside.unlink()
            raise
    beside.replace(path)


def version(name: str) -> str:
    """The version of an installed distribution; empty where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def kept_folder(cache: Path, key: str) -> Path:
    """Return where the folder of `key` is, or would be."""
    return cache / "made" / key


def keep_alive(path: Path) -> None:
    """Note that `path` was asked for: `forget` leaves it for another week."""
    os.utime(path)


def kept(cache: Path, key: str, make: Callable[[Path], None]) -> Path:
    """The folder of `key` under `cache`, filled by `make` where it is not there yet.

    A folder is complete or absent: it takes its name once `make` has succeeded.
    """
    folder = kept_folder(cache, key)
    if folder.is_dir():
        keep_alive(folder)
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(dir=folder.parent))
    try:
        make(fresh)
        try:
            fresh.rename(folder)
        except OSError:  # another build made it meanwhile
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def forget(cache: Path, now: Callable[[], float] = time.time) -> None:
    """Remove what no build has asked for in a week, and what a build that was killed has left behind."""
    for path in [*cache.glob("made/*"), *cache.glob("pictures/*"), *cache.glob("tmp*")]:
        if now() - path.stat().st_mtime > KEPT_DAYS * 86_400:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

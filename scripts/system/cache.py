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
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any

from system import folders
from system.folders import alone, replace, scratch

SUMS = "sums.json"
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


def write_checked(path: Path, content: bytes) -> None:
    """Write `path` with the SHA-256 of `content` before it, for `read_checked`."""
    write_atomically(path, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def read_checked(path: Path) -> bytes | None:
    """Return what `write_checked` wrote; None where it is not there, or not as it was written.

    A full disk or a power cut may leave a part of a file.
    """
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest().encode() == digest else None


def kept_folder(cache: Path, key: str) -> Path:
    """Return where the folder of `key` is, or would be."""
    return cache / "made" / key / "files"


def keep_alive(path: Path) -> None:
    """Note that `path`, a file or a kept folder, was asked for: `forget` leaves it for another week."""
    os.utime(path.parent if path.name == "files" else path)


def kept(cache: Path, key: str, make: Callable[[Path], None]) -> Path:
    """The folder of `key` under `cache`, filled by `make` where it is not there yet.

    A folder is complete or absent: it takes its name once `make` has succeeded. One whose files are not those that
    were made is made again.
    """
    folder = kept_folder(cache, key)
    if _is_sound(folder):
        keep_alive(folder)
        return folder
    with scratch(cache / "made") as room:
        files = room / "new" / "files"
        files.mkdir(parents=True)
        make(files)
        (room / "new" / SUMS).write_text(json.dumps(_sums(files)), encoding="utf-8")
        with alone(cache / "made.lock"):
            if not _is_sound(folder):  # another build may have made it meanwhile
                replace(room / "new", folder.parent)
    return folder


def _is_sound(folder: Path) -> bool:
    try:
        return bool(json.loads((folder.parent / SUMS).read_text(encoding="utf-8")) == _sums(folder))
    except (OSError, ValueError):
        return False


def _sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of `folder` by its path; of a link, where it leads."""
    sums = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            if path.is_symlink():
                content = b"-> " + os.fsencode(os.readlink(path))  # noqa: PTH115 - as bytes
                digest = hashlib.sha256(content).hexdigest()
            else:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            sums[path.relative_to(folder).as_posix()] = digest
    return sums


def sweep(cache: Path) -> None:
    """Remove what builds that were killed have left."""
    for folder in (cache, cache / "made", cache / "pictures"):
        folders.sweep(folder)


def forget(cache: Path, now: Callable[[], float] = time.time) -> None:
    """Remove what no build has asked for in a week."""
    for path in [*cache.glob("made/*"), *cache.glob("pictures/*")]:
        if now() - path.stat().st_mtime > KEPT_DAYS * 86_400:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

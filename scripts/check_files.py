"""Bytes: whether a file can be found safely and read as text.

A file that fails here has one cause and nothing further to say, so each check
raises `UnreadableError` with the problem it found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from package import Resource
from problems import Detail, Problem, nearest

MAX_BYTES = 10_000_000  # far above a table that people edit by hand; pages and phones suffer beyond
MAX_MEGABYTES = MAX_BYTES // 1_000_000
JSON_SUFFIXES = {".json", ".geojson", ".topojson"}

_SAFE_PATH = re.compile(r"[A-Za-z0-9._/-]+")
_ARABIC_WORD = re.compile(r"[ء-ي]{2,}")
_MERGE_MARK = re.compile(rb"^(?:<<<<<<< |>>>>>>> )", re.MULTILINE)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (xlsx, ods) and OLE (xls)
_LFS_POINTER = b"version https://git-lfs"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(ValueError):
    """A file whose cells cannot be checked; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].code)
        self.problems: Sequence[Problem] = problems


def locate(root: Path, path: object) -> Path:
    """The file that `path` of a resource names, inside `root`.

    Raises UnreadableError for a list, an absolute or remote path, one that
    leaves `root` or passes a symbolic link, and for a missing file. The rules
    are those of https://datapackage.org/standard/data-resource/#path-or-data,
    without its lists and addresses: a page needs one file that is there.
    """
    if not isinstance(path, str):
        raise UnreadableError(Problem("path-list", str(path)[:60]))
    parts = PurePosixPath(path).parts
    if not parts or path.startswith(("/", "~")) or ".." in parts or re.search(r"\\|^[A-Za-z]+:", path):
        raise UnreadableError(Problem("path-outside", path))
    if not _SAFE_PATH.fullmatch(path):
        raise UnreadableError(Problem("path-characters", path))
    file = root / path
    steps = [file, *file.parents][: len(parts)]
    if any(step.is_symlink() for step in steps):
        raise UnreadableError(Problem("path-symlink", path))
    if not file.is_file():
        raise UnreadableError(_missing(file, path))
    return file


def _missing(file: Path, path: str) -> Problem:
    beside = [each.name for each in file.parent.iterdir()] if file.parent.is_dir() else []
    return Problem("missing-file", path, details={"nearest": nearest(file.name, beside)})


def read_text(root: Path, path: object) -> str:
    """The text of a file, without its byte order mark; line ends stay as they are.

    Raises UnreadableError with the one cause why it cannot be read.
    """
    file = locate(root, path)
    size = file.stat().st_size
    name = file.relative_to(root).as_posix()
    if size > MAX_BYTES:
        details = {"size": size // 1_000_000, "limit": MAX_MEGABYTES}
        raise UnreadableError(Problem("file-too-large", name, details=details))
    return decode(file.read_bytes(), name)


def decode(content: bytes, name: str) -> str:
    """`content` of the file `name` as text; raises UnreadableError."""
    for code, is_so in _SIGNS.items():
        if is_so(content):
            raise UnreadableError(Problem(code, name))
    if mark := _MERGE_MARK.search(content):
        line = content.count(b"\n", 0, mark.start()) + 1
        raise UnreadableError(Problem("merge-marker", name, line))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        details = {"encoding": likely_encoding(content)}
        raise UnreadableError(Problem("not-utf-8", name, line, details=details)) from error


def likely_encoding(content: bytes) -> str:
    """Windows-1256 where it yields Arabic words, else Windows-1252.

    The two agree on the French letters, so only Arabic letters tell them apart.
    """
    found = _ARABIC_WORD.search(content.decode("cp1256", errors="replace"))
    return "Windows-1256" if found else "Windows-1252"


def _is_utf_16(content: bytes) -> bool:
    # Without its mark, UTF-16 shows as a null byte in every second place of Latin text.
    return content.startswith(_UTF_16) or content[:2000].count(0) > len(content[:2000]) / 4


_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "empty-file": lambda content: not content.removeprefix(b"\xef\xbb\xbf").strip(),
    "spreadsheet-file": lambda content: content.startswith(_SPREADSHEETS),
    "lfs-pointer": lambda content: content.startswith(_LFS_POINTER),
    "utf-16": _is_utf_16,
    "nul-bytes": lambda content: b"\x00" in content,
}


def check_json(text: str, resource: Resource) -> None:
    """Raises UnreadableError where a file that is not a table should be JSON and is not."""
    if PurePosixPath(resource.path).suffix not in JSON_SUFFIXES:
        return
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(json_problem(resource.path, error)) from error


def json_problem(name: str, error: json.JSONDecodeError) -> Problem:
    """Where the JSON of the file `name` breaks off."""
    details: dict[str, Detail] = {"column": error.colno, "message": error.msg}
    return Problem("json-invalid", name, error.lineno, details=details)

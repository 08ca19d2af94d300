"""Find a file safely and read its bytes as text.

Of a file that fails here nothing more can be said, so each check raises
`UnreadableError` with the one problem it found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from datapackage import named_files
from datapackage.descriptor import Package, Resource
from datapackage.json_positions import strings
from datapackage.named_files import PathError
from validation.problems import Detail, Problem, nearest, reason

MAX_BYTES = 10_000_000  # far above a table edited by hand; larger ones are slow on phones
MAX_MEGABYTES = MAX_BYTES // 1_000_000
JSON_SUFFIXES = {".json", ".geojson", ".topojson"}

_ARABIC_WORD = re.compile(r"[ء-ي]{2,}")
# After the marks of a merge conflict a spreadsheet adds the separators of empty cells.
_MERGE_MARK = re.compile(rb"(?:\A|[\r\n])\"?(?:<{7}|>{7}|\|{7}|={7})(?=[,;\t\"]*(?:[\r\n]|\Z)|(?<![=]) )")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_FORMATS = {  # by the first bytes of a file
    b"\x1f\x8b": "GZIP",
    b"BZh": "BZIP2",
    b"\xfd7zXZ": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
    b"bplist": "plist",
}
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!--|(?:!doctype|html|head|body|table|\?xml|meta)\b)", re.IGNORECASE)
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (xlsx, ods) and OLE (xls)
_LFS_POINTER = b"version https://git-lfs"
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")  # valid UTF-8; surrogates stand for bytes that are not
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# é, the commonest accent of French
_MAC_E = re.compile(rb"[A-Za-z]\x8e[a-z]")
_DOS_E = re.compile(rb"[A-Za-z]\x82[a-z]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(ValueError):
    """A file whose cells cannot be checked; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].code)
        self.problems: Sequence[Problem] = problems


def locate(root: Path, path: object) -> Path:
    """The file that `path` of a resource names, inside `root`.

    Raises UnreadableError for a list, which the standard allows (a page needs one file), and wherever
    `named_files.locate` raises PathError.
    """
    if not isinstance(path, str):
        raise UnreadableError(Problem("path-list", str(path)[:60]))
    try:
        return named_files.locate(root, path)
    except PathError as error:
        raise UnreadableError(path_problem(path, error) or _missing(root / path, path)) from error


def path_problem(path: str, error: PathError) -> Problem | None:
    """The problem of a path that is not followed; None where only its file is missing."""
    problems = {
        "outside": Problem("path-outside", path),
        "characters": Problem("path-characters", path),
        "symlink": Problem("path-symlink", path),
    }
    return problems.get(error.reason)


def _missing(file: Path, path: str) -> Problem:
    names = [other.name for other in file.parent.iterdir()] if file.parent.is_dir() else []
    return Problem("missing-file", path, details={"nearest": nearest(file.name, names)})


def check_undeclared(package: Package) -> Iterator[Problem]:
    """Find files in the folders of the resources that the descriptor does not name anywhere."""
    named = {text for _, text in strings(package.descriptor)}
    paths = [PurePosixPath(resource.path) for resource in package.resources.values() if isinstance(resource.path, str)]
    named |= {str(path) for path in [*paths, *map(PurePosixPath, package.schema_files)]}
    folders = {path.parent for path in paths if not path.is_absolute() and ".." not in path.parts}
    for folder in sorted(folders - {PurePosixPath()}):
        inside = package.root / folder
        for file in sorted(inside.iterdir()) if inside.is_dir() else []:
            path = (folder / file.name).as_posix()
            if file.is_file() and path not in named and not file.name.startswith("."):
                yield Problem("file-undeclared", path, severity="warning")


def read_text(root: Path, path: object) -> str:
    """Return the text of a file, without its byte order mark; line ends stay as they are.

    Raises UnreadableError with the reason why it cannot be read.
    """
    return decode(read_bytes(root, path), str(path))


def read_bytes(root: Path, path: object) -> bytes:
    """Return the bytes of a file; raise UnreadableError where it cannot be found safely or is too large."""
    file = locate(root, path)
    size = file.stat().st_size
    name = file.relative_to(root).as_posix()
    if size > MAX_BYTES:
        details = {"size": size // 1_000_000, "limit": MAX_MEGABYTES}
        raise UnreadableError(Problem("file-too-large", name, details=details))
    return file.read_bytes()


def decode(content: bytes, name: str) -> str:
    """Return `content` of the file `name` as text; raises UnreadableError."""
    if kind := next((kind for start, kind in _FORMATS.items() if content.startswith(start)), ""):
        raise UnreadableError(Problem("binary-file", name, details={"kind": kind}))
    if content[257:262] == b"ustar":
        raise UnreadableError(Problem("binary-file", name, details={"kind": "TAR"}))
    if code := next((code for code, is_at_fault in _CONTENT_CHECKS.items() if is_at_fault(content)), ""):
        line = _line(content, content.index(0)) if code == "nul-bytes" else None
        raise UnreadableError(Problem(code, name, line, details={"encoding": _wide_encoding(content)}))
    if mark := _MERGE_MARK.search(content):
        raise UnreadableError(Problem("merge-marker", name, _line(content, mark.end())))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        details = {"encoding": likely_encoding(content)}
        raise UnreadableError(Problem("not-utf-8", name, line, details=details)) from error


def _line(content: bytes, position: int) -> int:
    """Return the line, counted from 1, of the byte at `position`."""
    return len(_LINE_END.findall(content[:position])) + 1


def likely_encoding(content: bytes) -> str:
    """Guess the encoding: an Arabic one where the bytes are Arabic words in it, else a Western one.

    The definite article distinguishes the Arabic ones: its second letter, lam, is E1 in Windows-1256 and E4
    in ISO-8859-6 and MacArabic, of which only the latter uses the bytes below A0. Where most letters beyond
    ASCII are valid UTF-8, text in a second encoding was pasted into the file.
    """
    text = content.decode("utf-8", errors="surrogateescape")
    rest = _BEYOND_ASCII.sub("", text)
    if len(text) - len(rest) > sum(not char.isascii() for char in rest):
        return f"UTF-8 + {likely_encoding(rest.encode('utf-8', 'surrogateescape'))}"
    if content.count(b"\xc7\xe4") > content.count(b"\xc7\xe1"):
        return "MacArabic" if re.search(rb"[\x80-\x9f]", content) else "ISO-8859-6"
    if _ARABIC_WORD.search(content.decode("cp1256", errors="replace")):
        return "Windows-1256"
    if _MAC_E.search(content):
        return "MacRoman"
    return "CP850" if _DOS_E.search(content) else "Windows-1252"


def _wide_encoding(content: bytes) -> str:
    """Recognise UTF-16 and UTF-32 by the byte order mark, or by null bytes at regular positions; empty if neither."""
    if content.startswith(_UTF_32):
        return "UTF-32"
    if content.startswith(_UTF_16):
        return "UTF-16"
    start = content[:2000]
    nulls = [start[position::4].count(0) for position in range(4)]
    if sum(nulls) < max(2, len(start) / 50):
        return ""
    always = [count == len(start[position::4]) for position, count in enumerate(nulls)]
    if not all(always) and (all(always[:2]) or all(always[2:])):
        return "UTF-32"
    return "UTF-16" if 0 in (nulls[0] + nulls[2], nulls[1] + nulls[3]) else ""


_CONTENT_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "empty-file": lambda content: not content.removeprefix(_BYTE_ORDER_MARK).strip(),
    "spreadsheet-file": lambda content: content.startswith(_SPREADSHEETS),
    "utf-16": lambda content: bool(_wide_encoding(content)),
    "lfs-pointer": lambda content: content.removeprefix(_BYTE_ORDER_MARK).startswith(_LFS_POINTER),
    "web-page": lambda content: bool(_WEB_PAGE.match(content)),
    "nul-bytes": lambda content: b"\x00" in content,
}


def check_json(text: str, resource: Resource) -> None:
    """Raise UnreadableError where a file without a schema has the suffix of JSON and is not JSON."""
    if PurePosixPath(resource.path).suffix not in JSON_SUFFIXES:
        return
    parse_json(text, resource.path)


def parse_json(text: str, name: str) -> object:
    """Return the JSON value in `text` of the file `name`.

    Raises UnreadableError where it is not JSON (RFC 8259, so no NaN), or nested too deep.
    """
    try:
        return json.loads(text, parse_constant=_not_json)
    except json.JSONDecodeError as error:
        raise UnreadableError(json_problem(name, error)) from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of thousands of digits
        raise UnreadableError(Problem("json-deep", name)) from error


def _not_json(name: str) -> object:
    raise json.JSONDecodeError(name, name, 0)


def json_problem(name: str, error: json.JSONDecodeError) -> Problem:
    """Return the problem that says where the JSON of the file `name` is wrong."""
    details: dict[str, Detail] = {"column": error.colno, "message": reason(error.msg)}
    return Problem("json-invalid", name, error.lineno, details=details)

"""Full-text search by Pagefind: one index per language, loaded in pieces by the page.

Pagefind is chosen over the theme's lunr because lunr fetches the whole index
for every visit and, under mkdocs-static-i18n, stems no language: it does not
find الورشة for ورشة. Pagefind folds accents and stems Arabic, French and English.

Each language is indexed by a process of its own, so that the work is shared by
the processors. Pages are sent to it in the order of their addresses, by the messages
of Pagefind's Python interface: its command line reads folders in an order that
differs from disk to disk, and the interface itself reads ten answers a second.

What every page repeats (figures, sources, downloads, navigation) is not indexed: a
search would find it on all of them. The theme's classes say it, in one place.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from io import BufferedReader
from itertools import islice
from pathlib import Path, PurePath
from typing import IO, Any, cast

import cbor2
from pagefind.service import get_executable

from system.errors import BuildError

FOLDER = "pagefind"
SEARCHED = " data-pagefind-body"  # stands in every page that is searched
MARK = b"pagefind_dcd"  # begins each file of an index
ENTRY = "pagefind-entry.json"
# What is no prose: selectors of the theme's templates and of the classes that site.css gives the templates of a site
IGNORED = (
    ".stats", ".facts", ".sources", ".crumbs", ".row-links", ".buttons", ".md-button", ".correct", ".citation",
    ".citation__files", ".downloads", ".preview", ".profile", ".legend", ".chart__unit", ".chart__credit",
    ".chart__plot", ".chart__paper", ".chart__more", ".map", ".card__foot", ".fields td:nth-child(4)", "form", "svg",
    "textarea", "pre", "code", ".headerlink",
)  # fmt: skip
UNUSED = ("*-ui.*", "*-highlight.js")  # interfaces of Pagefind that the page has no use for


class SearchError(BuildError):
    """Pagefind could not index the site."""


def available() -> bool:
    """Whether Pagefind's binary is installed: there is none for some machines."""
    return get_executable() is not None


def index(site: Path, language: str, root: str, roots: Iterable[str]) -> None:
    """Write the index of the pages of one language to `pagefind/<language>/` in the built `site`.

    `root` is the folder of the language (`fr/`), empty for the pages that lie in
    none of `roots`. Raises SearchError with what Pagefind said, or where no page is searched.
    """
    pages = list(_pages(site, root, {each.rstrip("/") for each in roots if each != root}))
    if not pages:
        raise SearchError(f"pagefind: no page of {language} has{SEARCHED}")
    files = _files(
        [
            {"type": "NewIndex", "config": {"exclude_selectors": IGNORED}},
            *({"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": html} for path, html in pages),
            {"type": "GetFiles", "index_id": 0},  # asked to write them, it answers before it has written the last bytes
        ]
    )
    for name, content in _in_order(files).items():
        path = site / FOLDER / language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _pages(site: Path, root: str, others: set[str]) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the pages of a language that are searched, in the order of their paths."""
    for path in sorted((site / root).rglob("*.html")):
        at = path.relative_to(site)
        if at.parts[0] not in others and SEARCHED in (html := path.read_text(encoding="utf-8")):
            yield at.as_posix(), html


def _files(messages: Sequence[Mapping[str, object]]) -> dict[str, bytes]:
    """Send messages to Pagefind's service (a JSON object each, in base64, then a comma); return the files it answers.

    Raises SearchError for the first answer that is an error, and where the service ends before it has answered all.
    """
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
        pipes = cast("IO[bytes]", service.stdin), cast(BufferedReader, service.stdout)
        # A thread of its own: neither side may wait until the other has emptied its pipe
        writer = threading.Thread(target=_send, args=(pipes[0], messages), daemon=True)
        writer.start()
        answers = list(islice(_answers(pipes[1]), len(messages)))
        service.kill()
        writer.join()
        with suppress(OSError):  # what it had not read is not missed
            pipes[0].close()
    faults = [answer["message"] for answer in answers if answer["type"] == "Error"]
    if faults or len(answers) < len(messages):
        raise SearchError(f"pagefind: {faults[0] if faults else 'ended before its work was done'}")
    return {
        file["path"]: base64.b64decode(file["content"])
        for file in answers[-1]["files"]
        if not any(fnmatch(file["path"], pattern) for pattern in UNUSED)
    }


def _send(pipe: IO[bytes], messages: Iterable[Mapping[str, object]]) -> None:
    with suppress(OSError):  # the service has ended: the answers that lack tell it
        for number, message in enumerate(messages):
            text = json.dumps({"message_id": number, "payload": message})
            pipe.write(base64.b64encode(text.encode()) + b",")
        pipe.flush()


def _answers(pipe: BufferedReader) -> Iterator[dict[str, Any]]:
    """Yield what the service answers, until it ends."""
    rest = b""
    while piece := pipe.read1(1 << 20):
        *whole, rest = (rest + piece).split(b",")
        for answer in whole:
            yield json.loads(base64.b64decode(answer))["payload"]


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index with the values of its filters in order.

    Pagefind writes them in an order that differs from run to run. The name of a file stands for its content: that of a
    filter is in `*.pf_meta`, whose own is in `pagefind-entry.json`. They are CBOR (RFC 8949) after a mark, in gzip.
    """
    ordered = dict(files)
    renamed: dict[bytes, bytes] = {}
    for suffix in (".pf_filter", ".pf_meta"):
        for path in sorted(path for path in files if path.endswith(suffix)):
            content = _replaced(gzip.decompress(ordered.pop(path)).removeprefix(MARK), renamed)
            if suffix == ".pf_filter":
                name, values = cbor2.loads(content)
                content = cbor2.dumps([name, sorted(values)])
            old = PurePath(path).stem.removeprefix("pagefind.")
            language, _, digest = old.rpartition("_")
            new = f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"
            renamed[old.encode()] = new.encode()
            ordered[path.replace(old, new)] = gzip.compress(MARK + content, mtime=0)
    ordered[ENTRY] = _replaced(ordered[ENTRY], renamed)
    return ordered


def _replaced(content: bytes, names: Mapping[bytes, bytes]) -> bytes:
    for old, new in names.items():
        content = content.replace(old, new)
    return content

"""What a descriptor or a cell leads to: files of the package, and addresses on the web.

Paths are relative to the descriptor, with `/` between folders. The schema of a resource, and its dialect, is an object
or the path of a JSON file that holds it (https://datapackage.org/standard/data-resource/#schema). The standard
also allows an address on the web there: it is refused, because what it answers may change unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from datapackage.json_positions import step

BY_PATH = ("schema", "dialect")
_SAFE_PATH = re.compile(r"[A-Za-z0-9._/-]+")
_WEB = re.compile(r"(?:https?://|mailto:)[^\x00-\x20\x7f]+", re.IGNORECASE)
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class PathError(ValueError):
    """A path that is not followed; `reason` says why."""

    def __init__(self, reason: Literal["outside", "characters", "symlink", "missing"]) -> None:
        super().__init__(reason)
        self.reason = reason


def web_address(text: object) -> str:
    """Return an address of http, https or mailto; empty for all else, which no page, catalogue or chart may link to.

    Browsers run what follows `javascript:`, and pass over spaces and controls in a scheme: such texts are none.
    """
    return str(text) if _WEB.fullmatch(str(text)) else ""


def check_path(path: str) -> None:
    """Raise PathError where `path` is absolute, remote or leaves its folder, and where it has unsafe characters."""
    parts = PurePosixPath(path).parts
    hidden = any(part.startswith(".") for part in parts)  # .. and .git too
    if not parts or path.startswith(("/", "~")) or hidden or re.search(r"\\|^[A-Za-z]+:", path):
        raise PathError("outside")
    if not _SAFE_PATH.fullmatch(path):
        raise PathError("characters")


def locate(root: Path, path: str) -> Path:
    """Return the file at `path` inside `root`.

    Raises PathError as `check_path` does, for a path through a symbolic link, and for a missing file. The rules are
    those of https://datapackage.org/standard/data-resource/#path-or-data, without its lists and addresses.
    """
    check_path(path)
    file = root / path
    if any(folder.is_symlink() for folder in [file, *file.parents][: len(PurePosixPath(path).parts)]):
        raise PathError("symlink")
    if not file.is_file():
        raise PathError("missing")
    return file


@dataclass(frozen=True)
class Reference:
    """A schema or dialect that a resource names by `file`; `at` is its path in the descriptor, a word a step."""

    at: str
    position: int
    key: str
    file: str

    @property
    def remote(self) -> bool:
        """Whether `file` is an address on the web."""
        return _REMOTE.match(self.file) is not None


def references(descriptor: Any) -> list[Reference]:
    """Return every schema and dialect that is named by path, whatever else the descriptor holds."""
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    return [
        Reference(f"resources.{step(resource, position)}.{key}", position, key, resource[key])
        for position, resource in enumerate(resources if isinstance(resources, list) else [])
        if isinstance(resource, dict)
        for key in BY_PATH
        if isinstance(resource.get(key), str)
    ]


def resolved(descriptor: Any, contents: Mapping[str, Any]) -> Any:
    """Return the descriptor with the content of each file in place of its path, and without those not in `contents`.

    Resources that name the same file share one object.
    """
    found = references(descriptor)
    if not found:
        return descriptor
    resources = [dict(resource) if isinstance(resource, dict) else resource for resource in descriptor["resources"]]
    for reference in found:
        if reference.file in contents:
            resources[reference.position][reference.key] = contents[reference.file]
        else:
            del resources[reference.position][reference.key]
    return {**descriptor, "resources": resources}

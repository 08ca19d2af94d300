"""What git knows of the package: when a file last changed, which versions were released.

A release is a tag that is a calendar version, such as `2026.11.24`
(https://calver.org/). Outside git there is no history, and nothing fails.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CALENDAR_VERSION = re.compile(r"([0-9]{4})\.([0-9]{1,2})(?:\.([0-9]{1,2}))?(?:\.[0-9]+)?")
DAY = "%cs"  # the day of a commit as 2026-11-24, in git's format language


@dataclass(frozen=True)
class Release:
    """A tagged version, its commit and the day of that commit."""

    version: str
    commit: str
    day: str


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints; empty where it fails, as it does outside a repository."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def what_is_lacking(root: Path) -> Literal["", "git-missing", "git-owner", "git-none", "git-shallow"]:
    """Say why `root` has no history, or only the end of it; empty where all is there."""
    command = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
        )
    except OSError:
        return "git-missing"
    if done.returncode:
        return "git-owner" if "dubious ownership" in done.stderr else "git-none"
    return "git-shallow" if done.stdout.strip() == "true" else ""


def last_changes(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The day (`2026-11-24`) of the last commit that touched each of `paths`, relative to `root`.

    Paths without history, not committed yet for example, are left out.
    """
    wanted = set(paths)
    command = ["log", f"--format=/{DAY}", "--name-only", "--relative", "-z", "--", *sorted(wanted)]
    days: dict[str, str] = {}
    day = ""
    for part in _git(root, *command).decode().replace("\n", "\0").split("\0"):
        if part.startswith("/"):
            day = part[1:]
        elif part in wanted:
            days.setdefault(part, day)
    return days


def releases(root: Path) -> list[Release]:
    """Every release that the current commit contains, the oldest first."""
    form = "%(refname:strip=2) %(objectname) %(*objectname) %(creatordate:short)"
    lines = _git(root, "tag", "--merged", "HEAD", f"--format={form}").decode().splitlines()
    tags = []
    for line in lines:
        version, *objects, day = line.split()
        if CALENDAR_VERSION.fullmatch(version):
            tags.append(Release(version, objects[-1], day))
    return sorted(tags, key=lambda tag: tuple(int(part) for part in tag.version.split(".")))


def read(root: Path, commit: str, path: str) -> bytes:
    """The content of `path`, relative to `root`, at a commit; empty where it was not there."""
    return _git(root, "show", f"{commit}:./{path}")

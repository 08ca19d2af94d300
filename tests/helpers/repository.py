"""A git repository of a test's own."""

import os
import subprocess
from pathlib import Path

IDENTITY = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def commit(folder: Path, day: str, tag: str = "") -> None:
    """Commit everything in `folder` on `day`; the repository is made where there is none."""
    when = f"{day}T12:00:00"
    environment = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    git = ["git", "-C", str(folder), *IDENTITY]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], *([["tag", tag]] if tag else [])):
        subprocess.run([*git, *arguments], check=True, env=environment)

"""Full-text search by Pagefind: one index per language, loaded in pieces by the page.

Pagefind is chosen over the theme's lunr because lunr fetches the whole index
for every visit and, under mkdocs-static-i18n, stems no language: it does not
find الورشة for ورشة. Pagefind folds accents and stems Arabic, French and English.

Each language is indexed by a process of its own, so that the work is shared by
the processors. Pagefind's Python interface is refused: it answers ten times a second.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

from system.errors import BuildError

FOLDER = "pagefind"


class SearchError(BuildError):
    """Pagefind could not index the site."""


def available() -> bool:
    """Whether Pagefind's binary is installed: there is none for some machines."""
    return get_executable() is not None


def index(site: Path, language: str, root: str, roots: Iterable[str]) -> None:
    """Write the index of the pages of one language to `pagefind/<language>/` in the built `site`.

    `root` is the folder of the language (`fr/`), empty for the pages that lie in
    none of `roots`. Raises SearchError with what Pagefind said.
    """
    others = {each.rstrip("/") for each in roots}
    folders = [path.name for path in site.iterdir() if path.is_dir() and path.name not in others]
    own = (
        f"{root}**/*.html" if root else "{index.html," + ",".join(f"{name}/**/*.html" for name in sorted(folders)) + "}"
    )
    target = site / FOLDER / language
    command = [str(get_executable()), "--site", str(site), "--glob", own, "--output-path", str(target), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchError(f"pagefind: {done.stdout}{done.stderr}")

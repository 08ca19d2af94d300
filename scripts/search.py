"""Full-text search by Pagefind: one index per language, loaded in pieces by the page.

Pagefind is chosen over the theme's lunr because lunr fetches the whole index
for every visit and, under mkdocs-static-i18n, stems no language: it does not
find الورشة for ورشة. Pagefind folds accents and stems Arabic, French and English.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


class SearchError(RuntimeError):
    """Pagefind could not index the site."""


def index(site: Path) -> None:
    """Write the index of the built `site` to its folder `pagefind/`.

    Raises SearchError with what Pagefind said.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchError(f"pagefind: {done.stdout}{done.stderr}")

"""Full-text search by Pagefind: one index per language, loaded in pieces by the page.

Pagefind is chosen over the theme's lunr because lunr fetches the whole index
for every visit and, under mkdocs-static-i18n, stems no language: it does not
find الورشة for ورشة. Pagefind folds accents and stems Arabic, French and English.

Each language is indexed by a process of its own, so that the work is shared by
the processors. Pagefind's Python interface is refused: it answers ten times a second.

What every page repeats (figures, sources, downloads, navigation) is not indexed: a
search would find it on all of them. The theme's classes say it, in one place.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

from system.errors import BuildError

FOLDER = "pagefind"
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
    none of `roots`. Raises SearchError with what Pagefind said.
    """
    others = {each.rstrip("/") for each in roots}
    folders = [path.name for path in site.iterdir() if path.is_dir() and path.name not in others]
    own = (
        f"{root}**/*.html" if root else "{index.html," + ",".join(f"{name}/**/*.html" for name in sorted(folders)) + "}"
    )
    target = site / FOLDER / language
    command = [str(get_executable()), "--site", str(site), "--glob", own, "--output-path", str(target), "--quiet"]
    command += ["--exclude-selectors", ",".join(IGNORED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchError(f"pagefind: {done.stdout}{done.stderr}")
    for pattern in UNUSED:
        for file in target.glob(pattern):
            file.unlink()

"""Where the project's own files are, counted from this file."""

from __future__ import annotations

from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent.parent
ROOT = SCRIPTS.parent
CACHE = ROOT / ".cache"
THEME = SCRIPTS / "theme"

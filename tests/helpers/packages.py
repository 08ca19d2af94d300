"""Where the packages of the tests are, and the readers of the tiny site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from datapackage.locales import Reader

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "tiny"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where PyYAML has it: ten times as fast


def words_of(config_file: Path) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Return the CLDR locale and the interface words of each language of a site, the default one first.

    The only function of the tests that knows where they are written.
    """
    config = yaml.load(config_file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader
    plugin = next(plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
    languages = sorted(plugin["languages"], key=lambda language: not language.get("default"))
    return {language["locale"]: (language["extra"]["cldr"], language["extra"]["words"]) for language in languages}


def readers_of(config_file: Path) -> dict[str, Reader]:
    """Return the readers of a site by language, without MkDocs, which takes a second to load."""
    return {language: Reader(language, cldr, words) for language, (cldr, words) in words_of(config_file).items()}


READERS = readers_of(TINY / "mkdocs.yml")

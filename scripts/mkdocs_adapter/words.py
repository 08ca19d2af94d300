"""The interface words of a language: those of the theme, and those of the site, which come first.

`scripts/theme/words/fr.yml` holds what the engine and its theme ask for, `docs/words/fr.yml` what the templates of the
site ask for and what it says otherwise. Both are YAML mappings of text, in as many levels as they need. Every value is
read as text: `yes`, `no` and numbers need no quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import yaml

from system.errors import BuildError

FOLDER = "words"
Words: TypeAlias = dict[str, "str | Words"]


def load(language: str, theme: Path, site: Path) -> Words:
    """Return the words of `language`: `theme` and `site` are the folders that hold `words/`.

    A language that the theme does not know is written in full by the site.
    Raises BuildError where a file is no mapping of text, or such a language lacks words.
    """
    files = [folder / FOLDER / f"{language}.yml" for folder in (theme, site)]
    words = _merged(_read(files[0]), _read(files[1])) if files[0].exists() else _read(files[1])
    if not files[0].exists():
        model = sorted((theme / FOLDER).glob("*.yml"))[0]
        if lacking := sorted(set(keys(_read(model))) - set(keys(words))):
            raise BuildError(f"{files[1]}: words of {model} are missing: {', '.join(lacking)}")
    return words


def keys(words: Words, path: str = "") -> Iterator[str]:
    """Yield the key of every word (`chart.table`); the forms of a plural, which have `other`, are one word."""
    for name, value in words.items():
        if isinstance(value, str) or "other" in value:
            yield f"{path}{name}"
        else:
            yield from keys(value, f"{path}{name}.")


def _read(file: Path) -> Words:
    """Return the words of one file; none where it does not exist."""
    if not file.exists():
        return {}
    try:
        words = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) or {}  # noqa: S506 - text only
    except yaml.YAMLError as error:
        raise BuildError(f"{file}: {error}") from error
    _check(words, str(file))
    return words


def _check(words: object, place: str) -> None:
    if isinstance(words, dict):
        for name, value in words.items():
            _check(value, f"{place}: {name}")
    elif not isinstance(words, str) or ": " not in place:
        raise BuildError(f"{place} must be text, or names with a text each")


def _merged(below: Words, above: Words) -> Words:
    """Return the words of both, those of `above` where both say one; neither is changed."""
    merged = dict(below)
    for name, value in above.items():
        known = merged.get(name)
        merged[name] = _merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged

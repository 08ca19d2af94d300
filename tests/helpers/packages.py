"""Where the packages of the tests are, and the readers of the tiny site."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from datapackage import descriptor
from datapackage.descriptor import Package
from datapackage.locales import Reader
from mkdocs_adapter import words

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "tiny"
THEME = ROOT / "scripts" / "theme"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where PyYAML has it: ten times as fast


def words_of(config_file: Path) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Return the CLDR locale and the interface words of each language of a site, the default one first."""
    config = yaml.load(config_file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader
    languages = sorted(config["plugins"]["i18n"]["languages"], key=lambda language: not language.get("default"))
    docs = config_file.parent / "docs"
    return {
        language["locale"]: (
            language.get("extra", {}).get("cldr", language["locale"]), words.load(language["locale"], THEME, docs)
        )
        for language in languages
    }  # fmt: skip


def readers_of(config_file: Path) -> dict[str, Reader]:
    """Return the readers of a site by language, without MkDocs, which takes a second to load."""
    return {language: Reader(language, cldr, own) for language, (cldr, own) in words_of(config_file).items()}


def with_properties(package: Package, changes: Mapping[str, Mapping[str, object]]) -> Package:
    """Return a package with more properties of its resources, by the name of each."""
    stated = copy.deepcopy(dict(package.descriptor))
    for resource in stated["resources"]:
        resource.update(changes.get(resource["name"], {}))
    return descriptor.of(stated, package.root, package.schema_files)


READERS = readers_of(TINY / "mkdocs.yml")

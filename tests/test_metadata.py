from pathlib import Path

import pytest
from conftest import READERS

import metadata
import package

ROOTS = {"en": "", "ar": "ar/"}


def sources(tiny: package.Package, **facts: object) -> metadata.Sources:
    site = {"url": "https://example.org/", "repository": "https://example.org/x", "changed": {}, "changes": [],
            "files": {name: [] for name in ["", *tiny.resources]}}  # fmt: skip
    return metadata.Sources(tiny, list(READERS.values()), {**site, **facts}, ROOTS)


def test_the_files_are_made_once(tiny: package.Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata.write(sources(tiny), tmp_path / "cache", tmp_path / "a")
    monkeypatch.setattr(metadata, "import_module", lambda name: pytest.fail(f"{name} was loaded again"))
    metadata.write(sources(tiny), tmp_path / "cache", tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    second = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert {"changes.json", "catalog.ttl", "api/v1/index.json", "feeds/all.ar.atom", "feeds/gardens.en.ics"} <= {
        path.as_posix() for path in first
    }


def test_another_address_is_another_set_of_files(tiny: package.Package) -> None:
    assert sources(tiny).fingerprint == sources(tiny).fingerprint
    assert sources(tiny, url="https://example.com/").fingerprint != sources(tiny).fingerprint


def test_the_changelog_is_kept(tiny: package.Package, tmp_path: Path) -> None:
    entries = metadata.entries(tiny, tmp_path)
    assert metadata.entries(tiny, tmp_path) == entries
    assert [each["version"] for each in entries] == ["2026.1"]
    assert len(list((tmp_path / "made").iterdir())) == 1

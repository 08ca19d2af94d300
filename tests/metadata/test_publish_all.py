from pathlib import Path

import pytest

from datapackage import descriptor
from metadata import publish_all
from tests.helpers.packages import READERS

ROOTS = {"en": "", "ar": "ar/"}


def sources(tiny: descriptor.Package, **facts: object) -> publish_all.Sources:
    site = {"url": "https://example.org/", "repository": "https://example.org/x", "changed": {}, "changes": [],
            "files": {name: [] for name in ["", *tiny.resources]}}  # fmt: skip
    return publish_all.Sources(tiny, list(READERS.values()), {**site, **facts}, ROOTS)


def test_the_files_are_made_once(tiny: descriptor.Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_all.write(sources(tiny), tmp_path / "cache", tmp_path / "a")
    monkeypatch.setattr(publish_all, "import_module", lambda name: pytest.fail(f"{name} was loaded again"))
    publish_all.write(sources(tiny), tmp_path / "cache", tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    second = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert {"changes.json", "catalog.ttl", "api/v1/index.json", "feeds/all.ar.atom", "feeds/gardens.en.ics"} <= {
        path.as_posix() for path in first
    }


def test_another_address_is_another_set_of_files(tiny: descriptor.Package) -> None:
    assert sources(tiny).fingerprint == sources(tiny).fingerprint
    assert sources(tiny, url="https://example.com/").fingerprint != sources(tiny).fingerprint


def test_another_schema_is_another_set_of_files(tiny_copy: Path) -> None:
    before = sources(descriptor.load(tiny_copy / "datapackage.json")).fingerprint
    schema = tiny_copy / "data" / "sources.schema.json"
    schema.write_text(schema.read_text(encoding="utf-8").replace("Identifier", "Key"), encoding="utf-8")
    assert sources(descriptor.load(tiny_copy / "datapackage.json")).fingerprint != before


def test_the_changelog_is_kept(tiny: descriptor.Package, tmp_path: Path) -> None:
    entries = publish_all.entries(tiny, tmp_path)
    assert publish_all.entries(tiny, tmp_path) == entries
    assert [each["version"] for each in entries] == ["2026.1"]
    assert len(list((tmp_path / "made").iterdir())) == 1

from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Dataset
from metadata import publish_all
from tests.helpers.publications import SITE, publication


def test_the_files_are_made_once(tiny: descriptor.Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_all.write(publication(tiny), tmp_path / "cache", tmp_path / "a")
    monkeypatch.setattr(publish_all, "import_module", lambda name: pytest.fail(f"{name} was loaded again"))
    publish_all.write(publication(tiny), tmp_path / "cache", tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    second = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert {"changes.json", "catalog.ttl", "api/v1/index.json", "feeds/all.ar.atom", "feeds/gardens.en.ics"} <= {
        path.as_posix() for path in first
    }


def test_another_address_is_another_set_of_files(tiny: descriptor.Package) -> None:
    own = publish_all.fingerprint(publication(tiny))
    assert publish_all.fingerprint(publication(tiny)) == own
    assert publish_all.fingerprint(publication(tiny, site=replace(SITE, url="https://example.com/"))) != own


def test_another_cell_is_another_set_of_files(tiny: descriptor.Package, tiny_copy: Path) -> None:
    def fingerprint() -> str:
        return publish_all.fingerprint(publication(descriptor.load(tiny_copy / "datapackage.json")))

    assert fingerprint() == publish_all.fingerprint(publication(tiny))
    with (tiny_copy / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.write("lime,Lime yard,,public,,almanac\n")
    assert fingerprint() != publish_all.fingerprint(publication(tiny))


def test_another_schema_is_another_set_of_files(tiny_copy: Path) -> None:
    def fingerprint() -> str:
        return publish_all.fingerprint(publication(descriptor.load(tiny_copy / "datapackage.json")))

    before = fingerprint()
    schema = tiny_copy / "data" / "sources.schema.json"
    schema.write_text(schema.read_text(encoding="utf-8").replace("Identifier", "Key"), encoding="utf-8")
    assert fingerprint() != before


def test_the_changelog_is_kept(tiny: descriptor.Package, tmp_path: Path) -> None:
    entries = publish_all.entries(Dataset(tiny), tmp_path)
    assert publish_all.entries(Dataset(tiny), tmp_path) == entries
    assert [entry.version for entry in entries] == ["2026.1"]
    assert len(list((tmp_path / "made").iterdir())) == 1

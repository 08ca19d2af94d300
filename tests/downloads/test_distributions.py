"""Each format is read back by a library that did not write it, and compared with the CSV, types included."""

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads import distributions, package_files
from tests.helpers import published_files
from tests.helpers.packages import TINY
from tests.helpers.publications import SITE

README = "<!doctype html><title>Gardens</title>"


def make(of_package: descriptor.Package, cache: Path, site: Path) -> distributions.Made:
    dataset = Dataset(of_package)
    made = distributions.make(dataset, SITE, README, cache)
    package_files.copy_package(dataset, site)
    made.copy(site)
    return made


@pytest.fixture(scope="module")
def downloads(tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    make(tiny, tmp_path_factory.mktemp("cache"), site)
    return site


def test_csv_is_canonical(tiny: descriptor.Package, downloads: Path) -> None:
    published_files.csv_is_canonical(tiny, downloads)


@pytest.mark.parametrize("ending", ["json", "ndjson", "parquet"])
def test_columns_come_back_with_their_types(tiny: descriptor.Package, downloads: Path, ending: str) -> None:
    published_files.columns_come_back_with_their_types(tiny, downloads, ending)


def test_json_states_types_without_being_told(tiny: descriptor.Package, downloads: Path) -> None:
    published_files.json_states_types(tiny, downloads)


def test_workbooks_hold_the_rows(tiny: descriptor.Package, downloads: Path) -> None:
    published_files.workbooks_hold_the_rows(tiny, downloads)


def test_the_csv_for_people_tells_what_the_workbook_tells(tiny: descriptor.Package, downloads: Path) -> None:
    published_files.readable_csv_tells_what_the_workbook_tells(tiny, downloads)


def test_the_database_holds_the_rows(tiny: descriptor.Package, downloads: Path) -> None:
    published_files.the_database_holds_the_rows(tiny, downloads)


def test_the_zip_is_a_valid_package_with_a_guide(downloads: Path, tmp_path: Path) -> None:
    published_files.the_zip_is_a_valid_package(downloads, tmp_path)


def test_sizes_and_checksums_are_those_of_the_files(tiny: descriptor.Package, tmp_path: Path) -> None:
    made = make(tiny, tmp_path / "cache", tmp_path / "site")
    listed = dict(line.split("  ")[::-1] for line in (tmp_path / "site" / "SHA256SUMS").read_text().splitlines())
    for found in made.files.values():
        for each in found:
            content = (tmp_path / "site" / each.path).read_bytes()
            assert (each.bytes, each.sha256) == (len(content), hashlib.sha256(content).hexdigest())
            assert listed[each.path] == each.sha256
    formats = {each.format for each in made.files["gardens"]}
    assert formats == {"csv", "excel-csv", "xlsx", "json", "ndjson", "parquet"}
    offered = ["gardens.ar.xlsx", "gardens.en.xlsx", "gardens.ar.csv", "gardens.en.csv", "gardens.csv"]
    assert [each.filename for each in made.files["gardens"]][:5] == offered
    assert {each.format for each in made.files[distributions.PACKAGE]} == {"xlsx", "json", "sqlite", "zip"}


def test_files_are_kept_under_a_name_that_says_the_package_and_the_version(tiny: descriptor.Package) -> None:
    def kept(path: str, **stated: str) -> str:
        file = distributions.Distribution(path, "", "", "", 0, "")
        return file.saved_as(replace(tiny, descriptor={**tiny.descriptor, **stated}))

    assert kept("data/plots.csv", name="oasis", version="2026.11.24") == "oasis-plots-2026-11-24.csv"
    assert kept("data/plots.ar.xlsx", version="1.2.3") == "gardens-plots-1.2.3.ar.xlsx"
    assert kept("data/all.zip", version="") == "gardens-all.zip"


def test_two_builds_give_the_same_bytes(tiny: descriptor.Package, tmp_path: Path) -> None:
    make(tiny, tmp_path / "one", tmp_path / "a")
    make(tiny, tmp_path / "two", tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    second = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}
    assert first == second
    assert len(first) > 20


def test_only_what_changed_is_made_again(tiny_copy: Path, tmp_path: Path) -> None:
    before = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    again = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    assert again.folders == before.folders
    with (tiny_copy / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.write("lime,Lime yard,,public,,almanac\n")
    after = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "b")
    changed = [one != two for one, two in zip(before.folders, after.folders, strict=True)]
    assert changed == [True, True, False, False, True]  # gardens, harvests (which name them), sources, plots, the whole


@pytest.mark.parametrize(
    ("file", "word", "made_again"),
    [
        ("data/sources.schema.json", "Identifier", [True, True, True, False, True]),  # all but plots name their sources
        ("datapackage.json", "gave most", [False, False, False, False, True]),  # a chart, in the zip alone
    ],
)
def test_what_is_described_anew_is_made_again(
    tiny_copy: Path, tmp_path: Path, file: str, word: str, made_again: list[bool]
) -> None:
    before = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "a")
    text = (tiny_copy / file).read_text(encoding="utf-8")
    assert word in text
    (tiny_copy / file).write_text(text.replace(word, "other words"), encoding="utf-8")
    after = make(descriptor.load(tiny_copy / "datapackage.json"), tmp_path / "cache", tmp_path / "b")
    assert [one != two for one, two in zip(before.folders, after.folders, strict=True)] == made_again


def test_the_judge_reads_what_the_file_says(tiny: descriptor.Package) -> None:
    rows = published_files.rows_of(TINY, tiny.resources["harvests"])
    assert (rows[1]["kilograms"], rows[2]["preferred"], rows[0]["year"]) == (float(Decimal("140.5")), False, 2022)

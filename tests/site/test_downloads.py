"""Every file that the network publishes is read back and compared with its CSV, types included."""

from pathlib import Path

import pytest

from datapackage import descriptor
from tests.helpers import published_files


def test_csv_is_canonical(real: descriptor.Package, site: Path) -> None:
    published_files.csv_is_canonical(real, site)


@pytest.mark.parametrize("ending", ["json", "ndjson", "parquet"])
def test_columns_come_back_with_their_types(real: descriptor.Package, site: Path, ending: str) -> None:
    published_files.columns_come_back_with_their_types(real, site, ending)


def test_json_states_types_without_being_told(real: descriptor.Package, site: Path) -> None:
    published_files.json_states_types(real, site)


def test_workbooks_hold_the_rows(real: descriptor.Package, site: Path) -> None:
    published_files.workbooks_hold_the_rows(real, site)


def test_the_csv_for_people_tells_what_the_workbook_tells(real: descriptor.Package, site: Path) -> None:
    published_files.readable_csv_tells_what_the_workbook_tells(real, site)


def test_the_database_holds_the_rows(real: descriptor.Package, site: Path) -> None:
    published_files.the_database_holds_the_rows(real, site)


def test_the_zip_is_a_valid_package_with_a_guide(site: Path, tmp_path: Path) -> None:
    published_files.the_zip_is_a_valid_package(site, tmp_path)

"""LibreOffice opens what is published: Arabic intact, codes with their zeros, Arabic sheets from right to left."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads.excel import HEADER_ROWS

# Comma, quote, UTF-8, from the first line, and values rather than what a cell shows (token 8); the second sheet:
# https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
SECOND_SHEET = f"{AS_CSV},false,false,false,2"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command, with a profile of its own; its absence fails in CI and is skipped, loudly, elsewhere."""
    soffice = shutil.which("soffice")
    if soffice is None:
        reason = "NO LIBREOFFICE: the workbooks were not opened. Install it (see tests/install-programs.sh)."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    return [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore"]


def convert(office: list[str], form: str, files: Iterable[Path], out: Path, *more: str) -> Path:
    command = [*office, *more, "--convert-to", form, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_workbook_opens_with_its_words_and_its_zeros(
    office: list[str], site: Path, real: descriptor.Package, tmp_path: Path
) -> None:
    books = [site / "data" / f"{each.name}.{code}.xlsx" for each in real.tables for code in real.languages]
    convert(office, SECOND_SHEET, books, tmp_path)
    for book, resource in zip(books, [each for each in real.tables for _ in real.languages], strict=True):
        found = lines(tmp_path / f"{book.stem}-{Path(resource.path).name}.csv")[HEADER_ROWS - 1 :]
        assert found[0] == [each.name for each in resource.fields]
        for row, cells in zip(found[1:], Dataset(real).texts(resource.name), strict=True):
            for value, field in zip(row, resource.fields, strict=True):
                wanted = cells[field.name]
                if field.type in ("integer", "number"):
                    assert (Decimal(value) if value else None) == (Decimal(wanted) if wanted else None), (book, row)
                elif field.type == "string":
                    assert value == wanted, (book.name, field.name)


def test_a_csv_opens_with_its_words_and_with_its_zeros_where_the_column_is_text(
    office: list[str], site: Path, real: descriptor.Package, tmp_path: Path
) -> None:
    """As the data page tells readers: UTF-8, comma, and the column of codes as text."""
    resource = real.tables[0]
    as_text = "/".join(f"{number}/2" for number in range(1, len(resource.fields) + 1))
    convert(office, AS_CSV, [site / resource.path], tmp_path, f"--infilter=CSV:44,34,76,1,{as_text}")
    assert lines(tmp_path / Path(resource.path).name) == lines(site / resource.path)


def test_arabic_sheets_run_from_right_to_left_in_libreoffice_too(
    office: list[str], site: Path, real: descriptor.Package, tmp_path: Path
) -> None:
    books = [site / "data" / f"{real.tables[0].name}.{code}.xlsx" for code in real.languages]
    convert(office, "xlsx", books, tmp_path)
    for code, book in zip(real.languages, books, strict=True):
        sheet = openpyxl.load_workbook(tmp_path / book.name).worksheets[0]
        assert bool(sheet.sheet_view.rightToLeft) == (code == "ar")

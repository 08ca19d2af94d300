import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Cells, Dataset
from downloads import readable_csv
from downloads.readable import Readable
from downloads.workbook import Value
from tests.helpers.packages import READERS
from tests.helpers.publications import SITE


def written(tiny: descriptor.Package, target: Path, language: str, locale: str, **cells: object) -> list[list[str]]:
    """The lines of a CSV with one harvest, read with the separator of its locale."""
    resource = tiny.resources["harvests"]
    reader = replace(READERS[language], locale=locale)
    row: Cells = dict.fromkeys(resource.field) | cells
    readable_csv.write(target, Readable(Dataset(tiny).in_language(language), resource, reader, SITE), [row])
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    text = content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter="," if locale == "en" else ";"))


@pytest.mark.parametrize(
    ("language", "locale", "line"),
    [
        ("en", "en", ["Palm court", "1140.5", "yes", "x"]),
        ("en", "fr_MA", ["Palm court", "1140,5", "yes", "x"]),
        ("ar", "ar_MA", ["ساحة النخيل", "1140,5", "نعم", "x"]),
    ],
)
def test_it_is_written_as_a_spreadsheet_of_the_locale_reads_it(
    tiny: descriptor.Package, tmp_path: Path, language: str, locale: str, line: list[str]
) -> None:
    cells = {"id": "x", "garden": "palm", "kilograms": Decimal("1140.5"), "preferred": True}
    headings, found = written(tiny, tmp_path / "a.csv", language, locale, **cells)
    assert [text for text in found if text] == line
    assert headings[0] == {"en": "Garden", "ar": "البستان"}[language]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (date(2023, 5, 7), "2023-05-07"),
        (1234567, "1234567"),
        (-5, "-5"),
        (Decimal("-0.50"), "-0,50"),
        (Decimal("1E+3"), "1000"),
        ("=1+1", "'=1+1"),
        ("+212", "'+212"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
    ],
)
def test_a_text_is_never_a_formula_and_a_number_has_the_decimal_mark(value: Value, text: str) -> None:
    assert readable_csv._text(value, ",") == text

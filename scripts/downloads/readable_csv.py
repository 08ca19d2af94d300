"""The table for people as CSV that a spreadsheet opens by a double click.

A spreadsheet reads a CSV as the machine is set: a semicolon between cells where the decimal mark is a comma, as in
French and in Arabic of Morocco, else a comma; the byte-order mark says that the text is UTF-8. The line `sep=;` would
serve every machine, but Excel then ignores that mark, and Arabic is lost. The plain CSV stays for programs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from datapackage.rows import Cells
from downloads.readable import Readable
from downloads.workbook import Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula (OWASP, CSV injection)


def write(target: Path, table: Readable, rows: Iterable[Cells]) -> None:
    """Write the table to `target`, its headings first."""
    decimal = table.reader.separators[0]
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";" if decimal == "," else ",")
        out.writerow(_text(column.title, decimal) for column in table.columns)
        for row in rows:
            out.writerow(_text(shown.value, decimal) for shown in table.line(row))


def _text(value: Value, decimal: str) -> str:
    """Return a cell as a spreadsheet of the reader reads its type; a text is never a formula."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return f"{value:f}".replace(".", decimal) if isinstance(value, Decimal) else str(value)
    return f"'{value}" if value.startswith(_FORMULA) else value

"""A workbook that is being written: its sheets, the formats that cells share, and one method to write a cell.

A cell of the data is never a formula, a link or a number by accident: each is written with the method of its
type. Arabic sheets run from right to left (`rightToLeft` of ECMA-376, 18.3.1.87).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias
from urllib.parse import quote

from datapackage.locales import Reader
from datapackage.named_files import web_address
from datapackage.rows import Cell
from system.errors import BuildError

LONGEST = 32_767  # characters a cell can hold, by Excel's specification
LINKS = 65_530  # links a sheet can hold, and the characters of one, by the same
LONGEST_LINK = 2_079
SHEET_NAME = 31  # characters, by the same
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_DAY = 14  # the format of dates that shows them as the machine of the reader does (ECMA-376, 18.8.30)
_LINK: dict[str, Any] = {"font_color": "#0B5C8A", "underline": 1}
_ALL_CELLS = "A1:XFD1048576"
_AS_IT_IS = "%:/?#[]@!$&'()*+,;=~"  # what a URI may hold (RFC 3986); other letters are percent-encoded

Value: TypeAlias = Cell | date


class WorkbookError(BuildError):
    """A cell that a workbook cannot hold."""


@dataclass
class Workbook:
    """An open workbook with the formats its cells share, and the sheet names taken."""

    book: Any
    reader: Reader
    taken: set[str] = field(default_factory=set)
    _formats: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        start = "right" if self.reader.rtl else "left"  # where text begins, whatever the language of a cell
        self.title = self._format(bold=True, text_wrap=True, bg_color="#0D4F49", font_color="#FFFFFF")
        self.name = self._format(font_color="#4B5762", bg_color="#F5F2EC", num_format="@")
        self.text = self._format(num_format="@")
        self.date = self._format(num_format="yyyy-mm-dd")
        self.plain = self._format()
        self.prose = self._format(text_wrap=True, align=start)
        self.link = self._format(text_wrap=True, align=start, **_LINK)
        self.address = self._format(reading_order=1, **_LINK)
        self.day = self._format(num_format=_DAY, align=start)

    def _format(self, **properties: Any) -> Any:
        order = 2 if self.reader.rtl else 1
        return self.book.add_format({"valign": "top", "reading_order": order, **properties})

    def number(self, pattern: str) -> Any:
        """Return the format of numbers that `pattern` shows, such as `#,##0.0`; Excel has its own separators."""
        if pattern not in self._formats:
            self._formats[pattern] = self._format(num_format=pattern)
        return self._formats[pattern]

    def sheet(self, title: str) -> Any:
        """Return a new sheet named after `title`, cut and numbered where Excel demands it."""
        wanted = sheet_name(title)
        name, number = wanted, 2
        while name.casefold() in self.taken:
            tail = f" {number}"
            name, number = wanted[: SHEET_NAME - len(tail)] + tail, number + 1
        self.taken.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        if self.reader.rtl:
            sheet.right_to_left()
        sheet.ignore_errors({"number_stored_as_text": _ALL_CELLS})  # a code is no fault to be marked
        return sheet

    def write(self, sheet: Any, at: tuple[int, int], value: Value, style: Any = None, address: str = "") -> None:
        """Write the cell at a row and a column by the type of `value`; nothing where it is unknown.

        A text leads to `address` where that is one of the web or of mail, and the sheet has room for a link. Raises
        WorkbookError for a text longer than a cell can hold.
        """
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(*at, value, style or self.plain)
        elif isinstance(value, date):
            sheet.write_datetime(*at, value, style or self.date)
        elif isinstance(value, (int, Decimal)):
            sheet.write_number(*at, value, style or self.plain)
        elif len(value) > LONGEST:
            raise WorkbookError(f"{sheet.name}: {len(value)} characters in row {at[0] + 1}; a cell holds {LONGEST}")
        elif address and (target := link_target(address)) and sheet.hlink_count < LINKS:
            sheet.write_url(*at, target, style or self.link, value)
        else:
            sheet.write_string(*at, value, style or self.text)


def link_target(address: str) -> str:
    """Return an address of the web or of mail as a workbook may hold it; empty for any other."""
    target = quote(web_address(address), safe=_AS_IT_IS)
    return target if len(target) <= LONGEST_LINK else ""


def sheet_name(title: str) -> str:
    """Return `title` as a sheet may be called: without forbidden characters, cut between words where it is long."""
    name = _FORBIDDEN.sub(" ", title).strip("' ")
    if len(name) > SHEET_NAME:
        name = name[: SHEET_NAME + 1].rpartition(" ")[0].strip() or name[:SHEET_NAME]
    return name or "1"

"""Dates known to the year, the month or the day: `2023`, `2023-05`, `2023-05-17`.

The forms are those of level 0 of the Extended Date/Time Format (EDTF,
https://www.loc.gov/standards/datetime/), without times of the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class PartialDate:
    """A date as a source states it; `month` and `day` are None where it states none."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2023`, `2023-05` or `2023-05-17`.

        Raises ValueError for anything else, an impossible month or day included.
        """
        match = PATTERN.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        parsed = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        date(parsed.year, *(1 if part is None else part for part in (parsed.month, parsed.day)))  # may raise
        return parsed

    @classmethod
    def of(cls, cell: object) -> PartialDate | None:
        """Read a cell; None where it is empty or no date."""
        try:
            return cls.parse(str(cell)) if cell else None
        except ValueError:
            return None

    def __str__(self) -> str:
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)

    @property
    def is_day(self) -> bool:
        """True where the day is known."""
        return self.day is not None

    @property
    def is_year(self) -> bool:
        """True where only the year is known."""
        return self.month is None

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean: 28 February 2023 for `2023-02`."""
        if self.day:
            return self.first
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """The day in the middle of those it may mean."""
        return self.first + (self.last - self.first) / 2

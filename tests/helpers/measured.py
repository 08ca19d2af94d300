"""Figures that a test of trust has measured, beside their limits: `make trust` prints them as a table."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

THOROUGH = bool(os.environ.get("THOROUGH"))  # `make trust`: more of everything, some minutes long
HEADINGS = ("check", "figure", "limit", "verdict")
Line = tuple[str, str, str, str]


@dataclass
class Measured:
    """The figures of one test."""

    lines: list[Line] = field(default_factory=list)

    def at_most(self, limit: float, figure: float, check: str, faults: object = "") -> None:
        """Keep a figure; fail where it is over the limit, and show what is at `faults`."""
        self._keep(f"≤ {limit:g}" if limit else "0", figure, check, figure <= limit, faults)

    def at_least(self, limit: float, figure: float, check: str, faults: object = "") -> None:
        """Keep a figure; fail where it is under the limit."""
        self._keep(f"≥ {limit:g}", figure, check, figure >= limit, faults)

    def _keep(self, limit: str, figure: float, check: str, passed: bool, faults: object) -> None:
        self.lines.append((check, f"{figure:g}", limit, "pass" if passed else "FAIL"))
        assert passed, f"{check}: {figure:g}, limit {limit}. {faults}"


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table of Markdown, its columns in line."""
    rows = [HEADINGS, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([text[0], "|-" + "-|-".join("-" * width for width in widths) + "-|", *text[1:]])

"""A table as text: rows of cells, each with the line of the file it begins on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datapackage.descriptor import Resource


@dataclass(frozen=True)
class Record:
    """The text cells of one row, in the order of the fields, and its first line in the file."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """Rows whose number of cells is right; `intact` where that is all of them."""

    resource: Resource
    records: list[Record]
    intact: bool

    @property
    def file(self) -> str:
        """Path relative to the package."""
        return self.resource.path

    @property
    def names(self) -> list[str]:
        """Names of the fields, in the order of the cells."""
        return [each.name for each in self.resource.fields]

    def column(self, name: str) -> list[str]:
        """The cells of one field; ValueError for an unknown one."""
        index = self.names.index(name)
        return [record.cells[index] for record in self.records]

    def keys(self, names: Sequence[str]) -> list[str]:
        """What the fields `names` hold together in each row, parts joined by `/`; ValueError for an unknown one."""
        return ["/".join(key) for key in zip(*(self.column(name) for name in names), strict=True)]

"""A table as text: the one form in which it is read and published, and its rows with the lines they begin on.

The normal form puts right only what cannot change a meaning, whatever program
wrote the file: the byte order mark, line ends, blank rows at the end, letters
in pieces (Unicode NFC). Everything else is for the validation to refuse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from datapackage.descriptor import Resource

_ADDRESS = re.compile(r"(https?://[^\s\",]+)")  # an address stays as its owner wrote it
_BLANK_END = re.compile(r"(?:\n[ \t,]*)+\Z")


def normal_text(text: str) -> str:
    """`text` of a table with line feeds, composed letters, and one line end after its last row."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK_END.sub("", composed(text)) + "\n"


def composed(text: str) -> str:
    """Return `text` in Unicode Normalization Form C, but for the addresses in it."""
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = _ADDRESS.split(text)
    return "".join(piece if index % 2 else unicodedata.normalize("NFC", piece) for index, piece in enumerate(pieces))


def normal_bytes(content: bytes) -> bytes:
    """As `normal_text`, for UTF-8; raises UnicodeDecodeError."""
    return normal_text(content.decode("utf-8")).encode()


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
        return [field.name for field in self.resource.fields]

    def column(self, name: str) -> list[str]:
        """The cells of one field; ValueError for an unknown one."""
        index = self.names.index(name)
        return [record.cells[index] for record in self.records]

    def keys(self, names: Sequence[str]) -> list[str]:
        """What the fields `names` hold together in each row, parts joined by `/`; ValueError for an unknown one."""
        return ["/".join(key) for key in zip(*(self.column(name) for name in names), strict=True)]

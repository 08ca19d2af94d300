"""The one form in which a table is read and published, whatever program wrote it.

Only what cannot change a meaning is put right: the byte order mark, line ends,
blank rows at the end, letters in pieces (Unicode NFC). Everything else is for
the validation to refuse.
"""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(r"(https?://[^\s\",]+)")  # an address stays as its owner wrote it
_BLANK_END = re.compile(r"(?:\n[ \t,]*)+\Z")


def normal_text(text: str) -> str:
    """`text` of a table with line feeds, composed letters, and one line end after its last row."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK_END.sub("", composed(text)) + "\n"


def composed(text: str) -> str:
    """`text` in Unicode Normalization Form C, but for its web addresses."""
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = _ADDRESS.split(text)
    return "".join(piece if index % 2 else unicodedata.normalize("NFC", piece) for index, piece in enumerate(pieces))


def normal_bytes(content: bytes) -> bytes:
    """As `normal_text`, for UTF-8; raises UnicodeDecodeError."""
    return normal_text(content.decode("utf-8")).encode()

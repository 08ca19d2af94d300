"""Find text whose bytes were read in the wrong encoding (mojibake), and read it again.

UTF-8 read as a one-byte encoding leaves pairs that no language writes: Arabic
ØªØ· (Windows-1252), ط·ظ (Windows-1256), ÿßŸÑ (MacRoman), ╪º┘ä (CP437);
French Ã©, √©, ├®. Arabic of Windows-1256 read as Western leaves words of
accented capitals: ÇáãÛÑÈ.
"""

from __future__ import annotations

import re

from validation.problems import NO_SUGGESTION

_WESTERN_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_ARABIC_TAIL = "[€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œ¢£¤¥¦§¨©¬®¯°±²³´µ¶·¸¹¼½¾پٹچژڈگکڑںھ]"
_HIGH = "[^\x00-\x7f\\s]"
_ARABIC_WORD = "[\u00c0-\u00ff]{4,}"  # of Windows-1256, read as Windows-1252
GARBLED = re.compile(
    f"(?:[ØÙÚÛ]{_WESTERN_TAIL}){{2}}|[ÃÂ]{_WESTERN_TAIL}|â€|(?:[طظ]{_ARABIC_TAIL}){{2}}"
    f"|Â(?=\\s[:;!?»])|[√¬]{_HIGH}|(?:[ÿŸ]{_HIGH}){{2}}|[├┬╪┘]{_HIGH}|{_ARABIC_WORD}"
)
_READ_AS = ("cp1252", "latin-1", "cp1256", "mac_roman", "cp850", "cp437")
_ROUNDS = 3  # text may have been misread more than once


def unscrambled(text: str) -> str:
    """Return `text` read again in the right encoding, word by word if need be; a dash where that fails."""
    read = text
    for _ in range(_ROUNDS):
        whole = _read_again(read)
        read = whole if whole != NO_SUGGESTION else " ".join(_word(word) for word in read.split(" "))
        if not GARBLED.search(read):
            break
    lost = GARBLED.search(read) or NO_SUGGESTION in read.split(" ")
    return NO_SUGGESTION if lost or read == text else read


def _word(word: str) -> str:
    return _read_again(word) if GARBLED.search(word) else word


def _read_again(text: str) -> str:
    for encoding in _READ_AS:
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    if re.search(_ARABIC_WORD, text):
        for encoding in _READ_AS[:2]:
            try:
                return text.encode(encoding).decode("cp1256")
            except UnicodeError:
                continue
    return NO_SUGGESTION

"""Personal data that has no place in open data (Moroccan law 09-08).

Offices may be named and called; a mobile number, an identity card, a bank
account or a private mailbox belongs to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from check_text import Finding

_GAP = r"[\s.\-\u00a0\u202f/()]{0,2}"
# Numbers that begin with 06 or 07 are mobile (ANRT, national numbering plan); 05 and 08 belong to offices.
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)212{_GAP}(?:0{_GAP})?|0)[67](?:{_GAP}[0-9]){{8}}(?![0-9])")
_CARD = re.compile(r"(?<![A-Za-z0-9/_-])[A-Z]{1,2}\s?[0-9]{5,6}(?![A-Za-z0-9/_-])")
_ACCOUNT = re.compile(r"(?<![0-9A-Za-z])(?:[A-Z]{2}[0-9]{2}(?:[ -]?[0-9A-Z]{4}){5,7}|(?:[0-9][ -]?){23}[0-9])(?![0-9])")
_AT = r"\s?(?:@|＠|\(at\)|\[at\]|\(a\)|\bat\b)\s?"
_DOT = r"\s?(?:\.|\(dot\)|\[dot\]|\bdot\b)\s?"
_MAILBOXES = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|protonmail|proton|gmx|aol|menara|laposte|free|orange"
)
_PRIVATE_MAIL = re.compile(rf"[\w.+-]+{_AT}(?:{_MAILBOXES}){_DOT}[a-z]{{2,4}}\b", re.IGNORECASE)
_NAMED_MAIL = re.compile(rf"\b[a-z]{{2,}}[.][a-z]{{2,}}{_AT}[\w-]+(?:{_DOT}[\w-]+)+", re.IGNORECASE)


# Without five digits in a row, give or take a separator, or an @, there is nothing to find.
MAY_BE_PRIVATE = re.compile(r"(?:[0-9][\s.()/-]{0,2}){5}|[@＠]|[(\[](?:at|a)[)\]]|\bat\b", re.IGNORECASE)


def check_privacy(cell: str) -> Iterator[Finding]:
    """What in a text identifies or reaches a person."""
    if not MAY_BE_PRIVATE.search(cell):
        return
    if match := _ACCOUNT.search(cell):
        yield Finding("bank-account", match[0])
    elif match := _MOBILE.search(cell):
        yield Finding("phone", match[0])
    if match := _CARD.search(cell):
        yield Finding("identity-card", match[0])
    if match := _PRIVATE_MAIL.search(cell):
        yield Finding("personal-email", match[0])
    elif match := _NAMED_MAIL.search(cell):
        yield Finding("personal-email", match[0], severity="warning")

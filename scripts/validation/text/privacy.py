"""Personal data that has no place in open data (Moroccan law 09-08).

Offices may be named and called; a mobile number, an identity card, a bank
account or a private mailbox belongs to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validation.text.characters import Finding

_SIGN = r"[\s.\-\u2010-\u2015\u00a0\u202f/()_،,]"
_GAP = rf"{_SIGN}{{0,3}}"
_START = r"(?<![0-9])(?<![0-9][-/_])"  # not within a longer number, or the date in an address
# Numbers that begin with 06 or 07 are mobile (ANRT, national numbering plan); 05 and 08 belong to offices.
_MOBILE = re.compile(
    rf"{_START}(?:(?:\+|00{_GAP})212{_GAP}(?:0{_GAP})?|0{_GAP})[67](?:{_GAP}[0-9]){{8}}(?![0-9])"
    rf"|{_START}212[67][0-9]{{8}}(?![0-9])"
)
# One or two letters and digits: after its name in any form, alone where no abbreviation has it too.
_NAMED_CARD = re.compile(
    r"(?:\bC\.?\s?N?\.?\s?I\.?\s?N?\.?\s?E?\b\.?|بطاقة|البطاقة|التعريف|الوطنية)[^0-9\n]{0,20}?"
    r"(?<![A-Za-z])[A-Z]{1,2}[\s.-]?[0-9]{3}[\s.]?[0-9]{2,3}(?![0-9])",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<![A-Za-z0-9/_-])(?!(?:BP|CP|MA|DH|RN|RP|RR|PK|N|TF|RC)\s)[A-Z]{1,2}\s?[0-9]{5,6}(?![A-Za-z0-9/_-])"
)
_ACCOUNT = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z]{2}[0-9]{2}(?:[ -]?[0-9A-Z]{4}){5,7}|(?:[0-9][ .-]?){23}[0-9])(?![0-9])", re.IGNORECASE
)
_CREDIT_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{3}([ -])(?:[0-9]{4}\1){2}[0-9]{4}(?![0-9])")
_AT = r"\s?(?:@|＠|%40|\(at\)|\[at\]|\(a\)|\bat\b|\barobase\b)\s?"
_DOT = r"\s?(?:[.．,]|\(dot\)|\[dot\]|\bdot\b|\bpoint\b)\s?"
_MAILBOXES = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|protonmail|proton|pm|gmx|aol|menara"
    "|iam|laposte|free|orange|wanadoo|sfr|caramail|mail|yandex|zoho|tutanota|hey"
)
_PRIVATE_MAIL = re.compile(rf"[\w.+-]+{_AT}(?:{_MAILBOXES}){_DOT}[a-z]{{2,4}}\b", re.IGNORECASE)
_NAMED_MAIL = re.compile(
    rf"\b(?!(?:bureau|service|contact|info|division|direction|secretariat|cellule|point)[.])"
    rf"[a-z]{{2,}}[.][a-z]{{2,}}{_AT}[\w-]+(?:{_DOT}[\w-]+)+",
    re.IGNORECASE,
)


# Without five digits in a row, give or take a separator, or an @, there is nothing to find.
MAY_BE_PRIVATE = re.compile(
    rf"(?:[0-9]{_SIGN}{{0,3}}){{5}}|[@＠]|%40|[(\[](?:at|a)[)\]]|\bat\b|\barobase\b", re.IGNORECASE
)


def check_privacy(cell: str) -> Iterator[Finding]:
    """What in a text identifies or reaches a person."""
    if not MAY_BE_PRIVATE.search(cell):
        return
    if match := _ACCOUNT.search(cell) or _CREDIT_CARD.search(cell):
        yield Finding("bank-account", match[0])
    elif match := _MOBILE.search(cell):
        yield Finding("phone", match[0])
    if match := _NAMED_CARD.search(cell) or _CARD.search(cell):
        yield Finding("identity-card", match[0])
    if match := _PRIVATE_MAIL.search(cell):
        yield Finding("personal-email", match[0])
    elif match := _NAMED_MAIL.search(cell):
        yield Finding("personal-email", match[0], severity="warning")

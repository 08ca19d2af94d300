"""Find personal data, which has no place in open data (Moroccan law 09-08).

The name and the telephone of an office may be published; a mobile number, an
identity card, a bank account or a private mailbox belongs to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validation.text.characters import Finding

_SIGN = r"[\s.\-\u2010-\u2015\u00a0\u202f/()_،,]"
_GAP = rf"{_SIGN}{{0,3}}"
_START = r"(?<![0-9])(?<![0-9][-/_])"  # not within a longer number, or a date in a web address
# Numbers that begin with 06 or 07 are mobile (ANRT, national numbering plan); 05 and 08 belong to offices.
_MOBILE = re.compile(
    rf"{_START}(?:(?:\+|00{_GAP})212{_GAP}(?:0{_GAP})?|0{_GAP})[67](?:{_GAP}[0-9]){{8}}(?![0-9])"
    rf"|{_START}212[67][0-9]{{8}}(?![0-9])"
)
# One or two letters and digits: after its name in any spelling; alone, where they are no known abbreviation.
_NAMED_CARD = re.compile(
    r"(?:\bC\.?\s?N?\.?\s?I\.?\s?N?\.?\s?E?\b\.?|بطاقة|البطاقة|التعريف|الوطنية)[^0-9\n]{0,20}?"
    r"(?<![A-Za-z])[A-Z]{1,2}[\s.-]?[0-9]{3}[\s.]?[0-9]{2,3}(?![0-9])",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<![A-Za-z0-9/_-])(?!(?:BP|CP|MA|DH|RN|RP|RR|PK|N|TF|RC)\s)[A-Z]{1,2}\s?[0-9]{5,6}(?![A-Za-z0-9/_-])"
)
# What may be an IBAN (ISO 13616), a RIB or the number of a payment card; their check digits then decide.
_IBAN = re.compile(r"(?<![0-9A-Z])[A-Z]{2}[0-9]{2}(?:[ .-]?[0-9A-Z]{4}){2,7}(?:[ .-]?[0-9A-Z]{1,3})?", re.IGNORECASE)
_RIB = re.compile(r"(?<![0-9A-Za-z])(?:[0-9][ .-]?){23}[0-9](?![0-9])")
_PAYMENT_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{3}([ -])(?:[0-9]{4}\1){2}[0-9]{4}(?![0-9])")
_SHORTEST_IBAN = 15  # that of Norway
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


# Text without five digits in a row (separators aside) and without an @ holds none of this.
MAY_BE_PRIVATE = re.compile(
    rf"(?:[0-9]{_SIGN}{{0,3}}){{5}}|[@＠]|%40|[(\[](?:at|a)[)\]]|\bat\b|\barobase\b", re.IGNORECASE
)


def check_privacy(cell: str) -> Iterator[Finding]:
    """Find what identifies a person in a text, or reaches them."""
    if not MAY_BE_PRIVATE.search(cell):
        return
    if account := _account_in(cell):
        yield Finding("bank-account", account)
    elif match := _MOBILE.search(cell):
        yield Finding("phone", match[0])
    if match := _NAMED_CARD.search(cell) or _CARD.search(cell):
        yield Finding("identity-card", match[0])
    if match := _PRIVATE_MAIL.search(cell):
        yield Finding("personal-email", match[0])
    elif match := _NAMED_MAIL.search(cell):
        yield Finding("personal-email", match[0], severity="warning")


def _account_in(text: str) -> str:
    """Return the first bank account or payment card of `text`, as it is written there; empty if there is none."""
    for pattern, is_valid in ((_IBAN, _is_iban), (_RIB, _is_rib), (_PAYMENT_CARD, _is_payment_card)):
        for match in pattern.finditer(text):
            if is_valid(re.sub("[ .-]", "", match[0]).upper()):
                return match[0]
    return ""


def _is_rib(number: str) -> bool:
    """Whether the 24 digits end with their key, 97 - (the first 22 x 100 mod 97): the whole is a multiple of 97."""
    return int(number) % 97 == 0


def _is_iban(number: str) -> bool:
    """Whether the number is an IBAN, or begins with one where a word follows it."""
    if re.match(r"MA[0-9]{26}", number) and _is_rib(number[4:28]):
        return True  # the list of the library has no structure for Morocco
    from stdnum import iban  # noqa: PLC0415 - 40 ms, for a number that few data hold

    return any(iban.is_valid(number[:length]) for length in range(_SHORTEST_IBAN, len(number) + 1))


def _is_payment_card(number: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn, ISO/IEC 7812)."""
    from stdnum import luhn  # noqa: PLC0415 - as above

    return bool(luhn.is_valid(number))

"""The text of cells: characters, spelling of numbers and dates, links, script.

Frictionless judges types; here stands what it lets pass and other programs
trip over, cell by cell. A cell gets the rules of its type only where its
characters are right, so that one cause gives one message.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from babel.core import get_global

from check_tables import Table
from check_text import Finding, check_composed, check_link_text, check_text
from package import Field
from problems import NOTHING, Problem

CellCheck = Callable[[str], Iterator[Finding]]

# Most cells are of this kind, and no rule of characters has anything against them.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,;:_()/'&%-]*[A-Za-z0-9.)])?")
_NUMBER = {"integer": re.compile(r"-?[0-9]+"), "number": re.compile(r"-?[0-9]+(?:\.[0-9]+)?")}
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ ,_'\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.]+Z?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_EXCEL_DAYS = range(20_000, 60_000)  # 1954 to 2064, counted by Excel from the last day of 1899
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp")
_PERSIAN = str.maketrans({"ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه"})
_LETTERS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}


def check_cells(table: Table, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Every fault in the text of the cells of `table`."""
    checks = [checks_of(field, languages) for field in table.resource.fields]
    names = table.names
    for record in table.records:
        for name, cell, of_field in zip(names, record.cells, checks, strict=True):
            for finding in check_cell(cell, of_field):
                details = {"found": finding.found, "corrected": finding.corrected}
                yield Problem(finding.code, table.file, record.line, name, cell, details, finding.severity)


def check_cell(cell: str, checks: list[CellCheck]) -> Iterator[Finding]:
    """The first of `checks` that finds anything has the word; an empty cell is unknown."""
    if not cell:
        return
    for index, check in enumerate(checks):
        if index == 0 and _PLAIN.fullmatch(cell):
            continue
        found = list(check(cell))
        yield from found
        if any(each.severity == "error" for each in found):
            return


def checks_of(field: Field, languages: tuple[str, ...]) -> list[CellCheck]:
    """What the cells of `field` go through: characters first, then its type and its script."""
    if field.descriptor.get("format") == "uri":
        return [check_link_text, check_url]
    checks: list[CellCheck] = [check_text, check_composed]
    if field.type in _NUMBER:
        checks.append(check_integer if field.type == "integer" else check_number)
    elif field.type == "boolean":
        checks.append(check_boolean)
    elif field.type == "date":
        checks.append(check_date)
    elif field.display == "date":
        checks.append(check_partial_date)
    script = script_of(field.name, languages)
    if script == "Arab":
        checks.append(check_persian)
    if script in _LETTERS:
        checks.append(_script_check(script))
    return checks


def script_of(name: str, languages: tuple[str, ...]) -> str:
    """ISO 15924 script of a field such as `name_ar`, by the likely subtags of CLDR; empty if none."""
    language = name.rpartition("_")[2]
    if "_" not in name or language not in languages:
        return ""
    likely = str(get_global("likely_subtags").get(language, ""))
    return next((part for part in likely.split("_") if len(part) == 4), "")


def check_integer(cell: str) -> Iterator[Finding]:
    """What Python reads as a whole number and other programs do not: +5, 1_000."""
    yield from _check_number(cell, "integer")


def check_number(cell: str) -> Iterator[Finding]:
    """What Python reads as a number and other programs do not: NaN, Infinity, +5, 1e5, 1_000."""
    yield from _check_number(cell, "number")


def _check_number(cell: str, type_name: str) -> Iterator[Finding]:
    if _NUMBER[type_name].fullmatch(cell):
        return
    try:
        Decimal(cell)
    except InvalidOperation:
        return  # not a number at all: Frictionless says so
    yield Finding("number", cell, plain_number(cell))


def plain_number(cell: str) -> str:
    """The number meant by `380,787`, `1 200`, `12,5`, `12 km` or `3.8E+05`; a dash if unclear."""
    text = cell.strip().removeprefix("+")
    if _GROUPED.fullmatch(text):
        return re.sub(r"[^0-9.-]", "", text)
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        leading = re.match(r"-?[0-9]+(?:\.[0-9]+)?(?=\s*[^\W\d])", text)
        return leading[0] if leading else NOTHING
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 30 else NOTHING


def check_boolean(cell: str) -> Iterator[Finding]:
    """`true` and `false` only: Frictionless by default also takes TRUE and 1."""
    if cell not in ("true", "false"):
        truth = {"1": "true", "0": "false"}.get(cell, cell.lower())
        yield Finding("boolean", cell, truth if truth in ("true", "false") else NOTHING)


def check_date(cell: str) -> Iterator[Finding]:
    """A whole, real date, `YYYY-MM-DD` (ISO 8601): Frictionless also takes 2021-5-5."""
    if not (_DATE.fullmatch(cell) and _real_date(cell)):
        yield Finding("date", cell, iso_date(cell))


def check_partial_date(cell: str) -> Iterator[Finding]:
    """A date that may stop at the month or the year: `2021`, `2021-05`, `2021-05-05`."""
    parts = _PARTIAL_DATE.fullmatch(cell)
    whole = parts and parts[1] + (parts[2] or "-01") + (parts[3] or "-01")
    if not (whole and _real_date(whole)):
        yield Finding("partial-date", cell, iso_date(cell))


def _real_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def iso_date(cell: str) -> str:
    """The date meant by `05/05/2021` (day first), `2021-5-5`, `2021-05-05 00:00:00` or Excel's 44321."""
    if cell.isascii() and cell.isdigit() and int(cell[:9]) in _EXCEL_DAYS:
        return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()
    if parts := _YEAR_FIRST.fullmatch(cell):
        year, month, day = parts.groups()
    elif parts := _DAY_FIRST.fullmatch(cell):
        day, month, year = parts.groups()
    else:
        return NOTHING
    iso = f"{year}-{month:0>2}-{day:0>2}"
    return iso if _real_date(iso) else NOTHING


def check_url(cell: str) -> Iterator[Finding]:
    """A public web page: http or https, no credentials, no host of a private network."""
    try:
        url = urlsplit(cell)
        host = url.hostname or ""
        secret = url.username is not None
    except ValueError:
        url, host, secret = urlsplit(""), "", False
    if url.scheme not in ("http", "https") or not host or re.search(r"[\s\\]", cell):
        yield Finding("url", cell)
    elif secret:
        yield Finding("url-credentials", cell)
    elif not is_public(host):
        yield Finding("url-host", host)


def is_public(host: str) -> bool:
    """Whether a host name or address can be one of the public internet (RFC 6761, RFC 6890)."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        # Browsers read 2130706433, 127.1 and 0x7f.1 as addresses: no public name ends in a number.
        numeric = re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last)
        return "." in host.strip(".") and not numeric and not host.rstrip(".").endswith(_PRIVATE_NAMES)


def check_persian(cell: str) -> Iterator[Finding]:
    """Letters of a Persian or Urdu keyboard that look Arabic and are not found by a search."""
    if (corrected := cell.translate(_PERSIAN)) != cell:
        found = next(old for old, new in zip(cell, corrected, strict=True) if old != new)
        yield Finding("persian-letter", found, corrected)


def _script_check(script: str) -> CellCheck:
    """Text wholly in the other script: a cell in the wrong column. Acronyms pass."""
    own, others = _LETTERS[script], [each for name, each in _LETTERS.items() if name != script]

    def check(cell: str) -> Iterator[Finding]:
        is_acronym = cell.upper() == cell and script != "Latn"
        if not own.search(cell) and not is_acronym and any(other.search(cell) for other in others):
            yield Finding("wrong-script", cell)

    return check

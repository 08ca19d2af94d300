"""Check cells one by one: characters, spelling of numbers and dates, links, script.

Frictionless checks types (`schema`); this module finds what it accepts and other
programs do not. The rules of its type are applied to a cell only where its
characters are right, so that one cause gives one message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from babel.core import get_global

from datapackage.descriptor import Field
from datapackage.partial_dates import PartialDate
from datapackage.table import Table
from validation.problems import NO_SUGGESTION, Problem, words
from validation.text.characters import Finding, check_composed, check_link_text, check_text
from validation.text.links import check_links, check_url
from validation.text.privacy import MAY_BE_PRIVATE, check_privacy
from validation.text.suggestions import is_certain, is_real, iso_date, plain_number

CellCheck = Callable[[str], Iterator[Finding]]

# Most cells look like this, and no rule of characters matches them.
_LETTER = "A-Za-z0-9\u00e0-\u00f6\u00f8-\u00ff\u0621-\u063a\u0641-\u064a"
_PLAIN_CELL = rf"[{_LETTER}](?:[{_LETTER} .,،_()/'%-]*[{_LETTER}.)])?"
_PLAIN = re.compile(_PLAIN_CELL)
# But some of these need a closer look: two spaces, an Arabic letter after a Latin one, escapes, mojibake.
_ODD = re.compile("  |[A-Za-z\u00e0-\u00ff][\u0621-\u064a]|%[C-F]|[\u00e0-\u00ff]{4}")
_WHOLE = "-?(?:0|[1-9][0-9]{0,14})"  # with 0 first it is a code or a slip; programs round longer ones
_NUMBER = {"integer": re.compile(_WHOLE), "number": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?")}
_LONG = re.compile(r"-?[1-9][0-9]{15,}(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIJRI_YEARS = range(1300, 1500)  # 1882 to 2077
# Letters of Persian and Urdu keyboards, and the Arabic letters that they look like.
_PERSIAN = str.maketrans(
    {
        "ی": "ي",
        "ک": "ك",
        "ھ": "ه",
        "ہ": "ه",
        "ڪ": "ك",
        "ۀ": "ه",
        "ە": "ه",
        "ے": "ي",
        "ې": "ي",
        "ۃ": "ة",
    }
)
_LETTERS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_FOREIGN = re.compile("[\u0370-\u052f\u0590-\u05ff\u0900-\u0fff\u3040-\u9fff\uac00-\ud7a3]")


def check_cells(table: Table, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Find every problem in the text of the cells of `table`; equal cells of one field are checked once."""
    for field in table.resource.fields:
        cells = table.column(field.name)
        distinct = dict.fromkeys(cells)
        distinct.pop("", None)
        text = "\n".join(distinct)
        # Most checks can be skipped after one look at the whole column, one cell a line.
        one_cell_a_line = text.count("\n") < max(1, len(distinct))
        proofs = _PROOFS if one_cell_a_line else {}
        checks = [check for check in checks_of(field, languages) if not (check in proofs and proofs[check](text))]
        findings = {cell: list(check_cell(cell, checks)) for cell in distinct} if checks else {}
        for record, cell in zip(table.records, cells, strict=True) if any(findings.values()) else ():
            for finding in findings.get(cell, ()):
                yield _problem(table, record.line, field, cell, finding)


def _problem(table: Table, line: int, field: Field, cell: str, finding: Finding) -> Problem:
    details = {"found": finding.matched, "corrected": finding.corrected}
    corrected = finding.corrected if finding.certain else None
    return Problem(finding.code, table.file, line, field.name, cell, details, finding.severity, corrected=corrected)


def check_cell(cell: str, checks: list[CellCheck]) -> Iterator[Finding]:
    """Apply `checks` until one finds an error (two spaces in a row aside); an empty cell is unknown, so right."""
    if not cell:
        return
    for check in checks:
        if check in (check_text, check_link_text) and _PLAIN.fullmatch(cell) and not _ODD.search(cell):
            continue
        findings = list(check(cell))
        yield from findings
        if any(finding.severity == "error" and finding.code != "odd-space" for finding in findings):
            return


def checks_of(field: Field, languages: tuple[str, ...]) -> list[CellCheck]:
    """Return the checks for the cells of `field`: characters first, then its type and its script."""
    if field.descriptor.get("format") == "uri":
        return [check_link_text, check_url]
    checks: list[CellCheck] = [check_text, check_composed]
    if field.type in _OF_TYPE:
        checks.append(_OF_TYPE[field.type])
    elif field.display == "date":
        checks.append(check_partial_date)
    elif field.type == "string" and not field.constraints.keys() & {"pattern", "enum"}:
        checks += [check_placeholder, check_links, check_privacy]
    script = script_of(field.name, languages)
    if script == "Arab":
        checks.append(check_persian)
    if script in _LETTERS:
        checks.append(_SCRIPTS[script])
    return checks


def script_of(name: str, languages: tuple[str, ...]) -> str:
    """Return the ISO 15924 script of a field such as `name_ar`, by the likely subtags of CLDR; empty if none."""
    language = name.rpartition("_")[2]
    return _script(language) if "_" in name and language in languages else ""


def _script(language: str) -> str:
    likely = str(get_global("likely_subtags").get(language, ""))
    return next((part for part in likely.split("_") if len(part) == 4), "")


def check_integer(cell: str) -> Iterator[Finding]:
    """Find what Python reads as a whole number and other programs do not: +5, 1_000."""
    yield from _check_number(cell, "integer")


def check_number(cell: str) -> Iterator[Finding]:
    """Find what Python reads as a number and other programs do not: NaN, Infinity, +5, 1e5, 1_000."""
    yield from _check_number(cell, "number")


def _check_number(cell: str, type_name: str) -> Iterator[Finding]:
    if _NUMBER[type_name].fullmatch(cell):
        return
    try:
        Decimal(cell)
    except InvalidOperation:
        return  # not a number at all: Frictionless says so
    code = "number-long" if _LONG.fullmatch(cell) else "number"
    yield Finding(code, cell, plain_number(cell, whole=type_name == "integer"))


def check_boolean(cell: str) -> Iterator[Finding]:
    """Accept `true` and `false` only: Frictionless by default also accepts TRUE and 1."""
    if cell not in ("true", "false"):
        meant = {"1": "true", "0": "false"}.get(cell, cell.lower())
        known = meant in ("true", "false")
        yield Finding("boolean", cell, meant if known else NO_SUGGESTION, certain=known and not cell.isdigit())


def check_date(cell: str) -> Iterator[Finding]:
    """Accept only a complete date of the calendar, `YYYY-MM-DD` (ISO 8601): Frictionless also accepts 2021-5-5."""
    if not (_DATE.fullmatch(cell) and is_real(cell)):
        yield _not_a_date("date", cell)


def check_partial_date(cell: str) -> Iterator[Finding]:
    """Accept a date that may stop at the month or the year: `2021`, `2021-05`, `2021-05-05`."""
    stated = PartialDate.of(cell)
    if not (stated and is_real(stated.first.isoformat())):
        yield _not_a_date("partial-date", cell)


def _not_a_date(code: str, cell: str) -> Finding:
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", cell)
    if year and int(year[0]) in _HIJRI_YEARS:
        return Finding("hijri-date", cell)
    corrected = iso_date(cell, partial=code == "partial-date")
    return Finding(code, cell, corrected, certain=is_certain(cell) and corrected != NO_SUGGESTION)


def check_placeholder(cell: str) -> Iterator[Finding]:
    """Find a word that means unknown, for which the cell should be empty."""
    if cell.casefold() in words("unknown"):
        yield Finding("placeholder", cell)


def check_persian(cell: str) -> Iterator[Finding]:
    """Find letters of a Persian or Urdu keyboard: they look Arabic, but a search does not find them."""
    if (corrected := cell.translate(_PERSIAN)) != cell:
        letter = next(old for old, new in zip(cell, corrected, strict=True) if old != new)
        # At the end of a word ی may also mean ى: only a person can decide.
        yield Finding("persian-letter", letter, corrected, certain=not re.search(r"[یۀےې]\b", cell))


def _script_check(script: str) -> CellCheck:
    """Return the check that finds text without any letter of `script`: it is in the wrong column, unless an acronym."""
    own, others = _LETTERS[script], [letters for name, letters in _LETTERS.items() if name != script]

    def check(cell: str) -> Iterator[Finding]:
        is_acronym = cell.upper() == cell and script != "Latn" and not _FOREIGN.search(cell)
        if not own.search(cell) and not is_acronym and any(other.search(cell) for other in [*others, _FOREIGN]):
            yield Finding("wrong-script", cell)

    return check


def _lines(cell: str) -> Callable[[str], bool]:
    """Return a test: whether every line of a text matches the pattern `cell`."""
    pattern = re.compile(rf"(?:(?:{cell})(?:\n|\Z))*+")
    return lambda text: bool(pattern.fullmatch(text))


def script_check(language: str) -> CellCheck:
    """Return the check of the script of `language`; where its script is not known, one that finds nothing."""
    return _SCRIPTS.get(_script(language), lambda _: iter(()))


_OF_TYPE = {"integer": check_integer, "number": check_number, "boolean": check_boolean, "date": check_date}
_SCRIPTS = {script: _script_check(script) for script in _LETTERS}
_plain_lines = _lines(_PLAIN_CELL)


def _plain_column(text: str) -> bool:
    return _plain_lines(text) and not _ODD.search(text)


# For a check, a test of a whole column, one cell a line, that proves that the check finds nothing in it.
_PROOFS: dict[CellCheck, Callable[[str], bool]] = {
    check_text: _plain_column,
    check_link_text: _plain_column,
    check_composed: lambda text: text.isascii() or unicodedata.is_normalized("NFC", text),
    check_integer: _lines(_WHOLE),
    check_number: _lines(rf"{_WHOLE}(?:\.[0-9]+)?"),
    check_boolean: _lines("true|false"),
    check_placeholder: lambda text: words("unknown").isdisjoint(text.casefold().split("\n")),
    check_links: lambda text: "://" not in text,
    check_privacy: lambda text: not MAY_BE_PRIVATE.search(text),
    check_persian: lambda text: text.translate(_PERSIAN) == text,
    _SCRIPTS["Arab"]: _lines(r"[^\n\u0620-\u064a]*+[\u0620-\u064a][^\n]*+"),
    _SCRIPTS["Latn"]: _lines(r"[^\nA-Za-z]*+[A-Za-z][^\n]*+"),
}

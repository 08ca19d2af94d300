"""The text of cells: characters, spelling of numbers and dates, links, script.

Frictionless judges types; here stands what it lets pass and other programs
trip over, cell by cell. A cell gets the rules of its type only where its
characters are right, so that one cause gives one message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from babel.core import get_global

from datapackage.descriptor import Field
from datapackage.table import Table
from validation.problems import NO_SUGGESTION, Problem, words
from validation.text.characters import Finding, check_composed, check_link_text, check_text
from validation.text.links import check_links, check_url
from validation.text.privacy import MAY_BE_PRIVATE, check_privacy
from validation.text.suggestions import is_certain, is_real, iso_date, plain_number

CellCheck = Callable[[str], Iterator[Finding]]

# Most cells are of this kind, and no rule of characters has anything against them.
_LETTER = "A-Za-z0-9\u00e0-\u00f6\u00f8-\u00ff\u0621-\u063a\u0641-\u064a"
_PLAIN_CELL = rf"[{_LETTER}](?:[{_LETTER} .,،_()/'%-]*[{_LETTER}.)])?"
_PLAIN = re.compile(_PLAIN_CELL)
# What rules of characters look into all the same: two spaces, an Arabic letter after a Latin one, escapes, garble.
_ODD = re.compile("  |[A-Za-z\u00e0-\u00ff][\u0621-\u064a]|%[C-F]|[\u00e0-\u00ff]{4}")
_WHOLE = "-?(?:0|[1-9][0-9]{0,14})"  # what begins with 0 is a code, or a slip; longer numbers are rounded by programs
_NUMBER = {"integer": re.compile(_WHOLE), "number": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?")}
_LONG = re.compile(r"-?[1-9][0-9]{15,}(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_HIJRI_YEARS = range(1300, 1500)  # 1882 to 2077
_PERSIAN = str.maketrans({
    "ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ڪ": "ك", "ۀ": "ه", "ە": "ه", "ے": "ي", "ې": "ي", "ۃ": "ة",
})  # fmt: skip
_LETTERS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_FOREIGN = re.compile("[\u0370-\u052f\u0590-\u05ff\u0900-\u0fff\u3040-\u9fff\uac00-\ud7a3]")


def check_cells(table: Table, speaking: tuple[str, ...]) -> Iterator[Problem]:
    """Every fault in the text of the cells of `table`, field by field; a value is examined once a field."""
    for field in table.resource.fields:
        cells = table.column(field.name)
        distinct = dict.fromkeys(cells)
        distinct.pop("", None)
        text = "\n".join(distinct)
        # One look at all cells, a line each, spares most of the checks a look at each cell.
        quiet = _QUIET if text.count("\n") < max(1, len(distinct)) else {}
        checks = [check for check in checks_of(field, speaking) if not (check in quiet and quiet[check](text))]
        known = {cell: found for cell in distinct if (found := list(check_cell(cell, checks)))} if checks else {}
        for record, cell in zip(table.records, cells, strict=True) if known else ():
            for finding in known.get(cell, ()):
                yield _problem(table, record.line, field, cell, finding)


def _problem(table: Table, line: int, field: Field, cell: str, found: Finding) -> Problem:
    details = {"found": found.found, "corrected": found.corrected}
    fix = found.corrected if found.certain else None
    return Problem(found.code, table.file, line, field.name, cell, details, found.severity, corrected=fix)


def check_cell(cell: str, checks: list[CellCheck]) -> Iterator[Finding]:
    """The first of `checks` that finds anything has the word; an empty cell is unknown."""
    if not cell:
        return
    for check in checks:
        if check in (check_text, check_link_text) and _PLAIN.fullmatch(cell) and not _ODD.search(cell):
            continue
        found = list(check(cell))
        yield from found
        if any(each.severity == "error" and each.code != "odd-space" for each in found):
            return


def checks_of(field: Field, speaking: tuple[str, ...]) -> list[CellCheck]:
    """What the cells of `field` go through: characters first, then its type and its script."""
    if field.descriptor.get("format") == "uri":
        return [check_link_text, check_url]
    checks: list[CellCheck] = [check_text, check_composed]
    if field.type in _OF_TYPE:
        checks.append(_OF_TYPE[field.type])
    elif field.display == "date":
        checks.append(check_partial_date)
    elif field.type == "string" and not field.constraints.keys() & {"pattern", "enum"}:
        checks += [check_placeholder, check_links, check_privacy]
    script = script_of(field.name, speaking)
    if script == "Arab":
        checks.append(check_persian)
    if script in _LETTERS:
        checks.append(_SCRIPTS[script])
    return checks


def script_of(name: str, speaking: tuple[str, ...]) -> str:
    """ISO 15924 script of a field such as `name_ar`, by the likely subtags of CLDR; empty if none."""
    language = name.rpartition("_")[2]
    return _script(language) if "_" in name and language in speaking else ""


def _script(language: str) -> str:
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
    code = "number-long" if _LONG.fullmatch(cell) else "number"
    yield Finding(code, cell, plain_number(cell, whole=type_name == "integer"))


def check_boolean(cell: str) -> Iterator[Finding]:
    """`true` and `false` only: Frictionless by default also takes TRUE and 1."""
    if cell not in ("true", "false"):
        truth = {"1": "true", "0": "false"}.get(cell, cell.lower())
        known = truth in ("true", "false")
        yield Finding("boolean", cell, truth if known else NO_SUGGESTION, certain=known and not cell.isdigit())


def check_date(cell: str) -> Iterator[Finding]:
    """A whole, real date, `YYYY-MM-DD` (ISO 8601): Frictionless also takes 2021-5-5."""
    if not (_DATE.fullmatch(cell) and is_real(cell)):
        yield _not_a_date("date", cell)


def check_partial_date(cell: str) -> Iterator[Finding]:
    """A date that may stop at the month or the year: `2021`, `2021-05`, `2021-05-05`."""
    parts = _PARTIAL_DATE.fullmatch(cell)
    whole = parts and parts[1] + (parts[2] or "-01") + (parts[3] or "-01")
    if not (whole and is_real(whole)):
        yield _not_a_date("partial-date", cell)


def _not_a_date(code: str, cell: str) -> Finding:
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", cell)
    if year and int(year[0]) in _HIJRI_YEARS:
        return Finding("hijri-date", cell)
    corrected = iso_date(cell, partial=code == "partial-date")
    return Finding(code, cell, corrected, certain=is_certain(cell) and corrected != NO_SUGGESTION)


def check_placeholder(cell: str) -> Iterator[Finding]:
    """A word that stands for nothing, where an empty cell would say so."""
    if cell.casefold() in words("unknown"):
        yield Finding("placeholder", cell)


def check_persian(cell: str) -> Iterator[Finding]:
    """Letters of a Persian or Urdu keyboard that look Arabic and are not found by a search."""
    if (corrected := cell.translate(_PERSIAN)) != cell:
        found = next(old for old, new in zip(cell, corrected, strict=True) if old != new)
        # At the end of a word ی may also stand for ى: only a reader can tell.
        yield Finding("persian-letter", found, corrected, certain=not re.search(r"[یۀےې]\b", cell))


def _script_check(script: str) -> CellCheck:
    """Text wholly in the other script: a cell in the wrong column. Acronyms pass."""
    own, others = _LETTERS[script], [each for name, each in _LETTERS.items() if name != script]

    def check(cell: str) -> Iterator[Finding]:
        is_acronym = cell.upper() == cell and script != "Latn" and not _FOREIGN.search(cell)
        if not own.search(cell) and not is_acronym and any(other.search(cell) for other in [*others, _FOREIGN]):
            yield Finding("wrong-script", cell)

    return check


def _lines(cell: str) -> Callable[[str], bool]:
    """Whether every line of a text is of the form `cell`."""
    pattern = re.compile(rf"(?:(?:{cell})(?:\n|\Z))*+")
    return lambda text: bool(pattern.fullmatch(text))


def script_check(language: str) -> CellCheck:
    """Whether a text is in the script of `language`; for one of which nothing is known, every text is."""
    return _SCRIPTS.get(_script(language), lambda _: iter(()))


_OF_TYPE = {"integer": check_integer, "number": check_number, "boolean": check_boolean, "date": check_date}
_SCRIPTS = {script: _script_check(script) for script in _LETTERS}
_plain_lines = _lines(_PLAIN_CELL)


def _plain_column(text: str) -> bool:
    return _plain_lines(text) and not _ODD.search(text)


# For a check, what proves of a text with one cell a line that none of them gives it a word to say.
_QUIET: dict[CellCheck, Callable[[str], bool]] = {
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

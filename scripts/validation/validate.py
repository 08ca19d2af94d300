"""Every fault of a package: of its descriptor and of all its files, in one run."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from datapackage.descriptor import Package, of
from datapackage.table import Table
from system.paths import ROOT
from validation.descriptor.completeness import Contract, check_contract, read_contract
from validation.descriptor.json_schema import check_shape, without
from validation.descriptor.redirects import check_redirects
from validation.descriptor.references import check_references
from validation.descriptor.schema_files import without_repeats
from validation.descriptor.standard import check_standard
from validation.problems import Problem, languages
from validation.result_cache import Verdicts
from validation.root_causes import apart, one_row, without_consequences, without_doubts, without_lost_keys
from validation.tables.cells import check_cells
from validation.tables.dates import check_dates
from validation.tables.duplicates import check_repeats
from validation.tables.expectations import check_rows
from validation.tables.files import UnreadableError, check_json, check_undeclared, read_text
from validation.tables.history import History, check_history
from validation.tables.schema import check_schema
from validation.tables.structure import read_table

DESCRIPTOR = ROOT / "datapackage.json"
TIME_LIMIT = 50  # seconds, for a whole package; the real one takes one
_FALLBACK = "en"


@dataclass(frozen=True)
class Outcome:
    """All problems of a package, the contract's first, and how much was examined."""

    problems: list[Problem]
    resources: int = 0
    rows: int = 0


def validate(path: Path = DESCRIPTOR) -> list[Problem]:
    """Every problem of the package at `path`, examined from scratch."""
    return examine(path).problems


def examine(path: Path, base: str = "HEAD", memory: Path | None = None) -> Outcome:
    """Examine the package at `path`, its history since the git revision `base` included.

    A file that cannot be read as text or as its table yields that cause alone;
    nothing is then said of its cells, or of keys that lead into it. `memory` is
    a folder in which to remember the tables that were sound.
    """
    try:
        contract = read_contract(path)
    except UnreadableError as error:
        return Outcome(list(error.problems))
    shape = list(check_shape(contract))
    sound_part = without(contract, shape) if shape else contract
    if sound_part is None:
        return Outcome(without_repeats(shape, path.name, contract.parts))
    package = of(sound_part.descriptor, path.parent, contract.schema_files)
    problems = [*check_contract(sound_part), *check_standard(sound_part), *check_references(sound_part, package)]
    if shape:
        problems = shape + apart(problems, contract, sound_part)
    verdicts = Verdicts(memory)
    tables, sound, found = _read(package, verdicts)
    in_tables = _check_tables(tables, sound_part, set(sound.values()))
    if any(each.severity == "error" for each in problems):
        in_tables = without_consequences(in_tables, problems, package)
    else:
        _remember(verdicts, sound, tables, [*found, *in_tables])
    if not shape:
        found += [*check_undeclared(package), *check_redirects(sound_part, tables)]
    found += without_doubts(_check_past(tables, History(package.root, base)), in_tables)
    rows = sum(len(table.records) for table in tables.values())
    problems = without_repeats(problems, path.name, contract.parts)
    return Outcome(_titled(problems + found + in_tables, package), len(package.resources), rows)


def _read(package: Package, verdicts: Verdicts) -> tuple[dict[str, Table], dict[str, str], list[Problem]]:
    """Every table, the names of those known to be sound by digest, and what could not be read.

    A digest that is not known yet maps to an empty name.
    """
    tables: dict[str, Table] = {}
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for resource in package.resources.values():
        try:
            text = read_text(package.root, resource.path)
            if not resource.is_table:
                check_json(text, resource)
                continue
            if len(resource.field) < len(resource.fields):
                continue  # a name given twice, which the contract's problems tell
            tables[resource.name], found = read_table(text, resource)
            problems += found
            digest = verdicts.digest(text, resource, package.languages)
            digests[digest] = resource.name if verdicts.remembers(digest) else ""
        except UnreadableError as error:
            problems += error.problems
    return tables, digests, problems


def _remember(verdicts: Verdicts, digests: dict[str, str], tables: dict[str, Table], found: list[Problem]) -> None:
    faulty = {problem.file for problem in found}
    for digest, table in zip(digests, tables.values(), strict=True):
        if table.file not in faulty:
            verdicts.remember(digest)
    verdicts.save()


def _check_tables(tables: dict[str, Table], contract: Contract, sound: set[str]) -> list[Problem]:
    speaking = contract.languages
    fresh = [table for name, table in tables.items() if name not in sound]
    in_cells = [each for table in fresh for each in check_cells(table, speaking)]
    # One cell, one cause: a stray character also breaks the key or the type it stands in.
    explained = {(each.file, each.line, each.column) for each in in_cells if each.severity == "error"}
    others = [
        *check_schema(tables, speaking, sound),
        *(each for table in fresh for each in check_rows(table, speaking)),
        *(each for table in fresh for each in check_repeats(table)),
        *(each for table in tables.values() for each in check_dates(table, tables)),
    ]
    others = [each for each in others if (each.file, each.line, each.column) not in explained]
    return in_cells + one_row(without_lost_keys(others, in_cells, tables))


def _check_past(tables: dict[str, Table], history: History) -> list[Problem]:
    found: list[Problem] = []
    for table in tables.values():
        if history.known and history.differs(table.file) and (before := history.table(table.resource)):
            found += check_history(table, before)
    return found


def _titled(problems: list[Problem], package: Package) -> list[Problem]:
    """The problems with the titles of their fields."""
    titles = {
        (str(resource.path), field.name): {
            each: package.text(field.descriptor, "title", each) for each in package.languages
        }
        for resource in package.tables
        for field in resource.fields
    }
    return [replace(each, title=titles.get((each.file, each.column or ""), {})) for each in problems]


def failed(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def language_of(environment: dict[str, str]) -> str:
    """The language that LC_ALL or LANG names (POSIX order), English where it is none of ours."""
    name = environment.get("LC_ALL") or environment.get("LANG") or ""
    return name[:2] if name[:2] in languages() else _FALLBACK


def limited(path: Path, base: str, memory: Path | None, seconds: float = TIME_LIMIT) -> Outcome:
    """As `examine`, given up after `seconds`: Python's `re` heeds signals, so no pattern holds us for ever."""

    def give_up(_number: int, _frame: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer"):
        return examine(path, base, memory)
    previous = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return examine(path, base, memory)
    except TimeoutError:
        return Outcome([Problem("too-slow", path.name, details={"seconds": int(seconds)})])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)

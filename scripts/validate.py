"""Whether the package is sound: every fault of the contract and of all its files, in one run.

    python scripts/validate.py [PATH/datapackage.json] [--lang ar|fr|en] [--base REVISION] [--report FILE]

Exit status 1 where there is an error; warnings do not fail. Without `--lang`
the language is that of LC_ALL or LANG, else English. In a GitHub workflow the
problems also stand on the lines of the pull request and in its summary.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from causes import apart, one_row, without_consequences, without_doubts, without_lost_keys
from check_cells import check_cells
from check_contract import Contract, check_contract, read_contract
from check_dates import check_dates
from check_files import UnreadableError, check_json, check_undeclared, read_text
from check_history import History, check_history
from check_redirects import check_redirects
from check_references import check_references
from check_repeats import check_repeats
from check_rows import check_rows
from check_schema import check_schema
from check_shape import check_shape, without
from check_standard import check_standard
from check_tables import Table, read_table
from package import Package, of
from problems import Problem, languages, message
from reports import as_json, summary, workflow_commands
from terminal import render, wants_colour
from verdicts import Verdicts

ROOT = Path(__file__).resolve().parent.parent
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
        return Outcome(shape)
    package = of(sound_part.descriptor, path.parent)
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


def main(arguments: list[str] | None = None) -> int:
    """Validate, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DESCRIPTOR)
    parser.add_argument("--lang", choices=languages(), default=language_of(dict(os.environ)))
    parser.add_argument("--base", default="HEAD", help="git revision the package is compared with")
    parser.add_argument("--report", type=Path, help="also write the problems here, as JSON")
    parser.add_argument("--fresh", action="store_true", help="examine again what was found sound before")
    options = parser.parse_args(arguments)
    outcome = limited(options.path, options.base, None if options.fresh else ROOT / ".cache")
    problems = outcome.problems
    if problems:
        print(render(problems, options.lang, wants_colour(sys.stdout, os.environ)))
    if options.report:
        options.report.write_text(as_json(problems), encoding="utf-8")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(workflow_commands(problems, options.lang))
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(options.path, problems, options.base))
    if failed(problems):
        errors = sum(problem.severity == "error" for problem in problems)
        print("\n" + message("unsound", options.lang, errors=errors, warnings=len(problems) - errors))
        return 1
    print(message("sound", options.lang, resources=outcome.resources, rows=outcome.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

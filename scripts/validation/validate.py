"""Find every problem of a package, of its descriptor and of all its files, in one run.

`examine` is the whole pipeline: read the descriptor, check it, read the tables,
check them, compare them with the version published before, drop what only
follows from another problem, check the rules across tables, add the titles of fields.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from datapackage.descriptor import Package, of
from datapackage.rows import Dataset
from datapackage.table import Record, Table, composed
from system.paths import ROOT
from validation.descriptor.completeness import DescriptorFile, check_completeness, read_descriptor
from validation.descriptor.json_schema import check_shape, without
from validation.descriptor.page_names import check_page_names, check_slugs
from validation.descriptor.redirects import check_redirects
from validation.descriptor.references import check_references
from validation.descriptor.rule_names import check_rule_names
from validation.descriptor.schema_files import without_repeats
from validation.descriptor.standard import check_standard
from validation.problems import Problem, first_of_each_kind, languages
from validation.result_cache import ResultCache
from validation.root_causes import Examined, Step, without_follow_ups
from validation.tables.aliases import check_aliases
from validation.tables.cells import check_cells
from validation.tables.dates import check_dates
from validation.tables.duplicates import check_repeats
from validation.tables.expectations import check_rows
from validation.tables.files import UnreadableError, check_json, check_undeclared, decode, read_bytes
from validation.tables.history import History, check_history
from validation.tables.rules import check_rules
from validation.tables.schema import check_schema
from validation.tables.structure import read_table

DESCRIPTOR = ROOT / "datapackage.json"
TIME_LIMIT = 50  # seconds, for a whole package; the real one takes one
_FALLBACK = "en"


@dataclass(frozen=True)
class Outcome:
    """The problems of a package, and, where none of them is an error, the package with its tables.

    `package` is None and `tables` is empty where there is an error: nothing
    invalid is handed on. `tables` holds every table by the name of its resource,
    with all its rows, cells in the normal form in which the site publishes them;
    `contents` the bytes of every file of the resources, by path.
    """

    problems: list[Problem]
    package: Package | None = None
    tables: Mapping[str, Table] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    @property
    def resources(self) -> int:
        """Number of resources of the valid package."""
        return len(self.package.resources) if self.package else 0

    @property
    def rows(self) -> int:
        """Number of rows in all its tables."""
        return sum(len(table.records) for table in self.tables.values())


@dataclass(frozen=True)
class Files:
    """The bytes of the files by path, the tables and the digests of their results by resource, the problems of all."""

    contents: dict[str, bytes]
    tables: dict[str, Table]
    digests: dict[str, str]
    problems: list[Problem]


def validate(path: Path = DESCRIPTOR) -> list[Problem]:
    """Return every problem of the package at `path`, without the result cache."""
    return examine(path).problems


def examine(path: Path, base: str = "HEAD", cache: Path | None = None) -> Outcome:
    """Examine the package at `path`, and its history since the git revision `base`.

    A file that cannot be read as text or as its table is one problem; nothing
    is then said of its cells, or of keys that lead into it. `cache` is the
    folder of the result cache.
    """
    try:
        descriptor = read_descriptor(path)
    except UnreadableError as error:
        return Outcome(list(error.problems))
    shape = list(check_shape(descriptor))
    readable = without(descriptor, shape) if shape else descriptor
    if readable is None:
        return Outcome(without_repeats(shape, path.name, descriptor.parts))
    package = of(readable.descriptor, path.parent, descriptor.schema_files)
    found = {Step.SHAPE: shape, Step.DESCRIPTOR: _check_descriptor(readable, package)}
    results = ResultCache(cache)
    files = _read_files(package, results)
    found[Step.FILES] = list(files.problems)
    if not shape:  # what was left out of the descriptor would be missed here
        found[Step.FILES] += [*check_undeclared(package), *check_redirects(readable, files.tables)]
    valid = {name for name, digest in files.digests.items() if results.is_valid(digest)}
    found[Step.CELLS] = _check_cells(files.tables, package.languages, valid)
    found[Step.ROWS] = _check_rows(files.tables, package.languages, valid)
    if not failed(found[Step.SHAPE] + found[Step.DESCRIPTOR]):
        results.store(_digests_of_valid(files, found[Step.CELLS] + found[Step.ROWS]))
    found[Step.ROWS] += check_aliases(package, files.tables)
    found[Step.HISTORY] = _compare(files.tables, History(package.root, base))
    left = without_follow_ups(_as_far_as_known(found), Examined(package, files.tables))
    problems = without_repeats(left, path.name, descriptor.parts)
    if failed(problems):
        return Outcome(_titled(problems, package))
    tables = _composed(files.tables, problems)
    problems = _titled([*problems, *first_of_each_kind(check_rules(Dataset(package, tables), tables))], package)
    return Outcome(problems) if failed(problems) else Outcome(problems, package, tables, files.contents)


def _check_descriptor(descriptor: DescriptorFile, package: Package) -> list[Problem]:
    return [
        *check_completeness(descriptor),
        *check_standard(descriptor),
        *check_references(descriptor, package),
        *check_rule_names(descriptor, package),
        *check_page_names(descriptor, package),
    ]


def _read_files(package: Package, results: ResultCache) -> Files:
    files = Files({}, {}, {}, [])
    for resource in package.resources.values():
        try:
            content = files.contents[resource.path] = read_bytes(package.root, resource.path)
            text = decode(content, resource.path)
            if not resource.is_table:
                check_json(text, resource)
            elif len(resource.field) == len(resource.fields):  # else a name is given twice: an error already
                table, problems = read_table(text, resource)
                files.tables[resource.name] = table
                files.digests[resource.name] = results.digest(text, resource, package.languages)
                files.problems.extend(problems)
        except UnreadableError as error:
            files.problems.extend(error.problems)
    return files


def _check_cells(tables: Mapping[str, Table], languages: tuple[str, ...], valid: set[str]) -> list[Problem]:
    return first_of_each_kind(
        problem for name, table in tables.items() if name not in valid for problem in check_cells(table, languages)
    )


def _check_rows(tables: Mapping[str, Table], languages: tuple[str, ...], valid: set[str]) -> list[Problem]:
    """Check the tables as wholes; those that are `valid` already only for what they share with others."""
    changed = [table for name, table in tables.items() if name not in valid]
    return first_of_each_kind(
        chain(
            check_schema(tables, languages, valid),
            (problem for table in changed for problem in check_rows(table, languages)),
            (problem for table in changed for problem in check_repeats(table)),
            (problem for table in tables.values() for problem in check_dates(table, tables)),
            check_slugs(tables),
        )
    )


def _digests_of_valid(files: Files, problems: list[Problem]) -> list[str]:
    """The digests of the tables whose file has no problem."""
    faulty = {problem.file for problem in [*files.problems, *problems]}
    return [digest for name, digest in files.digests.items() if files.tables[name].file not in faulty]


def _compare(tables: Mapping[str, Table], history: History) -> list[Problem]:
    problems: list[Problem] = []
    for table in tables.values():
        if history.known and history.differs(table.file) and (before := history.table(table.resource)):
            problems += first_of_each_kind(check_history(table, before))
    return problems


def _as_far_as_known(found: Mapping[Step, list[Problem]]) -> dict[Step, list[Problem]]:
    """Where the problems of a kind are too many to keep, leave all of that file at the same line.

    Else a problem further down would look as if it had no cause, when its cause is only counted.
    """
    last: dict[str, int] = {}
    for problem in chain(*found.values()):
        if problem.more and problem.line:
            last[problem.file] = min(problem.line, last.get(problem.file, problem.line))
    return {step: _until(last, problems) if last else problems for step, problems in found.items()}


def _until(last: Mapping[str, int], problems: list[Problem]) -> list[Problem]:
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    return [problem for file, of_file in files.items() for problem in first_of_each_kind(of_file, last.get(file))]


def _titled(problems: list[Problem], package: Package) -> list[Problem]:
    """Return the problems with the titles of their fields, by language."""
    titles = {
        (str(resource.path), field.name): {
            language: package.text(field.descriptor, "title", language) for language in package.languages
        }
        for resource in package.tables
        for field in resource.fields
    }
    return [replace(problem, title=titles.get((problem.file, problem.column or ""), {})) for problem in problems]


def _composed(tables: Mapping[str, Table], problems: list[Problem]) -> dict[str, Table]:
    """Return valid tables as `normal_text` writes them: only letters in pieces, a warning, are left to compose."""
    files = {problem.file for problem in problems if problem.code == "not-nfc"}
    return {name: _with_composed_cells(table) if table.file in files else table for name, table in tables.items()}


def _with_composed_cells(table: Table) -> Table:
    records = [Record(record.line, [composed(cell) for cell in record.cells]) for record in table.records]
    return replace(table, records=records)


def failed(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def language_of(environment: dict[str, str]) -> str:
    """Return the language that LC_ALL or LANG names (POSIX order), English where there are no messages in it."""
    name = environment.get("LC_ALL") or environment.get("LANG") or ""
    return name[:2] if name[:2] in languages() else _FALLBACK


def limited(path: Path, base: str, cache: Path | None, seconds: float = TIME_LIMIT) -> Outcome:
    """Do as `examine`, and give up after `seconds`: a signal also interrupts a regular expression that runs on."""

    def give_up(_number: int, _frame: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer"):
        return examine(path, base, cache)
    previous = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return examine(path, base, cache)
    except TimeoutError:
        return Outcome([Problem("too-slow", path.name, details={"seconds": int(seconds)})])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)

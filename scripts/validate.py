"""Whether the package is sound: every fault of the contract and of all its files, in one run.

    python scripts/validate.py [PATH/datapackage.json] [--lang ar|fr|en]

Exit status 1 where there is an error; warnings do not fail. Without `--lang`
the language is that of LC_ALL or LANG, else English.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from check_cells import check_cells
from check_contract import Contract, check_contract, check_shape, read_contract
from check_files import UnreadableError, check_json, read_text
from check_references import check_references
from check_rows import check_rows
from check_schema import check_schema
from check_tables import Table, read_table
from package import Package, load
from problems import Problem, languages, message, render

DESCRIPTOR = Path(__file__).resolve().parent.parent / "datapackage.json"
_FALLBACK = "en"


def validate(path: Path = DESCRIPTOR) -> list[Problem]:
    """Every problem of the package at `path`, the contract first, then file by file.

    A file that cannot be read as text or as its table yields that cause alone;
    nothing is then said of its cells, or of keys that lead into it.
    """
    try:
        contract = read_contract(path)
    except UnreadableError as error:
        return list(error.problems)
    if problems := list(check_shape(contract)):
        return problems
    package = load(path)
    problems = [*check_contract(contract), *check_references(contract, package)]
    tables, found = _read(package)
    in_tables = _check_tables(tables, contract)
    if problems:
        # The contract's own problems already say why a schema was refused as a whole.
        in_tables = [each for each in in_tables if each.code != "schema" or each.line]
    return problems + found + in_tables


def _read(package: Package) -> tuple[dict[str, Table], list[Problem]]:
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for resource in package.resources.values():
        try:
            text = read_text(package.root, resource.path)
            if resource.is_table:
                tables[resource.name], found = read_table(text, resource)
                problems += found
            else:
                check_json(text, resource)
        except UnreadableError as error:
            problems += error.problems
    return tables, problems


def _check_tables(tables: dict[str, Table], contract: Contract) -> list[Problem]:
    speaking = contract.languages
    in_cells = [each for table in tables.values() for each in check_cells(table, speaking)]
    # One cell, one cause: a stray character also breaks the key or the type it stands in.
    explained = {(each.file, each.line, each.column) for each in in_cells if each.severity == "error"}
    in_schema = [
        each for each in check_schema(tables, speaking) if (each.file, each.line, each.column) not in explained
    ]
    in_rows = [each for table in tables.values() for each in check_rows(table, speaking)]
    return in_cells + in_schema + in_rows


def failed(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def summary(path: Path, language: str) -> str:
    """One line on a package without errors: how many resources and rows it has."""
    package = load(path)
    tables, _ = _read(package)
    rows = sum(len(table.records) for table in tables.values())
    return message("sound", language, resources=len(package.resources), rows=rows)


def language_of(environment: dict[str, str]) -> str:
    """The language that LC_ALL or LANG names (POSIX order), English where it is none of ours."""
    name = environment.get("LC_ALL") or environment.get("LANG") or ""
    return name[:2] if name[:2] in languages() else _FALLBACK


def main(arguments: list[str] | None = None) -> int:
    """Validate, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DESCRIPTOR)
    parser.add_argument("--lang", choices=languages(), default=language_of(dict(os.environ)))
    options = parser.parse_args(arguments)
    problems = validate(options.path)
    if problems:
        print(render(problems, options.lang))
    if failed(problems):
        errors = sum(problem.severity == "error" for problem in problems)
        print("\n" + message("unsound", options.lang, errors=errors, warnings=len(problems) - errors))
        return 1
    print(summary(options.path, options.lang))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One cause, one message: what only follows from another problem is not told."""

from __future__ import annotations

from datapackage.descriptor import Package
from datapackage.table import Table
from validation.descriptor.completeness import Contract
from validation.problems import Problem
from validation.text.characters import bare

_JUDGED = {"range", "enum", "pattern", "length", "type", "number", "boolean", "date", "partial-date", "unique"}


def one_row(problems: list[Problem]) -> list[Problem]:
    """Without what follows from another: a row repeated whole also repeats its keys."""
    taken = {(each.file, each.line, each.column) for each in problems if each.code in ("primary-key", "unique")}
    copied = {(each.file, each.line) for each in problems if each.code == "row-copied"}
    return [
        each
        for each in problems
        if not (each.code == "key-similar" and (each.file, each.line, each.column) in taken)
        and not (each.code in ("unique", "unique-key") and (each.file, each.line) in copied)
    ]


def without_lost_keys(found: list[Problem], in_cells: list[Problem], tables: dict[str, Table]) -> list[Problem]:
    """Without the references to a key that is misspelt where it stands: that is one fault, and told there."""
    lost: set[tuple[str, str, str]] = set()
    faults = {(each.file, each.line, each.column) for each in [*in_cells, *found] if each.code != "foreign-key"}
    files = {each[0] for each in faults}
    for table in tables.values():
        for index, name in enumerate(table.names if table.file in files else []):
            at_fault = (r.cells[index] for r in table.records if (table.file, r.line, name) in faults)
            lost |= {(table.file, name, _bare_key(cell)) for cell in at_fault}
    return [
        each
        for each in found
        if each.code != "foreign-key"
        or (str(each.details["target"]), str(each.details["reference"]), _bare_key(each.value or "")) not in lost
    ]


def _bare_key(text: str) -> str:
    return bare(text).lstrip("0")


def without_doubts(found: list[Problem], in_tables: list[Problem]) -> list[Problem]:
    """Without the leaps of figures that are at fault anyway."""
    faults = {(each.file, each.line, each.column) for each in in_tables}
    return [each for each in found if each.code != "value-jump" or (each.file, each.line, each.column) not in faults]


def apart(problems: list[Problem], whole: Contract, left: Contract) -> list[Problem]:
    """Without what is said only because parts at fault were left out of the contract."""
    lost = len(whole.descriptor["resources"]) > len(left.descriptor["resources"])
    gone = {key for key in whole.descriptor if key not in left.descriptor}
    return [
        each
        for each in problems
        if not (each.code == "resource-unknown" and lost)
        and not (each.code == "licence-missing" and "licenses" in gone)
        and not (each.code == "translation-missing" and each.column in gone)
    ]


def without_consequences(found: list[Problem], problems: list[Problem], package: Package) -> list[Problem]:
    """Without what follows from the contract: a constraint at fault judges no cell."""
    at = {(each.column or "").removesuffix(".constraints") for each in problems if each.severity == "error"}
    faulty = {
        (resource.path, field.name)
        for resource in package.tables
        for field in resource.fields
        for path in (f"resources.{resource.name}.schema.fields.{field.name}",)
        if any(f"{each}.".startswith(f"{path}.") and ".title" not in each and ".description" not in each for each in at)
    }
    # The contract's own problems already say why a schema was refused as a whole.
    return [
        each
        for each in found
        if (each.code != "schema" or each.line) and not (each.code in _JUDGED and (each.file, each.column) in faulty)
    ]

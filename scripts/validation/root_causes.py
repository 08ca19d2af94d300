"""One cause, one message: which problem hides which, and why.

`SUPPRESSIONS` is the whole list. `without_follow_ups` applies it from top to
bottom, so a problem that was dropped hides nothing further down. Two decisions
are made earlier, where they also save work: `check_text` applies the rules of
`Step.TEXT` while it reads a text, and `check_cell` stops at the first check
that finds an error.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, cached_property
from typing import TypeAlias

from datapackage.descriptor import Package
from datapackage.table import Record, Table
from validation.problems import Problem
from validation.text.unicode_scripts import bare


class Step(Flag):
    """The steps of `validate.examine`, in their order: which of them found a problem."""

    SHAPE = auto()  # kinds of values in the descriptor, by its JSON Schema
    DESCRIPTOR = auto()  # the rest of the descriptor
    FILES = auto()  # bytes, header and shape of rows; redirects
    TEXT = auto()  # characters of one text, in a cell or in the descriptor
    CELLS = auto()  # one cell at a time
    ROWS = auto()  # types, constraints, keys, rows taken together
    HISTORY = auto()  # the version published before


@dataclass(frozen=True)
class Examined:
    """The package and the tables in which problems were found: where a rule looks up what a place holds."""

    package: Package
    tables: Mapping[str, Table]

    @cached_property
    def records(self) -> dict[tuple[str, int], list[tuple[Table, Record]]]:
        """Rows by file and line; several where two resources have one file."""
        rows: dict[tuple[str, int], list[tuple[Table, Record]]] = {}
        for table in self.tables.values():
            for record in table.records:
                rows.setdefault((table.file, record.line), []).append((table, record))
        return rows

    @cached_property
    def fields(self) -> dict[str, tuple[str, str]]:
        """File and field by the path of the field in the descriptor, with a dot at its end."""
        return {
            f"resources.{resource.name}.schema.fields.{field.name}.": (str(resource.path), field.name)
            for resource in self.package.tables
            for field in resource.fields
        }


Locate: TypeAlias = Callable[[Problem, Examined], Iterable[Hashable]]


@dataclass(frozen=True)
class Place:
    """How a problem and its cause are compared: they belong together where one place of each is equal."""

    of_problem: Locate
    of_cause: Locate


@dataclass(frozen=True)
class Suppression:
    """Drop problems of `steps` with one of `codes` where a cause stands at the same `place`.

    The cause is an error found in `cause_steps` with one of `causes`; with `warnings`, a
    warning is one too. Codes have spaces between them; `*` stands for every code, but a
    problem that the rule may drop is no cause.
    """

    steps: Step
    codes: str
    cause_steps: Step
    causes: str
    place: Place
    warnings: bool = False

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self.codes.split())

    @cached_property
    def _causes(self) -> frozenset[str]:
        return frozenset(self.causes.split())

    def may_drop(self, problem: Problem) -> bool:
        """Whether the rule is about the code of a problem that one of `steps` has found."""
        return self.codes == "*" or problem.code in self._codes

    def is_cause(self, step: Step, problem: Problem) -> bool:
        """Whether a problem that `step` has found explains others."""
        if not (step in self.cause_steps and (self.causes == "*" or problem.code in self._causes)):
            return False
        return (self.warnings or problem.severity == "error") and not (step in self.steps and self.may_drop(problem))


def _anywhere(_problem: Problem, _examined: Examined) -> list[Hashable]:
    return ["package"]


def _cell(problem: Problem, _examined: Examined) -> list[Hashable]:
    return [(problem.file, problem.line, problem.column)]


def _row(problem: Problem, _examined: Examined) -> list[Hashable]:
    return [(problem.file, problem.line)]


def _field(problem: Problem, _examined: Examined) -> list[Hashable]:
    return [(problem.file, problem.column)]


def _described_field(problem: Problem, examined: Examined) -> list[Hashable]:
    """Return the field that a problem of the descriptor is about; none for its title and description."""
    path = f"{problem.column or ''}."
    if ".title" in path or ".description" in path:
        return []
    return [field for prefix, field in examined.fields.items() if path.startswith(prefix)]


def _needed_property(problem: Problem, _examined: Examined) -> list[Hashable]:
    """Return the property of the package in which something is missing."""
    return [{"licence-missing": "licenses", "resource-unknown": "resources"}.get(problem.code, problem.column)]


def _top_property(problem: Problem, _examined: Examined) -> list[Hashable]:
    return [(problem.column or "").partition(".")[0]]


def _referred_key(problem: Problem, _examined: Examined) -> list[Hashable]:
    """Return the key that a foreign key refers to, with its file and field."""
    details = problem.details
    return [(str(details["target"]), str(details["reference"]), _bare_key(problem.value or ""))]


def _key_in_cell(problem: Problem, examined: Examined) -> list[Hashable]:
    """Return the content of the cell as a key, which foreign keys may refer to."""
    return [
        (problem.file, problem.column, _bare_key(record.cells[table.names.index(problem.column)]))
        for table, record in examined.records.get((problem.file, problem.line or 0), [])
        if problem.column in table.names
    ]


def _bare_key(text: str) -> str:
    return bare(text).lstrip("0")


ANYWHERE = Place(_anywhere, _anywhere)
SAME_CELL = Place(_cell, _cell)
SAME_ROW = Place(_row, _row)
SAME_FIELD = Place(_field, _described_field)  # the cause stands where the descriptor describes the field
SAME_PROPERTY = Place(_needed_property, _top_property)  # of the package, left out because of the cause
SAME_KEY = Place(_referred_key, _key_in_cell)  # the cause stands where the key itself is written

TEXT, CELLS, ROWS = Step.TEXT, Step.CELLS, Step.ROWS
SHAPE, DESCRIPTOR, HISTORY = Step.SHAPE, Step.DESCRIPTOR, Step.HISTORY
_TYPE_OR_CONSTRAINT = "type number boolean date partial-date range enum pattern length unique"

# Dropped: found in these steps, with these codes; its cause: found in these steps, with these codes; their place.
SUPPRESSIONS = (
    # A mark of direction is one of the controls of direction.
    Suppression(TEXT, "bidi-control", TEXT, "bidi-mark", SAME_CELL),
    # The first sign of a snippet, or of misread text, may also begin a formula.
    Suppression(TEXT, "formula", TEXT, "snippet mojibake", SAME_CELL),
    # Text read in the wrong encoding holds characters that nobody wrote.
    Suppression(TEXT, "invisible-character presentation-form odd-space", TEXT, "mojibake", SAME_CELL),
    # Spaces at an end of the text may be several in a row.
    Suppression(TEXT, "odd-space", TEXT, "whitespace", SAME_CELL),
    # Brackets of a template look like a link of Markdown.
    Suppression(TEXT, "markdown", TEXT, "template", SAME_CELL),
    # A resource or property whose value is of the wrong kind is left out, so it looks as if it were missing.
    Suppression(DESCRIPTOR, "resource-unknown licence-missing translation-missing", SHAPE, "*", SAME_PROPERTY),
    # A stray character also breaks the type or the key of its cell.
    Suppression(ROWS, "*", CELLS, "*", SAME_CELL),
    # A key that is misspelt where it is defined breaks every reference to it.
    Suppression(ROWS, "foreign-key", CELLS | ROWS, "*", SAME_KEY, warnings=True),
    # Keys that are equal are also alike.
    Suppression(ROWS, "key-similar", ROWS, "primary-key unique", SAME_CELL),
    # A slug that is refused for its field need not be refused for the address of its page.
    Suppression(ROWS, "name-form", ROWS, "pattern required primary-key enum type", SAME_CELL),
    # A row copied whole also repeats its keys.
    Suppression(ROWS, "unique unique-key", ROWS, "row-copied", SAME_ROW),
    # Where a type or a constraint is wrong in the descriptor, no cell is wrong by it.
    Suppression(CELLS | ROWS, _TYPE_OR_CONSTRAINT, SHAPE | DESCRIPTOR, "*", SAME_FIELD),
    # The errors of the descriptor already say why its schema is refused.
    Suppression(ROWS, "schema", SHAPE | DESCRIPTOR, "*", ANYWHERE),
    # A number that is wrong need not be compared with the one before.
    Suppression(HISTORY, "value-jump", CELLS | ROWS, "*", SAME_CELL, warnings=True),
)


def without_follow_ups(found: Mapping[Step, list[Problem]], examined: Examined) -> list[Problem]:
    """Return the problems that no other explains, in the order in which they were found."""
    left = dict(found)
    for rule in SUPPRESSIONS:
        steps = [step for step in left if step in rule.steps and any(map(rule.may_drop, left[step]))]
        causes = {
            place
            for step in (left if steps else ())
            for problem in left[step]
            if rule.is_cause(step, problem)
            for place in rule.place.of_cause(problem, examined)
        }
        for step in steps if causes else ():
            left[step] = [
                problem
                for problem in left[step]
                if not rule.may_drop(problem) or causes.isdisjoint(rule.place.of_problem(problem, examined))
            ]
    return [problem for problems in left.values() for problem in problems]


@cache
def explained_in_text(code: str) -> frozenset[str]:
    """Return the codes that explain `code` where both are found in one text."""
    rules = [rule for rule in SUPPRESSIONS if rule.steps is TEXT and code in rule.codes.split()]
    return frozenset(cause for rule in rules for cause in rule.causes.split())

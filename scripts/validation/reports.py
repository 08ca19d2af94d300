"""Write problems for programs and for a pull request: JSON, GitHub annotations, a job summary.

The JSON is valid by `report.schema.json`. Text from the data never reaches a log
or a page as it is: control characters are made visible, `::` and line ends are escaped as
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
asks, and every cell of the summary is HTML-escaped and isolated in `<bdi>`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from datapackage.descriptor import DescriptorError, Package, load
from validation.diff import Change, Kind, compare
from validation.problems import DETAIL_LENGTH, Problem, count, languages, message, plural, sentences, visible
from validation.tables.files import UnreadableError, read_text
from validation.tables.history import History
from validation.tables.structure import read_table

SCHEMA = Path(__file__).with_name("report.schema.json")
MOST_CHANGES = 200  # rows of one table of the summary; GitHub cuts a summary at 1 MB
MOST_ANNOTATIONS = 50
_RTL = ("ar",)


def as_json(problems: list[Problem]) -> str:
    """Return the problems as a JSON document that is valid by `report.schema.json`."""
    records = [_record(problem) for problem in problems]
    counts = {"errors": count(problems, "error"), "warnings": count(problems, "warning")}
    document = {**counts, "problems": records}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _record(problem: Problem) -> dict[str, Any]:
    texts = {language: sentences(problem, language) for language in languages()}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": visible(problem.file, DETAIL_LENGTH),
        "line": problem.line,
        "column": problem.column and visible(problem.column),
        "title": {language: visible(text) for language, text in problem.title.items()},
        "value": problem.value,
        "problem": {language: wrong for language, (wrong, _) in texts.items()},
        "remedy": {language: remedy for language, (_, remedy) in texts.items()},
        "corrected": problem.corrected and visible(problem.corrected, DETAIL_LENGTH),
        "more": problem.more,
    }


def workflow_commands(problems: Iterable[Problem], language: str) -> str:
    """Return one workflow command for each problem, which shows it on its line of the pull request."""
    lines, arrow = [], message("arrow", language)
    for problem in list(problems)[:MOST_ANNOTATIONS]:
        wrong, remedy = sentences(problem, language)
        where = {"file": visible(problem.file, DETAIL_LENGTH), "line": str(problem.line or 1), "title": problem.code}
        properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
        place = f"{problem.column or ''} {f'«{problem.value}»' if problem.value else ''}".strip()
        lines.append(f"::{problem.severity} {properties}::{_data(f'{visible(place)}: {wrong} {arrow} {remedy}')}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(path: Path, problems: list[Problem], base: str) -> str:
    """Return the job summary: in each language the problems, then the changes of the pull request."""
    changed = changes(path, base)
    return "\n".join(_section(language, problems, changed) for language in languages()) + "\n"


def changes(path: Path, base: str) -> list[Change]:
    """Return every change of a table since the git revision `base`; empty where that revision is not known."""
    try:
        package = load(path)
    except (DescriptorError, OSError):
        return []
    history = History(package.root, base)
    if not history.known:
        return []
    return [change for name in package.resources for change in _changes(package, name, history)]


def _changes(package: Package, name: str, history: History) -> list[Change]:
    resource = package.resources[name]
    if not resource.is_table or not history.differs(resource.path):
        return []
    try:
        now = read_table(read_text(package.root, resource.path), resource)[0]
    except UnreadableError:
        return []  # the problem is listed above the changes
    return list(compare(history.table(resource), now))


def _section(language: str, problems: list[Problem], changed: list[Change]) -> str:
    totals = {"errors": count(problems, "error"), "warnings": count(problems, "warning")}
    counts = message("unsound", language, **totals)
    direction = "rtl" if language in _RTL else "ltr"
    lines = [f'<div dir="{direction}" lang="{language}">', f"<p><b>{escape(counts)}</b></p>"]
    if problems:
        lines += ["<ul>", *(_item(problem, language) for problem in problems[:MOST_CHANGES]), "</ul>"]
    lines.append(f"<h3>{escape(message('changes', language))}</h3>")
    lines += _table(changed, language) if changed else [f"<p>{escape(message('no-changes', language))}</p>"]
    return "\n".join([*lines, "</div>"])


def _item(problem: Problem, language: str) -> str:
    wrong, remedy = sentences(problem, language)
    place = f"<code><bdi>{_safe(problem.place)}</bdi></code>"
    return f"<li>{place}<br>{_safe(wrong)}<br>{message('arrow', language)} {_safe(remedy)}</li>"


def _table(changed: list[Change], language: str) -> list[str]:
    kinds = Counter(change.kind for change in changed)
    nouns: dict[Kind, str] = {"added": "rows_added", "removed": "rows_removed", "changed": "cells_changed"}
    comma = "، " if language in _RTL else ", "
    total = comma.join(plural(kinds[kind], noun, language) for kind, noun in nouns.items() if kinds[kind])
    head = "".join(f"<th>{escape(cell.strip())}</th>" for cell in message("change-head", language).split("|"))
    rows = [_row(change, language) for change in changed[:MOST_CHANGES]]
    return [f"<p>{escape(total)}</p>", f"<table><tr>{head}</tr>", *rows, "</table>"]


def _row(change: Change, language: str) -> str:
    where = change.field or message(change.kind, language)
    cells = (f"{change.file} {change.key}", where, change.before, change.after)
    return "<tr>" + "".join(f"<td><bdi>{_safe(cell)}</bdi></td>" for cell in cells) + "</tr>"


def _safe(text: str) -> str:
    # Without its @, a name in the data is no mention: GitHub notifies nobody.
    return escape(visible(text, DETAIL_LENGTH)).replace("@", "&#64;")

"""Write problems as text for a terminal: grouped by file, in colour where a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from validation.problems import DETAIL_LENGTH, MOST_SHOWN, Problem, message, sentences, visible

_RED, _YELLOW, _GREEN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to write in colour: on a terminal, and without NO_COLOR (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def render(problems: Iterable[Problem], language: str, colour: bool = False) -> str:
    """Return the problems as text, grouped by file, at most 20 of one code in a file.

    Files come in the order of their first problem, problems in the order of lines.
    """
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    return "\n\n".join(_file(of_file, language, colour) for of_file in files.values())


def _file(problems: list[Problem], language: str, colour: bool) -> str:
    lines: list[str] = []
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for problem in sorted(problems, key=lambda problem: problem.line or 0):
        counts[problem.code] += 1 + problem.more
        if shown[problem.code] < MOST_SHOWN:
            shown[problem.code] += 1
            lines += _problem(problem, language, colour)
    for code, count in counts.items():
        if count > shown[code]:
            more = message("more", language, count=count - shown[code], code=code)
            lines.append(f"{visible(problems[0].file, DETAIL_LENGTH)}: {more}")
    return "\n".join(lines)


def _problem(problem: Problem, language: str, colour: bool) -> list[str]:
    def paint(text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if colour else text

    wrong, remedy = sentences(problem, language)
    is_warning = problem.severity == "warning"
    mark = paint(f"[{message('warning', language)}] ", _YELLOW) if is_warning else ""
    title = problem.title.get(language, "")
    named = f" ({visible(title)})" if title and title != problem.column else ""
    place = paint(problem.place, _BOLD if is_warning else _BOLD + _RED)
    return [f"{place}{named}: {mark}{wrong}", f"  {paint(message('arrow', language) + ' ' + remedy, _GREEN)}"]

"""Read the descriptor, and check that it is complete in every language.

`check_shape` checks the kinds of its values, `check_references` the names that refer to something.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from datapackage.json_positions import Located, strings
from validation.descriptor.known_properties import KNOWN, OPEN_LICENCES, TRANSLATED, levels
from validation.descriptor.regex_safety import slow_part
from validation.descriptor.schema_files import Parts, place, read_json, read_parts
from validation.problems import Detail, Problem, nearest, reason
from validation.tables.cells import check_placeholder, script_check
from validation.tables.dates import latest_day
from validation.tables.files import UnreadableError
from validation.tables.structure import MAX_CELL
from validation.text.characters import check_prose
from validation.text.links import check_links, check_url
from validation.text.privacy import check_privacy

CHART_TYPES = (
    "bar",
    "stacked-bar",
    "grouped-bar",
    "line",
    "step",
    "range",
    "timeline",
    "heat-map",
    "tile-map",
    "region-map",
    "small-multiples",
)
SHAPE = Path(__file__).with_name("descriptor.schema.json")
_SIMILAR = 0.8  # ratio of difflib from which an unknown property is taken for a known one, misspelt
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_KINDS: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "string": (str,)}
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*([-+][0-9A-Za-z.-]+)?")


@dataclass(frozen=True)
class DescriptorFile:
    """A parsed descriptor, its file name, and the lines of its parts.

    `parts` are the schemas and dialects in files of their own, whose content the descriptor holds; `unread` the
    problems of those that could not be read, which it lacks.
    """

    file: str
    located: Located
    parts: Parts = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()

    @property
    def descriptor(self) -> Any:
        """The descriptor as JSON values."""
        return self.located.value

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the first being that of untagged properties."""
        return tuple(self.descriptor["languages"])

    @property
    def schema_files(self) -> tuple[str, ...]:
        """The paths of schemas and dialects in files of their own."""
        return tuple(dict.fromkeys(file for file, _ in self.parts.values()))

    @property
    def repeated(self) -> list[str]:
        """Paths of the keys written twice in one object."""
        inside = [f"{start}.{path}" for start, (_, located) in self.parts.items() for path in located.repeated]
        return self.located.repeated + inside

    def problem(self, code: str, path: str, value: object = None, **details: Detail) -> Problem:
        """The problem `code` at `path` of the descriptor, in the file and on the line where that stands."""
        shown = None if value is None else str(value)
        start, within = place(self.parts, path)
        file, line = self.file, self.located.line(path)
        if start:
            file, line = self.parts[start][0], self.parts[start][1].line(within) or 1
        return Problem(code, file, line, path or None, shown, details)


def read_descriptor(path: Path) -> DescriptorFile:
    """Read the descriptor at `path`; raises UnreadableError where it is missing or not JSON."""
    if path.is_symlink():
        raise UnreadableError(Problem("path-symlink", path.name))
    if not path.is_file():
        raise UnreadableError(Problem("missing-file", path.name, details={"nearest": "datapackage.json"}))
    if path.suffix != ".json":
        raise UnreadableError(Problem("descriptor-format", path.name))
    located = read_json(path, path.name)
    descriptor, parts, unread = read_parts(path.name, located, path.parent)
    return DescriptorFile(path.name, replace(located, value=descriptor), parts, tuple(unread))


def check_completeness(file: DescriptorFile) -> Iterator[Problem]:
    """Find every problem of a descriptor whose values are of the right kinds."""
    for path in file.repeated:
        yield file.problem("key-repeated", path, key=path.rpartition(".")[2])
    if not file.descriptor.get("licenses"):
        yield file.problem("licence-missing", "")
    yield from _check_created(file)
    version = file.descriptor.get("version")
    if version is not None and not _VERSION.fullmatch(version):
        yield file.problem("version", "version", version)
    if not _NAME.fullmatch(file.descriptor["name"]):
        yield file.problem("name-form", "name", file.descriptor["name"])
    for level, path, part in levels(file.descriptor):
        yield from _check_translations(file, level, path, part)
        yield from _check_properties(file, level, path, part)
        if level in _LEVEL_CHECKS:
            yield from _LEVEL_CHECKS[level](file, path, part)
    yield from _check_words(file)


def _check_translations(file: DescriptorFile, level: str, path: str, part: Any) -> Iterator[Problem]:
    begun = {key.partition("@")[0] for key in part if "@" in key}
    first, *others = file.languages
    for base in dict.fromkeys([*TRANSLATED.get(level, ()), *sorted(begun)]):
        for tagged in [base, *(f"{base}@{language}" for language in others)]:
            words = part.get(tagged)
            if not isinstance(words, str) or not words.strip():
                language = tagged.partition("@")[2] or first
                yield file.problem(
                    "translation-missing", f"{path}.{tagged}".lstrip("."), property=tagged, language=language
                )
            else:
                yield from _check_language(file, f"{path}.{tagged}".lstrip("."), words, tagged)


def _check_language(file: DescriptorFile, path: str, words: str, tagged: str) -> Iterator[Problem]:
    """Find a text in the script of another language, and a title that is only a placeholder."""
    language = tagged.partition("@")[2] or file.languages[0]
    if any(check_prose(words)):
        return  # reported by `_check_words`
    placeholders = check_placeholder(words) if tagged.startswith("title") else ()
    for finding in [*script_check(language)(words), *placeholders]:
        yield file.problem(finding.code, path, words)


def _check_properties(file: DescriptorFile, level: str, path: str, part: Any) -> Iterator[Problem]:
    known = KNOWN[level]
    for key in part:
        base, _, language = key.partition("@")
        if key.startswith("x-"):
            continue  # an extension of the maintainer, as in OpenAPI: no program reads it
        if base not in known:
            by_folded = {name.casefold().replace("_", ""): name for name in known}
            close = difflib.get_close_matches(base.casefold().replace("_", ""), by_folded, n=1, cutoff=_SIMILAR)
            meant = [by_folded[name] for name in close]
        elif language and language not in file.languages:
            meant = [f"{base}@{file.languages[-1]}"]
        elif language == file.languages[0]:
            meant = [base]  # untagged, it is in the first language
        else:
            continue
        at = f"{path}.{key}".lstrip(".")
        if meant:
            yield file.problem("property-misspelt", at, key, meant=meant[0])
        else:
            yield file.problem("property-unknown", at, key, options=", ".join(sorted(known - set(part))))


def _check_resource(file: DescriptorFile, path: str, resource: Any) -> Iterator[Problem]:
    if not _NAME.fullmatch(resource["name"]):
        yield file.problem("name-form", f"{path}.name", resource["name"])
    if "schema" not in resource:
        return
    # Programs that would have to guess these may read different tables.
    for key in ("encoding", "dialect"):
        if key not in resource:
            yield file.problem("property-missing", path, property=key)
    if not resource["schema"].get("primaryKey"):
        yield file.problem("property-missing", f"{path}.schema", property="primaryKey")


def _check_field(file: DescriptorFile, path: str, field: Any) -> Iterator[Problem]:
    constraints = field.get("constraints", {})
    allowed = [str(value) for value in constraints.get("enum", [])]
    labelled = [str(category["value"]) for category in field.get("categories", [])]
    if difference := sorted(set(allowed) ^ set(labelled)):
        yield file.problem("enum-categories", path, ", ".join(difference))
    yield from _check_bounds(file, f"{path}.constraints", field["type"], constraints)
    yield from check_pattern(file, f"{path}.constraints.pattern", constraints.get("pattern", ""))


def _check_bounds(file: DescriptorFile, path: str, of_type: str, constraints: Any) -> Iterator[Problem]:
    """Check that limits and allowed values are of the type of the field, and allow some value."""
    named = [(key, constraints[key]) for key in ("minimum", "maximum") if key in constraints]
    for key, value in [*named, *(("enum", value) for value in constraints.get("enum", []))]:
        if not isinstance(value, _KINDS.get(of_type, object)) or isinstance(value, bool):
            yield file.problem("property-type", f"{path}.{key}", value, expected=of_type)
            return
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength")):
        least, most = constraints.get(low, 0), constraints.get(high)
        if isinstance(least, (int, float)) and isinstance(most, (int, float)) and least > most:
            yield file.problem("bounds-crossed", f"{path}.{low}", least, low=low, high=high, most=str(most))


def check_pattern(file: DescriptorFile, path: str, pattern: str) -> Iterator[Problem]:
    """Find a pattern that is not valid, slow, or not the same in every program."""
    if re.search(r"\\[dDwW]", pattern):
        # In Python these match every digit and letter of Unicode, elsewhere only ASCII.
        yield file.problem("pattern-class", path, pattern)
    try:
        re.compile(f"(?:{pattern})")  # as `check_schema` uses it: flags are not allowed in the middle
        if slow := slow_part(pattern):
            yield file.problem("pattern-slow", path, pattern, found=slow)
    except (re.error, RecursionError, OverflowError) as error:
        yield file.problem("pattern-invalid", path, pattern, message=reason(str(error)))


def _check_licence(file: DescriptorFile, path: str, licence: Any) -> Iterator[Problem]:
    name = str(licence.get("name", ""))
    if name not in OPEN_LICENCES:
        close = nearest(name, OPEN_LICENCES)
        yield file.problem("licence-unknown", path, name, options=", ".join(OPEN_LICENCES), nearest=close)
    address = str(licence.get("path", "https://spdx.org/"))
    if "://" not in address and not any(check_prose(address)):
        yield from (file.problem(finding.code, f"{path}.path", address) for finding in check_url(address))


def _check_created(file: DescriptorFile) -> Iterator[Problem]:
    created = file.descriptor.get("created")
    if created is None:
        return
    try:
        moment = datetime.fromisoformat(created)
        due = moment.date() <= latest_day()
    except (ValueError, TypeError):
        due = False
    if not due:
        yield file.problem("created", "created", created)


_LEVEL_CHECKS: dict[str, Callable[[DescriptorFile, str, Any], Iterator[Problem]]] = {
    "resource": _check_resource,
    "field": _check_field,
    "license": _check_licence,
}


def _check_words(file: DescriptorFile) -> Iterator[Problem]:
    for path, words in strings(file.descriptor):
        if path.endswith(".pattern") or re.fullmatch(r"resources\.[^.]+\.path", path):
            continue  # checked by other functions
        if len(words) > MAX_CELL:  # titles and descriptions are cells of the workbooks
            yield file.problem("cell-too-long", path, words, length=len(words), limit=MAX_CELL)
        for finding in [*check_prose(words), *check_links(words), *check_privacy(words)] if words.strip() else ():
            problem = file.problem(finding.code, path, words, found=finding.matched, corrected=finding.corrected)
            yield replace(problem, severity=finding.severity)

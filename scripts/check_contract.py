"""The descriptor itself: readable, of the right shape, complete in every language.

What its names point to is `check_references`' matter.
"""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package
from jsonschema import Draft202012Validator

from check_dates import latest_day
from check_files import MAX_BYTES, MAX_MEGABYTES, UnreadableError, decode, parse_json
from check_links import check_links
from check_patterns import slow_part
from check_text import check_prose
from json_lines import Located, locate, step, strings
from problems import Problem, nearest
from properties import KNOWN, OPEN_LICENCES, TRANSLATED, levels

CHART_TYPES = (
    "bar", "stacked-bar", "grouped-bar", "line", "step", "range", "timeline", "heat-map", "tile-map", "region-map",
    "small-multiples",
)  # fmt: skip
SHAPE = Path(__file__).with_name("contract.schema.json")
DATA_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SIMILAR = 0.8  # how like a known property another must be to pass for it misspelt
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*([-+][0-9A-Za-z.-]+)?")
# Frictionless fetches what these name, or judges what we judge more closely ourselves.
_OURS = {"profile", "created", "title", "description", "foreignKeys", "primaryKey", "uniqueKeys"}


@dataclass(frozen=True)
class Contract:
    """A parsed descriptor, its file name, and the lines of its parts."""

    file: str
    located: Located

    @property
    def descriptor(self) -> Any:
        """The descriptor as JSON values."""
        return self.located.value

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the first being that of untagged properties."""
        return tuple(self.descriptor["languages"])

    def problem(self, code: str, path: str, value: object = None, **details: str | int) -> Problem:
        """The problem `code` at `path` of the descriptor."""
        shown = None if value is None else str(value)
        return Problem(code, self.file, self.located.line(path), path or None, shown, details)


def read_contract(path: Path) -> Contract:
    """Read the descriptor at `path`; raises UnreadableError where it is missing or not JSON."""
    if path.is_symlink():
        raise UnreadableError(Problem("path-symlink", path.name))
    if not path.is_file():
        raise UnreadableError(Problem("missing-file", path.name, details={"nearest": "datapackage.json"}))
    if path.suffix != ".json":
        raise UnreadableError(Problem("descriptor-format", path.name))
    if (size := path.stat().st_size) > MAX_BYTES:
        details = {"size": size // 1_000_000, "limit": MAX_MEGABYTES}
        raise UnreadableError(Problem("file-too-large", path.name, details=details))
    text = decode(path.read_bytes(), path.name)
    parse_json(text, path.name)
    try:
        return Contract(path.name, locate(text))
    except RecursionError as error:
        raise UnreadableError(Problem("json-deep", path.name)) from error


def check_shape(contract: Contract) -> Iterator[Problem]:
    """Values of the wrong kind, by `contract.schema.json`; nothing else can be checked before."""
    shape = json.loads(SHAPE.read_text(encoding="utf-8"))
    for error in Draft202012Validator(shape).iter_errors(contract.descriptor):
        value, steps = contract.descriptor, []
        for each in error.absolute_path:
            value = value[each]
            steps.append(step(value, each) if isinstance(each, int) else each)
        path = ".".join(steps)
        yield _meaning(contract, path, value, error)


def _meaning(contract: Contract, path: str, value: Any, error: Any) -> Problem:
    """An error of the JSON Schema in words of ours, where they say more than its own."""
    wanted, kind = error.validator_value, error.validator
    if path.rpartition(".")[2] in ("schema", "dialect") and isinstance(value, str):
        return contract.problem("reference-file", path, value, found=value)
    if kind in ("type", "minItems", "minLength"):
        expected = " | ".join([wanted] if isinstance(wanted, str) else wanted) if kind == "type" else "≥ 1"
        return contract.problem("property-type", path, _shown(value), expected=expected)
    if kind == "required":
        return _absent(contract, path, value, next(each for each in wanted if each not in value))
    if kind in ("const", "enum"):
        options = [str(each) for each in ([wanted] if kind == "const" else wanted)]
        close_to = nearest(str(value), options)
        return contract.problem("property-value", path, _shown(value), options=", ".join(options), nearest=close_to)
    return contract.problem("descriptor", path, message=error.message)


def _absent(contract: Contract, path: str, part: Any, name: str) -> Problem:
    """A property that must be there: misspelt, where one much like it is."""
    if close := difflib.get_close_matches(name, part, n=1, cutoff=_SIMILAR):
        return contract.problem("property-misspelt", f"{path}.{close[0]}".lstrip("."), close[0], meant=name)
    return contract.problem("property-missing", path, property=name)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def check_contract(contract: Contract) -> Iterator[Problem]:
    """Every fault of a descriptor that has the right shape."""
    for path in contract.located.repeated:
        yield contract.problem("key-repeated", path, key=path.rpartition(".")[2])
    if not contract.descriptor.get("licenses"):
        yield contract.problem("licence-missing", "")
    yield from _check_created(contract)
    version = contract.descriptor.get("version")
    if version is not None and not _VERSION.fullmatch(version):
        yield contract.problem("version", "version", version)
    for level, path, part in levels(contract.descriptor):
        yield from _check_translations(contract, level, path, part)
        yield from _check_properties(contract, level, path, part)
        if level in _LEVEL_CHECKS:
            yield from _LEVEL_CHECKS[level](contract, path, part)
    yield from _check_words(contract)
    yield from _check_standard(contract)


def _check_translations(contract: Contract, level: str, path: str, part: Any) -> Iterator[Problem]:
    begun = {key.partition("@")[0] for key in part if "@" in key}
    first, *others = contract.languages
    for base in dict.fromkeys([*TRANSLATED.get(level, ()), *sorted(begun)]):
        for tagged in [base, *(f"{base}@{language}" for language in others)]:
            words = part.get(tagged)
            if not isinstance(words, str) or not words.strip():
                language = tagged.partition("@")[2] or first
                yield contract.problem(
                    "translation-missing", f"{path}.{tagged}".lstrip("."), property=tagged, language=language
                )


def _check_properties(contract: Contract, level: str, path: str, part: Any) -> Iterator[Problem]:
    known = KNOWN[level]
    for key in part:
        base, _, language = key.partition("@")
        if key.startswith("x-"):
            continue  # a maintainer's own, as in OpenAPI: no program reads it
        if base not in known:
            folded = {each.casefold().replace("_", ""): each for each in known}
            like = difflib.get_close_matches(base.casefold().replace("_", ""), folded, n=1, cutoff=_SIMILAR)
            meant = [folded[each] for each in like]
        elif language and language not in contract.languages:
            meant = [f"{base}@{contract.languages[-1]}"]
        else:
            continue
        at = f"{path}.{key}".lstrip(".")
        if meant:
            yield contract.problem("property-misspelt", at, key, meant=meant[0])
        else:
            yield contract.problem("property-unknown", at, key, options=", ".join(sorted(known - set(part))))


def _check_resource(contract: Contract, path: str, resource: Any) -> Iterator[Problem]:
    if not _NAME.fullmatch(resource["name"]):
        yield contract.problem("name-form", f"{path}.name", resource["name"])
    if "schema" not in resource:
        return
    # What is stated is not guessed: each reader of the file then sees the same table.
    for key in ("encoding", "dialect"):
        if key not in resource:
            yield contract.problem("property-missing", path, property=key)
    if not resource["schema"].get("primaryKey"):
        yield contract.problem("property-missing", f"{path}.schema", property="primaryKey")


def _check_field(contract: Contract, path: str, field: Any) -> Iterator[Problem]:
    constraints = field.get("constraints", {})
    allowed = [str(value) for value in constraints.get("enum", [])]
    labelled = [str(category["value"]) for category in field.get("categories", [])]
    if apart := sorted(set(allowed) ^ set(labelled)):
        yield contract.problem("enum-categories", path, ", ".join(apart))
    pattern = constraints.get("pattern", "")
    if re.search(r"\\[dDwW]", pattern):
        # In Python these match every digit and letter of Unicode, elsewhere only ASCII.
        yield contract.problem("pattern-class", f"{path}.constraints.pattern", pattern)
    try:
        if slow := slow_part(pattern):
            yield contract.problem("pattern-slow", f"{path}.constraints.pattern", pattern, found=slow)
    except (re.error, RecursionError, OverflowError) as error:
        yield contract.problem("pattern-invalid", f"{path}.constraints.pattern", pattern, message=str(error))


def _check_licence(contract: Contract, path: str, licence: Any) -> Iterator[Problem]:
    name = str(licence.get("name", ""))
    if name not in OPEN_LICENCES:
        close = nearest(name, OPEN_LICENCES)
        yield contract.problem("licence-unknown", path, name, options=", ".join(OPEN_LICENCES), nearest=close)


def _check_created(contract: Contract) -> Iterator[Problem]:
    created = contract.descriptor.get("created")
    if created is None:
        return
    try:
        moment = datetime.fromisoformat(created)
        due = moment.date() <= latest_day()
    except (ValueError, TypeError):
        due = False
    if not due:
        yield contract.problem("created", "created", created)


_LEVEL_CHECKS: dict[str, Callable[[Contract, str, Any], Iterator[Problem]]] = {
    "resource": _check_resource,
    "field": _check_field,
    "license": _check_licence,
}


def _check_words(contract: Contract) -> Iterator[Problem]:
    for path, words in strings(contract.descriptor):
        if path.endswith(".pattern"):
            continue
        for finding in [*check_prose(words), *check_links(words)]:
            yield contract.problem(finding.code, path, words, found=finding.found, corrected=finding.corrected)


def _check_standard(contract: Contract) -> Iterator[Problem]:
    """What Frictionless has against the descriptor, as near to the fault as it can be placed."""
    clean = _without_ours(contract.descriptor)
    notes = _notes(clean)
    if not notes:
        return
    placed = False
    for resource in clean["resources"]:
        of_resource = f"resources.{resource['name']}"
        of_fields = [
            (f"{of_resource}.schema.fields.{field['name']}", note)
            for field in resource.get("schema", {}).get("fields", [])
            for note in _notes(_around({"name": "a", "path": "a.csv", "schema": {"fields": [field]}}))
        ]
        found = of_fields or [(of_resource, note) for note in _notes(_around(resource))]
        for path, note in found:
            yield contract.problem("descriptor", path, message=note)
        placed = placed or bool(found)
    alone = _notes({**clean, "resources": [{"name": "a", "path": "a.csv"}]})
    for note in alone if placed else notes:
        yield contract.problem("descriptor", "", message=note)


def _around(resource: Any) -> dict[str, Any]:
    return {"$schema": DATA_PACKAGE, "name": "a", "resources": [resource]}


def _notes(descriptor: dict[str, Any]) -> list[str]:
    try:
        errors = list(Package.metadata_validate(descriptor))
    except FrictionlessException as exception:  # an unknown type of field ends the check
        errors = [exception.error]
    return list(dict.fromkeys(str(error.note) for error in errors))


def _without_ours(descriptor: Any) -> Any:
    """A copy without what others check, so that nothing is reported twice or fetched."""
    clean = copy.deepcopy(descriptor)
    for _, _, part in levels(clean):
        for key in _OURS & set(part):
            del part[key]
    for position, resource in enumerate(clean["resources"]):
        resource.pop("$schema", None)
        # Names given twice and unsafe paths are reported by others.
        resource.update(path=f"{position}.csv")
    names = {resource["name"]: resource for resource in clean["resources"]}
    return {**clean, "$schema": DATA_PACKAGE, "resources": list(names.values())}

"""Check the kinds of values in the descriptor by `descriptor.schema.json`: all other checks rely on them.

The messages of the library are English; here each kind of error becomes a code of the catalogue.
"""

from __future__ import annotations

import copy
import difflib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from datapackage.json_positions import step
from validation.descriptor.completeness import SHAPE, DescriptorFile
from validation.descriptor.known_properties import KNOWN
from validation.problems import Problem, nearest

_SIMILAR = 0.7  # ratio of difflib from which an unknown property is taken for a required one, misspelt
_EVERY_NAME = frozenset().union(*KNOWN.values())
_KEEPS = {"name", "languages", "resources"}  # without these nothing can be said of the rest


def check_shape(file: DescriptorFile) -> Iterator[Problem]:
    """Find values of the wrong kind and schema files not read; what holds them cannot be checked further."""
    yield from file.unread
    shape = json.loads(SHAPE.read_text(encoding="utf-8"))
    for error in Draft202012Validator(shape).iter_errors(file.descriptor):
        value, steps = file.descriptor, []
        for key in error.absolute_path:
            value = value[key]
            steps.append(step(value, key) if isinstance(key, int) else key)
        yield _problem(file, ".".join(steps), value, error)


def without(file: DescriptorFile, problems: list[Problem]) -> DescriptorFile | None:
    """Return the descriptor without the resources, views and properties at fault; None where too little is left."""
    whole, descriptor = file.descriptor, copy.deepcopy(file.descriptor)
    dropped: set[tuple[str, int]] = set()  # by place, since an item without a name is named by its place
    for top, *rest in {tuple((problem.column or "").split(".")) for problem in problems}:
        if not top or (top in _KEEPS and not rest) or top == "languages" or not descriptor.keys() >= _KEEPS:
            return None
        parts = whole.get(top)
        if isinstance(parts, list) and rest and top in ("resources", "views"):
            at_fault = (place for place, part in enumerate(parts) if _begins(rest, step(part, place)))
            dropped |= {(top, place) for place in at_fault}
        else:
            descriptor.pop(top, None)
    for top in {top for top, _ in dropped} & descriptor.keys():
        descriptor[top] = [part for place, part in enumerate(descriptor[top]) if (top, place) not in dropped]
    located = replace(file.located, value=descriptor)
    return replace(file, located=located) if descriptor["resources"] else None


def _begins(steps: list[str], name: str) -> bool:
    return f"{'.'.join(steps)}.".startswith(f"{name}.")


def _problem(file: DescriptorFile, path: str, value: Any, error: Any) -> Problem:
    """Return the problem that an error of the JSON Schema means."""
    wanted, kind = error.validator_value, error.validator
    if kind == "required":
        return _absent(file, path, value, next(name for name in wanted if name not in value))
    if kind in ("oneOf", "anyOf"):
        return _none_of(file, path, value, error)
    if kind in ("const", "enum"):
        options = [_shown(option) for option in ([wanted] if kind == "const" else wanted)]
        close_to = nearest(_shown(value), options)
        return file.problem("property-value", path, _shown(value), options=", ".join(options), nearest=close_to)
    return file.problem("property-type", path, _shown(value), expected=_expected(kind, wanted))


def _expected(kind: str, wanted: Any) -> str:
    """Return what a value must be, in signs common to all languages."""
    if kind == "uniqueItems":
        return "1 ≠ 2 ≠ 3"
    if kind == "type":
        return " | ".join([wanted] if isinstance(wanted, str) else wanted)
    signs = {"minItems": "≥", "minLength": "≥", "minimum": "≥", "maxItems": "≤", "maximum": "≤"}
    return f"{signs[kind]} {wanted}" if kind in signs else f"{kind}: {wanted}"


def _none_of(file: DescriptorFile, path: str, value: Any, error: Any) -> Problem:
    """Return the problem of a value that has none of several forms, or more than one of them."""
    needed = [form["required"][0] for form in error.validator_value if "required" in form]
    if needed and isinstance(value, dict):
        if present := [name for name in needed if name in value]:
            options = ", ".join(needed)
            return file.problem("property-value", path, ", ".join(present), options=options, nearest=present[0])
        missing = [_absent(file, path, value, name) for name in needed]
        misspelt = next((problem for problem in missing if problem.code == "property-misspelt"), None)
        return misspelt or file.problem("property-missing", path, property=" | ".join(needed))
    kinds = dict.fromkeys(
        _expected_of(of_form) for of_form in error.context if of_form.validator == "type" and not of_form.path
    )
    inner = [of_form for of_form in error.context if of_form.path]
    if inner and not kinds.keys() >= {"string", "array"}:
        return file.problem("property-type", path, _shown(value), expected=_expected_of(inner[0]))
    return file.problem("property-type", path, _shown(value), expected=" | ".join(kinds) or "≥ 1")


def _expected_of(error: Any) -> str:
    return _expected(error.validator, error.validator_value)


def _absent(file: DescriptorFile, path: str, part: Any, name: str) -> Problem:
    """Return the problem of a required property that is missing: misspelt, where one similar to it is there."""
    unknown = [name for name in part if name not in _EVERY_NAME]
    if close := difflib.get_close_matches(name, unknown, n=1, cutoff=_SIMILAR):
        return file.problem("property-misspelt", f"{path}.{close[0]}".lstrip("."), close[0], meant=name)
    return file.problem("property-missing", path, property=name)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

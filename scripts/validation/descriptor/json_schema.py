"""The kinds of values in the contract, by `contract.schema.json`: what everything else relies on.

The library's sentences are English; here each kind of error becomes a code of ours.
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
from datapackage.known_properties import KNOWN
from validation.descriptor.completeness import SHAPE, Contract
from validation.problems import Problem, nearest

_SIMILAR = 0.7  # how like a property that must be there another must be to pass for it misspelt
_EVERY_NAME = frozenset().union(*KNOWN.values())
_KEEPS = {"name", "languages", "resources"}  # without these nothing can be said of the rest


def check_shape(contract: Contract) -> Iterator[Problem]:
    """Values of the wrong kind, and schema files not read; what holds them cannot be checked further."""
    yield from contract.unread
    shape = json.loads(SHAPE.read_text(encoding="utf-8"))
    for error in Draft202012Validator(shape).iter_errors(contract.descriptor):
        value, steps = contract.descriptor, []
        for each in error.absolute_path:
            value = value[each]
            steps.append(step(value, each) if isinstance(each, int) else each)
        yield _meaning(contract, ".".join(steps), value, error)


def without(contract: Contract, problems: list[Problem]) -> Contract | None:
    """The contract without the resources, views and properties at fault; None where what is left says nothing."""
    descriptor = copy.deepcopy(contract.descriptor)
    for top, *rest in {tuple((problem.column or "").split(".")) for problem in problems}:
        if not top or (top in _KEEPS and not rest) or top == "languages" or not descriptor.keys() >= _KEEPS:
            return None
        parts = descriptor.get(top)
        if isinstance(parts, list) and rest and top in ("resources", "views"):
            kept = [each for position, each in enumerate(parts) if not _begins(rest, step(each, position))]
            descriptor[top] = kept
        else:
            descriptor.pop(top, None)
    located = replace(contract.located, value=descriptor)
    return replace(contract, located=located) if descriptor["resources"] else None


def _begins(steps: list[str], name: str) -> bool:
    return f"{'.'.join(steps)}.".startswith(f"{name}.")


def _meaning(contract: Contract, path: str, value: Any, error: Any) -> Problem:
    """An error of the JSON Schema in words of ours."""
    wanted, kind = error.validator_value, error.validator
    if kind == "required":
        return _absent(contract, path, value, next(each for each in wanted if each not in value))
    if kind in ("oneOf", "anyOf"):
        return _none_of(contract, path, value, error)
    if kind in ("const", "enum"):
        options = [_shown(each) for each in ([wanted] if kind == "const" else wanted)]
        close_to = nearest(_shown(value), options)
        return contract.problem("property-value", path, _shown(value), options=", ".join(options), nearest=close_to)
    return contract.problem("property-type", path, _shown(value), expected=_expected(kind, wanted))


def _expected(kind: str, wanted: Any) -> str:
    """What a value must be, in signs that all languages share."""
    if kind == "uniqueItems":
        return "1 ≠ 2 ≠ 3"
    if kind == "type":
        return " | ".join([wanted] if isinstance(wanted, str) else wanted)
    signs = {"minItems": "≥", "minLength": "≥", "minimum": "≥", "maxItems": "≤", "maximum": "≤"}
    return f"{signs[kind]} {wanted}" if kind in signs else f"{kind}: {wanted}"


def _none_of(contract: Contract, path: str, value: Any, error: Any) -> Problem:
    """A value that fits none of several forms, or more than one of them."""
    needed = [each["required"][0] for each in error.validator_value if "required" in each]
    if needed and isinstance(value, dict):
        if present := [each for each in needed if each in value]:
            options = ", ".join(needed)
            return contract.problem("property-value", path, ", ".join(present), options=options, nearest=present[0])
        missing = [_absent(contract, path, value, each) for each in needed]
        misspelt = next((each for each in missing if each.code == "property-misspelt"), None)
        return misspelt or contract.problem("property-missing", path, property=" | ".join(needed))
    kinds = dict.fromkeys(
        _expected(each.validator, each.validator_value)
        for each in error.context
        if each.validator == "type" and not each.path
    )
    inner = [each for each in error.context if each.path]
    if inner and not kinds.keys() >= {"string", "array"}:
        return contract.problem("property-type", path, _shown(value), expected=_expected_of(inner[0]))
    return contract.problem("property-type", path, _shown(value), expected=" | ".join(kinds) or "≥ 1")


def _expected_of(error: Any) -> str:
    return _expected(error.validator, error.validator_value)


def _absent(contract: Contract, path: str, part: Any, name: str) -> Problem:
    """A property that must be there: misspelt, where one much like it is."""
    unknown = [each for each in part if each not in _EVERY_NAME]
    if close := difflib.get_close_matches(name, unknown, n=1, cutoff=_SIMILAR):
        return contract.problem("property-misspelt", f"{path}.{close[0]}".lstrip("."), close[0], meant=name)
    return contract.problem("property-missing", path, property=name)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Check the descriptor with Frictionless, find the place of each error, and give it a code of the catalogue."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from frictionless import FrictionlessException, Package

from validation.descriptor.completeness import DescriptorFile
from validation.descriptor.known_properties import KNOWN, levels
from validation.problems import Problem, nearest

DATA_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Frictionless would fetch what these name; or another module checks them in more detail.
_CHECKED_ELSEWHERE = {"profile", "created", "title", "description", "foreignKeys", "primaryKey", "uniqueKeys"}
_VALUE = re.compile(r"(?P<value>.+) is not one of \[(?P<options>.+)\] at property '(?P<property>.+)'")
_TYPE = re.compile(r"(?P<value>.+) is not of type '(?P<type>.+)' at property '(?P<property>.+)'")
_MISSING = re.compile(r"'(?P<property>.+)' is a required property.*")
_CONSTRAINT = re.compile(r"constraint \"(?P<constraint>.+)\" is not supported by type \"(?P<type>.+)\"")


def check_standard(file: DescriptorFile) -> Iterator[Problem]:
    """Find every error that Frictionless reports for a descriptor."""
    clean = _reduced(file.descriptor)
    notes = _notes(clean)
    if not notes:
        return
    placed = False
    for resource in clean["resources"]:
        path_of_resource = f"resources.{resource['name']}"
        of_fields = [
            (f"{path_of_resource}.schema.fields.{field['name']}", note)
            for field in resource.get("schema", {}).get("fields", [])
            for note in _notes(_around({"name": "a", "path": "a.csv", "schema": {"fields": [field]}}))
        ]
        of_resource = of_fields or [(path_of_resource, note) for note in _notes(_around(resource))]
        for path, note in of_resource:
            yield _problem(file, path, note)
        placed = placed or bool(of_resource)
    of_package = _notes({**clean, "resources": [{"name": "a", "path": "a.csv"}]})
    for note in of_package if placed else notes:
        yield _problem(file, "", note)


def _problem(file: DescriptorFile, path: str, note: str) -> Problem:
    """Return the problem that a note of Frictionless means; an unknown note is quoted as it is."""
    if parts := _VALUE.fullmatch(note):
        value, options = parts["value"].strip("'"), parts["options"].replace("'", "")
        at = _at(path, parts)
        close = nearest(value, options.split(", "))
        return file.problem("property-value", at, value, options=options, nearest=close)
    if parts := _TYPE.fullmatch(note):
        at = _at(path, parts)
        return file.problem("property-type", at, parts["value"].strip("'"), expected=parts["type"])
    if parts := _MISSING.fullmatch(note):
        return file.problem("property-missing", path, property=parts["property"])
    if parts := _CONSTRAINT.fullmatch(note):
        name = parts["constraint"]
        return file.problem("constraint-type", f"{path}.constraints.{name}", name, type=parts["type"])
    return file.problem("descriptor", path, message=note)


def _at(path: str, parts: re.Match[str]) -> str:
    return f"{path}.{parts['property'].replace('/', '.')}".lstrip(".")


def _around(resource: Any) -> dict[str, Any]:
    """Return a package with this resource alone."""
    return {"$schema": DATA_PACKAGE, "name": "a", "resources": [resource]}


def _notes(descriptor: dict[str, Any]) -> list[str]:
    try:
        errors = list(Package.metadata_validate(descriptor))
    except FrictionlessException as exception:  # an unknown type of field ends the check
        errors = [exception.error]
    return list(dict.fromkeys(str(error.note) for error in errors))


def _reduced(descriptor: Any) -> Any:
    """Return a copy without what other modules check, so that nothing is reported twice or fetched."""
    clean = copy.deepcopy(descriptor)
    for level, _, part in levels(clean):
        for key in _CHECKED_ELSEWHERE & set(part):
            del part[key]
        for key in set(part) - KNOWN[level] if level == "constraints" else ():
            del part[key]  # `check_completeness` reports unknown properties
    for position, resource in enumerate(clean["resources"]):
        resource.pop("$schema", None)
        # `check_references` reports repeated names, `locate` unsafe paths.
        resource.update(path=f"{position}.csv")
    names = {resource["name"]: resource for resource in clean["resources"]}
    return {**clean, "$schema": DATA_PACKAGE, "resources": list(names.values())}

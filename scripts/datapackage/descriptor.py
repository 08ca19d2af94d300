"""The contract: a Data Package descriptor, read once into frozen records.

Everything the site knows about the data comes from `datapackage.json`
(Data Package v2, https://datapackage.org/standard/data-package/). Beside the
standard properties the contract uses a few of its own, described in
`docs/contribute.en.md`: translated properties (`title@fr`), `label` (the
field that names a row), `expected` (the counts a file must reach), `display`
(how a cell reads on a page) and `conflicts` (figures that may disagree).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale

from datapackage.named_files import PathError, check_path, locate, references, resolved

Descriptor = Mapping[str, Any]


class ContractError(ValueError):
    """The descriptor cannot be read as a Data Package."""


@dataclass(frozen=True)
class ForeignKey:
    """A field that names a row of a resource: `field` → `resource`.`reference`."""

    field: str
    resource: str
    reference: str


@dataclass(frozen=True)
class Field:
    """One column: its name, its Data Package type and its descriptor."""

    name: str
    type: str
    descriptor: Descriptor

    @property
    def constraints(self) -> Descriptor:
        """The Table Schema constraints, empty where there are none."""
        constraints: Descriptor = self.descriptor.get("constraints", {})
        return constraints

    @cached_property
    def categories(self) -> dict[str, Descriptor]:
        """Coded values by value (Table Schema v2 `categories`)."""
        return {str(c["value"]): c for c in self.descriptor.get("categories", [])}

    @property
    def display(self) -> str:
        """How a cell reads on a page: `date`, `link`, `code`, `percent` or its type."""
        return str(self.descriptor.get("display", self.type))


@dataclass(frozen=True)
class Resource:
    """One file of the package: a table where it has a schema."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor: Descriptor

    @property
    def is_table(self) -> bool:
        """True for a resource with fields; geometry and the like have none."""
        return bool(self.fields)

    @cached_property
    def field(self) -> dict[str, Field]:
        """Fields by name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def link(self) -> dict[str, ForeignKey]:
        """Foreign keys by the field that holds them."""
        return {k.field: k for k in self.foreign_keys}

    @property
    def label(self) -> str:
        """The field, or the family of translated fields, that names a row."""
        return str(self.descriptor.get("label", self.primary_key[0] if self.primary_key else ""))


@dataclass(frozen=True)
class Package:
    """The whole contract, and the folder its paths are relative to.

    `descriptor` holds every schema and dialect itself; `schema_files` are the paths of those that were read from a
    file of their own.
    """

    root: Path
    descriptor: Descriptor
    resources: dict[str, Resource]
    schema_files: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the first being that of untagged properties."""
        return tuple(self.descriptor.get("languages", ["en"]))

    @property
    def views(self) -> dict[str, Descriptor]:
        """Declared charts by name."""
        return {str(v["name"]): v for v in self.descriptor.get("views", [])}

    @property
    def tables(self) -> list[Resource]:
        """The resources that have fields, in the order of the contract."""
        return [r for r in self.resources.values() if r.is_table]

    def licences(self, descriptor: Descriptor) -> list[Descriptor]:
        """The licences of a resource, those of the package where it states none, each with an address (`path`).

        Data Package asks for a name or a path; a name alone is that of the SPDX list (https://spdx.org/licenses/).
        """
        stated = descriptor.get("licenses") or self.descriptor.get("licenses", [])
        return [{"path": f"https://spdx.org/licenses/{each.get('name')}.html", **each} for each in stated]

    def text(self, descriptor: Descriptor, key: str, language: str) -> str:
        """`key` of `descriptor` in `language`; empty where it is not stated.

        `title` is in the package's first language, `title@fr` in French. A
        missing translation is an error of the contract, so nothing is guessed.
        """
        tagged = key if language == self.languages[0] else f"{key}@{language}"
        return str(descriptor.get(tagged, ""))

    def own_fields(self, resource: Resource, language: str) -> list[Field]:
        """The fields of a resource without the words of other languages, where those of `language` exist."""
        others = [each for each in self.languages if each != language]
        families = {name: name.rpartition("_") for name in resource.field}
        return [
            each
            for each in resource.fields
            if families[each.name][2] not in others or f"{families[each.name][0]}_{language}" not in resource.field
        ]

    def readable_order(self, language: str) -> list[str]:
        """Languages to fall back on for a name: same direction of writing first."""
        direction = Locale.parse(language).text_direction
        others = [each for each in self.languages if each != language]
        return [language, *sorted(others, key=lambda each: Locale.parse(each).text_direction != direction)]


def _foreign_keys(schema: Descriptor, own_name: str) -> Iterable[ForeignKey]:
    for key in schema.get("foreignKeys", []):
        field, reference = key["fields"], key["reference"]
        target = reference["fields"]
        yield ForeignKey(
            field=field if isinstance(field, str) else field[0],
            resource=reference.get("resource") or own_name,
            reference=target if isinstance(target, str) else target[0],
        )


def _resource(descriptor: Descriptor) -> Resource:
    schema = descriptor.get("schema", {})
    key = schema.get("primaryKey", [])
    return Resource(
        name=descriptor["name"],
        path=descriptor["path"],
        fields=tuple(Field(f["name"], f.get("type", "any"), f) for f in schema.get("fields", [])),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        foreign_keys=tuple(_foreign_keys(schema, descriptor["name"])),
        descriptor=descriptor,
    )


def load_text(text: str, root: Path, read: Callable[[str], bytes], name: str = "datapackage.json") -> Package:
    """Read a descriptor whose paths are relative to `root`; `read` returns the bytes of a schema or dialect it names.

    Raises ContractError, with file, line and column where JSON is at fault.
    """
    descriptor = _parsed(text, name)
    files = tuple(dict.fromkeys(each.file for each in references(descriptor)))
    contents = {file: _parsed(_text(file, read), file) for file in files}
    try:
        return of(resolved(descriptor, contents), root, files)
    except ContractError as error:
        raise ContractError(f"{name}: {error}") from error


def _text(file: str, read: Callable[[str], bytes]) -> str:
    try:
        check_path(file)
        return read(file).decode("utf-8-sig")
    except (PathError, UnicodeDecodeError) as error:
        raise ContractError(f"{file}: {error}") from error


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ContractError(f"{name}:{error.lineno}:{error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise ContractError(f"{name}: {error}") from error


def of(descriptor: Descriptor, root: Path, schema_files: tuple[str, ...] = ()) -> Package:
    """The package that `descriptor` describes, its paths relative to `root`. Raises ContractError.

    `descriptor` holds every schema and dialect itself.
    """
    try:
        resources = [_resource(r) for r in descriptor["resources"]]
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ContractError(f"{type(error).__name__}: {error}") from error
    return Package(root, descriptor, {r.name: r for r in resources}, schema_files)


def load(path: Path) -> Package:
    """Read `datapackage.json` at `path`, and the schemas and dialects that it names.

    Raises ContractError, with file, line and column where JSON is at fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return load_text(text, path.parent, lambda file: locate(path.parent, file).read_bytes(), path.name)
    except UnicodeDecodeError as error:
        raise ContractError(f"{path.name}: {type(error).__name__}: {error}") from error

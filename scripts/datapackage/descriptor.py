"""The descriptor of a Data Package, `datapackage.json`, read once into frozen records.

Everything the site knows about the data comes from it (Data Package v2,
https://datapackage.org/standard/data-package/). Properties of our own stand in
`extensions`; beside them `title@fr` is the title in French, `label` the field
that names a row, and `display` says how a cell reads on a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from datapackage.extensions import Calendar, Conflicts, DeclaredView, Descriptor, Expected, Order, RowPages
from datapackage.named_files import PathError, check_path, locate, references, resolved, web_address
from datapackage.rules import Rule
from system.errors import BuildError


class DescriptorError(BuildError):
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

    @cached_property
    def display(self) -> str:
        """How a cell reads on a page: `date`, `link`, `code`, `percent`, `share` or the type of the field."""
        return str(self.descriptor.get("display", self.type))

    @property
    def is_past(self) -> bool:
        """True for a date that records what has happened (`past`)."""
        return bool(self.descriptor.get("past"))

    @property
    def description(self) -> str:
        """What it means, in the first language of the package; empty where it is not stated."""
        return str(self.descriptor.get("description", ""))

    @property
    def is_required(self) -> bool:
        """True where no cell may be empty."""
        return bool(self.constraints.get("required"))


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

    @cached_property
    def label(self) -> str:
        """The field, or the family of translated fields, that names a row."""
        return str(self.descriptor.get("label", self.primary_key[0] if self.primary_key else ""))

    @property
    def format(self) -> str:
        """The format that it states (`csv`); empty where it states none."""
        return str(self.descriptor.get("format", ""))

    @property
    def mediatype(self) -> str:
        """The media type that it states (`text/csv`); empty where it states none."""
        return str(self.descriptor.get("mediatype", ""))

    @cached_property
    def row_pages(self) -> RowPages | None:
        """How each row has a page of its own; None where it has none."""
        return RowPages.of(self.descriptor["rowPages"]) if "rowPages" in self.descriptor else None

    @property
    def page(self) -> str:
        """The page on which each row has an anchor (`members/`); empty where there is none."""
        return str(self.descriptor.get("page", ""))

    @property
    def facets(self) -> tuple[str, ...]:
        """The paths of fields by which its list on `page` is filtered (`facets`)."""
        return tuple(self.descriptor.get("facets", ()))

    @cached_property
    def calendar(self) -> Calendar | None:
        """The fields of its calendar; None where it has none."""
        return Calendar.of(self.descriptor["calendar"]) if "calendar" in self.descriptor else None

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """How many rows there must be."""
        return tuple(Expected.of(expected) for expected in self.descriptor.get("expected", []))

    @cached_property
    def conflicts(self) -> Conflicts | None:
        """The fields of figures that may disagree; None where none may."""
        return Conflicts.of(self.descriptor["conflicts"]) if "conflicts" in self.descriptor else None

    @cached_property
    def order(self) -> tuple[Order, ...]:
        """Which of two dates comes first."""
        return tuple(Order.of(order) for order in self.descriptor.get("order", []))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What must be true of its rows."""
        return tuple(Rule.of(rule) for rule in self.descriptor.get("schema", {}).get("rules", []))

    @property
    def redirects(self) -> Mapping[str, str | None]:
        """Old identifiers, or old slugs, and the new ones; None where nothing took the place."""
        redirects: Mapping[str, str | None] = self.descriptor.get("redirects", {})
        return redirects


@dataclass(frozen=True)
class Package:
    """The whole descriptor, the folder its paths are relative to, and the files of schemas and dialects it names."""

    root: Path
    descriptor: Descriptor
    resources: dict[str, Resource]
    schema_files: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, the first being that of untagged properties."""
        return tuple(self.descriptor.get("languages", ["en"]))

    @property
    def name(self) -> str:
        """The name of the package; empty where it has none."""
        return str(self.descriptor.get("name", ""))

    @property
    def version(self) -> str:
        """The version of the package; empty where it has none."""
        return str(self.descriptor.get("version", ""))

    @cached_property
    def views(self) -> dict[str, DeclaredView]:
        """Declared charts by name."""
        return {str(view["name"]): DeclaredView.of(view) for view in self.descriptor.get("views", [])}

    @property
    def api_rows(self) -> tuple[str, ...]:
        """The resources whose rows have a file each in the API (`api.rows`)."""
        return tuple(self.descriptor.get("api", {}).get("rows", []))

    @property
    def tables(self) -> list[Resource]:
        """The resources that have fields, in the order of the descriptor."""
        return [r for r in self.resources.values() if r.is_table]

    def licences(self, descriptor: Descriptor) -> list[Descriptor]:
        """The licences of a resource, those of the package where it states none, each with an address (`path`).

        Data Package asks for a name or a path; a name alone is that of the SPDX list (https://spdx.org/licenses/).
        """
        stated = descriptor.get("licenses") or self.descriptor.get("licenses", [])
        spdx = "https://spdx.org/licenses/{}.html"
        return [{**each, "path": web_address(each.get("path")) or spdx.format(each.get("name"))} for each in stated]

    def text(self, descriptor: Descriptor, key: str, language: str) -> str:
        """`key` of `descriptor` in `language`; empty where it is not stated.

        `title` is in the package's first language, `title@fr` in French. A
        missing translation is an error, so nothing is guessed.
        """
        tagged = key if language == self.languages[0] else f"{key}@{language}"
        return str(descriptor.get(tagged, ""))


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

    Raises DescriptorError, with file, line and column where JSON is at fault.
    """
    descriptor = _parsed(text, name)
    files = tuple(dict.fromkeys(reference.file for reference in references(descriptor)))
    contents = {file: _parsed(_text(file, read), file) for file in files}
    try:
        return of(resolved(descriptor, contents), root, files)
    except DescriptorError as error:
        raise DescriptorError(f"{name}: {error}") from error


def _text(file: str, read: Callable[[str], bytes]) -> str:
    try:
        check_path(file)
        return read(file).decode("utf-8-sig")
    except (PathError, UnicodeDecodeError) as error:
        raise DescriptorError(f"{file}: {error}") from error


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DescriptorError(f"{name}:{error.lineno}:{error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise DescriptorError(f"{name}: {error}") from error


def of(descriptor: Descriptor, root: Path, schema_files: tuple[str, ...] = ()) -> Package:
    """Return the package that `descriptor` describes, its paths relative to `root`; raise DescriptorError.

    `descriptor` holds every schema and dialect itself; `schema_files` are the files in which they stood.
    """
    try:
        resources = [_resource(resource) for resource in descriptor["resources"]]
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise DescriptorError(f"{type(error).__name__}: {error}") from error
    return Package(root, descriptor, {resource.name: resource for resource in resources}, schema_files)


def load(path: Path) -> Package:
    """Read `datapackage.json` at `path`, and the schemas and dialects that it names.

    Raises DescriptorError, with file, line and column where JSON is at fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return load_text(text, path.parent, lambda file: locate(path.parent, file).read_bytes(), path.name)
    except UnicodeDecodeError as error:
        raise DescriptorError(f"{path.name}: {type(error).__name__}: {error}") from error

"""Properties of our own in a descriptor, beside those of the Data Package standard, as typed records.

Each class is made by `of` from the JSON of a descriptor that the validation has
found sound (`validation/descriptor/descriptor.schema.json` has the types).
Attributes have the names of the properties: `gridKey` is `grid_key`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

Descriptor: TypeAlias = Mapping[str, Any]  # an object of the descriptor as JSON has it
Where: TypeAlias = Mapping[str, object]  # path of a field → the value, or a list of values, that it must hold


def _attributes(record: type[Any], stated: Descriptor) -> dict[str, Any]:
    """Return the attributes of `record` that `stated` gives; properties of a maintainer (`x-…`) are passed over."""
    names = {re.sub("_([a-z])", lambda match: match[1].upper(), field.name): field.name for field in fields(record)}
    return {names[name]: value for name, value in stated.items() if name in names}


def beside(resource: Descriptor) -> tuple[str, ...]:
    """Read `beside`: the fields that a reader needs beside the name of a row, where another table leads to it."""
    return tuple(resource.get("beside", ()))


def sort_by(resource: Descriptor) -> tuple[str, ...]:
    """Read `sortBy`: the fields, or paths of foreign keys, by which the list of a resource can be put in order."""
    return tuple(resource.get("sortBy", ()))


@dataclass(frozen=True)
class Find:
    """`rowPages.find`: what the finder shows of a row.

    `names` are fields that name it, one a language; `detail` the field of its kind, `within` the foreign key to
    the row that it lies within, `aliases` the path of a CSV file of other spellings, `marked` a list of the pages
    of rows: what has something in it is marked; empty where not stated.
    """

    names: tuple[str, ...]
    detail: str = ""
    within: str = ""
    aliases: str = ""
    marked: str = ""

    @classmethod
    def of(cls, find: Descriptor) -> Find:
        """Read the property."""
        return cls(**{**_attributes(cls, find), "names": tuple(find["names"])})


@dataclass(frozen=True)
class CompareList:
    """A list of `rowPages.compare.lists`: the template that writes a line, the field that groups the lines."""

    template: str = ""
    by: str = ""


@dataclass(frozen=True)
class Compare:
    """`rowPages.compare`: the fields and the lists that stand side by side."""

    fields: tuple[str, ...]
    lists: Mapping[str, CompareList]

    @classmethod
    def of(cls, compare: Descriptor) -> Compare:
        """Read the property."""
        lists = compare.get("lists", {}).items()
        return cls(
            tuple(compare["fields"]), {name: CompareList(**_attributes(CompareList, stated)) for name, stated in lists}
        )


@dataclass(frozen=True)
class RowPages:
    """`rowPages`: each row of the resource has a page of its own at `path`/`slug`/.

    `slug` is a field, `template` that of the page, `lists` the rows that refer to it: by name, the path of
    foreign keys that leads from a resource to the row (`workshops.host_territory`). `search` names the lists that
    make a page worth a search in the full text: one at least has rows; empty for all pages. `share_image` names those
    that make a row worth an image of its own where its page is shared; empty for none.
    """

    path: str
    slug: str
    template: str
    lists: Mapping[str, str]
    find: Find | None = None
    compare: Compare | None = None
    search: tuple[str, ...] = ()
    share_image: tuple[str, ...] = ()

    @classmethod
    def of(cls, pages: Descriptor) -> RowPages:
        """Read the property."""
        find, compare = pages.get("find"), pages.get("compare")
        return cls(
            path=pages["path"],
            slug=pages["slug"],
            template=pages["template"],
            lists=pages.get("lists", {}),
            find=Find.of(find) if find else None,
            compare=Compare.of(compare) if compare else None,
            search=tuple(pages.get("search", ())),
            share_image=tuple(pages.get("shareImage", ())),
        )


@dataclass(frozen=True)
class Calendar:
    """`calendar`: the fields of the first and last day of an event, its place and its description."""

    start: str
    end: str = ""
    location: str = ""
    description: str = ""

    @classmethod
    def of(cls, calendar: Descriptor) -> Calendar:
        """Read the property."""
        return cls(**_attributes(cls, calendar))


@dataclass(frozen=True)
class Expected:
    """An item of `expected`: how many rows a table must hold, all of them or those that `where` selects.

    `rows` is an exact number, `min_rows` a least one; one of the two is None.
    """

    rows: int | None
    min_rows: int | None
    where: Where

    @classmethod
    def of(cls, expected: Descriptor) -> Expected:
        """Read an item of the property."""
        return cls(expected.get("rows"), expected.get("minRows"), expected.get("where", {}))


@dataclass(frozen=True)
class Conflicts:
    """`conflicts`: rows of one `key` whose `value` differs, of which one is `preferred`, for a `reason`."""

    key: tuple[str, ...]
    value: str
    preferred: str
    reason: str = ""

    @classmethod
    def of(cls, conflicts: Descriptor) -> Conflicts:
        """Read the property."""
        return cls(tuple(conflicts["key"]), conflicts["value"], conflicts["preferred"], conflicts.get("reason", ""))


@dataclass(frozen=True)
class Order:
    """An item of `order`: the date `earlier`, a path, does not come after the date `later`, a field."""

    earlier: str
    later: str
    where: Where

    @classmethod
    def of(cls, order: Descriptor) -> Order:
        """Read an item of the property."""
        return cls(order["earlier"], order["later"], order.get("where", {}))


@dataclass(frozen=True)
class ViewSpec:
    """The `spec` of a view of type `simple`: what its chart shows of a resource.

    `group`, `series`, `facet`, `end`, `value` and `source` are fields or paths of foreign keys to one. `bin` and
    `series_bin` are `year` or `month`: the part of a date that makes the group; `series_bin` may be `age`, whether it
    lies in the year before the version. `reported` selects the additions to the last figure. Empty where not stated.
    """

    type: str
    group: str
    value: str = ""
    series: str = ""
    facet: str = ""
    end: str = ""
    where: Where | None = None
    reported: Where | None = None
    bin: str = ""
    series_bin: str = ""
    aggregate: str = "sum"
    sort: str = ""
    top: int | None = None
    coverage: str = ""
    preferred: str = ""
    source: str = "source"
    geometry: str = ""
    geometry_key: str = ""
    grid: str = ""
    grid_key: str = ""

    @classmethod
    def of(cls, spec: Descriptor) -> ViewSpec:
        """Read the property."""
        return cls(**_attributes(cls, spec))

    @property
    def is_partial(self) -> bool:
        """True where the figures count only what is known so far."""
        return self.coverage == "partial"

    @property
    def paths(self) -> dict[str, str]:
        """The paths that name a mark, of those that are stated: `facet`, `group`, `end`, `series`."""
        named = {"facet": self.facet, "group": self.group, "end": self.end, "series": self.series}
        return {part: path for part, path in named.items() if path}


@dataclass(frozen=True)
class DeclaredView:
    """A view of the Data Package: its name, the resource it shows, its `spec`, and its JSON with the titles."""

    name: str
    resource: str
    spec: ViewSpec
    descriptor: Descriptor

    @classmethod
    def of(cls, view: Descriptor) -> DeclaredView:
        """Read an item of `views`."""
        return cls(str(view["name"]), view["resources"][0], ViewSpec.of(view["spec"]), view)

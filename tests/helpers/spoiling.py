"""What the tests of the checks share: small tables, and the tiny package with one fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from datapackage.descriptor import Field, ForeignKey, Resource
from datapackage.table import Record, Table

if TYPE_CHECKING:
    from validation.problems import Problem

LANGUAGES = ("ar", "en")
GOOD = "id,name_ar,name_en\na,نخيل,Palms\nb,تين,Figs\n"

Edit = Callable[[Any], object]

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def resource(
    fields: Mapping[str, Mapping[str, Any]],
    name: str = "a",
    links: tuple[ForeignKey, ...] = (),
    schema: Mapping[str, Any] | None = None,
    **descriptor: object,
) -> Resource:
    """A resource whose fields are text where they do not say otherwise."""
    listed = [{"name": each, "type": "string", **more} for each, more in fields.items()]
    whole = {"fields": listed, **(schema or {})}
    return Resource(
        name,
        f"data/{name}.csv",
        tuple(Field(str(each["name"]), str(each["type"]), each) for each in listed),
        tuple(whole.get("primaryKey", ())),
        links,
        {"schema": whole, **descriptor},
    )


def table(fields: Mapping[str, Mapping[str, Any]], *rows: str, intact: bool = True, **of_resource: Any) -> Table:
    """A table of `rows`; every row takes two lines of the file, so that row numbers are not line numbers."""
    records = [Record(2 + 2 * index, row.split(",")) for index, row in enumerate(rows)]
    return Table(resource(fields, **of_resource), records, intact)


def places(problems: Iterable[Problem]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(problem.code, problem.line, problem.column, problem.value) for problem in problems]


def after(folder: Path, edit: Edit) -> list[Problem]:
    """The problems of the package in `folder` once `edit` has changed its descriptor."""
    from validation.validate import validate  # noqa: PLC0415 - most tests of tables do without

    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    edit(descriptor)
    path.write_text(json.dumps(descriptor, ensure_ascii=True, indent=1), encoding="utf-8")
    return validate(path)


def put(part: Callable[[Any], Any], **values: object) -> Edit:
    return lambda descriptor: part(descriptor).update(values)


def drop(part: Callable[[Any], Any], key: str) -> Edit:
    return lambda descriptor: part(descriptor).pop(key)


def whole(descriptor: Any) -> Any:
    return descriptor


def gardens(descriptor: Any) -> Any:
    return descriptor["resources"][0]


def harvests(descriptor: Any) -> Any:
    return descriptor["resources"][1]


def field(descriptor: Any, name: str) -> Any:
    """A field of the gardens."""
    return next(each for each in gardens(descriptor)["schema"]["fields"] if each["name"] == name)


def spec(descriptor: Any) -> Any:
    """What the only view of the tiny package draws."""
    return descriptor["views"][0]["spec"]

"""Check the names in the descriptor that refer to something else in it, which must exist.

Foreign keys, `label`, `beside`, `uniqueKeys`, `expected`, `conflicts`, `facets`, `sortBy`, `rowPages`, `views`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from datapackage.citation import released
from datapackage.descriptor import Field, Package, Resource
from datapackage.extensions import beside, sort_by
from validation.descriptor.completeness import CHART_TYPES, DescriptorFile
from validation.problems import Problem, nearest

_NUMBERS = ("integer", "number")
_REQUIRED = {  # properties of a spec, by type of chart
    "stacked-bar": ("series",),
    "grouped-bar": ("series",),
    "heat-map": ("series",),
    "timeline": ("series",),
    "line": ("value",),
    "step": ("value",),
    "range": ("value",),
    "small-multiples": ("facet", "value"),
    "tile-map": ("grid", "gridKey"),
    "region-map": ("geometry", "geometryKey"),
}


def check_references(file: DescriptorFile, package: Package) -> Iterator[Problem]:
    """Find every name that refers to nothing, and every name given twice."""
    yield from _check_repeated_names(file)
    yield from _check_paths_of_files(file)
    for resource in package.tables:
        path = f"resources.{resource.name}"
        yield from _check_keys(file, package, resource, path)
        yield from _check_label(file, package, resource, path)
        yield from _check_beside(file, resource, path)
        yield from _check_expected(file, resource, path)
        yield from _check_conflicts(file, package, resource, path)
        yield from _check_order(file, resource, path)
        yield from _check_facets(file, package, resource, path)
        yield from _check_row_pages(file, resource, path)
    for view in file.descriptor.get("views", []):
        yield from _check_view(file, package, view)


def _check_repeated_names(file: DescriptorFile) -> Iterator[Problem]:
    descriptor = file.descriptor
    lists = {key: descriptor.get(key, []) for key in ("resources", "views")}
    for resource in descriptor["resources"]:
        if "schema" in resource:
            lists[f"resources.{resource['name']}.schema.fields"] = resource["schema"]["fields"]
    for path, parts in lists.items():
        for name, count in Counter(part["name"] for part in parts).items():
            if count > 1:
                yield file.problem("name-repeated", f"{path}.{name}", name)


def _check_paths_of_files(file: DescriptorFile) -> Iterator[Problem]:
    names: dict[str, set[str]] = {}
    for resource in file.descriptor["resources"]:
        names.setdefault(str(resource["path"]), set()).add(resource["name"])
    for path, sharing in names.items():
        if len(sharing) > 1:
            yield file.problem("path-repeated", f"resources.{max(sharing)}.path", path)


def _unknown(file: DescriptorFile, path: str, name: str, resource: Resource) -> Problem:
    return file.problem(
        "field-unknown",
        path,
        name,
        resource=resource.name,
        options=", ".join(resource.field),
        nearest=nearest(name, resource.field),
    )


def _check_keys(file: DescriptorFile, package: Package, resource: Resource, path: str) -> Iterator[Problem]:
    schema = resource.descriptor["schema"]
    for name in resource.primary_key:
        if name not in resource.field:
            yield _unknown(file, f"{path}.schema.primaryKey", name, resource)
    for name in {name for names in schema.get("uniqueKeys", []) for name in names}:
        if name not in resource.field:
            yield _unknown(file, f"{path}.schema.uniqueKeys", name, resource)
    yield from _check_foreign_keys(file, package, resource, f"{path}.schema.foreignKeys")


def _check_foreign_keys(file: DescriptorFile, package: Package, resource: Resource, path: str) -> Iterator[Problem]:
    for position, key in enumerate(resource.foreign_keys):
        at = f"{path}.{position}"
        if key.field not in resource.field:
            yield _unknown(file, at, key.field, resource)
        target = package.resources.get(key.resource)
        if target is None:
            yield no_resource(file, package, at, key.resource)
        elif key.reference not in target.field:
            yield _unknown(file, at, key.reference, target)


def no_resource(file: DescriptorFile, package: Package, path: str, name: str) -> Problem:
    """Return the problem of a resource that the package does not have."""
    close = nearest(name, package.resources)
    return file.problem("resource-unknown", path, name, nearest=close, options=", ".join(package.resources))


def _check_label(file: DescriptorFile, package: Package, resource: Resource, path: str) -> Iterator[Problem]:
    family = [f"{resource.label}_{language}" for language in package.languages]
    if resource.label and resource.label not in resource.field and not set(family) & set(resource.field):
        yield _unknown(file, f"{path}.label", resource.label, resource)


def _check_beside(file: DescriptorFile, resource: Resource, path: str) -> Iterator[Problem]:
    for position, name in enumerate(beside(resource.descriptor)):
        if name not in resource.field:
            yield _unknown(file, f"{path}.beside.{position}", name, resource)


def _check_expected(file: DescriptorFile, resource: Resource, path: str) -> Iterator[Problem]:
    for position, expected in enumerate(resource.descriptor.get("expected", [])):
        for name, wanted in expected.get("where", {}).items():
            at = f"{path}.expected.{position}.where.{name}"
            if name in resource.field:
                yield from check_wanted(file, at, resource.field[name], wanted)
            else:
                yield _unknown(file, at, name, resource)


def check_wanted(file: DescriptorFile, path: str, field: Field, wanted: object) -> Iterator[Problem]:
    """Find values that the field can never have: such a condition selects no row. Null is an empty cell."""
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if value is not None and field.categories and str(value) not in field.categories:
            close = nearest(str(value), field.categories)
            options = ", ".join(field.categories)
            yield file.problem("value-unknown", path, value, field=field.name, nearest=close, options=options)


def _check_conflicts(file: DescriptorFile, package: Package, resource: Resource, path: str) -> Iterator[Problem]:
    conflicts: Mapping[str, Any] = resource.descriptor.get("conflicts", {})
    if not conflicts:
        return
    at = f"{path}.conflicts"
    named = [("key", name) for name in conflicts["key"]]
    named += [(key, conflicts[key]) for key in ("value", "preferred")]
    if reason := conflicts.get("reason"):
        named += [("reason", f"{reason}_{language}") for language in package.languages]
    for key, name in named:
        if name not in resource.field:
            yield _unknown(file, f"{at}.{key}", name, resource)
    yield from check_type(file, f"{at}.preferred", resource.field.get(conflicts["preferred"]), ("boolean",))


def _check_order(file: DescriptorFile, resource: Resource, path: str) -> Iterator[Problem]:
    for position, order in enumerate(resource.descriptor.get("order", [])):
        # `earlier` may be a path to another resource (`check_dates`); its first step is a field of this one.
        for key, name in (("earlier", order["earlier"].partition(".")[0]), ("later", order["later"])):
            if name not in resource.field:
                yield _unknown(file, f"{path}.order.{position}.{key}", name, resource)


def _check_facets(file: DescriptorFile, package: Package, resource: Resource, path: str) -> Iterator[Problem]:
    for position, facet in enumerate(resource.facets):
        yield from follow(file, package, resource, f"{path}.facets.{position}", facet)[1]
    for position, by in enumerate(sort_by(resource.descriptor)):
        at = f"{path}.sortBy.{position}"
        families = (follow(file, package, resource, at, f"{by}_{language}")[0] for language in package.languages)
        if not any(families):
            yield from follow(file, package, resource, at, by)[1]
    if (resource.facets or sort_by(resource.descriptor)) and not resource.page:
        yield file.problem("property-missing", path, property="page")


def _check_row_pages(file: DescriptorFile, resource: Resource, path: str) -> Iterator[Problem]:
    """Check that the lists that `search`, `shareImage` and `find.marked` name are lists of the pages of rows."""
    pages: Mapping[str, Any] = resource.descriptor.get("rowPages", {})
    lists = pages.get("lists", {})
    named = [
        (f"{key}.{position}", name)
        for key in ("search", "shareImage")
        for position, name in enumerate(pages.get(key, []))
    ]
    if marked := pages.get("find", {}).get("marked"):
        named.append(("find.marked", marked))
    for key, name in named:
        if name not in lists:
            at, close = f"{path}.rowPages.{key}", nearest(name, lists)
            yield file.problem("list-unknown", at, name, nearest=close, options=", ".join(lists))


def check_type(file: DescriptorFile, path: str, field: Field | None, types: tuple[str, ...]) -> Iterator[Problem]:
    """Find a field that is of none of `types`."""
    if field and field.type not in types:
        yield file.problem("field-type", path, field.name, type=field.type, expected=" | ".join(types))


def _check_view(file: DescriptorFile, package: Package, view: Any) -> Iterator[Problem]:
    at, spec = f"views.{view['name']}", view["spec"]
    if spec["type"] not in CHART_TYPES:
        options = ", ".join(CHART_TYPES)
        close = nearest(spec["type"], CHART_TYPES)
        yield file.problem("chart-type", f"{at}.spec.type", spec["type"], options=options, nearest=close)
    for key in _REQUIRED.get(spec["type"], ()):
        if key not in spec:
            yield file.problem("property-missing", f"{at}.spec", property=key)
    for key in ("geometry", "grid"):
        if key in spec and spec[key] not in package.resources:
            yield no_resource(file, package, f"{at}.spec.{key}", spec[key])
    yield from _check_grid(file, package, f"{at}.spec", spec)
    resource = package.resources.get(view["resources"][0])
    if resource is None or not resource.is_table:
        yield no_resource(file, package, f"{at}.resources", view["resources"][0])
        return
    yield from _check_paths(file, package, resource, f"{at}.spec", spec)


def _check_grid(file: DescriptorFile, package: Package, at: str, spec: Mapping[str, Any]) -> Iterator[Problem]:
    """Check that the resource with the places of the tiles has their key, a column and a row."""
    grid = package.resources.get(spec.get("grid", ""))
    for name in (spec.get("gridKey", ""), "column", "row") if grid else ():
        if grid and name not in grid.field:
            yield _unknown(file, f"{at}.grid", name, grid)
    if grid:
        for name in ("column", "row"):
            yield from check_type(file, f"{at}.grid", grid.field.get(name), ("integer",))


def _check_paths(
    file: DescriptorFile, package: Package, resource: Resource, at: str, spec: Mapping[str, Any]
) -> Iterator[Problem]:
    types = {"value": _NUMBERS, "preferred": ("boolean",)}
    for key in ("group", "value", "series", "facet", "end", "preferred", "source"):
        if key not in spec:
            continue
        field, problems = follow(file, package, resource, f"{at}.{key}", spec[key])
        yield from problems
        if key in types:
            yield from check_type(file, f"{at}.{key}", field, types[key])
        if key == "series" and spec.get("seriesBin") == "age":
            yield from _check_age(file, package, f"{at}.{key}", field)
    for key in ("where", "reported"):
        for path, wanted in spec.get(key, {}).items():
            field, problems = follow(file, package, resource, f"{at}.{key}.{path}", path)
            yield from problems
            if field:
                yield from check_wanted(file, f"{at}.{key}.{path}", field, wanted)


def _check_age(file: DescriptorFile, package: Package, at: str, field: Field | None) -> Iterator[Problem]:
    """Check that what has an age is a date, and that the package says of which day it is."""
    if field and field.display != "date":
        yield file.problem("field-type", at, field.name, type=field.display or field.type, expected="date")
    if not released(package):
        yield file.problem("property-missing", "", property="created")


def follow(
    file: DescriptorFile, package: Package, resource: Resource, at: str, path: str
) -> tuple[Field | None, list[Problem]]:
    """Return the field at the end of `path` through foreign keys; else the problem of the first step that fails."""
    *steps, last = path.split(".")
    for name in steps:
        if name not in resource.field:
            return None, [_unknown(file, at, name, resource)]
        link = resource.link.get(name)
        if link is None:
            links = ", ".join(resource.link)
            details = {"resource": resource.name, "options": links, "nearest": nearest(name, resource.link)}
            return None, [file.problem("field-no-key", at, name, **details)]
        if link.resource not in package.resources:
            return None, []  # reported with the foreign key
        resource = package.resources[link.resource]
    if last not in resource.field:
        return None, [_unknown(file, at, last, resource)]
    return resource.field[last], []

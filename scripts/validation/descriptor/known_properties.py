"""The properties a descriptor may hold, level by level, and those that are translated.

Names are those of Data Package v2 (https://datapackage.org/standard/data-package/,
data-resource, table-dialect, table-schema) and our own. This is the one place
to declare a property: any other is refused, because a misspelt one would be
silently without effect. The kinds of their values are in `descriptor.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datapackage.json_positions import step

_ABOUT = {"name", "title", "description", "homepage", "sources", "licenses"}
_FIELD_FORMS = {
    "missingValues", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "delimiter",
    "itemType", "categories", "categoriesOrdered",
}  # fmt: skip

KNOWN: dict[str, set[str]] = {
    "package": _ABOUT
    | {"$schema", "profile", "id", "version", "created", "contributors", "keywords", "image", "resources"}
    | {"languages", "views", "api"},
    "resource": _ABOUT
    | {"$schema", "profile", "path", "data", "type", "dialect", "schema", "format", "mediatype", "encoding"}
    | {"bytes", "hash", "label", "expected", "conflicts", "page", "rowPages", "calendar"}
    | {"order", "redirects", "facets", "sortBy", "beside", "shortTitle"},
    "dialect": {
        "$schema", "name", "title", "description", "type", "delimiter", "lineTerminator", "quoteChar",
        "doubleQuote", "escapeChar", "nullSequence", "skipInitialSpace", "header", "headerRows",
        "headerJoin", "commentRows", "commentChar", "caseSensitiveHeader", "property", "itemType",
        "itemKeys", "sheetNumber", "sheetName", "table",
    },
    "schema": {
        "$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues", "primaryKey",
        "uniqueKeys", "foreignKeys", "rules",
    },
    "field": _FIELD_FORMS
    | {"name", "type", "format", "title", "description", "example", "examples", "constraints", "rdfType"}
    | {"display", "past"},
    "constraints": {
        "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "jsonSchema", "pattern", "enum",
    },
    "category": {"value", "label", "description"},
    "foreignKey": {"fields", "reference"},
    "reference": {"resource", "fields"},
    "license": {"name", "path", "title", "description"},
    "source": {"title", "path", "email", "version", "description"},
    "contributor": {"title", "path", "email", "roles", "organization", "givenName", "familyName", "role"},
    "order": {"earlier", "later", "where"},
    "rule": {
        "name", "title", "label", "severity", "where", "holds", "matches", "same", "sum", "total", "exists", "absent",
        "unique", "ongoing",
    },
    "sum": {"parts", "total"},
    "total": {"value", "path", "parts", "whole", "by"},
    "related": {"resource", "match", "where", "after"},
    "expected": {"rows", "minRows", "where"},
    "api": {"rows"},
    "calendar": {"start", "end", "location", "description"},
    "rowPages": {"path", "slug", "template", "lists", "find", "compare", "search", "shareImage"},
    "find": {"names", "detail", "within", "aliases", "marked"},
    "compare": {"fields", "lists"},
    "conflicts": {"key", "value", "preferred", "reason"},
    "view": {"name", "title", "description", "unit", "leftOut", "resources", "specType", "spec"},
    "spec": {
        "type", "group", "value", "series", "facet", "end", "where", "bin", "seriesBin", "aggregate", "sort",
        "top", "coverage", "preferred", "geometry", "geometryKey", "grid", "gridKey", "source",
        "reported",
    },
}  # fmt: skip

# Open by https://opendefinition.org/licenses/, by their SPDX names.
OPEN_LICENCES = (
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "etalab-2.0", "OGL-UK-3.0",
)  # fmt: skip

TRANSLATED: dict[str, tuple[str, ...]] = {
    "package": ("title", "description"),
    "resource": ("title", "description"),
    "field": ("title", "description"),
    "category": ("label",),
    "view": ("title",),
    "rule": ("title",),
}

_ABOUT_LEVELS = {"licenses": "license", "sources": "source"}
_INNER: dict[str, dict[str, str]] = {
    "package": {**_ABOUT_LEVELS, "contributors": "contributor", "resources": "resource", "views": "view",
                "api": "api"},
    "resource": {
        **_ABOUT_LEVELS,
        "dialect": "dialect", "schema": "schema", "expected": "expected", "conflicts": "conflicts",
        "rowPages": "rowPages", "order": "order", "calendar": "calendar",
    },
    "rule": {"sum": "sum", "total": "total", "exists": "related", "absent": "related"},
    "schema": {"fields": "field", "foreignKeys": "foreignKey", "rules": "rule"},
    "rowPages": {"find": "find", "compare": "compare"},
    "field": {"constraints": "constraints", "categories": "category"},
    "foreignKey": {"reference": "reference"},
    "view": {"spec": "spec"},
}  # fmt: skip


def levels(descriptor: Any, level: str = "package", path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every object of a descriptor with its level and path, itself first.

    The paths are those of `json_lines.Located`.
    """
    yield level, path, descriptor
    for key, inner in _INNER.get(level, {}).items():
        value = descriptor.get(key, [])
        within = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from levels(value, inner, within)
            continue
        for position, item in enumerate(value):
            yield from levels(item, inner, f"{within}.{step(item, position)}")

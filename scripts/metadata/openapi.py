"""The description of the static API, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).

Schemas of rows are the Table Schemas of the descriptor in JSON Schema
2020-12, which OpenAPI 3.1 takes as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datapackage.descriptor import Field, Package, Resource

VERSION = "3.1.1"
CONSTRAINTS = {
    "minimum": "minimum", "maximum": "maximum", "exclusiveMinimum": "exclusiveMinimum",
    "exclusiveMaximum": "exclusiveMaximum", "minLength": "minLength", "maxLength": "maxLength",
}  # fmt: skip
JSON_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}

Node = dict[str, Any]


def document(package: Package, base: str, with_rows: Sequence[Resource]) -> Node:
    """The document of the API at `base`; `with_rows` are the resources whose rows have an address each."""
    language = "en" if "en" in package.languages else package.languages[0]
    title = package.text(package.descriptor, "title", language)
    paths = {
        "/index.json": _get("index", title, "Index"),
        "/resources/{name}.json": _get("resource", title, "Resource", _one_of("name", list(package.resources))),
        "/views/{name}.json": _get("view", title, "View", _one_of("name", list(package.views))),
    }
    for resource in with_rows:
        words = package.text(resource.descriptor, "title", language)
        paths[f"/resources/{resource.name}/{{key}}.json"] = _get(
            f"{resource.name}Row", words, f"{resource.name}Row", _key(), or_else="Redirect"
        )
    if not package.views:
        del paths["/views/{name}.json"]
    licences = package.licences(package.descriptor)
    return {
        "openapi": VERSION,
        "info": {
            "title": title,
            "version": package.version,
            "description": package.text(package.descriptor, "description", language),
            **(
                {"license": {"name": licences[0].get("name", licences[0]["path"]), "url": licences[0]["path"]}}
                if licences
                else {}
            ),
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": _schemas(package, with_rows, language)},
    }


def _get(operation: str, summary: str, schema: str, parameter: Node | None = None, or_else: str = "") -> Node:
    answers = [{"$ref": f"#/components/schemas/{name}"} for name in (schema, or_else) if name]
    content = {"application/json": {"schema": {"oneOf": answers} if or_else else answers[0]}}
    return {
        **({"parameters": [parameter]} if parameter else {}),
        "get": {
            "operationId": operation,
            "summary": summary,
            "responses": {"200": {"description": summary, "content": content}, "404": {"description": "Not found"}},
        },
    }


def _one_of(name: str, values: list[str]) -> Node:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "enum": values}}


def _key() -> Node:
    return {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}


def _object(properties: Node) -> Node:
    """An object that has all of `properties`; a later release of the API may add others."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _schemas(package: Package, with_rows: Sequence[Resource], language: str) -> Node:
    text, link = {"type": "string"}, {"type": "string", "format": "uri"}
    words = _object(dict.fromkeys(package.languages, text))
    pages = _object(dict.fromkeys(package.languages, link))
    licences = {"type": "array", "items": {"type": "object"}}
    files = {"type": "array", "items": {"$ref": "#/components/schemas/File"}}
    about = {"title": words, "description": words, "pages": pages, "licenses": licences, "files": files}
    form = {"type": ["string", "null"]}
    listed = {"name": text, "title": words, "url": link, "rows": form}
    mark = {"group": {"type": "object"}, "series": {"type": "object"}, "value": {"type": "number"},
            "preferred": {"type": "boolean"}, "sources": {"type": "array", "items": text}}  # fmt: skip
    marks = {"type": "array", "items": _object(mark)}
    views = {"type": "array", "items": _object({"name": text, "url": link})}
    number = {"type": "integer", "minimum": 0}
    schemas: Node = {
        "File": _object({"url": link, "format": text, "language": text, "media_type": text, "bytes": number,
                         "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}),
        "Index": _object({"name": text, "version": text, "released": text, **about, "openapi": link,
                          "resources": {"type": "array", "items": _object(listed)}, "views": views}),
        "Resource": _object({"name": text, "version": text, "modified": text, **about, "rows": form,
                             "schema": {"type": ["object", "null"]}}),
        "Redirect": _object({"resource": text, "key": text, "version": text,
                             "redirect": _object({"key": text, "url": link})}),
        "Citation": _object({"text": text, "bibtex": text, "ris": text, "csl": {"type": "object"}}),
        "View": _object({"name": text, "title": words, "resource": text,
                         "marks": marks, "reported": marks}),
    }  # fmt: skip
    for resource in with_rows:
        schemas[f"{resource.name}Row"] = _row(package, resource, language)
    return schemas


def _row(package: Package, resource: Resource, language: str) -> Node:
    fields = {field.name: _field(package, field, language) for field in resource.fields}
    linked = {name: {"type": ["object", "null"]} for name in resource.link}
    keys = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    return _object({
        "resource": {"const": resource.name}, "key": {"type": "string"}, "version": {"type": "string"},
        "row": _object(fields), "linked": _object(linked), "referring": keys,
        "citations": _object({code: {"$ref": "#/components/schemas/Citation"} for code in package.languages}),
    })  # fmt: skip


def _field(package: Package, field: Field, language: str) -> Node:
    """A field in JSON Schema; where it may be empty, null is allowed."""
    required = field.is_required
    kind = JSON_TYPES.get(field.type, "string")
    schema: Node = {"type": kind if required else [kind, "null"]}
    schema |= {CONSTRAINTS[key]: value for key, value in field.constraints.items() if key in CONSTRAINTS}
    if pattern := field.constraints.get("pattern"):
        schema["pattern"] = f"^(?:{pattern})$"
    if values := field.constraints.get("enum"):
        schema["enum"] = list(values) if required else [*values, None]
    if words := package.text(field.descriptor, "description", language):
        schema["description"] = words
    return schema

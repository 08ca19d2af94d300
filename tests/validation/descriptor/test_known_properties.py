"""The properties of a descriptor, level by level."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.packages import ROOT, TINY
from validation.descriptor.completeness import SHAPE, read_descriptor
from validation.descriptor.known_properties import KNOWN, TRANSLATED, levels

PART: dict[str, Any] = {
    "sources": [{"title": "s"}],
    "licenses": [{"name": "l"}],
    "contributors": [{"title": "c"}],
    "resources": [
        {
            "name": "r",
            "sources": [{"title": "s"}],
            "licenses": [{"path": "l"}],
            "dialect": {"delimiter": ","},
            "expected": [{"rows": 1}],
            "order": [{"earlier": "f", "later": "g"}],
            "conflicts": {"key": ["id"]},
            "rowPages": {"path": "r", "find": {"names": ["f"]}, "compare": {"fields": ["f"]}},
            "calendar": {"start": "f"},
            "schema": {
                "fields": [
                    {"name": "f", "constraints": {"required": True}, "categories": [{"value": "v"}]},
                    {"name": "g"},
                ],
                "foreignKeys": [{"fields": ["f"], "reference": {"resource": "", "fields": ["g"]}}],
                "rules": [{"name": "u", "sum": {}, "total": {}, "exists": {}}],
            },
        },
        {"name": "other"},
    ],
    "views": [{"name": "w", "spec": {"type": "bar"}}],
    "api": {"rows": ["r"]},
}


def test_every_level_is_met_with_its_path() -> None:
    assert [(level, path) for level, path, _ in levels(PART)] == [
        ("package", ""),
        ("license", "licenses.l"),
        ("source", "sources.0"),
        ("contributor", "contributors.0"),
        ("resource", "resources.r"),
        ("license", "resources.r.licenses.0"),
        ("source", "resources.r.sources.0"),
        ("dialect", "resources.r.dialect"),
        ("schema", "resources.r.schema"),
        ("field", "resources.r.schema.fields.f"),
        ("constraints", "resources.r.schema.fields.f.constraints"),
        ("category", "resources.r.schema.fields.f.categories.v"),
        ("field", "resources.r.schema.fields.g"),
        ("foreignKey", "resources.r.schema.foreignKeys.0"),
        ("reference", "resources.r.schema.foreignKeys.0.reference"),
        ("rule", "resources.r.schema.rules.u"),
        ("sum", "resources.r.schema.rules.u.sum"),
        ("total", "resources.r.schema.rules.u.total"),
        ("related", "resources.r.schema.rules.u.exists"),
        ("expected", "resources.r.expected.0"),
        ("conflicts", "resources.r.conflicts"),
        ("rowPages", "resources.r.rowPages"),
        ("find", "resources.r.rowPages.find"),
        ("compare", "resources.r.rowPages.compare"),
        ("order", "resources.r.order.0"),
        ("calendar", "resources.r.calendar"),
        ("resource", "resources.other"),
        ("view", "views.w"),
        ("spec", "views.w.spec"),
        ("api", "api"),
    ]
    assert {level for level, _, _ in levels(PART)} == set(KNOWN)


def test_parts_are_those_of_the_descriptor_and_not_copies() -> None:
    parts = {path: part for _, path, part in levels(PART)}
    assert parts[""] is PART
    assert parts["resources.r.schema.fields.f"] is PART["resources"][0]["schema"]["fields"][0]


@pytest.mark.parametrize("folder", [TINY, ROOT], ids=["tiny", "real"])
def test_paths_are_those_of_the_lines(folder: Path) -> None:
    descriptor = read_descriptor(folder / "datapackage.json")
    found = [(path, part) for _, path, part in levels(descriptor.descriptor) if path]
    lines = set(descriptor.located.lines)
    lines |= {f"{start}.{path}" for start, (_, located) in descriptor.parts.items() for path in located.lines}
    assert {path for path, _ in found} <= lines
    assert len({path for path, _ in found}) == len(found)


def test_translated_properties_are_known() -> None:
    assert [level for level, words in TRANSLATED.items() if not set(words) <= KNOWN[level]] == []


def test_properties_of_the_shape_are_known() -> None:
    shape = json.loads(SHAPE.read_text(encoding="utf-8"))
    parts = {"package": shape, **{level: part for level, part in shape["$defs"].items() if level in KNOWN}}
    assert set(parts) >= {"package", "resource", "schema", "foreignKey", "field", "view"}
    assert [level for level, part in parts.items() if not set(part["properties"]) <= KNOWN[level]] == []

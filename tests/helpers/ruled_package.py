"""A small package of three tables whose schemas hold rules: towns, their plans, and the steps of these."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PLACES = """id,kind,within,people,men,women
r,region,,30,14,16
p,town,r,20,10,10
q,town,r,10,4,6
"""
PLANS = """id,place,state,seen,end,day
one,p,draft,2023-03,2024,2023-01-02
two,q,done,2025,2026,
"""
STEPS = """id,place,what,on
s1,p,vote,2022
s2,q,vote,2025-05
"""
TEXTS = {"title": "القاعدة", "title@en": "The rule."}


def package(folder: Path, rules: dict[str, list[dict[str, Any]]], **files: str) -> Path:
    """Write a package of three tables with these rules; return the path of its descriptor."""
    contents = {"places": PLACES, "plans": PLANS, "steps": STEPS, **files}
    keys = {"plans": "place", "steps": "place", "places": "within"}
    resources = []
    for name, text in contents.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        numbers = ("people", "men", "women")
        fields = [
            {
                "name": field,
                "type": "integer" if field in numbers else "string",
                "title": "عمود",
                "title@en": field,
                "description": "عمود",
                "description@en": field,
            }
            for field in text.splitlines()[0].split(",")
        ]
        reference = {"resource": "places", "fields": ["id"]}
        schema = {
            "fields": fields,
            "primaryKey": ["id"],
            "foreignKeys": [{"fields": [keys[name]], "reference": reference}],
            "rules": [{"name": "a-rule", **TEXTS, **rule} for rule in rules.get(name, [])],
        }
        about = {"title": "جدول", "title@en": name, "description": "جدول", "description@en": name}
        resources.append(
            {"name": name, "path": f"{name}.csv", **about, "schema": schema, "encoding": "utf-8", "dialect": {}}
        )
    descriptor = {
        "name": "rules",
        "version": "2025.6.1",
        "title": "حزمة",
        "title@en": "Package",
        "description": "حزمة",
        "description@en": "Package",
        "languages": ["ar", "en"],
        "licenses": [{"name": "CC0-1.0"}],
        "resources": resources,
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    return path


VOTE = {"resource": "steps", "match": {"place": "place"}, "where": {"what": "vote"}}

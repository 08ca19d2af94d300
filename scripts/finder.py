"""The index of the finder: names of rows, and what tells two rows of one name apart.

A resource with `rowPages.find` in the contract gets one small JSON file for all
languages, beside the pages of its rows. It holds names as they are written: how
spellings are brought together is told once, in `theme/assets/js/finder.js`.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from package import Descriptor, Field
from pages import Pages
from rows import Row, Tables

FILE = "find.json"


def write(all_pages: Iterable[Pages], site: Path) -> None:
    """Write the index of each resource that asks for one; `all_pages` are the renderers of every language."""
    renderers = list(all_pages)
    tables = {pages.reader.language: pages.tables for pages in renderers}
    for name, resource in renderers[0].package.resources.items():
        spec = resource.descriptor.get("rowPages", {})
        if "find" in spec:
            ignored = sorted({word for pages in renderers for word in pages.reader.word("find.ignored").split()})
            write_index(tables, name, ignored, site / spec["path"] / FILE)


def write_index(tables: Mapping[str, Tables], name: str, ignored: Sequence[str], target: Path) -> None:
    """Write the index of the resource `name`; `tables` are the same package in each language."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(index(tables, name, ignored), ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")


def index(tables: Mapping[str, Tables], name: str, ignored: Sequence[str]) -> dict[str, Any]:
    """What the finder must know, column by column, which compresses better than row by row.

    `kind` and `within` hold positions, -1 for none: in the list of kinds, and
    among the rows. `shown` says for each language which name to prefer.
    `ignored` are words that may stand beside a name and say nothing.
    """
    first = next(iter(tables.values()))
    resource = first.package.resources[name]
    spec: Descriptor = resource.descriptor["rowPages"]
    find: Descriptor = spec["find"]
    rows = first.all(name)
    detail = resource.field.get(find.get("detail", ""))
    position = {row.key: number for number, row in enumerate(rows)}
    return {
        "languages": [field.rpartition("_")[2] for field in find["names"]],
        "shown": {language: _shown(find["names"], each.order) for language, each in tables.items()},
        "kinds": {language: _kinds(each, detail) for language, each in tables.items()},
        "ignored": list(ignored),
        "slugs": [str(row.cells[spec["slug"]]) for row in rows],
        "names": [[str(row.cells[field] or "") for row in rows] for field in find["names"]],
        "kind": _kind(rows, detail),
        "within": [_within(row, find.get("within", ""), position) for row in rows],
        "aliases": _aliases(first, rows, find),
    }


def _shown(names: Sequence[str], order: Sequence[str]) -> list[int]:
    """Positions in `names`, the language most readable in that `order` first."""
    languages = [name.rpartition("_")[2] for name in names]
    rank = {language: number for number, language in enumerate(order)}
    return sorted(range(len(names)), key=lambda each: rank.get(languages[each], len(rank)))


def _kinds(tables: Tables, detail: Field | None) -> list[str]:
    categories = detail.categories.values() if detail else ()
    return [tables.package.text(category, "label", tables.language) for category in categories]


def _kind(rows: Sequence[Row], detail: Field | None) -> list[int]:
    position = {value: number for number, value in enumerate(detail.categories)} if detail else {}
    return [position.get(str(row.cells[detail.name]), -1) if detail else -1 for row in rows]


def _within(row: Row, link: str, position: Mapping[str, int]) -> int:
    """Where the row that `row` lies within stands; -1 where there is none."""
    parent = row[link] if link else None
    return position.get(parent.key, -1) if isinstance(parent, Row) and parent.resource is row.resource else -1


def _aliases(tables: Tables, rows: Sequence[Row], find: Descriptor) -> dict[str, list[str]]:
    """Other spellings by position of the row, without those that only differ by signs or case from its names."""
    if "aliases" not in find:
        return {}
    position = {row.key: number for number, row in enumerate(rows)}
    known = [{_letters(str(row.cells[field] or "")) for field in find["names"]} for row in rows]
    found: dict[str, list[str]] = {}
    key = rows[0].resource.primary_key[0]
    with (tables.package.root / find["aliases"]).open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            number = position.get(line[key], -1)
            if number >= 0 and _letters(line["alias"]) not in known[number]:
                known[number].add(_letters(line["alias"]))
                found.setdefault(str(number), []).append(line["alias"])
    return found


def _letters(text: str) -> str:
    """Only letters and digits, without the marks they bear: enough to see that two spellings are the same."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())

"""The index of the finder: names of rows, and what tells two rows of one name apart.

A resource with `rowPages.find` in the descriptor gets one small JSON file for all
languages, beside the pages of its rows. It holds names as they are written: how
spellings are brought together is told once, in `theme/assets/js/spelling.js`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datapackage.descriptor import Field, Resource
from datapackage.extensions import Find, RowPages
from datapackage.rows import Row, Tables
from metadata.publication import Publication
from pages.row_pages import Lists
from system.errors import BuildError

FILE = "find.json"


class FinderError(BuildError):
    """The file of other spellings cannot be used; the message says where and why."""


def write(publication: Publication, folder: Path) -> None:
    """Write the index of each resource that asks for one, for every reader of the site, under `folder`.

    Raises FinderError where the file of other spellings is at fault.
    """
    readers, dataset = publication.site.readers, publication.dataset
    tables = {reader.language: dataset.in_language(reader.language) for reader in readers}
    for resource in publication.package.resources.values():
        pages = resource.row_pages
        if pages and pages.find:
            ignored = sorted({word for reader in readers for word in reader.word("find.ignored").split()})
            found = index(tables, resource, pages, pages.find, ignored)
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
            (folder / pages.path / FILE).write_text(text + "\n", encoding="utf-8")


def index(
    tables: Mapping[str, Tables], resource: Resource, pages: RowPages, find: Find, ignored: Sequence[str]
) -> dict[str, Any]:
    """Return what the finder must know of a resource, column by column: smaller, compressed, than row by row.

    `kind` and `within` hold positions, -1 for none: in the list of kinds, and
    among the rows. `shown` says for each language which names to prefer.
    `ignored` are words that may stand beside a name and say nothing; `marked` the
    positions of the rows that have something in the list that the descriptor names.
    """
    first = next(iter(tables.values()))
    rows = first.all(resource.name)
    detail = resource.field.get(find.detail)
    position = {row.key: number for number, row in enumerate(rows)}
    return {
        "languages": [field.rpartition("_")[2] for field in find.names],
        "shown": {language: _shown(find.names, of_language.order) for language, of_language in tables.items()},
        "kinds": {language: _kinds(of_language, detail) for language, of_language in tables.items()},
        "ignored": list(ignored),
        "slugs": [str(row.cells[pages.slug]) for row in rows],
        "names": [[str(row.cells[field] or "") for row in rows] for field in find.names],
        "kind": _kind(rows, detail),
        "within": [_within(row, find.within, position) for row in rows],
        "aliases": _aliases(first.package.root, find.aliases, position),
        "marked": _marked(first, rows, pages, find),
    }


def _marked(tables: Tables, rows: Sequence[Row], pages: RowPages, find: Find) -> list[int]:
    lists = Lists(tables, {find.marked: pages.lists[find.marked]} if find.marked else {})
    return [number for number, row in enumerate(rows) if any(lists.of(row).values())]


def _shown(names: Sequence[str], order: Sequence[str]) -> list[int]:
    """Positions in `names`, the language most readable in that `order` first."""
    languages = [name.rpartition("_")[2] for name in names]
    rank = {language: number for number, language in enumerate(order)}
    return sorted(range(len(names)), key=lambda number: rank.get(languages[number], len(rank)))


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


def _aliases(root: Path, path: str, position: Mapping[str, int]) -> dict[int, list[str]]:
    """Other spellings by position of the row; none where the descriptor names no file.

    The file has the columns `id`, the key of a row, and `alias`.
    """
    aliases: dict[int, list[str]] = {}
    if not path:
        return aliases
    try:
        with (root / path).open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            for line in lines:
                key, alias = line.get("id") or "", line.get("alias") or ""
                if key not in position or not alias:
                    raise FinderError(
                        f"{path}:{lines.line_num}: id {key!r}, alias {alias!r}: give the id of a row and a spelling"
                    )
                aliases.setdefault(position[key], []).append(alias)
    except (OSError, UnicodeDecodeError) as error:
        raise FinderError(f"{path}: {error}: save it as UTF-8 at that place, or drop `aliases`") from error
    return aliases

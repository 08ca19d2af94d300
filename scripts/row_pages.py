"""A page for every row: one shell a language, rendered by the theme, stamped with each row.

The contract says which resource has them (`rowPages`): the folder of the pages,
the field that gives the slug, the part that renders the body, and lists of rows
of other resources found by foreign key. MkDocs renders one shell a language;
everything else is a part rendered and a few replacements, about a millisecond.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pages import Address, Pages
from rows import Row, Tables, follow

SHELL = "shell"  # the slug of the page that MkDocs renders
TITLE, DESCRIPTION, BODY = "%%title%%", "%%description%%", "%%body%%"


@dataclass
class Lists:
    """Rows that lead to a row by foreign key, indexed once: `workshops.host_territory`."""

    tables: Tables
    paths: dict[str, str]
    _index: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def of(self, row: Row) -> dict[str, list[Row]]:
        """Every list of the contract for `row`, by its name; empty where nothing leads to it."""
        return {name: self._by_key(path).get(row.key, []) for name, path in self.paths.items()}

    def _by_key(self, path: str) -> dict[str, list[Row]]:
        if path not in self._index:
            resource, _, steps = path.partition(".")
            index: dict[str, list[Row]] = defaultdict(list)
            for each in self.tables.all(resource):
                target = follow(each, steps)
                if isinstance(target, Row) and target is not each:
                    index[target.key].append(each)
            self._index[path] = index
        return self._index[path]


def declared(pages: Pages) -> dict[str, dict[str, Any]]:
    """`rowPages` of each resource that has them, by the name of the resource."""
    resources = pages.package.resources.values()
    return {each.name: each.descriptor["rowPages"] for each in resources if "rowPages" in each.descriptor}


def write(all_pages: Iterable[tuple[Pages, str]], site: Path) -> int:
    """Write the page of every row in every language, and its data as JSON; give the count of pages.

    `all_pages` are the renderers with the folder of their language (`fr/`), the
    default first. The shells are removed from `site`.
    """
    count = 0
    for pages, root in all_pages:
        for name, spec in declared(pages).items():
            folder = site / root / spec["path"]
            shell = folder / SHELL / "index.html"
            for slug, html in _stamped(pages, name, spec, root, shell.read_text(encoding="utf-8")):
                os.mkdir(folder / slug)  # noqa: PTH102 - see _save
                _save(f"{folder}/{slug}/index.html", html)
                count += 1
            if not root:
                for slug, text in _data(pages, name, spec):
                    _save(f"{folder}/{slug}/data.json", text)
            shell.unlink()
            shell.parent.rmdir()
    return count


def _save(path: str, text: str) -> None:
    """Write a new file in three system calls: `open()` makes twice as many, for thousands of files."""
    content = text.encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        if os.write(descriptor, content) != len(content):
            raise OSError(f"{path}: the disk took a part of the page only")
    finally:
        os.close(descriptor)


def _stamped(pages: Pages, name: str, spec: dict[str, Any], root: str, shell: str) -> Iterator[tuple[str, str]]:
    """(slug, page) of each row. The title and description are the part's blocks of that name."""
    lists = Lists(pages.tables, spec.get("lists", {}))
    at = Address(f"{root}{spec['path']}/{SHELL}/", root)  # every page stands at the same depth
    template = pages.template(spec["part"])
    here = f"{spec['path']}/{SHELL}/"
    functions = pages.functions(at)
    for row in pages.tables.all(name):
        slug = str(row.cells[spec["slug"]])
        context = template.new_context({**functions, "row": row, "lists": lists.of(row), "lists_of": lists.of})
        blocks = {block: "".join(render(context)).strip() for block, render in template.blocks.items()}
        page = shell.replace(here, f"{spec['path']}/{slug}/")
        page = page.replace(TITLE, blocks["title"]).replace(DESCRIPTION, blocks["description"])
        yield slug, page.replace(BODY, blocks["body"], 1)


def _data(pages: Pages, name: str, spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(slug, JSON) of each row: the row and the rows listed on its page, as they are in the files."""
    lists = Lists(pages.tables, spec.get("lists", {}))
    for row in pages.tables.all(name):
        listed = {key: [each.cells for each in found] for key, found in lists.of(row).items() if found}
        text = json.dumps({"row": row.cells, "lists": listed}, ensure_ascii=False, default=_plain)
        yield str(row.cells[spec["slug"]]), text + "\n"


def _plain(value: object) -> object:
    """A decimal as JSON writes numbers. Raises TypeError for anything else."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)

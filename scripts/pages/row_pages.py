"""A page for every row: one shell a language, rendered by the theme, stamped with each row.

The contract says which resource has them (`rowPages`): the folder of the pages,
the field that gives the slug, the template that renders the body, and lists of rows
of other resources found by foreign key. MkDocs renders one shell a language;
everything else is a template rendered and a few replacements, about a millisecond.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from datapackage.rows import Row, Tables, follow
from pages.page_shells import Shell
from pages.renderer import PageError, Pages

SHELL = "shell"  # the slug of the page that MkDocs renders
SLUG, TITLE, DESCRIPTION, BODY = "%%slug%%", "%%title%%", "%%description%%", "%%body%%"


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


class RowPages:
    """The pages of the rows of one resource in one language."""

    def __init__(self, pages: Pages, name: str, shell: Shell) -> None:
        """`shell` is the page of the theme whose source says `rows: name`."""
        self.pages, self.name = pages, name
        self.spec: dict[str, Any] = pages.resource(name).descriptor["rowPages"]
        at = shell.source.address
        self.folder = at.language_root + self.spec["path"]
        self._shell = _dense(shell.html).replace(f"/{SHELL}/", f"/{SLUG}/")
        self._lists = Lists(pages.tables, self.spec.get("lists", {}))
        self._template = pages.compiled(self.spec["template"])
        self._functions = pages.functions(at)  # every page stands at the same depth

    @property
    def rows(self) -> list[Row]:
        """The rows, in the order of the file."""
        return self.pages.tables.all(self.name)

    def slug(self, row: Row) -> str:
        """The last part of the address of the row's page."""
        return str(row.cells[self.spec["slug"]])

    def html(self, row: Row) -> str:
        """The page of `row`: the shell, with the template's blocks `title`, `description` and `body` in it.

        Raises PageError, which names the template and the row, where the template asks for what is not there.
        """
        try:
            blocks = self._blocks(row)
        except Exception as error:
            raise PageError(
                f"{self.spec['template']}.html ({self.pages.reader.language}), {self.name} {row.key}:"
                f" {type(error).__name__}: {error}"
            ) from error
        page = self._shell.replace(SLUG, self.slug(row))
        page = page.replace(TITLE, blocks["title"]).replace(DESCRIPTION, blocks["description"])
        return page.replace(BODY, blocks["body"], 1)

    def _blocks(self, row: Row) -> dict[str, str]:
        given = {"row": row, "lists": self._lists.of(row), "lists_of": self._lists.of}
        context = self._template.new_context({**self._functions, **given})
        return {block: "".join(render(context)).strip() for block, render in self._template.blocks.items()}

    def data(self, row: Row) -> str:
        """The row and the rows listed on its page as JSON, as they are in the files."""
        listed = {key: [each.cells for each in found] for key, found in self._lists.of(row).items() if found}
        return json.dumps({"row": row.cells, "lists": listed}, ensure_ascii=False, default=_plain) + "\n"


def declared(pages: Pages, shells: Mapping[str, Shell], root: str) -> list[RowPages]:
    """The pages of rows that the contract asks for (`rowPages`), in the language whose folder is `root`.

    Raises PageError where docs/ holds no shell for them.
    """
    found = []
    for resource in pages.package.resources.values():
        if spec := resource.descriptor.get("rowPages"):
            address = f"{root}{spec['path']}/{SHELL}/"
            if address not in shells:
                raise PageError(
                    f"docs/{spec['path']}/{SHELL}.md is missing: three lines, ---, rows: {resource.name}, ---"
                )
            found.append(RowPages(pages, resource.name, shells[address]))
    return found


def write(pages: Pages, shells: Mapping[str, Shell], root: str, site: Path) -> int:
    """Write the page of every row in one language; give the count of pages."""
    count = 0
    for each in declared(pages, shells, root):
        folder = f"{site}/{each.folder}"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - see _save
        for row in each.rows:
            own = f"{folder}/{each.slug(row)}"
            os.mkdir(own)  # noqa: PTH102
            _save(f"{own}/index.html", each.html(row))
            count += 1
    return count


def write_data(pages: Pages, shells: Mapping[str, Shell], site: Path) -> None:
    """Write the data of every row beside its page in the language at the root of the site: they are the same in all."""
    for each in declared(pages, shells, ""):
        for row in each.rows:
            _save(f"{site}/{each.folder}/{each.slug(row)}/data.json", each.data(row))


def _save(path: str, text: str) -> None:
    """Write a new file in three system calls: `open()` makes twice as many, for thousands of files."""
    content = text.encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        if os.write(descriptor, content) != len(content):
            raise OSError(f"{path}: the disk took a part of the page only")
    finally:
        os.close(descriptor)


# What the theme writes for its own script and search, which are not served, and what HTML does without
_UNUSED = re.compile(
    r' (?:xmlns="http://www.w3.org/2000/svg"|data-md-(?:component|type)="[^"]*"|data-md-scrollfix'
    r')(?=[ >])|(?<=_label") aria-expanded="false"|<div>\s*</div>'
    r'|<input [^>]*id="__search"[^>]*>|<div class="md-dialog".*?</div>\s*</div>'
    r'|<div class="md-sidebar md-sidebar--secondary"[^>]* hidden>\s*(?:<div[^>]*>\s*)*<nav[^>]*>\s*</nav>'
    r"(?:\s*</div>){3}",
    re.DOTALL,
)


def _dense(html: str) -> str:
    """Without what no browser needs and every page would repeat: a third of the theme's bytes, most of it indents."""
    lean = re.sub(r">\n\s*<", "><", re.sub(r"\n\s+", "\n", _UNUSED.sub("", html)))
    return re.sub(r'(?<=md-nav__link">)<span class="md-ellipsis">\s*([^<]*?)\s*</span>', r"\1", lean)


def _plain(value: object) -> object:
    """A decimal as JSON writes numbers. Raises TypeError for anything else."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)

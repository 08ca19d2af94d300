"""A page for every row: one shell a language, rendered by the theme, stamped with each row.

The descriptor says which resource has them (`rowPages`): the folder of the
pages, the field that gives the slug, the template of the body, and lists of
rows of other resources found by foreign key. MkDocs renders one shell a
language; the rest is a template and a few replacements, about a millisecond.
"""

from __future__ import annotations

import errno
import os
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from datapackage import extensions
from datapackage.rows import Row, Tables, follow
from downloads.json_files import to_json
from pages import typography
from pages.fulltext_search import SEARCHED
from pages.page_address import PageAddress
from pages.page_shells import Shell, with_policy
from pages.renderer import PageError, Renderer
from pages.sharing import qr_codes
from system.paths import CACHE

SHELL = "shell"  # the slug of the page that MkDocs renders
SLUG, TITLE, DESCRIPTION, BODY = "%%slug%%", "%%title%%", "%%description%%", "%%body%%"
IMAGE, CODE = "%%image%%", "%%code%%"
_MARK = re.compile("%%(slug|title|description|body|image|code)%%")
SHOWN = ("title", "description", "body")  # blocks of the template of a page
IMAGE_FILE = "share.png"  # in the folder of the page that it stands for


@dataclass
class Lists:
    """Rows that lead to a row by foreign key, indexed once: `workshops.host_territory`."""

    tables: Tables
    paths: Mapping[str, str]
    _index: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    _known: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def of(self, row: Row) -> dict[str, list[Row]]:
        """Return every list of the descriptor for `row`, by its name; empty where nothing leads to it."""
        key = row.key
        if key not in self._known:  # pages ask for the lists of what is around them too
            self._known[key] = {name: self._by_key(path).get(key, []) for name, path in self.paths.items()}
        return self._known[key]

    def _by_key(self, path: str) -> dict[str, list[Row]]:
        if path not in self._index:
            resource, _, steps = path.partition(".")
            index: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables.all(resource):
                target = follow(row, steps)
                if isinstance(target, Row) and target is not row:
                    index[target.key].append(row)
            self._index[path] = index
        return self._index[path]


class RowTemplate:
    """The template of the rows of one resource in one language: what it says of each, block by block."""

    def __init__(self, renderer: Renderer, name: str, spec: extensions.RowPages) -> None:
        """`spec` is the `rowPages` of resource `name`."""
        self.renderer, self.name, self.spec = renderer, name, spec
        root = renderer.site.roots[renderer.reader.language]
        self.folder = root + spec.path
        self._lists = Lists(renderer.tables, spec.lists)
        self._template = renderer.compiled(spec.template)
        # Every page stands at the same depth
        self._functions = renderer.functions(PageAddress(f"{self.folder}/{SHELL}/", root))

    @property
    def rows(self) -> list[Row]:
        """The rows, in the order of the file."""
        return self.renderer.tables.all(self.name)

    def slug(self, row: Row) -> str:
        """The last part of the address of the row's page."""
        return str(row.cells[self.spec.slug])

    def address(self, row: Row) -> str:
        """The address of the page of `row`."""
        return f"{self.renderer.site.url}{self.folder}/{self.slug(row)}/"

    def image(self, row: Row) -> str:
        """The path of the image of `row` from the root of the site; empty where it has none of its own."""
        return f"{self.folder}/{self.slug(row)}/{IMAGE_FILE}" if self.has_any(row, self.spec.share_image) else ""

    def has_any(self, row: Row, names: Sequence[str]) -> bool:
        """Whether one of the lists `names` of `row` has something in it."""
        lists = self._lists.of(row)
        return any(lists[name] for name in names)

    def blocks(self, row: Row, names: Sequence[str]) -> dict[str, str]:
        """Return blocks of the template for `row`.

        Raises PageError, which names the template and the row, where the template asks for what is not there.
        """
        given = {"row": row, "lists": self._lists.of(row), "lists_of": self._lists.of}
        try:
            context = self._template.new_context({**self._functions, **given})
            return {name: "".join(self._template.blocks[name](context)).strip() for name in names}
        except Exception as error:
            raise PageError(
                f"{self.spec.template}.html ({self.renderer.reader.language}), {self.name} {row.key}:"
                f" {type(error).__name__}: {error}"
            ) from error

    def data(self, row: Row) -> str:
        """The row and the rows listed on its page as JSON, as they are in the files."""
        listed = {name: [other.cells for other in rows] for name, rows in self._lists.of(row).items() if rows}
        return to_json({"row": row.cells, "lists": listed}) + "\n"


class RowPages(RowTemplate):
    """The pages of the rows of one resource in one language; `code` gives the QR code of an address."""

    def __init__(self, renderer: Renderer, name: str, spec: extensions.RowPages, shell: Shell) -> None:
        """`shell` is the page of the theme whose source says `rows: name`."""
        super().__init__(renderer, name, spec)
        self.code: Callable[[str], str] = qr_codes.code
        self._shared_image = shell.image
        lean = typography.set_text(_dense(shell.html.replace(f"/{SHELL}/", f"/{SLUG}/")), renderer.reader.locale)
        self._shell, self._with_charts = with_policy(lean), with_policy(lean, charts=True)

    def html(self, row: Row) -> str:
        """Return the page of `row`: the shell, with the blocks `title`, `description` and `body` of the template in it.

        Raises PageError where the template asks for what is not there.
        """
        marks = {**self.blocks(row, SHOWN), "slug": self.slug(row), "image": self.image(row) or self._shared_image}
        marks["body"] = typography.set_text(marks["body"], self.renderer.reader.locale)
        shell = self._with_charts if "data-plotly=" in marks["body"] else self._shell
        if CODE in shell:
            marks["code"] = self.code(self.address(row))
        if self.spec.search and not self.has_any(row, self.spec.search):
            shell = shell.replace(SEARCHED, "", 1)
        # In one pass: a cell that reads as one of the marks stays what it is
        return _MARK.sub(lambda mark: marks[mark[1]], shell)


def templates(renderer: Renderer) -> list[RowTemplate]:
    """Return the template of every resource whose rows have pages (`rowPages`)."""
    resources = renderer.package.resources.values()
    return [RowTemplate(renderer, each.name, each.row_pages) for each in resources if each.row_pages]


def declared(renderer: Renderer, shells: Mapping[str, Shell]) -> list[RowPages]:
    """Return the pages of rows that the descriptor asks for (`rowPages`), in the language of `renderer`.

    Raises PageError where docs/ holds no shell for them.
    """
    root = renderer.site.roots[renderer.reader.language]
    pages = []
    for resource in renderer.package.resources.values():
        if spec := resource.row_pages:
            address = f"{root}{spec.path}/{SHELL}/"
            if address not in shells:
                raise PageError(f"docs/{spec.path}/{SHELL}.md is missing: three lines, ---, rows: {resource.name}, ---")
            pages.append(RowPages(renderer, resource.name, spec, shells[address]))
    return pages


def write(renderer: Renderer, shells: Mapping[str, Shell], site: Path) -> int:
    """Write the page of every row in the language of `renderer`; return the count of pages."""
    count = 0
    for pages in declared(renderer, shells):
        folder = f"{site}/{pages.folder}"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - see _save
        pages.code = qr_codes.kept_codes(map(pages.address, pages.rows), CACHE).__getitem__
        for row in pages.rows:
            own = f"{folder}/{pages.slug(row)}"
            os.mkdir(own)  # noqa: PTH102
            _save(f"{own}/index.html", pages.html(row))
            count += 1
    return count


def write_data(renderer: Renderer, shells: Mapping[str, Shell], site: Path) -> None:
    """Write the data of a row beside its page where rows are compared (`rowPages.compare`), which reads them.

    They are the same in all languages: one set is enough.
    """
    for pages in declared(renderer, shells):
        for row in pages.rows if pages.spec.compare else ():
            _save(f"{site}/{pages.folder}/{pages.slug(row)}/data.json", pages.data(row))


def _save(path: str, text: str) -> None:
    """Write a new file in three system calls: `open()` makes twice as many, for thousands of files."""
    content = text.encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        if os.write(descriptor, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
    finally:
        os.close(descriptor)


# What the theme writes for its own script and search, which are not served, and what HTML does without
_UNUSED = re.compile(
    r' (?:xmlns="http://www.w3.org/2000/svg"|data-md-(?:component|type|color-primary|color-accent)="[^"]*"|data-md-scrollfix'
    r')(?=[ >])|(?<=_label") aria-expanded="false"|<div>\s*</div>'
    r'|<input [^>]*id="__search"[^>]*>|<div class="md-dialog".*?</div>\s*</div>'
    r'|<div class="md-sidebar md-sidebar--secondary"[^>]* hidden>\s*(?:<div[^>]*>\s*)*<nav[^>]*>\s*</nav>'
    r"(?:\s*</div>){3}",
    re.DOTALL,
)


_QUOTED = re.compile(  # attributes of one word, which HTML reads without quotation marks
    r' (class|dir|type|as|for|aria-labelledby|data-md-toggle|data-md-level)="([a-z0-9_-]+) ?"(?=[ >])'
)


def _dense(html: str) -> str:
    """Without what no browser needs and every page would repeat: a third of the theme's bytes, most of it indents."""
    lean = re.sub(r">\n\s*<", "><", re.sub(r"\n\s+", "\n", _UNUSED.sub("", html))).replace("<div></div>", "")
    lean = re.sub(r'(?<=md-tabs__link">)\s*([^<]*?)\s*(?=</a>)', r"\1", lean)
    lean = re.sub(r'(?<=md-nav__link">)<span class="md-ellipsis">\s*([^<]*?)\s*</span>', r"\1", lean)
    lean = re.sub(' title="[^"]*"(?= class="md-nav__button)', "", lean)  # it says what `aria-label` says
    lean = _QUOTED.sub(r" \1=\2", lean)
    return re.sub(r"</li>\s*(?=<li|</ul>)", "", lean)  # nor the end of an item before the next one

"""Prose and templates: how the words of `docs/` and the rows of `data/` become a page.

Prose is evaluated in a sandbox (`pages.prose`), templates with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from charts.chart import Chart, Charts
from charts.image_export import FOLDER, ImageCache
from datapackage import addresses, geometry, locales
from datapackage.addresses import Site
from datapackage.descriptor import Field, Package, Resource
from datapackage.extensions import Where
from datapackage.locales import Reader
from datapackage.named_files import web_address
from datapackage.rows import Row, in_order
from metadata.publication import Publication
from pages import data_pages, prose
from pages.page_address import PageAddress
from pages.prose import Figure, Prose
from system.errors import BuildError
from system.paths import CACHE
from validation import problems


def bytecode_cache(cache: Path = CACHE) -> FileSystemBytecodeCache:
    """Return where Jinja keeps compiled templates: in the project, since anybody may write into `/tmp`."""
    folder = cache / "jinja"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


class PageError(BuildError):
    """An expression in prose that the data cannot answer."""


# What prose may read of an object: values, and what describes them
_PLAIN = (str, int, float, Decimal, date, Mapping, Sequence)
_DESCRIBED = (Row, Package, Resource, Field)


class FieldsFirst(Environment):
    """Jinja in which a field of a row wins over an attribute of `Row`: `row.key` is its field `key`.

    A field displayed as a link is an address of the web, or empty: a template may put it into `href`.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the field of a row, the item of a dictionary, else what Jinja finds, which asks for methods first."""
        if isinstance(obj, Row):
            with suppress(AttributeError):
                return _shown(obj, attribute)
        elif isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _shown(row: Row, name: str) -> object:
    """Return a field of `row`; raise AttributeError where it has none."""
    value, field = row[name], row.resource.field.get(name)
    return web_address(value) if field and field.display == "link" and value is not None else value


class SandboxedFieldsFirst(FieldsFirst, SandboxedEnvironment):
    """The same for prose, which anyone may propose: no access to what Python keeps private, nor to files.

    Of our own objects, prose reads data only: a path, a dataset or a method could open any file of the machine.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether prose may read `obj.attr`: what Jinja allows of texts, numbers, dates and lists, else data."""
        safe: bool = super().is_safe_attribute(obj, attr, value)
        return safe and (isinstance(obj, _PLAIN) or value is None or isinstance(value, (*_PLAIN, *_DESCRIBED)))


class _Loader(FileSystemLoader):
    """Reads templates without their indentation, which every page would repeat; that of `<pre>` stays."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and whether it is still the same."""
        source, path, is_current = super().get_source(environment, template)
        pieces = re.split("(<pre.*?</pre>)", source, flags=re.DOTALL)
        lean = (piece if piece.startswith("<pre") else re.sub(r"\n[ \t]+", "\n", piece) for piece in pieces)
        return "".join(lean), path, is_current


class Renderer:
    """Renders the prose and the templates of one publication for one reader."""

    def __init__(self, publication: Publication, reader: Reader, templates: Sequence[Path]) -> None:
        """`templates` are folders, the first one found winning."""
        self.publication, self.reader = publication, reader
        self.tables = publication.dataset.in_language(reader.language)
        self.images = ImageCache(FOLDER)
        loader = _Loader(templates)
        # A template that changes is seen by the next renderer: this one does not look at its file on every page
        options: dict[str, Any] = {
            "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False,
        }  # fmt: skip
        # Compiled once for all languages, and for the builds that follow
        self._templates = FieldsFirst(loader=loader, autoescape=True, bytecode_cache=bytecode_cache(), **options)
        # `{#` begins an anchor in Markdown (`## Title {#anchor}`), so comments are spelt otherwise
        self._prose = SandboxedFieldsFirst(
            autoescape=True, comment_start_string="{%#", comment_end_string="#%}", **options
        )
        for environment in (self._templates, self._prose):
            environment.filters |= self._filters
        for unsafe in ("safe", "mark_safe"):
            self._prose.filters.pop(unsafe, None)

    @property
    def package(self) -> Package:
        """The package that the pages show."""
        return self.publication.package

    @property
    def site(self) -> Site:
        """Where the pages are published."""
        return self.publication.site

    @property
    def charts(self) -> Charts:
        """The charts in the reader's language."""
        return self.publication.charts[self.reader.language]

    @cached_property
    def _filters(self) -> dict[str, Callable[..., Any]]:
        locale = self.reader.locale
        return {
            "direction": locales.direction,
            "language": lambda code: locales.language_name(code, locale),
            "size": lambda value: locales.size(value, locale),
            "number": lambda value: locales.number(value, locale),
            "percent": lambda value: locales.percent(value, locale),
            "cell": lambda value, display: locales.cell(value, display, locale),
            "date": lambda value: locales.partial_date(str(value), locale),
            "plural": self.plural,
        }

    def prose(self, text: str, at: PageAddress, **context: object) -> Prose:
        """Evaluate the expressions of a Markdown page.

        Raises PageError where one asks for what the data do not hold.
        """
        return prose.evaluate(self._prose, text, {**self.functions(at), **context})

    def template(self, name: str, at: PageAddress, **context: object) -> Markup:
        """Render the template `<name>.html` with every value escaped."""
        return Markup(self.compiled(name).render(**self.functions(at), **context))  # noqa: S704 - escaped by Jinja

    def compiled(self, name: str) -> Template:
        """Return the template `<name>.html`, compiled once."""
        return self._templates.get_template(f"{name}.html")

    def functions(self, at: PageAddress) -> dict[str, Any]:
        """Return what prose and templates may call; `docs/contribute.en.md` lists it."""
        return {
            "package": self.package,
            "reader": self.reader,
            "site": self.site,
            "publication": self.publication,
            "problems": problems.explained(),
            "count": partial(self.count, at),
            "value": partial(self.value, at),
            "rows": self.rows,
            "find": self.find,
            "chart": partial(self.chart, at),
            "template": lambda name, **context: self.template(name, at, **context),
            "word": self.reader.word,
            "text": lambda descriptor, key="title": self.package.text(descriptor, key, self.reader.language),
            "show": partial(self.show, at),
            "period": lambda start, end: locales.period(start, end, self.reader.locale),
            "link": at.link,
            "file": at.file,
            "row_link": partial(self.row_link, at),
            "list_link": partial(self.list_link, at),
            "category": Row.category,
            "own_fields": self.tables.own_fields,
            "draw_map": self.draw_map,
            **data_pages.functions(self.publication, self.reader),
        }

    def rows(
        self, name: str, where: Where | None = None, sort: str = "", limit: int | None = None, **equal: Any
    ) -> list[Row]:
        """Rows of a resource; `sort` is a field, with `-` before it for the reverse order.

        Rows without a value in that field come last. Raises PageError for an unknown name.
        """
        try:
            rows = list(self.tables.select(name, {**(where or {}), **equal}))
            if sort:
                rows = in_order(rows, sort)
        except (KeyError, AttributeError) as error:
            raise PageError(f"{name}: {error}") from error
        return rows[:limit]

    def find(self, name: str, key: str) -> Row | None:
        """The row of a resource with that primary key; None where there is none."""
        return self.tables.find(name, self.resource(name).primary_key[0], key)

    def count(self, at: PageAddress, name: str, where: Where | None = None, **equal: Any) -> Figure:
        """How many rows of a resource there are, linked to the list of them, else to the page of the resource."""
        asked = {**(where or {}), **equal}
        amount = len(self.rows(name, asked))
        href = self.list_link(at, name, asked) or self._resource_link(at, name)
        return Figure(amount, locales.number(amount, self.reader.locale), href)

    def value(self, at: PageAddress, name: str, cell: str, **equal: Any) -> Figure:
        """A number in the only row that fits, linked to its source.

        Raises PageError where no row fits, several do, or the cell is no number.
        """
        rows = self.rows(name, **equal)
        if len(rows) != 1:
            raise PageError(f"{name}: {len(rows)} rows fit {equal}, one is needed")
        amount = rows[0].cells[cell]
        if isinstance(amount, bool) or not isinstance(amount, (int, Decimal)):
            raise PageError(f"{name}: {cell} of {rows[0].key} is {amount!r}, not a number")
        source = rows[0]["source"] if "source" in rows[0].cells else None
        href = self.row_link(at, source) if isinstance(source, Row) else self._resource_link(at, name)
        return Figure(amount, locales.number(amount, self.reader.locale), href)

    def plural(self, figure: Figure | int | Decimal, **forms: str) -> Figure | str:
        """The words for a number by the plural rules of the language; `{n}` is the number."""
        amount = figure.amount if isinstance(figure, Figure) else figure
        words = locales.plural(amount, forms, self.reader.locale)
        return Figure(amount, words, figure.href) if isinstance(figure, Figure) else words

    def chart_of(self, name: str) -> Chart:
        """Return the chart of the view `name`; raise PageError for an unknown one."""
        if name not in self.package.views:
            raise PageError(f"no view {name!r}; there are {', '.join(self.package.views)}")
        return self.charts[name]

    def chart(self, at: PageAddress, name: str) -> Markup:
        """The view as a figure: title, picture, legend, source line, table, files to take away."""
        return self.template("chart", at, **self.chart_of(name).context(self.images))

    def show(self, at: PageAddress, row: Row, name: str) -> Markup:
        """A cell for the page: a link, the words of a code, a date or a number; a dash where unknown."""
        item = row.resource.field[name]
        linked = row[name] if name in row.resource.link else None
        if isinstance(linked, Row):
            return Markup('<a href="{}"><bdi>{}</bdi></a>').format(self.row_link(at, linked), linked.label)
        cell = row.cells[name]
        if cell is None:
            unknown = Markup('<span class="unknown" title="{0}">—<span class="sr">{0}</span></span>')
            return unknown.format(self.reader.word("unknown"))
        if item.categories:
            return escape(row.category(name))
        if item.display == "link" and web_address(cell):
            return Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(cell)
        if isinstance(cell, bool):
            return escape(self.reader.word("yes" if cell else "no"))
        return Markup("<bdi>{}</bdi>").format(locales.cell(cell, item.display, self.reader.locale))

    def draw_map(self, name: str, key: str, labels: str = "", **where: object) -> geometry.Map:
        """A map of the features of a geometry resource, which bear the names of the rows of the resource `labels`.

        Raises PageError for an unknown resource.
        """

        def label(feature: str) -> str:
            row = self.find(labels, feature) if labels else None
            return row.label if row else ""

        return geometry.draw(self.package.root / self.resource(name).path, key, where, label)

    def row_link(self, at: PageAddress, row: Row) -> str:
        """Return a relative link to where a row is read."""
        return at.link(addresses.of_row(row))

    def list_link(self, at: PageAddress, name: str, where: Where | None) -> str:
        """Return a relative link to the list of the rows that `where` selects; empty where there is no such list."""
        path = "" if where is None else addresses.of_rows(self.resource(name), where)
        return at.link(path) if path else ""

    def _resource_link(self, at: PageAddress, name: str) -> str:
        return at.link(addresses.of_resource(name))

    def resource(self, name: str) -> Resource:
        """The resource of that name. Raises PageError for an unknown one."""
        if name not in self.package.resources:
            raise PageError(f"no resource {name!r}")
        return self.package.resources[name]

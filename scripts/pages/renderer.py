"""Prose and templates: how words of `docs/` and rows of `data/` become a page.

Prose is Markdown in which `{{ … }}` asks for a figure, a chart or a template:

    The network has {{ value("sizes", "value", id="2025") }} members.
    {{ chart("growth") }}

What an expression gives is kept aside as escaped HTML and put back after the
Markdown has been rendered, so no text from the data is ever read as Markdown,
as a template or as HTML. Templates are Jinja files (`docs/templates/`, then
`scripts/theme/templates/`), rendered with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from charts import views
from charts.chart import Exhibit
from charts.image_export import FOLDER, Gallery
from datapackage import geometry, locales
from datapackage.descriptor import Field, Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Row, Tables, Where, in_order
from pages import data_pages

OPEN, CLOSE = "\ue000", "\ue001"  # private-use letters: Markdown passes them through untouched
TOKEN = re.compile(f"(<p>\\s*)?{OPEN}([0-9]+){CLOSE}(\\s*</p>)?")
# Elements that end a paragraph (https://html.spec.whatwg.org/#the-p-element)
BLOCK = re.compile(r"\s*<(?:blockquote|details|div|dl|figure|form|h[1-6]|nav|ol|p|section|table|ul)\b")


class PageError(ValueError):
    """An expression in prose that the data cannot answer."""


@dataclass(frozen=True)
class Figure:
    """A number of the page and the address where it can be traced."""

    amount: int | Decimal
    words: str
    href: str

    def __html__(self) -> str:
        return str(Markup('<a class="figure" href="{}">{}</a>').format(self.href, self.words))


@dataclass
class Prose:
    """Markdown with the results of its expressions set aside in `fragments`."""

    text: str
    fragments: list[Markup] = field(default_factory=list)

    def restore(self, html: str) -> str:
        """`html` with every fragment back; a block that stood alone loses its paragraph."""

        def put(match: re.Match[str]) -> str:
            fragment = str(self.fragments[int(match[2])])
            alone = match[1] and match[3] and BLOCK.match(fragment)
            return fragment if alone else f"{match[1] or ''}{fragment}{match[3] or ''}"

        return TOKEN.sub(put, html)


@dataclass(frozen=True)
class Address:
    """Where a page stands: its URL from the root of the site, and that of its language.

    `page` is `fr/members/`, `language_root` `fr/`; both are empty for the home page.
    """

    page: str
    language_root: str

    def file(self, path: str) -> str:
        """The shorter relative link to `path`, counted from the root of the site."""
        beside = self.page.rstrip("/").rpartition("/")[0] + "/"
        if beside != "/" and path.startswith(beside):
            return "../" + path.removeprefix(beside)
        return "../" * self.page.count("/") + path or "./"

    def link(self, path: str) -> str:
        """A relative link to a page of the same language; an anchor may follow."""
        path, hash_sign, anchor = path.partition("#")
        return self.file(self.language_root + path) + hash_sign + anchor


class _Loader(FileSystemLoader):
    """Reads templates without their indentation, which every page would repeat; that of `<pre>` stays."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        pieces = re.split("(<pre.*?</pre>)", source, flags=re.DOTALL)
        lean = (each if each.startswith("<pre") else re.sub(r"\n[ \t]+", "\n", each) for each in pieces)
        return "".join(lean), path, is_current


class Pages:
    """Renders prose and templates of one package for one reader."""

    def __init__(self, package: Package, reader: Reader, templates: Sequence[Path], site: Mapping[str, Any]) -> None:
        """`templates` are folders, the first found winning; every template sees `site`."""
        self.package, self.reader, self.site = package, reader, site
        self.tables = Tables(package, reader.language)
        self.gallery = Gallery(FOLDER)
        self._exhibits: dict[str, Exhibit] = {}
        loader = _Loader(templates)
        options: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
        # Compiled once for all languages, and for the builds that follow
        self._templates = Environment(
            loader=loader,
            autoescape=True,
            bytecode_cache=FileSystemBytecodeCache(),
            **options,
        )
        # `{#` begins an anchor in Markdown (`## Title {#anchor}`), so comments are spelt otherwise
        self._prose = SandboxedEnvironment(
            autoescape=True, comment_start_string="{%#", comment_end_string="#%}", **options
        )
        for env in (self._templates, self._prose):
            env.filters |= self._filters
        for unsafe in ("safe", "mark_safe"):
            self._prose.filters.pop(unsafe, None)

    @cached_property
    def _filters(self) -> dict[str, Callable[..., Any]]:
        locale = self.reader.locale
        return {
            "language": lambda code: locales.language_name(code, locale),
            "size": lambda value: locales.size(value, locale),
            "number": lambda value: locales.number(value, locale),
            "percent": lambda value: locales.percent(value, locale),
            "cell": lambda value, display: locales.cell(value, display, locale),
            "date": lambda value: locales.partial_date(str(value), locale),
            "plural": self.plural,
        }

    def prose(self, text: str, at: Address, **context: Any) -> Prose:
        """Evaluate the expressions of a Markdown page.

        Raises PageError where one asks for what the data do not hold.
        """
        result = Prose("")

        def keep(value: Any) -> str:
            result.fragments.append(escape(value))
            return f"{OPEN}{len(result.fragments) - 1}{CLOSE}"

        env = self._prose.overlay(finalize=keep)
        result.text = str(env.from_string(text).render(**self.functions(at), **context))
        return result

    def template(self, name: str, at: Address, **context: Any) -> Markup:
        """Render the template `<name>.html` with every value escaped."""
        return Markup(self.compiled(name).render(**self.functions(at), **context))  # noqa: S704 - escaped by Jinja

    def compiled(self, name: str) -> Template:
        """Return the template `<name>.html`, compiled once."""
        return self._templates.get_template(f"{name}.html")

    def functions(self, at: Address) -> dict[str, Any]:
        """What prose and templates may call; `docs/contribute.en.md` lists them."""
        return {
            "package": self.package,
            "reader": self.reader,
            "site": self.site,
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
            "own_fields": self.own_fields,
            "draw_map": self.draw_map,
            **data_pages.functions(self.tables, self.reader, self.site, at.language_root),
        }

    def rows(
        self, name: str, where: Where | None = None, sort: str = "", limit: int | None = None, **equal: Any
    ) -> list[Row]:
        """Rows of a resource; `sort` is a field, with `-` before it for the reverse order.

        Rows without a value in that field come last. Raises PageError for an unknown name.
        """
        try:
            found = list(self.tables.select(name, {**(where or {}), **equal}))
            if sort:
                found = in_order(found, sort)
        except (KeyError, AttributeError) as error:
            raise PageError(f"{name}: {error}") from error
        return found[:limit]

    def find(self, name: str, key: str) -> Row | None:
        """The row of a resource with that primary key; None where there is none."""
        return self.tables.find(name, self.resource(name).primary_key[0], key)

    def count(self, at: Address, name: str, where: Where | None = None, **equal: Any) -> Figure:
        """How many rows of a resource there are, linked to the page of the resource."""
        amount = len(self.rows(name, where, **equal))
        return Figure(amount, locales.number(amount, self.reader.locale), self._resource_link(at, name))

    def value(self, at: Address, name: str, cell: str, **equal: Any) -> Figure:
        """A number in the only row that fits, linked to its source.

        Raises PageError where no row fits, several do, or the cell is no number.
        """
        found = self.rows(name, **equal)
        if len(found) != 1:
            raise PageError(f"{name}: {len(found)} rows fit {equal}, one is needed")
        amount = found[0].cells[cell]
        if isinstance(amount, bool) or not isinstance(amount, (int, Decimal)):
            raise PageError(f"{name}: {cell} of {found[0].key} is {amount!r}, not a number")
        source = found[0].source if "source" in found[0].cells else None
        href = self.row_link(at, source) if isinstance(source, Row) else self._resource_link(at, name)
        return Figure(amount, locales.number(amount, self.reader.locale), href)

    def plural(self, figure: Figure | int | Decimal, **forms: str) -> Figure | str:
        """The words for a number by the plural rules of the language; `{n}` is the number."""
        amount = figure.amount if isinstance(figure, Figure) else figure
        words = locales.plural(amount, forms, self.reader.locale)
        return Figure(amount, words, figure.href) if isinstance(figure, Figure) else words

    def exhibit(self, name: str) -> Exhibit:
        """The view of that name, worked out once. Raises PageError for an unknown one."""
        if name not in self.package.views:
            raise PageError(f"no view {name!r}; there are {', '.join(self.package.views)}")
        if name not in self._exhibits:
            view = views.build(self.tables, name, self.reader)
            page = f"{self.site['roots'][self.reader.language]}data/{view.resource.name}/"
            self._exhibits[name] = Exhibit(view, self.package, self.reader, str(self.site["url"]), page)
        return self._exhibits[name]

    def chart(self, at: Address, name: str) -> Markup:
        """The view as a figure: title, picture, legend, source line, table, files to take away."""
        return self.template("chart", at, **self.exhibit(name).shown(self.gallery))

    def show(self, at: Address, row: Row, name: str) -> Markup:
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
        if item.display == "link":
            return Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(cell)
        if isinstance(cell, bool):
            return escape(self.reader.word("yes" if cell else "no"))
        return Markup("<bdi>{}</bdi>").format(locales.cell(cell, item.display, self.reader.locale))

    def own_fields(self, resource: Resource) -> list[Field]:
        """The fields of a resource without the words of other languages, where the reader's exist."""
        return self.package.own_fields(resource, self.reader.language)

    def draw_map(self, name: str, key: str, **where: object) -> geometry.Map:
        """A map of the features of a geometry resource. Raises PageError for an unknown resource."""
        return geometry.draw(self.package.root / self.resource(name).path, key, where)

    def row_link(self, at: Address, row: Row) -> str:
        """Where a row can be read: its anchor on the page of its resource."""
        page, own = row.resource.descriptor.get("page"), row.resource.descriptor.get("rowPages")
        if own:
            return at.link(f"{own['path']}/{row.cells[own['slug']]}/")
        return at.link(f"{page}#{row.key}") if page else self._resource_link(at, row.resource.name)

    def _resource_link(self, at: Address, name: str) -> str:
        return at.link(f"data/{name}/")

    def resource(self, name: str) -> Resource:
        """The resource of that name. Raises PageError for an unknown one."""
        if name not in self.package.resources:
            raise PageError(f"no resource {name!r}")
        return self.package.resources[name]

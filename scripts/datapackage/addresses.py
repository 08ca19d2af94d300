"""The one home of addresses: where a page, a resource, a row or a chart is read, and where old addresses lead.

A path is counted from the folder of a language (`places/settat/`), an address
begins with that of the site. An anchor may follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from datapackage.descriptor import Resource
from datapackage.extensions import Where
from datapackage.locales import Reader
from datapackage.rows import Row, Tables, follow

CATALOGUE = "data/"  # the page that lists every resource


@dataclass(frozen=True)
class Site:
    """Where the site is published, and for whom.

    `url` ends with a slash. `readers` are the languages of the site, the default one first; by the code of each,
    `roots` has its folder, empty for the default language, `fr/` for French, and `names` the name of the site. `logo`
    is its drawing, an SVG.
    """

    url: str
    repository: str
    readers: tuple[Reader, ...]
    roots: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""

    def address(self, path: str, language: str) -> str:
        """Return the address of a page in a language; `path` is counted from the folder of that language."""
        return f"{self.url}{self.roots[language]}{path}"

    def addresses(self, path: str) -> dict[str, str]:
        """Return the address of a page in each language."""
        return {language: self.address(path, language) for language in self.roots}


def of_resource(name: str) -> str:
    """Return the path of the page of a resource; that of the catalogue for an empty name."""
    return f"{CATALOGUE}{name}/" if name else CATALOGUE


def of_chart(view: str, resource: str) -> str:
    """Return the path of a chart on the page of the resource that it shows."""
    return f"{of_resource(resource)}#chart-{view}"


def of_row(row: Row) -> str:
    """Return where a row is read: its own page, its place on another page, else the page of its resource."""
    resource = row.resource
    if resource.row_pages:
        return f"{resource.row_pages.path}/{row.cells[resource.row_pages.slug]}/"
    return f"{resource.page}#{row.key}" if resource.page else of_resource(resource.name)


def of_rows(resource: Resource, where: Where) -> str:
    """Return the path of the list that shows the rows which `where` selects, and no others.

    Empty where no list can: the resource has none (`page`, `facets`), or a condition is none of its facets. The
    anchor names the list, since a page may hold several.
    """
    if not (resource.page and resource.facets) or not set(where) <= set(resource.facets):
        return ""
    asked = [(path, _asked(value)) for path, wanted in where.items() for value in _listed(wanted)]
    return f"{resource.page}{'?' if asked else ''}{urlencode(asked)}#{of_list(resource)}"


def of_list(resource: Resource) -> str:
    """Return the anchor of the list of a resource on its page."""
    return f"list-{resource.name}"


def facet_value(row: Row, path: str) -> str:
    """Return what a list carries of a row for the facet `path`, to be compared with an address; empty where unknown.

    Of an address (`display: link`) it says only that there is one.
    """
    value = follow(row, path)
    field = row.resource.field.get(path)
    if value is not None and field and field.display == "link":
        return "1"
    return _asked(value.key if isinstance(value, Row) else value)


def _listed(wanted: object) -> Iterable[object]:
    return wanted if isinstance(wanted, (list, tuple, set)) else [wanted]


def _asked(value: object) -> str:
    """A value of a facet as an address writes it: as the CSV has it."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def old_keys(tables: Tables, name: str) -> dict[str, Row]:
    """Return the rows of resource `name` whose identifier has changed, by the old one (`redirects`)."""
    return _moved(tables, name, {row.key: row for row in tables.all(name)})


def old_slugs(tables: Tables, name: str) -> dict[str, Row]:
    """Return the rows of `name` whose page has another slug than before, by the old one; none without `rowPages`."""
    pages = tables.package.resources[name].row_pages
    return _moved(tables, name, {str(row.cells[pages.slug]): row for row in tables.all(name)}) if pages else {}


def _moved(tables: Tables, name: str, rows: Mapping[str, Row]) -> dict[str, Row]:
    redirects = tables.package.resources[name].redirects
    return {old: rows[new] for old, new in redirects.items() if new and new in rows}

"""What templates may ask of the data: rows in order, facets, changes, shares, coverage, citations, drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from charts import views
from charts.kinds import column_profiles
from charts.kinds.sparkline import sparklines
from datapackage import addresses, citation, locales, rows
from datapackage.addresses import Site
from datapackage.descriptor import Field, Package, Resource
from datapackage.locales import Reader
from datapackage.rows import Row, Tables
from downloads.readable import Readable
from metadata import data_quality, schema_org
from metadata.publication import Publication
from pages import table_diagram
from pages.lists import browsing, facets, orders


def functions(publication: Publication, reader: Reader) -> dict[str, Callable[..., Any]]:
    """Return the functions by the name that templates call them.

    `change` gives the difference of two numbers of a row as a percentage, `notices` the labels of the rules that it
    breaks (`severity: shown`); `cite` takes the title and the path of a page, from the folder of its language.
    """
    package, site, dataset = publication.package, publication.site, publication.dataset
    tables = dataset.in_language(reader.language)
    return {
        "above": rows.above,
        "by_date": by_date,
        "by_year": rows.by_year,
        "category_rank": rows.category_rank,
        "change": partial(change, reader),
        "coverage": partial(data_quality.coverage, dataset),
        "elsewhere": rows.elsewhere,
        "in_order": rows.in_order,
        "is_old": partial(citation.is_old, package),
        "newest_first": rows.newest_first,
        "notices": partial(notices, publication, reader),
        "restated": restated,
        "rules": lambda: publication.rules,
        "share_of": share_of,
        "sparklines": partial(sparklines, reader.locale),
        "stated_once": stated_once,
        "views_of": partial(views_of, package),
        "where_of": partial(views.where_of, package),
        "untranslated": lambda: data_quality.untranslated(tables),
        "diagram": lambda: table_diagram.diagram(package, reader.rtl),
        "profile": partial(profile, publication),
        "cite": partial(citation.cite, package, reader, site),
        "correct": partial(citation.correct, site),
        "structured_data": partial(schema_org.structured_data, publication, reader),
        **_of_lists(tables, reader, site),
    }


def _of_lists(tables: Tables, reader: Reader, site: Site) -> dict[str, Callable[..., Any]]:
    """Return the functions of the templates of lists."""
    return {
        "browsed": lambda resource: browsing.browsed(Readable(tables, resource, reader, site)),
        "facet_values": facets.facet_values,
        "facets": partial(facets.facets, tables, reader),
        "list_id": addresses.of_list,
        "order_values": orders.order_values,
        "orders": lambda resource: orders.orders(Readable(tables, resource, reader, site)),
    }


def change(reader: Reader, row: Row, before: str, after: str) -> str:
    """Return the difference of two numbers of a row as a percentage, in words."""
    return locales.change(row.cells[before], row.cells[after], reader.locale)


def notices(publication: Publication, reader: Reader, row: Row) -> list[str]:
    """Return the labels of the rules that a published row breaks."""
    broken = [rule for rule in publication.notices.get((row.resource.name, row.key), []) if rule.severity == "shown"]
    return [publication.package.text(rule.descriptor, "label", reader.language) for rule in broken]


def profile(publication: Publication, resource: Resource, field: Field) -> column_profiles.Profile:
    """Return what the cells of a field hold: how many values, which are frequent, how they are spread."""
    cells = publication.dataset.cells(resource.name)
    return column_profiles.profile([row[field.name] for row in cells], field)


def views_of(package: Package, name: str, field: str, key: str) -> list[str]:
    """Return the names of the views of resource `name` that show rows whose `field` is `key`, by their `where`."""
    asked = {view.name: (view.spec.where or {}).get(field) for view in package.views.values() if view.resource == name}
    return [view for view, wanted in asked.items() if key == wanted or (isinstance(wanted, list) and key in wanted)]


def restated(row: Row, same: Sequence[str], by: str) -> list[Row]:
    """Return the other rows of its table that hold what `row` holds in the fields `same`, and not in the field `by`.

    With the key of a figure and the field of its source: the same figure in other sources.
    """
    alike = row.tables.select(row.resource.name, {name: row.cells[name] for name in same})
    return [other for other in alike if other.cells[by] != row.cells[by]]


def stated_once(lines: Iterable[Row], same: Sequence[str], by: str) -> list[Row]:
    """Return those of `lines` that no row restates."""
    return [line for line in lines if not restated(line, same, by)]


def by_date(*lists: tuple[Iterable[Row], str]) -> list[tuple[str, Row]]:
    """Return rows with their dates, the latest first; each of `lists` is rows and the field that dates them.

    Rows without a date come last, with an empty one.
    """
    pairs = [(str(row.cells[field_name] or ""), row) for listed, field_name in lists for row in listed]
    return sorted(pairs, key=lambda pair: pair[0], reverse=True)


def share_of(part: float, whole: float) -> float:
    """Return `part` as a share of `whole`, between 0 and 1; 0 where there is nothing to share."""
    return part / whole if whole else 0.0

"""What templates may ask of the data: rows in order, changes, shares, coverage, citations, drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from datapackage import citation, locales, rows
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from datapackage.rows import Row
from metadata import data_quality, schema_org
from metadata.publication import Publication
from pages import column_profiles, table_diagram


def functions(publication: Publication, reader: Reader) -> dict[str, Callable[..., Any]]:
    """Return the functions by the name that templates call them.

    `change` gives the difference of two numbers of a row as a percentage, `notices` the labels of the rules that it
    breaks (`severity: shown`); `cite` takes the title and the path of a page, from the folder of its language.
    """
    package, site, dataset = publication.package, publication.site, publication.dataset

    def profile(resource: Resource, field: Field) -> column_profiles.Profile:
        return column_profiles.profile([cells[field.name] for cells in dataset.cells(resource.name)], field)

    def notices(row: Row) -> list[str]:
        rules = publication.notices.get((row.resource.name, row.key), [])
        return [package.text(rule.descriptor, "label", reader.language) for rule in rules if rule.severity == "shown"]

    def change(row: Row, before: str, after: str) -> str:
        return locales.change(row.cells[before], row.cells[after], reader.locale)

    return {
        "above": rows.above,
        "by_date": by_date,
        "by_year": rows.by_year,
        "category_rank": rows.category_rank,
        "change": change,
        "coverage": partial(data_quality.coverage, dataset),
        "elsewhere": rows.elsewhere,
        "in_order": rows.in_order,
        "is_old": partial(citation.is_old, package),
        "newest_first": rows.newest_first,
        "notices": notices,
        "rules": lambda: publication.rules,
        "share_of": share_of,
        "untranslated": lambda: data_quality.untranslated(dataset.in_language(reader.language)),
        "diagram": lambda: table_diagram.diagram(package, reader.rtl),
        "profile": profile,
        "cite": partial(citation.cite, package, reader, site),
        "correct": partial(citation.correct, site),
        "structured_data": partial(schema_org.structured_data, publication, reader),
    }


def by_date(*lists: tuple[Iterable[Row], str]) -> list[tuple[str, Row]]:
    """Return rows with their dates, the latest first; each of `lists` is rows and the field that dates them.

    Rows without a date come last, with an empty one.
    """
    pairs = [(str(row.cells[field_name] or ""), row) for listed, field_name in lists for row in listed]
    return sorted(pairs, key=lambda pair: pair[0], reverse=True)


def share_of(part: float, whole: float) -> float:
    """Return `part` as a share of `whole`, between 0 and 1; 0 where there is nothing to share."""
    return part / whole if whole else 0.0

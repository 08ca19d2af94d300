"""What templates may ask of the data: rows in order, changes, shares, coverage, citations, drawings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from datapackage import citation, locales, rows
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from datapackage.rows import Row, Tables
from metadata import changelog, schema_org
from pages import column_profiles, data_quality, table_diagram


def functions(tables: Tables, reader: Reader, site: Mapping[str, Any], root: str) -> dict[str, Callable[..., Any]]:
    """The functions by the name that templates call them; `root` is the folder of the language (`fr/`).

    `change` gives the difference of two numbers of a row as a percentage; `cite` takes the title of a page and its path
    below that folder.
    """
    package = tables.package

    def profile(resource: Resource, field: Field) -> column_profiles.Profile:
        return column_profiles.profile([row.cells[field.name] for row in tables.all(resource.name)], field)

    def change(row: Row, before: str, after: str) -> str:
        return locales.change(row.cells[before], row.cells[after], reader.locale)

    return {
        "above": rows.above,
        "by_year": rows.by_year,
        "category_rank": rows.category_rank,
        "change": change,
        "coverage": partial(data_quality.coverage, tables),
        "elsewhere": rows.elsewhere,
        "in_order": rows.in_order,
        "share_of": share_of,
        "untranslated": partial(data_quality.untranslated, tables),
        "change_counts": changelog.counts,
        "diagram": lambda: table_diagram.diagram(package, reader.rtl),
        "profile": profile,
        "cite": lambda title, path: citation.cite(package, reader, site, title, root + path),
        "correct": partial(citation.correct, site),
        "structured_data": partial(schema_org.structured_data, package, reader, site, root),
    }


def share_of(part: float, whole: float) -> float:
    """Return `part` as a share of `whole`, between 0 and 1; 0 where there is nothing to share."""
    return part / whole if whole else 0.0

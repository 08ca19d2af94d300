"""What the pages about the data may ask for: citations, profiles, drawings, structured data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from datapackage import citation
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from datapackage.rows import Tables
from metadata import changelog, schema_org
from pages import column_profiles, table_diagram


def functions(tables: Tables, reader: Reader, site: Mapping[str, Any], root: str) -> dict[str, Callable[..., Any]]:
    """The functions by the name that templates call them; `root` is the folder of the language (`fr/`).

    `cite` takes the title of a page and its path below that folder.
    """
    package = tables.package

    def profile(resource: Resource, field: Field) -> column_profiles.Profile:
        return column_profiles.profile([row.cells[field.name] for row in tables.all(resource.name)], field)

    return {
        "change_counts": changelog.counts,
        "diagram": lambda: table_diagram.diagram(package, reader.rtl),
        "profile": profile,
        "cite": lambda title, path: citation.cite(package, reader, site, title, root + path),
        "correct": partial(citation.correct, site),
        "structured_data": partial(schema_org.structured_data, package, reader, site, root),
    }

"""What the pages about the data may ask for: citations, profiles, drawings, structured data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from datapackage import citation
from datapackage.descriptor import Field, Resource
from datapackage.locales import Reader
from metadata import schema_org
from metadata.publication import Publication
from pages import column_profiles, table_diagram


def functions(publication: Publication, reader: Reader) -> dict[str, Callable[..., Any]]:
    """Return the functions by the name that templates call them.

    `cite` takes the title of a page and its path, counted from the folder of the language.
    """
    package, site, dataset = publication.package, publication.site, publication.dataset

    def profile(resource: Resource, field: Field) -> column_profiles.Profile:
        return column_profiles.profile([cells[field.name] for cells in dataset.cells(resource.name)], field)

    return {
        "diagram": lambda: table_diagram.diagram(package, reader.rtl),
        "profile": profile,
        "cite": partial(citation.cite, package, reader, site),
        "correct": partial(citation.correct, site),
        "structured_data": partial(schema_org.structured_data, publication, reader),
    }

"""Figures of views, as Plotly would read them."""

import json
from typing import Any

from charts import figures, views
from charts.style import WIDE, Canvas
from datapackage import descriptor
from datapackage.locales import Reader
from datapackage.rows import Dataset


def view(of: descriptor.Package, name: str, reader: Reader) -> views.View:
    return views.build(Dataset(of).in_language(reader.language), name, reader)


def figure(of: descriptor.Package, name: str, reader: Reader, canvas: Canvas = WIDE) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(figures.figure(view(of, name, reader), of, reader, canvas))
    return drawn

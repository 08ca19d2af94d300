"""Figures of views, as Plotly would read them."""

import json
from dataclasses import replace
from typing import Any

from charts import figures, views
from charts.style import WIDE, Canvas, with_css_variables
from datapackage import descriptor
from datapackage.locales import Reader
from datapackage.rows import Dataset


def view(of: descriptor.Package, name: str, reader: Reader) -> views.View:
    """A view that the descriptor declares."""
    return views.build(Dataset(of).in_language(reader.language), name, reader)


def other_view(of: descriptor.Package, reader: Reader, resource: str, title: str = "v", **spec: Any) -> views.View:
    """A view of `resource` that the descriptor does not declare."""
    declared = {"name": "v", "title": title, "resources": [resource], "spec": spec}
    return view(replace(of, descriptor={**of.descriptor, "views": [declared]}), "v", reader)


def read(shown: views.View, of: descriptor.Package, reader: Reader, canvas: Canvas = WIDE) -> dict[str, Any]:
    """The figure of a view with CSS variables for colours, as charts.js reads it."""
    made = figures.figure(shown, of, reader, canvas)
    figure: dict[str, Any] = json.loads(with_css_variables(figures.to_json(made)))
    return figure


def figure(of: descriptor.Package, name: str, reader: Reader, canvas: Canvas = WIDE) -> dict[str, Any]:
    """The figure of a view that the descriptor declares."""
    return read(view(of, name, reader), of, reader, canvas)

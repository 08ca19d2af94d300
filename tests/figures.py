"""Figures of views, as Plotly would read them."""

import json
from typing import Any

import charts
import package
import views
from formats import Reader
from rows import Tables
from scenes import WIDE, Canvas


def view(of: package.Package, name: str, reader: Reader) -> views.View:
    return views.build(Tables(of, reader.language), name, reader)


def figure(of: package.Package, name: str, reader: Reader, canvas: Canvas = WIDE) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(charts.figure(view(of, name, reader), of, reader, canvas))
    return drawn

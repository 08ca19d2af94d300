"""The data of each chart as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from charts.views import View


def view_csv(translations: dict[str, View]) -> str:
    """The data of one chart as CSV: keys, the words in each language, figures, keys of sources.

    The parts that the view does not use are left out.
    """
    first = next(iter(translations.values()))
    parts = [part for part in ("facet", "group", "end", "series") if part == "series" or part in first.spec.paths]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    words = [[part, *(f"{part}_{language}" for language in translations)] for part in parts]
    writer.writerow([*(name for names in words for name in names), "value", "preferred", "sources"])
    lines = {language: view.frame.to_dict("records") for language, view in translations.items()}
    spoken = {
        language: {(line[f"{part}_key"], part): line[part] for line in found for part in parts}
        for language, found in lines.items()
    }
    for mark in first.frame.to_dict("records"):
        keys = [(mark[f"{part}_key"], part) for part in parts]
        cells = [[key[0], *(spoken[language][key] for language in translations)] for key in keys]
        writer.writerow([*(cell for each in cells for cell in each), f"{mark['value']:.15g}",
                         str(mark["preferred"]).lower(), " ".join(mark["source_keys"])])  # fmt: skip
    return out.getvalue()


def write_views(views: Mapping[str, dict[str, View]], folder: Path) -> None:
    """One CSV for each view, named after it; `views` has each in every language."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, translations in views.items():
        (folder / f"{name}.csv").write_text(view_csv(translations), encoding="utf-8", newline="")

"""The data of each chart: its marks in every language, and a CSV of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from charts.chart import Charts
from charts.views import View

_DIGITS = ".15g"  # what a double-precision number holds: sums of decimals show no noise


@dataclass(frozen=True)
class Part:
    """What names a mark in one part of the view (`group`, `series` …): a key, and the words by language."""

    key: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class TranslatedMark:
    """One mark of a chart: its parts by name, its figure, whether it is shown first, the keys of its sources.

    `reported` is true where the figure adds to the last one, and is no total.
    """

    parts: Mapping[str, Part]
    value: float
    preferred: bool
    sources: tuple[str, ...]
    reported: bool = False


def parts_of(view: View) -> list[str]:
    """Return the parts that name a mark of `view`: `group` and `series` always, the others where it uses them."""
    return [part for part in ("facet", "group", "end", "series") if part == "series" or part in view.spec.paths]


def marks(translations: Mapping[str, View]) -> Iterator[TranslatedMark]:
    """Give the marks of one view, which `translations` has by language, in the order of the first language."""
    first = next(iter(translations.values()))
    parts = parts_of(first)
    words = {
        language: {(part, getattr(mark, f"{part}_key")): getattr(mark, part) for mark in view.marks for part in parts}
        for language, view in translations.items()
    }
    for mark in first.marks:
        keys = {part: getattr(mark, f"{part}_key") for part in parts}
        yield TranslatedMark(
            parts={
                part: Part(key, {language: words[language][part, key] for language in translations})
                for part, key in keys.items()
            },
            value=float(f"{mark.value:{_DIGITS}}"),
            preferred=mark.preferred,
            sources=mark.source_keys,
            reported=mark.reported,
        )


def view_csv(translations: Mapping[str, View]) -> str:
    """Return the data of one chart as CSV: keys, the words in each language, figures, keys of sources.

    What adds to the last figure without a new total has a column of its own, where the view draws such.
    """
    first = next(iter(translations.values()))
    parts, additions = parts_of(first), bool(first.spec.reported)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [name for part in parts for name in (part, *(f"{part}_{language}" for language in translations))]
    writer.writerow([*names, "value", "preferred", "sources", *(["reported"] if additions else [])])
    for mark in marks(translations):
        cells = [cell for part in mark.parts.values() for cell in (part.key, *part.words.values())]
        value, added = f"{mark.value:{_DIGITS}}", ""
        if mark.reported:
            value, added = "", value
        cells += [value, str(mark.preferred).lower(), " ".join(mark.sources)]
        writer.writerow([*cells, *([added] if additions else [])])
    return out.getvalue()


def translations_of(charts: Sequence[Charts], name: str) -> dict[str, View]:
    """Return the view `name` in each language."""
    return {of_language.reader.language: of_language[name].view for of_language in charts}


def write_views(charts: Sequence[Charts], folder: Path) -> None:
    """Write one CSV for each view into `folder`, named after it; `charts` are those of each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in charts[0].tables.package.views:
        text = view_csv(translations_of(charts, name))
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")

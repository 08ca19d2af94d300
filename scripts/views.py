"""Views: what a chart of the contract shows, worked out with pandas.

A view of the Data Package (`specType: simple`) names one resource and a spec.
`build` turns it into a tidy frame, one line per mark, and the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

import pandas as pd

import formats
from formats import Reader
from package import Descriptor, Resource
from rows import Row, Tables, follow

COLUMNS = ["group_key", "group", "series_key", "series", "value", "preferred", "source_keys"]
UNKNOWN = ""  # key of the group of rows whose group is not known


@dataclass(frozen=True)
class View:
    """A view worked out in one language.

    `frame` has one line per mark: group_key, group (words), series_key, series
    (words), value (float), preferred (bool), source_keys (tuple of keys of the
    rows that the figures rest on). `left_out` counts the rows without a group.
    """

    name: str
    spec: Descriptor
    title: str
    description: str
    frame: pd.DataFrame
    resource: Resource
    sources: list[Row]
    left_out: int
    group_title: str
    series_title: str
    value_title: str

    @property
    def lines(self) -> list[dict[str, object]]:
        """The frame as dicts, with the rows of the sources under `sources`."""
        known = {row.key: row for row in self.sources}
        lines: list[dict[str, object]] = []
        for mark in self.frame.to_dict("records"):
            sources = [known[key] for key in mark["source_keys"] if key in known]
            lines.append({str(name): value for name, value in mark.items()} | {"sources": sources})
        return lines


def build(tables: Tables, name: str, reader: Reader) -> View:
    """The view `name` in the language of `reader`, which is that of `tables`.

    Raises KeyError for an unknown view or a missing interface word; a valid
    package has no other fault left.
    """
    locale, unknown = reader.locale, reader.word("unknown")
    descriptor = tables.package.views[name]
    spec: Descriptor = descriptor["spec"]
    resource = tables.package.resources[descriptor["resources"][0]]
    rows = [row for row in tables.select(resource.name, spec.get("where")) if _is_known(row, spec)]
    marks = [_mark(row, spec, locale, unknown) for row in rows]
    drawn = [mark for mark in marks if mark["group_key"] != UNKNOWN or not _drops_unknown(tables, resource, spec)]
    frame = pd.DataFrame(drawn, columns=COLUMNS)
    frame = _ordered(_aggregated(frame, spec), tables, resource, spec)
    facts = _facts(frame, locale)
    return View(
        name=name,
        spec=spec,
        title=fill(tables.package.text(descriptor, "title", tables.language), facts),
        description=tables.package.text(descriptor, "description", tables.language),
        frame=frame,
        resource=resource,
        sources=_sources(frame, rows),
        left_out=len(marks) - len(drawn),
        group_title=_title(tables, resource, spec["group"]),
        series_title=_title(tables, resource, spec["series"]) if "series" in spec else "",
        value_title=_title(tables, resource, spec["value"]) if "value" in spec else reader.word("chart.rows_counted"),
    )


def last_field(tables: Tables, resource: Resource, path: str) -> tuple[Resource, str]:
    """The resource and field at the end of `path`, foreign keys followed on the way."""
    *steps, name = path.split(".")
    for step in steps:
        resource = tables.package.resources[resource.link[step].resource]
    return resource, name


def _is_known(row: Row, spec: Descriptor) -> bool:
    """A figure that no source states is left out: unknown is not zero."""
    return "value" not in spec or follow(row, spec["value"]) is not None


def _title(tables: Tables, resource: Resource, path: str) -> str:
    owner, name = last_field(tables, resource, path)
    return tables.package.text(owner.field[name].descriptor, "title", tables.language)


def _drops_unknown(tables: Tables, resource: Resource, spec: Descriptor) -> bool:
    """Rows without a place or a date cannot be drawn; those without a category can."""
    owner, name = last_field(tables, resource, spec["group"])
    return name in owner.link or owner.field[name].display == "date"


def _named(row: Row, path: str, spec: Descriptor, locale: str, unknown: str) -> tuple[str, str]:
    """Key and words of what stands at `path`."""
    value = follow(row, path)
    if isinstance(value, Row):
        return value.key, value.label
    if value is None:
        return UNKNOWN, unknown
    *steps, name = path.split(".")
    owner = follow(row, ".".join(steps)) if steps else row
    assert isinstance(owner, Row)  # noqa: S101 - the value was found in it
    field = owner.resource.field[name]
    if field.categories:
        return str(value), owner.category(name)
    if field.display == "date":
        text = str(value)[:4] if spec.get("bin") == "year" else str(value)
        return text, formats.partial_date(text, locale)
    return str(value), formats.cell(owner.cells[name], field.display, locale)


def _mark(row: Row, spec: Descriptor, locale: str, unknown: str) -> dict[str, object]:
    group_key, group = _named(row, spec["group"], spec, locale, unknown)
    series_key, series = _named(row, spec["series"], spec, locale, unknown) if "series" in spec else ("", "")
    value = follow(row, spec["value"]) if "value" in spec else 1
    assert isinstance(value, (int, Decimal))  # noqa: S101 - the contract says the field is a number
    source = row.cells.get(spec.get("source", "source"))
    preferred = bool(row.cells[spec["preferred"]]) if "preferred" in spec else True
    return dict(
        zip(
            COLUMNS,
            (group_key, group, series_key, series, float(value), preferred, (source,) if source else ()),
            strict=True,
        )
    )


def _aggregated(frame: pd.DataFrame, spec: Descriptor) -> pd.DataFrame:
    """Sums the marks of a group and series; a line keeps every reported figure."""
    if spec["type"] == "line" or frame.empty:
        return frame
    if "preferred" in spec:
        frame = frame[frame["preferred"]]
    keys = ["group_key", "group", "series_key", "series"]
    return frame.groupby(keys, sort=False, as_index=False).agg(
        value=("value", "sum"),
        preferred=("preferred", "all"),
        source_keys=(
            "source_keys",
            lambda parts: tuple(dict.fromkeys(key for part in parts for key in part)),
        ),
    )


def _ordered(frame: pd.DataFrame, tables: Tables, resource: Resource, spec: Descriptor) -> pd.DataFrame:
    """Coded values in the order of the contract, dates in theirs, the rest by size."""
    owner, name = last_field(tables, resource, spec["group"])
    field = owner.field[name]
    series_order: list[str] = []
    if "series" in spec:
        series_owner, series_name = last_field(tables, resource, spec["series"])
        series_order = list(series_owner.field[series_name].categories)
    position = {key: index for index, key in enumerate([*field.categories, UNKNOWN])}
    series_position = {key: index for index, key in enumerate(series_order)}
    if spec.get("sort") == "value" or (name in owner.link and "sort" not in spec):
        total = frame.groupby("group_key")["value"].transform("sum")
        rank = -total
    elif field.categories:
        rank = frame["group_key"].map(position)
    else:
        rank = frame["group_key"].map(_sortable)
    ranked = frame.assign(_rank=rank, _series=frame["series_key"].map(lambda key: series_position.get(key, 99)))
    by = ["_rank", "group_key", "_series"] if spec["type"] != "line" else ["_rank"]
    return ranked.sort_values(by, kind="stable").drop(columns=["_rank", "_series"]).reset_index(drop=True)


def _sortable(key: str) -> str:
    """A date key by the middle of what it may mean, so that 2024 stands after 2024-03."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", key):
        first, last = formats.span(key)
        return (first + (last - first) / 2).isoformat()
    return key


def _sources(frame: pd.DataFrame, rows: Iterable[Row]) -> list[Row]:
    """The rows of the sources behind the marks, each once, in the order of the frame."""
    found = {row.cells["source"]: row["source"] for row in rows if "source" in row.cells}
    keys = dict.fromkeys(key for part in frame["source_keys"] for key in part)
    return [source for key in keys if isinstance(source := found.get(key), Row)]


def _facts(frame: pd.DataFrame, locale: str) -> dict[str, dict[str, str]]:
    """What a title may say: total, and first, last, max and min group and value."""
    shown = frame[frame["preferred"]]
    if shown.empty:
        return {}
    totals: dict[str, float] = {}
    for words, value in zip(shown["group"], shown["value"], strict=True):
        totals[words] = totals.get(words, 0) + value
    ranked = list(totals.items())
    picks = {
        "first": ranked[0],
        "last": ranked[-1],
        "max": max(ranked, key=itemgetter(1)),
        "min": min(ranked, key=itemgetter(1)),
    }
    facts = {name: {"group": words, "value": formats.number(v, locale)} for name, (words, v) in picks.items()}
    facts["total"] = {"value": formats.number(shown["value"].sum(), locale)}
    return facts


def fill(text: str, facts: Mapping[str, Mapping[str, str]]) -> str:
    """`text` with `{first.value}`, `{max.group}`, `{total}`… replaced; unknown names stay as written."""

    def replace(match: re.Match[str]) -> str:
        return facts.get(match[1], {}).get(match[2] or "value", match[0])

    return re.sub(r"\{([a-z]+)(?:\.([a-z]+))?\}", replace, text)

"""The marks of a view as a pandas frame: aggregated, cut to the greatest, put in order.

One line of a frame is one mark of the picture. `spec` is that of a view in the descriptor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from datapackage import locales
from datapackage.extensions import ViewSpec
from datapackage.partial_dates import PartialDate

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["facet_key", "facet", "group_key", "group", "series_key", "series"]
UNKNOWN = ""  # key of the group of rows whose group is not known
OTHERS = "*"  # key of the group that `top` gathers the smaller ones into
RECENT, OLDER = "recent", "older"  # keys of the ages of a date; UNKNOWN is that of a row without one
EVERY_FIGURE = ("line", "step", "range", "timeline")  # kinds that draw each row as it was published
SMALLEST_MEAN = 4  # a mean or a median of fewer rows would say more of them than of the whole
AVERAGES = ("mean", "median")
AGGREGATES = ("sum", "mean", "median", "min", "max")


@dataclass(frozen=True)
class Mark:
    """What a picture shows as one thing: a bar, a point, a cell of a map.

    Facet, group, end and series have a key, as the data state it, and the words of a language; both are empty
    where the view has none. `label` says what the mark is in the place of its value: the row of a timeline, an
    addition. `preferred` is false for a figure that the data do not show first. `source_keys` are keys of the
    sources that the value rests on. `reported` is true for an addition to the last figure, which is no total.
    """

    facet_key: str
    facet: str
    group_key: str
    group: str
    end_key: str
    end: str
    series_key: str
    series: str
    label: str
    value: float
    preferred: bool
    source_keys: tuple[str, ...]
    reported: bool = False


COLUMNS = [field.name for field in fields(Mark)]


@dataclass(frozen=True)
class Order:
    """Where the descriptor puts the coded values of groups, series and facets; empty for other fields."""

    groups: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    by_value: bool = False


def keeps_every_figure(spec: ViewSpec) -> bool:
    """Return whether the marks are the rows themselves, conflicting figures among them."""
    return spec.type in EVERY_FIGURE or _over_dates(spec)


def _over_dates(spec: ViewSpec) -> bool:
    """Return whether the view is small multiples of published figures, each at its own date."""
    return spec.type == "small-multiples" and bool(spec.preferred) and not spec.bin


def table(marks: Iterable[Mark]) -> pd.DataFrame:
    """Return a frame with a line for each mark, in the columns of every view's frame.

    pandas is read at the first chart: a package without views does without its third of a second.
    """
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame([vars(mark) for mark in marks], columns=COLUMNS)


def marks_of(frame: pd.DataFrame) -> list[Mark]:
    """Return the lines of a frame as marks."""
    return [Mark(*line) for line in frame[COLUMNS].itertuples(index=False, name=None)]


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the lines of `parts`, one part after the other, numbered anew."""
    import pandas as pd  # noqa: PLC0415

    return pd.concat(parts, ignore_index=True)


def aggregated(frame: pd.DataFrame, spec: ViewSpec) -> pd.DataFrame:
    """Return one mark for each group and series: the sum of their values, or what `aggregate` says.

    A mean or median of fewer than four rows is left out. Kinds that draw every
    published figure keep the frame as it is.
    """
    if keeps_every_figure(spec) or frame.empty:
        return frame
    if spec.preferred:
        frame = frame[frame["preferred"]]
    how = spec.aggregate
    grouped = frame.groupby(KEYS, sort=False, as_index=False)
    marks = grouped.agg(
        end_key=("end_key", "first"),
        end=("end", "first"),
        label=("label", "first"),
        value=("value", how),
        preferred=("preferred", "all"),
        source_keys=("source_keys", _joined),
        reported=("reported", "all"),
        rows=("value", "size"),
    )
    if how in AVERAGES:
        marks = marks[marks["rows"] >= SMALLEST_MEAN]
    return marks[COLUMNS].reset_index(drop=True)


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for part in parts for key in part))


def cut(frame: pd.DataFrame, spec: ViewSpec, others: Callable[[int], str]) -> pd.DataFrame:
    """Return the `top` groups of greatest value, the rest gathered into one that `others` names by their count.

    Means, extremes and single figures cannot be gathered: their smaller groups are dropped.
    """
    most = spec.top
    totals = frame.groupby("group_key")["value"].sum().nlargest(most) if most else None
    if totals is None or len(totals) == frame["group_key"].nunique():
        return frame
    kept, rest = frame[frame["group_key"].isin(totals.index)], frame[~frame["group_key"].isin(totals.index)]
    if keeps_every_figure(spec) or spec.aggregate != "sum":
        return kept.reset_index(drop=True)
    rest = rest.assign(group=others(rest["group_key"].nunique()), group_key=OTHERS)
    together = aggregated(rest, replace(spec, type="bar"))
    return joined([kept, together])


def ordered(frame: pd.DataFrame, spec: ViewSpec, order: Order) -> pd.DataFrame:
    """Return the frame in order: groups by size where asked, coded values as in the descriptor, dates in theirs."""
    position = {key: index for index, key in enumerate([*order.groups, UNKNOWN, OTHERS])}
    if order.by_value:
        rank = -frame.groupby("group_key")["value"].transform("sum")
    elif order.groups:
        rank = frame["group_key"].map(position)
    else:
        rank = frame["group_key"].map(sortable)
    last = (frame["group_key"] == OTHERS) | (frame["group_key"] == UNKNOWN)
    ranked = frame.assign(
        _facet=_positions(frame["facet_key"], order.facets),
        _last=last,
        _rank=rank,
        _series=_positions(frame["series_key"], order.series),
    )
    by = ["_facet", "_last", "_rank", *([] if keeps_every_figure(spec) else ["group_key", "_series"])]
    return ranked.sort_values(by, kind="stable")[COLUMNS].reset_index(drop=True)


def _positions(keys: pd.Series[str], order: tuple[str, ...]) -> pd.Series[int]:
    position = {key: index for index, key in enumerate(order)}
    return keys.map(lambda key: position.get(key, len(order)))


def sortable(key: str) -> str:
    """Return a date by the middle of what it may mean, so that 2024 stands after 2024-03; other keys as they are."""
    date = PartialDate.of(key)
    return date.middle.isoformat() if date else key


def open_end(frame: pd.DataFrame) -> pd.DataFrame:
    """Return an ordered frame without the additions that a later figure shown first already counts."""
    totals = frame[frame["preferred"] & ~frame["reported"]]
    last = sortable(totals["group_key"].iloc[-1]) if len(totals) else ""
    counted = frame["reported"] & (frame["group_key"].map(sortable) < last)
    return frame[~counted].reset_index(drop=True)


def facts(frame: pd.DataFrame, spec: ViewSpec, locale: str) -> dict[str, dict[str, str]]:
    """Return what a title may say: total, the additions reported, and first, last, max and min group and value.

    `series` has the total of each series by its key.
    """
    shown = frame[frame["preferred"] & ~frame["reported"]]
    if shown.empty:
        return {}
    ranked = list(zip(shown["group"], shown["value"], strict=True))
    if not keeps_every_figure(spec):
        ranked = list(shown.groupby("group", sort=False)["value"].sum().items())
    picks = {
        "first": ranked[0],
        "last": ranked[-1],
        "max": max(ranked, key=lambda pair: pair[1]),
        "min": min(ranked, key=lambda pair: pair[1]),
    }
    said = {name: {"group": words, "value": locales.number(v, locale)} for name, (words, v) in picks.items()}
    said["total"] = {"value": locales.number(shown["value"].sum(), locale)}
    said["reported"] = {"value": locales.number(frame.loc[frame["reported"], "value"].sum(), locale)}
    none = dict.fromkeys((RECENT, OLDER) if spec.series_bin == "age" else (), 0)
    totals = {**none, **shown.groupby("series_key")["value"].sum()}
    said["series"] = {key: locales.number(value, locale) for key, value in totals.items()}
    return said


def fill(text: str, said: Mapping[str, Mapping[str, str]]) -> str:
    """Return `text` with `{first.value}`, `{max.group}`, `{total}`… replaced; unknown names stay as written."""

    def replace(match: re.Match[str]) -> str:
        return said.get(match[1], {}).get(match[2] or "value", match[0])

    return re.sub(r"\{([a-z]+)(?:\.([a-z]+))?\}", replace, text)

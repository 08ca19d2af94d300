"""The figures written at the points of a line: which points carry one, and where it stands off the line."""

from __future__ import annotations

from collections.abc import Sequence

STEEP = 0.15  # of the greatest figure, a fall beside which the figure must stand
EDGE_LABEL = 4  # characters that have room beside the first and the last point


def labelled(values: Sequence[float], most: int) -> list[int]:
    """Return which points carry their figure: where it changes; the extremes where these are more than `most`.

    The last does too, unless there are so many that the line would run through its figure.
    """
    changes = [at for at, value in enumerate(values) if not at or value != values[at - 1]]
    if len(changes) <= most:
        return changes
    extremes = {values.index(min(values)), values.index(max(values))}
    return sorted(extremes if len(changes) > 2 * most else {*extremes, len(values) - 1})


def position(values: Sequence[float], at: int, text: str) -> str:
    """Return Plotly's `textposition` of a point: below a dip, to the right after a steep fall, else above.

    A long figure at an end stands within the picture.
    """
    before, after = values[:at][-1:], values[at + 1 :][:1]
    value, around = values[at], [*before, *after]
    dips = bool(around) and all(value < each for each in around)
    falls = bool(before) and not dips and before[0] - value > STEEP * max(values)
    side = "right" if falls else "center"
    if len(text) > EDGE_LABEL and not (before and after):
        side = "left" if before else "right"
    return f"{'bottom' if dips else 'top'} {side}"

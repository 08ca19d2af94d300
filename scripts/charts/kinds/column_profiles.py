"""A column in a few figures and a small picture: how full, how many values, how they are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from datapackage.descriptor import Field
from datapackage.rows import Cell

BARS = 12  # the most that fit a cell of a table and can still be told apart
STEP, WIDTH, HEIGHT = 8, 7, 24  # from bar to bar, of a bar, of the picture, in units of the drawing


@dataclass(frozen=True)
class Bar:
    """A rectangle of the picture: `x` and `y` are its upper left corner."""

    x: int
    y: float
    width: int
    height: float


@dataclass(frozen=True)
class Profile:
    """What is known of the cells of one field.

    `filled` is a share between 0 and 1, `distinct` counts the different values, `low` and `high` are the least and
    greatest of a number or a date (None elsewhere). `bars` are heights between 0 and 1: equal steps from `low` to
    `high` for numbers, years for dates, one value each for codes; empty where the values are too many to draw.
    """

    filled: float
    distinct: int
    low: Cell
    high: Cell
    bars: tuple[float, ...]

    @property
    def view_box(self) -> str:
        """The `viewBox` of the picture."""
        return f"0 0 {len(self.bars) * STEP} {HEIGHT}"

    @property
    def rectangles(self) -> list[Bar]:
        """The bars, standing side by side on the lower edge of the picture."""
        heights = [bar * HEIGHT for bar in self.bars]
        return [
            Bar(place * STEP, round(HEIGHT - height, 1), WIDTH, round(height, 1))
            for place, height in enumerate(heights)
        ]


def profile(cells: Sequence[Cell], field: Field) -> Profile:
    """The profile of the cells of `field`."""
    known = [cell for cell in cells if cell is not None]
    filled = len(known) / len(cells) if cells else 0.0
    distinct = len(set(known))
    if not known:
        return Profile(filled, 0, None, None, ())
    if field.type in ("integer", "number") and field.display != "code":
        numbers = [cell for cell in known if isinstance(cell, (int, Decimal))]
        return Profile(filled, distinct, min(numbers), max(numbers), _scaled(_histogram(numbers)))
    if field.display == "date":
        years = Counter(str(cell)[:4] for cell in known)
        span = [years[str(year)] for year in range(int(min(years)), int(max(years)) + 1)]
        return Profile(filled, distinct, min(known, key=str), max(known, key=str), _scaled(span))
    counted = Counter(str(cell) for cell in known)
    if field.categories:
        return Profile(filled, distinct, None, None, _scaled([counted[value] for value in field.categories]))
    few = distinct <= BARS and distinct < len(known)
    return Profile(filled, distinct, None, None, _scaled([n for _, n in counted.most_common()]) if few else ())


def _histogram(numbers: Sequence[int | Decimal]) -> list[int]:
    """How many numbers fall in each of equal steps from the least to the greatest."""
    low, high = float(min(numbers)), float(max(numbers))
    if low == high:
        return [len(numbers)]
    counts = [0] * BARS
    for number in numbers:
        counts[min(int((float(number) - low) / (high - low) * BARS), BARS - 1)] += 1
    return counts


def _scaled(counts: Sequence[int]) -> tuple[float, ...]:
    top = max(counts, default=0)
    return tuple(round(count / top, 3) for count in counts) if top else ()

"""Small multiples: a panel for each facet, all on one scale."""

from __future__ import annotations

from charts.style import Drawn, Layout, Scene, Trace
from charts.time_series import only_years, time_axis, traces, value_axis

ROOM = 1.4  # above the greatest figure, for its label below the words of the panel
MOST_TICKS = 4
MOST_LABELLED = 4  # figures written in a panel
PANELS = {"narrow": 1, "wide": 3}  # side by side
TITLE = 40  # pixels for the words above a panel
TICKS = 26  # and for the dates below it


def small_multiples(scene: Scene) -> Drawn:
    """A panel of steps for each facet, over the same dates and on the same scale."""
    frame = scene.frame
    panels = list(frame.groupby("facet", sort=False))
    across = min(PANELS[scene.canvas.name], len(panels))
    down = -(-len(panels) // across)
    height = 150 if scene.narrow else 210
    layout: Layout = {"height": down * height, "annotations": [], "bargap": 0.25}
    drawn: list[Trace] = []
    axis = time_axis(frame, only_years(frame), MOST_TICKS)
    for index, (words, part) in enumerate(panels):
        suffix = str(index + 1) if index else ""
        axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
        drawn += [{**trace, **axes} for trace in traces(scene, part, "hv", MOST_LABELLED)]
        place = index + across - 1 - 2 * (index % across) if scene.mirrored else index  # the first where reading begins
        left, bottom = _domains(place, across, down, height)
        layout[f"xaxis{suffix}"] = {**axis, "domain": left, "anchor": f"y{suffix}"}
        ticks = {"showticklabels": place % across == 0}
        value = {**value_axis(frame["value"].max() * ROOM), **ticks, "nticks": 4}
        layout[f"yaxis{suffix}"] = {**value, "domain": bottom, "anchor": f"x{suffix}"}
        layout["annotations"].append(_title(scene, str(words), left, bottom))
    return drawn, layout


def _title(scene: Scene, words: str, across: list[float], up: list[float]) -> Layout:
    """The words above a panel, at the side where reading begins."""
    side = "right" if scene.mirrored else "left"
    return {
        "text": f"<b>{scene.label(words, 24)}</b>",
        "align": side,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": across[1] if scene.mirrored else across[0],
        "xanchor": side,
        "y": up[1],
        "yanchor": "bottom",
    }


def _domains(index: int, across: int, down: int, height: int) -> tuple[list[float], list[float]]:
    """Shares of the width and of the height that the panel at `index` takes, its title above it."""
    column, row = index % across, index // across
    title, gap = TITLE / (down * height), 0.05
    width = (1 - gap * (across - 1)) / across
    left = column * (width + gap)
    share = 1 / down
    bottom = 1 - (row + 1) * share
    return [left, left + width], [bottom + (TICKS / (down * height) if row < down - 1 else 0), bottom + share - title]

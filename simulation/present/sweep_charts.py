"""The charts of a sweep: differences from usual care against what was swept."""

from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from simulation.present.findings import SEEN, Direction
from simulation.present.forest import covers_note
from simulation.present.numbers import Scale
from simulation.present.sweep import Sweep, directions, ranked, value_text
from simulation.present.sweep_tiles import draw_tiles
from simulation.present.theme import (
    BAND,
    GREY,
    HEIGHT,
    PALE,
    SMALL,
    WIDTH,
    Tag,
    name_panel,
    page,
    save,
    styles,
    tag_lines,
    themed,
    write_numbers,
)
from simulation.present.words import Words

CHARTS = 2
"""outcomes that have a chart"""
MOST_PANELS = 5
MOST_TILES = 30
"""tiles beside each other in all panels, so that a number fits in each"""
NOTE_WIDTH = 180
LABEL_WIDTH = 24
"""letters in a line of a label"""
INCH_PER_LETTER = 0.078
TOP, BOTTOM = 1.5, 0.95
"""inches above and under panels: a note and a setting may take two lines"""
ROW_INCHES = 2.6
"""least height of a row of panels"""
ROOM = 0.1
"""beside the first and last value, as a share of what lies between"""
SPREAD = 0.12
"""between scenarios beside each other, at a value without an order"""


def draw_sweep(sweep: Sweep, words: Words) -> list[Path]:
    """Draws the differences of the first outcomes, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    if not sweep.results.scenarios:
        return []
    settings = [name for name in sweep.settings if sweep.points[name].nunique(dropna=False) > 1] or sweep.settings[:1]
    folder = sweep.results.folder / "figures"
    with themed():
        figures = {name: _draw(sweep, name, settings, words) for name in sweep.outcomes[:CHARTS]}
        named = ((f"sweep_{name}_{words.lang}", figure) for name, figure in figures.items())
        return [path for name, figure in named for path in save(figure, folder, name)]


def _draw(sweep: Sweep, outcome: str, settings: list[str], words: Words) -> Figure:
    if is_grid(sweep, settings):
        return _draw_grid(sweep, outcome, settings, words)
    if len(settings) == 1 and not sweep.points.duplicated(settings).any():
        return _draw_lines(sweep, outcome, settings[0], words)
    return _draw_dots(sweep, outcome, settings, words)


def is_grid(sweep: Sweep, settings: list[str]) -> bool:
    """Tells whether the points are all combinations of two settings, and few enough for a number in each tile."""
    sizes = [sweep.points[name].nunique(dropna=False) for name in settings]
    if len(sizes) != 2 or sweep.points.duplicated(settings).any():
        return False
    return sizes[0] * sizes[1] == len(sweep.points) and max(sizes) * len(sweep.results.worldviews) <= MOST_TILES


def _draw_grid(sweep: Sweep, outcome: str, settings: list[str], words: Words) -> Figure:
    """Draws a panel of tiles for each scenario and worldview."""
    results, scale = sweep.results, scale_in(sweep, outcome)
    down, across = sorted(settings, key=lambda name: sweep.points[name].nunique(dropna=False))
    shape = len(results.scenarios), len(results.worldviews)
    figure, panels = _page(sweep, outcome, words, "sweep_tiles", shape, 0.98, sharex=True, sharey=True)
    rows, columns = sweep.points[down], sweep.points[across]
    largest = sweep.comparison(outcome)["difference"].abs().groupby(sweep.results.comparison["scenario"]).max()
    for scenario, line in zip(results.scenarios, panels, strict=True):
        for worldview, axes in zip(results.worldviews, line, strict=True):
            found = sweep.differences(outcome, worldview, scenario)
            draw_tiles(axes, found, rows, columns, float(largest.get(scenario, 1.0)), scale, words)
            case = words.of(results.labels[scenario]), words.named("worldview", worldview)
            name_panel(axes, words("sweep_case", scenario=case[0], worldview=case[1]), 120 // shape[1])
        line[0].set_ylabel(sweep.label(down, 26, words), fontsize=SMALL)
    for axes in panels[-1]:
        axes.set_xlabel(sweep.label(across, 100 // shape[1], words), fontsize=SMALL)
    return figure


def _draw_lines(sweep: Sweep, outcome: str, setting: str, words: Words) -> Figure:
    """Draws a line for each scenario against one setting, a panel for each worldview."""
    results, scale = sweep.results, scale_in(sweep, outcome)
    labels = {name: _lines(words.of(results.labels[name]), LABEL_WIDTH) for name in results.scenarios}
    shape = 1, len(results.worldviews)
    figure, panels = _page(sweep, outcome, words, "sweep_line", shape, _right(labels), sharex=True, sharey=True)
    places, names = places_of(sweep.points[setting], words)
    looks = styles(results.reference, results.scenarios)
    tags: list[Tag] = []
    for axes, worldview in zip(panels[0], results.worldviews, strict=True):
        _prepare(axes, places, names)
        name_panel(axes, words.named("worldview", worldview))
        axes.set_xlabel(sweep.label(setting, 100 // shape[1], words), fontsize=SMALL)
        tags = []
        for number, scenario in enumerate(results.scenarios):
            look, shift = looks[scenario], SPREAD * number if names else 0.0
            found = sweep.differences(outcome, worldview, scenario) / scale.divisor
            found = found.set_axis(places + shift).sort_index().dropna(subset=["difference"])
            _draw_line(axes, found, look.colour, "none" if names else look.dashes)
            if len(found):
                end = float(found["difference"].iloc[-1])
                tags.append(Tag(float(places.max()), end, labels[scenario], look.colour))
    _finish(panels, sweep, outcome, scale, words)
    tag_lines(panels[0, -1], tags)
    return figure


def _draw_line(axes: Axes, found: pd.DataFrame, colour: str, dashes: str) -> None:
    """Draws a line with its band; of values without an order, dots with bars.

    Args:
        axes: to draw in
        found: difference, low and high, by place along the axis
        colour: of the line
        dashes: none if the values have no order
    """
    places, low, high = found.index.to_numpy(), found["low"].to_numpy(), found["high"].to_numpy()
    if dashes == "none" or len(places) == 1:
        axes.vlines(places, low, high, color=colour, linewidth=2.0)
    else:
        axes.fill_between(places, low, high, color=colour, alpha=BAND, linewidth=0)
    axes.plot(places, found["difference"], color=colour, linestyle=dashes, marker="o", markersize=5, linewidth=1.8)


def _draw_dots(sweep: Sweep, outcome: str, settings: list[str], words: Words) -> Figure:
    """Draws each point against each setting: settings as columns, worldviews as rows, scenarios as colours."""
    results, scale = sweep.results, scale_in(sweep, outcome)
    chosen = strongest(sweep, outcome, settings)
    labels = {name: _lines(words.of(results.labels[name]), LABEL_WIDTH) for name in results.scenarios}
    shape = len(results.worldviews), len(chosen)
    more = words("sweep_panels", number=len(settings), shown=len(chosen)) if len(chosen) < len(settings) else ""
    figure, panels = _page(sweep, outcome, words, "sweep_dots", shape, _right(labels), more, sharex="col", sharey=True)
    for setting, line in zip(chosen, panels.T, strict=True):
        places, names = places_of(sweep.points[setting], words)
        for worldview, axes in zip(results.worldviews, line, strict=True):
            _prepare(axes, places, names)
            for number, scenario in enumerate(results.scenarios):
                found = sweep.differences(outcome, worldview, scenario)
                colour = styles(results.reference, results.scenarios)[scenario].colour
                shift = SPREAD * number if names else 0.0
                _draw_cloud(axes, places + shift, found / scale.divisor, colour)
        line[-1].set_xlabel(sweep.label(setting, 100 // shape[1], words), fontsize=SMALL)
    for worldview, axes in zip(results.worldviews, panels[:, 0], strict=True):
        name_panel(axes, words.named("worldview", worldview))
    _finish(panels, sweep, outcome, scale, words)
    _name_colours(figure, sweep, labels)
    return figure


def _draw_cloud(axes: Axes, places: np.ndarray, found: pd.DataFrame, colour: str) -> None:
    seen = directions(found).isin(SEEN).to_numpy()
    values = found["difference"].to_numpy()
    style: dict[str, Any] = {"s": 20, "edgecolors": colour, "linewidths": 0.9, "alpha": 0.85}
    axes.scatter(places[seen], values[seen], facecolors=colour, **style)
    axes.scatter(places[~seen], values[~seen], facecolors="none", **style)


def _name_colours(figure: Figure, sweep: Sweep, labels: dict[str, str]) -> None:
    """Names the scenarios right of the panels, each in its colour."""
    looks = styles(sweep.results.reference, sweep.results.scenarios)
    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 6}
    marks = [Line2D([], [], color=looks[name].colour, **style) for name in labels]
    place: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (_right(labels) + 0.005, 0.5)}
    figure.legend(
        marks, list(labels.values()), fontsize=SMALL, frameon=False, labelcolor="linecolor", handletextpad=0.2, **place
    )


def strongest(sweep: Sweep, outcome: str, settings: list[str]) -> list[str]:
    """Gives as many settings as have room, those that differences go with most, in the order written."""
    if len(settings) <= MOST_PANELS:
        return settings
    size = dict.fromkeys(settings, 0.0)
    for scenario in sweep.results.scenarios:
        for worldview in sweep.results.worldviews:
            found, _ = ranked(sweep, sweep.differences(outcome, worldview, scenario)["difference"])
            for setting, number in found.items():
                size[str(setting)] = max(size[str(setting)], abs(float(number)))
    kept = sorted(settings, key=lambda name: -size[name])[:MOST_PANELS]
    return [name for name in settings if name in kept]


def places_of(values: pd.Series, words: Words) -> tuple[np.ndarray, list[str]]:
    """Gives the place of each value along an axis, and the names of the places if the values have no order."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values) and not values.isna().any():
        return values.to_numpy(float), []
    codes, names = pd.factorize(values.map(lambda value: value_text(value, words)))
    return codes.astype(float), list(names)


def scale_in(sweep: Sweep, outcome: str) -> Scale:
    """Gives the scale of all differences of an outcome."""
    table = sweep.comparison(outcome)
    half = float((table["high"] - table["low"]).min()) / 2
    return sweep.results.outcomes[outcome].scale(table["difference"], half)


def _page(
    sweep: Sweep,
    outcome: str,
    words: Words,
    how: str,
    shape: tuple[int, int],
    right: float,
    more: str = "",
    **sharing: Any,
) -> tuple[Figure, np.ndarray]:
    """Makes a slide whose title says at how many points and cases the outcome is lower and higher."""
    results = sweep.results
    toward = directions(sweep.comparison(outcome))
    told = int((toward != Direction.UNKNOWN).sum())
    counts = {"less": int((toward == Direction.LESS).sum()), "more": int((toward == Direction.MORE).sum())}
    kind = "sweep_title" if told else "sweep_question"
    shown = results.outcomes[outcome]
    label = shown.measured(scale_in(sweep, outcome), words) if how == "sweep_tiles" else words.of(shown.label)
    title = words(kind, outcome=label, told=told, **counts)
    place = words(f"in_{sweep.scope}")
    usual, points = results.usual(words), len(sweep.points)
    where = words("sweep_where", reference=usual, years=results.years, place=place, points=points)
    covers = covers_note(results, words) if told else words("no_band")
    note = " ".join(filter(None, (where, words(how) if told else "", covers, more)))
    height = max(HEIGHT, 2.0 + ROW_INCHES * shape[0])
    space: dict[str, Any] = {"left": 0.08, "height": height, "top": TOP, "bottom": BOTTOM, **sharing}
    return page(*shape, title, _lines(note, NOTE_WIDTH), right, **space)


def _prepare(axes: Axes, places: np.ndarray, names: list[str]) -> None:
    axes.axhline(0.0, color=GREY, linewidth=0.9)
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    room = 0.5 if names else ROOM * float(np.ptp(places)) or 0.5
    axes.set_xlim(places.min() - room, places.max() + room)
    if names:
        axes.set_xticks(range(len(names)), names)


def _finish(panels: np.ndarray, sweep: Sweep, outcome: str, scale: Scale, words: Words) -> None:
    """Writes numbers and units along the axes."""
    shown = sweep.results.outcomes[outcome]
    for axes in panels[:, 0]:
        write_numbers(axes, words.lang, most=8 if len(panels) == 1 else 5)
        axes.set_ylabel(_lines(shown.measured(scale, words), 60 if len(panels) == 1 else 26), fontsize=SMALL)
    for axes in panels[-1]:
        if not isinstance(axes.xaxis.get_major_locator(), FixedLocator):
            write_numbers(axes, words.lang, horizontal=True)


def _right(labels: dict[str, str]) -> float:
    """Gives the share of the width that leaves room for labels after it."""
    longest = max(len(line) for label in labels.values() for line in label.split("\n"))
    return 1.0 - (0.65 + INCH_PER_LETTER * longest) / WIDTH


def _lines(text: str, width: int) -> str:
    return "\n".join(wrap(text, width))

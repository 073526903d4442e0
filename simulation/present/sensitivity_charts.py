"""The charts of what unknowns move: a tornado, shares of variance, and the first two against each other."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.sensitivity import CHANCE, ENDS, Sensitivity, finite, wrapped
from simulation.present.sweep_tiles import draw_tiles
from simulation.present.theme import (
    COLOURS,
    GREY,
    HEIGHT,
    PALE,
    SMALL,
    name_panel,
    page,
    save,
    themed,
    write_in_panel,
    write_numbers,
)
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label

COLUMNS = 3
"""panels beside each other"""
NOTE_WIDTH = 160
LABEL_WIDTH = 34
ROW_INCHES = 0.55
LOW, HIGH = COLOURS[0], COLOURS[1]
TILED = 2
"""outcomes in the two-way chart"""


def draw_sensitivity(found: Sensitivity, words: Words) -> list[Path]:
    """Draws all charts, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    with themed():
        figures = {"tornado": _tornado(found, words)}
        if found.has_shares:
            figures["shares"] = _shares(found, words)
        if len(found.two_way):
            figures["two_way"] = _two_way(found, words)
        named = ((f"{name}_{words.lang}", figure) for name, figure in figures.items())
        return [path for name, figure in named for path in save(figure, found.folder / "figures", name)]


def _tornado(found: Sensitivity, words: Words) -> Figure:
    unknowns = found.unknowns(next(iter(found.outcomes)))
    figure, panels = _panels(found, unknowns, "tornado", words)
    for outcome, axes in zip(found.outcomes, panels, strict=False):
        scale, ends = found.scale(outcome), found.ends(outcome)
        middle = float(found.central(outcome)["difference"]) / scale.divisor
        axes.axvline(0.0, color=GREY, linewidth=0.9)
        axes.axvline(middle, color=GREY, linewidth=0.9, linestyle=":")
        for height, unknown in enumerate(unknowns):
            for end, colour, place in zip(ENDS, (LOW, HIGH), (-0.13, 0.13), strict=True):
                _draw_bar(axes, height + place, ends[end].loc[unknown] / scale.divisor, middle, colour)
        if not any(ends[end]["difference"].any() for end in ENDS):
            write_in_panel(axes, words("council_same"))
        _finish(axes, words)
        axes.set_xlabel(found.with_unit(outcome, words).partition(" (")[2].rstrip(")"), fontsize=SMALL)
    return figure


def _draw_bar(axes: Axes, height: float, row: pd.Series, middle: float, colour: str) -> None:
    if math.isfinite(row["difference"]) and math.isfinite(middle):
        axes.barh(height, row["difference"] - middle, 0.24, left=middle, color=colour)
    if finite(row):
        axes.plot([row["low"], row["high"]], [height, height], color="black", linewidth=0.8)


def _shares(found: Sensitivity, words: Words) -> Figure:
    unknowns = found.unknowns(next(iter(found.outcomes)))
    figure, panels = _panels(found, unknowns, "shares", words)
    for outcome, axes in zip(found.outcomes, panels, strict=False):
        chance = found.index(outcome, CHANCE, CHANCE)
        if chance:
            axes.axvspan(0.0, 100.0 * chance["value"], color=PALE, linewidth=0)
        axes.axvline(0.0, color=GREY, linewidth=0.9)
        for height, unknown in enumerate(unknowns):
            for name, place, face in (("first", -0.13, "white"), ("total", 0.13, COLOURS[0])):
                row = found.index(outcome, unknown, name)
                if row:
                    low, value, high = (100.0 * row[key] for key in ("low", "value", "high"))
                    axes.plot([low, high], [height + place] * 2, color=COLOURS[0], linewidth=1.3)
                    axes.plot([value], [height + place], "o", color=COLOURS[0], markerfacecolor=face, markersize=6)
        _finish(axes, words)
        axes.set_xlabel(words("shares_axis"), fontsize=SMALL)
    return figure


def _panels(found: Sensitivity, unknowns: list[str], kind: str, words: Words) -> tuple[Figure, list[Axes]]:
    """Makes a slide with a panel for each outcome and a row for each unknown."""
    number = len(found.outcomes)
    columns = min(COLUMNS, number)
    rows = math.ceil(number / columns)
    height = max(HEIGHT, 2.2 + rows * (0.9 + ROW_INCHES * len(unknowns)))
    note = wrapped(f"{found.case(words)} {words(f'{kind}_note')}", NOTE_WIDTH)
    title = words(f"{kind}_title")
    figure, grid = page(rows, columns, title, note, right=0.98, left=0.25, height=height, sharey=True)
    panels = list(grid.ravel())
    for axes in panels[number:]:
        axes.set_visible(False)
    for outcome, axes in zip(found.outcomes, panels, strict=False):
        name_panel(axes, words.of(found.outcomes[outcome].label), 120 // columns)
        axes.set_ylim(len(unknowns) - 0.5, -0.5)
    for axes in grid[:, 0]:
        labels = [found.register.label(name, LABEL_WIDTH, words) for name in unknowns]
        axes.set_yticks(range(len(unknowns)), labels, fontsize=SMALL)
    return figure, panels


def _finish(axes: Axes, words: Words) -> None:
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    write_numbers(axes, words.lang, horizontal=True)


def _two_way(found: Sensitivity, words: Words) -> Figure:
    """Draws the difference at each combination of the two unknowns that move most, for the first outcomes."""
    outcomes = list(found.outcomes)[:TILED]
    reference = uncapitalised(words.of(Label(**found.manifest["configuration"]["reference"]["label"])))
    note = wrapped(f"{found.case(words)} {words('two_way_note', reference=reference)}", NOTE_WIDTH)
    figure, grid = page(1, len(outcomes), words("two_way_title"), note, right=0.98, left=0.16, bottom=1.2, sharey=True)
    for outcome, axes in zip(outcomes, grid[0], strict=True):
        rows = found.two_way[found.two_way["outcome"] == outcome]
        largest = float(np.nanmax(rows["difference"].abs())) or 1.0
        draw_tiles(axes, rows, rows["second_value"], rows["first_value"], largest, found.scale(outcome), words)
        name_panel(axes, found.with_unit(outcome, words), 60)
        axes.set_xlabel(found.register.label(rows["first"].iloc[0], 60, words), fontsize=SMALL)
    second = found.two_way["second"].iloc[0]
    grid[0][0].set_ylabel(found.register.label(second, 30, words), fontsize=SMALL)
    return figure

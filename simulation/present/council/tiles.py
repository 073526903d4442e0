"""Panels of tiles: a table of neighbourhoods and groups, and a map of equal tiles."""

import math
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simulation.present.council.effects import TINY, Effect, Verdict
from simulation.present.council.slide import GAP, PERCENT, RIGHT, lowest
from simulation.present.folder import TOWN
from simulation.present.numbers import written
from simulation.present.sweep_tiles import COLOURS
from simulation.present.theme import HEIGHT, PALE, SMALL, WIDTH
from simulation.present.words import Words

HERE, ELSEWHERE = "pilots", "elsewhere"
"""the pilot neighbourhoods together, and all others together"""
ALL = "all"
"""of all groups together"""
NOTHING = "#f2f2f2"
"""of a tile without a difference that the runs can show"""
LETTERS_PER_POINT = 125.0
"""letters in an inch of type of one point"""
SMALLEST = 7.0
"""points of the smallest type"""
NAMES_INCHES = 2.0
"""beside a table, for the names of neighbourhoods"""
KEY_INCHES, KEY_ROW = 2.6, 30.0
"""beside numbered tiles, for what the numbers mean, and the most points that one takes"""
TITLE_INCHES = 3.2
"""of a slide that panels of tiles do not have"""

Cells = Mapping[tuple[str, str], Effect]
"""by neighbourhood and group"""


def place_name(place: str, words: Words) -> str:
    """Gives the name of a neighbourhood, of some together, or of the town."""
    return words(f"places_{place}") if place in (HERE, ELSEWHERE, TOWN) else place


def deepest(table: Iterable[Cells]) -> float:
    """Gives the largest difference that the runs show, which has the deepest colour in every panel."""
    return max((abs(each.mean) for cells in table for each in cells.values() if is_seen(each)), default=1.0)


def is_seen(effect: Effect | None) -> bool:
    """Tells whether the runs show a difference."""
    return effect is not None and effect.verdict in (Verdict.LESS, Verdict.MORE)


def draw_table(
    axes: Axes, cells: Cells, places: Sequence[str], groups: Sequence[str], largest: float, words: Words
) -> None:
    """Draws a row for each neighbourhood and a column for each group."""
    size = min(SMALL, 72 * _height(axes) / len(places) * 0.8, LETTERS_PER_POINT / 6 * _width(axes) / len(groups))
    for row, place in enumerate(places):
        for column, group in enumerate(groups):
            effect = cells.get((place, group))
            _draw_tile(axes, (column, row, 1.0, 1.0), effect, _short(effect, words), size, largest)
    axes.set_xlim(0, len(groups))
    axes.set_ylim(len(places), 0)
    _clear(axes)


def name_table(block: np.ndarray, places: Sequence[str], groups: Sequence[str], words: Words) -> None:
    """Names the rows beside the first panels and the columns under the last."""
    for axes in block.flat:
        axes.tick_params(labelleft=False, labelbottom=False, length=0)
    for line in block:
        points = 72 * _height(line[0]) / len(places)
        lines, size = in_rows([place_name(place, words) for place in places], points, NAMES_INCHES - 0.2)
        line[0].set_yticks(np.arange(len(places)) + 0.5, lines, fontsize=size)
        line[0].tick_params(labelleft=True)
    for axes in lowest(block):
        names = [words(f"group_{group}") for group in groups]
        place: Any = {"rotation": 30, "ha": "right", "rotation_mode": "anchor"}
        axes.set_xticks(np.arange(len(groups)) + 0.5, names, fontsize=SMALL - 1, **place)
        axes.tick_params(labelbottom=True)


def in_rows(names: Sequence[str], points: float, inches: float) -> tuple[list[str], float]:
    """Breaks names in lines that fit rows of a height in points, in the largest type that does, or else shortens them.

    Returns:
        the names, and the size of type in points
    """
    for size in np.arange(SMALL, SMALLEST - 0.5, -0.5):
        most = max(1, int(points / size / 1.25))
        lines = [wrap(name, int(LETTERS_PER_POINT / size * inches)) for name in names]
        if max(map(len, lines)) <= most:
            break
    cut = [[*each[: most - 1], f"{each[most - 1][:-1].rstrip()}…"] if len(each) > most else each for each in lines]
    return ["\n".join(each) for each in cut], float(size)


def _fitting(lines: Sequence[str], inches: float) -> float:
    """Gives the size of type in which lines fit a width."""
    longest = max(len(part) for line in lines for part in line.split("\n"))
    return LETTERS_PER_POINT * inches / longest


def are_numbered(places: Sequence[str], columns: int, rows: int) -> bool:
    """Tells whether tiles are too small for the names of neighbourhoods, so that they have numbers instead."""
    panel = (WIDTH - KEY_INCHES - RIGHT - GAP * (columns - 1)) / columns
    across, down = _layout(len(places))
    letters = panel / across * LETTERS_PER_POINT / SMALLEST * 0.9
    lines = max(len(wrap(name, max(1, int(letters)), break_long_words=False)) for name in places)
    longest = max(len(word) for name in places for word in name.split())
    tall = (HEIGHT - TITLE_INCHES) / rows / down
    return longest > letters or (lines + 2) * SMALLEST * 1.3 > 72 * tall


def _layout(number: int) -> tuple[int, int]:
    """Gives columns and rows of tiles."""
    across = math.ceil(math.sqrt(number))
    return across, -(-number // across)


def key_tiles(figure: Figure, block: np.ndarray, places: Sequence[str]) -> None:
    """Writes left of numbered tiles what the numbers mean."""
    top = block[0][0].get_position().y1
    bottom = min(axes.get_position().y0 for axes in block.flat)
    points = min(KEY_ROW, 72 * HEIGHT * (top - bottom) / len(places))
    lines, size = in_rows([f"{number} {name}" for number, name in enumerate(places, 1)], points, KEY_INCHES - 0.5)
    for row, line in enumerate(lines):
        figure.text(0.02, top - row * points / 72 / HEIGHT, line, fontsize=size, va="top", linespacing=1.05)


def draw_tiles(axes: Axes, cells: Cells, places: Sequence[str], numbered: bool, largest: float, words: Words) -> None:
    """Draws a tile for each neighbourhood; where it stands means nothing."""
    across, down = _layout(len(places))
    letters = int(_width(axes) / across * LETTERS_PER_POINT / SMALLEST * 0.9)
    for number, place in enumerate(places):
        row, column = divmod(number, across)
        effect = cells.get((place, ALL))
        name = str(number + 1) if numbered else "\n".join(wrap(place, letters, break_long_words=False))
        text = f"{name}\n{_short(effect, words)}" + (PERCENT if is_seen(effect) else "")
        lines = text.split("\n")
        room = 72 * 0.9 * _height(axes) / down / len(lines) / 1.3
        size = min(SMALL, room, _fitting(lines, 0.92 * _width(axes) / across))
        _draw_tile(axes, (column + 0.03, row + 0.03, 0.94, 0.94), effect, text, size, largest)
    axes.set_xlim(0, across)
    axes.set_ylim(down, 0)
    _clear(axes)
    axes.tick_params(labelleft=False, labelbottom=False)


def _draw_tile(
    axes: Axes, box: tuple[float, float, float, float], effect: Effect | None, text: str, size: float, largest: float
) -> None:
    left, top, wide, tall = box
    colour = COLOURS(0.5 + 0.5 * effect.mean / largest) if effect is not None and is_seen(effect) else NOTHING
    axes.add_patch(Rectangle((left, top), wide, tall, facecolor=colour, edgecolor=PALE, linewidth=0.8))
    axes.text(left + wide / 2, top + tall / 2, text, ha="center", va="center", fontsize=size)


def _short(effect: Effect | None, words: Words) -> str:
    """Writes a difference in per cent; a dash where the runs show none."""
    if effect is None or not is_seen(effect):
        return "?" if effect is not None and effect.verdict is Verdict.UNKNOWN else "–"
    size = abs(effect.mean)
    if size < TINY / 10:
        return f"<{written(TINY / 5, 2, words.lang)}"
    return written(effect.mean, 0 if size >= 9.95 else 1 if size >= TINY else 2, words.lang, signed=True)


def _clear(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _width(axes: Axes) -> float:
    return axes.get_position().width * WIDTH


def _height(axes: Axes) -> float:
    return axes.get_position().height * HEIGHT

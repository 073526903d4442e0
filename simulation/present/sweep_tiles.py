"""Panels of tiles: a number and a colour for each combination of two settings."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from simulation.present.findings import SEEN
from simulation.present.numbers import Scale
from simulation.present.sweep import directions, value_text
from simulation.present.theme import PALE, SMALL
from simulation.present.words import Words

COLOURS = LinearSegmentedColormap.from_list("tiles", ["#6baed6", "#ffffff", "#fd9a5b"])
"""less, none, more; light enough for black numbers"""
EMPTY = "#eeeeee"


def draw_tiles(
    axes: Axes,
    found: pd.DataFrame,
    down: pd.Series,
    across: pd.Series,
    largest: float,
    scale: Scale,
    words: Words,
) -> None:
    """Draws the difference at each combination of two settings; bold where the interval excludes zero.

    Args:
        axes: to draw in
        found: difference, low and high at each point
        down: value at each point of the setting that goes up the panel
        across: value at each point of the setting that goes to the right
        largest: difference, of either sign, that has the deepest colour
        scale: of the numbers
        words: of the language
    """
    (rows, row_names), (columns, column_names) = (_numbered(values, words) for values in (down, across))
    tiles = np.full((len(row_names), len(column_names)), np.nan)
    tiles[rows, columns] = found["difference"]
    axes.set_facecolor(EMPTY)
    axes.pcolormesh(tiles, cmap=COLOURS, vmin=-largest, vmax=largest, edgecolors=PALE, linewidth=0.8)
    seen = directions(found).isin(SEEN)
    for row, column, value, is_seen in zip(rows, columns, found["difference"], seen, strict=True):
        text = scale.write(value, words.lang) if np.isfinite(value) else words("missing")
        weight = "bold" if is_seen else "normal"
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=SMALL, fontweight=weight)
    axes.set_xticks(np.arange(len(column_names)) + 0.5, column_names)
    axes.set_yticks(np.arange(len(row_names)) + 0.5, row_names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _numbered(values: pd.Series, words: Words) -> tuple[np.ndarray, list[str]]:
    """Gives the number of each value along an axis, and the names; numbers go up, words in the order written."""
    codes, names = pd.factorize(values, sort=pd.api.types.is_numeric_dtype(values), use_na_sentinel=False)
    return codes, [value_text(name, words) for name in names]

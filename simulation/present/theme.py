"""The look of all charts: colours that colour-blind readers can tell apart, direct labels, nothing that says nothing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulation.present.numbers import written
from simulation.settings.words import Language

# The palette of Okabe and Ito (2008), without its yellow, which is too light for lines on white.
REFERENCE_COLOUR = "#4d4d4d"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
STYLES = ("-", "--", "-.", ":")
GREY = "#767676"
PALE = "#d9d9d9"
WIDTH, HEIGHT = 13.33, 7.5
"""inches: a slide"""
DOTS_PER_INCH = 150
SMALL, NORMAL, LARGE = 10, 11, 17
"""sizes of type, in points"""
BAND = 0.18
HALO = [patheffects.withStroke(linewidth=3, foreground="white")]
"""makes words readable where lines pass behind them"""

SETTINGS: Mapping[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": NORMAL,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    "svg.fonttype": "none",
    "svg.hashsalt": "voordeur",
}


@dataclass(frozen=True)
class Style:
    """How the lines of a scenario look."""

    colour: str
    dashes: str


def styles(reference: str, scenarios: Sequence[str]) -> dict[str, Style]:
    """Gives each scenario a colour of its own, and dashes when colours run out."""
    found = {reference: Style(REFERENCE_COLOUR, "-")}
    for number, name in enumerate(scenarios):
        round_, place = divmod(number, len(COLOURS))
        found[name] = Style(COLOURS[place], STYLES[round_ % len(STYLES)])
    return found


@contextmanager
def themed() -> Iterator[None]:
    """Draws with the settings of the theme, whatever the user's own are, and leaves those as they were."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield


def page(rows: int, columns: int, title: str, note: str, right: float, **sharing: Any) -> tuple[Figure, Any]:
    """Makes a slide with a title, a note under it and a grid of panels.

    Args:
        rows: of panels
        columns: of panels
        title: what is shown
        note: how to read it
        right: share of the width at which panels end; labels of lines come after it
        sharing: ``sharex`` and ``sharey``

    Returns:
        the figure and its axes, shape (rows, columns)
    """
    figure = Figure(figsize=(WIDTH, HEIGHT))
    space = {"left": 0.06, "right": right, "top": 0.83, "bottom": 0.08, "hspace": 0.38, "wspace": 0.12}
    panels = figure.subplots(rows, columns, squeeze=False, gridspec_kw=space, **sharing)
    figure.text(0.02, 0.975, title, fontsize=LARGE, fontweight="bold", va="top")
    figure.text(0.02, 0.92, note, fontsize=SMALL, color=GREY, va="top")
    return figure, panels


def name_panel(axes: Axes, text: str) -> None:
    """Writes what a panel shows above it."""
    axes.set_title(text, loc="left", fontsize=SMALL, pad=5)


def write_numbers(axes: Axes, lang: Language, horizontal: bool = False) -> None:
    """Lets an axis have few round numbers, written as the language does."""
    axis = axes.xaxis if horizontal else axes.yaxis
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    low, high = sorted(axis.get_view_interval())
    decimals = 0 if high - low >= 4 else 1 if high - low >= 0.4 else 2 if high - low >= 0.04 else 3
    axis.set_major_formatter(FuncFormatter(lambda value, _: written(value, decimals, lang)))


@dataclass(frozen=True)
class Tag:
    """The label of a line at its last point."""

    years: float
    value: float
    text: str
    colour: str


def tag_lines(axes: Axes, tags: Sequence[Tag]) -> None:
    """Writes the name of each line at its end: right of the panel, or in it where a line ends early."""
    edge = axes.get_xlim()[1]
    late = [tag for tag in tags if tag.years > 0.9 * edge]
    lines = max((tag.text.count("\n") + 1 for tag in late), default=1)
    heights = spread([_height(axes, tag.value) for tag in late], lines * _line_height(axes))
    for tag, height in zip(late, heights, strict=True):
        axes.annotate(
            tag.text,
            (tag.years, tag.value),
            (1.04, height),
            textcoords="axes fraction",
            color=tag.colour,
            fontsize=SMALL,
            va="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": tag.colour, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
        )
    for tag in tags:
        if tag not in late:
            axes.annotate(
                tag.text,
                (tag.years, tag.value),
                (6, 6),
                textcoords="offset points",
                color=tag.colour,
                fontsize=SMALL,
                path_effects=HALO,
            )


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Moves heights apart, in their order and as little as possible, so that none is nearer than ``gap`` to another.

    Args:
        heights: between 0 and 1
        gap: what must be between two
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    groups: list[tuple[float, list[int]]] = []
    for index in order:
        groups.append((heights[index], [index]))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], gap):
            (below, first), (above, last) = groups[-2:]
            middle = (below * len(first) + above * len(last)) / (len(first) + len(last))
            groups[-2:] = [(middle, first + last)]
    found = [0.0] * len(heights)
    for middle, members in groups:
        for place, index in enumerate(members):
            found[index] = middle + (place - (len(members) - 1) / 2) * gap
    return found


def _touch(below: tuple[float, list[int]], above: tuple[float, list[int]], gap: float) -> bool:
    return above[0] - below[0] < gap * (len(below[1]) + len(above[1])) / 2


def _height(axes: Axes, value: float) -> float:
    low, high = axes.get_ylim()
    return (value - low) / (high - low)


def _line_height(axes: Axes) -> float:
    """Gives the height of a line of type, as a share of the panel's."""
    return 1.25 * SMALL / 72 / (axes.get_position().height * HEIGHT)


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Writes a figure as PNG and SVG; the same figure gives the same bytes.

    Returns:
        the files
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    figure.savefig(paths[0], dpi=DOTS_PER_INCH, metadata={"Software": None})
    figure.savefig(paths[1], metadata={"Date": None, "Creator": None})
    return paths

"""The look of all charts: colours that colour-blind readers can tell apart, and direct labels."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulation.present.numbers import written
from simulation.settings.words import Language

# Four colours of Okabe and Ito (2008) and three that have the contrast with white that their others lack; each is told
# from each other, and from that of usual care, by colour-blind people (a test checks both).
REFERENCE_COLOUR = "#4d4d4d"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A2BE2", "#6B3A05", "#000000")
FONT = "DejaVu Sans"
STYLES = ("-", "--", "-.", ":")
GREY = "#767676"
PALE = "#d9d9d9"
WIDTH, HEIGHT = 13.33, 7.5
"""inches: a slide"""
DOTS_PER_INCH = 150
SMALL, NORMAL, LARGE = 10, 11, 17
"""sizes of type, in points"""
LETTER = 0.095
"""inches of a digit of normal type"""
BAND = 0.18
LATE = 0.7
"""share of the axis from which the lines that end last count as going on to its end"""
HALO = [patheffects.withStroke(linewidth=3, foreground="white")]
"""makes words readable where lines pass behind them"""

SETTINGS: Any = {
    "font.size": NORMAL,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "axes.titley": 1.0,  # right above the panel, without looking for ticks there
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "voordeur",
}


@dataclass(frozen=True)
class House:
    """A house style: what a municipality may have its own way."""

    colours: tuple[str, ...] = COLOURS
    """of scenarios, in order"""
    font: str = FONT
    logo: Path | None = None


PLAIN = House()


@dataclass(frozen=True)
class Style:
    """How the lines of a scenario look."""

    colour: str
    dashes: str


def styles(reference: str, scenarios: Sequence[str], house: House = PLAIN) -> dict[str, Style]:
    """Gives each scenario a colour of its own, and dashes when colours run out."""
    found = {reference: Style(REFERENCE_COLOUR, "-")}
    for number, name in enumerate(scenarios):
        round_, place = divmod(number, len(house.colours))
        found[name] = Style(house.colours[place], STYLES[round_ % len(STYLES)])
    return found


@contextmanager
def themed(house: House = PLAIN) -> Iterator[None]:
    """Draws with the settings of the theme, whatever the user's own are, and leaves those as they were."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS | {"font.family": [house.font, FONT]})
        yield


def page(
    rows: int,
    columns: int,
    title: str,
    note: str,
    right: float,
    left: float = 0.06,
    height: float = HEIGHT,
    top: float = 1.35,
    bottom: float = 0.6,
    **sharing: Any,
) -> tuple[Figure, Any]:
    """Makes a slide with a title, a note under it and a grid of panels.

    Args:
        rows: of panels
        columns: of panels
        title: what is shown
        note: how to read it
        right: share of the width at which panels end; labels of lines come after it
        left: share of the width at which panels begin
        height: in inches
        top: inches above the panels
        bottom: inches under the panels
        sharing: ``sharex`` and ``sharey``

    Returns:
        the figure and its axes, shape (rows, columns)
    """
    figure = Figure(figsize=(WIDTH, height))
    space = {"left": left, "right": right, "top": 1 - top / height, "bottom": bottom / height}
    space |= {"hspace": 0.38, "wspace": 0.12}
    panels = figure.subplots(rows, columns, squeeze=False, gridspec_kw=space, **sharing)
    figure.text(0.02, 1 - 0.2 / height, title, fontsize=LARGE, fontweight="bold", va="top")
    figure.text(0.02, 1 - 0.6 / height, note, fontsize=SMALL, color=GREY, va="top")
    return figure, panels


def name_panel(axes: Axes, text: str, width: int = 200) -> None:
    """Writes what a panel shows above it, in lines of ``width`` letters."""
    axes.set_title("\n".join(wrap(text, width)), loc="left", fontsize=SMALL, pad=5)


def write_in_panel(axes: Axes, text: str) -> None:
    """Writes something in a panel that has no marks, beside where its lines of zero are."""
    place: Any = {"transform": axes.transAxes, "ha": "center", "va": "center", "path_effects": HALO}
    axes.text(0.75, 0.6, text, color=GREY, **place)


def write_numbers(axes: Axes, lang: Language, horizontal: bool = False, most: int = 5) -> None:
    """Lets an axis have few round numbers, written as the language does."""
    axis = axes.xaxis if horizontal else axes.yaxis
    low, high = sorted(axis.get_view_interval())
    while True:
        axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10]))
        step = np.diff(axis.get_major_locator().tick_values(low, high))[0]
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        letters = max(len(written(end, decimals, lang)) for end in (low, high)) + 1
        if not horizontal or most == 1 or letters * LETTER <= WIDTH * axes.get_position().width * step / (high - low):
            break
        most -= 1  # numbers would run into each other
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
    last = max((tag.years for tag in tags), default=0.0)
    late = [tag for tag in tags if tag.years == last > LATE * edge]
    lines = max((tag.text.count("\n") + 1 for tag in late), default=1)
    heights = spread([_height(axes, tag.value) for tag in late], lines * _line_height(axes))
    for tag, height in zip(late, heights, strict=True):
        leader = {"arrowstyle": "-", "color": tag.colour, "linewidth": 0.6, "relpos": (0.0, 0.5)}
        leader |= {"shrinkA": 0, "shrinkB": 0}
        place = {"xytext": (1.05, height), "textcoords": "axes fraction", "va": "center"}
        _tag(axes, tag, annotation_clip=False, arrowprops=leader, **place)
    for tag in tags:
        if tag not in late:
            below = _has_room_below(axes, tag, tags)
            place = {"xytext": (6, -6 if below else 6), "va": "top" if below else "bottom"}
            _tag(axes, tag, textcoords="offset points", path_effects=HALO, **place)


def _has_room_below(axes: Axes, tag: Tag, tags: Sequence[Tag]) -> bool:
    """Says whether there is room under a line's end, and no more lines there than above it."""
    above = sum(other.value > tag.value for other in tags)
    under = sum(other.value < tag.value for other in tags)
    return _height(axes, tag.value) > 0.25 and above >= under


def _tag(axes: Axes, tag: Tag, **place: Any) -> None:
    axes.annotate(tag.text, (tag.years, tag.value), color=tag.colour, fontsize=SMALL, **place)


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Moves heights apart as little as possible, in their order and if possible between 0 and 1.

    Args:
        heights: where things would best be
        gap: what must be between two
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    groups: list[tuple[float, list[int]]] = []
    for index in order:
        groups.append((_between(heights[index], gap), [index]))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], gap):
            members = groups[-2][1] + groups[-1][1]
            middle = sum(heights[member] for member in members) / len(members)
            groups[-2:] = [(_between(middle, gap * len(members)), members)]
    found = [0.0] * len(heights)
    for middle, members in groups:
        for place, index in enumerate(members):
            found[index] = middle + (place - (len(members) - 1) / 2) * gap
    return found


def _between(middle: float, size: float) -> float:
    """Keeps something of a size, placed by its middle, between 0 and 1; if it is too large, in the middle."""
    return 0.5 if size >= 1.0 else min(1.0 - size / 2, max(size / 2, middle))


def _touch(below: tuple[float, list[int]], above: tuple[float, list[int]], gap: float) -> bool:
    return above[0] - below[0] < gap * (len(below[1]) + len(above[1])) / 2


def _height(axes: Axes, value: float) -> float:
    low, high = axes.get_ylim()
    return (value - low) / (high - low)


def _line_height(axes: Axes) -> float:
    """Gives the height of a line of type, as a share of the panel's."""
    return 1.25 * SMALL / axes.bbox.height * axes.figure.dpi / 72


def save(figure: Figure, folder: Path, name: str, dots_per_inch: int = DOTS_PER_INCH) -> list[Path]:
    """Writes a figure as PNG and SVG; the same figure gives the same bytes.

    Returns:
        the files
    """
    folder.mkdir(parents=True, exist_ok=True)
    _place_empty_labels(figure)
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    figure.savefig(paths[0], dpi=dots_per_inch, metadata={"Software": None}, pil_kwargs={"compress_level": 1})
    figure.savefig(paths[1], metadata={"Date": None, "Creator": None})
    return paths


def _place_empty_labels(figure: Figure) -> None:
    """Gives axes without a label a place for it, or matplotlib lays out all ticks once more to find one."""
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if not axis.get_label_text():
            axis.set_label_coords(0.5, 0.5)

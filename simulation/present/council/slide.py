"""A slide of a council chart: conclusion, how to read it, panels on the same axes, and where it comes from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from textwrap import fill, wrap
from typing import Any

import numpy as np
from babel.dates import format_date
from matplotlib import image
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from simulation.present.amounts import with_interval
from simulation.present.council.effects import ENOUGH_RUNS, Effect, Verdict, shown_worldviews
from simulation.present.folder import Results
from simulation.present.forest import BOTH
from simulation.present.series import MONTHS_PER_YEAR
from simulation.present.theme import (
    GREY,
    HALO,
    HEIGHT,
    LARGE,
    PALE,
    SMALL,
    WIDTH,
    House,
)
from simulation.present.words import Words, capitalised

TITLE_WIDTH, NOTE_WIDTH = 98, 175
"""letters in a line"""
MOST_ACROSS = 4
"""panels beside one another"""
LOGO_INCHES = 0.7
NAMES_IN_TITLE = 2
"""scenarios named in a title; more are counted"""
LETTERS_PER_INCH = 14.5


def council_slide(
    rows: int, columns: int, title: str, note: str, source: str, house: House, **sharing: Any
) -> tuple[Figure, Any]:
    """Makes a slide with a grid of panels.

    Returns:
        the figure and its axes, shape (rows, columns)
    """
    figure = Figure(figsize=(WIDTH, HEIGHT))
    lines, notes = wrap(title, TITLE_WIDTH), wrap(note, NOTE_WIDTH)
    below = 0.25 + 0.32 * len(lines)
    top = below + 0.2 * len(notes) + 0.65
    space = {"left": 0.06, "right": 0.985, "top": 1 - top / HEIGHT, "bottom": 0.85 / HEIGHT}
    space |= {"hspace": 0.42, "wspace": 0.1}
    panels = figure.subplots(rows, columns, squeeze=False, gridspec_kw=space, **sharing)
    figure.text(0.02, 1 - 0.2 / HEIGHT, "\n".join(lines), fontsize=LARGE, fontweight="bold", va="top")
    figure.text(0.02, 1 - below / HEIGHT, "\n".join(notes), fontsize=SMALL, color=GREY, va="top")
    figure.text(0.02, 0.16 / HEIGHT, source, fontsize=SMALL, color=GREY, va="bottom")
    if house.logo is not None:
        _place_logo(figure, house)
    return figure, panels


def _place_logo(figure: Figure, house: House) -> None:
    picture = image.imread(str(house.logo))
    wide = LOGO_INCHES * 0.6 * picture.shape[1] / picture.shape[0]
    axes = figure.add_axes((0.985 - wide / WIDTH, 0.1 / HEIGHT, wide / WIDTH, LOGO_INCHES * 0.6 / HEIGHT))
    axes.imshow(picture, aspect="auto")
    axes.set_axis_off()


def grid(number: int) -> tuple[int, int]:
    """Gives rows and columns for a number of panels."""
    rows = -(-number // MOST_ACROSS)
    return rows, -(-number // rows)


def conclude(kind: str, effects: Mapping[str, Effect], results: Results, words: Words) -> str:
    """Says what may be concluded, for the scenarios together."""
    parts = []
    for verdict in Verdict:
        names = [name for name, effect in effects.items() if effect.verdict is verdict]
        if names:
            parts.append(_of_some(words(f"{kind}_{verdict}"), names, results, words))
    return capitalised("; ".join(parts)) + "."


def _of_some(what: str, names: Sequence[str], results: Results, words: Words) -> str:
    number = len(results.scenarios)
    labels = [words.of(results.labels[name]) for name in names]
    if len(names) <= NAMES_IN_TITLE:
        return words("title_with", what=what, scenarios=words.listed([f"‘{label}’" for label in labels]))
    if len(names) == number:
        return words("title_all", what=what, number=number)
    return words("title_some", what=what, count=len(names), number=number)


def told(effect: Effect, words: Words, euros: bool = False) -> str:
    """Says a difference with its interval: 12 minder (9 tot 15)."""
    if effect.verdict is Verdict.UNKNOWN:
        return words("council_unknown")
    low, high = effect.low, effect.high
    sign = 1.0
    if effect.verdict is Verdict.LESS:
        sign, low, high = -1.0, -high, -low
    amount, _, interval = with_interval(sign * effect.mean, low, high, words, euros).partition(" (")
    return words(f"council_{effect.verdict}", amount=amount, interval=f"({interval}")


def bands_note(runs: int, words: Words, kind: str = "bands") -> str:
    """Says which share of runs is in a band."""
    if runs < 2:
        return words("bands_none")
    return words(f"{kind}_wide") if runs >= ENOUGH_RUNS else words(f"{kind}_all", runs=runs)


def interval_note(results: Results, words: Words) -> str:
    """Says what the intervals in brackets are, and which worldviews count."""
    shown = shown_worldviews(results)
    ours = results.comparison[results.comparison["worldview"].isin(shown)]
    covers = "covers_unknowns" if (ours["covers"] == BOTH).any() else "covers_luck"
    if len(shown) == 1:
        view = words("worldview_one", worldview=words.named("worldview", shown[0]))
    else:
        view = words("worldviews_together")
    return f"{words('title_interval', reference=results.usual(words), covers=words(covers))} {view}"


def source_of(results: Results, words: Words) -> str:
    """Says where the numbers come from, when they were made, and that they are no forecast."""
    made = datetime.fromtimestamp((results.folder / "manifest.json").stat().st_mtime)
    return words(
        "source",
        town=words.of(results.town),
        study=results.study,
        key=str(results.manifest.get("hash", ""))[:8],
        date=format_date(made, "long", locale=words.lang),
    )


def head(axes: Axes, label: str, text: str, colour: str) -> None:
    """Writes a scenario's name and one line under it above a panel."""
    letters = int(axes.bbox.width / axes.figure.dpi * LETTERS_PER_INCH)
    name = wrap(label, int(letters * 0.85))
    below = fill(text, letters)
    lift = 5 + 13 * (below.count("\n") + 1) if text else 5
    place: Any = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate("\n".join(name), (0.0, 1.0), (0, lift), color=colour, weight="bold", **place)
    axes.annotate(below, (0.0, 1.0), (0, 5), fontsize=SMALL, **place)


def set_years(axes: Axes, results: Results) -> None:
    """Sets the axis of time."""
    axes.set_xlim(0, results.years)
    axes.xaxis.set_major_locator(MultipleLocator(2 if results.years > 5 else 1))
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)


def mark_moments(axes: Axes, results: Results, scenario: str, words: Words) -> None:
    """Marks when a scenario changes, and says how."""
    found: dict[int, list[str]] = {}
    for moment in results.moments[scenario]:
        found.setdefault(moment.month, []).append(words(f"{moment.kind}_short"))
    for month, texts in found.items():
        year = month / MONTHS_PER_YEAR
        late = year > results.years / 2
        axes.axvline(year, color=GREY, linewidth=1.0, linestyle=":")
        place: Any = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "top"}
        place |= {"ha": "right" if late else "left", "path_effects": HALO}
        axes.annotate("\n".join(texts), (year, 1.0), (-4 if late else 4, -2), fontsize=SMALL, color=GREY, **place)


def scale_same(panels: np.ndarray, values: Sequence[np.ndarray], from_zero: bool) -> None:
    """Gives panels the same vertical axis, with room above for what is written there."""
    known = np.concatenate([*(np.asarray(each, float).ravel() for each in values), [0.0]])
    known = known[np.isfinite(known)]
    low, high = float(known.min()), float(known.max())
    room = (high - low) or 1.0
    for axes in panels.flat:
        axes.set_ylim(0.0 if from_zero else low - 0.06 * room, high + 0.22 * room)


def hide_empty(panels: np.ndarray, number: int) -> None:
    """Takes away panels that no scenario needs."""
    for axes in panels.flat[number:]:
        axes.set_visible(False)


def parts_of(texts: Mapping[str, str], results: Results, words: Words) -> str:
    """Says of each scenario what its panel says."""
    return " ".join(
        words("alt_part", scenario=words.of(results.labels[name]), what=text) for name, text in texts.items()
    )


def listed(values: np.ndarray) -> list[float | None]:
    """Gives numbers as a list, without those that are not known."""
    return [float(value) if np.isfinite(value) else None for value in values]

"""Charts over time: measures as rows, worldviews as columns, scenarios as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from simulation.present.folder import Results
from simulation.present.series import MONTHS_PER_YEAR, Line
from simulation.present.theme import (
    BAND,
    GREY,
    PALE,
    SMALL,
    WIDTH,
    Tag,
    name_panel,
    page,
    styles,
    tag_lines,
    write_numbers,
)
from simulation.present.words import Words

LABEL_WIDTH = 24
"""letters in a line of a label"""
INCH_PER_LETTER = 0.078


@dataclass(frozen=True)
class Measure:
    """One row of panels."""

    title: str
    lines: list[Line]
    difference: bool
    """whether the lines are differences: the axis is around zero, not from zero"""


def draw_over_time(results: Results, words: Words, title: str, note: str, measures: Sequence[Measure]) -> Figure:
    """Draws measures over time, each in every worldview."""
    labels = {name: label_lines(results, name, words) for name in (results.reference, *results.scenarios)}
    longest = max(len(line) for label in labels.values() for line in label.split("\n"))
    right = 1.0 - (0.45 + INCH_PER_LETTER * longest) / WIDTH
    note = f"{note} {moments_note(results, words)}"
    figure, panels = page(len(measures), len(results.worldviews), title, note, right, sharex=True, sharey="row")
    _set_time(panels, results, words)
    for measure, row in zip(measures, panels, strict=True):
        _set_scale(row[0], measure, words)
        name_panel(row[0], measure.title)
        for axes, worldview in zip(row, results.worldviews, strict=True):
            _draw_panel(axes, results, measure, worldview)
        _tag_panel(row[-1], results, measure, labels)
    return figure


def label_lines(results: Results, scenario: str, words: Words) -> str:
    """Gives the label of a scenario, in short lines."""
    return "\n".join(wrap(words.of(results.labels[scenario]), LABEL_WIDTH))


def _set_time(panels: np.ndarray, results: Results, words: Words) -> None:
    """Sets the axis of time, marks when scenarios change and writes the worldviews above the columns."""
    months = {moment.month for plan in results.moments.values() for moment in plan}
    for axes in panels.flat:
        axes.set_xlim(0, results.years)
        axes.xaxis.set_major_locator(MultipleLocator(2 if results.years > 5 else 1))
        axes.grid(axis="y", color=PALE, linewidth=0.6)
        axes.set_axisbelow(True)
        for month in months:
            axes.axvline(month / MONTHS_PER_YEAR, color=GREY, linewidth=0.9, linestyle=":")
    for axes in panels[-1]:
        axes.set_xlabel(words("years"), fontsize=SMALL)
    for axes, worldview in zip(panels[0], results.worldviews, strict=True):
        place = {"xycoords": "axes fraction", "textcoords": "offset points"}
        axes.annotate(words.named("worldview", worldview), (0.0, 1.0), (0, 22), weight="bold", **place)


def moments_note(results: Results, words: Words) -> str:
    """Says what happens at the marked moments."""
    found: dict[int, list[str]] = {}
    moments = [moment for plan in results.moments.values() for moment in plan]
    for moment in sorted(moments, key=lambda each: each.month):
        text = words(moment.kind)
        if text not in found.setdefault(moment.month, []):
            found[moment.month].append(text)
    parts = [words("moment", month=month, what=words.listed(texts)) for month, texts in found.items()]
    return words("moments", parts="; ".join(parts)) if parts else ""


def _draw_panel(axes: Axes, results: Results, measure: Measure, worldview: str) -> None:
    if measure.difference:
        axes.axhline(0.0, color=GREY, linewidth=0.9)
    looks = styles(results.reference, results.scenarios)
    for line in measure.lines:
        if line.worldview == worldview:
            look = looks[line.scenario]
            axes.fill_between(line.years, line.low, line.high, color=look.colour, alpha=BAND, linewidth=0)
            axes.plot(line.years, line.mean, color=look.colour, linestyle=look.dashes, linewidth=1.8)


def _set_scale(axes: Axes, measure: Measure, words: Words) -> None:
    edges = [edge[np.isfinite(edge)] for line in measure.lines for edge in (line.low, line.high, line.mean)]
    values = np.concatenate([*edges, [0.0]])
    low, high = float(values.min()), float(values.max())
    room = 0.05 * (high - low) or 1.0
    axes.set_ylim(low - room if measure.difference else 0.0, high + room)
    write_numbers(axes, words.lang)


def _tag_panel(axes: Axes, results: Results, measure: Measure, labels: dict[str, str]) -> None:
    looks = styles(results.reference, results.scenarios)
    ours = [line for line in measure.lines if line.worldview == results.worldviews[-1] and line.end >= 0]
    tag_lines(axes, [_tag(line, labels[line.scenario], looks[line.scenario].colour) for line in ours])


def _tag(line: Line, text: str, colour: str) -> Tag:
    return Tag(float(line.years[line.end]), float(line.mean[line.end]), text, colour)

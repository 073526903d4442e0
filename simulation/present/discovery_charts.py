"""The charts of conditions under which a policy fails: cases by two conditions, and how often groups fail."""

from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simulation.present.discovery import PRIM, STAGES, TREE, Discovery, Group
from simulation.present.sweep_charts import places_of
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, name_panel, page, save, themed, write_numbers
from simulation.present.words import Words, capitalised

FAILS, HOLDS = COLOURS[1], COLOURS[0]
NOTE_WIDTH = 160
ROW_WIDTH = 58
ROW_INCHES = 0.72


def draw_discovery(found: Discovery, words: Words) -> list[Path]:
    """Draws what was found, as PNG and SVG, in the folder figures; nothing if nothing was.

    Returns:
        the files
    """
    boxes, leaves = found.groups(PRIM), found.groups(TREE)
    with themed():
        figures = {"conditions": _plane(found, boxes[0], words)} if boxes else {}
        if boxes or leaves:
            figures["groups"] = _groups(found, [*boxes, *leaves], words)
        named = ((f"{name}_{words.lang}", figure) for name, figure in figures.items())
        return [path for name, figure in named for path in save(figure, found.folder / "figures", name)]


def _plane(found: Discovery, box: Group, words: Words) -> Figure:
    """Draws searched and fresh cases by the first two conditions; by one alone, against the first outcome."""
    shown, others = box.limits.iloc[:2], box.limits.iloc[2:]
    rest = words("disc_rest", conditions=found.when(others, words)) if len(others) else ""
    title = words("disc_title", scenario=found.label("scenario", words))
    note = "\n".join(wrap(words("disc_plot_note", rest=rest), NOTE_WIDTH))
    figure, grid = page(1, 2, title, note, right=0.98, left=0.09, bottom=0.8, sharex=True, sharey=True)
    names = list(shown["condition"])
    if len(names) == 1:
        names.append(next(iter(found.outcomes)))
    places = {name: places_of(found.cases[name], words) for name in names}
    for stage, axes in zip(STAGES, grid[0], strict=True):
        here = (found.cases["stage"] == stage).to_numpy()
        counts = {name: int(number) for name, number in box.of(stage).items() if name in ("inside", "failing_inside")}
        name_panel(axes, words("disc_panel", stage=words(f"disc_stage_{stage}"), **counts))
        across, up = (places[name][0][here] for name in names)
        _draw_cases(axes, across, up, found.cases["fails"].to_numpy(bool)[here])
    for axes in grid[0]:
        _draw_area(axes, shown, [places[name] for name in names])
        axes.set_xlabel(_named(found, names[0], words), fontsize=SMALL)
        if not places[names[0]][1]:
            write_numbers(axes, words.lang, horizontal=True)
    grid[0][0].set_ylabel(_named(found, names[1], words), fontsize=SMALL)
    if not places[names[1]][1]:
        write_numbers(grid[0][0], words.lang)
    return figure


def _named(found: Discovery, name: str, words: Words) -> str:
    if name in found.outcomes:
        shown = found.outcomes[name]
        return f"{words.of(shown.label)} ({words.of(shown.unit)})"
    return found.labelled(name, words)


def _draw_cases(axes: Axes, across: np.ndarray, up: np.ndarray, fails: np.ndarray) -> None:
    style: dict[str, Any] = {"s": 34, "linewidths": 1.1}
    axes.scatter(across[~fails], up[~fails], facecolors="none", edgecolors=HOLDS, **style)
    axes.scatter(across[fails], up[fails], color=FAILS, **style)
    axes.grid(color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)


def _draw_area(axes: Axes, limits: pd.DataFrame, places: list[tuple[np.ndarray, list[str]]]) -> None:
    """Draws the area of conditions; what has no limit goes to the edge of the panel."""
    spans = [axes.get_xlim(), axes.get_ylim()]
    axes.set_xlim(spans[0])
    axes.set_ylim(spans[1])
    for side, ((_, row), (_, names)) in enumerate(zip(limits.iterrows(), places, strict=False)):
        if names:
            chosen = [names.index(word) for word in row["words"].split("|") if word in names]
            spans[side] = (min(chosen, default=0) - 0.4, max(chosen, default=0) + 0.4)
            (axes.set_yticks if side else axes.set_xticks)(range(len(names)), names)
        else:
            low, high = (float(row[name]) for name in ("low", "high"))
            first, last = spans[side]
            spans[side] = (low if np.isfinite(low) else first, high if np.isfinite(high) else last)
    (left, right), (bottom, top) = spans
    axes.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, color=FAILS, alpha=0.12, linewidth=0, zorder=0)
    )


def _groups(found: Discovery, groups: list[Group], words: Words) -> Figure:
    """Draws the share that fails in each group, on the cases that were searched and on fresh ones."""
    labels = []
    for group in groups:
        method = words("disc_box" if group.method == PRIM else "disc_tree")
        name = f"{method.rpartition('(')[2].rstrip(')')}: {found.when(group.limits, words)}"
        labels.append("\n".join(wrap(capitalised(name), ROW_WIDTH)))
    lines = sum(label.count("\n") + 1 for label in labels)
    height = max(4.5, 2.2 + 0.2 * lines + 0.35 * len(groups))
    note = "\n".join(wrap(words("disc_groups_note"), NOTE_WIDTH))
    figure, grid = page(1, 1, words("disc_groups_title"), note, right=0.96, left=0.42, height=height, bottom=0.8)
    axes = grid[0][0]
    whole = found.groups("")[0].of("fresh")
    axes.axvline(100.0 * whole["density"], color=GREY, linewidth=1.0, linestyle=":")
    for row, group in enumerate(groups):
        for stage, shift in zip(STAGES, (-0.13, 0.13), strict=True):
            counts = group.of(stage)
            low, middle, high = (100.0 * counts[name] for name in ("density_low", "density", "density_high"))
            face = "white" if stage == "search" else FAILS
            axes.plot([low, high], [row + shift] * 2, color=FAILS, linewidth=1.3)
            axes.plot([middle], [row + shift], "o", color=FAILS, markerfacecolor=face, markersize=7)
    axes.set_yticks(range(len(groups)), labels, fontsize=SMALL)
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set_xlim(-2.0, 102.0)
    axes.set_xlabel(words("disc_groups_axis"), fontsize=SMALL)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure

"""A chart of bands: all numbers drawn, those of grade A and B alone, those of C and D alone."""

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.evidence import Evidence, percent, told
from simulation.present.theme import COLOURS, GREY, PALE, REFERENCE_COLOUR, SMALL, name_panel, page, save, themed
from simulation.present.theme import write_numbers as write_scale
from simulation.present.words import Words, uncapitalised

LOOKS = {"all": REFERENCE_COLOUR, "facts": COLOURS[0], "assumptions": COLOURS[1]}
"""colour of each group, from top to bottom"""
COLUMNS = 2
PANEL_INCHES = 1.35


def draw_evidence(evidence: Evidence, words: Words) -> list[Path]:
    """Draws the bands, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    with themed():
        return save(chart_of(evidence, words), evidence.folder / "figures", f"evidence_{words.lang}")


def chart_of(evidence: Evidence, words: Words) -> Figure:
    """Draws a panel for each outcome: three bands on one scale, with the part of the variance beside each."""
    outcomes = list(evidence.grades["outcome"].unique())
    rows = -(-len(outcomes) // COLUMNS)
    first = evidence.grades.iloc[0]
    note = words(
        "grades_note",
        town=evidence.label("town", words),
        years=evidence.manifest["years"],
        worldview=words.named("worldview", evidence.manifest["worldview"]),
        draws=int(first["draws"]),
        runs=int(first["runs"]),
    )
    title = words("grades_title", scenario=uncapitalised(evidence.label("scenario", words)))
    height = 2.2 + PANEL_INCHES * rows
    figure, panels = page(rows, COLUMNS, title, note, right=0.88, left=0.11, height=height)
    panels[0][0].get_gridspec().update(wspace=0.62, hspace=0.95, top=1 - 1.75 / height)
    for axes in panels.flat:
        axes.set_position(axes.get_subplotspec().get_position(figure))
    for axes, outcome in zip(panels.flat, outcomes, strict=False):
        _draw_bands(axes, evidence, str(outcome), words)
    for axes in panels.flat[len(outcomes) :]:
        axes.set_visible(False)
    return figure


def _draw_bands(axes: Axes, evidence: Evidence, outcome: str, words: Words) -> None:
    rows = evidence.grades[evidence.grades["outcome"] == outcome].set_index("varied")
    shown = evidence.outcomes[outcome]
    scale = shown.scale([*rows["low"], *rows["high"]])
    unit = shown.measure(scale, True, words)
    name_panel(axes, words.of(shown.label) + (f" ({unit})" if unit else ""))
    for height, (varied, colour) in enumerate(LOOKS.items()):
        row = rows.loc[varied]
        ends = [row["low"] / scale.divisor, row["high"] / scale.divisor]
        axes.plot(ends, [height] * 2, color=colour, linewidth=6, solid_capstyle="butt", zorder=2)
        axes.plot([row["mean"] / scale.divisor], [height], "o", color="white", markeredgecolor=colour, zorder=3)
        share, across = _share(rows, varied, words), ("axes fraction", "data")
        axes.annotate(share, (1.03, height), xycoords=across, va="center", fontsize=SMALL, color=colour)
    axes.set_yticks(range(len(LOOKS)), [words(f"varied_{varied}") for varied in LOOKS], fontsize=SMALL)
    axes.set_ylim(len(LOOKS) - 0.4, -0.6)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    write_scale(axes, words.lang, horizontal=True)


def _share(rows: pd.DataFrame, varied: str, words: Words) -> str:
    if not told(rows):
        return words("grades_untold") if varied == "assumptions" else ""
    if varied == "all":
        return "100%"
    share, low, high = (percent(rows[key][varied], words) for key in ("share", "share_low", "share_high"))
    return words("grades_share", share=share, low=low, high=high)

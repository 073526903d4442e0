"""The chart of differences: how much less or more of the main outcomes, with intervals."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.outcomes import SERIOUS
from simulation.present.theme import GREY, HEIGHT, PALE, SMALL, Style, name_panel, page, styles, write_numbers
from simulation.present.words import Words

OUTCOMES = (SERIOUS, "crises", "mean_wait_weeks", "total_cost_eur")
BOTH = "chance and unknowns"
"""word of the comparison table for an interval that covers both"""
ROW_INCHES = 0.2
TITLE_WIDTH = 34
"""letters in a line of a panel's title"""
SCOPE_WIDTH = 120
"""letters of the names of pilot neighbourhoods, above such titles"""
HEAD = 1.15
"""room for a scenario's name above its worldviews, in rows"""


@dataclass(frozen=True)
class Row:
    """Where a scenario in a worldview stands in a panel."""

    scenario: str
    worldview: str
    height: float


def draw_differences(results: Results, words: Words) -> Figure | None:
    """Draws the differences of the main outcomes from usual care, in per cent of it, by scope."""
    rows = rows_of(results)
    scopes = [scope for scope in (PILOT, TOWN) if (results.comparison["scope"] == scope).any()]
    outcomes = [name for name in OUTCOMES if (results.comparison["outcome"] == name).any()]
    if not (rows and scopes and outcomes):
        return None
    usual = results.usual(words)
    title = words("differences_title", reference=usual, years=results.years)
    note = f"{words('differences_note', reference=usual)} {covers_note(results, words)}"
    space: Any = {"right": 0.98, "left": 0.21, "top": 1.6, "sharey": True}
    height = max(HEIGHT, 1.9 + ROW_INCHES * (rows[-1].height + 2) * len(scopes))
    figure, panels = page(len(scopes), len(outcomes), title, note, height=height, **space)
    for scope, line in zip(scopes, panels, strict=True):
        for outcome, axes in zip(outcomes, line, strict=True):
            _draw_panel(axes, results, rows, percentages(results.comparison, outcome, scope), words)
            name_panel(axes, words.of(results.outcomes[outcome].label), TITLE_WIDTH)
        _name_rows(line[0], results, rows, words)
        line[0].annotate(
            shorten(words(f"places_{scope}", places=", ".join(results.pilots)), SCOPE_WIDTH, placeholder="…"),
            (0.02, 1.0),
            (0, 34),
            xycoords=("figure fraction", "axes fraction"),
            textcoords="offset points",
            weight="bold",
        )
    return figure


def rows_of(results: Results) -> list[Row]:
    """Places each scenario's worldviews below each other, with room for its name."""
    rows, height = [], 0.0
    for scenario in results.scenarios:
        height += HEAD
        for worldview in results.worldviews:
            rows.append(Row(scenario, worldview, height))
            height += 1.0
    return rows


def percentages(comparison: pd.DataFrame, outcome: str, scope: str) -> pd.DataFrame:
    """Gives the differences of an outcome in per cent of the reference.

    Returns:
        difference, low and high, by scenario and worldview
    """
    ours = comparison[(comparison["outcome"] == outcome) & (comparison["scope"] == scope)]
    ours = ours.set_index(["scenario", "worldview"])
    size = ours["mean_reference"].where(ours["mean_reference"] > 0)
    return ours[["difference", "low", "high"]].mul(100.0 / size, axis="index")


def covers_note(results: Results, words: Words) -> str:
    """Says what the intervals cover."""
    if results.comparison["low"].isna().all():
        return words("no_interval_note")
    both = (results.comparison["covers"] == BOTH).to_numpy()
    if not both.any():
        return words("chance_only")
    if both.all():
        return words("chance_and_unknowns")
    names = results.comparison["worldview"][both].unique()
    return words("chance_or_both", where=words.listed([words.named("worldview", name) for name in names]))


def _draw_panel(axes: Axes, results: Results, rows: list[Row], values: pd.DataFrame, words: Words) -> None:
    looks = styles(results.reference, results.scenarios)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    for row in rows:
        if (row.scenario, row.worldview) in values.index:
            _draw_row(axes, row.height, pd.Series(values.loc[(row.scenario, row.worldview)]), looks[row.scenario])
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.0), max(high, 0.0))
    axes.set_ylim(rows[-1].height + 0.7, 0.0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    write_numbers(axes, words.lang, horizontal=True)


def _draw_row(axes: Axes, height: float, values: pd.Series, look: Style) -> None:
    if np.isfinite(values["difference"]):
        axes.plot([values["low"], values["high"]], [height, height], color=look.colour, linewidth=2.2)
        axes.plot([values["difference"]], [height], "o", color=look.colour, markersize=5)


def _name_rows(axes: Axes, results: Results, rows: list[Row], words: Words) -> None:
    looks = styles(results.reference, results.scenarios)
    names = [words.named("worldview", row.worldview) for row in rows]
    axes.set_yticks([row.height for row in rows], names, fontsize=SMALL)
    for row in rows:
        if row.worldview == results.worldviews[0]:
            axes.annotate(
                words.of(results.labels[row.scenario]),
                (0.02, row.height - HEAD + 0.25),
                xycoords=("figure fraction", "data"),
                color=looks[row.scenario].colour,
                fontsize=SMALL,
                va="center",
            )

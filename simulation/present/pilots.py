"""The pilots as they were: a table fact by fact, and a chart of what was reported beside what the runs gave."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.console import Console
from rich.table import Table

from simulation.present.numbers import written
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, name_panel, page, save, themed, write_numbers
from simulation.present.words import Words
from simulation.settings import Label

TABLE = "pilots.csv"
YES_OR_NO = ("bool", "sign")
ENOUGH = 19
"""runs or draws from which on an interval covers what it says"""
INSIDE, OUTSIDE = COLOURS[0], COLOURS[1]
WIDTHS = (21, 8, 13, 6, 12, 13, 6, 14)
"""letters in each column of the table"""
LARGEST = 300.0
"""per cent of what was reported at which the scale ends"""
ROW_INCHES = 0.34
HEAD = 1.2
"""room for a pilot's name above its facts, in rows"""


@dataclass(frozen=True)
class Pilots:
    """What the pilots left in their folder."""

    folder: Path
    facts: pd.DataFrame
    plans: Mapping[str, Mapping[str, Any]]
    """label, year and months of each pilot, by name"""

    def groups(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Gives the facts of each pilot, in order."""
        for name, rows in self.facts.groupby("pilot", sort=False):
            yield str(name), rows

    def heading(self, name: str, words: Words) -> str:
        """Names a pilot with its year and period."""
        plan = self.plans[name]
        months = f"{plan['months']['value']:g}".replace(".", words("decimal"))
        return words("pilots_year", label=words.of(Label(**plan["label"])), year=plan["regime_year"], months=months)


def has_pilots(folder: Path) -> bool:
    """Tells whether a results folder is of the pilots."""
    return (folder / TABLE).exists()


def read_pilots(folder: Path) -> Pilots:
    """Reads the facts of the pilots."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Pilots(folder, pd.read_csv(folder / TABLE), {plan["name"]: plan for plan in manifest["pilots"]})


def print_pilots(pilots: Pilots, words: Words, console: Console) -> None:
    """Prints the table, the summary, and where each fact comes from."""
    console.print(words("pilots_title"), style="bold")
    for heading, table in tables_of(pilots, words):
        console.print()
        console.print(heading, style="bold")
        console.print(table)
    console.print()
    console.print(summary(pilots, words), style="bold")
    few = pilots.facts["measured"] & ((pilots.facts["runs"] < ENOUGH) | pilots.facts["draws"].between(1, ENOUGH - 1))
    for text in (words("pilots_rule"), *([words("pilots_few")] if few.any() else [])):
        console.print(fill(text, console.width), soft_wrap=True)
    console.print()
    for source in pilots.facts["source"].unique():
        console.print(fill(str(source), console.width, subsequent_indent="  "), soft_wrap=True)
    console.print()


def summary(pilots: Pilots, words: Words) -> str:
    """Says how many of the facts that count lie inside."""
    counted = pilots.facts[pilots.facts["counted"]]
    return words("pilots_inside", inside=int(counted["inside"].sum()), counted=len(counted))


def tables_of(pilots: Pilots, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a heading and a table for each pilot: one row for each fact and reading."""
    for name, rows in pilots.groups():
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column(words("fact"), width=WIDTHS[0])
        for column, width in zip(("reported", "margin", "simulated", "by_chance", "by_both"), WIDTHS[1:6], strict=True):
            table.add_column(words(column), justify="right", width=width)
        for column, width in zip(("inside", "use"), WIDTHS[6:], strict=True):
            table.add_column(words(column), width=width)
        for _, row in rows.iterrows():
            table.add_row(*_cells(row, words))
        yield pilots.heading(name, words), table


def _cells(row: pd.Series, words: Words) -> list[str]:
    label = words.named("fact", row["reading"])
    use = "test_wide" if row["use"] == "test" and not row["counted"] else row["use"]
    marks = [words("yes" if row["inside"] else "no"), f"{words(f'use_{use}')} ({row['grade']})"]
    if row["unit"] in YES_OR_NO:
        shares = [_share(row[name], words) for name in ("mean", "both_mean")]
        numbers = [words("yes"), "", shares[0], "", shares[1]]
    else:
        decimals = _decimals(row["value"])
        margin, chance, both = (
            _range(row, f"{kind}low", f"{kind}high", decimals, words) for kind in ("", "chance_", "both_")
        )
        numbers = [_number(row["value"], decimals, words), margin, _number(row["mean"], decimals, words), chance, both]
    if not row["measured"]:
        numbers[2:] = ["", words("not_measured"), ""]
    return [label, *numbers, *marks]


def _decimals(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2


def _number(value: float, decimals: int, words: Words) -> str:
    return written(value, decimals, words.lang) if math.isfinite(value) else ""


def _range(row: pd.Series, low: str, high: str, decimals: int, words: Words) -> str:
    if not math.isfinite(row[low]):
        return ""
    return f"{_number(row[low], decimals, words)}–{_number(row[high], decimals, words)}"


def _share(value: float, words: Words) -> str:
    return words("holds_in", share=_number(100 * value, 0, words)) if math.isfinite(value) else ""


def draw_pilots(pilots: Pilots, words: Words) -> list[Path]:
    """Draws all facts, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    with themed():
        return save(chart_of(pilots, words), pilots.folder / "figures", f"pilots_{words.lang}")


def chart_of(pilots: Pilots, words: Words) -> Figure:
    """Draws dots with bars: numbers in per cent of what was reported, the others as the share of runs."""
    heights, heads = _placed(pilots)
    lowest = max(heights.values())
    note = f"{words('pilots_note')}\n{summary(pilots, words)}"
    height = 2.4 + ROW_INCHES * lowest
    figure, panels = page(1, 2, words("pilots_title"), note, right=0.98, left=0.27, height=height, sharey=True)
    for axes, yes_or_no in zip(panels[0], (False, True), strict=True):
        _prepare(axes, yes_or_no, lowest, words)
        for index, row in pilots.facts.iterrows():
            if (row["unit"] in YES_OR_NO) == yes_or_no:
                _draw_fact(axes, heights[index], row, yes_or_no, words)
        write_numbers(axes, words.lang, horizontal=True)
    first = panels[0][0]
    labels = [words.named("fact", name) for name in pilots.facts["reading"]]
    first.set_yticks(list(heights.values()), labels, fontsize=SMALL)
    for name, top in heads.items():
        place = {"xycoords": ("figure fraction", "data"), "va": "center", "weight": "bold", "fontsize": SMALL}
        first.annotate(pilots.heading(name, words), (0.02, top), **place)
    return figure


def _placed(pilots: Pilots) -> tuple[dict[Any, float], dict[str, float]]:
    """Gives the height of each fact, by its row, and of each pilot's name."""
    heights, heads, height = {}, {}, 0.3
    for name, rows in pilots.groups():
        heads[name] = height
        height += HEAD - 0.2
        for index in rows.index:
            heights[index] = height
            height += 1.0
        height += 0.2
    return heights, heads


def _prepare(axes: Axes, yes_or_no: bool, lowest: float, words: Words) -> None:
    name_panel(axes, words("pilots_yes_or_no" if yes_or_no else "pilots_numbers"))
    axes.set_xlabel(words("pilots_share_axis" if yes_or_no else "pilots_axis"), fontsize=SMALL)
    axes.set_xlim(0.0, 105.0 if yes_or_no else LARGEST)
    axes.set_ylim(lowest + 0.7, -0.2)
    axes.axvline(50.0 if yes_or_no else 100.0, color=GREY, linewidth=0.9, linestyle=":" if yes_or_no else "-")
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _draw_fact(axes: Axes, height: float, row: pd.Series, yes_or_no: bool, words: Words) -> None:
    """Draws one fact; its colour, and a filled or open dot, say whether the reported number is inside."""
    scale = 100.0 if yes_or_no else 100.0 / row["value"]
    if not yes_or_no:
        band = [scale * row["low"], scale * row["high"]]
        axes.plot(band, [height] * 2, color=PALE, linewidth=11, solid_capstyle="butt", zorder=1)
    if not row["measured"]:
        place = (0.97 * axes.get_xlim()[1], height)
        axes.annotate(words("not_measured"), place, color=GREY, fontsize=SMALL, va="center", ha="right")
        return
    colour = INSIDE if row["inside"] else OUTSIDE
    for kind, width in (("both", 1.3), ("chance", 4.5)):
        ends = [scale * row[f"{kind}_low"], scale * row[f"{kind}_high"]]
        axes.plot(ends, [height] * 2, color=colour, linewidth=width, zorder=2)
    mean = scale * row["both_mean" if yes_or_no and row["draws"] else "mean"]
    face = colour if row["inside"] else "white"
    edge = axes.get_xlim()[1]
    if mean > edge:
        text = words("beyond_scale", value=_number(mean, 0, words))
        axes.annotate(text, (0.97 * edge, height), color=colour, fontsize=SMALL, va="center", ha="right")
    else:
        axes.plot([mean], [height], "o", color=colour, markerfacecolor=face, markersize=7, zorder=3, clip_on=False)

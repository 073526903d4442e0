"""A calibration: figures beside what is simulated before and after, and what became known of the unknowns."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.console import Console
from rich.table import Table

from simulation.present.numbers import written
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, page, save, themed, write_numbers
from simulation.present.unknowns import unit_in
from simulation.present.words import Words
from simulation.settings import Label
from simulation.settings.draws_file import POSTERIOR

TABLE = "figures.csv"
YES_OR_NO = ("bool", "sign")
INSIDE, OUTSIDE = COLOURS[0], COLOURS[1]
LARGEST = 300.0
"""per cent of what was reported at which the scale ends"""
ROW_INCHES = 0.36
MOST_PARAMETERS = 20
MOST_PAIRS = 5
DIGITS = 3


@dataclass(frozen=True)
class Calibrated:
    """What a calibration left in its folder."""

    folder: Path
    manifest: Mapping[str, Any]
    figures: pd.DataFrame
    parameters: pd.DataFrame
    tradeoffs: pd.DataFrame

    def halves(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Gives the figures calibrated to, and the others, with the name of their heading."""
        used = self.figures["use"] == "calibrate"
        for name, rows in (("cal_used", self.figures[used]), ("cal_unused", self.figures[~used])):
            if len(rows):
                yield name, rows

    def place(self, site: str, words: Words) -> str:
        """Names a town or pilot."""
        return words.of(Label(**self.manifest["sites"][site]))

    def title(self, words: Words) -> str:
        """Names all towns and pilots, with their sizes."""
        sizes = self.manifest["households"]
        sites = [
            words("cal_site", label=self.place(name, words), households=written(sizes[name], 0, words.lang))
            for name in sizes
        ]
        return words("cal_title", sites=words.listed(sites))

    def told(self) -> pd.DataFrame:
        """Gives the unknowns that are shown: those that were informed most first, and not too many."""
        found = self.parameters.sort_values("narrower", ascending=False, kind="stable")
        informed = int(found["informed"].sum())
        return found.head(min(MOST_PARAMETERS, max(informed, 8)))


def has_calibration(folder: Path) -> bool:
    """Tells whether a results folder is of a calibration."""
    return (folder / POSTERIOR).exists() and (folder / TABLE).exists()


def read_calibration(folder: Path) -> Calibrated:
    """Reads what a calibration left."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = [pd.read_csv(folder / name) for name in (TABLE, "parameters.csv", "tradeoffs.csv")]
    return Calibrated(folder, manifest, *tables)


def print_calibration(calibrated: Calibrated, words: Words, console: Console) -> None:
    """Prints figures, unknowns, and what they say in words."""
    console.print(calibrated.title(words), style="bold", soft_wrap=True)
    for heading, table in tables_of(calibrated, words):
        console.print()
        console.print(heading, style="bold")
        console.print(table)
    if not calibrated.told()["informed"].all():
        console.print(words("cal_star"))
    console.print()
    for sentence in sentences(calibrated, words):
        console.print(fill(sentence, console.width), soft_wrap=True)
    console.print()


def tables_of(calibrated: Calibrated, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives the tables with their headings."""
    for name, rows in calibrated.halves():
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        columns = ("fact", "cal_where", "reported", "margin", "cal_before", "cal_after", "cal_wide", "inside")
        for place, column in enumerate(columns):
            table.add_column(words(column), justify="left" if place < 2 else "right", no_wrap=place > 1)
        for _, row in rows.iterrows():
            table.add_row(*_figure_cells(row, calibrated, words))
        yield words(name, count=len(rows)), table
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    for place, column in enumerate(("cal_unknown", "cal_before", "cal_after", "cal_narrower")):
        table.add_column(words(column), justify="left" if place == 0 else "right", no_wrap=place > 0)
    for _, row in calibrated.told().iterrows():
        before, after = (
            f"{_exact(row[f'{kind}low'], words)}–{_exact(row[f'{kind}high'], words)}" for kind in ("prior_", "")
        )
        share = _percent(row["narrower"], words)
        name = f"{row['parameter']} ({unit_in(row['unit'], words)})"
        table.add_row(name, before, after, f"{share}{'' if row['informed'] else ' *'}")
    yield words("cal_informed_title"), table


def _figure_cells(row: pd.Series, calibrated: Calibrated, words: Words) -> list[str]:
    label, place = words.named("fact", row["outcome"]), calibrated.place(row["site"], words)
    yes = words("yes" if row["inside"] else "no")
    if row["unit"] in YES_OR_NO:
        before, after = (words("holds_in", share=_percent(row[name], words)[:-1]) for name in ("prior_mean", "mean"))
        return [label, place, words("yes"), "", before, after, "", yes]
    margin, before, after = (
        f"{_exact(row[low], words)}–{_exact(row[high], words)}"
        for low, high in (("low", "high"), ("prior_low", "prior_high"), ("simulated_low", "simulated_high"))
    )
    wide = row["times_as_wide"]
    times = written(wide, 1, words.lang) if math.isfinite(wide) else ""
    return [label, place, _exact(row["value"], words), margin, before, after, times, yes]


def _exact(value: float, words: Words) -> str:
    """Writes a number with three digits that matter."""
    if not math.isfinite(value):
        return ""
    decimals = 0 if value == 0 else max(0, DIGITS - 1 - math.floor(math.log10(abs(value))))
    return written(value, decimals, words.lang)


def _percent(share: float, words: Words) -> str:
    return f"{written(100 * share, 0, words.lang)}%"


def sentences(calibrated: Calibrated, words: Words) -> Iterator[str]:
    """Says in words what was met, what was informed, what was not, and what is tied."""
    halves = dict(calibrated.halves())
    used = halves["cal_used"]
    inside = used["inside"]
    yield words("cal_inside", inside=inside.sum(), count=len(used), narrow=(inside & used["narrow"]).sum())
    others = halves.get("cal_unused", used.head(0))
    tests = others[others["use"] == "test"]
    yield words("cal_tested", inside=tests["inside"].sum(), count=len(tests)) if len(tests) else words("cal_untested")
    yield words("cal_covers")
    yield from _informed(calibrated.parameters, words)
    yield from _tied(calibrated.tradeoffs, words)
    section = calibrated.manifest["calibration"]
    numbers = {name: section[name] for name in ("budget", "check")}
    times = written(calibrated.manifest["times_margin"], 1, words.lang)
    yield words("cal_size", effective=calibrated.manifest["effective"], times=times, **numbers)
    yield words("cal_use", file=calibrated.folder)


def _informed(parameters: pd.DataFrame, words: Words) -> Iterator[str]:
    found = parameters[parameters["informed"]].sort_values("narrower", ascending=False, kind="stable")
    chance = _percent(float(parameters["by_chance"].max()), words)[:-1]
    counts = {"count": len(parameters), "chance": chance}
    if not len(found):
        yield words("cal_none_informed", **counts)
        return
    names = [f"{row['parameter']} ({_percent(row['narrower'], words)})" for _, row in found.iterrows()]
    yield words("cal_informed", informed=len(found), names=words.listed(names), **counts)
    if len(found) < len(parameters):
        yield words("cal_uninformed", count=len(parameters) - len(found))


def _tied(tradeoffs: pd.DataFrame, words: Words) -> Iterator[str]:
    if not len(tradeoffs):
        yield words("cal_untied")
    for _, row in tradeoffs.head(MOST_PAIRS).iterrows():
        number = written(row["correlation"], 2, words.lang)
        way = words("cal_higher" if row["correlation"] > 0 else "cal_lower")
        yield words("cal_tied", one=row["parameter"], other=row["other"], number=number, way=way)
    if len(tradeoffs) > MOST_PAIRS:
        yield words("cal_tied_more", count=len(tradeoffs) - MOST_PAIRS)


def draw_calibration(calibrated: Calibrated, words: Words) -> list[Path]:
    """Draws figures and unknowns, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    folder = calibrated.folder / "figures"
    with themed():
        first = save(figures_chart(calibrated, words), folder, f"calibration_{words.lang}")
        return first + save(parameters_chart(calibrated, words), folder, f"unknowns_{words.lang}")


def figures_chart(calibrated: Calibrated, words: Words) -> Figure:
    """Draws predicted against reported, in per cent of what was reported."""
    halves = [
        (words(name, count=len(rows)), rows)
        for name, each in calibrated.halves()
        if len(rows := each[~each["unit"].isin(YES_OR_NO)])
    ]
    lowest = sum(len(rows) + 1.2 for _, rows in halves)
    height = 2.3 + ROW_INCHES * lowest
    used = dict(calibrated.halves())["cal_used"]
    title = words("cal_chart", inside=used["inside"].sum(), count=len(used))
    figure, panels = page(1, 1, title, words("cal_note"), 0.97, left=0.36, height=height)
    axes: Axes = panels[0, 0]
    axes.set_xlim(0.0, LARGEST)
    axes.set_ylim(lowest + 0.3, -0.6)
    _prepare(axes, words("cal_axis"), 100.0)
    names, heights, top = [], [], 0.0
    for heading, rows in halves:
        place: Any = {"xycoords": ("figure fraction", "data"), "va": "center", "weight": "bold", "fontsize": SMALL}
        axes.annotate(heading, (0.02, top), **place)
        for step, (_, row) in enumerate(rows.iterrows(), 1):
            _draw_figure(axes, top + step, row, words)
            heights.append(top + step)
            fact = words.named("fact", row["outcome"])
            names.append(f"{fact} · {calibrated.place(row['site'], words)}")
        top += len(rows) + 1.2
    axes.set_yticks(heights, names, fontsize=SMALL)
    write_numbers(axes, words.lang, horizontal=True)
    return figure


def _prepare(axes: Axes, label: str, middle: float) -> None:
    axes.set_xlabel(label, fontsize=SMALL)
    axes.axvline(middle, color=GREY, linewidth=0.9)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _draw_figure(axes: Axes, height: float, row: pd.Series, words: Words) -> None:
    scale = 100.0 / row["value"] if row["value"] else math.nan
    colour = INSIDE if row["inside"] else OUTSIDE
    axes.plot(scale * row[["low", "high"]], [height] * 2, color=PALE, linewidth=12, solid_capstyle="butt", zorder=1)
    axes.plot(scale * row[["prior_low", "prior_high"]], [height] * 2, color=GREY, linewidth=1.0, zorder=2)
    axes.plot(scale * row[["simulated_low", "simulated_high"]], [height] * 2, color=colour, linewidth=4.0, zorder=3)
    mean = scale * row["mean"]
    if mean > LARGEST:
        text = words("beyond_scale", value=written(mean, 0, words.lang))
        axes.annotate(text, (0.97 * LARGEST, height), color=colour, fontsize=SMALL, va="center", ha="right")
    else:
        face = colour if row["inside"] else "white"
        axes.plot([mean], [height], "o", color=colour, markerfacecolor=face, markersize=8, zorder=4)


def parameters_chart(calibrated: Calibrated, words: Words) -> Figure:
    """Draws the bands of the unknowns that became narrowest, in per cent of their range before."""
    rows = calibrated.told()
    height = 2.3 + ROW_INCHES * len(rows)
    figure, panels = page(
        1, 1, words("cal_informed_title"), words("cal_parameters_note"), 0.97, left=0.33, height=height
    )
    axes: Axes = panels[0, 0]
    axes.set_xlim(0.0, 100.0)
    axes.set_ylim(len(rows) - 0.3, -0.7)
    _prepare(axes, words("cal_parameters_axis"), 50.0)
    for place, (_, row) in enumerate(rows.iterrows()):
        low, middle, high = 100.0 * row[["share_low", "share_middle", "share_high"]].to_numpy(float)
        axes.plot([5.0, 95.0], [place] * 2, color=PALE, linewidth=12, solid_capstyle="butt", zorder=1)
        colour = INSIDE if row["informed"] else GREY
        axes.plot([low, high], [place] * 2, color=colour, linewidth=4.0, zorder=2)
        axes.plot([middle], [place], "o", color=colour, markersize=8, zorder=3)
    axes.set_yticks(np.arange(len(rows)), list(rows["parameter"]), fontsize=SMALL)
    write_numbers(axes, words.lang, horizontal=True)
    return figure

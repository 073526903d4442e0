"""Optimisation: the front of choices as new runs judge it, as tables, sentences and a chart."""

import math
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.table import Table
from rich.text import Text

from simulation.present.answers import Answer, called, covered, legend_above, lever_name
from simulation.present.outcomes import Shown
from simulation.present.sweep import folded, value_text
from simulation.present.table import difference_text
from simulation.present.theme import COLOURS, GREY, HALO, SMALL, name_panel, page, save, themed, write_numbers
from simulation.present.words import Words
from simulation.settings import Label

TRIALS, FRONT = "trials", "front"
BOUNDS = ["difference", "low", "high"]
HEAD_WIDTH = 17
NOTE_WIDTH = 170
WEEKS = Label(nl="weken", en="weeks")
OWN = {
    "longest_wait_weeks": Shown("longest_wait_weeks", Label(nl="Langste wachttijd", en="Longest wait"), WEEKS),
    "worst_neighbourhood": Shown(
        "worst_neighbourhood",
        Label(nl="Slechtst af zijnde wijk", en="Worst-off neighbourhood"),
        Label(nl="probleemweken per huishouden per jaar", en="problem-weeks a household a year"),
    ),
}
"""objectives that are no outcomes"""


def heading(answer: Answer, words: Words) -> Iterator[str]:
    """Says what was searched, and by how many runs each choice was judged."""
    trials, plan = answer.tables[TRIALS], answer.manifest["plan"]
    draws = max(len(each) for each in plan["draws"].values())
    yield words(
        "best_where",
        scenario=answer.label(answer.scenarios[0], words),
        trials=len(trials),
        runs=plan["runs_of_a_draw"] * draws,
        place=answer.place(words),
        reference=answer.reference(words),
        years=answer.years,
    )


def _head(setting: str, words: Words) -> str:
    said = lever_name(setting, words)
    return folded(said, HEAD_WIDTH) if said == called(setting) else fill(said, HEAD_WIDTH)


def tables_of(answer: Answer, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives the settings of the front, and what new runs say of each objective by worldview."""
    trials = answer.tables[TRIALS]
    front = trials[trials["on_front"]]
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column(words("best_choice"), vertical="bottom")
    for setting in answer.manifest["settings"]:
        table.add_column(_head(setting, words), justify="right", vertical="bottom")
    for _, row in front.iterrows():
        values = (value_text(row[setting], words) for setting in answer.manifest["settings"])
        table.add_row(str(row["trial"]), *values)
    yield words("best_front"), table
    if FRONT in answer.tables:
        yield words("best_again", reference=answer.reference(words)), _judged(answer, words)


def _judged(answer: Answer, words: Words) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column("", min_width=18)
    for worldview in answer.worldviews:
        table.add_column(words.named("worldview", worldview), justify="right", no_wrap=True)
    table.add_column(words("best_seen"), justify="right")
    for objective, rows in answer.tables[FRONT].groupby("objective", sort=False):
        shown = shown_in(answer, str(objective))
        halves = (rows["high"] - rows["low"]).dropna() / 2
        scale = shown.scale(rows[BOUNDS].to_numpy().ravel(), float(halves.median()) if len(halves) else math.nan)
        unit = shown.measure(scale, True, words)
        table.add_row(Text(f"{words.of(shown.label)} ({unit})" if unit else words.of(shown.label), style="bold"))
        for trial, each in rows.groupby("trial", sort=False):
            cells = [difference_text(tuple(row), scale, words) for row in each[BOUNDS].to_numpy()]
            seen = scale.write(each["worst_in_search"].iloc[0], words.lang)
            table.add_row(f" {words('best_choice')} {trial}", *cells, seen)
    return table


def shown_in(answer: Answer, objective: str) -> Shown:
    """Gives how an objective is shown."""
    return OWN.get(objective) or answer.outcomes[objective]


def sentences(answer: Answer, words: Words) -> Iterator[str]:
    """Says what a front is and is not, and how far the search flattered it."""
    if FRONT not in answer.tables:
        yield words("best_none")
        return
    front = answer.tables[FRONT]
    flattered = list(_flattered(answer, front))
    total = front.groupby(["trial", "objective"]).ngroups
    yield words("best_flattered", count=len(flattered), total=total, runs=front["runs"].iloc[0])
    yield words("best_read")
    yield words("best_small", trials=len(answer.tables[TRIALS]))
    yield from covered(front, words)


def _flattered(answer: Answer, front: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Gives what new runs judge worse than the search did, in the worldview in which it does worst."""
    larger = dict(zip(answer.question["objectives"], answer.manifest["larger"], strict=True))
    for (trial, objective), rows in front.groupby(["trial", "objective"], sort=False):
        seen, again = rows["worst_in_search"].iloc[0], rows["difference"]
        if again.min() < seen if larger[objective] else again.max() > seen:
            yield int(str(trial)), str(objective)


def draw(answer: Answer, words: Words) -> list[Path]:
    """Draws all choices by the first two objectives, and the front as new runs judge it."""
    if FRONT not in answer.tables or len(answer.question["objectives"]) < 2:
        return []
    with themed():
        return save(chart_of(answer, words), answer.folder / "figures", f"optimise_{words.lang}")


def chart_of(answer: Answer, words: Words) -> Figure:
    """Draws the first objective against each other one: trials grey, the front numbered, with intervals."""
    first, *others = answer.question["objectives"]
    trials, front = answer.tables[TRIALS], answer.tables[FRONT]
    title = words("best_title", scenario=answer.label(answer.scenarios[0], words))
    note = fill(words("best_note", reference=answer.reference(words), place=answer.place(words)), NOTE_WIDTH)
    figure, panels = page(1, len(others), title, note, right=0.98, left=0.07, height=6.2, bottom=1.05, sharey=True)
    scales = {
        name: shown_in(answer, name).scale(front[front["objective"] == name][BOUNDS].to_numpy().ravel())
        for name in (first, *others)
    }
    for name, axes in zip(others, panels[0], strict=True):
        across, up = scales[name].divisor, scales[first].divisor
        axes.plot(trials[name] / across, trials[first] / up, ".", color=GREY, markersize=7, zorder=1)
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        axes.axvline(0.0, color=GREY, linewidth=0.8)
        for colour, worldview in zip(COLOURS, answer.worldviews, strict=False):
            ours = front[front["worldview"] == worldview]
            x, y = (ours[ours["objective"] == each].set_index("trial")[BOUNDS] for each in (name, first))
            errors = {"fmt": "o", "color": colour, "markersize": 5, "linewidth": 1.0, "elinewidth": 0.9}
            axes.errorbar(
                x["difference"] / across,
                y["difference"] / up,
                xerr=(x["high"] - x["difference"]) / across,
                yerr=(y["high"] - y["difference"]) / up,
                label=words.named("worldview", worldview),
                **errors,
            )
        _number(axes, front, (name, across), (first, up))
        name_panel(axes, "")
        axes.set_xlabel(_axis(answer, name, words), fontsize=SMALL)
        write_numbers(axes, words.lang, horizontal=True, most=4)
    panels[0][0].set_ylabel(_axis(answer, first, words), fontsize=SMALL)
    write_numbers(panels[0][0], words.lang)
    legend_above(figure, panels[0][0])
    return figure


def _number(axes: Axes, front: pd.DataFrame, x: tuple[str, float], y: tuple[str, float]) -> None:
    """Joins the worldviews of each choice by a thin line, with its number at the first of them."""
    for trial, ours in front.groupby("trial", sort=False):
        across, up = (ours[ours["objective"] == name]["difference"].to_numpy() / divisor for name, divisor in (x, y))
        axes.plot(across, up, color=GREY, linewidth=0.5, zorder=1)
        place = (float(across[0]), float(up[0]))
        axes.annotate(str(trial), place, (4, 4), textcoords="offset points", fontsize=SMALL, path_effects=HALO)


def _axis(answer: Answer, objective: str, words: Words) -> str:
    shown = shown_in(answer, objective)
    front = answer.tables[FRONT]
    unit = shown.measure(shown.scale(front[front["objective"] == objective][BOUNDS].to_numpy().ravel()), True, words)
    return "\n".join([words.of(shown.label), *([f"({unit})"] if unit else [])])

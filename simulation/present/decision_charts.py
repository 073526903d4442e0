"""Charts of a decision: the cost-effectiveness plane, how often each option is best, what knowing is worth, budgets."""

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.cost_effectiveness import FRONTIER
from simulation.analysis.decision_sample import ALL, EFFECTS, Sample
from simulation.present.decision_shown import PAYERS, THOUSAND, Shown, is_drawn
from simulation.present.theme import (
    COLOURS,
    GREY,
    PALE,
    SMALL,
    Style,
    name_panel,
    page,
    save,
    styles,
    themed,
    write_in_panel,
    write_numbers,
)
from simulation.present.words import capitalised

MILLION = 1e6
RIGHT, LEFT, TALL = 0.8, 0.08, 8.4
NOTE_WIDTH = 165
BARS = 0.75
BESIDE: Any = {"xycoords": "axes fraction", "va": "top", "annotation_clip": False, "fontsize": SMALL}
"""How names stand right of a panel."""


def draw_decision(shown: Shown) -> None:
    """Draws all charts as PNG and SVG, in the folder of the tables."""
    with themed():
        for number, sample in enumerate(shown.decided.samples):
            end = f"_{sample.worldview}" if len(shown.decided.samples) > 1 else ""
            save(draw_plane(shown, sample), shown.folder, f"plane{end}_{shown.words.lang}")
            if is_drawn(sample) and number == 0:
                save(draw_best(shown, sample), shown.folder, f"acceptability_{shown.words.lang}")
                save(draw_loss(shown, sample), shown.folder, f"information_{shown.words.lang}")
            if shown.tables.budget is not None:
                save(draw_budget(shown, sample), shown.folder, f"budget{end}_{shown.words.lang}")


def _looks(sample: Sample) -> dict[str, Style]:
    return styles(sample.options[0], sample.options[1:])


def _payers(sample: Sample) -> list[str]:
    return [payer for payer in PAYERS if payer in sample.costs]


def _noted(text: str) -> str:
    """Breaks a note in lines that fit the page."""
    return fill(text, NOTE_WIDTH)


def _legend(figure: Figure, axes: Axes, shown: Shown, sample: Sample, names: tuple[str, ...]) -> None:
    """Writes the names of the options right of the upper panels, in their colours."""
    height = 1.0
    for name in names:
        label = fill(shown.option(name), 26)
        axes.annotate(label, (1.06, height), color=_looks(sample)[name].colour, weight="bold", **BESIDE)
        height -= 0.09 * (label.count("\n") + 1) + 0.05


def draw_plane(shown: Shown, sample: Sample) -> Figure:
    """Draws what each option costs more against what there is less of: draws as dots, means as crosses."""
    words, payers = shown.words, _payers(sample)
    worldview = words.named("worldview", sample.worldview)
    worths = " / ".join(shown.number(shown.most[effect]) for effect in EFFECTS)
    parts = {"reference": shown.reference, "worth": worths, "worldview": worldview}
    note = words("decide_plane_note" if is_drawn(sample) else "decide_plane_runs", **parts)
    space = {"right": RIGHT, "left": LEFT, "height": TALL}
    figure, panels = page(len(payers), len(EFFECTS), words("decide_plane_title"), _noted(note), **space)
    for payer, line in zip(payers, panels, strict=True):
        for effect, axes in zip(EFFECTS, line, strict=True):
            _draw_dots(axes, shown, sample, payer, effect)
            last = payer == payers[-1]
            axes.set_xlabel(words("decide_avoided", effect=words(f"decide_effects_{effect}")) if last else "")
            name_panel(axes, words("decide_cost_axis", payer=shown.payer(payer), unit=words("decide_million")))
    _legend(figure, panels[0][-1], shown, sample, sample.options[1:])
    return figure


def _draw_dots(axes: Axes, shown: Shown, sample: Sample, payer: str, effect: str) -> None:
    looks = _looks(sample)
    axes.axhline(0.0, color=GREY, linewidth=0.9)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    for option, name in enumerate(sample.options[1:], 1):
        pairs = sample.effects[effect][:, option], sample.costs[payer][:, option] / MILLION
        good, cost = (sample.means(each) for each in pairs)
        axes.plot(good, cost, "o", color=looks[name].colour, markersize=3.5, alpha=0.35, markeredgewidth=0)
    for option, name in enumerate(sample.options[1:], 1):
        pairs = sample.effects[effect][:, option], sample.costs[payer][:, option] / MILLION
        (across, left, right), (up, low, high) = (sample.interval(each) for each in pairs)
        axes.plot([left, right], [up, up], color=looks[name].colour, linewidth=2.6)
        axes.plot([across, across], [low, high], color=looks[name].colour, linewidth=2.6)
        axes.plot([across], [up], "o", color=looks[name].colour, markersize=5)  # of one run there is no cross
    low, high = axes.get_ylim()
    ends = np.array(axes.get_xlim())
    if is_drawn(sample):
        axes.plot(ends, ends * shown.most[effect] / MILLION, ":", color=GREY, linewidth=1.3)
    axes.set_xlim(*ends)
    axes.set_ylim(min(low, 0.0), high)
    write_numbers(axes, shown.words.lang)
    write_numbers(axes, shown.words.lang, horizontal=True)


def draw_best(shown: Shown, sample: Sample) -> Figure:
    """Draws the acceptability curve of each option, thick where it is on the frontier."""
    words, payers = shown.words, _payers(sample)
    note = _noted(words("decide_best_note", draws=sample.number))
    space = {"right": RIGHT, "left": LEFT, "height": TALL}
    figure, panels = page(len(payers), len(EFFECTS), words("decide_best_title"), note, **space)
    table = shown.tables.acceptability
    for payer, line in zip(payers, panels, strict=True):
        for effect, axes in zip(EFFECTS, line, strict=True):
            ours = table[(table["payer"] == payer) & (table["effect"] == effect)]
            for name, look in _looks(sample).items():
                mine = ours[ours["option"] == name]
                share = 100.0 * mine["share_best"]
                axes.plot(mine["worth_eur"], share, look.dashes, color=look.colour, linewidth=1.3)
                axes.plot(mine["worth_eur"], share.where(mine[FRONTIER]), "-", color=look.colour, linewidth=4.0)
            axes.set_ylim(-1.0, 101.0)
            _name_axes(axes, shown, payer, effect, payer == payers[-1], words("decide_share_axis"))
    _legend(figure, panels[0][-1], shown, sample, sample.options)
    return figure


def _name_axes(axes: Axes, shown: Shown, payer: str, effect: str, last: bool, what: str) -> None:
    words = shown.words
    axes.set_xlim(0.0, shown.most[effect])
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(words("decide_worth_axis", effect=words(f"decide_effect_{effect}")) if last else "")
    name_panel(axes, f"{capitalised(shown.payer(payer))}: {what}")
    write_numbers(axes, words.lang)
    write_numbers(axes, words.lang, horizontal=True)


def draw_loss(shown: Shown, sample: Sample) -> Figure:
    """Draws the expected loss of each option, and the value of perfect information, which is the smallest of them."""
    words, payers = shown.words, _payers(sample)
    note = _noted(words("decide_loss_note", years=shown.decided.years))
    space = {"right": RIGHT, "left": LEFT, "height": TALL}
    figure, panels = page(len(payers), len(EFFECTS), words("decide_loss_title"), note, **space)
    table = shown.tables.loss
    for payer, line in zip(payers, panels, strict=True):
        for effect, axes in zip(EFFECTS, line, strict=True):
            ours = table[(table["payer"] == payer) & (table["effect"] == effect)]
            for name, look in _looks(sample).items():
                mine = ours[ours["option"] == name]
                axes.plot(mine["worth_eur"], mine["expected_loss_eur"] / MILLION, color=look.colour, linewidth=1.5)
            one = ours[ours["option"] == sample.options[0]]
            band = one["evpi_low"] / MILLION, one["evpi_high"] / MILLION
            axes.fill_between(one["worth_eur"], *band, color=PALE, linewidth=0)
            axes.plot(one["worth_eur"], one["evpi_eur"] / MILLION, color="black", linewidth=3.0)
            if not ours["expected_loss_eur"].any():
                write_in_panel(axes, words("council_same"))
            axes.set_ylim(0.0, None)
            _name_axes(axes, shown, payer, effect, payer == payers[-1], words("decide_million"))
    _legend(figure, panels[0][-1], shown, sample, sample.options)
    return figure


def draw_budget(shown: Shown, sample: Sample) -> Figure:
    """Draws what each payer pays more in each year, stacked, and all together as a dot with its interval."""
    words, table = shown.words, shown.tables.budget
    assert table is not None
    covers = words(f"covers_short_{sample.covers.replace(' ', '_')}")
    worldview = words.named("worldview", sample.worldview)
    note = _noted(words("decide_budget_note", reference=shown.reference, covers=covers, worldview=worldview))
    options = sample.options[1:]
    ours = table[(table["worldview"] == sample.worldview) & (table["receiver"] == ALL) & (table["year"] > 0)]
    payers = _changed(ours)
    figure, panels = page(1, len(options), words("decide_budget_title"), note, right=RIGHT, left=LEFT, sharey=True)
    for option, axes in zip(options, panels[0], strict=True):
        _stack(axes, ours[ours["scenario"] == option], payers)
        if not (ours["scenario"] == option).any():
            write_in_panel(axes, words("council_same"))
        axes.set_xlabel(words("decide_year", year="").strip())
        name_panel(axes, shown.option(option), 110 // len(options))
        axes.set_xticks(range(1, shown.decided.years + 1))
    write_numbers(panels[0][0], words.lang)
    for number, payer in enumerate(payers):
        label = capitalised(shown.payer(payer))
        panels[0][-1].annotate(label, (1.06, 1.0 - 0.07 * number), color=COLOURS[number % 7], weight="bold", **BESIDE)
    return figure


def _changed(ours: pd.DataFrame) -> list[str]:
    """Gives the payers, those with the largest changes first."""
    mine = ours[ours["payer"] != ALL]
    sizes = mine["difference_eur"].abs().groupby(mine["payer"]).sum().sort_values(ascending=False)
    return [str(name) for name in sizes.index]


def _stack(axes: Axes, ours: pd.DataFrame, payers: list[str]) -> None:
    axes.axhline(0.0, color=GREY, linewidth=0.9)
    above: dict[int, float] = {}
    below: dict[int, float] = {}
    for number, payer in enumerate(payers):
        for year, amount in ours.loc[ours["payer"] == payer, ["year", "difference_eur"]].itertuples(index=False):
            pile = above if amount > 0.0 else below
            bottom = pile.get(year, 0.0)
            axes.bar(year, amount / THOUSAND, BARS, bottom=bottom, color=COLOURS[number % len(COLOURS)])
            pile[year] = bottom + amount / THOUSAND
    whole = ours[ours["payer"] == ALL]
    axes.vlines(whole["year"], whole["low"] / THOUSAND, whole["high"] / THOUSAND, color="black", linewidth=2.0)
    axes.plot(whole["year"], whole["difference_eur"] / THOUSAND, "o", color="black", markersize=6)

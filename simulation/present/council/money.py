"""Charts of money: what the municipality pays by year, and when additional money ends."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native
from simulation.present.council.effects import Bands, bands_of_gaps, effect_of, effects_of
from simulation.present.council.slide import (
    bands_note,
    conclude,
    council_slide,
    grid,
    head,
    hide_empty,
    interval_note,
    listed,
    mark_moments,
    parts_of,
    scale_same,
    set_years,
    source_of,
    told,
)
from simulation.present.folder import KEYS, Results
from simulation.present.numbers import MILLION, THOUSAND
from simulation.present.series import MONTHS_PER_YEAR
from simulation.present.theme import GREY, SMALL, House, styles, themed, write_numbers
from simulation.present.words import Words
from simulation.settings import Payer

GRANT = "#bdbdbd"
"""colour of additional money"""
BAR = 0.4
"""years that a bar is wide"""


@dataclass(frozen=True)
class Budgets:
    """What is paid more than in usual care, by year; in euros."""

    municipality: Mapping[str, Bands]
    """by scenario"""
    additional: Mapping[str, Bands]
    years: int


def budget_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives what the municipality pays more or less by year, beside additional money, and when that ends."""
    if results.ledger is None or not results.scenarios:
        return None
    own, grants = (paid_by(payer, results) for payer in (Payer.MUNICIPALITY, Payer.FUNDERS))
    found = Budgets(
        *({name: bands_of_gaps(table, name, results) for name in results.scenarios} for table in (own, grants)),
        results.years,
    )
    effects = effects_of(own.sum(axis=1), results)
    texts = {}
    for name, effect in effects.items():
        structural = effect_of(own[years_after_change(name, results)].mean(axis=1), name, results)
        texts[name] = words(
            "budget_text", years=results.years, total=told(effect, words, True), year=told(structural, words, True)
        )
    title = conclude("budget", effects, results, words)
    runs = next(iter(found.municipality.values())).runs
    price_year = results.manifest["configuration"]["town"].get("price_year")
    prices = words("prices", year=price_year) if price_year else ""
    note = " ".join((bands_note(runs, words, "bars"), words("budget_note"), prices, interval_note(results, words)))
    source = source_of(results, words)

    def draw() -> Figure:
        with themed(house):
            return _draw(found, texts, title, note, source, results, words, house)

    return Chart(
        name="budget",
        title=title,
        note=note,
        alt=f"{title} {words('alt_bars', years=results.years, parts=parts_of(texts, results, words))}",
        source=source,
        data=_data(found, results, words),
        draw=draw,
        native=_native(found, results, words),
    )


def paid_by(payer: str | None, results: Results) -> pd.DataFrame:
    """Gives what a payer, or all of them, paid in each run, in euros.

    Returns:
        one row for each run (its index the four keys), one column for each year, from 1 on
    """
    assert results.ledger is not None
    ours = results.ledger if payer is None else results.ledger[results.ledger["payer"] == payer]
    paid = ours.groupby([*KEYS, "year"], observed=True)["amount_eur"].sum().unstack("year")
    runs = pd.MultiIndex.from_frame(results.runs[KEYS])
    return paid.reindex(index=runs, columns=range(results.years)).fillna(0.0).rename(columns=lambda year: year + 1)


def years_after_change(scenario: str, results: Results) -> list[int]:
    """Gives the full years after the last change of a scenario; all years if it never changes, or too late."""
    last = max((moment.month for moment in results.moments[scenario]), default=0)
    years = list(range(-(-last // MONTHS_PER_YEAR) + 1, results.years + 1))
    return years or list(range(1, results.years + 1))


def _unit(found: Budgets) -> tuple[float, str]:
    largest = max(
        float(np.abs(bands.mean).max()) for table in (found.municipality, found.additional) for bands in table.values()
    )
    return (MILLION, "million") if largest >= MILLION else (THOUSAND, "thousand")


def _draw(
    found: Budgets,
    texts: Mapping[str, str],
    title: str,
    note: str,
    source: str,
    results: Results,
    words: Words,
    house: House,
) -> Figure:
    rows, columns = grid(len(results.scenarios))
    figure, panels = council_slide(rows, columns, title, note, source, house, sharex=True, sharey="row")
    divisor, unit = _unit(found)
    label = words("panel_budget", unit=words(unit), reference=results.usual(words))
    edges = []
    for scenario, axes in zip(results.scenarios, panels.flat, strict=False):
        colour = styles(results.reference, results.scenarios, house)[scenario].colour
        own, grants = found.municipality[scenario], found.additional[scenario]
        _draw_bars(axes, own, grants, divisor, colour)
        edges += [own.mean / divisor, grants.mean / divisor, *(edge / divisor for edge in own.wide)]
        set_years(axes, results)
        mark_moments(axes, results, scenario, words)
        head(axes, words.of(results.labels[scenario]), texts[scenario], colour)
    scale_same(panels, edges, from_zero=False)
    write_numbers(panels[0][0], words.lang)
    for line in panels:
        line[0].set_ylabel(label, fontsize=SMALL)
        for axes in line:
            axes.set_xlabel(words("years"), fontsize=SMALL)
            axes.label_outer()
    hide_empty(panels, len(results.scenarios))
    return figure


def _draw_bars(axes: Axes, own: Bands, grants: Bands, divisor: float, colour: str) -> None:
    middle = np.arange(len(own.mean)) + 0.5
    axes.axhline(0.0, color=GREY, linewidth=0.9)
    axes.bar(middle - BAR / 2, grants.mean / divisor, BAR, color=GRANT)
    axes.bar(middle + BAR / 2, own.mean / divisor, BAR, color=colour)
    low, high = (edge / divisor for edge in own.wide)
    axes.vlines(middle + BAR / 2, low, high, color="black", linewidth=1.4)


def _data(found: Budgets, results: Results, words: Words) -> pd.DataFrame:
    rows = []
    for kind, table in (("municipality", found.municipality), ("additional_money", found.additional)):
        for scenario, bands in table.items():
            label = words.of(results.labels[scenario])
            columns = (range(1, found.years + 1), bands.mean, *bands.narrow, *bands.wide)
            rows += [(label, words(kind), *numbers) for numbers in zip(*columns, strict=True)]
    names = ("scenario", "payer", "year", "mean", "half_low", "half_high", "low", "high")
    return pd.DataFrame(rows, columns=[words(f"column_{name}") for name in names])


def _native(found: Budgets, results: Results, words: Words) -> Native:
    series = {}
    for scenario in results.scenarios:
        label = words.of(results.labels[scenario])
        series[f"{label}: {words('municipality')}"] = listed(found.municipality[scenario].mean)
        if np.any(found.additional[scenario].mean):
            series[f"{label}: {words('additional_money')}"] = listed(found.additional[scenario].mean)
    return Native(kind="bar", categories=[str(year) for year in range(1, found.years + 1)], series=series, unit="€")

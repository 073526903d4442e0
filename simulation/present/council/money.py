"""Charts of money: what the municipality pays by year, and when additional money ends."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native, pale
from simulation.present.council.effects import Bands, bands_of_gaps, effect_of, effects_of
from simulation.present.council.slide import (
    MOST_ACROSS,
    Slide,
    bands_note,
    conclude,
    council_slide,
    grid,
    hide_empty,
    interval_note,
    listed,
    mark_moments,
    name_layer,
    parts_of,
    scale_note,
    scale_same,
    set_years,
    source_of,
    styled,
    told,
)
from simulation.present.folder import KEYS, Results
from simulation.present.numbers import MILLION, THOUSAND
from simulation.present.series import MONTHS_PER_YEAR
from simulation.present.theme import GREY, House, styles, write_in_panel, write_numbers
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
    tables = [{name: bands_of_gaps(table, name, results) for name in results.scenarios} for table in (own, grants)]
    found = Budgets(tables[0], tables[1], results.years)
    effects = effects_of(own.sum(axis=1), results)
    texts = {}
    for name in results.shown:
        texts[name] = words("budget_total", years=results.years, total=told(effects[name], words, True))
        if len(results.shown) <= MOST_ACROSS:
            structural = effect_of(own[years_after_change(name, results)].mean(axis=1), name, results)
            texts[name] += "\n" + words("budget_year", year=told(structural, words, True))
    title = conclude("budget", effects, results, words)
    runs = next(iter(found.municipality.values())).runs
    structural_note = [words("budget_structural")] if len(results.shown) <= MOST_ACROSS else []
    price_year = results.manifest["configuration"]["town"].get("price_year")
    prices = words("prices", year=price_year) if price_year else ""
    notes = (bands_note(runs, words, "bars"), words("budget_note"), *structural_note, prices)
    note = " ".join((*notes, interval_note(results, words), scale_note(effects, words))).strip()
    looks = styles(results.reference, results.scenarios, house)
    heads = [(words.of(results.labels[each]), texts[each], looks[each].colour) for each in results.shown]
    slide = Slide(title=title, note=note, source=source_of(results, words), heads=heads)

    return Chart(
        name="budget",
        title=title,
        note=note,
        alt=f"{title} {words('alt_bars', years=results.years, parts=parts_of(texts, results, words))}",
        source=slide.source,
        data=_data(found, results, words),
        draw=styled(house, lambda: _draw(slide, found, results, words, house)),
        native=_native(found, results, words, house),
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
    every = [*found.municipality.values(), *found.additional.values()]
    largest = max(float(np.abs(bands.mean).max()) for bands in every)
    return (MILLION, "million") if largest >= MILLION else (THOUSAND, "thousand")


def _draw(slide: Slide, found: Budgets, results: Results, words: Words, house: House) -> Figure:
    figure, (block,) = council_slide(slide, house, *grid(len(results.shown)))
    divisor, unit = _unit(found)
    edges = [edge / divisor for each in found.municipality.values() for edge in (each.mean, *each.wide)]
    edges += [each.mean / divisor for each in found.additional.values()]
    for scenario, axes in zip(results.shown, block.flat, strict=False):
        own, grants = found.municipality[scenario], found.additional[scenario]
        set_years(axes, results)
        _draw_bars(axes, own, grants, divisor, styles(results.reference, results.scenarios, house)[scenario].colour)
        mark_moments(axes, results, scenario, words)
        if not any(np.any(each) for each in (own.mean, grants.mean, *own.wide)):
            write_in_panel(axes, words("council_same"))
    scale_same(block, edges, from_zero=False)
    for axes in block.flat:
        write_numbers(axes, words.lang)
    hide_empty(block, len(results.shown))
    name_layer(block, words("panel_budget", unit=words(unit), reference=results.usual(words)), words, last=True)
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
        for scenario in results.shown:
            label, bands = words.of(results.labels[scenario]), table[scenario]
            columns = (range(1, found.years + 1), bands.mean, *bands.narrow, *bands.wide)
            rows += [(label, words(kind), *numbers) for numbers in zip(*columns, strict=True)]
    names = ("scenario", "payer", "year", "mean", "half_low", "half_high", "low", "high")
    return pd.DataFrame(rows, columns=[words(f"column_{name}") for name in names])


def _native(found: Budgets, results: Results, words: Words, house: House) -> Native:
    looks = styles(results.reference, results.scenarios, house)
    series, colours = {}, {}
    for scenario in results.shown:
        label, colour = words.of(results.labels[scenario]), looks[scenario].colour
        tables = {("municipality", colour): found.municipality, ("additional_money", pale(colour)): found.additional}
        for (payer, shade), bands in list(tables.items())[: 2 if len(results.shown) <= MOST_ACROSS else 1]:
            if bands is found.municipality or np.any(bands[scenario].mean):
                name = f"{label}: {words(payer)}"
                series[name], colours[name] = listed(bands[scenario].mean), shade
    return Native(
        kind="bar",
        categories=[str(year) for year in range(1, found.years + 1)],
        series=series,
        unit=words("budget_unit", reference=results.usual(words)),
        across=words("column_year"),
        colours=colours,
    )

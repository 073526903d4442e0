"""Circles and assistants over time: how many there are, and what is left of them after a change."""

from collections.abc import Mapping

import pandas as pd

from simulation.present.amounts import with_interval
from simulation.present.chart import Chart
from simulation.present.council.effects import Effect, bands_of_levels, effect_of
from simulation.present.council.slide import conclude, interval_note
from simulation.present.council.time import QUARTER, Layer, drawn_chart
from simulation.present.folder import Results
from simulation.present.series import MONTHS_PER_YEAR, rate, town_rows
from simulation.present.theme import House
from simulation.present.words import Words

KINDS = {"circles": "circle_weeks", "assistants": "employed_weeks"}
"""what is counted, and the column with its weeks"""
MONTHS_PER_WEEK = 12 / 52
FIRST_YEAR = 2
"""year that the last one is compared with if nothing changes: in the first one they are still being set up"""


def helpers_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how many circles and assistants there are over time, where there are any."""
    if results.months is None or not results.scenarios:
        return None
    rows = town_rows(results.months)
    found = {
        kind: rate(rows, [column], None, QUARTER, MONTHS_PER_WEEK) for kind, column in KINDS.items() if column in rows
    }
    found = {kind: values for kind, values in found.items() if values.to_numpy().any()}
    if not found:
        return None
    names = [name for name in results.scenarios if any(_has(values, name) for values in found.values())]
    layers = [_layer(kind, values, names, results, words) for kind, values in found.items()]
    title = " ".join(_conclusion(kind, values, names, results, words) for kind, values in found.items())
    texts = {
        name: "\n".join(_left(kind, values, name, results, words) for kind, values in found.items()) for name in names
    }
    note = words("helpers_note", view=interval_note(results, words))
    return drawn_chart("helpers", title, layers, texts, note, results, words, house)


def _has(values: pd.DataFrame, scenario: str) -> bool:
    return bool(values[values.index.get_level_values("scenario") == scenario].to_numpy().any())


def _layer(kind: str, values: pd.DataFrame, names: list[str], results: Results, words: Words) -> Layer:
    bands = {name: bands_of_levels(values, name, results) for name in names}
    return Layer(words(f"panel_{kind}"), bands, values.columns.to_numpy(float), level=True)


def _conclusion(kind: str, values: pd.DataFrame, names: list[str], results: Results, words: Words) -> str:
    """Says whether fewer are left in the last year than before the last change."""
    effects: Mapping[str, Effect] = {
        name: effect_of(_year(values, results.years) - _year(values, _before(name, results)), name, results)
        for name in names
        if _has(values, name)
    }
    return conclude(kind, effects, results, words)


def _before(scenario: str, results: Results) -> int:
    """Gives the year before a scenario last changes."""
    months = [moment.month for moment in results.moments[scenario]]
    return max(1, max(months) // MONTHS_PER_YEAR) if months else FIRST_YEAR


def _year(values: pd.DataFrame, year: int) -> pd.Series:
    """Gives the mean of a year, counted from 1, by run."""
    return values.loc[:, [moment for moment in values if year - 1 < float(str(moment)) < year]].mean(axis=1)


def _left(kind: str, values: pd.DataFrame, scenario: str, results: Results, words: Words) -> str:
    """Says how many there are in the last year."""
    effect = effect_of(_year(values, results.years), scenario, results)
    number = with_interval(effect.mean, effect.low, effect.high, words)
    return words(f"helpers_{kind}", year=results.years, number=number)

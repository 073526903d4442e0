"""Circles and assistants over time: how many there are, and what is left of them after a change."""

import pandas as pd

from simulation.present.amounts import with_interval
from simulation.present.chart import Chart
from simulation.present.council.effects import bands_of_levels, effect_of
from simulation.present.council.slide import conclude, interval_note
from simulation.present.council.time import QUARTER, Layer, drawn_chart
from simulation.present.folder import Results
from simulation.present.series import MONTHS_PER_YEAR, rate, town_rows
from simulation.present.theme import House
from simulation.present.words import Words

MONTHS_PER_WEEK = 12 / 52
FIRST_YEAR = 2
"""year that the last one is compared with if nothing changes: in the first one they are still being set up"""


def circles_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how many circles there are over time, in the scenarios that have any."""
    return _helpers("circles", "circle_weeks", results, words, house)


def assistants_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how many assistants are employed over time, in the scenarios that have any."""
    return _helpers("assistants", "employed_weeks", results, words, house)


def _helpers(kind: str, column: str, results: Results, words: Words, house: House) -> Chart | None:
    if results.months is None or column not in results.months:
        return None
    values = rate(town_rows(results.months), column, None, QUARTER, MONTHS_PER_WEEK)
    names = [name for name in results.scenarios if _has_any(values, name)]
    if not names:
        return None
    bands = {name: bands_of_levels(values, name, results) for name in names}
    layer = Layer(words(f"panel_{kind}"), bands, values.columns.to_numpy(float), level=True)
    last = _year(values, results.years)
    left = {name: effect_of(last - _year(values, _before(name, results)), name, results) for name in names}
    title = conclude(kind, left, results, words)
    texts = {}
    for name in names:
        number = effect_of(last, name, results)
        said = with_interval(number.mean, number.low, number.high, words)
        texts[name] = words(f"{kind}_left", year=results.years, number=said)
    note = f"{words('helpers_note')} {interval_note(results, words)}"
    return drawn_chart(kind, title, [layer], texts, note, results, words, house)


def _has_any(values: pd.DataFrame, scenario: str) -> bool:
    return bool(values[values.index.get_level_values("scenario") == scenario].to_numpy().any())


def _before(scenario: str, results: Results) -> int:
    """Gives the year before a scenario last changes."""
    months = [moment.month for moment in results.moments[scenario]]
    return max(1, max(months) // MONTHS_PER_YEAR) if months else FIRST_YEAR


def _year(values: pd.DataFrame, year: int) -> pd.Series:
    """Gives the mean of a year, counted from 1, by run."""
    return values.loc[:, [moment for moment in values if year - 1 < float(str(moment)) < year]].mean(axis=1)

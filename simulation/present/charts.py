"""The charts of a study, drawn from its tables."""

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from simulation.present.folder import KEYS, Results
from simulation.present.forest import covers_note, draw_differences
from simulation.present.over_time import Measure, draw_over_time
from simulation.present.series import (
    Line,
    differences,
    levels,
    months_in,
    named,
    rate,
    serious_columns,
    town_rows,
)
from simulation.present.theme import save, themed
from simulation.present.words import Words
from simulation.settings import Domain, Payer

QUARTER, YEAR = 3, 12
"""lengths of a stretch, in months"""
PER_THOUSAND = 1000.0
WEEKS_PER_YEAR = 52.0
COACH_LIST = "waiting_coaches"
"""column of the households on the coaches' own list"""
MOST_PAYERS = 3
"""payers with panels of their own; the others are added up"""


def draw_charts(results: Results, words: Words) -> list[Path]:
    """Draws every chart that the tables allow, as PNG and SVG, in the folder figures.

    Returns:
        the files
    """
    draw: dict[str, Callable[[Results, Words], Figure | None]] = {
        "differences": draw_differences,
        "waiting": draw_waiting,
        "problems": draw_problems,
        "problems_difference": draw_problem_differences,
        "costs": draw_costs,
        "coaching": draw_coaching,
    }
    with themed():
        figures = {name: function(results, words) for name, function in draw.items()}
        folder = results.folder / "figures"
        named = ((f"{name}_{words.lang}", figure) for name, figure in figures.items() if figure is not None)
        return [path for name, figure in named for path in save(figure, folder, name)]


def draw_waiting(results: Results, words: Words) -> Figure | None:
    """Draws how many wait for agencies and for coaches."""
    if results.months is None or not results.scenarios:
        return None
    rows = town_rows(results.months)
    agencies = [name for name in named(rows, "waiting_") if name != COACH_LIST]
    measures = []
    for name, columns in (("agency_lists", agencies), ("coach_lists", [COACH_LIST])):
        if columns and set(columns) <= set(rows):
            values = rate(rows, columns, None, QUARTER)
            measures.append(Measure(words(name), levels(values, results), difference=False))
    if not measures:
        return None
    title = words("waiting_title", town=words.of(results.town))
    return draw_over_time(results, words, title, level_note(results, words, measures), measures)


def draw_problems(results: Results, words: Words) -> Figure | None:
    """Draws problems and crises over time, in the pilot neighbourhoods if there are any."""
    if results.months is None or not results.scenarios:
        return None
    found = _problems(results, words, results.months)
    measures = [Measure(name, levels(values, results), difference=False) for name, values in found]
    title = words("problems_title", places=places_of(results, words))
    return draw_over_time(results, words, title, level_note(results, words, measures), measures)


def draw_problem_differences(results: Results, words: Words) -> Figure | None:
    """Draws how problems and crises differ from usual care over time."""
    if results.months is None or not results.scenarios:
        return None
    found = _problems(results, words, results.months)
    measures = [Measure(name, differences(values, results), difference=True) for name, values in found]
    reference = results.usual(words)
    title = words("problems_difference_title", places=places_of(results, words), reference=reference)
    return draw_over_time(results, words, title, difference_note(results, words, measures), measures)


def _problems(results: Results, words: Words, months: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    rows = months_in(months, results.pilots) if results.pilots else town_rows(months)
    early = [f"early_weeks_{domain}" for domain in Domain]
    serious = serious_columns()
    crises = [f"crises_{domain}" for domain in Domain]
    people = ["households"]
    return [
        (words("problem_weeks"), rate(rows, early + serious, people, QUARTER, PER_THOUSAND)),
        (words("serious_weeks"), rate(rows, serious, people, QUARTER, PER_THOUSAND)),
        (words("crises"), rate(rows, crises, people, YEAR, PER_THOUSAND * WEEKS_PER_YEAR)),
    ]


def places_of(results: Results, words: Words) -> str:
    """Names the pilot neighbourhoods, or the town if it has none."""
    return ", ".join(results.pilots) or words.of(results.town)


def draw_costs(results: Results, words: Words) -> Figure | None:
    """Draws what each payer pays more or less than in usual care, a year, in millions."""
    if results.ledger is None or not results.scenarios:
        return None
    measures = [
        Measure(words("million_eur", cost=name), lines, difference=True)
        for name, lines in _payers(results, words, results.ledger)
    ]
    title = words("costs_title", town=words.of(results.town), reference=results.usual(words))
    return draw_over_time(results, words, title, difference_note(results, words, measures), measures)


def _payers(results: Results, words: Words, ledger: pd.DataFrame) -> list[tuple[str, list[Line]]]:
    """Gives the yearly costs of the payers for whom most changes, and of all others together."""
    runs = pd.MultiIndex.from_frame(results.runs[KEYS])
    years = np.arange(results.years)
    paid = ledger.groupby([*KEYS, "payer", "year"])["amount_eur"].sum() / 1e6
    tables = {}
    for payer in paid.index.unique("payer"):
        table = paid.xs(payer, level="payer").unstack("year").reindex(index=runs, columns=years).fillna(0.0)
        tables[payer] = table.set_axis(years + 0.5, axis="columns")
    largest = {payer: _largest(differences(table, results)) for payer, table in tables.items()}
    changed = sorted((payer for payer in tables if largest[payer] > 0), key=lambda payer: _rank(payer, largest))
    found = [(_payer_title(payer, results, words), tables[payer]) for payer in changed[:MOST_PAYERS]]
    if changed[MOST_PAYERS:]:
        rest = [tables[payer] for payer in changed[MOST_PAYERS:]]
        found.append((words("other_payers"), reduce(pd.DataFrame.add, rest)))
    return [(name, differences(table, results)) for name, table in found]


def _rank(payer: str, largest: dict[str, float]) -> tuple[bool, bool, float]:
    """Orders payers: the municipality, additional money, and then by how much changes."""
    return payer != Payer.MUNICIPALITY, payer != Payer.FUNDERS, -largest[payer]


def _largest(lines: list[Line]) -> float:
    """Gives the largest change among some lines."""
    return max((float(np.abs(line.mean).max()) for line in lines), default=0.0)


def _payer_title(payer: str, results: Results, words: Words) -> str:
    known = results.outcomes.get(f"cost_{payer}_eur")
    return words.of(known.label) if known else payer


def draw_coaching(results: Results, words: Words) -> Figure | None:
    """Draws cooperation of agencies, caseload and outreach."""
    if results.months is None or not results.scenarios:
        return None
    rows = town_rows(results.months)
    cooperation = named(rows, "cooperation_")
    posts = ["salary_weeks", "outreach_salary_weeks"]
    values = {"caseload": rate(rows, ["open_case_weeks"], posts[:1], QUARTER)}
    values["outreach"] = rate(rows, ["outreach_hours"], posts, QUARTER)
    if cooperation:
        mean = rate(rows, cooperation, None, QUARTER, 1.0 / len(cooperation))
        values = {"cooperation": mean, **values}
    measures = [Measure(words(name), levels(each, results), difference=False) for name, each in values.items()]
    title = words("coaching_title", town=words.of(results.town))
    return draw_over_time(results, words, title, level_note(results, words, measures), measures)


def level_note(results: Results, words: Words, measures: Sequence[Measure]) -> str:
    """Says what the bands are, and what they cover."""
    return _note(words("band_levels"), results, words, measures)


def difference_note(results: Results, words: Words, measures: Sequence[Measure]) -> str:
    """Says what the bands around differences are, and what they cover."""
    return _note(words("band_difference", reference=results.usual(words)), results, words, measures)


def _note(band: str, results: Results, words: Words, measures: Sequence[Measure]) -> str:
    lows = [line.low for measure in measures for line in measure.lines]
    if not any(np.isfinite(low).any() for low in lows):
        return words("no_band")
    return f"{band} {covers_note(results, words)}"

"""The charts of a study, drawn from its tables."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from simulation.present.folder import KEYS, Results, select
from simulation.present.forest import draw_differences
from simulation.present.over_time import Measure, draw_over_time
from simulation.present.series import CONFIDENCE, Line, differences, levels, rate, rows_of, town_rows
from simulation.present.theme import save, themed
from simulation.present.words import Words
from simulation.settings import Domain, Payer
from simulation.study.catalogue_words import PAYER_LABELS

MONTH, QUARTER, YEAR = 1, 3, 12
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
    agencies = [name for name in rows if name.startswith("waiting_") and name != COACH_LIST]
    measures = []
    for name, columns in (("agency_lists", agencies), ("coach_lists", [COACH_LIST])):
        if columns and set(columns) <= set(rows):
            values = rate(rows, columns, None, QUARTER)
            measures.append(Measure(words(name), levels(values, results), difference=False))
    if not measures:
        return None
    title = words("waiting_title", town=results.town_name(words.lang))
    return draw_over_time(results, words, title, level_note(results, words, measures), measures)


def draw_problems(results: Results, words: Words) -> Figure | None:
    """Draws problems and crises over time, in the pilot neighbourhoods if there are any."""
    if results.months is None or not results.scenarios:
        return None
    found = _problems(results, words, results.months)
    measures = [Measure(name, levels(values, results), difference=False) for name, values in found]
    title = words("problems_title", places=_places(results, words))
    return draw_over_time(results, words, title, level_note(results, words, measures), measures)


def draw_problem_differences(results: Results, words: Words) -> Figure | None:
    """Draws how problems and crises differ from usual care over time."""
    if results.months is None or not results.scenarios:
        return None
    found = _problems(results, words, results.months)
    measures = [Measure(name, differences(values, results), difference=True) for name, values in found]
    reference = inside(results, words)
    title = words("problems_difference_title", places=_places(results, words), reference=reference)
    return draw_over_time(results, words, title, difference_note(results, words, measures), measures)


def _problems(results: Results, words: Words, months: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    rows = rows_of(months, results.pilots) if results.pilots else town_rows(months)
    weeks = {level: [f"{level}_weeks_{domain}" for domain in Domain] for level in ("early", "serious", "crisis")}
    serious = weeks["serious"] + weeks["crisis"]
    crises = [f"crises_{domain}" for domain in Domain]
    people = ["households"]
    return [
        (words("problem_weeks"), rate(rows, weeks["early"] + serious, people, QUARTER, PER_THOUSAND)),
        (words("serious_weeks"), rate(rows, serious, people, QUARTER, PER_THOUSAND)),
        (words("crises"), rate(rows, crises, people, YEAR, PER_THOUSAND * WEEKS_PER_YEAR)),
    ]


def draw_costs(results: Results, words: Words) -> Figure | None:
    """Draws what each payer pays more or less than in usual care, a year, in millions."""
    if results.ledger is None or not results.scenarios:
        return None
    measures = [
        Measure(words("million_eur", payer=name), differences(values, results), difference=True)
        for name, values in _payers(results, words, results.ledger)
    ]
    town, reference = results.town_name(words.lang), inside(results, words)
    title = words("costs_title", town=town, reference=reference)
    return draw_over_time(results, words, title, difference_note(results, words, measures), measures)


def _payers(results: Results, words: Words, ledger: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Gives yearly payments of the payers for whom most changes, and of all others together."""
    paid = ledger.groupby([*KEYS, "payer", "year"])["amount_eur"].sum() / 1e6
    tables = {
        payer: paid.xs(payer, level="payer").unstack("year").reindex(_all_runs(results)).fillna(0.0)
        for payer in paid.index.unique("payer")
    }
    for table in tables.values():
        table.columns = table.columns + 0.5
    ordered = sorted(tables, key=lambda payer: -_largest(differences(tables[payer], results)))
    changed = [payer for payer in ordered if _largest(differences(tables[payer], results)) > 0]
    own, others = changed[:MOST_PAYERS], changed[MOST_PAYERS:]
    found = [(_payer_name(payer, words), tables[payer]) for payer in own]
    if others:
        found.append((words("payer_other"), sum((tables[payer] for payer in others[1:]), tables[others[0]])))
    return found

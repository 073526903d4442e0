"""``voordeur task=optimise``: which staff and mix is best under a yearly budget, by several objectives at once.

A choice has one value of each setting that is swept. It is judged by paired differences with usual care in the whole
town, and by the worldview in which it does worst: the mean over draws and runs of that worldview. What is best of many
choices is flattered by chance, so the front is run again on new luck, and judged by those runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import answers
from simulation.analysis.break_even import settings_of
from simulation.analysis.search import Choice, Found, Trial, search
from simulation.model import WEEKS_PER_YEAR
from simulation.settings import SettingsError, Study, Tables, TownKind
from simulation.settings.compose import Composed
from simulation.settings.errors import nearest
from simulation.settings.sweep import Point
from simulation.settings.task_sections import Optimise
from simulation.study.catalogue import Better, catalogue_of
from simulation.study.comparison import BOTH, CHANCE, KEYS, NOTHING, POINT, interval
from simulation.study.folder import Results
from simulation.study.runner import run_study

TRIALS, FRONT = "trials", "front"
BUDGET = "coaches_cost_eur"
LONGEST_WAIT, WORST = "longest_wait_weeks", "worst_neighbourhood"
"""objectives that are no outcomes: the longest mean wait of any agency, and the problem-weeks of a household in a year
in the neighbourhood that has most"""
SEED_OF_FRESH = 1
"""added to the seed of the study for new luck"""

type Play = Callable[[Study, Sequence[Choice], str], Results]
"""runs some choices, under the name of a folder"""


def run(composed: Composed) -> Path:
    """Search, run the front again on new luck, and return the results folder.

    Raises:
        SettingsError: The question cannot be asked, or the folder holds something else; nothing is written.
    """
    question, sweep, study = composed.section, composed.sweep, composed.study
    assert isinstance(question, Optimise)
    assert sweep is not None
    choices = settings_of(sweep)
    check(question, study)
    progress = answers.opened(composed)
    study = replace(study, settings=replace(study.settings, tables=Tables.MONTHS))

    def play(some: Study, chosen: Sequence[Choice], name: str) -> Results:
        points = [
            Point(number=number, values=dict(zip(choices, each, strict=True))) for number, each in enumerate(chosen)
        ]
        folder = composed.results / name
        return run_study(some, folder, points=points, store=composed.store, engine=composed.engine, progress=progress)

    trials = tried(question, study, choices, play)
    fresh = replace(
        study,
        settings=replace(study.settings, runs=question.fresh_runs, seed=study.settings.seed + SEED_OF_FRESH),
    )
    front = [trial for trial in trials if trial.on_front]
    tables = {TRIALS: table_of(trials, list(choices), question)}
    if front:
        again = measured(play(fresh, [trial.choice for trial in front], "fresh"), question, fresh)
        tables[FRONT] = front_table(front, again, question)
    return answers.written(composed, tables, settings=list(choices), larger=larger_is_better(question, study))


def check(question: Optimise, study: Study) -> None:
    """Refuse what cannot be searched for.

    Raises:
        SettingsError: An objective is unknown, or there is not one scenario.
    """
    if study.town.kind is not TownKind.REAL or len(study.scenarios) != 1:
        names = [each.name for each in study.scenarios]
        raise SettingsError(f"scenarios = {names}: task=optimise needs one scenario, in a real town")
    known = [*(each.name for each in catalogue_of(study.town)), LONGEST_WAIT, WORST]
    for name in question.objectives:
        if name not in known:
            raise SettingsError(f"optimise.objectives: '{name}' is no outcome of this town; {nearest(name, known)}")


def larger_is_better(question: Optimise, study: Study) -> list[bool]:
    """Return of each objective whether more of it is better; of money less is."""
    up = {each.name for each in catalogue_of(study.town) if each.better is Better.UP}
    return [name in up for name in question.objectives]


def tried(question: Optimise, study: Study, choices: Mapping[str, Sequence[Any]], play: Play) -> list[Trial]:
    """Return all choices that the search tried."""
    larger = larger_is_better(question, study)
    generation = 0

    def evaluate(chosen: Sequence[Choice]) -> list[Found]:
        nonlocal generation
        results = play(study, chosen, f"generation_{generation}")
        generation += 1
        return judged(measured(results, question, study), question, study, larger)

    settings = {"trials": question.trials, "generation": question.first, "seed": study.settings.seed}
    return search(choices, larger, evaluate, **settings)


def measured(results: Results, question: Optimise, study: Study) -> pd.DataFrame:
    """Return the paired difference of each objective, and the yearly budget, by point and the keys of a run."""
    runs = results.runs
    found = runs[[POINT, *KEYS]].copy()
    waits = [f"{agency.name}_mean_wait_weeks" for agency in study.town.agencies]
    for name in question.objectives:
        if name == LONGEST_WAIT:
            found[name] = runs[waits].max(axis=1)
        elif name == WORST:
            found[name] = worst_of(results.classes, runs)
        else:
            found[name] = runs[name]
    usual = found["scenario"] == study.reference.name
    base = found[usual].set_index([POINT, "draw", "run"])[list(question.objectives)]
    ours = found[~usual].reset_index(drop=True)
    pairs = pd.MultiIndex.from_frame(ours[[POINT, "draw", "run"]])
    ours[list(question.objectives)] -= base.reindex(pairs).to_numpy()
    ours["budget_eur_year"] = runs.loc[~usual, BUDGET].to_numpy() / study.settings.years
    return ours


def worst_of(classes: pd.DataFrame, runs: pd.DataFrame) -> np.ndarray:
    """Return the problem-weeks of a household in a year in the neighbourhood with most of them, for each run."""
    keys = [POINT, *KEYS]
    sums = classes.groupby([*keys, "neighbourhood"], sort=False)[["problem_weeks", "household_weeks"]].sum()
    worst = (WEEKS_PER_YEAR * sums["problem_weeks"] / sums["household_weeks"]).groupby(level=keys, sort=False).max()
    return worst.reindex(pd.MultiIndex.from_frame(runs[keys])).to_numpy()


def judged(table: pd.DataFrame, question: Optimise, study: Study, larger: Sequence[bool]) -> list[Found]:
    """Return what each point comes to in the worldview in which it does worst by an objective."""
    names = list(question.objectives)
    means = table.groupby([POINT, "worldview"])[[*names, "budget_eur_year"]].mean()
    found = []
    for _, rows in means.groupby(level=POINT):
        worst = tuple(
            float(rows[name].min() if up else rows[name].max()) for name, up in zip(names, larger, strict=True)
        )
        limit = question.budget_eur_year
        found.append((worst, 0.0 if limit is None else float(rows["budget_eur_year"].max()) - limit))
    return found


def table_of(trials: Sequence[Trial], settings: Sequence[str], question: Optimise) -> pd.DataFrame:
    """Return all trials: their settings and objectives in the worst worldview."""
    return pd.DataFrame(
        {
            "trial": trial.number,
            **dict(zip(settings, trial.choice, strict=True)),
            **dict(zip(question.objectives, trial.objectives, strict=True)),
            "within_budget": trial.excess <= 0,
            "on_front": trial.on_front,
        }
        for trial in trials
    )


def front_table(front: Sequence[Trial], again: pd.DataFrame, question: Optimise) -> pd.DataFrame:
    """Return the front as new runs judge it, by trial, worldview and objective, beside what the search saw."""
    rows = []
    for (point, worldview), ours in again.groupby([POINT, "worldview"], sort=False):
        trial = front[int(str(point))]
        by_pair = ours.set_index(["draw", "run"]).sort_index()
        draws = by_pair.index.get_level_values("draw").nunique()
        for name, seen in zip(question.objectives, trial.objectives, strict=True):
            units = answers.units_of(by_pair[[name]].dropna())[:, 0]
            low, high = interval(units)
            covers = NOTHING if len(units) < 2 else BOTH if draws > 1 else CHANCE
            axes = {"trial": trial.number, "worldview": worldview, "objective": name}
            numbers = {"difference": units.mean() if len(units) else np.nan, "low": low, "high": high}
            facts = {"worst_in_search": seen, "budget_eur_year": by_pair["budget_eur_year"].mean(), "covers": covers}
            rows.append({**axes, **numbers, **facts, "draws": draws, "runs": len(by_pair)})
    return pd.DataFrame(rows)

"""``voordeur task=sensitivity``: which unknowns move the difference that a policy makes, and which decide.

Unknowns are screened by Morris' method; those that move most are then analysed by Sobol's, moved one at a time from low
to high, and the first two against each other. A point of each of these designs is a point of a sweep, so all is stored
and resumed like any study. What is swept is held in every draw and worldview.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.indices import MORRIS, SOBOL, Model, decomposed, need, screened
from simulation.analysis.paired import columns_in, interval, paired, scope_of, stacked
from simulation.analysis.unknowns import Unknown, at_work, name_of, unknowns_of
from simulation.settings import MIXED, SettingsError, Study, Tables, TownKind
from simulation.settings.compose import Composed
from simulation.settings.results import fingerprint
from simulation.settings.sweep import Point
from simulation.settings.task_sections import Method, Sensitivity
from simulation.settings.tasks import Scope
from simulation.study.folder import check_folder, write_csv, write_manifest
from simulation.study.manifest import manifest_of
from simulation.study.plan import Plan
from simulation.study.progress import progress_of
from simulation.study.runner import run_study

TASK = "sensitivity"
TABLE, TORNADO, TWO_WAY = "sensitivity.csv", "tornado.csv", "two_way.csv"
OUTCOMES = ("total_cost_eur", "problem_weeks", "cost_municipality_eur", "serious_weeks", "crises", "mean_wait_weeks")
STEPS = 5
"""values of each unknown in the two-way table"""


@dataclass(frozen=True)
class Question:
    """What is asked: one scenario in one worldview, some outcomes in one scope, some unknowns."""

    study: Study
    section: Sensitivity
    scope: Scope
    outcomes: tuple[str, ...]
    columns: tuple[str, ...]
    unknowns: tuple[Unknown, ...]


def run(composed: Composed) -> Path:
    """Run what the analysis needs and is not there yet, and keep its tables.

    Returns:
        The results folder, with ``sensitivity.csv``, ``tornado.csv``, ``two_way.csv`` and a folder for each design

    Raises:
        SettingsError: Something cannot be analysed, or the folder holds something else.
    """
    need("SALib")
    question, folder = question_of(composed.study, composed.section), composed.results
    manifest = manifest_for(question)
    check_folder(folder, manifest["hash"])
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder, manifest)
    progress = progress_of(composed.quiet, composed.log)

    def model(stage: str) -> Model:
        def outcomes_at(points: Sequence[Point]) -> np.ndarray:
            progress.say(f"{stage}:")
            results = run_study(
                studied(question, stage),
                folder / stage,
                points=points,
                store=composed.store,
                engine=composed.engine,
                fresh=composed.fresh,
                progress=progress,
            )
            scenario, reference = question.study.scenarios[0].name, question.study.reference.name
            return stacked(paired(results.runs, question.columns, scenario, reference), len(points))

        return outcomes_at

    tables = analysed(question, model)
    for name, table in tables.items():
        write_csv(folder / name, table)
    write_manifest(folder, manifest | {"complete": True})
    return folder


def studied(question: Question, stage: str) -> Study:
    """Return the study of a design; the few points of the charts have more runs, as each is shown with its interval."""
    if stage in (MORRIS, SOBOL):
        return question.study
    settings = question.study.settings
    return replace(question.study, settings=replace(settings, runs=max(settings.runs, question.section.chart_runs)))


def question_of(study: Study, section: Sensitivity) -> Question:
    """Return what is asked of a study.

    Raises:
        SettingsError: A name is unknown, or nothing can be compared or varied.
    """
    if study.town.kind is not TownKind.REAL:
        raise SettingsError(f"town = '{study.town.name}': a stylised town has no scenario to compare")
    scenario = name_of((each.name for each in study.scenarios), section.scenario, f"{TASK}.scenario")
    central = [each.name for each in study.worldviews if each.name != MIXED]
    worldview = name_of(central, section.worldview, f"{TASK}.worldview")
    settings = replace(study.settings, draws=1, tables=Tables.RUNS, journeys=False, precision={})
    only = replace(
        study,
        settings=settings,
        scenarios=tuple(each for each in study.scenarios if each.name == scenario),
        worldviews=tuple(each for each in study.worldviews if each.name == worldview),
    )
    groups = {each.partition(".")[0] for each in study.uncertainties.rows}
    own = ("streets", *sorted(at_work(only.scenarios[0]) & groups))
    unknowns = unknowns_of(only, section.over or own, f"{TASK}.over")
    if not unknowns:
        raise SettingsError(f"{TASK}.over: nothing in it has a range")
    scope = scope_of(only, only.scenarios[0], section.scope, f"{TASK}.scope")
    outcomes = section.outcomes or OUTCOMES
    columns = columns_in(only, outcomes, scope, f"{TASK}.outcomes")
    return Question(only, section, scope, tuple(outcomes), tuple(columns), unknowns)


def manifest_for(question: Question) -> dict[str, Any]:
    """Return how the analysis was made, and the words to show it with."""
    return manifest_of(Plan(question.study)) | {
        "task": TASK,
        "hash": fingerprint(question.study, section=question.section),
        "section": asdict(question.section),
        "scope": question.scope,
        "shown": list(question.outcomes),
        "unknowns": [list(each.rows) for each in question.unknowns],
    }


def analysed(question: Question, model: Any) -> dict[str, pd.DataFrame]:
    """Return the tables of an analysis, by the name of their file.

    Args:
        question: What is asked.
        model: Gives for the name of a design the model that runs its points.
    """
    section, seed = question.section, question.study.settings.seed
    unknowns, outcomes = question.unknowns, question.outcomes
    found = []
    if section.method is not Method.SOBOL:
        found.append(screened(unknowns, outcomes, model(MORRIS), section.trajectories, seed))
        unknowns = foremost(unknowns, found[0], "mu_star", section.most)
    if section.method is not Method.MORRIS:
        found.append(decomposed(unknowns, outcomes, model(SOBOL), section.points, seed))
        unknowns = foremost(unknowns, found[-1], "total", section.most)
    return {
        TABLE: pd.concat(found, ignore_index=True),
        TORNADO: one_at_a_time(unknowns, outcomes, model("tornado")),
        TWO_WAY: two_at_a_time(unknowns, outcomes, model("two_way")),
    }


def foremost(unknowns: Sequence[Unknown], table: pd.DataFrame, index: str, most: int) -> tuple[Unknown, ...]:
    """Return the unknowns with the largest index, each as a share of the largest of its outcome; the first first."""
    rows = table[table["index"] == index]
    share = rows["value"] / rows.groupby("outcome")["value"].transform("max")
    largest = share.groupby(rows["unknown"]).max()
    order = sorted(unknowns, key=lambda each: -float(largest.get(each.name, 0.0)))
    return tuple(order[:most])


def one_at_a_time(unknowns: Sequence[Unknown], outcomes: Sequence[str], model: Model) -> pd.DataFrame:
    """Return the difference with each unknown low and high, all others central, and the 95% interval of chance."""
    ends = [(unknown, end) for unknown in unknowns for end in ("low", "high")]
    held = [{}, *(unknown.along(float(end == "high")) for unknown, end in ends)]
    values = model(tuple(Point(number=number, values=each) for number, each in enumerate(held)))
    labels = pd.DataFrame(
        [("", "central"), *((unknown.name, end) for unknown, end in ends)], columns=["unknown", "end"]
    )
    return _with_intervals(labels, outcomes, values)


def two_at_a_time(unknowns: Sequence[Unknown], outcomes: Sequence[str], model: Model) -> pd.DataFrame:
    """Return the difference over the ranges of the first two unknowns, and the 95% interval of chance."""
    if len(unknowns) < 2:
        return pd.DataFrame()
    first, second = unknowns[:2]
    shares = list(product(np.linspace(0.0, 1.0, STEPS).tolist(), repeat=2))
    held = [first.along(one) | second.along(other) for one, other in shares]
    values = model(tuple(Point(number=number, values=each) for number, each in enumerate(held)))
    names = {f"{kind}": unknown.name for kind, unknown in (("first", first), ("second", second))}
    labels = pd.DataFrame(
        [(next(iter(first.along(one).values())), next(iter(second.along(other).values()))) for one, other in shares],
        columns=["first_value", "second_value"],
    ).assign(**names)
    return _with_intervals(labels, outcomes, values)


def _with_intervals(labels: pd.DataFrame, outcomes: Sequence[str], values: np.ndarray) -> pd.DataFrame:
    tables = []
    for place, name in enumerate(outcomes):
        middle, low, high = interval(values[:, place])
        tables.append(labels.assign(outcome=name, difference=middle, low=low, high=high))
    return pd.concat(tables, ignore_index=True)

"""``voordeur task=discovery``: under which conditions a policy fails.

A case is one draw of the unknowns (at one point of a sweep, if there is one): the mean of its runs says whether the
rule holds there. Conditions are looked for by PRIM and by a small tree, and checked on fresh cases: other draws, other
luck.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.boxes import Box, Finding, bounds, counted, find_box, find_leaves, is_enough
from simulation.analysis.indices import need
from simulation.analysis.paired import columns_in, paired, scope_of
from simulation.analysis.rule import Rule
from simulation.analysis.unknowns import Unknown, idle_groups, name_of, unknowns_of
from simulation.settings import MIXED, Scenario, SettingsError, Study, Tables, TownKind, worldview_of_draw
from simulation.settings.compose import Composed
from simulation.settings.results import fingerprint
from simulation.settings.sweep import LEVERS, UNCERTAINTIES, Point, Sweep, points_of, study_at
from simulation.settings.task_sections import Discovery
from simulation.settings.tasks import Scope
from simulation.study.folder import check_folder, write_csv, write_manifest
from simulation.study.keys import named, values_in
from simulation.study.manifest import manifest_of
from simulation.study.plan import Plan
from simulation.study.progress import progress_of
from simulation.study.runner import run_study

TASK = "discovery"
SEARCH, FRESH = "search", "fresh"
CASES, FINDINGS = "cases.csv", "discovery.csv"
FACTS = ("worldview", "point", "draw", "fails", "agree")
"""columns of the cases before their conditions and outcomes"""


@dataclass(frozen=True)
class Question:
    """What is asked: one scenario, a rule on outcomes in one scope, some unknowns, perhaps at points of a sweep."""

    study: Study
    section: Discovery
    sweep: Sweep | None
    rule: Rule
    scope: Scope
    columns: tuple[str, ...]
    """of the names in the rule"""
    unknowns: tuple[Unknown, ...]

    @property
    def scenario(self) -> Scenario:
        """The policy."""
        return self.study.scenarios[0]


def run(composed: Composed) -> Path:
    """Run the cases that are not there yet, search them, and check what was found on fresh ones.

    Returns:
        The results folder, with ``discovery.csv``, ``cases.csv`` and a folder for each of the two sets of runs

    Raises:
        SettingsError: Something cannot be searched, or the folder holds something else.
    """
    need("ema_workbench")
    need("sklearn")
    question, folder = question_of(composed.study, composed.section, composed.sweep), composed.results
    manifest = manifest_for(question)
    check_folder(folder, manifest["hash"])
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder, manifest)
    progress = progress_of(composed.quiet, composed.log)
    cases = {}
    for stage, study in ((SEARCH, question.study), (FRESH, fresh(question.study))):
        points = points_of(question.sweep, study.settings.seed) if question.sweep else ()
        progress.say(f"{stage}:")
        results = run_study(
            study,
            folder / stage,
            points=points,
            store=composed.store,
            engine=composed.engine,
            fresh=composed.fresh,
            progress=progress,
        )
        cases[stage] = cases_of(question, study, points, results.runs)
    with progress.busy("searching"):
        table, accidents = findings_of(cases[SEARCH], cases[FRESH], question.section, question.study.settings.seed)
    both = pd.concat([each.assign(stage=stage) for stage, each in cases.items()], ignore_index=True)
    write_csv(folder / CASES, both)
    write_csv(folder / FINDINGS, table)
    write_manifest(folder, manifest | {"complete": True, "accidents": accidents})
    return folder


def fresh(study: Study) -> Study:
    """Return the study with another seed: its draws and the luck of its runs have nothing to do with the first."""
    return replace(study, settings=replace(study.settings, seed=study.settings.seed + 1))


def question_of(study: Study, section: Discovery, sweep: Sweep | None) -> Question:
    """Return what is asked of a study.

    Raises:
        SettingsError: The rule or a name cannot be used, or nothing varies.
    """
    if study.town.kind is not TownKind.REAL:
        raise SettingsError(f"town = '{study.town.name}': a stylised town has no scenario that could fail")
    scenario = name_of((each.name for each in study.scenarios), section.scenario, f"{TASK}.scenario")
    if sweep is None and study.settings.draws < 2:
        raise SettingsError("study.draws = 1: nothing varies; take study.draws=129 or more, or sweep over something")
    mixed = tuple(each for each in study.worldviews if each.name == MIXED)
    only = replace(
        study,
        settings=replace(study.settings, tables=Tables.RUNS, journeys=False, precision={}),
        scenarios=tuple(each for each in study.scenarios if each.name == scenario),
        worldviews=mixed or study.worldviews,
    )
    rule = Rule(section.fails, f"{TASK}.fails")
    scope = scope_of(only, only.scenarios[0], section.scope, f"{TASK}.scope")
    columns = columns_in(only, rule.names, scope, f"{TASK}.fails")
    groups = dict.fromkeys(name.partition(".")[0] for name in only.uncertainties.rows)
    idle = idle_groups(only, only.scenarios[0])
    over = section.over or tuple(each for each in groups if each not in idle)
    unknowns = unknowns_of(only, over, f"{TASK}.over")
    return Question(only, section, sweep, rule, scope, tuple(columns), unknowns)


def manifest_for(question: Question) -> dict[str, Any]:
    """Return how the search was made, and the words to show it with."""
    return manifest_of(Plan(question.study)) | {
        "task": TASK,
        "hash": fingerprint(question.study, question.sweep, question.section),
        "section": asdict(question.section),
        "scope": question.scope,
        "rule": list(question.rule.names),
        "unknowns": [list(each.rows) for each in question.unknowns],
        "swept": list(question.sweep.over) if question.sweep else [],
    }


def cases_of(question: Question, study: Study, points: Sequence[Point], runs: pd.DataFrame) -> pd.DataFrame:
    """Return every case: whether it fails, the share of its runs that agree, its conditions and its differences.

    Args:
        question: What is asked.
        study: That was run.
        points: Of the sweep; none if there is none.
        runs: One row a run.

    Returns:
        One row a case: ``FACTS``, the conditions by dotted name (unknowns in the unit and price year of the register),
        and the outcomes of the rule, by the name that the rule has for them
    """
    gaps = paired(runs, question.columns, question.scenario.name, study.reference.name)
    gaps.columns = pd.Index(question.rule.names)
    keys = ["worldview", "point", "draw"]
    means = gaps.groupby(level=keys, sort=True).mean()
    fails = question.rule.holds(means)
    each = pd.Series(question.rule.holds(gaps), gaps.index).groupby(level=keys, sort=True).mean().to_numpy()
    facts = means.index.to_frame(index=False).assign(fails=fails, agree=np.where(fails, each, 1.0 - each))
    conditions = pd.DataFrame([_conditions(question, study, points, *case) for case in means.index])
    facts["worldview"] = [_believed(study, *case) for case in means.index]
    varying = conditions.loc[:, conditions.nunique(dropna=False) > 1]
    return pd.concat([facts, varying, means.reset_index(drop=True)], axis=1)


def _conditions(
    question: Question, study: Study, points: Sequence[Point], worldview: str, point: int, draw: int
) -> Any:
    here = study_at(study, points[point]) if points else study
    values = values_in(here, named(here.worldviews, worldview, "worldview"), draw)
    index, rows = study.uncertainties.price_index, study.uncertainties.rows
    found: dict[str, Any] = {}
    swept = points[point].values if points else {}
    for key, value in swept.items():
        if key.startswith(f"{LEVERS}."):
            found[key.removeprefix(f"{LEVERS}.")] = _word(value)
    held = [key.removeprefix(f"{UNCERTAINTIES}.") for key in swept if key.startswith(f"{UNCERTAINTIES}.")]
    for name in dict.fromkeys((*held, *(next(iter(unknown.rows)) for unknown in question.unknowns))):
        year = rows[name].price_year
        found[name] = values[name] if year is None else values[name] * index[study.town.price_year] / index[year]
    return found


def _word(value: Any) -> Any:
    """Return the value of a lever as a table has it: numbers, or words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, int | float) else str(value).lower()


def _believed(study: Study, worldview: str, point: int, draw: int) -> str:
    """Return the worldview of a case: that which the mixture picks for its draw."""
    if worldview != MIXED:
        return worldview
    return worldview_of_draw(study.mixture, draw, study.settings.seed)


def conditions_in(cases: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return the conditions of cases; words are categories."""
    names = [name for name in cases if name not in (*FACTS, *outcomes)]
    table = cases[names].copy()
    for name in names:
        if not pd.api.types.is_numeric_dtype(table[name]):
            table[name] = table[name].astype("category")
    return table


def findings_of(
    search: pd.DataFrame, check: pd.DataFrame, section: Discovery, seed: int
) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return what was found, counted on the cases that were searched and on fresh ones.

    Args:
        search: Cases to search.
        check: Fresh cases, with the same columns.
        section: Settings of the task.
        seed: Of the shuffling.

    Returns:
        One row a limit of a box (``method`` prim or tree, ``box``, ``condition``, ``low``, ``high``, ``words``), with
        the counts of its box; a row without condition is all cases. And for each method the share of shuffled outcomes
        that do as well; NaN if there were too few cases to search
    """
    outcomes = Rule(section.fails, f"{TASK}.fails").names
    conditions, fresh_ones = conditions_in(search, outcomes), conditions_in(check, outcomes)
    fails = search["fails"].to_numpy(bool)
    found: dict[str, Finding] = {"": Finding(({},), np.nan)}
    if is_enough(fails) and len(conditions.columns):
        found["prim"] = find_box(conditions, fails, section.conditions, section.permutations, seed)
        found["tree"] = find_leaves(conditions, fails, section.permutations, seed)
    rows = []
    for method, finding in found.items():
        for number, box in enumerate(finding.boxes):
            counts = _counts(box, conditions, fails, SEARCH)
            counts |= _counts(box, fresh_ones, check["fails"].to_numpy(bool), FRESH)
            for name, limit in box.items() or [("", None)]:
                ends = {"low": limit.low, "high": limit.high} if limit else {}
                limits = {**ends, "words": "|".join((limit and limit.words) or ())}
                rows.append({"method": method, "box": number, "condition": name, **limits, **counts})
    return pd.DataFrame(rows), {method: finding.accident for method, finding in found.items() if method}


def _counts(box: Box, conditions: pd.DataFrame, fails: np.ndarray, stage: str) -> dict[str, float]:
    """Return how a box does on some cases, with exact 95% intervals."""
    count = counted(box, conditions, fails)
    coverage, density = bounds(count.failing_inside, count.failing), bounds(count.failing_inside, count.inside)
    facts = asdict(count) | {
        "coverage": count.coverage,
        "coverage_low": coverage[0],
        "coverage_high": coverage[1],
        "density": count.density,
        "density_low": density[0],
        "density_high": density[1],
    }
    return {f"{stage}_{name}": value for name, value in facts.items()}

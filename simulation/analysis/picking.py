"""The run and the households that are told about, played once more and picked by the rules of ``cases``."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.cases import A_WEEK, THOUSAND, TOUCHED, Case, Cases, middle_run, picked, place_of
from simulation.settings import MIXED, SettingsError, Study
from simulation.settings.errors import nearest
from simulation.study.comparison import KEYS
from simulation.study.effects import effects_of
from simulation.study.folder import Results, study_of
from simulation.study.keys import NO_WORLDVIEW, REFERENCE, Key
from simulation.study.two_worlds import TwoWorlds


def pick(folder: Path, scenario: str | None = None, worldview: str | None = None) -> Cases | None:
    """Play one run of a results folder beside usual care, and pick households from it; some seconds for a city.

    Args:
        folder: Results of a study of a real town.
        scenario: Not the reference; the first if not given.
        worldview: The one to choose the run from; all that are no mixture if not given.

    Returns:
        Nothing if there is no second world.

    Raises:
        SettingsError: The results hold no study that this version knows, no such scenario, or no such worldview.
    """
    results = Results(folder)
    manifest, runs = results.manifest, results.runs
    plan = manifest["plan"]
    scenarios = [name for name in plan["scenarios"] if name != plan["reference"]["scenario"]]
    worldviews = plan["worldviews"]
    if not scenarios:
        return None
    for kind, name, known in (("scenario", scenario, scenarios), ("worldview", worldview, worldviews)):
        if name is not None and name not in known:
            raise SettingsError(f"{kind} = '{name}': not in these results; {nearest(name, known)}")
    missing = [name for name in TOUCHED if name not in runs]
    if missing:
        raise SettingsError(f"{folder.name}: has no outcome {missing[0]}; it is no study of a real town")
    plain = [name for name in worldviews if name != MIXED] or worldviews
    return pick_cases(study_of(manifest, 0), runs, scenario or scenarios[0], [worldview] if worldview else plain)


def pick_cases(study: Study, runs: pd.DataFrame, scenario: str, worldviews: Sequence[str]) -> Cases:
    """Play the middle run beside usual care, and pick a typical, a good and a bad case.

    Args:
        study: That the runs are of.
        runs: One row a run, with the four keys and outcomes.
        scenario: Not the reference.
        worldviews: Those to choose from.
    """
    key, place, number = middle_run(runs, scenario, worldviews)
    worlds = TwoWorlds(study, key)
    gaps = worlds.gaps
    out_of = THOUSAND if len(gaps) >= THOUSAND // 10 else len(gaps)
    less, more = (round(out_of * float(each.mean())) if len(gaps) else 0 for each in (gaps <= -A_WEEK, gaps >= A_WEEK))
    cases = []
    for kind, row, rank in picked(gaps, worlds.usual_weeks):
        occupant, usual, ours = worlds.lives(row)
        cases.append(Case(kind, place_of(rank, len(gaps), out_of), float(gaps[row]), occupant, usual, ours))
    same_run = _is_same_run(worlds, runs, key)
    counts = {"less": less, "same": out_of - less - more, "more": more}
    return Cases(key, place, number, len(gaps), out_of, **counts, is_same_run=same_run, cases=tuple(cases))


def _is_same_run(worlds: TwoWorlds, runs: pd.DataFrame, key: Key) -> bool:
    """Return whether the effect is what the results folder kept of this run."""
    town = np.ones(len(worlds.ours.study.town.neighbourhoods), bool)
    found = effects_of(worlds.ours.accounts, worlds.usual.accounts, town, True)
    kept = runs[np.logical_and.reduce([runs[name] == getattr(key, name) for name in KEYS])]
    usual = (runs["scenario"] == REFERENCE) & (runs["worldview"] == NO_WORLDVIEW)
    return bool(usual.any()) and all(float(kept[name].iloc[0]) == found[name] for name in TOUCHED)

"""Paired differences with usual care, run by run, from the table of runs."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from simulation.settings import Scenario, SettingsError, Study
from simulation.settings.errors import nearest
from simulation.settings.tasks import Scope
from simulation.study.catalogue import PILOT, columns_of, has_pilot
from simulation.study.comparison import gap_of
from simulation.study.keys import NO_WORLDVIEW

CASE = ["point", "draw", "run"]
LEVEL = 0.95


def scope_of(study: Study, scenario: Scenario, given: Scope | None, key: str) -> Scope:
    """Return where outcomes are counted: as given, else the pilot if the scenario works there only.

    Raises:
        SettingsError: The pilot is asked for and there is none.
    """
    if given is Scope.PILOT and not has_pilot(study.town):
        raise SettingsError(f"{key} = 'pilot': {study.town.name} has no pilot neighbourhood")
    levers = [vars(phase.levers).values() for phase in scenario.phases]
    places = {getattr(block, "where", "nowhere") for blocks in levers for block in blocks} - {"nowhere"}
    return given or (Scope.PILOT if places == {"pilot"} and has_pilot(study.town) else Scope.TOWN)


def columns_in(study: Study, names: Sequence[str], scope: Scope, key: str) -> list[str]:
    """Return the columns of outcomes in a scope; a name may bring its own suffix.

    Raises:
        SettingsError: There is no such outcome.
    """
    known = columns_of(study.town)
    for name in names:
        if name not in known:
            raise SettingsError(f"{key} = '{name}': no outcome of this town; {nearest(name, known)}")
    suffixed = [f"{name}{PILOT}" if scope is Scope.PILOT else name for name in names]
    return [there if there in known else name for there, name in zip(suffixed, names, strict=True)]


def paired(runs: pd.DataFrame, columns: Sequence[str], scenario: str, reference: str) -> pd.DataFrame:
    """Return the difference of a scenario with the reference in each run.

    Args:
        runs: One row a run, with its keys; of a sweep with its point.
        columns: Outcomes.
        scenario: What is compared.
        reference: With what.

    Returns:
        One column an outcome; its index is worldview, point, draw and run, sorted
    """
    table = runs.assign(point=runs.get("point", 0))
    is_base = (table["scenario"] == reference) & (table["worldview"] == NO_WORLDVIEW)
    base = table[is_base].set_index(CASE)[list(columns)]
    ours = table[table["scenario"] == scenario].set_index(["worldview", *CASE])[list(columns)].sort_index()
    theirs = base.reindex(pd.MultiIndex.from_arrays([ours.index.get_level_values(name) for name in CASE], names=CASE))
    return gap_of(ours, theirs.set_axis(ours.index))


def stacked(gaps: pd.DataFrame, points: int) -> np.ndarray:
    """Return differences of one worldview and draw, shape (points, outcomes, runs)."""
    table = gaps.to_numpy(float)
    return table.reshape(points, -1, table.shape[1]).swapaxes(1, 2)


def interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean, low and high of a 95% interval by chance over the last axis; NaN bounds of one run."""
    runs = values.shape[-1]
    middle = values.mean(axis=-1)
    if runs < 2:
        return middle, np.full(middle.shape, np.nan), np.full(middle.shape, np.nan)
    half = stdtrit(runs - 1, 0.5 + LEVEL / 2) * values.std(axis=-1, ddof=1) / np.sqrt(runs)
    return middle, middle - half, middle + half

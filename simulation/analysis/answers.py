"""The results folder of a question: tables made of runs, with a manifest that says of which."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.settings import SettingsError
from simulation.settings.compose import Composed
from simulation.settings.errors import nearest
from simulation.settings.tasks import Scope
from simulation.study import folder as results_folder
from simulation.study.catalogue import PILOT, columns_of, has_pilot
from simulation.study.comparison import by_draw
from simulation.study.keys import NO_WORLDVIEW
from simulation.study.manifest import manifest_of
from simulation.study.plan import Plan
from simulation.study.progress import Progress, progress_of

UNITS = ["draw", "run"]


def opened(composed: Composed) -> Progress:
    """Refuse a folder that holds something else, and return what tells how far it is.

    Raises:
        SettingsError: It does, or there is no scenario; nothing is written.
    """
    if not composed.study.scenarios:
        raise SettingsError(f"scenarios = []: task={composed.task} needs at least one beside usual care")
    found = results_folder.check_folder(composed.results, _fingerprint(composed))
    if found and found.get("task") != composed.task:
        raise SettingsError(f"results = {composed.results}: holds results of another task; choose another folder")
    return progress_of(composed.quiet, composed.log)


def written(composed: Composed, tables: Mapping[str, pd.DataFrame], **facts: Any) -> Path:
    """Write the tables of an answer and how it was made, and return its folder.

    Args:
        composed: All settings.
        tables: By name of file, without ``.csv``.
        facts: More for the manifest, as plain values.
    """
    folder = composed.results
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        results_folder.write_csv(folder / f"{name}.csv", table)
    manifest = manifest_of(Plan(composed.study))
    question = {} if composed.section is None else asdict(composed.section)
    own = {"task": composed.task, "hash": _fingerprint(composed), "complete": True, composed.task: question}
    results_folder.write_manifest(folder, manifest | own | facts)
    return folder


def _fingerprint(composed: Composed) -> str:
    """Hash what the runs depend on; the same runs may be asked another question in the same folder."""
    return str(manifest_of(Plan(composed.study))["hash"])


def check_outcomes(composed: Composed, key: str, names: tuple[str, ...], scope: Scope) -> None:
    """Refuse outcomes that the town has not, or not in this scope.

    Raises:
        SettingsError: There is one.
    """
    town = composed.study.town
    known = columns_of(town)
    if scope is Scope.PILOT and not has_pilot(town):
        raise SettingsError(f"{composed.task}.scope = pilot: {town.name} has no pilot neighbourhood")
    for name in names:
        if name not in known:
            plain = [each for each in known if not each.endswith(PILOT)]
            raise SettingsError(f"{key}: '{name}' is no outcome of this town; {nearest(name, plain)}")
        if scoped(name, scope) not in known:
            raise SettingsError(f"{key}: '{name}' has no value for the pilot alone; choose scope=town")


def scoped(name: str, scope: Scope) -> str:
    """Return the column of an outcome in a scope."""
    return f"{name}{PILOT}" if scope is Scope.PILOT else name


def case_of(runs: pd.DataFrame, worldview: str, scenario: str) -> pd.DataFrame:
    """Return the runs of a scenario in a worldview, by draw and run; usual care has no worldview."""
    ours = runs[(runs["worldview"] == worldview) & (runs["scenario"] == scenario)]
    return ours.set_index(UNITS).sort_index()


def usual(runs: pd.DataFrame, reference: str) -> pd.DataFrame:
    """Return the runs of the reference, by draw and run."""
    return case_of(runs, NO_WORLDVIEW, reference)


def units_of(differences: pd.DataFrame) -> np.ndarray:
    """Return what an interval counts: runs if there is one draw, else the mean of each draw.

    Args:
        differences: By draw and run, one column for each thing that differs.

    Returns:
        Shape (units, columns)
    """
    draws = differences.index.get_level_values("draw").to_numpy()
    numbers = differences.to_numpy(float)
    if len(np.unique(draws)) < 2:
        return numbers
    return np.column_stack([by_draw(column, draws) for column in numbers.T])

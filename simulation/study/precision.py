"""Precision: how many runs it takes until chance no longer blurs the differences that were chosen.

More runs take away chance, never what nobody knows, so the half-width is that of the interval of chance: Student's t
over the runs, with the spread between runs of a draw. It is judged only at fixed numbers of runs, in run order, so that
the number of workers changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from simulation.settings import SettingsError, Study
from simulation.settings.errors import nearest
from simulation.study.catalogue import columns_of
from simulation.study.comparison import LEVEL, POINT, means_by_draw
from simulation.study.keys import NO_WORLDVIEW

BUDGET_FACTOR = 10
"""Times ``study.runs`` that ``study.max_runs`` is, if it is not given."""


@dataclass(frozen=True)
class Width:
    """The largest half-width of an outcome over all comparisons."""

    outcome: str
    half_width: float
    wanted: float

    @property
    def is_enough(self) -> bool:
        """Whether it is small enough; of nothing it never is."""
        return self.half_width <= self.wanted


def check_precision(study: Study) -> None:
    """Refuse outcomes that there are not.

    Raises:
        SettingsError: An outcome is unknown, or one run can never tell.
    """
    names = columns_of(study.town)
    for name in study.settings.precision:
        if name not in names:
            raise SettingsError(f"study.precision.{name}: no outcome of this town; {nearest(name, names)}")
    if study.settings.precision and study.settings.runs < 2:
        raise SettingsError("study.runs = 1: study.precision needs at least 2 runs")


def budget_of(study: Study) -> int:
    """Return the most runs of each draw."""
    settings = study.settings
    if not settings.precision:
        return settings.runs
    return settings.max_runs or BUDGET_FACTOR * settings.runs


def widths_of(runs: pd.DataFrame, wanted: Mapping[str, float], reference: str) -> tuple[Width, ...]:
    """Return how wide the chosen differences still are.

    Args:
        runs: One row a run, with the keys and the chosen outcomes.
        wanted: Largest half-width of each outcome.
        reference: Scenario that the others are compared with.
    """
    names = list(wanted)
    largest = np.zeros(len(names))
    points = runs.groupby(POINT, sort=False) if POINT in runs else [(0, runs)]
    for _, here in points:
        is_base = (here["scenario"] == reference) & (here["worldview"] == NO_WORLDVIEW)
        base = here[is_base].set_index(["draw", "run"])[names]
        for _, group in here[~is_base].groupby(["worldview", "scenario"], sort=False):
            ours = group.set_index(["draw", "run"])[names].sort_index()
            gap = ours.to_numpy(float) - base.reindex(ours.index).to_numpy(float)
            largest = np.maximum(largest, _of_chance(gap, ours.index.get_level_values("draw").to_numpy()))
    return tuple(Width(name, float(width), wanted[name]) for name, width in zip(names, largest, strict=True))


def _of_chance(gap: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the half-width of the mean over draws and runs by chance alone, shape (outcomes,)."""
    known = ~np.isnan(gap)
    means, counts = means_by_draw(gap, known, draws)
    place = np.unique(draws, return_inverse=True)[1]
    squares = (np.where(known, gap - means[place], 0.0) ** 2).sum(axis=0)
    total, used = counts.sum(axis=0), (counts > 0).sum(axis=0)
    free = total - used
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(squares / free / total)
    return np.asarray(np.where(free > 0, stdtrit(np.maximum(1, free), 0.5 + LEVEL / 2) * spread, np.nan))


def said(widths: tuple[Width, ...], runs: int, budget: int) -> str:
    """Say whether the differences are precise enough."""
    if all(width.is_enough for width in widths):
        return f"precise enough with {runs} runs of each draw"
    width = max((each for each in widths if not each.is_enough), key=lambda each: each.half_width / each.wanted)
    state = f"{width.outcome} is within {width.half_width:.4g} at best, wanted {width.wanted:.4g}"
    return f"{'budget spent' if runs >= budget else 'not precise enough'} with {runs} runs of each draw: {state}"

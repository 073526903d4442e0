"""What a chart may conclude: the paired difference with usual care, and how runs spread."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from simulation.present.findings import direction
from simulation.present.folder import Results
from simulation.present.series import interval, runs_of
from simulation.settings.values import MIXED
from simulation.study.comparison import gap_of

WIDE, NARROW = 0.9, 0.5
"""shares of runs in the two bands"""
ENOUGH_RUNS = 19
"""from which on the lowest and the highest run are nine in ten of what another run may give, or more"""


TINY = 0.05
"""per cent under which a difference is next to nothing"""


class Verdict(StrEnum):
    """What may be said of a difference; worldviews may contradict each other."""

    LESS = "less"
    MORE = "more"
    SAME = "same"
    """every run is as in usual care, to the last bit"""
    TINY = "tiny"
    """next to nothing, whatever its direction"""
    UNCLEAR = "unclear"
    DEPENDS = "depends"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Effect:
    """A paired difference with usual care: its mean, and an interval that holds in every worldview shown."""

    mean: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True)
class Bands:
    """Runs of one scenario over time: arrays of one length; bands are NaN for one run."""

    mean: np.ndarray
    wide: tuple[np.ndarray, np.ndarray]
    narrow: tuple[np.ndarray, np.ndarray]
    runs: int


def shown_worldviews(results: Results) -> tuple[str, ...]:
    """Gives the worldviews whose runs are drawn together: the mixture if there is one, else all."""
    return (MIXED,) if MIXED in results.worldviews else results.worldviews


def gaps(values: pd.DataFrame, scenario: str, results: Results) -> dict[str, pd.DataFrame]:
    """Gives the differences with the reference of the same draw and run, by worldview shown.

    Args:
        values: one row for each run (its index the four keys), one column for each moment
        scenario: not the reference
        results: the study they belong to
    """
    found = {}
    for worldview in shown_worldviews(results):
        ours = runs_of(values, worldview, scenario, results)
        if len(ours):
            found[worldview] = gap_of(ours, runs_of(values, worldview, results.reference, results).reindex(ours.index))
    return found


def effects_by_column(values: pd.DataFrame, scenario: str, results: Results) -> dict[Hashable, Effect]:
    """Gives the effect on each of several numbers of every run, by column.

    Worldviews weigh equally; an interval is as wide as all theirs together.

    Args:
        values: one row for each run (its index the four keys), one column for each number
        scenario: not the reference
        results: the study they belong to
    """
    found = np.array([interval(each) for each in gaps(values, scenario, results).values()])
    if not len(found):
        return dict.fromkeys(values, Effect(math.nan, math.nan, math.nan, Verdict.UNKNOWN))
    means, lows, highs = found[:, 0].mean(axis=0), found[:, 1].min(axis=0), found[:, 2].max(axis=0)
    verdicts = [_together({verdict_of(low, high) for _, low, high in column}) for column in found.transpose(2, 0, 1)]
    return {name: Effect(*each) for name, *each in zip(values, means, lows, highs, verdicts, strict=True)}


def effect_of(values: pd.Series, scenario: str, results: Results) -> Effect:
    """Gives the effect on one number of each run; its index the four keys."""
    return next(iter(effects_by_column(values.to_frame(), scenario, results).values()))


def verdict_of(low: float, high: float) -> Verdict:
    """Says what the interval of a difference allows to say."""
    return Verdict.SAME if low == high == 0.0 else Verdict(direction(low, high))


def _together(verdicts: set[Verdict]) -> Verdict:
    """Says what worldviews say together."""
    if Verdict.UNKNOWN in verdicts:
        return Verdict.UNKNOWN
    seen = verdicts - {Verdict.SAME} if Verdict.UNCLEAR in verdicts else verdicts
    return next(iter(seen)) if len(seen) == 1 else Verdict.DEPENDS


def effects_of(values: pd.Series, results: Results) -> Mapping[str, Effect]:
    """Gives the effect of every scenario on one number of each run."""
    return {name: effect_of(values, name, results) for name in results.scenarios}


def bands_of_levels(values: pd.DataFrame, scenario: str, results: Results) -> Bands:
    """Gives how the runs of a scenario spread over time, in the worldviews shown."""
    found = [runs_of(values, worldview, scenario, results) for worldview in shown_worldviews(results)]
    if scenario == results.reference:
        found = [pd.concat(found)]
        found = [each[~each.index.duplicated()] for each in found]
    return _bands(found)


def bands_of_gaps(values: pd.DataFrame, scenario: str, results: Results) -> Bands:
    """Gives how the differences of a scenario with usual care spread over time, in the worldviews shown."""
    return _bands(list(gaps(values, scenario, results).values()))


def _bands(found: list[pd.DataFrame]) -> Bands:
    """Gives the bands; by this rule for quantiles another run is in one as often as it says, if runs suffice."""
    table = np.concatenate([each.to_numpy(float) for each in found])
    edges = {}
    for share in (WIDE, NARROW):
        ends = [(1 - share) / 2, (1 + share) / 2]
        edges[share] = np.quantile(table, ends, axis=0, method="weibull") if len(table) > 1 else table[:1] * math.nan
    wide, narrow = ((edge[0], edge[-1]) for edge in (edges[WIDE], edges[NARROW]))
    return Bands(table.mean(axis=0), wide, narrow, len(table))

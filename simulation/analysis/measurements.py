"""What it is worth to know more of one kind of unknowns, or to measure a share in so many cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from simulation.analysis.decision_sample import ALL, EFFECTS, Decided, Sample, values_of_draws
from simulation.analysis.information import (
    binomial_findings,
    expected,
    terms_of,
    value_of_knowing,
    value_of_sample,
)
from simulation.settings import Payer
from simulation.study.comparison import BOTH

WORTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Parts of the range at which information is valued."""
CASES = (25, 50, 100, 200, 400, 800)
SHUFFLES = 39
"""Times the draws are shuffled, to see what value regression finds where there is none."""
USUAL = 95.0
"""per cent of shuffles below the floor"""
WORLDVIEW, EFFECT_SIZE = "worldview", "effect_size"
"""Which worldview holds; that, and all that worldviews say of an approach."""
PERFECT, GROUP, MEASURE = "perfect", "group", "measure"
COUNTED = ("probability", "share")
"""How the unit of an unknown begins that could be counted in cases."""
RATES = (" a year", " a month", "hours", "per domain")
"""What such a unit has in it if it is no share of cases."""


@dataclass(frozen=True)
class Regressed:
    """Costs and effects as one kind of knowledge leads to expect them, and after shuffling."""

    sample: Sample
    terms: np.ndarray
    seed: int
    payers: tuple[str, ...]
    kept: dict[tuple[str, int], np.ndarray] = field(default_factory=dict)

    @cached_property
    def orders(self) -> list[np.ndarray]:
        """Give the draws in order, then in shuffled orders."""
        generator = np.random.default_rng([self.seed, self.sample.number])
        number = self.sample.number
        return [np.arange(number), *(generator.permutation(number) for _ in range(SHUFFLES))]

    def gains(self, payer: str, effect: str, worth: float, order: int = 0) -> np.ndarray:
        """Return the net benefit to expect in each draw, shape (draws, options)."""
        return worth * self._of(effect, self.sample.effects[effect], order) - self._of(
            payer, self.sample.costs[payer], order
        )

    def floor(self, payer: str, effect: str, worth: float) -> list[float]:
        """Return the value that is found after each shuffle."""
        return [
            value_of_knowing(self.gains(payer, effect, worth, order)) for order in range(1, SHUFFLES + 1)
        ]

    def _of(self, name: str, pairs: np.ndarray, order: int) -> np.ndarray:
        if (name, order) not in self.kept:
            means, terms = self.sample.means(pairs), self.terms[self.orders[order]]
            self.kept[name, order] = np.column_stack([expected(column, terms) for column in means.T])
        return self.kept[name, order]


def information_of(decided: Decided, sample: Sample, most: Mapping[str, float]) -> pd.DataFrame:
    """Return the value of knowing each group of unknowns, and of measuring each share, over a range of worth.

    ``floor_eur`` is what regression finds, 95 times of 100, where there is nothing to know; for shares it is that of
    the best of all of them, because the best is what one looks at.
    """
    values, holds = values_of_draws(decided, sample)
    believed = {name for worldview in decided.study.mixture for name in worldview.beliefs}
    payers = tuple(payer for payer in (ALL, Payer.MUNICIPALITY) if payer in sample.costs)
    seed = decided.study.settings.seed
    groups = {
        name: Regressed(sample, terms, seed, payers) for name, terms in groups_of(values, holds, believed).items()
    }
    shares = shares_of(decided, sample, values.drop(columns=[*believed & set(values)]))
    measures = {key: Regressed(sample, terms_of(share[:, np.newaxis]), seed, payers) for key, share in shares.items()}
    rows = []
    for payer in payers:
        for effect in EFFECTS:
            for worth in (part * most[effect] for part in WORTHS):
                at = (payer, effect, worth)
                keys = {"payer": str(payer), "effect": effect, "worth_eur": worth}
                rows += [keys | row for row in _group_rows(groups, at)]
                rows += [keys | row for row in _measure_rows(measures, shares, at)]
    draws = len(np.unique(sample.draws)) if sample.covers == BOTH else 0
    table = pd.DataFrame(rows).assign(worldview=sample.worldview, draws=draws, runs=len(sample.place))
    table.insert(8, "value_a_year_eur", table["value_eur"] / decided.years)
    return table


def groups_of(values: pd.DataFrame, holds: np.ndarray, believed: set[str]) -> dict[str, np.ndarray]:
    """Return the terms of each group: unknowns by the first part of their name, and worldviews.

    What worldviews say of an approach is a group of its own, together with which of them holds.

    Args:
        values: One row a draw, one column an unknown.
        holds: Name of the worldview of each draw.
        believed: Unknowns that worldviews say something of.
    """
    found: dict[str, np.ndarray] = {}
    if len(names := np.unique(holds)) > 1:
        found[WORLDVIEW] = terms_of((holds[:, np.newaxis] == names[np.newaxis, :]).astype(float), 1)
        sizes = terms_of(values[sorted(believed & set(values))].to_numpy(float))
        found[EFFECT_SIZE] = np.hstack([found[WORLDVIEW], sizes])
    rest = [name for name in values if name not in believed] if WORLDVIEW in found else list(values)
    for group in sorted({name.partition(".")[0] for name in rest}):
        ours = [name for name in rest if name.partition(".")[0] == group]
        found[group] = terms_of(values[ours].to_numpy(float))
    return {name: terms for name, terms in found.items() if terms.shape[1]}


def shares_of(decided: Decided, sample: Sample, values: pd.DataFrame) -> dict[tuple[str, str], np.ndarray]:
    """Return the shares that could be measured by counting cases, by option (none for an unknown) and name."""
    found = {key: sample.means(numbers) for key, numbers in sample.shares.items()}
    for name, row in decided.study.uncertainties.rows.items():
        is_share = row.unit.startswith(COUNTED) and not any(word in row.unit for word in RATES)
        if is_share and name in values and 0.0 <= row.low < row.high <= 1.0:
            found["", name] = values[name].to_numpy(float)
    return {key: share for key, share in found.items() if share.min() < share.max()}


def _group_rows(groups: Mapping[str, Regressed], at: tuple[str, str, float]) -> list[dict[str, object]]:
    rows = []
    for name, regressed in groups.items():
        value, floor = value_of_knowing(regressed.gains(*at)), float(np.percentile(regressed.floor(*at), USUAL))
        rows.append({"kind": GROUP, "option": "", "what": name, "cases": 0, "value_eur": value, "floor_eur": floor})
    return rows


def _measure_rows(
    measures: Mapping[tuple[str, str], Regressed],
    shares: Mapping[tuple[str, str], np.ndarray],
    at: tuple[str, str, float],
) -> list[dict[str, object]]:
    """Return the value of knowing each share (0 cases) and of counting so many cases of those that stand out."""
    shuffled = np.array([regressed.floor(*at) for regressed in measures.values()])
    floor = float(np.percentile(shuffled.max(axis=0), USUAL)) if len(shuffled) else 0.0
    rows: list[dict[str, object]] = []
    for (option, name), regressed in measures.items():
        gains = regressed.gains(*at)
        row = {"kind": MEASURE, "option": option, "what": name, "floor_eur": floor}
        value = value_of_knowing(gains)
        rows.append({**row, "cases": 0, "value_eur": value})
        if value > floor:
            found = ((cases, binomial_findings(cases, shares[option, name])) for cases in CASES)
            rows += [{**row, "cases": cases, "value_eur": value_of_sample(gains, seen)} for cases, seen in found]
    return rows

"""What it is worth to know more of one kind of unknowns, or to measure a share in so many cases.

One regression on all unknowns at once, for each cost and effect: a few hundred draws of hundreds of unknowns always
have some that go together by accident, and taken apart each would claim what belongs to another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from simulation.analysis.decision_sample import ALL, EFFECTS, Decided, Sample, values_of_draws
from simulation.analysis.information import (
    Fit,
    Terms,
    binomial_findings,
    regressed,
    resampled,
    smallest_share,
    terms_of,
    value_of_knowing,
    value_of_sample,
)
from simulation.settings import Payer, Study

WORTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Parts of the range at which information is valued."""
CASES = (25, 50, 100, 200, 400, 800)
WORLDVIEW, EFFECT_SIZE = "worldview", "effect_size"
"""Which worldview holds; that, and all that worldviews say of an approach."""
GROUP, MEASURE = "group", "measure"
COUNTED = ("probability", "share")
"""How the unit of an unknown begins that could be counted in cases."""
RATES = (" a year", " a month", "hours", "per domain")
"""What such a unit has in it if it is no share of cases."""
TWINS = 0.7
"""Correlation in the draws from which on two unknowns cannot be told apart."""


@dataclass(frozen=True)
class Knowledge:
    """What the draws show of the unknowns behind costs and effects."""

    sample: Sample
    terms: Terms
    groups: Mapping[str, set[str]]
    """names of unknowns by group, each in one"""
    values: pd.DataFrame
    """one row a draw, one column an unknown"""
    holds: np.ndarray
    """worldview of each draw, shape (draws,)"""
    fits: Mapping[str, list[Fit]]
    """of each cost and effect, by option"""

    def gains(self, payer: str, effect: str, worth: float, names: set[str]) -> np.ndarray:
        """Return the net benefit to expect in each draw if some unknowns are known, shape (draws, options)."""
        pairs = zip(self.fits[effect], self.fits[payer], strict=True)
        parts = [worth * (good.middle + good.part(names)) - cost.middle - cost.part(names) for good, cost in pairs]
        return np.column_stack(parts)

    def behind(self, payer: str, effect: str) -> set[str]:
        """Return the unknowns that a cost and an effect depend on."""
        return {name for each in (payer, effect) for fit in self.fits[each] for name in fit.names}


def information_of(
    decided: Decided, sample: Sample, most: Mapping[str, float], payers: Sequence[str] = (ALL, Payer.MUNICIPALITY)
) -> pd.DataFrame:
    """Return the value of knowing each group of unknowns, and of measuring each share, to payers over a range of worth.

    ``cases`` is 0 for the value of knowing; ``value_low`` and ``value_high`` are over resamples of the draws, with the
    regression as it is. ``twin`` names an unknown of another group that goes along with it in these draws.
    """
    payers = tuple(payer for payer in payers if payer in sample.costs)
    known = knowledge_of(decided, sample, payers)
    shares = shares_of(decided, known)
    seed = decided.study.settings.seed
    rows = []
    for payer in payers:
        for effect in EFFECTS:
            for worth in (part * most[effect] for part in WORTHS):
                keys = {"payer": str(payer), "effect": effect, "worth_eur": worth}
                at = (payer, effect, worth)
                rows += [keys | row for row in _group_rows(known, at, seed)]
                rows += [keys | row for row in _measure_rows(known, shares, at, seed)]
    table = pd.DataFrame(rows)
    table["value_a_year_eur"] = table["value_eur"] / decided.years
    visible = smallest_share(*known.terms.numbers.shape)
    return table.assign(
        worldview=sample.worldview, draws=sample.number, runs=len(sample.place), smallest_visible_share=visible
    )


def knowledge_of(decided: Decided, sample: Sample, payers: tuple[str, ...]) -> Knowledge:
    """Regress costs to some payers, and effects, on all unknowns that can matter."""
    values, holds = values_of_draws(decided, sample)
    believed = {name for worldview in decided.study.mixture for name in worldview.beliefs}
    groups = groups_of(values, holds, believed, idle(decided.study))
    # In one order: of unknowns that are drawn together a regression takes the first.
    chosen = {name for names in groups.values() for name in names}
    numbers = {str(name): values[name].to_numpy(float) for name in values if name in chosen}
    numbers |= {name: (holds == name).astype(float) for name in sorted(chosen - set(numbers))}
    terms = terms_of(numbers)
    tables = {payer: sample.costs[payer] for payer in payers} | dict(sample.effects)
    fits = {name: [regressed(column, terms) for column in sample.means(pairs).T] for name, pairs in tables.items()}
    return Knowledge(sample, terms, groups, values, holds, fits)


def idle(study: Study) -> set[str]:
    """Return the approaches that no scenario has at work: what is unknown of them cannot matter."""
    plans = [phase.levers for scenario in (study.reference, *study.scenarios) for phase in scenario.phases]
    names = [each.name for each in fields(plans[0]) if hasattr(getattr(plans[0], each.name), "where")]
    return {name for name in names if all(getattr(levers, name).where == "nowhere" for levers in plans)}


def groups_of(values: pd.DataFrame, holds: np.ndarray, believed: set[str], unused: set[str]) -> dict[str, set[str]]:
    """Return names by group: the first part of the name; what worldviews say of an approach is a group of its own.

    Args:
        values: One row a draw, one column an unknown.
        holds: Name of the worldview of each draw; names of worldviews are unknowns too.
        believed: Unknowns that worldviews say something of.
        unused: Groups that cannot matter.
    """
    names = np.unique(holds).tolist()
    apart = believed if len(names) > 1 else set()
    groups: dict[str, set[str]] = {EFFECT_SIZE: {*names, *apart}} if apart else {}
    for name in values:
        group = str(name).partition(".")[0]
        if group in unused:
            groups.get(EFFECT_SIZE, set()).discard(str(name))
        elif name not in apart:
            groups.setdefault(group, set()).add(str(name))
    return groups


def shares_of(decided: Decided, known: Knowledge) -> dict[tuple[str, str], np.ndarray]:
    """Return the shares that could be measured by counting cases, by option (none for an unknown) and name."""
    sample, rows = known.sample, decided.study.uncertainties.rows
    found = {key: sample.means(numbers) for key, numbers in sample.shares.items()}
    believed = {name for worldview in decided.study.mixture for name in worldview.beliefs}
    for names in known.groups.values():
        for name in sorted(names & set(rows) - believed):
            row = rows[name]
            is_share = row.unit.startswith(COUNTED) and not any(word in row.unit for word in RATES)
            if is_share and 0.0 <= row.low < row.high <= 1.0:
                found["", name] = known.values[name].to_numpy(float)
    return {key: share for key, share in found.items() if share.min() < share.max()}


def _group_rows(known: Knowledge, at: tuple[str, str, float], seed: int) -> Iterator[dict[str, object]]:
    for name, names in known.groups.items():
        gains = known.gains(*at, names)
        row = {"kind": GROUP, "option": "", "cases": 0, "twin": _twin(known, names, *at[:2])}
        if name == EFFECT_SIZE:
            yield row | {"what": WORLDVIEW} | _valued(_by_worldview(gains, known.holds), seed)
        yield row | {"what": name} | _valued(gains, seed)


def _by_worldview(gains: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """Return the mean of the draws that a worldview holds in, for each draw."""
    names, place = np.unique(holds, return_inverse=True)
    sums = np.zeros((len(names), gains.shape[1]))
    np.add.at(sums, place, gains)
    return np.asarray((sums / np.bincount(place)[:, np.newaxis])[place])


def _valued(gains: np.ndarray, seed: int) -> dict[str, object]:
    low, high = resampled(gains, seed)
    return {"value_eur": value_of_knowing(gains), "value_low": low, "value_high": high}


def _twin(known: Knowledge, names: set[str], payer: str, effect: str) -> str:
    """Return an unknown outside a group that goes along with what the group contributes; empty if none does."""
    used = names & known.behind(payer, effect)
    ours, others = (np.isin(known.terms.names, list(some)) for some in (used, names))
    if not used or others.all():
        return ""
    numbers = known.terms.numbers
    together = np.abs(numbers[:, ours].T @ numbers[:, ~others]) / len(numbers)
    return str(known.terms.names[~others][together.max(axis=0).argmax()]) if together.max() > TWINS else ""


def _measure_rows(
    known: Knowledge, shares: Mapping[tuple[str, str], np.ndarray], at: tuple[str, str, float], seed: int
) -> Iterator[dict[str, object]]:
    """Yield the value of knowing each share (0 cases), and of counting so many cases, where there is any."""
    behind = known.behind(*at[:2])
    for (option, name), share in shares.items():
        gains = _with_share(known, option, name, share, at, behind)
        if gains is None or value_of_knowing(gains) <= 0.0:
            continue
        row = {"kind": MEASURE, "option": option, "what": name, "twin": ""}
        yield row | {"cases": 0} | _valued(gains, seed)
        for cases in CASES:
            yield row | {"cases": cases, "value_eur": value_of_sample(gains, binomial_findings(cases, share))}


def _with_share(
    known: Knowledge, option: str, name: str, share: np.ndarray, at: tuple[str, str, float], behind: set[str]
) -> np.ndarray | None:
    """Return the net benefit to expect if a share is known; none if nothing links the two.

    An outcome says something of net benefit only if both depend on one unknown; draws that happen to go together are
    no link.
    """
    if not option:
        return known.gains(*at, {name}) if name in behind else None
    effect_size = known.groups.get(EFFECT_SIZE, set())
    moved = regressed(share, known.terms).names
    linked = bool(moved & behind) or bool(moved & effect_size and behind & effect_size)
    if not linked:
        return None
    whole, terms = known.gains(*at, behind), terms_of({name: share})
    fits = [regressed(column, terms) for column in whole.T]
    return np.column_stack([fit.middle + fit.part({name}) for fit in fits])

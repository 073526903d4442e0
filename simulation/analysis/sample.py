"""Sample: simulations from the prior, and from near what was reported, to hold against reported figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.analysis import posterior as abc
from simulation.analysis.proposal import Proposal, importance, proposal_of
from simulation.analysis.simulations import Site, Table, simulate
from simulation.analysis.targets import Target
from simulation.settings import SettingsError, Uncertainties
from simulation.settings.compose import Composed
from simulation.settings.task_sections import Calibration
from simulation.settings.values import quantile
from simulation.study.progress import Progress

PARTS = 3
"""Of the budget: from the prior, near what was reported by what these say, and by what both say."""


@dataclass(frozen=True)
class Compared:
    """Simulations that measured all figures, on the scale on which figures are compared."""

    kept: np.ndarray
    """which of all simulations these are, shape (simulations,)"""
    figures: np.ndarray
    """what each gave, shape (kept, figures)"""
    reported: np.ndarray
    """what was, shape (figures,)"""
    margins: np.ndarray
    """standard deviation of the truth below and above it, shape (2, figures)"""


@dataclass(frozen=True)
class Sample:
    """Simulations from the prior and near what was reported, those that measured all figures."""

    prior: Table
    """the first part, all of them"""
    shares: np.ndarray
    """quantiles of the prior, shape (simulations, parameters)"""
    importance: np.ndarray
    """what each counts, shape (simulations,)"""
    compared: Compared

    def posterior(self) -> abc.Posterior:
        """Return what they say of the parameters."""
        known = self.compared
        return abc.posterior_of(self.shares, known.figures, known.reported, known.margins, self.importance)

    def by_chance(self, seed: int) -> tuple[float, float]:
        """Return the narrowing, and the correlation, that chance alone seldom reaches."""
        known = self.compared
        return abc.by_chance(self.shares, known.figures, known.reported, known.margins, seed, self.importance)


def sampled(
    composed: Composed, sites: Sequence[Site], used: Sequence[tuple[str, Target]], progress: Progress
) -> Sample:
    """Simulate a third of the budget from the prior, and twice a third from where that suggests; see ``proposal``."""
    section, study = composed.section, composed.study
    assert isinstance(section, Calibration)
    seed, names, unknowns = study.settings.seed, section.parameters, study.uncertainties
    parts = np.array_split(np.arange(section.budget), PARTS)
    calibrated = [site for site in sites if calibrates(site)]
    shares = prior_shares(len(parts[0]), len(names), seed)
    proposals: list[Proposal] = []
    table = prior = prior_table(sites, values_at(shares, names, unknowns), section.check, composed, progress)
    known = compared_with(table, used)
    for part in parts[1:]:
        progress.say("learning where figures are about what was reported")
        made = (shares[known.kept], known.figures, known.reported, known.margins)
        proposals.append(proposal_of(*made, seed + len(proposals)))
        nearer = proposals[-1].drawn(len(part))
        values = values_at(nearer, names, unknowns)
        found = simulate(calibrated, values, int(part[0]) + 1, composed.store, progress, composed.engine)
        shares, table = np.vstack([shares, nearer]), joined(table, found)
        known = compared_with(table, used)
    shares = shares[known.kept]
    return Sample(prior, shares, importance(shares, proposals, [len(part) for part in parts]), known)


def prior_table(sites: Sequence[Site], values: pd.DataFrame, few: int, composed: Composed, progress: Progress) -> Table:
    """Simulate from the prior: all rows where figures are calibrated to, a few where they are only looked at."""
    calibrated = [site for site in sites if calibrates(site)]
    tested = [site for site in sites if site not in calibrated]
    table = simulate(calibrated, values, 1, composed.store, progress, composed.engine)
    beside = simulate(tested, values.head(few), 1, composed.store, progress, composed.engine)
    return Table(values, table.figures.join(beside.figures))


def calibrates(site: Site) -> bool:
    """Return whether a place has figures that are calibrated to."""
    return any(each.use == "calibrate" for each in site.targets)


def joined(first: Table, second: Table) -> Table:
    """Return two tables below each other."""
    values = pd.concat([first.values, second.values], ignore_index=True)
    return Table(values, pd.concat([first.figures, second.figures], ignore_index=True))


def prior_shares(count: int, parameters: int, seed: int) -> np.ndarray:
    """Return quantiles of the prior, shape (count, parameters): more simulations keep the earlier ones.

    Independent of each other, so that leaving one out changes nothing for the others, and without any pair being tied.
    """
    luck = np.random.default_rng([seed, *b"calibrate"])
    return luck.random((count, parameters)).clip(1e-6, 1 - 1e-6)


def values_at(shares: np.ndarray, names: Sequence[str], unknowns: Uncertainties) -> pd.DataFrame:
    """Return the values at quantiles of the prior, one column a parameter."""
    columns = {}
    for name, column in zip(names, shares.T, strict=True):
        row = unknowns.rows[name]
        columns[name] = [quantile(row.distribution, row.value, row.low, row.high, float(each)) for each in column]
    return pd.DataFrame(columns)


def compared_with(table: Table, used: Sequence[tuple[str, Target]]) -> Compared:
    """Return what simulations gave beside what was reported.

    Figures are compared on a scale that is linear below what was reported and logarithmic above it, as waits and counts
    are skewed. The range of a reported figure is read as the 90% band of the truth around it.

    Raises:
        SettingsError: Some figure is hardly ever measured.
    """
    figures = table.figures[[label for label, _ in used]].to_numpy()
    measured = ~np.isnan(figures)
    for (label, _), share in zip(used, measured.mean(axis=0), strict=True):
        if share < 0.5:
            raise SettingsError(f"calibration: {label}: only {100 * share:.0f}% of the simulations measure it")
    kept = measured.all(axis=1)
    value, low, high = (np.array([getattr(each, name) for _, each in used]) for name in ("value", "low", "high"))
    scale = np.where(value == 0, 1.0, np.abs(value))
    given, reported, least, most = (np.arcsinh(each / scale) for each in (figures[kept], value, low, high))
    return Compared(kept, given, reported, np.array([reported - least, most - reported]) / abc.SURE)

"""Which share of a band stems from assumptions: the same draws, with one group of grades held at central values.

Nothing is fitted. The spread over draws of a difference is measured three times: with every unknown drawn, with those
of grade A and B alone, and with those of C and D alone. What the two alone do not add up to is the part that only
comes about when both vary; it is told as such. Luck is taken out with the runs of a draw.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.screening import OUTCOMES, screened
from simulation.settings import Engine, SettingsError, Study
from simulation.settings.sweep import UNCERTAINTIES, Point
from simulation.study.progress import Progress
from simulation.study.runner import run_study

ALL, FACTS, ASSUMPTIONS = "all", "facts", "assumptions"
VARIED = {ALL: "ABCD", FACTS: "AB", ASSUMPTIONS: "CD"}
"""which grades are drawn at each point, in order"""
FEWEST_DRAWS = 8
RESAMPLES = 2000
SEED = 5
TAILS = (0.05, 0.95)


def points_of(study: Study) -> list[Point]:
    """Return a point for each set of grades that is drawn; the others have their central values."""
    beliefs = study.worldviews[0].beliefs
    return [
        Point(
            number=number,
            values={
                f"{UNCERTAINTIES}.{name}": beliefs[name].value if name in beliefs else row.value
                for name, row in study.uncertainties.rows.items()
                if row.grade not in grades
            },
        )
        for number, grades in enumerate(VARIED.values())
    ]


def check_draws(study: Study) -> None:
    """Refuses a study with too few draws.

    Raises:
        SettingsError: It has no band.
    """
    if study.settings.draws <= FEWEST_DRAWS:
        raise SettingsError(f"study.draws = {study.settings.draws}: must be more than {FEWEST_DRAWS}, for a band")


def spread_by_grade(
    study: Study,
    folder: Path,
    *,
    store: Path | None = None,
    engine: Engine | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run the draws with every group of grades, and return how wide each outcome's band is.

    Returns:
        One row for each outcome and group: see ``bands``

    Raises:
        SettingsError: There are too few draws for a band.
    """
    check_draws(study)
    one = screened(study)
    drawn = replace(one, settings=replace(one.settings, draws=study.settings.draws))
    runs = run_study(
        drawn, folder, points=points_of(drawn), store=store, engine=engine, fresh=fresh, progress=progress
    ).runs
    return bands(runs, one.reference.name, [name for name in OUTCOMES if name in runs])


def bands(runs: pd.DataFrame, reference: str, outcomes: Iterable[str]) -> pd.DataFrame:
    """Return the band of each outcome's difference, with every group of grades drawn.

    Args:
        runs: one row a run, with point, scenario, draw, run and outcomes
        reference: name of usual care
        outcomes: columns

    Returns:
        ``outcome``, ``varied``, the ``mean`` difference, ``low`` and ``high`` (90% of the draws), ``share`` of the
        variance with all drawn and its 90% bootstrap interval ``share_low``, ``share_high``; ``usual`` care's mean;
        ``draws`` and ``runs``
    """
    runs = runs[runs["draw"] > 0]
    is_usual = runs["scenario"] == reference
    keys = ["point", "draw", "run"]
    rows = []
    for outcome in outcomes:
        usual, ours = (runs[chosen].set_index(keys)[outcome].sort_index() for chosen in (is_usual, ~is_usual))
        gaps = (ours - usual).unstack("run")
        usable = gaps.notna().all(axis=1).unstack("point").all(axis=1)
        whole = [gaps.xs(point, level="point") for point in range(len(VARIED))]
        tables = [each[usable.loc[each.index]].to_numpy(float) for each in whole]
        shares = shares_of(tables)
        for place, varied in enumerate(VARIED):
            means = tables[place].mean(axis=1)
            low, high = np.quantile(means, TAILS)
            share, share_low, share_high = shares[place]
            numbers = {"mean": means.mean(), "low": low, "high": high, "usual": usual.mean()}
            shared = {"share": share, "share_low": share_low, "share_high": share_high}
            size = {"draws": len(means), "runs": len(tables[place].T)}
            rows.append({"outcome": outcome, "varied": varied, **numbers, **shared, **size})
    return pd.DataFrame(rows)


def shares_of(tables: Sequence[np.ndarray]) -> list[tuple[float, float, float]]:
    """Return each group's part of the variance that all unknowns give, with a 90% bootstrap interval over draws.

    Args:
        tables: differences by group, the first with all drawn; shape (draws, runs) each
    """
    number = len(tables[0])
    luck = np.random.default_rng(SEED)
    picks = luck.integers(number, size=(RESAMPLES, number))
    whole = between(tables[0][np.newaxis])[0], between(tables[0][picks])
    found = []
    for table in tables:
        parts = between(table[picks]) / np.where(whole[1] > 0.0, whole[1], np.nan)
        low, high = np.nanquantile(parts, TAILS) if np.isfinite(parts).any() else (np.nan, np.nan)
        one = between(table[np.newaxis])[0]
        found.append((float(one / whole[0]) if whole[0] > 0.0 else np.nan, float(low), float(high)))
    return found


def between(numbers: np.ndarray) -> np.ndarray:
    """Return the variance between draws, without the part that is luck between runs of a draw; not below zero.

    Args:
        numbers: shape (samples, draws, runs)
    """
    runs = numbers.shape[2]
    means = numbers.mean(axis=2).var(axis=1, ddof=1)
    luck = numbers.var(axis=2, ddof=1).mean(axis=1) / runs if runs > 1 else 0.0
    return np.asarray(np.maximum(0.0, means - luck))

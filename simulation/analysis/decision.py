"""``voordeur task=decision``: what the runs of a study mean for a choice between its scenarios.

Net benefit is what is avoided, times what avoiding it may be worth, less what is paid more than in the reference. What
it is worth is a range that the reader chooses from, so nothing here says what to choose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.budget import budget_impact
from simulation.analysis.cost_effectiveness import FRONTIER, quadrants, ratio_interval, shares_best, standings
from simulation.analysis.decision_sample import EFFECTS, Decided, Sample
from simulation.analysis.information import expected_loss, resampled, value_of_knowing, without_chance
from simulation.analysis.measurements import information_of
from simulation.study.comparison import BOTH
from simulation.study.folder import write_csv

FOLDER = "decision"
STEPS = 41
"""Points on the range of what a unit may be worth."""


@dataclass(frozen=True)
class Tables:
    """All that is worked out; what cannot be told is empty, or none."""

    icer: pd.DataFrame
    acceptability: pd.DataFrame
    loss: pd.DataFrame
    information: pd.DataFrame
    budget: pd.DataFrame | None


@dataclass(frozen=True)
class Settled:
    """The draws at one payer, effect and worth of it."""

    gains: np.ndarray
    """mean over the runs of each draw, shape (draws, options)"""
    true: np.ndarray
    """the same without the spread that chance gives; as they are where that cannot be told"""
    chance_share: np.ndarray
    """part of the variance of those means that is chance, shape (options,); NaN where that cannot be told"""
    mean_interval: list[tuple[float, float, float]]
    """of each option"""


def tables_of(decided: Decided, most: Mapping[str, float]) -> Tables:
    """Work out all tables.

    Args:
        decided: What was run.
        most: The most that a unit of each effect may be worth, in euros.
    """
    drawn = [sample for sample in decided.samples if sample.covers == BOTH and sample.number > 1]
    icer = [row for sample in decided.samples for row in _icer_rows(sample)]
    curves = [row for sample in decided.samples for row in _curves(sample, decided, most)]
    loss = pd.DataFrame([row for row, _ in curves])
    acceptability = pd.DataFrame([row for _, row in curves if row])
    information = pd.concat([information_of(decided, sample, most) for sample in drawn]) if drawn else pd.DataFrame()
    return Tables(pd.DataFrame(icer), acceptability, loss, information, budget_impact(decided))


def write_tables(tables: Tables, folder: Path) -> None:
    """Write all tables as CSV; what cannot be told has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {
        "icer": tables.icer,
        "acceptability": tables.acceptability,
        "loss": tables.loss,
        "information": tables.information,
        "budget_impact": tables.budget,
    }
    for name, table in named.items():
        path = folder / f"{name}.csv"
        if table is None or table.empty:
            path.unlink(missing_ok=True)
        else:
            write_csv(path, table)


def _axes(sample: Sample) -> dict[str, object]:
    return {
        "worldview": sample.worldview,
        "covers": sample.covers,
        "draws": len(np.unique(sample.draws)) if sample.covers == BOTH else 0,
        "runs": len(sample.place),
    }


def _icer_rows(sample: Sample) -> Iterator[dict[str, object]]:
    for payer, costs in sample.costs.items():
        for effect, avoided in sample.effects.items():
            ours = [[sample.interval(table[:, option]) for table in (costs, avoided)] for option in _options(sample)]
            found = standings([cost[0] for cost, _ in ours], [gain[0] for _, gain in ours])
            for option, ((cost, gain), place) in enumerate(zip(ours, found, strict=True)):
                row: dict[str, object] = {"payer": str(payer), "effect": effect, "option": sample.options[option]}
                row |= dict(zip(("cost_eur", "cost_low", "cost_high"), cost, strict=True))
                row |= dict(zip(("avoided", "avoided_low", "avoided_high"), gain, strict=True))
                row |= {"standing": place.status, "icer_eur": place.icer}
                row["versus"] = "" if place.versus is None else sample.options[place.versus]
                numbers = [sample.independent(table[:, option]) for table in (costs, avoided)]
                low, high = ratio_interval(*numbers) if option else (np.nan, np.nan)
                ratio = cost[0] / gain[0] if gain[0] else np.nan
                row |= {"ratio_reference_eur": ratio, "ratio_low": low, "ratio_high": high}
                means = [sample.means(table[:, option]) for table in (costs, avoided)]
                yield row | quadrants(*means) | _axes(sample)


def _options(sample: Sample) -> range:
    return range(len(sample.options))


def settled(sample: Sample, payer: str, effect: str, worth: float) -> Settled:
    """Return the draws at one payer, effect and worth of it."""
    pairs = sample.gains(payer, effect, worth)
    gains, noise = sample.means(pairs), sample.noise(pairs)
    true = gains if noise is None else without_chance(gains, noise)
    if value_of_knowing(true) > value_of_knowing(gains):  # chance can only add; with few draws the correction may miss
        true = gains
    unknown = np.full(len(sample.options), np.nan)
    seen = gains.var(axis=0, ddof=1) if len(gains) > 1 else unknown
    share = unknown if noise is None else np.divide(np.diag(noise), seen, out=unknown, where=seen > 0.0)
    return Settled(gains, true, share, [sample.interval(pairs[:, option]) for option in _options(sample)])


def _curves(
    sample: Sample, decided: Decided, most: Mapping[str, float]
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Yield a row of the loss table and one of acceptability for each payer, effect, worth and option."""
    for payer in sample.costs:
        for effect in EFFECTS:
            for worth in np.linspace(0.0, most[effect], STEPS).tolist():
                here = settled(sample, payer, effect, worth)
                keys = {"payer": str(payer), "effect": effect, "worth_eur": worth}
                yield from _at_one_worth(sample, here, keys, decided.study.settings.seed)


def _at_one_worth(
    sample: Sample, here: Settled, keys: dict[str, object], seed: int
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    means = here.gains.mean(axis=0)
    drawn = sample.covers == BOTH and sample.number > 1
    wide = resampled(here.true, seed) if drawn else (np.nan, np.nan)
    best = shares_best(here.true), shares_best(here.gains)
    losses = expected_loss(here.true)
    for option, name in enumerate(sample.options):
        mean, low, high = here.mean_interval[option]
        row = {**keys, "option": name, "net_benefit_eur": mean, "low": low, "high": high}
        if not drawn:
            yield row | _axes(sample), {}
            continue
        row |= {"expected_loss_eur": float(losses[option]), "evpi_eur": value_of_knowing(here.true)}
        row |= dict(zip(("evpi_low", "evpi_high"), wide, strict=True))
        row |= {"evpi_with_chance_eur": value_of_knowing(here.gains), "chance_share": float(here.chance_share[option])}
        on_frontier = bool(option == int(means.argmax()))
        shares = {"share_best": float(best[0][option]), "share_best_with_chance": float(best[1][option])}
        yield row | _axes(sample), {**keys, "option": name, **shares, FRONTIER: on_frontier, **_axes(sample)}

"""``voordeur task=calibrate``: what reported figures say about unknowns, and what they leave open.

Simulations drawn from the prior of some unknowns (all others drawn too, as in any study) are held against the figures
marked ``calibrate``; half of them from where the first half suggests; see ``proposal`` and ``posterior``. New simulations, drawn from the posterior, are laid beside all figures: those
marked ``test`` were not used, and only they can speak against the model.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import posterior as abc
from simulation.analysis.pilot_facts import WIDEST, predictive
from simulation.analysis.proposal import proposal_of
from simulation.analysis.simulations import Site, Table, holds, label_of, simulate, sites_of
from simulation.analysis.targets import Target, all_targets
from simulation.settings import SettingsError, Uncertainties
from simulation.settings.compose import Composed
from simulation.settings.folders import shown
from simulation.settings.values import quantile
from simulation.study.folder import write_manifest, write_text
from simulation.study.progress import Progress, progress_of
from simulation.study.versions import engine_hash, git_state, versions

TASK = "calibrate"
DRAWS, PARAMETERS, TRADEOFFS, FIGURES = "posterior.csv", "parameters.csv", "tradeoffs.csv", "figures.csv"


def run(composed: Composed) -> Path:
    """Calibrate, and keep the posterior, what was informed, and each figure beside what is simulated.

    Raises:
        SettingsError: The folder holds something else, or the figures cannot be calibrated to.
    """
    section, study = composed.calibration, composed.study
    assert section is not None
    check_folder(composed.results)
    progress = progress_of(composed.quiet, composed.log)
    sites = sites_of(composed, all_targets(composed.targets))
    used = used_targets(sites)
    check_targets(used, section.budget)
    seed, names, unknowns = study.settings.seed, section.parameters, study.uncertainties
    towns = ", ".join(site.name for site in sites)
    half = section.budget // 2
    progress.say(f"{half} simulations of {towns} from the prior, {section.budget - half} near what was reported")
    shares = prior_shares(half, len(names), seed)
    prior = prior_table(sites, values_at(shares, names, unknowns), section.check, composed, progress)
    first = compared_with(prior, used, seed)
    proposal = proposal_of(shares[first.kept], first.figures, first.reported, first.margins)
    nearer = proposal.drawn(section.budget - half, seed)
    calibrated = [site for site in sites if calibrates(site)]
    second = simulate(calibrated, values_at(nearer, names, unknowns), half + 1, composed.store, progress)
    both = compared_with(joined(prior, second), used, seed)
    shares = np.vstack([shares, nearer])[both.kept]
    importance = proposal.importance(shares, half / section.budget)
    found = abc.posterior_of(shares, both.seen, both.reported, importance, proposal.scale)
    chance = abc.by_chance(shares, both.seen, both.reported, seed, importance, proposal.scale)
    progress.say(f"then {section.check} from the posterior")
    drawn = values_at(found.drawn(section.draws, seed), names, unknowns)
    fresh = values_at(found.drawn(section.check, seed + 1), names, unknowns)
    after = simulate(sites, fresh, section.budget + 1, composed.store, progress)
    folder = composed.results
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        DRAWS: drawn,
        PARAMETERS: parameters_of(found, chance[0], names, unknowns),
        TRADEOFFS: tradeoffs_of(found, chance[1], names),
        FIGURES: figures_of(sites, prior, after),
    }
    for name, table in tables.items():
        write_text(folder / name, table.to_csv(index=False, lineterminator="\n"))
    write_manifest(folder, manifest_of(composed, sites, int(both.kept.sum()), found))
    return folder


def check_folder(folder: Path) -> None:
    """Refuses a folder that holds something else than a calibration.

    Raises:
        SettingsError: It does; nothing is written.
    """
    if folder.exists() and not (folder / DRAWS).exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "holds something else than a calibration; choose another folder"
        raise SettingsError(f"results = {shown(folder)}: {what}")


def used_targets(sites: Sequence[Site]) -> list[tuple[str, Target]]:
    """Return the figures that are calibrated to, each with the name of its column."""
    return [(label_of(site, each), each) for site in sites for each in site.targets if each.use == "calibrate"]


def check_targets(used: Sequence[tuple[str, Target]], budget: int) -> None:
    """Refuses figures that cannot be calibrated to.

    Raises:
        SettingsError: There are none, one holds or not, or there are too many for so few simulations.
    """
    if not used:
        raise SettingsError("calibration: no figure marked 'calibrate' is of these towns and pilots; see targets=FILE")
    for _, target in used:
        if target.yes_or_no:
            raise SettingsError(f"targets: {target.outcome}: holds or not, which cannot be calibrated to; mark it test")
    fewest = abc.ROWS_PER_FIGURE * (len(used) + 1)
    if budget < fewest:
        raise SettingsError(f"calibration.budget = {budget}: {len(used)} figures need at least {fewest} simulations")


def prior_table(sites: Sequence[Site], values: pd.DataFrame, few: int, composed: Composed, progress: Progress) -> Table:
    """Simulate from the prior: all rows where figures are calibrated to, a few where they are only looked at."""
    calibrated = [site for site in sites if calibrates(site)]
    tested = [site for site in sites if site not in calibrated]
    table = simulate(calibrated, values, 1, composed.store, progress)
    beside = simulate(tested, values.head(few), 1, composed.store, progress)
    return Table(values, table.figures.join(beside.figures))


def calibrates(site: Site) -> bool:
    """Return whether a place has figures that are calibrated to."""
    return any(each.use == "calibrate" for each in site.targets)


def joined(first: Table, second: Table) -> Table:
    """Return two tables below each other."""
    one, other = (pd.concat(pair, ignore_index=True) for pair in zip(vars(first).values(), vars(second).values()))
    return Table(one, other)


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


@dataclass(frozen=True)
class Compared:
    """Simulations that measured all figures, on the scale on which figures are compared."""

    kept: np.ndarray
    """which of all simulations these are, shape (simulations,)"""
    figures: np.ndarray
    """what each gave, shape (kept, figures)"""
    seen: np.ndarray
    """what would have been reported of it, shape (kept, figures)"""
    reported: np.ndarray
    """what was, shape (figures,)"""
    margins: np.ndarray
    """standard deviation of its error of reporting, shape (figures,)"""


def compared_with(table: Table, used: Sequence[tuple[str, Target]], seed: int) -> Compared:
    """Return what simulations gave, and would have reported, beside what was.

    Figures are compared on a scale that is linear below what was reported and logarithmic above it, as waits and counts
    are skewed.

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
    seen = abc.misreported(figures, value - low, high - value, seed)[kept]
    scale = np.where(value == 0, 1.0, np.abs(value))
    given, seen, reported, least, most = (np.arcsinh(each / scale) for each in (figures[kept], seen, value, low, high))
    return Compared(kept, given, seen, reported, (most - least) / (2 * abc.SURE))


def parameters_of(found: abc.Posterior, chance: float, names: Sequence[str], unknowns: Uncertainties) -> pd.DataFrame:
    """Return each parameter's band before and after, how much narrower it became, and whether more than by chance."""
    bands = found.band()
    narrower = abc.narrowing(bands)
    middle = np.array([abc.weighted_quantiles(column, found.weights, (0.5,))[0] for column in found.shares.T])
    rows = []
    for place, name in enumerate(names):
        row = unknowns.rows[name]
        edges = [(1 - abc.LEVEL) / 2, 0.5, (1 + abc.LEVEL) / 2, bands[place, 0], middle[place], bands[place, 1]]
        numbers = [quantile(row.distribution, row.value, row.low, row.high, float(edge)) for edge in edges]
        words = ("prior_low", "prior_middle", "prior_high", "low", "middle", "high")
        rows.append(
            {
                "parameter": name,
                "unit": row.unit,
                "grade": row.grade,
                **dict(zip(words, numbers, strict=True)),
                **dict(zip(("share_low", "share_middle", "share_high"), edges[3:], strict=True)),
                "narrower": narrower[place],
                "by_chance": chance,
                "informed": bool(narrower[place] > chance),
            }
        )
    return pd.DataFrame(rows)


def tradeoffs_of(found: abc.Posterior, chance: float, names: Sequence[str]) -> pd.DataFrame:
    """Return the pairs of parameters of which the figures only fix a combination."""
    rows = [(names[one], names[other], number) for one, other, number in abc.tradeoffs(found, chance)]
    return pd.DataFrame(rows, columns=["parameter", "other", "correlation"])


def figures_of(sites: Sequence[Site], prior: Table, after: Table) -> pd.DataFrame:
    """Return each figure beside what is simulated before and after, with 90% bands in which the next run falls."""
    rows: list[dict[str, Any]] = []
    for site in sites:
        for target in site.targets:
            before, now = (
                predictive(numbers[~np.isnan(numbers)])
                for table in (prior, after)
                for numbers in [holds(target, table.figures[label_of(site, target)].to_numpy())]
            )
            share = target.yes_or_no
            inside = now[0] >= 0.5 if share else now[1] <= target.value <= now[2]
            width = (now[2] - now[1]) / (target.high - target.low) if target.high > target.low and not share else np.nan
            rows.append(
                {
                    "site": site.name,
                    **{name: value for name, value in asdict(target).items() if name != "town"},
                    **dict(zip(("prior_mean", "prior_low", "prior_high"), before, strict=True)),
                    **dict(zip(("mean", "simulated_low", "simulated_high"), now, strict=True)),
                    "inside": bool(inside),
                    "times_as_wide": width,
                    "narrow": bool(not width > WIDEST),
                }
            )
    return pd.DataFrame(rows)


def manifest_of(composed: Composed, sites: Sequence[Site], kept: int, found: abc.Posterior) -> dict[str, object]:
    """Return how the posterior was made."""
    section, settings = composed.calibration, composed.study.settings
    assert section is not None
    return {
        "task": TASK,
        "calibration": asdict(section),
        "sites": {site.name: dict(vars(site.pilot.label if site.pilot else site.study.town.label)) for site in sites},
        "households": {site.name: site.study.town.households for site in sites},
        "targets": "shipped" if composed.targets is None else shown(composed.targets),
        "measured": kept,
        "counting": len(found.rows),
        "seed": settings.seed,
        "warm_up_years": settings.warm_up_years,
        "engine": engine_hash(),
        "versions": versions(),
        "git": git_state(),
    }

"""``voordeur task=calibrate``: what reported figures say about unknowns, and what they leave open.

Simulations drawn from the prior of some unknowns (all others drawn too, as in any study) are held against the figures
marked ``calibrate``, and then twice as many from where these suggest that figures are about as reported; see
``proposal`` and ``posterior``. New simulations, drawn from the posterior, are laid beside all figures: those marked
``test`` were not used, and only they can speak against the model.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import posterior as abc
from simulation.analysis.pilot_facts import WIDEST, predictive
from simulation.analysis.sample import sampled, values_at
from simulation.analysis.simulations import Site, Table, holds, label_of, simulate, sites_of
from simulation.analysis.targets import Target, all_targets
from simulation.settings import SettingsError, Uncertainties
from simulation.settings.compose import Composed
from simulation.settings.draws_file import POSTERIOR
from simulation.settings.folders import shown
from simulation.settings.task_sections import Calibration
from simulation.settings.values import quantile
from simulation.study.folder import write_csv, write_manifest
from simulation.study.progress import progress_of
from simulation.study.versions import engine_hash, git_state, versions

TASK = "calibrate"
DIGITS = 6
PARAMETERS, TRADEOFFS, FIGURES = "parameters.csv", "tradeoffs.csv", "figures.csv"


def run(composed: Composed) -> Path:
    """Calibrate, and keep the posterior, what was informed, and each figure beside what is simulated.

    Raises:
        SettingsError: The folder holds something else, or the figures cannot be calibrated to.
    """
    section, study = composed.section, composed.study
    assert isinstance(section, Calibration)
    check_folder(composed.results)
    progress = progress_of(composed.quiet, composed.log)
    sites = sites_of(composed, all_targets(composed.targets))
    used = used_targets(sites)
    check_targets(used, section.budget)
    seed, names, unknowns = study.settings.seed, section.parameters, study.uncertainties
    towns = ", ".join(site.name for site in sites)
    progress.say(f"{section.budget} simulations of {towns}: a third from the prior, then near what was reported")
    sample = sampled(composed, sites, used, progress)
    found = sample.posterior()
    chance = sample.by_chance(seed)
    progress.say(f"then {section.check} from the posterior")
    drawn = rounded(values_at(found.drawn(section.draws, seed), names, unknowns), unknowns)
    fresh = values_at(found.drawn(section.check, seed + 1), names, unknowns)
    after = simulate(sites, fresh, section.budget + 1, composed.store, progress, composed.engine)
    folder = composed.results
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        POSTERIOR: drawn,
        PARAMETERS: parameters_of(found, chance[0], names, unknowns),
        TRADEOFFS: tradeoffs_of(found, chance[1], names),
        FIGURES: figures_of(sites, sample.prior, after),
    }
    for name, table in tables.items():
        write_csv(folder / name, table)
    write_manifest(folder, manifest_of(composed, sites, len(sample.shares), found))
    return folder


def check_folder(folder: Path) -> None:
    """Refuses a folder that holds something else than a calibration.

    Raises:
        SettingsError: It does; nothing is written.
    """
    if folder.exists() and not (folder / POSTERIOR).exists() and (not folder.is_dir() or any(folder.iterdir())):
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
    fewest = abc.FEWEST_PER_FIGURE * (len(used) + 1)
    if budget < fewest:
        raise SettingsError(f"calibration.budget = {budget}: {len(used)} figures need at least {fewest} simulations")


def rounded(values: pd.DataFrame, unknowns: Uncertainties) -> pd.DataFrame:
    """Return values with as many digits as people keep in a file, none outside its range."""
    columns = {}
    for name in map(str, values.columns):
        low, high = unknowns.rows[name].low, unknowns.rows[name].high
        columns[name] = [min(max(float(f"{each:.{DIGITS}g}"), low), high) for each in values[name]]
    return pd.DataFrame(columns)


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
    section, settings = composed.section, composed.study.settings
    assert isinstance(section, Calibration)
    return {
        "task": TASK,
        "calibration": asdict(section),
        "sites": {site.name: dict(vars(site.pilot.label if site.pilot else site.study.town.label)) for site in sites},
        "households": {site.name: site.study.town.households for site in sites},
        "targets": "shipped" if composed.targets is None else shown(composed.targets),
        "measured": kept,
        "times_margin": round(found.times, 3),
        "effective": found.effective,
        "seed": settings.seed,
        "warm_up_years": settings.warm_up_years,
        "engine": engine_hash(),
        "versions": versions(),
        "git": git_state(),
    }

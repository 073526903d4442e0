"""Fit the unsourced rates to published figures for usual care: ``python -m simulation.analysis.fit``.

Each rate has one figure that it drives most, so a damped proportional correction, repeated, is enough; the runs of an
iteration share luck with those of the last. Fitted is not validated: these figures cannot test the model any more.

Rates are fitted in Enschede. Another town keeps them; with ``town=almelo`` only its own burden is fitted, to its own
figures, and written into the town's file.
"""

import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from simulation.analysis.measures import measures_of
from simulation.model import Clockwork, continue_world, prepare
from simulation.settings import Domain, Study, Values, values_of
from simulation.settings.compose import compose_study
from simulation.streets.luck import seed_of

YEARS_MEASURED = 5
LARGEST_STEP = 1.5
HOME = "enschede"
"""the town whose figures the rates are fitted to"""
ITERATIONS = 8
FEWEST_RUNS = 3
HOUSEHOLDS = 200_000
"""as many as are seen in all runs together"""
ONSET = "streets.onset_"
"""a burden multiplies this rate of its domain"""


@dataclass(frozen=True)
class Pair:
    """One rate and the figure it is fitted to."""

    parameter: str
    measure: str
    target: float
    power: float = 0.7
    """how much of the relative gap is closed in one iteration"""


def pairs_of(path: Path, town: str | None = None) -> list[Pair]:
    """Read which rate is fitted to which figure; of a town, for its burden."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = content["fitted"] if town is None else content["burdens"][town]
    return [Pair(row["parameter"], row["measure"], row["target"], row.get("power", 0.7)) for row in rows]


def measured(study: Study, values: dict[str, float], runs: int) -> dict[str, float]:
    """Return the mean of every measure of usual care over some runs."""
    results = []
    for run in range(runs):
        clockwork = Clockwork(
            seed=seed_of(study.settings.seed, run),
            years=study.settings.warm_up_years,
            rounds_per_week=study.settings.rounds_per_week,
            numerics=study.settings.numerics,
        )
        settled = prepare(study.town, study.reference, Values(values), clockwork)
        after = replace(clockwork, years=YEARS_MEASURED)
        model = continue_world(study.town, study.reference, Values(values), settled, after)
        model.run()
        results.append(measures_of(model))
    return {name: float(np.mean([result[name] for result in results])) for name in results[0]}


def fit(study: Study, pairs: Sequence[Pair], iterations: int, runs: int) -> dict[str, float]:
    """Return the values after some iterations, printing how close they come."""
    values = dict(values_of(study.uncertainties, None, study.mixture, 0, study.settings.seed, study.town.price_year))
    for iteration in range(iterations):
        figures = measured(study, values, runs)
        print(f"iteration {iteration + 1} of {iterations}", flush=True)
        for pair in pairs:
            ratio = pair.target / figures[pair.measure]
            print(f"  {pair.measure}: {figures[pair.measure]:.4g}, wanted {pair.target:.4g}")
            values[pair.parameter] *= float(np.clip(ratio**pair.power, 1 / LARGEST_STEP, LARGEST_STEP))
    return values


def write_value(folder: Path, name: str, value: float) -> None:
    """Write a fitted value into the uncertainty's file, with a range of 0.7 to 1.4 times the value."""
    group, key = name.split(".")
    path = folder / f"{group}.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(f"\n  {key}:\n") + 1
    head, block = text[:start], text[start:]
    for field, number in (("value", value), ("low", 0.7 * value), ("high", 1.4 * value)):
        line = f"    {field}: {number:.4f}\n" if value >= 1.0 else f"    {field}: {number:.8f}\n"
        block = re.sub(rf"^    {field}: .*\n", line, block, count=1, flags=re.MULTILINE)
    path.write_text(head + block, encoding="utf-8")


def write_burden(path: Path, domain: str, factor: float) -> None:
    """Write the fitted burden of one domain into the town's file."""
    text, changed = re.subn(
        rf"^(burden: .*\b{domain}: )[\d.]+", rf"\g<1>{factor:.3f}", path.read_text("utf-8"), flags=re.MULTILINE
    )
    if changed != 1:
        raise ValueError(f"{path} has no burden of {domain}")
    path.write_text(text, encoding="utf-8")


def fit_rates(study: Study, configs: Path) -> None:
    """Fit the rates to the figures of Enschede and write them into the files of the uncertainties."""
    pairs = pairs_of(configs / "evidence" / "fit.yaml")
    values = fit(study, pairs, ITERATIONS, runs_for(study))
    for pair in pairs:
        write_value(configs / "uncertainties", pair.parameter, values[pair.parameter])


def fit_burden(study: Study, configs: Path) -> None:
    """Fit the burden of another town to its own figures and write it into the town's file."""
    name = study.town.name
    before = values_of(study.uncertainties, None, study.mixture, 0, study.settings.seed, study.town.price_year)
    pairs = pairs_of(configs / "evidence" / "fit.yaml", name)
    values = fit(study, pairs, ITERATIONS, runs_for(study))
    for pair in pairs:
        domain = Domain(pair.parameter.removeprefix(ONSET))
        factor = study.town.burden.get(domain, 1.0) * values[pair.parameter] / before[pair.parameter]
        write_burden(configs / "town" / f"{name}.yaml", domain, factor)


def runs_for(study: Study) -> int:
    """Return how many runs it takes: a small town needs more of them to see as many households."""
    return max(FEWEST_RUNS, math.ceil(HOUSEHOLDS / study.town.households))


def main(arguments: Sequence[str]) -> None:
    """Fit and write; arguments are settings, for example ``town=almelo``."""
    study = compose_study(list(arguments)).study
    (fit_rates if study.town.name == HOME else fit_burden)(study, Path("configs"))


if __name__ == "__main__":
    main(sys.argv[1:])

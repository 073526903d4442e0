"""What a decision is made on: paired differences of all scenarios with the reference, run by run, from results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from simulation.settings import MIXED, Payer, SettingsError, Study
from simulation.settings.errors import nearest
from simulation.settings.folders import shown
from simulation.settings.rebuilt import study_from
from simulation.settings.tasks import Scope
from simulation.settings.values import worldview_of_draw
from simulation.study.catalogue import PILOT
from simulation.study.comparison import BOTH, CHANCE, KEYS, by_draw, gap_of, interval
from simulation.study.folder import Results
from simulation.study.keys import NO_WORLDVIEW, named, values_in

ALL, PRESENT_VALUE = "all", "present_value"
"""All payers together: what they pay, and its value at week 0."""
COSTS = {ALL: "total_cost_eur", PRESENT_VALUE: "npv_cost_eur"} | {payer: f"cost_{payer}_eur" for payer in Payer}
EFFECTS = ("problem_weeks", "crises")
POOLED = "pooled"
"""Worldviews that each have all draws, taken together with equal weight."""


@dataclass(frozen=True)
class Sample:
    """Paired differences with the reference; option 0 is the reference itself, with zeros."""

    worldview: str
    options: tuple[str, ...]
    costs: Mapping[str, np.ndarray]
    """additional cost by payer, in euros, shape (pairs, options)"""
    effects: Mapping[str, np.ndarray]
    """what is avoided, shape (pairs, options)"""
    shares: Mapping[tuple[str, str], np.ndarray]
    """outcomes that are shares, by option and outcome; shape (pairs,)"""
    worldviews: np.ndarray
    """of each pair, shape (pairs,)"""
    draws: np.ndarray
    """of each pair, shape (pairs,)"""
    luck: np.ndarray
    """number of the run of each pair, shape (pairs,)"""
    place: np.ndarray
    """number of the worldview and draw of each pair, from 0 on; at draw 0 alone every run is one of its own"""
    covers: str
    """``chance``, or ``chance and unknowns``"""

    @property
    def number(self) -> int:
        """How many worldviews and draws there are; at draw 0 alone, runs."""
        return int(self.place[-1]) + 1

    @cached_property
    def runs(self) -> np.ndarray:
        """How many runs each of them has, shape (number,)."""
        return np.bincount(self.place)

    def gains(self, payer: str, effect: str, worth: float) -> np.ndarray:
        """Return the incremental net benefit of every pair, in euros, shape (pairs, options)."""
        return np.asarray(worth * self.effects[effect] - self.costs[payer])

    def means(self, pairs: np.ndarray) -> np.ndarray:
        """Return the mean over the runs of each draw, shape (number, ...)."""
        first = np.flatnonzero(np.diff(self.place, prepend=-1))
        sums = np.add.reduceat(pairs, first, axis=0)
        return np.asarray(sums / self.runs.reshape(-1, *[1] * (pairs.ndim - 1)))

    def noise(self, pairs: np.ndarray) -> np.ndarray | None:
        """Return how much the means of draws vary by chance, shape (options, options); none if no draw has two runs."""
        free = len(self.place) - self.number
        if free < 1 or self.covers == CHANCE:
            return None
        rest = pairs - self.means(pairs)[self.place]
        return np.asarray(rest.T @ rest / free * (1.0 / self.runs).mean())

    def interval(self, pairs: np.ndarray) -> tuple[float, float, float]:
        """Return mean and Student's 95% interval of the mean; draws that worldviews share count once.

        Args:
            pairs: Shape (pairs,).
        """
        return float(self.means(pairs).mean()), *interval(self.independent(pairs))

    def independent(self, pairs: np.ndarray) -> np.ndarray:
        """Return one number for each draw (at draw 0, each run), those of several worldviews averaged."""
        means = self.means(pairs)
        draws = self.draws[np.flatnonzero(np.diff(self.place, prepend=-1))]
        return means if self.covers == CHANCE else by_draw(means, draws)


NEEDED = ("complete", "engine", "outcomes", "plan", "points", "seeds", "study", "town")
"""what a manifest must say besides its configuration"""


@dataclass(frozen=True)
class Decided:
    """A results folder with all that a decision is about."""

    folder: Path
    manifest: Mapping[str, Any]
    study: Study
    scope: Scope
    samples: tuple[Sample, ...]
    """one; at draw 0 alone, one for each worldview"""

    @property
    def years(self) -> int:
        """The horizon."""
        return self.study.settings.years


def read_decided(folder: Path, scope: Scope, worldview: str | None = None) -> Decided:
    """Read a complete results folder of one study.

    Args:
        folder: Results of a study with scenarios.
        scope: The whole town, or its pilot neighbourhoods.
        worldview: Whose runs count; if not given, those of ``mixed``, or of all that have draws.

    Raises:
        SettingsError: It is no such folder, or has no such worldview.
    """
    manifest = _manifest(folder)
    study = study_from(manifest["configuration"])
    runs = _runs(folder, study, scope)
    names = [each.name for each in study.worldviews]
    if worldview is not None and worldview not in names:
        raise SettingsError(f"under = '{worldview}': not in {shown(folder)}; {nearest(worldview, names)}")
    samples = tuple(_samples(runs, study, scope, worldview))
    return Decided(folder, manifest, study, scope, samples)


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = Results(folder).manifest
    where = f"results = {shown(folder)}"
    if "configuration" not in manifest or not (folder / "runs.parquet").exists():
        raise SettingsError(f"{where}: holds no study; give the results folder of one, such as study=council")
    for key in NEEDED:
        if key not in manifest:
            raise SettingsError(f"{where}: manifest.json has no {key}; run the study again with fresh=true")
    if not manifest["complete"]:
        raise SettingsError(f"{where}: is not complete; run the same study again to go on with it")
    if manifest["points"]:
        raise SettingsError(f"{where}: holds a sweep; a decision is between scenarios of one study")
    if not manifest["plan"]["scenarios"]:
        raise SettingsError(f"{where}: has no scenario beside {manifest['plan']['reference']['scenario']}")
    return manifest


def _runs(folder: Path, study: Study, scope: Scope) -> pd.DataFrame:
    """Return costs, effects and shares of all runs; names without the suffix of a scope."""
    path = folder / "runs.parquet"
    try:
        there = pq.read_schema(path).names
    except (OSError, ValueError) as error:
        raise SettingsError(f"results = {shown(path)}: is damaged; run the study again with fresh=true") from error
    suffix = PILOT if scope is Scope.PILOT else ""
    if COSTS[ALL] not in there:
        raise SettingsError(f"results = {shown(folder)}: {study.town.name} is a stylised town, without money")
    if f"{COSTS[ALL]}{suffix}" not in there:
        raise SettingsError(f"scope = '{scope}': {study.town.name} has no pilot neighbourhood; choose town")
    wanted = [*COSTS.values(), *EFFECTS, *share_names(Results(folder).manifest)]
    columns = {f"{name}{suffix}": name for name in wanted if f"{name}{suffix}" in there}
    return pd.read_parquet(folder / "runs.parquet", columns=[*KEYS, *columns]).rename(columns=columns)


def share_names(manifest: Mapping[str, Any]) -> list[str]:
    """Return the outcomes that are shares of cases, so that counting cases measures them."""
    return [
        outcome["name"]
        for outcome in manifest["outcomes"]
        if outcome["unit"]["en"] == "share" and outcome["better"] != "neither" and "cooperation" not in outcome["name"]
    ]


def _samples(runs: pd.DataFrame, study: Study, scope: Scope, worldview: str | None) -> Iterator[Sample]:
    names = [each.name for each in study.worldviews]
    if worldview is None and MIXED in names:
        worldview = MIXED
    ours = [worldview] if worldview else names
    drawn = runs["worldview"].isin(ours) & (runs["draw"] > 0)
    if drawn.any():
        label = worldview or (POOLED if len(ours) > 1 else ours[0])
        yield _sample(runs, study, ours, label, BOTH)
        return
    for name in ours:
        yield _sample(runs, study, [name], name, CHANCE)


def _sample(runs: pd.DataFrame, study: Study, worldviews: list[str], label: str, covers: str) -> Sample:
    keep = runs["draw"] > 0 if covers == BOTH else runs["draw"] == 0
    table = runs[keep].set_index(["draw", "run"])
    usual = table[table["worldview"] == NO_WORLDVIEW].drop(columns=["worldview", "scenario"]).sort_index()
    scenarios = [each.name for each in study.scenarios if each.name != study.reference.name]
    parts = []
    for worldview in worldviews:
        ours = table[table["worldview"] == worldview]
        columns = {name: ours[ours["scenario"] == name].drop(columns=["worldview", "scenario"]) for name in scenarios}
        both = pd.concat({study.reference.name: usual, **columns}, axis=1, join="inner").sort_index()
        both["", ""] = worldview
        parts.append(both)
    whole = pd.concat(parts)
    if whole.empty:
        raise SettingsError(f"worldview = '{label}': no draw and run of it has all scenarios; see failures.parquet")
    return _made(whole, (study.reference.name, *scenarios), label, covers)


def _made(whole: pd.DataFrame, options: tuple[str, ...], label: str, covers: str) -> Sample:
    worldviews = whole["", ""].to_numpy().reshape(-1).astype(str)
    draws = whole.index.get_level_values("draw").to_numpy()
    change = np.diff(draws, prepend=draws[0]) != 0
    change[1:] |= worldviews[1:] != worldviews[:-1]
    place = np.cumsum(change) if covers == BOTH else np.arange(len(draws))

    tables = {option: whole[option] for option in options}

    def over(name: str) -> np.ndarray:
        """Gives the difference of each option with the reference."""
        numbers = np.column_stack([table[name].to_numpy(float) for table in tables.values()])
        return gap_of(numbers, numbers[:, :1])

    names = tables[options[0]].columns
    costs = {kind: over(name) for kind, name in COSTS.items() if name in names}
    shares = {
        (option, name): table[name].to_numpy(float)
        for option, table in tables.items()
        for name in names
        if name not in (*COSTS.values(), *EFFECTS)
    }
    return Sample(
        worldview=label,
        options=options,
        costs={kind: numbers for kind, numbers in costs.items() if numbers.any() or kind == ALL},
        effects={name: -over(name) for name in EFFECTS},
        shares={key: numbers for key, numbers in shares.items() if np.isfinite(numbers).all()},
        worldviews=worldviews,
        draws=draws,
        luck=whole.index.get_level_values("run").to_numpy(),
        place=place,
        covers=covers,
    )


def values_of_draws(decided: Decided, sample: Sample) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the value of every unknown in each draw, and the worldview that holds in it.

    Returns:
        One row a draw and one column an unknown; names of worldviews, shape (number,)
    """
    study = decided.study
    first = np.flatnonzero(np.diff(sample.place, prepend=-1))
    rows, holds = [], []
    for name, draw in zip(sample.worldviews[first], sample.draws[first].tolist(), strict=True):
        rows.append(dict(values_in(study, named(study.worldviews, str(name), "worldview"), draw)))
        picked = name != MIXED
        holds.append(str(name) if picked else worldview_of_draw(study.mixture, draw, study.settings.seed))
    return pd.DataFrame(rows), np.array(holds)

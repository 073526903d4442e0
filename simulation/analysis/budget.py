"""Budget impact: what each payer pays more or less in each year, undiscounted, and who receives it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from simulation.analysis.decision_sample import ALL, Decided, Sample
from simulation.settings.tasks import Scope
from simulation.study.comparison import BOTH
from simulation.study.keys import NO_WORLDVIEW

WAYS = ("payer", "receiver", "year")
RUN = ["worldview", "scenario", "draw", "run"]
COLUMNS = ("worldview", "scenario", *WAYS, "difference_eur", "low", "high", "covers", "draws", "runs")


def budget_impact(decided: Decided) -> pd.DataFrame | None:
    """Return the mean additional payments against the reference, with 95% intervals; none without a ledger.

    ``all`` stands for all payers, or all receivers; years count from 1, and 0 stands for all years together.
    """
    path = decided.folder / "ledger.parquet"
    if not path.exists():
        return None
    paid = _paid(path, decided)
    return pd.DataFrame([row for sample in decided.samples for row in _rows(paid, sample)], columns=list(COLUMNS))


def _paid(path: Path, decided: Decided) -> pd.DataFrame:
    """Return what each payer paid each receiver in each year of each run, in whole cents."""
    pilots = [place.name for place in decided.study.town.neighbourhoods if place.pilot]
    file, parts = pq.ParquetFile(path), []
    for group in range(file.num_row_groups):
        rows = file.read_row_group(group, columns=[*RUN, "neighbourhood", *WAYS, "amount_eur"]).to_pandas()
        if decided.scope is Scope.PILOT:
            rows = rows[rows["neighbourhood"].isin(pilots)]
        rows["cents"] = (100.0 * rows["amount_eur"]).round().astype(np.int64)
        parts.append(rows.groupby([*RUN, *WAYS], sort=False)["cents"].sum().reset_index())
    paid: pd.DataFrame = pd.concat(parts).groupby([*RUN, *WAYS])["cents"].sum().reset_index()
    return paid


def _rows(paid: pd.DataFrame, sample: Sample) -> Iterator[tuple[object, ...]]:
    usual = _wide(paid[paid["worldview"] == NO_WORLDVIEW]).droplevel("worldview")
    for scenario in sample.options[1:]:
        ours = _wide(paid[(paid["scenario"] == scenario) & paid["worldview"].isin(np.unique(sample.worldviews))])
        pairs = pd.MultiIndex.from_arrays([sample.worldviews, sample.draws, sample.luck])
        columns = ours.columns.union(usual.columns)
        here = ours.reindex(index=pairs, columns=columns).fillna(0)
        base = usual.reindex(index=pairs.droplevel(0), columns=columns).fillna(0)
        gaps = pd.DataFrame((here.to_numpy() - base.to_numpy()) / 100.0, columns=columns)
        for key, numbers in _with_sums(gaps):
            if numbers.any():
                mean, low, high = sample.interval(numbers)
                draws = len(np.unique(sample.draws)) if sample.covers == BOTH else 0
                yield sample.worldview, scenario, *key, mean, low, high, sample.covers, draws, len(numbers)


def _wide(paid: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each worldview, draw and run, one column for each payer, receiver and year."""
    return paid.pivot_table("cents", ["worldview", "draw", "run"], list(WAYS), aggfunc="sum", fill_value=0)


def _with_sums(gaps: pd.DataFrame) -> Iterator[tuple[tuple[object, ...], np.ndarray]]:
    """Yield the differences of all pairs by payer, receiver and year, and of all payers and all years (0) together."""
    names = gaps.columns.to_frame(index=False)
    for whole in (["payer", "receiver"], ["receiver"], ["payer"], []):
        keys = names.copy()
        keys[whole] = ALL
        for years in (names["year"] + 1, 0):
            codes, found = pd.factorize(pd.MultiIndex.from_frame(keys.assign(year=years)), sort=True)
            sums = np.zeros((len(found), len(gaps)))
            np.add.at(sums, codes, gaps.to_numpy().T)
            for number, key in enumerate(found):
                yield tuple(key), sums[number]

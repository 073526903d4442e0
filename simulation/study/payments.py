"""What follows from all payments of a study: who gains and loses, and the balance of each task against its grant."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from simulation.money import Task, task_of, tasks_of
from simulation.settings import Label, Payer, Town
from simulation.study.catalogue_words import RECEIVER_LABELS, TASK_LABELS
from simulation.study.comparison import KEYS, by_draw, compare, interval

ALL_TASKS = "all"
FACTS = ["year", "product", "payer", "receiver"]


def payments_of(tables: Iterable[pa.Table]) -> pd.DataFrame:
    """Return the payments of all runs in whole cents, neighbourhoods together.

    Args:
        tables: Of the ledger, each with all rows of its runs.
    """
    parts = []
    for table in tables:
        rows = table.to_pandas()
        rows["cents"] = (rows["amount_eur"] * 100).round().astype(np.int64)
        parts.append(rows.groupby([*KEYS, *FACTS], sort=False)["cents"].sum().reset_index())
    payments: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return payments


def organisations(payments: pd.DataFrame, town: Town, reference: str) -> pd.DataFrame:
    """Return what each organisation received in a scenario and in the reference, with the paired difference.

    Args:
        payments: See ``payments_of``.
        town: Its agencies have labels.
        reference: Name of the scenario that the others are compared with.
    """
    received = payments.groupby([*KEYS, "receiver"])["cents"].sum().unstack(fill_value=0) / 100
    table = compare(received.reindex(_runs_in(payments)).reset_index(), reference)
    table = table.drop(columns="scope").rename(columns={"outcome": "organisation"})
    labels = {agency.name: agency.label for agency in town.agencies} | RECEIVER_LABELS
    return _labelled(table, "organisation", labels)


def budget(payments: pd.DataFrame, town: Town, reference: str) -> pd.DataFrame:
    """Return what the municipality spent each year on each task, against a grant.

    The grant of every year is what usual care spent on the task in the first year, in the same draw and run. A balance
    is grant less spending, with a 95% interval; ``chance_overspending`` is the share of runs that spend more than the
    grant, and ``peak_deficit_eur`` the mean over runs of the largest deficit of a year so far.

    Args:
        payments: See ``payments_of``.
        town: Says which task each product is of.
        reference: Name of the scenario whose first year sets the grants.
    """
    spent = _spending(payments, town)
    base = spent[spent.index.get_level_values("scenario") == reference].droplevel(["worldview", "scenario"])
    rows = []
    for (worldview, scenario), group in spent.groupby(level=["worldview", "scenario"], sort=False):
        ours = group.droplevel(["worldview", "scenario"])
        draws = ours.index.get_level_values("draw").to_numpy()
        grants = base.reindex(ours.index)
        for task in spent.columns.unique("task"):
            spending = ours[task].to_numpy(float)
            grant = grants[task].to_numpy(float)[:, :1]
            balance = grant - spending
            peak = np.maximum.accumulate(np.maximum(-balance, 0.0), axis=1)
            for year in range(balance.shape[1]):
                units = by_draw(balance[:, year], draws)
                means = (
                    by_draw(each, draws).mean() / 100 for each in (spending[:, year], grant[:, 0], balance[:, year])
                )
                bounds = interval(units if len(units) > 1 else balance[:, year])
                over = by_draw(spending[:, year] > grant[:, 0], draws).mean()
                worst = by_draw(peak[:, year], draws).mean() / 100
                number = (len(units), len(balance))
                rows.append((scenario, worldview, year, task, *means, *np.divide(bounds, 100), over, worst, *number))
    names = ("scenario", "worldview", "year", "task", "spending_eur", "grant_eur", "balance_eur", "low", "high")
    table = pd.DataFrame(rows, columns=[*names, "chance_overspending", "peak_deficit_eur", "draws", "runs"])
    return _labelled(table, "task", TASK_LABELS)


def _spending(payments: pd.DataFrame, town: Town) -> pd.DataFrame:
    """Return cents the municipality paid, one row a run, columns by task (and ``all`` together) and year."""
    tasks = tasks_of(town)
    ours = payments[payments["payer"] == Payer.MUNICIPALITY.value]
    ours = ours.assign(task=ours["product"].map(lambda name: task_of(str(name), tasks).value))
    years = range(int(payments["year"].max()) + 1)
    names = [task.value for task in Task if (ours["task"] == task.value).any()]
    columns = pd.MultiIndex.from_product([names, years], names=["task", "year"])
    spent = ours.groupby([*KEYS, "task", "year"])["cents"].sum().unstack(["task", "year"])
    spent = spent.reindex(index=_runs_in(payments), columns=columns).fillna(0)
    together = spent.T.groupby(level="year").sum().T
    together.columns = pd.MultiIndex.from_product([[ALL_TASKS], years], names=["task", "year"])
    return pd.concat([spent, together], axis=1)


def _runs_in(payments: pd.DataFrame) -> pd.MultiIndex:
    """Return the keys of all runs in the order of the plan."""
    return pd.MultiIndex.from_frame(payments[list(KEYS)].drop_duplicates())


def _labelled(table: pd.DataFrame, name: str, labels: Mapping[str, Label]) -> pd.DataFrame:
    """Return a table with Dutch and English words beside the names in a column; a name may be its own word."""
    where = table.columns.get_loc(name)
    assert isinstance(where, int)
    for offset, lang in enumerate(("nl", "en"), start=1):
        words = [getattr(labels[each], lang) if each in labels else each for each in table[name]]
        table.insert(where + offset, f"label_{lang}", words)
    return table

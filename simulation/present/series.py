"""What happened over time, run by run, and what the runs say together."""

import numpy as np
import pandas as pd
from scipy import special

from simulation.present.folder import KEYS, TOWN, Results

MONTHS_PER_YEAR = 12
CONFIDENCE = 0.95


def months_in(months: pd.DataFrame, places: tuple[str, ...]) -> pd.DataFrame:
    """Gives the monthly rows of some neighbourhoods, added up; one row for each run and month."""
    ours = months[months["neighbourhood"].isin(places)]
    if len(places) == 1:
        return ours.drop(columns="neighbourhood")
    return ours.drop(columns="neighbourhood").groupby([*KEYS, "month"], sort=False, as_index=False).sum()


def town_rows(months: pd.DataFrame) -> pd.DataFrame:
    """Gives the monthly rows of the whole town."""
    return months_in(months, (TOWN,))


def rate(rows: pd.DataFrame, above: str, below: str | None, months: int, factor: float = 1.0) -> pd.DataFrame:
    """Divides what was counted in one column by what was counted in another, over stretches of months.

    Args:
        rows: one for each run and month
        above: column that is counted
        below: column that it is divided by; the number of months if not given
        months: length of a stretch
        factor: what the result is multiplied by

    Returns:
        one row for each run, one column for each stretch, named by its middle in years
    """
    stretch = rows["month"] // months
    counted = pd.DataFrame({name: rows[name] for name in KEYS})
    counted["years"] = (stretch + 0.5) * months / MONTHS_PER_YEAR
    counted["above"] = rows[above]
    counted["below"] = rows[below] if below else 1.0
    sums = counted.groupby([*KEYS, "years"], sort=False)[["above", "below"]].sum()
    values = factor * sums["above"] / sums["below"].where(sums["below"] > 0)
    return values.unstack("years")


def runs_of(values: pd.DataFrame, worldview: str, scenario: str, results: Results) -> pd.DataFrame:
    """Gives the runs of a scenario in a worldview; of the reference, those in the worldview's draws.

    Returns:
        one row for each run, its index (draw, run)
    """
    worldviews = values.index.get_level_values("worldview")
    scenarios = values.index.get_level_values("scenario")
    ours = worldviews == worldview
    if scenario == results.reference and not (ours & (scenarios == scenario)).any():
        draws = values[ours].index.get_level_values("draw").unique()
        ours = values.index.get_level_values("draw").isin(draws)
    return values[ours & (scenarios == scenario)].droplevel(["worldview", "scenario"])


def interval(values: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gives means with their 95% interval, by the rule of the comparison table (``study.comparison``).

    Student's t over runs if there is one draw; with several, runs are averaged by draw, and t is over draws.

    Args:
        values: one row for each run, its index (draw, run)

    Returns:
        mean, low, high, shape (columns,); low and high are NaN for fewer than two numbers
    """
    several_draws = values.index.get_level_values("draw").nunique() > 1
    units = values.groupby(level="draw").mean() if several_draws else values
    mean, number = units.mean().to_numpy(float), units.count().to_numpy(float)
    half = np.full(len(mean), np.nan)
    several = number > 1
    factor = special.stdtrit(number[several] - 1.0, (1.0 + CONFIDENCE) / 2.0) / np.sqrt(number[several])
    half[several] = factor * units.std().to_numpy(float)[several]
    return mean, mean - half, mean + half

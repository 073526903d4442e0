"""Three headline numbers of a results folder once more, from its raw tables alone.

Plain pandas on ``runs.parquet`` and ``ledger.parquet``; nothing of the package is used. The discount rate is in no
table, so it is given, and holds in all draws:

    python tests/independent/recompute_headlines.py results/FOLDER SCENARIO WORLDVIEW 0.0225 1000
"""

import sys
from pathlib import Path

import pandas as pd
from scipy import stats

RUN = ["draw", "run"]
MONTHS = range(12)


def of_draws(folder: Path, scenario: str, worldview: str, outcome: str) -> pd.Series:
    """Mean paired difference with usual care of each draw from 1 on."""
    runs = pd.read_parquet(folder / "runs.parquet")
    runs = runs[runs["draw"] >= 1]
    ours = runs[(runs["scenario"] == scenario) & (runs["worldview"] == worldview)].set_index(RUN)[outcome]
    usual = runs[runs["scenario"] == "usual_care"].set_index(RUN)[outcome]
    return (ours - usual).dropna().groupby("draw").mean()


def cost(folder: Path, scenario: str, worldview: str) -> tuple[float, float, float]:
    """Mean difference in total cost, with Student's 95% interval over draws."""
    draws = of_draws(folder, scenario, worldview, "total_cost_eur")
    half = stats.t.ppf(0.975, len(draws) - 1) * draws.std() / len(draws) ** 0.5
    return draws.mean(), draws.mean() - half, draws.mean() + half


def present_value(folder: Path, scenario: str, worldview: str, rate: float) -> float:
    """Mean difference in present value: each year's payments, spread evenly over its months."""
    ledger = pd.read_parquet(folder / "ledger.parquet")
    ledger = ledger[ledger["draw"] >= 1]
    here = ((ledger["scenario"] == scenario) & (ledger["worldview"] == worldview)) | (
        ledger["scenario"] == "usual_care"
    )
    years = ledger[here].groupby(["scenario", *RUN, "year"])["amount_eur"].sum().unstack("year", fill_value=0.0)
    gaps = (years.loc[scenario] - years.loc["usual_care"]).dropna()
    factors = [sum((1.0 + rate) ** -(year + month / 12) for month in MONTHS) / 12 for year in gaps.columns]
    return float((gaps * factors).sum(axis=1).groupby("draw").mean().mean())


def perfect_information(folder: Path, scenarios: list[str], worldview: str, worth: float) -> float:
    """Value of perfect information at what a problem-week less is worth, with what chance adds to it."""
    gains = pd.DataFrame({"usual_care": of_draws(folder, scenarios[0], worldview, "problem_weeks") * 0.0})
    for scenario in scenarios:
        weeks, euros = (of_draws(folder, scenario, worldview, name) for name in ("problem_weeks", "total_cost_eur"))
        gains[scenario] = -worth * weeks - euros
    return float(gains.max(axis=1).mean() - gains.mean().max())


def main() -> None:
    folder, scenario, worldview, rate, worth = sys.argv[1:]
    mean, low, high = cost(Path(folder), scenario, worldview)
    print(f"total cost {mean:,.0f} ({low:,.0f} to {high:,.0f})")
    print(f"present value {present_value(Path(folder), scenario, worldview, float(rate)):,.0f}")
    print(f"perfect information {perfect_information(Path(folder), [scenario], worldview, float(worth)):,.0f}")


if __name__ == "__main__":
    main()

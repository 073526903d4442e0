"""Makes the table of docs/pairing.md: ``python docs/pairing.py > docs/pairing.md``, some minutes.

Variance of the paired difference of each headline outcome against that of a difference of independent runs, which is
the sum of both variances.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from simulation import load, run_study
from simulation.settings import Belief, Worldview
from simulation.study.progress import Terminal

RUNS = 40
OUTCOMES = ("total_cost_eur", "cost_municipality_eur", "problem_weeks", "serious_weeks", "crises")
"""All of them sums, so that what is outside the pilot is the town less the pilot."""
SCENARIOS = ("wijkcoaches", "funding_ends", "city_wide", "buurtcoaches", "combined", "same_money_debt_help")
LITTLE = "little"
"""The worldview without effect, but for a multiplier of 1.1."""
PAIRS = (
    *((f"{name} against usual_care", ("optimistic", name), ("", "usual_care")) for name in SCENARIOS),
    ("funding_ends against wijkcoaches", ("optimistic", "funding_ends"), ("optimistic", "wijkcoaches")),
    ("wijkcoaches, multiplier 1.1 against 1.0", (LITTLE, "wijkcoaches"), ("no_effect", "wijkcoaches")),
    ("city_wide, multiplier 1.1 against 1.0", (LITTLE, "city_wide"), ("no_effect", "city_wide")),
)
TEXT = """# What common luck is worth

Every household has its own luck, the same in all scenarios ([model.md](model.md)). The table says what that is worth:
how many times smaller the variance of a paired difference is than that of a difference of independent runs. A study
with common luck needs that many times fewer runs for the same interval. Enschede with {households:,} households, ten
years, {runs} runs; made by [pairing.py](pairing.py). `pilot` is Velve-Lindenhof, `others` all other neighbourhoods,
`town` both.

{table}

How to read it:

- **A small effect** (a multiplier of 1.1 against none) leaves nearly every household as it was, so pairing is worth
  most there: some hundreds of times for costs and crises of the pilot, and more elsewhere.
- **The pilot against usual care** is where it is worth least. The coached households live other lives from the first
  coach hour on, and what then differs is chance too. Crises are few, so least of all for them; and what the
  municipality pays for an approach with many posts and places (`combined`) has chance of its own that usual care lacks.
- **Others** feel the approach through queues alone: most of them live the same life in both worlds, week by week. Costs
  of the municipality are paired worst, because few long and dear placements are most of their difference.
- **The town** is the sum of both.
- **City-wide** every household is touched or queues behind one who is; what pairing is worth is what is left of a
  common past, and still some eighty times or more.
"""


def ratios(ours: pd.DataFrame, theirs: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return how many times smaller the paired variance is, by outcome and scope."""
    found = {}
    for name in OUTCOMES:
        pilot, town = f"{name}_pilot", name
        scopes = {"pilot": (ours[pilot], theirs[pilot]), "town": (ours[town], theirs[town])}
        scopes["others"] = (ours[town] - ours[pilot], theirs[town] - theirs[pilot])
        for scope, (here, there) in scopes.items():
            paired, apart = (here - there).var(ddof=1), here.var(ddof=1) + there.var(ddof=1)
            found[name, scope] = apart / paired if paired > 0 else float("inf")
    return found


def main() -> None:
    """Run the scenarios and print the page."""
    settings = ("town.households=20000", f"scenarios=[{','.join(SCENARIOS)}]", f"study.runs={RUNS}")
    study = load(*settings, "study.tables=runs", "worldviews=[optimistic,no_effect]").study
    none = study.worldviews[1]
    row = study.uncertainties.rows["coaches.multiplier"]
    belief = Belief(value=1.1, low=min(1.1, row.low), high=max(1.1, row.high))
    little = Worldview(name=LITTLE, beliefs={**none.beliefs, "coaches.multiplier": belief})
    with TemporaryDirectory() as folder:
        study = replace(study, worldviews=(*study.worldviews, little))
        runs = run_study(study, Path(folder) / "results", progress=Terminal()).runs
    by_axes = {axes: group.set_index("run") for axes, group in runs.groupby(["worldview", "scenario"])}
    lines = ["| pair | scope | " + " | ".join(OUTCOMES) + " |", "|---|---|" + "--:|" * len(OUTCOMES)]
    for label, ours, theirs in PAIRS:
        found = ratios(by_axes[ours], by_axes[theirs])
        for scope in ("pilot", "others", "town"):
            cells = (f"{found[name, scope]:,.1f}" for name in OUTCOMES)
            lines.append(f"| {label} | {scope} | " + " | ".join(cells) + " |")
    print(TEXT.format(households=study.town.households, runs=RUNS, table="\n".join(lines)), end="")


if __name__ == "__main__":
    main()

"""What the draws of a study say of its scenarios, read once for all charts that are about unknowns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.decision_sample import Decided, Sample, read_decided, values_of_draws
from simulation.analysis.paired import scope_of
from simulation.analysis.unknowns import idle_groups
from simulation.present.decision_shown import is_drawn
from simulation.present.folder import Results
from simulation.settings import Scenario, SettingsError, Study
from simulation.settings.tasks import Scope
from simulation.study.keys import named

PROBLEMS, COST = "problem_weeks", "total_cost_eur"
"""outcomes that unknowns are held against"""
ALL, PRICES = "all", "prices"


@dataclass(frozen=True)
class Drawn:
    """The draws of a study in one scope."""

    decided: Decided
    sample: Sample
    values: pd.DataFrame
    """of every unknown, one row a draw"""
    worldviews: np.ndarray
    """that holds in each draw, shape (draws,)"""

    def scenario(self, name: str) -> Scenario:
        """Gives a scenario."""
        return named(self.decided.study.scenarios, name, "scenario")

    def gaps(self, scenario: str, outcome: str) -> np.ndarray:
        """Gives the mean difference with usual care in each draw, shape (draws,)."""
        option = self.sample.options.index(scenario)
        if outcome == PROBLEMS:
            return np.asarray(-self.sample.means(self.sample.effects[PROBLEMS])[:, option])
        return np.asarray(self.sample.means(self.sample.costs[ALL])[:, option])

    def conditions(self, scenario: str, outcome: str) -> pd.DataFrame:
        """Gives the unknowns that vary and that may have a part in an outcome of a scenario; one row a draw.

        Prices move no problems, and an approach that works nowhere moves nothing. Of unknowns that are drawn together
        one stands for all.
        """
        idle = idle_groups(self.decided.study, self.scenario(scenario))
        idle |= {PRICES} if outcome == PROBLEMS else set()
        rows = self.decided.study.uncertainties.rows
        seen: set[str] = set()
        for name in self.values:
            ridge = rows[str(name)].ridge
            if ridge in seen:
                idle.add(str(name))
            seen |= {ridge} if ridge else set()
        names = [name for name in self.values if not {str(name), str(name).partition(".")[0]} & idle]
        return self.values[names].loc[:, self.values[names].nunique() > 1]


def drawn_in(results: Results, scenarios: Sequence[str] | None = None) -> Drawn | None:
    """Gives the draws of a study, of the pilot if all of some scenarios work there only.

    Returns:
        nothing if it has no draws, or is not a complete study of this version
    """
    complete = "configuration" in results.manifest and results.manifest.get("complete") is True
    if not complete or not results.scenarios or (results.runs["draw"] == 0).all():
        return None
    chosen = tuple(results.scenarios if scenarios is None else scenarios)
    return _drawn(results.folder, (results.folder / "manifest.json").stat().st_mtime_ns, chosen)


def scope_in(study: Study, scenarios: Sequence[str]) -> Scope:
    """Gives the pilot if all of some scenarios work there only, else the town."""
    found = {scope_of(study, named(study.scenarios, name, "scenario"), None, "scope") for name in scenarios}
    return Scope.PILOT if found == {Scope.PILOT} else Scope.TOWN


@lru_cache(maxsize=4)
def _drawn(folder: Path, _changed: int, scenarios: tuple[str, ...]) -> Drawn | None:
    try:
        decided = read_decided(folder, Scope.TOWN)
        scope = scope_in(decided.study, scenarios)
        decided = decided if scope is Scope.TOWN else read_decided(folder, scope)
    except SettingsError:  # it was made by another version, or is no study of scenarios
        return None
    sample = decided.samples[0]
    return Drawn(decided, sample, *values_of_draws(decided, sample)) if is_drawn(sample) else None

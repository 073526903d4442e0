"""What a study consists of and how it is run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.settings.scenario import Scenario
from simulation.settings.town import Town
from simulation.settings.uncertainties import Uncertainties, Worldview
from simulation.settings.values import MIXED
from simulation.settings.words import EngineKind, Tables


@dataclass(frozen=True, kw_only=True)
class Numerics:
    """How finely the model is calculated; none of these is a claim about the world."""

    trait_step: float = 0.05
    """a household's rates are renewed when a slow trait (network, trust, self-reliance, scar) moved by this much"""
    dose_step: float = 0.05
    """a coached household's rates are renewed when the attention it gets changed by this much"""


@dataclass(frozen=True, kw_only=True)
class StudySettings:
    """Axes and size of a study (see contracts: worldviews x scenarios x draws x runs)."""

    name: str
    years: int
    warm_up_years: int
    runs: int
    """of each draw; the fewest if ``precision`` asks for more"""
    draws: int
    """draws 0 .. draws-1; the mixture of worldviews starts at draw 1"""
    seed: int
    rounds_per_week: int
    workers: int
    """0: one for each processor"""
    tables: Tables
    journeys: bool = False
    """whether ``journeys.parquet`` is kept: every request, referral and case with all its dates"""
    numerics: Numerics = field(default_factory=Numerics)
    precision: Mapping[str, float] = field(default_factory=dict)
    """outcome: largest half-width of the 95% interval of chance of its paired differences, in the outcome's unit"""
    max_runs: int | None = None
    """the budget of runs of each draw; null: ten times ``runs``"""
    fail_fast: bool = False
    """whether the first run that fails stops the study"""
    run_seconds: float | None = None
    """longest that one run may take; null: no limit"""


UNSEEN = ("workers", "fail_fast", "run_seconds")
"""Settings on which no result depends."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What spreads runs over processes."""

    kind: EngineKind = EngineKind.LOKY
    address: str | None = None
    """of a running Dask scheduler; null: processes on this machine"""


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything a study needs, typed and checked."""

    settings: StudySettings
    town: Town
    uncertainties: Uncertainties
    worldviews: tuple[Worldview, ...]
    mixture: tuple[Worldview, ...]
    """the worldviews that ``mixed`` draws from, with equal weight"""
    scenarios: tuple[Scenario, ...]
    reference: Scenario
    """the scenario that every other is compared with; usual care, always run"""

    def draws_of(self, worldview: str) -> range:
        """Draws that a worldview runs.

        The mixture has no draw 0. Beside it, the other worldviews run draw 0 only: they show the central
        values, the mixture shows the unknowns. Without the mixture each worldview runs all draws.
        """
        if worldview == MIXED:
            return range(1, self.settings.draws)
        has_mixture = any(each.name == MIXED for each in self.worldviews)
        return range(1 if has_mixture else self.settings.draws)

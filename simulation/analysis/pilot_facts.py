"""Facts of the pilots: what was reported, what the runs gave, and whether the one lies within the other."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from simulation.analysis.targets import NO_MANDATE, YES_OR_NO, Target, all_targets
from simulation.settings.pilot_files import Pilot
from simulation.study.catalogue import PILOT

REFERENCE = "usual_care"
ANY_TOWN = "any"
LEVEL = 0.9
WIDEST = 3.0
"""Times the reported range that an interval may be wide for its fact to count: a wider one contains anything."""
READINGS = {"contacts": ("contacts", "conversations_coach")}
"""Facts that can be read in more than one way: the source does not say which outcome it counted."""
MOSTLY = 0.5
"""Share of runs in which a fact that holds or not must hold."""

Figures = Mapping[str, Mapping[str, float]]
"""outcomes of the pilot neighbourhoods, or of the town where they have none, by scenario"""


def fewer_lost(figures: Figures, scenario: str) -> float:
    """Return whether fewer hand-offs are lost than by outreach without mandate."""
    return float(figures[scenario]["lost_handoffs"] < figures[NO_MANDATE]["lost_handoffs"])


def some_agency_unwilling(figures: Figures, scenario: str) -> float:
    """Return whether contact with at least one agency stays stiff: a cooperation below one half."""
    return float(figures[scenario]["cooperation_min"] < 0.5)


def provisions_change(figures: Figures, scenario: str) -> float:
    """Return the sign of the change in agency care started for each request, against usual care."""
    ours, usual = (provisions_per_request(figures[name]) for name in (scenario, REFERENCE))
    return math.nan if math.isnan(ours - usual) else float(np.sign(ours - usual))


def provisions_per_request(outcomes: Mapping[str, float]) -> float:
    """Return agency care started for each request, whatever door it came through; NaN without requests."""
    requests = sum(number for name, number in outcomes.items() if name.startswith("requests_"))
    return outcomes["provisions_started"] / requests if requests else math.nan


def assistants_refer(figures: Figures, scenario: str) -> float:
    """Return the share of assistants' conversations that ends in a referral; NaN while no run counts them."""
    ours = figures[scenario]
    talks = ours.get("conversations", math.nan)
    return ours.get("referrals_by_assistants", math.nan) / talks if talks else math.nan


DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Figures, str], float]]] = {
    "lost_handoffs_below_no_mandate": ((NO_MANDATE,), fewer_lost),
    "cooperation_min_below_half": ((), some_agency_unwilling),
    "provisions_per_request_change_sign": ((REFERENCE,), provisions_change),
    "assistant_referral_share": ((), assistants_refer),
}
"""Facts that are no outcome of one run: the other scenarios they need, and the rule."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One reported fact in one reading, and what the runs gave."""

    pilot: str
    scenario: str
    outcome: str
    reading: str
    """the outcome it is compared with; differs from ``outcome`` where the source can be read in two ways"""
    use: str
    grade: str
    unit: str
    value: float
    low: float
    high: float
    mean: float
    """over the runs with central values, or over the draws if there are no such runs; of a fact that holds or not,
    the share of runs in which it holds"""
    chance_low: float
    chance_high: float
    runs: int
    both_mean: float
    """over the draws of the unknowns"""
    both_low: float
    both_high: float
    draws: int
    inside: bool
    """whether the reported value lies in the widest interval there is; one that holds or not, in most runs"""
    counted: bool
    """whether it is a test: not used to fit, and not with an interval so wide that it contains anything"""
    measured: bool
    period: str
    source: str
    note: str


def facts_of(pilot: Pilot, targets: Sequence[Target] | None = None) -> list[Target]:
    """Return what was reported of a pilot, among the shipped figures if no others are given."""
    return [
        target
        for target in (all_targets() if targets is None else targets)
        if target.scenario == pilot.scenario and target.town in (pilot.town, ANY_TOWN)
    ]


def needed(facts: Sequence[Target]) -> tuple[str, ...]:
    """Return the scenarios that some facts are compared with."""
    return tuple(sorted({name for fact in facts if fact.outcome in DERIVED for name in DERIVED[fact.outcome][0]}))


def scoped(outcomes: Mapping[str, float]) -> dict[str, float]:
    """Return each outcome for the pilot neighbourhoods, or for the town where it has no other scope."""
    plain = {name: number for name, number in outcomes.items() if not name.endswith(PILOT)}
    return {name: outcomes.get(f"{name}{PILOT}", number) for name, number in plain.items()}


def simulated(outcome: str, figures: Figures, scenario: str) -> float:
    """Return what a run gave for a fact; NaN if no run measures it."""
    if outcome in figures[scenario]:
        return float(figures[scenario][outcome])
    return DERIVED[outcome][1](figures, scenario) if outcome in DERIVED else math.nan


def predictive(numbers: np.ndarray) -> tuple[float, float, float]:
    """Return the mean and the 90% interval in which the next run falls; NaN for fewer than two.

    The bounds are the (n + 1) p-th smallest, right for any distribution; with fewer than 19 numbers they are the
    smallest and the largest, and the interval covers less than it says.
    """
    if len(numbers) < 2:
        return float(numbers[0]) if len(numbers) else math.nan, math.nan, math.nan
    low, high = np.quantile(numbers, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), method="weibull")
    return float(numbers.mean()), float(low), float(high)


def judged(pilot: Pilot, target: Target, reading: str, central: Sequence[float], drawn: Sequence[float]) -> Fact:
    """Return a fact beside what the runs gave.

    Args:
        pilot: The pilot.
        target: What was reported.
        reading: Which outcome it is taken for.
        central: What the runs with central values gave, NaN where there was nothing to measure.
        drawn: The same for runs of which each has its own draw of the unknowns.
    """
    chance, both = (np.array([number for number in numbers if not math.isnan(number)]) for numbers in (central, drawn))
    measured = bool(len(chance) or len(both))
    if target.yes_or_no:
        chance, both = (((target.low <= each) & (each <= target.high)).astype(float) for each in (chance, both))
    of_chance, of_both = predictive(chance), predictive(both)
    if target.yes_or_no:
        of_chance, of_both = ((each[0], math.nan, math.nan) for each in (of_chance, of_both))
    mean, low, high = of_both if len(both) else of_chance
    inside = mean >= MOSTLY if target.yes_or_no else low <= target.value <= high
    return Fact(
        pilot=pilot.name,
        scenario=pilot.scenario,
        outcome=target.outcome,
        reading=reading,
        **{name: getattr(target, name) for name in ("use", "grade", "unit", "value", "low", "high")},
        mean=of_chance[0] if len(chance) else of_both[0],
        chance_low=of_chance[1],
        chance_high=of_chance[2],
        runs=len(chance),
        both_mean=of_both[0],
        both_low=of_both[1],
        both_high=of_both[2],
        draws=len(both),
        inside=measured and bool(inside),
        counted=target.use == "test" and not too_wide(target, low, high),
        measured=measured,
        **{name: getattr(target, name) for name in ("period", "source", "note")},
    )


def too_wide(target: Target, low: float, high: float) -> bool:
    """Return whether an interval is so wide, beside the reported range, that it says nothing."""
    reported = target.high - target.low
    return target.unit not in YES_OR_NO and reported > 0 and high - low > WIDEST * reported


def table_of(facts: Sequence[Fact]) -> pd.DataFrame:
    """Return one row for each fact and reading."""
    return pd.DataFrame([asdict(fact) for fact in facts])

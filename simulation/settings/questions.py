"""The sections of the tasks that ask something of runs: break-even, margins, monitoring, optimisation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from simulation.settings.errors import Problem, nearest
from simulation.settings.origins import Origins
from simulation.settings.validate import refuse_first, validated
from simulation.settings.words import Payer

ALL = "all"
"""all payers together"""


class Scope(StrEnum):
    """Where an outcome is measured."""

    TOWN = "town"
    PILOT = "pilot"


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """From which value on, of each setting that is swept, a policy pays."""

    payers: tuple[str, ...] = (Payer.MUNICIPALITY.value, ALL)
    scope: Scope = Scope.TOWN
    halvings: int = 2
    """times that a value is added in the middle of the two between which it begins to pay"""


@dataclass(frozen=True, kw_only=True)
class Margins:
    """What a little more of each kind of help does."""

    fte: float = 1.0
    """coaches, intakers and assistants that are added, each in a run of its own; differences are divided by it"""
    circles: float = 1.0
    places: float = 10.0
    """places with agencies, all kinds in proportion"""
    outcomes: tuple[str, ...] = ("total_cost_eur", "problem_weeks", "crises", "mean_wait_weeks")
    scope: Scope = Scope.TOWN


@dataclass(frozen=True, kw_only=True)
class Monitoring:
    """A monitoring plan: what the council will count, where, and when it will look."""

    outcomes: tuple[str, ...] = ("problem_weeks", "serious_weeks", "crises", "requests")
    after_months: tuple[int, ...] = (6, 12, 24, 36)
    baseline_months: int = 24
    """months of usual care that are counted before the policy begins"""
    comparison: tuple[str, ...] = ()
    """neighbourhoods to compare the pilot with; all others if none is named"""


@dataclass(frozen=True, kw_only=True)
class Optimise:
    """What is to be as small (or large) as possible, and what may be spent."""

    objectives: tuple[str, ...] = ("total_cost_eur", "problem_weeks", "longest_wait_weeks", "worst_neighbourhood")
    trials: int = 24
    first: int = 8
    """trials before the search learns from what it found; also how many each generation has"""
    budget_eur_year: float | None = None
    """most that the approach itself may cost a year, mean over the runs; null: no limit"""
    fresh_runs: int = 6
    """new runs that the chosen ones are judged by"""


QUESTIONS: Mapping[str, type] = {
    "break_even": BreakEven,
    "margins": Margins,
    "monitoring": Monitoring,
    "optimise": Optimise,
}
"""name of a task, and of its section: the section's settings"""

MORE_THAN_NOTHING = ("fte", "circles", "places", "baseline_months", "trials", "first", "fresh_runs", "budget_eur_year")
LISTS = (
    *("break_even.payers", "margins.outcomes", "monitoring.outcomes", "monitoring.comparison"),
    "optimise.objectives",
)
"""settings that are written a,b"""


def question_of(task: str, configuration: Mapping[str, Any], origins: Origins) -> object | None:
    """Makes the settings of a task's own section; none if it has none.

    Args:
        task: what is to be done
        configuration: the composed settings
        origins: tells where a key was given

    Raises:
        SettingsError: a value cannot be used, or a section is of another task
    """
    for name in QUESTIONS:
        if name in configuration and name != task:
            refuse_first([Problem(name, configuration[name], f"only for task={name}, not task={task}")], origins.of)
    if task not in QUESTIONS:
        return None
    made: object = validated(QUESTIONS[task], configuration.get(task) or {}, task, origins.of)
    refuse_first(_problems(made, task), origins.of)
    return made


def _problems(made: object, task: str) -> Iterator[Problem]:
    for name, value in vars(made).items():
        key = f"{task}.{name}"
        if isinstance(value, tuple) and not value and name != "comparison":
            yield Problem(key, [], "must name at least one")
        if isinstance(value, tuple) and len(set(value)) < len(value):
            yield Problem(key, list(value), "each must be unique")
        if name == "halvings" and not 0 <= value <= 10:
            yield Problem(key, value, "must be from 0 to 10")
        elif name in MORE_THAN_NOTHING and value is not None and not value > 0:
            yield Problem(key, value, "must be more than 0")
    yield from _own_problems(made, task)


def _own_problems(made: object, task: str) -> Iterator[Problem]:
    if isinstance(made, BreakEven):
        known = [*(payer.value for payer in Payer), ALL]
        for payer in made.payers:
            if payer not in known:
                yield Problem(f"{task}.payers", payer, f"unknown payer; {nearest(payer, known)}")
    if isinstance(made, Monitoring) and min(made.after_months) < 1:
        yield Problem(f"{task}.after_months", list(made.after_months), "each must be at least 1")
    if isinstance(made, Optimise) and made.first > made.trials:
        yield Problem(f"{task}.first", made.first, f"must be at most {task}.trials, {made.trials}")

"""Sections that are named after the task they are for: ``sensitivity`` and ``discovery``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from simulation.settings.errors import Problem, refusal
from simulation.settings.origins import Origins
from simulation.settings.validate import refuse_first, validated


class Scope(StrEnum):
    """Where outcomes are counted."""

    PILOT = "pilot"
    TOWN = "town"


class Method(StrEnum):
    """How it is found out which unknowns matter."""

    MORRIS = "morris"
    SOBOL = "sobol"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """Which unknowns are compared, for which outcomes, and with how many points."""

    over: tuple[str, ...] = ()
    """names and groups of unknowns; none: the streets and every approach that works in the scenario"""
    outcomes: tuple[str, ...] = ()
    """none: the main ones"""
    scenario: str | None = None
    """null: the first of the study"""
    worldview: str | None = None
    """null: the first of the study that has central values"""
    scope: Scope | None = None
    """null: the pilot if the scenario works there only, else the town"""
    method: Method = Method.BOTH
    trajectories: int = 10
    """of Morris; each has one point more than there are unknowns"""
    points: int = 64
    """of each of the two matrices of Sobol, a power of 2"""
    most: int = 6
    """unknowns that Sobol and the tornado chart go on with after Morris"""
    chart_runs: int = 6
    """of each of the few points of the charts, at least as many as ``study.runs``"""


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What counts as failing, and among which conditions it is looked for."""

    fails: str = "total_cost_eur > 0 and problem_weeks > 0"
    """a rule on differences with usual care"""
    over: tuple[str, ...] = ()
    """names and groups of unknowns; none: all but those of approaches that do not work in the scenario"""
    scenario: str | None = None
    """null: the first of the study"""
    scope: Scope | None = None
    """null: the pilot if the scenario works there only, else the town"""
    conditions: int = 3
    """at most so many in the box"""
    permutations: int = 19
    """shuffled outcomes that a box must beat"""


SECTIONS: Mapping[str, type] = {"sensitivity": Sensitivity, "discovery": Discovery}
LISTS = ("sensitivity.over", "sensitivity.outcomes", "discovery.over")
"""settings that may be written a,b"""
FREE = ("discovery.fails",)
"""settings that are text with any character in it"""
AT_LEAST = {"trajectories": 2, "points": 2, "most": 1, "chart_runs": 1, "conditions": 1, "permutations": 19}


def section_of(task: str, configuration: Mapping[str, Any], origins: Origins) -> Any:
    """Makes the section of a task; nothing for a task that has none.

    Args:
        task: what is to be done
        configuration: all settings, as plain values
        origins: tells where a key was given

    Raises:
        SettingsError: it is of another task, or something in it cannot be used
    """
    for name in SECTIONS:
        if name != task and name in configuration:
            raise refusal(origins.of(name), name, configuration[name], f"only task={name} has these settings")
    if task not in SECTIONS:
        return None
    made: object = validated(SECTIONS[task], configuration.get(task) or {}, task, origins.of)
    refuse_first(_problems(made, task), origins.of)
    return made


def _problems(section: Any, task: str) -> Iterator[Problem]:
    for name, value in vars(section).items():
        if name in AT_LEAST and value < AT_LEAST[name]:
            yield Problem(f"{task}.{name}", value, f"must be at least {AT_LEAST[name]}")
        if name == "points" and value & (value - 1):
            yield Problem(f"{task}.{name}", value, "must be a power of 2, as 64 or 128: Sobol's points come so")

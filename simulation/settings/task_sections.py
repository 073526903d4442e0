"""What a task can be told beside its study: a section of the settings for each task that has one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from pydantic import Field

from simulation.settings import folders
from simulation.settings.errors import Problem, nearest, refusal
from simulation.settings.origins import Origins
from simulation.settings.study import Study
from simulation.settings.tasks import Scope
from simulation.settings.validate import refuse_first, validated
from simulation.settings.words import Payer

Count = Annotated[int, Field(ge=1)]
Amount = Annotated[float, Field(gt=0)]
SomeNames = Annotated[tuple[str, ...], Field(min_length=1)]
ALL = "all"
"""all payers together"""


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
    trajectories: Annotated[int, Field(ge=2)] = 10
    """of Morris; each has one point more than there are unknowns"""
    points: Annotated[int, Field(ge=2)] = 64
    """of each of the two matrices of Sobol, a power of 2"""
    most: Count = 6
    """unknowns that Sobol and the tornado chart go on with after Morris"""
    chart_runs: Count = 6
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
    conditions: Count = 3
    """at most so many in the box"""
    permutations: Annotated[int, Field(ge=19)] = 19
    """shuffled outcomes that a box must beat"""


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """From which value on, of each setting that is swept, a policy pays."""

    payers: SomeNames = (Payer.MUNICIPALITY.value, ALL)
    scope: Scope = Scope.TOWN
    halvings: int = 2
    """times that a value is added in the middle of the two between which it begins to pay"""


@dataclass(frozen=True, kw_only=True)
class Margins:
    """What a little more of each kind of help does."""

    fte: Amount = 1.0
    """coaches, intakers and assistants that are added, each in a run of its own; differences are divided by it"""
    circles: Amount = 1.0
    places: Amount = 10.0
    """places with agencies, all kinds in proportion"""
    outcomes: SomeNames = ("total_cost_eur", "problem_weeks", "crises", "mean_wait_weeks")
    scope: Scope = Scope.TOWN


@dataclass(frozen=True, kw_only=True)
class Monitoring:
    """A monitoring plan: what the council will count, where, and when it will look."""

    outcomes: SomeNames = ("problem_weeks", "serious_weeks", "crises", "requests")
    after_months: Annotated[tuple[Count, ...], Field(min_length=1)] = (6, 12, 24, 36)
    baseline_months: Count = 24
    """months of usual care that are counted before the policy begins"""
    comparison: tuple[str, ...] = ()
    """neighbourhoods to compare the pilot with; all others if none is named"""


@dataclass(frozen=True, kw_only=True)
class Optimise:
    """What is to be as small (or large) as possible, and what may be spent."""

    objectives: SomeNames = ("total_cost_eur", "problem_weeks", "longest_wait_weeks", "worst_neighbourhood")
    trials: Count = 24
    first: Count = 8
    """trials before the search learns from what it found; also how many each generation has"""
    budget_eur_year: Amount | None = None
    """most that the approach itself may cost a year, mean over the runs; null: no limit"""
    fresh_runs: Count = 6
    """new runs that the chosen ones are judged by"""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What ``task=calibrate`` does."""

    parameters: SomeNames
    """uncertainties that reported figures may narrow, ``group.name``; a group alone stands for all it has that vary"""
    budget: Annotated[int, Field(ge=40)]
    """simulations drawn from the prior"""
    check: Annotated[int, Field(ge=19)]
    """simulations drawn from the posterior, to lay beside what was reported; of 19 the outer two are a 90% interval"""
    draws: Count
    """rows of the posterior that are kept for other studies"""
    towns: tuple[str, ...] = ()
    """whose figures of usual care count, beside those of the town of the study"""
    pilots: tuple[str, ...] = ()
    """whose figures count"""


SECTIONS: Mapping[str, type] = {
    "sensitivity": Sensitivity,
    "discovery": Discovery,
    "break_even": BreakEven,
    "margins": Margins,
    "monitoring": Monitoring,
    "optimise": Optimise,
    "calibration": Calibration,
}
OWN_RUNS = (Sensitivity, Discovery)
"""sections on which depends what is run; with another, the same runs are asked something else in the same folder"""
OTHER_NAMES = {"calibrate": "calibration"}
"""tasks whose section has another name"""
LISTS = tuple(
    f"{section}.{name}"
    for section, kind in SECTIONS.items()
    for name, hint in get_type_hints(kind).items()
    if hint == tuple[str, ...]
)
"""settings that may be written a,b"""
FREE = ("discovery.fails",)
"""settings that are text with any character in it"""


def check_section(task: str, configuration: Mapping[str, Any], origins: Origins) -> None:
    """Refuses the section of another task, and a calibration of nothing.

    Args:
        task: what is to be done
        configuration: all settings, as plain values
        origins: tells where a key was given
    """
    own = OTHER_NAMES.get(task, task)
    for name in SECTIONS:
        if name in configuration and name != own:
            whose = next((each for each, section in OTHER_NAMES.items() if section == name), name)
            raise refusal(origins.of(name), name, configuration[name], f"only for task={whose}, not task={task}")
    if SECTIONS.get(own) is Calibration and own not in configuration:
        allowed = f"nothing to calibrate; give {own}.parameters, or a study with it, as study=calibrate"
        raise refusal(origins.of("task"), "task", task, allowed)


def section_of(
    task: str, configuration: Mapping[str, Any], study: Study, origins: Origins, directory: Path | None = None
) -> Any:
    """Makes the section of a task; nothing for a task that has none.

    Args:
        task: what is to be done
        configuration: all settings, as plain values
        study: that the task works on
        origins: tells where a key was given
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: something in it cannot be used
    """
    name = OTHER_NAMES.get(task, task)
    if name not in SECTIONS:
        return None
    made: Any = validated(SECTIONS[name], configuration.get(name) or {}, name, origins.of)
    if isinstance(made, Calibration):
        made = replace(made, parameters=tuple(_expanded(made.parameters, study)))
        refuse_first(_calibration_problems(made, study, directory), origins.of)
    refuse_first(_problems(made, name), origins.of)
    return made


def _problems(section: Any, name: str) -> Iterator[Problem]:
    for each in fields(section):
        value = getattr(section, each.name)
        if isinstance(value, tuple) and len(set(value)) < len(value):
            yield Problem(f"{name}.{each.name}", list(value), "each must be unique")
    if isinstance(section, Sensitivity) and section.points & (section.points - 1):
        allowed = "must be a power of 2, as 64 or 128: Sobol's points come so"
        yield Problem(f"{name}.points", section.points, allowed)
    if isinstance(section, BreakEven):
        if not 0 <= section.halvings <= 10:
            yield Problem(f"{name}.halvings", section.halvings, "must be from 0 to 10")
        known = [*(payer.value for payer in Payer), ALL]
        for payer in section.payers:
            if payer not in known:
                yield Problem(f"{name}.payers", payer, f"unknown payer; {nearest(payer, known)}")
    if isinstance(section, Optimise) and section.first > section.trials:
        yield Problem(f"{name}.first", section.first, f"must be at most {name}.trials, {section.trials}")


def _expanded(names: tuple[str, ...], study: Study) -> Iterator[str]:
    rows, beliefs = study.uncertainties.rows, believed(study)
    groups = {name.partition(".")[0] for name in rows}
    for name in names:
        if name in groups:
            ours = (each for each in rows if each.startswith(f"{name}.") and each not in beliefs)
            yield from (each for each in ours if rows[each].low < rows[each].high)
        else:
            yield name


def believed(study: Study) -> set[str]:
    """Returns the names of what worldviews hold of approaches: a belief, which no figure of a pilot may settle."""
    return {name for worldview in (*study.worldviews, *study.mixture) for name in worldview.beliefs}


def _calibration_problems(made: Calibration, study: Study, directory: Path | None) -> Iterator[Problem]:
    yield from parameter_problems("calibration.parameters", made.parameters, study)
    within = folders.folders("configs", directory)
    for axis, folder in (("towns", "town"), ("pilots", "pilot")):
        known = folders.names(tuple(each / folder for each in within))
        for name in getattr(made, axis):
            if name not in known:
                yield Problem(f"calibration.{axis}", name, f"unknown {folder}; {nearest(name, known)}")


def parameter_problems(key: str, names: tuple[str, ...], study: Study) -> Iterator[Problem]:
    """Finds names that cannot be calibrated, or drawn from a posterior."""
    rows, beliefs = study.uncertainties.rows, believed(study)
    for place, name in enumerate(names):
        if name not in rows:
            yield Problem(key, name, f"unknown uncertainty; {nearest(name, rows)}")
        elif name in names[:place]:
            yield Problem(key, name, "is there twice")
        elif rows[name].low == rows[name].high:
            yield Problem(key, name, f"has no range: is {rows[name].value:g}")
        elif name in beliefs:
            yield Problem(key, name, "is held by worldviews; what a worldview believes is not calibrated")

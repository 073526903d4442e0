"""The section ``calibration`` of the composed configuration: what is calibrated, to which towns and pilots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulation.settings import folders
from simulation.settings.errors import Problem, nearest, refusal
from simulation.settings.origins import Origins
from simulation.settings.study import Study
from simulation.settings.validate import refuse_first, validated

SECTION = "calibration"
TASK = "calibrate"
FEWEST = {"budget": 40, "check": 19, "draws": 1}
"""With 19 simulations the smallest and the largest are a 90% interval."""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What ``task=calibrate`` does."""

    parameters: tuple[str, ...]
    """uncertainties that reported figures may narrow, ``group.name``; a group alone stands for all it has that vary"""
    budget: int
    """simulations drawn from the prior"""
    check: int
    """simulations drawn from the posterior, to lay beside what was reported"""
    draws: int
    """rows of the posterior that are kept for other studies"""
    towns: tuple[str, ...] = ()
    """whose figures of usual care count, beside those of the town of the study"""
    pilots: tuple[str, ...] = ()
    """whose figures count"""


def calibration_of(content: Any, study: Study, origins: Origins, directory: Path | None) -> Calibration:
    """Makes the section of what is written.

    Args:
        content: of the section, as plain values
        study: with the uncertainties
        origins: tells where a key was given
        directory: where the user works

    Raises:
        SettingsError: the first thing that is wrong
    """
    made = validated(Calibration, content, SECTION, origins.of)
    made = replace(made, parameters=tuple(_expanded(made.parameters, study)))
    refuse_first(_problems(made, study, directory), origins.of)
    return made


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


def _problems(made: Calibration, study: Study, directory: Path | None) -> Iterator[Problem]:
    for name, fewest in FEWEST.items():
        if getattr(made, name) < fewest:
            yield Problem(f"{SECTION}.{name}", getattr(made, name), f"must be at least {fewest}")
    key = f"{SECTION}.parameters"
    if not made.parameters:
        yield Problem(key, [], "must name at least one uncertainty, as in [streets.spill]")
    yield from parameter_problems(key, made.parameters, study)
    within = folders.folders("configs", directory)
    for axis, folder in (("towns", "town"), ("pilots", "pilot")):
        known = folders.names(tuple(each / folder for each in within))
        for name in getattr(made, axis):
            if name not in known:
                yield Problem(f"{SECTION}.{axis}", name, f"unknown {folder}; {nearest(name, known)}")


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


def check_calibration(task: str, section: object, origins: Origins) -> None:
    """Refuses a calibration that would not be run, and the task that has nothing to calibrate."""
    if task == TASK and section is None:
        allowed = f"nothing to calibrate; give {SECTION}.parameters, or a study with it, as study=calibrate"
        raise refusal(origins.of("task"), "task", task, allowed)
    if task != TASK and section is not None:
        raise refusal(origins.of(SECTION), SECTION, section, f"only task={TASK} runs it, not task={task}")

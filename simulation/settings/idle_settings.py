"""Settings of the command line that could be taken for something, and would do nothing: they are refused."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from simulation.settings.approaches import levers_class
from simulation.settings.errors import Problem
from simulation.settings.study import Engine, Study
from simulation.settings.sweep import UNCERTAINTIES
from simulation.settings.values import MIXED
from simulation.settings.words import EngineKind

OWN = {"pilots": ("town", "scenarios", "worldviews"), "calibrate": ("worldviews",)}
"""what each pilot of a task has of its own"""
WHOLE_RANGE = ("sensitivity", "evidence", *OWN)
"""tasks that take unknowns over their range in the register, whatever worldviews believe"""


def idle_settings(given: Mapping[str, Any], task: str, engine: Engine, study: Study) -> Iterator[Problem]:
    """Finds settings that would do nothing.

    Args:
        given: on the command line, by dotted name
        task: what is to be done
        engine: what spreads runs
        study: composed with them
    """
    for key in OWN.get(task, ()):
        if given.get(key):
            yield Problem(key, given[key], f"task={task} runs each pilot with its own; leave it out")
    if "engine.address" in given and engine.kind is not EngineKind.DASK:
        yield Problem("engine.address", engine.address, "does nothing without engine=dask")
    settings = study.settings
    if "study.max_runs" in given and not settings.precision:
        yield Problem("study.max_runs", settings.max_runs, "does nothing without study.precision; see study.runs")
    yield from () if task in WHOLE_RANGE else _believed(given, study)


def _believed(given: Mapping[str, Any], study: Study) -> Iterator[Problem]:
    """Unknowns of approaches, which do not matter in usual care, that every worldview has a belief about."""
    views = [each for one in study.worldviews for each in (study.mixture if one.name == MIXED else (one,))]
    approaches = {field.name for field in fields(levers_class())}
    for key, value in given.items():
        kind, _, rest = key.partition(".")
        name = ".".join(rest.split(".")[:2])
        if kind != UNCERTAINTIES or name.partition(".")[0] not in approaches:
            continue
        if views and all(name in each.beliefs for each in views):
            names = ", ".join(dict.fromkeys(each.name for each in views))
            hold = f"task=sweep sweep.over.{UNCERTAINTIES}.{name}=[...] holds a value in all of them"
            yield Problem(key, value, f"moves nothing: the worldviews ({names}) each have their own; {hold}")

"""What ``-m`` makes of the command line: points of one sweep, and studies that are run one after another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, Glob, IntervalSweep, RangeSweep
from hydra.errors import HydraException

from simulation.settings.command_line import FREE, LISTS
from simulation.settings.compose import Composed, compose_study
from simulation.settings.errors import refusal
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.sweep_section import OVER, SECTION

AS_TYPED = (*LISTS, *FREE)
"""settings of which a comma is part"""
POINT = re.compile(r"levers\..+|uncertainties\.[^.]+\.[^.]+(\.value)?")
"""keys that are swept within one study"""


class Given(NamedTuple):
    """The command line of one study, and what tells it from the others: ``key=value``, or nothing if it is alone."""

    arguments: tuple[str, ...]
    name: str


def compose_studies(arguments: Sequence[str], directory: Path | None = None) -> list[Composed]:
    """Composes what ``-m`` asks for; if that is several studies, each has a subfolder of ``results=``.

    Args:
        arguments: as typed, without options
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: something cannot be used, in any of the studies
    """
    return [_composed(given, directory) for given in studies_of(arguments)]


def _composed(given: Given, directory: Path | None) -> Composed:
    composed = compose_study(given.arguments, directory)
    if not given.name or not composed.configuration.get("results"):
        return composed
    return replace(composed, results=composed.results / given.name)


def studies_of(arguments: Sequence[str]) -> list[Given]:
    """Reads lists of values as Hydra does: ``a,b``, ``choice(a,b)``, ``range(start,stop,step)``.

    Several values of a lever or an uncertainty make points of one sweep. Several values of anything else make a study
    each, in every combination; the last varies fastest. Lists of scenarios and worldviews are axes of one study.

    Args:
        arguments: as typed, without options

    Raises:
        SettingsError: values that cannot be gone through one by one
    """
    shared: list[str] = []
    apart: list[list[str]] = []
    for argument in arguments:
        key, values = _swept(argument)
        if values is None:
            shared.append(argument)
        elif POINT.fullmatch(key):
            shared.append(f"{OVER}.{key}=[{','.join(values)}]")
        else:
            apart.append([f"{key}={value}" for value in values])
    if any(argument.startswith(f"{OVER}.") for argument in shared):
        shared = [f"task={SECTION}", *(argument for argument in shared if argument != "task=study")]
    return [Given((*shared, *combination), _folder(combination)) for combination in product(*apart)]


def _swept(argument: str) -> tuple[str, list[str] | None]:
    """The key and the values of an argument that gives several, each written as Hydra reads it."""
    key, _, value = argument.partition("=")
    key = key.strip().lstrip("+").removeprefix(f"{OVER}.")
    if key in AS_TYPED and not value.lstrip().startswith("["):
        return key, None
    try:
        parsed = OverridesParser.create().parse_override(f"{key}={value}")
    except HydraException:
        return key, None  # composing it says what is wrong
    if not parsed.is_sweep_override():
        return key, None
    _check_values(key, value, parsed.value())
    try:
        values = list(parsed.sweep_string_iterator())
    except (HydraException, ValueError, ArithmeticError) as error:
        raise refusal(COMMAND_LINE, key, value, f"cannot be gone through: {error}") from error
    if not values:
        raise refusal(COMMAND_LINE, key, value, "has no values")
    return key, values


def _check_values(key: str, written: str, values: object) -> None:
    if isinstance(values, IntervalSweep):
        bounds = f"{{low: {values.start:g}, high: {values.end:g}}}"
        instead = f"'{OVER}.{key}={bounds}' sweep.design=latin_hypercube sweep.points=64 task={SECTION}"
        hint = f"; without -m: {instead}" if POINT.fullmatch(key) else ""
        raise refusal(COMMAND_LINE, key, written, f"an interval has no values to go through{hint}")
    if isinstance(values, Glob):
        raise refusal(COMMAND_LINE, key, written, "must be a list of names, as in a,b")
    if isinstance(values, ChoiceSweep | RangeSweep) and values.shuffle:
        raise refusal(COMMAND_LINE, key, written, "cannot be shuffled: all of it is run, in the order written")


def _folder(combination: Sequence[str]) -> str:
    return re.sub(r"[^\w.,=+-]", "_", ",".join(combination))

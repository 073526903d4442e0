"""Levers that the command line gives: they hold as one point of a sweep does, whatever scenarios say of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulation.settings.command_line import Setting
from simulation.settings.errors import refusal, show
from simulation.settings.levers import Levers
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.scenario import Scenario
from simulation.settings.study import Study
from simulation.settings.sweep import LEVERS, Point, Sweep, Value, study_at
from simulation.settings.sweep_section import idle_levers
from simulation.settings.town import Label

OWN_LEVERS = ("pilots", "calibrate")
"""tasks that run every pilot with the levers of its own scenario"""


def is_lever(setting: Setting) -> bool:
    """Tells whether a setting is of one lever, or of a block of them."""
    return setting.key.partition(".")[0] == LEVERS


def chosen_in(settings: Iterable[Setting], levers: Levers) -> dict[str, Value]:
    """Gives the levers that some settings are of, by dotted name.

    Args:
        settings: of the command line
        levers: made of these settings and checked
    """
    names = dict.fromkeys(name for each in settings for name in _names(each.key, each.value))
    found = {}
    for name in names:
        block, _, lever = name.removeprefix(f"{LEVERS}.").partition(".")
        found[name] = getattr(getattr(levers, block), lever)
    return found


def _names(key: str, value: Any) -> Iterator[str]:
    """The levers of a setting, which may be a block."""
    if key.count(".") == 2:
        yield key
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _names(f"{key}.{name}", inner)


def with_chosen(study: Study, chosen: Mapping[str, Value], task: str, sweep: Sweep | None) -> tuple[Study, list[str]]:
    """Returns the study with chosen levers, and says of each that changes a scenario what the scenario had.

    Args:
        study: with scenarios as their files have them
        chosen: see ``chosen_in``
        task: what is done with the study
        sweep: over what, if it is run at several points

    Raises:
        SettingsError: a lever that would do nothing
    """
    held = study_at(study, Point(number=0, values=chosen))
    for key, value in chosen.items():
        if task in OWN_LEVERS:
            allowed = f"task={task} runs each pilot with the levers of its own scenario"
            raise refusal(COMMAND_LINE, key, value, allowed)
        if sweep is not None and key in sweep.over:
            raise refusal(COMMAND_LINE, key, value, "is swept over too; give one of the two")
    for key, why in idle_levers(chosen, held, sweep):
        raise refusal(COMMAND_LINE, key, chosen[key], why)
    pairs = list(zip((study.reference, *study.scenarios), (held.reference, *held.scenarios), strict=True))
    reference, *scenarios = (_described(before, after, chosen) for before, after in pairs)
    lines = [line for key in chosen if (line := _replaced(key, chosen[key], pairs))]
    return replace(held, reference=reference, scenarios=tuple(scenarios)), lines


def _described(before: Scenario, after: Scenario, chosen: Mapping[str, Value]) -> Scenario:
    """The scenario with a description that says which of its levers were changed: it may tell of the old ones."""
    changes = [
        f"{key.removeprefix(f'{LEVERS}.')} = {_written(value)} (was {', '.join(was)})"
        for key, value in chosen.items()
        if (was := _was(key, before, after))
    ]
    if not changes:
        return before
    words, changed = before.description, "; ".join(changes)
    dutch = re.sub(r"(?<=\d)\.(?=\d)", ",", changed)
    return replace(after, description=Label(nl=f"{words.nl} Gewijzigd: {dutch}.", en=f"{words.en} Changed: {changed}."))


def _was(key: str, before: Scenario, after: Scenario) -> list[str]:
    """What a scenario had of a lever, in the order of its phases; nothing if it has the same now."""
    values, now = _values(key, before), _values(key, after)
    return [] if values == now else list(dict.fromkeys(_written(value) for value in values))


def _values(key: str, scenario: Scenario) -> list[Value]:
    block, _, lever = key.removeprefix(f"{LEVERS}.").partition(".")
    return [getattr(getattr(phase.levers, block), lever) for phase in scenario.phases]


def _replaced(key: str, value: Value, pairs: Sequence[tuple[Scenario, Scenario]]) -> str:
    """One line on a lever that changes scenarios: which, and what they had; nothing if none is changed."""
    had: dict[str, list[str]] = {}
    for before, after in pairs:
        if was := _was(key, before, after):
            had.setdefault(", then ".join(was), []).append(before.name)
    parts = "; ".join(f"{was} in {', '.join(names)}" for was, names in had.items())
    return f"{key} = {_written(value)} in place of {parts}" if parts else ""


def _written(value: Value) -> str:
    return str(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else show(value)

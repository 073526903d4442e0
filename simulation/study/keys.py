"""The key of a run, as people write it too: ``optimistic/wijkcoaches/0/3``, or ``usual_care/0/3`` for usual care."""

from dataclasses import dataclass

from simulation.settings import MIXED, Scenario, SettingsError, Study, Values, Worldview, values_of
from simulation.settings.errors import nearest

FORM = "write worldview/scenario/draw/run, as in optimistic/wijkcoaches/0/0, or usual_care/0/0"
REFERENCE = "usual_care"
NO_WORLDVIEW = ""
"""Worldview of usual care, which depends on none."""


@dataclass(frozen=True, kw_only=True, order=True)
class Key:
    """Which run: the four axes of a study, at a point of a sweep."""

    point: int = 0
    worldview: str
    scenario: str
    draw: int
    run: int


def named[Named: (Scenario, Worldview)](choices: tuple[Named, ...], name: str, kind: str) -> Named:
    """Return the scenario or worldview of a name.

    Raises:
        SettingsError: There is none.
    """
    for choice in choices:
        if choice.name == name:
            return choice
    raise SettingsError(f"{kind} = '{name}': not in this study; {nearest(name, [each.name for each in choices])}")


def values_in(study: Study, worldview: Worldview | None, draw: int) -> Values:
    """Return the value of every uncertainty in one draw; without a worldview, those of usual care."""
    return values_of(study.uncertainties, worldview, study.mixture, draw, study.settings.seed, study.town.price_year)


def text_of(key: Key, with_point: bool = False) -> str:
    """Return a key as text; usual care has no worldview.

    Args:
        key: The run.
        with_point: Whether the point of a sweep comes first.
    """
    parts = (key.worldview, key.scenario, key.draw, key.run)
    text = "/".join(str(part) for part in parts if part != NO_WORLDVIEW)
    return f"{key.point}/{text}" if with_point else text


def key_of(text: str) -> Key:
    """Return the key that a text stands for; a number in front is the point of a sweep.

    Raises:
        SettingsError: It is no key.
    """
    *names, draw, run = text.strip().split("/") if text.count("/") > 1 else ("", "", "")
    point = names.pop(0) if names[0].isdigit() else "0"
    for number in (point, draw, run):
        if not (number.isascii() and number.isdigit()):
            raise SettingsError(f"run = '{text}': is no run; {FORM}")
    if len(names) not in (1, 2) or not all(names):
        raise SettingsError(f"run = '{text}': is no run; {FORM}")
    if (len(names) == 1) != (names[-1] == REFERENCE):
        kind = "has no worldview" if names[-1] == REFERENCE else "needs a worldview in front"
        raise SettingsError(f"run = '{text}': {names[-1]} {kind}; {FORM}")
    worldview = names[0] if len(names) == 2 else NO_WORLDVIEW
    return Key(point=int(point), worldview=worldview, scenario=names[-1], draw=int(draw), run=int(run))


def check_key(study: Study, key: Key, setting: str = "run") -> None:
    """Refuse a run of a scenario or worldview that a study does not have; any draw and run can be played.

    Args:
        study: The study.
        key: The run.
        setting: Where it was named.

    Raises:
        SettingsError: With the nearest name.
    """
    text = text_of(key) if setting == "run" else key.scenario
    scenarios = [each.name for each in (study.reference, *study.scenarios)]
    worldviews = [NO_WORLDVIEW, *(each.name for each in study.worldviews)]
    for kind, name, known in (("scenario", key.scenario, scenarios), ("worldview", key.worldview, worldviews)):
        if name not in known:
            hint = nearest(name, filter(None, known))
            raise SettingsError(f"{setting} = '{text}': the study has no {kind} '{name}'; {hint}")
    if key.worldview == MIXED and key.draw == 0:
        raise SettingsError(f"run = '{text}': {MIXED} has no draw 0; its draws begin at 1")

"""The key of a run as people write it: ``optimistic/wijkcoaches/0/3``, or ``usual_care/0/3`` for usual care."""

from simulation.settings import MIXED, SettingsError, Study
from simulation.settings.errors import nearest
from simulation.study.run import NO_WORLDVIEW, Key

FORM = "write worldview/scenario/draw/run, as in optimistic/wijkcoaches/0/0, or usual_care/0/0"
REFERENCE = "usual_care"


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

"""What is looked at: a town, worldviews, scenarios and a choice of one's own; in the address bar, and as a study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from simulation.settings import MIXED, Label, Levers, SettingsError, Study, TownKind
from simulation.settings.compose import REFERENCE, compose_study
from simulation.settings.errors import nearest
from simulation.settings.folders import find, folders, names, read
from simulation.settings.scenario_files import load_scenario, scenario_from
from simulation.settings.worldview_files import load_worldview
from simulation.web.files import not_one_of
from simulation.web.levers import CITY, PILOT, Own, content_of

OWN = "own_choice"
"""name of the scenario that the sliders make"""
NAME = "live"
"""of the studies that the page runs"""
SIZES = (2_000, 5_000, 20_000)
"""households of a small copy of a town"""
WHOLE = 0
"""stands for a town as large as it is"""
MOST_SCENARIOS = 7
"""beside the own choice, so that charts stay readable"""
PARTED = "."
"""between names in the address"""


@dataclass(frozen=True, kw_only=True)
class View:
    """Everything that decides what is run, in the words of the address bar."""

    town: str = "enschede"
    size: int = SIZES[1]
    worldviews: tuple[str, ...] = ("optimistic", "no_effect", "adverse")
    scenarios: tuple[str, ...] = ()
    own: Own = field(default_factory=Own)


def towns() -> list[str]:
    """Name all towns that are no stylised ones."""
    found = names(tuple(folder / "town" for folder in folders("configs")))
    return [name for name in found if name not in list(TownKind)]


def label_of(town: str) -> Label:
    """Return what a town is called; its file's name where the file does not say."""
    path = find(town, tuple(folder / "town" for folder in folders("configs")))
    try:
        said = read(path)["label"] if path else {}
        return Label(nl=str(said["nl"]), en=str(said["en"]))
    except (SettingsError, KeyError, TypeError):
        return Label(nl=town, en=town)


def worldviews() -> list[str]:
    """Name all worldviews, the mixture last."""
    return [*names(tuple(folder / "worldview" for folder in folders("configs"))), MIXED]


def scenarios() -> list[str]:
    """Name all scenarios but the reference, which is always there."""
    return [name for name in names(folders("scenarios")) if name != REFERENCE]


def study_of(view: View, runs: int) -> Study:
    """Return the study of a view.

    Args:
        view: What is looked at.
        runs: Of each scenario in each worldview; under the mixture as many draws of all unknowns.

    Raises:
        SettingsError: Something in it cannot be used.
    """
    base, levers = _base(view.town, view.size)
    town, years = base.town, base.settings.years
    for name in view.scenarios:
        if name not in scenarios():
            raise SettingsError(f"scenario '{name}': unknown scenario; {nearest(name, scenarios())}")
    own = scenario_from(content_of(view.own, base), OWN, base=levers, town=town, years=years)
    others = [load_scenario(name, base=levers, town=town, years=years) for name in view.scenarios]
    mixed = MIXED in view.worldviews
    settings = replace(base.settings, runs=1 if mixed else runs, draws=runs + 1 if mixed else 1)
    return replace(
        base,
        settings=settings,
        scenarios=(own, *others),
        worldviews=tuple(load_worldview(name, base.uncertainties) for name in view.worldviews),
    )


@lru_cache(maxsize=8)
def _base(town: str, size: int) -> tuple[Study, Levers]:
    """Return a town with all its unknowns, composed once."""
    if town not in towns():
        raise SettingsError(f"town '{town}': unknown town; {nearest(town, towns())}")
    wanted = [f"town={town}", "study=quick", "scenarios=[]", "worldviews=[no_effect]", f"study.name={NAME}"]
    composed = compose_study([*wanted, *([f"town.households={size}"] if size else [])])
    return composed.study, composed.levers


def town_of(view: View) -> Study:
    """Return the town of a view, with usual care alone."""
    return _base(view.town, view.size)[0]


def address_of(view: View) -> dict[str, str]:
    """Write a view as the parameters of an address, what is as at first left out."""
    found = {
        "town": view.town,
        "size": str(view.size),
        "worldviews": PARTED.join(view.worldviews),
        "scenarios": PARTED.join(view.scenarios),
        **view.own.address(),
    }
    plain = View()
    usual = {
        "town": plain.town,
        "size": str(plain.size),
        "worldviews": PARTED.join(plain.worldviews),
        "scenarios": "",
        **plain.own.address(),
    }
    return {key: value for key, value in found.items() if value != usual[key]}


def view_at(address: Mapping[str, str]) -> tuple[View, list[SettingsError]]:
    """Read a view from the parameters of an address.

    Returns:
        The view, and what in the address could not be used, an error each; there the view is as at first
    """
    view, problems = View(), list[SettingsError]()
    for key, value in address.items():
        try:
            view = _with(view, key, value)
        except SettingsError as error:
            problems.append(error)
    try:
        _check_where(view)
    except SettingsError as error:
        problems.append(error)
        view = replace(view, own=replace(view.own, where=PILOT))
    return view, problems


def _check_where(view: View) -> None:
    """Refuse a neighbourhood that the town does not have."""
    if view.own.where not in (PILOT, CITY):
        _one_of("where", view.own.where, [PILOT, CITY, *(place.name for place in town_of(view).town.neighbourhoods)])


def _with(view: View, key: str, value: str) -> View:
    """Return the view with one parameter of an address; others than of a view change nothing."""
    if key == "town":
        return replace(view, town=_one_of(key, value, towns()))
    if key == "size":
        return replace(view, size=int(_one_of(key, value, [str(each) for each in (*SIZES, WHOLE)])))
    if key == "worldviews":
        found = _all_of(key, value, worldviews()) or view.worldviews
        return replace(view, worldviews=(MIXED,) if MIXED in found else found)
    if key == "scenarios":
        return replace(view, scenarios=_all_of(key, value, scenarios())[:MOST_SCENARIOS])
    return replace(view, own=view.own.with_text(key, value))


def _one_of(key: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise not_one_of(key, value, known)
    return value


def _all_of(key: str, value: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one_of(key, each, known) for each in value.split(PARTED) if each))


def file_of(view: View, label: str, description: str) -> dict[str, Any]:
    """Return what a scenario file of the own choice holds."""
    words = {"nl": label, "en": label}, {"nl": description, "en": description}
    return content_of(view.own, town_of(view)) | {"label": words[0], "description": words[1]}

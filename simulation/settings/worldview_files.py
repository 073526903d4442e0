"""Worldviews as files: ways of seeing the effect of coaching, each a few beliefs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulation.settings import folders
from simulation.settings.approaches import brought
from simulation.settings.checks import worldview_problems
from simulation.settings.errors import SettingsError, nearest
from simulation.settings.uncertainties import Belief, Uncertainties, Worldview
from simulation.settings.validate import refuse_first, validated
from simulation.settings.values import MIXED

MIXTURE = ("optimistic", "no_effect", "adverse")


@dataclass(frozen=True, kw_only=True)
class _File:
    beliefs: Mapping[str, Belief]


def load_worldview(name: str, uncertainties: Uncertainties, directory: Path | None = None) -> Worldview:
    """Loads a worldview by name, the user's own ./configs/worldview first; ``mixed`` has no file.

    An installed approach may bring what a worldview of this name holds of it (a folder ``worldview`` beside its file of
    uncertainties); the worldview's own file has the last word.

    Args:
        name: file name without ``.yaml``
        uncertainties: what the beliefs may be about
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: no such worldview, or a belief that cannot be held
    """
    if name == MIXED:
        return Worldview(name=MIXED, beliefs={})
    within = tuple(folder / "worldview" for folder in folders.folders("configs", directory))
    path = folders.find(name, within)
    if path is None:
        known = [*folders.names(within), MIXED]
        raise SettingsError(f"worldview '{name}': unknown worldview; {nearest(name, known)}")
    paths = [each.uncertainties.parent / "worldview" / f"{name}.yaml" for each in brought()]
    beliefs: dict[str, Belief] = {}
    for each in (*(other for other in paths if other.is_file()), path):
        beliefs |= _beliefs(each, name, uncertainties)
    return Worldview(name=name, beliefs=beliefs)


def _beliefs(path: Path, name: str, uncertainties: Uncertainties) -> Mapping[str, Belief]:
    content = folders.read(path)
    if content.get("beliefs", 0) is None:
        content["beliefs"] = {}
    beliefs = validated(_File, content, "", lambda key: folders.shown(path)).beliefs
    held = Worldview(name=name, beliefs=beliefs)
    refuse_first(worldview_problems(held, uncertainties), lambda key: folders.shown(path))
    return beliefs

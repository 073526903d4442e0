"""The approaches that are installed, each registered under the entry-point group ``voordeur.approaches``.

Settings know of an approach by its name, its levers and its uncertainties; what it does is in ``services.approach``.
"""

import sys
from collections.abc import Iterator
from dataclasses import field, fields, is_dataclass, make_dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol

from simulation.settings.errors import SettingsError
from simulation.settings.levers import Levers

GROUP = "voordeur.approaches"
PARTS = ("name", "levers", "uncertainties", "columns", "outcomes", "products", "start")
"""What an approach must have, see ``services.approach.Approach``."""
OWN_PACKAGE = __name__.partition(".")[0]


class Named(Protocol):
    """What settings need to know of an approach."""

    name: str
    """of its block of levers, and of the group of its uncertainties"""
    levers: type
    """frozen dataclass with ``where`` and the approach's own levers, all with defaults"""
    uncertainties: Path | None
    """file with its uncertainties; none if they are among the shipped ones. A folder ``worldview`` beside it may hold
    what worldviews believe of them."""


@cache
def approaches() -> tuple[Any, ...]:
    """Return every approach that is installed, in order of name.

    Raises:
        SettingsError: One of them cannot be loaded or used.
    """
    taken = {block.name: "the model itself" for block in fields(Levers)}
    found = []
    for point in _points():
        approach = _loaded(point)
        if owner := taken.get(approach.name):
            raise SettingsError(f"{_called(point)}: its name '{approach.name}' is taken by {owner}; it needs another")
        taken[approach.name] = _called(point)
        found.append(approach)
    return tuple(found)


def _points() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _called(point: EntryPoint) -> str:
    return f"approach '{point.name}' ({point.value})"


def _loaded(point: EntryPoint) -> Any:
    """Load an approach and see that the model can use it."""
    try:
        approach = point.load()
    except Exception as error:  # whatever is wrong with it, it is the installed package's
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SettingsError(f"{_called(point)} cannot be loaded: {reason}") from error
    missing = [part for part in PARTS if not hasattr(approach, part)]
    if missing:
        raise SettingsError(f"{_called(point)}: has no {', '.join(missing)}")
    if not str(approach.name).isidentifier():
        raise SettingsError(f"{_called(point)}: its name '{approach.name}' must be one word of letters, digits and _")
    if not _has_levers(approach):
        raise SettingsError(f"{_called(point)}: levers must be a dataclass with 'where', and a default for every lever")
    return approach


def _has_levers(approach: Any) -> bool:
    try:
        return hasattr(approach.levers(), "where") and is_dataclass(approach.levers)
    except TypeError:
        return False


def brought() -> tuple[Any, ...]:
    """Return the approaches that bring a file of uncertainties, in order of name."""
    return tuple(each for each in approaches() if each.uncertainties is not None)


def sources() -> Iterator[Path]:
    """Yield every source of the packages that approaches come from, this one left out."""
    approaches()
    for package in sorted({point.module.partition(".")[0] for point in _points()} - {OWN_PACKAGE}):
        module = sys.modules[package]
        folders = [Path(folder) for folder in getattr(module, "__path__", ())]
        yield from (path for folder in folders for path in sorted(folder.rglob("*.py")))
        if not folders and module.__file__:
            yield Path(module.__file__)


def distributions() -> dict[str, str]:
    """Return name and version of the packages that approaches come from, this one left out."""
    found = (point.dist for point in _points() if point.module.partition(".")[0] != OWN_PACKAGE)
    return {each.name: each.version for each in found if each is not None}


def levers_class() -> type[Levers]:
    """Return the class of all levers: those of the core, and a block for each installed approach."""
    return _levers_class(tuple((each.name, each.levers) for each in approaches()))


@cache
def _levers_class(installed: tuple[tuple[str, type], ...]) -> type[Levers]:
    blocks = [(name, levers, field(default_factory=levers)) for name, levers in installed]
    made: type[Levers] = make_dataclass(
        "AllLevers", blocks, bases=(Levers,), frozen=True, kw_only=True, module=__name__
    )
    return made


def __getattr__(name: str) -> object:
    """Find the class of all levers by its name, so that levers can be sent to other processes."""
    if name == "AllLevers":
        return levers_class()
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")

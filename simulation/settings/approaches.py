"""The approaches that are installed, each registered under the entry-point group ``voordeur.approaches``.

Settings know of an approach by its name, its levers and its uncertainties; what it does is in ``services.approach``.
"""

from dataclasses import field, make_dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol

from simulation.settings.errors import SettingsError
from simulation.settings.levers import Levers

GROUP = "voordeur.approaches"


class Named(Protocol):
    """What settings need to know of an approach."""

    name: str
    """of its block of levers, and of the group of its uncertainties"""
    levers: type
    """frozen dataclass with ``where`` and the approach's own levers, all with defaults"""
    uncertainties: Path | None
    """file with its uncertainties; none if they are among the shipped ones"""


@cache
def approaches() -> tuple[Any, ...]:
    """Return every approach that is installed, in order of name.

    Raises:
        SettingsError: One of them cannot be loaded.
    """
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(_loaded(point) for point in points)


def _loaded(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:  # whatever is wrong with it, it is the installed package's
        reason = " ".join(str(error).split())
        raise SettingsError(f"approach '{point.name}' ({point.value}) cannot be loaded: {reason}") from error


@cache
def levers_class() -> type[Levers]:
    """Return the class of all levers: those of the core, and a block for each installed approach."""
    blocks = [(each.name, each.levers, field(default_factory=each.levers)) for each in approaches()]
    made: type[Levers] = make_dataclass(
        "AllLevers", blocks, bases=(Levers,), frozen=True, kw_only=True, module=__name__
    )
    return made


def __getattr__(name: str) -> object:
    """Find the class of all levers by its name, so that levers can be sent to other processes."""
    if name == "AllLevers":
        return levers_class()
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")

"""Scenarios as files: what a council chooses, each written as a difference from another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from simulation.settings import folders
from simulation.settings.approaches import levers_class
from simulation.settings.checks import label_problems, levers_problems, phase_problems
from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.levers import Levers
from simulation.settings.scenario import Phase, Scenario
from simulation.settings.town import Label, Town
from simulation.settings.validate import Origin, refuse_first, validated


@dataclass(frozen=True, kw_only=True)
class _PhaseInFile:
    from_month: int
    levers: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class _File:
    label: Label
    description: Label
    extends: str | None = None
    levers: dict[str, Any] | None = None
    phases: tuple[_PhaseInFile, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class _State:
    """Levers and phases after some files of a chain, the parent's first."""

    levers: Levers
    phases: tuple[_PhaseInFile, ...] = ()
    phases_origin: Origin = field(default=lambda key: "")


def load_scenario(
    name: str,
    *,
    base: Levers | None = None,
    town: Town | None = None,
    years: int | None = None,
    directory: Path | None = None,
) -> Scenario:
    """Loads a scenario by name, the user's own ./scenarios first.

    The levers of month 0 are those of the parent (``extends``) with the file's own on top; each phase comes
    on top of the one before it. A file with ``phases`` replaces all phases of its parent, one without keeps
    them.

    Args:
        name: file name without ``.yaml``
        base: levers that hold unless the scenario says otherwise; usual care if not given
        town: refuses places that this town does not have
        years: refuses phases at or beyond this horizon
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: no such scenario, or something in one of its files is wrong
    """
    chain = _chain(name, folders.folders("scenarios", directory))
    return _made(name, chain, base, town, years)


def scenario_from(
    content: Mapping[str, Any],
    name: str,
    *,
    base: Levers | None = None,
    town: Town | None = None,
    years: int | None = None,
    directory: Path | None = None,
) -> Scenario:
    """Makes a scenario of what would be in its file; see ``load_scenario``.

    Args:
        content: of the file
        name: of the scenario
        base: see ``load_scenario``, as what follows
        town: refuses places that this town does not have
        years: refuses phases at or beyond this horizon
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: something in it is wrong
    """
    path = Path(f"{name}.yaml")
    file = validated(_File, content, "", _origin(path))
    parents = _chain(file.extends, folders.folders("scenarios", directory)) if file.extends else []
    return _made(name, [(path, file), *parents], base, town, years)


def _made(
    name: str, chain: list[tuple[Path, _File]], base: Levers | None, town: Town | None, years: int | None
) -> Scenario:
    refuse_first(label_problems("label", chain[0][1].label), _origin(chain[0][0]))
    state = _State(levers=base or levers_class()())
    for path, file in reversed(chain):
        state = _extended(state, path, file, town)
    phases = _phases(state, town)
    refuse_first(phase_problems(phases, years), state.phases_origin)
    return Scenario(name=name, label=chain[0][1].label, description=chain[0][1].description, phases=phases)


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Puts one nested mapping on top of another; lists are replaced."""
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            value = merged(under, value)
        result[key] = value
    return result


def _chain(name: str, within: tuple[Path, ...]) -> list[tuple[Path, _File]]:
    """The file of a scenario, of its parent, and so on."""
    chain: list[tuple[Path, _File]] = []
    seen: list[str] = []
    parent: str | None = name
    while parent is not None:
        path = folders.find(parent, within)
        if path is None:
            hint = f"unknown scenario; {nearest(parent, folders.names(within))}"
            raise (
                refusal(folders.shown(chain[-1][0]), "extends", parent, hint)
                if chain
                else SettingsError(f"scenario '{parent}': {hint}")
            )
        if parent in seen:
            circle = " -> ".join([*seen[seen.index(parent) :], parent])
            raise refusal(folders.shown(chain[-1][0]), "extends", parent, f"goes round in a circle: {circle}")
        seen.append(parent)
        chain.append((path, validated(_File, folders.read(path), "", _origin(path))))
        parent = chain[-1][1].extends
    return chain


def _origin(path: Path) -> Origin:
    return lambda key: folders.shown(path)


def _extended(state: _State, path: Path, file: _File, town: Town | None) -> _State:
    origin = _origin(path)
    levers = _on_top(state.levers, file.levers, "levers", origin, town)
    if file.phases is None:
        return _State(levers=levers, phases=state.phases, phases_origin=state.phases_origin)
    return _State(levers=levers, phases=file.phases, phases_origin=origin)


def _on_top(below: Levers, above: dict[str, Any] | None, prefix: str, origin: Origin, town: Town | None) -> Levers:
    levers = validated(levers_class(), merged(asdict(below), above or {}), prefix, origin)
    refuse_first(levers_problems(levers, prefix, town), origin)
    return levers


def _phases(state: _State, town: Town | None) -> tuple[Phase, ...]:
    phases = [Phase(from_month=0, levers=state.levers)]
    for place, phase in enumerate(state.phases):
        prefix = f"phases.{place}.levers"
        levers = _on_top(phases[-1].levers, phase.levers, prefix, state.phases_origin, town)
        phases.append(Phase(from_month=phase.from_month, levers=levers))
    return tuple(phases)

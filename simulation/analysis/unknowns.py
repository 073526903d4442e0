"""The unknowns that an analysis varies: which there are, and what they are at a share of their range."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from simulation.settings import Distribution, Scenario, SettingsError, Study, Uncertainty
from simulation.settings.approaches import levers_class
from simulation.settings.errors import nearest, refusal
from simulation.settings.sweep import UNCERTAINTIES, Point
from simulation.settings.values import quantile

AND = " + "
"""between the names of unknowns that move together"""


@dataclass(frozen=True)
class Unknown:
    """One unknown, or some that only move together along a ridge."""

    rows: Mapping[str, Uncertainty]
    """by ``group.name``"""

    @property
    def name(self) -> str:
        """Its dotted name; several are joined."""
        return AND.join(self.rows)

    def at(self, share: float) -> dict[str, float]:
        """Return what is held at a quantile of its distribution; 0 is low, 1 is high."""
        return {
            f"{UNCERTAINTIES}.{name}": float(f"{quantile(row.distribution, row.value, row.low, row.high, share):.12g}")
            for name, row in self.rows.items()
        }

    def along(self, share: float) -> dict[str, float]:
        """Return what is held at a share of the way from low to high, whatever the distribution."""
        return {
            f"{UNCERTAINTIES}.{name}": float(f"{row.low + share * (row.high - row.low):.12g}")
            for name, row in self.rows.items()
        }


def points_at(unknowns: Sequence[Unknown], shares: np.ndarray) -> tuple[Point, ...]:
    """Return a point for each row of quantiles, shape (points, unknowns)."""
    return tuple(
        Point(number=number, values=_held(each.at(share) for each, share in zip(unknowns, row, strict=True)))
        for number, row in enumerate(shares.tolist())
    )


def _held(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    return {name: value for part in parts for name, value in part.items()}


def unknowns_of(study: Study, names: Sequence[str], key: str) -> tuple[Unknown, ...]:
    """Return the unknowns that are named, with those that move together with them, in the order of the register.

    Args:
        study: With the register.
        names: Of unknowns and groups.
        key: The setting that names them.

    Raises:
        SettingsError: A name is unknown, or what it names has no range.
    """
    rows = study.uncertainties.rows
    groups = {name.partition(".")[0] for name in rows}
    for name in names:
        if name not in rows and name not in groups:
            known = [each for each in rows if each.startswith(f"{name.partition('.')[0]}.")] or sorted(groups)
            raise SettingsError(f"{key} = '{name}': no unknown and no group of them; {nearest(name, known)}")
        if name in rows and not _varies(rows[name]):
            raise refusal("configs/uncertainties", key, name, f"has no range: is {rows[name].value:g}")
    chosen = [name for name, row in rows.items() if _varies(row) and {name, name.partition(".")[0]} & set(names)]
    ridges: dict[str, dict[str, Uncertainty]] = {}
    for name in chosen:
        ridge = rows[name].ridge
        together = [other for other, row in rows.items() if ridge and row.ridge == ridge] or [name]
        ridges[ridge or name] = {other: rows[other] for other in together}
    return tuple(Unknown(each) for each in ridges.values())


def _varies(row: Uncertainty) -> bool:
    return row.low < row.high and row.distribution is not Distribution.FIXED


def idle_groups(study: Study, scenario: Scenario) -> set[str]:
    """Return the groups of unknowns of approaches that work nowhere in any phase of a scenario."""
    groups = {name.partition(".")[0] for name in study.uncertainties.rows}
    return groups & {each.name for each in fields(levers_class())} - at_work(scenario) - {"agencies"}


def at_work(scenario: Scenario) -> set[str]:
    """Return the blocks of levers that work somewhere in some phase."""
    blocks = [(phase.levers, field.name) for phase in scenario.phases for field in fields(phase.levers)]
    return {name for levers, name in blocks if getattr(getattr(levers, name), "where", "nowhere") != "nowhere"}


def name_of(names: Iterable[str], given: str | None, key: str) -> str:
    """Return the name that was given, or else the first.

    Raises:
        SettingsError: It is not among them, or there are none.
    """
    known = list(names)
    if not known:
        raise SettingsError(f"{key}: the study has none; add one")
    if given is not None and given not in known:
        raise SettingsError(f"{key} = '{given}': not in this study; {nearest(given, known)}")
    return given or known[0]

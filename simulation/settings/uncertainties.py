"""Uncertainties: what nobody knows exactly, each with range, grade and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.settings.words import Distribution


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """One unknown number of the model.

    ``ridge`` names a group of uncertainties that are drawn together along a line from all-low to all-high, because
    the targets only fix their combination. ``price_year`` marks an amount in euros of that year. ``denominator`` says
    among how many cases a share was counted, where the source does. Once composed, ``low`` and ``high`` are the bounds
    that it is drawn between, which ``evidence_rule`` makes of those that were stated.
    """

    value: float
    low: float
    high: float
    distribution: Distribution
    unit: str
    grade: str
    source: str
    note: str = ""
    fitted: bool = False
    ridge: str | None = None
    price_year: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, kw_only=True)
class Uncertainties:
    """All unknowns by name (``group.name``) and the consumer price index (2024 = 1) that turns prices into one year.

    ``held`` has values that hold in every draw, whatever a
    worldview believes, in the unit and price year of their rows. ``drawn`` has the values of some unknowns in draws 1,
    2, ..., in the unit and price year of their rows, instead of those that would be drawn. Other unknowns keep theirs.
    """

    rows: Mapping[str, Uncertainty]
    price_index: Mapping[int, float]
    held: Mapping[str, float] = field(default_factory=dict)
    drawn: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What a worldview holds of one parameter of an approach: replaces value, low and high of the uncertainty."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Worldview:
    """A way of seeing the effect of coaching; sets parameters of approaches only."""

    name: str
    beliefs: Mapping[str, Belief]

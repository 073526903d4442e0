"""A sweep: one study at many points, each with its own values of some levers and uncertainties."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import floor, prod
from typing import Any

import numpy as np

from simulation.settings.levers import Levers
from simulation.settings.scenario import Scenario
from simulation.settings.study import Study
from simulation.settings.words import Design

LEVERS, UNCERTAINTIES = "levers", "uncertainties"
WORLD = ("agencies", "shocks")
"""blocks of levers that say what world the approaches work in; they also hold in the reference"""

type Value = bool | int | float | str | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Range:
    """All values from low to high, both included; whole numbers only if both are ``int``."""

    low: float
    high: float
    steps: int | None = None
    """how many values, evenly spread, it has in a grid"""

    @property
    def whole(self) -> bool:
        """Whether it has whole numbers only."""
        return isinstance(self.low, int)


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What is swept over: ``levers.<block>.<lever>`` or ``uncertainties.<group>.<name>``, each a list or a range."""

    design: Design
    points: int | None
    """how many, where the design is no grid"""
    over: Mapping[str, tuple[Value, ...] | Range]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value of everything that is swept; points are numbered 0, 1, 2, ..."""

    number: int
    values: Mapping[str, Value]


def size_of(sweep: Sweep) -> int:
    """Returns how many points a sweep has."""
    if sweep.design is not Design.GRID:
        return sweep.points or 0
    return prod((values.steps or 0) if isinstance(values, Range) else len(values) for values in sweep.over.values())


def points_of(sweep: Sweep, seed: int) -> tuple[Point, ...]:
    """Returns the points of a sweep.

    A grid has every combination, in the order written: the last varies fastest. A Latin hypercube has each of ``n``
    equal parts of each range once. In a scrambled Sobol sequence more points keep the earlier ones. In these two a list
    is drawn from with equal weight.

    Args:
        sweep: a sweep that was checked
        seed: of the study; a grid needs none
    """
    names = tuple(sweep.over)
    rows = product(*map(spread, sweep.over.values())) if sweep.design is Design.GRID else _drawn(sweep, seed)
    return tuple(Point(number=number, values=dict(zip(names, row, strict=True))) for number, row in enumerate(rows))


def spread(values: tuple[Value, ...] | Range) -> Iterable[Value]:
    """Returns all values of a list, or of a range with steps."""
    if not isinstance(values, Range):
        return values
    steps = np.linspace(values.low, values.high, values.steps or 0)
    return [floor(step + 0.5) if values.whole else float(f"{step:.12g}") for step in steps]


def _drawn(sweep: Sweep, seed: int) -> Iterator[tuple[Value, ...]]:
    from scipy.stats import qmc  # slow to import, and only needed when points are drawn

    kind = qmc.LatinHypercube if sweep.design is Design.LATIN_HYPERCUBE else qmc.Sobol
    luck = np.random.default_rng([seed, *b"sweep"])  # not the sequence that the unknowns are drawn with
    for shares in kind(len(sweep.over), rng=luck).random(size_of(sweep)).tolist():
        yield tuple(_at(values, share) for values, share in zip(sweep.over.values(), shares, strict=True))


def _at(values: tuple[Value, ...] | Range, share: float) -> Value:
    """Returns the value at a share, from 0 up to 1, of a list or range; each whole number has an equal part of it."""
    if not isinstance(values, Range):
        return values[min(int(share * len(values)), len(values) - 1)]
    if values.whole:
        return min(int(values.low + share * (values.high - values.low + 1)), int(values.high))
    return min(values.low + share * (values.high - values.low), values.high)


def study_at(study: Study, point: Point) -> Study:
    """Returns the study at a point; the given one is not changed.

    An uncertainty has its value in every draw and worldview, and in usual care; all other unknowns keep what they have
    in each draw. A lever replaces that of every phase of every scenario. Levers of ``agencies`` and ``shocks`` are the
    world in which approaches work: they are also replaced in the reference, so that a difference is still that of the
    approach. All other levers leave the reference as it is.

    Args:
        study: typed and checked
        point: as ``points_of`` gives it
    """
    held: dict[str, float] = {}
    blocks: dict[str, dict[str, Any]] = {}
    for key, value in point.values.items():
        kind, _, name = key.partition(".")
        if kind == UNCERTAINTIES:
            held[name] = value  # type: ignore[assignment]  # the edge sees to it that it is a number
        else:
            block, _, lever = name.partition(".")
            blocks.setdefault(block, {})[lever] = value
    world = {block: levers for block, levers in blocks.items() if block in WORLD}
    return replace(
        study,
        uncertainties=replace(study.uncertainties, held={**study.uncertainties.held, **held}),
        scenarios=tuple(_with(scenario, blocks) for scenario in study.scenarios),
        reference=_with(study.reference, world),
    )


def _with(scenario: Scenario, blocks: Mapping[str, Mapping[str, Any]]) -> Scenario:
    if not blocks:
        return scenario
    phases = (replace(phase, levers=_replaced(phase.levers, blocks)) for phase in scenario.phases)
    return replace(scenario, phases=tuple(phases))


def _replaced(levers: Levers, blocks: Mapping[str, Mapping[str, Any]]) -> Levers:
    new: dict[str, Any] = {block: replace(getattr(levers, block), **values) for block, values in blocks.items()}
    return replace(levers, **new)

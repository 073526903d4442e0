"""Values: one number for each uncertainty, by draw and worldview."""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from simulation.settings.uncertainties import Belief, Uncertainties, Uncertainty, Worldview
from simulation.settings.words import Distribution

MIXED = "mixed"


class Values(Mapping[str, float]):
    """The numbers the model is run with, by name; remembers which were read, so that an idle one can be found."""

    def __init__(self, numbers: Mapping[str, float]) -> None:
        self._numbers = dict(numbers)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> float:
        """Return the value of a name.

        Raises:
            KeyError: If no uncertainty has this name.
        """
        self.read.add(name)
        return self._numbers[name]

    def __contains__(self, name: object) -> bool:
        """Return whether there is a value of this name, without counting as reading it."""
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._numbers)


def values_of(
    uncertainties: Uncertainties,
    worldview: Worldview | None,
    mixture: tuple[Worldview, ...],
    draw: int,
    seed: int,
    price_year: int,
) -> Values:
    """Return the values of one draw, amounts in euros of ``price_year``.

    Draw 0 has the central values; later draws are points of a scrambled Sobol sequence, so that more draws keep the
    earlier ones. Rows of one ridge share a dimension. Groups that are ``apart`` have no dimension of it.
    A value that is ``held`` or ``drawn`` from a file replaces what was drawn, and changes no other value.

    Args:
        uncertainties: All unknowns.
        worldview: What to believe of the approaches; none for usual care, which depends on no worldview.
        mixture: The worldviews among which ``mixed`` picks for each draw, with equal weight.
        draw: 0, 1, 2, ...
        seed: Seed of the study.
        price_year: Year in whose euros amounts are given.
    """
    dimension = _dimensions(uncertainties)
    point = _point(len(set(dimension.values())) + 1, draw, seed) if draw else None
    if worldview is not None and worldview.name == MIXED:
        if point is None:
            raise ValueError("the mixture of worldviews has no draw 0")
        worldview = mixture[min(int(point[-1] * len(mixture)), len(mixture) - 1)]
    beliefs = {} if worldview is None else worldview.beliefs
    numbers = {}
    for name, row in uncertainties.rows.items():
        share = _share_apart(row.ridge or name, draw, seed) if draw and _is_apart(name, uncertainties) else None
        if point is not None and name in dimension:
            share = float(point[dimension[name]])
        number = _number(row, beliefs.get(name), share)
        if draw and name in uncertainties.drawn:
            number = uncertainties.drawn[name][draw - 1]
        number = uncertainties.held.get(name, number)
        if row.price_year is not None:
            number *= uncertainties.price_index[row.price_year] / uncertainties.price_index[price_year]
        numbers[name] = number
    return Values(numbers)


def worldview_of_draw(mixture: tuple[Worldview, ...], uncertainties: Uncertainties, draw: int, seed: int) -> str:
    """Return the name of the worldview that ``mixed`` picks for a draw."""
    point = _point(len(set(_dimensions(uncertainties).values())) + 1, draw, seed)
    return mixture[min(int(point[-1] * len(mixture)), len(mixture) - 1)].name


def _dimensions(uncertainties: Uncertainties) -> dict[str, int]:
    """Number the uncertainties that vary, in order of name; rows of one ridge get one number."""
    numbers: dict[str, int] = {}
    result = {}
    for name in sorted(uncertainties.rows):
        row = uncertainties.rows[name]
        varies = row.low < row.high and row.distribution is not Distribution.FIXED
        if varies and not _is_apart(name, uncertainties):
            result[name] = numbers.setdefault(row.ridge or name, len(numbers))
    return result


def _is_apart(name: str, uncertainties: Uncertainties) -> bool:
    return name.partition(".")[0] in uncertainties.apart


def _share_apart(name: str, draw: int, seed: int) -> float:
    """Return the number in [0, 1) that belongs to a row and draw, whatever other rows there are."""
    return float(np.random.default_rng([seed, draw, *name.encode()]).random())


def _point(dimensions: int, draw: int, seed: int) -> np.ndarray:
    """Return one point of the scrambled Sobol sequence; its last coordinate picks the worldview."""
    from scipy.stats import qmc  # slow to import, and only needed when something is drawn

    sobol = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    if draw > 1:
        sobol.fast_forward(draw - 1)
    return np.asarray(sobol.random(1)[0])


def _number(row: Uncertainty, belief: Belief | None, share: float | None) -> float:
    value, low, high = (row.value, row.low, row.high) if belief is None else (belief.value, belief.low, belief.high)
    if share is None or low == high:
        return value
    return quantile(row.distribution, value, low, high, share)


def quantile(distribution: Distribution, value: float, low: float, high: float, share: float) -> float:
    """Return the quantile of a distribution between low and high (its mode at ``value`` if triangular)."""
    if distribution is Distribution.LOGUNIFORM:
        return low * math.exp(share * math.log(high / low))
    if distribution is Distribution.UNIFORM:
        return low + share * (high - low)
    if distribution is Distribution.FIXED:
        return value
    edge = (value - low) / (high - low)
    if share < edge:
        return low + math.sqrt(share * (high - low) * (value - low))
    return high - math.sqrt((1.0 - share) * (high - low) * (high - value))

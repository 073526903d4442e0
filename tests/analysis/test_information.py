"""Value of information against closed forms: linear net benefit, normal unknowns, two options."""

import numpy as np
import pytest
from scipy import stats
from scipy.stats import betabinom, norm

from simulation.analysis.boxes import bounds
from simulation.analysis.information import (
    binomial_findings,
    expected_loss,
    regressed,
    resampled,
    terms_of,
    value_of_knowing,
    value_of_sample,
    without_chance,
)

DRAWS = 20_000
MEAN, SPREADS = -1.0, {"a": 3.0, "b": 2.0, "idle": 0.0}
"""of the net benefit of the second option, and what each unknown adds to its spread"""
NOISE = 1.5


def knowing(mean: float, spread: float) -> float:
    """Expected value of knowing a normal net benefit before choosing between it and nothing."""
    return float(spread * norm.pdf(mean / spread) + mean * norm.cdf(mean / spread) - max(0.0, mean))


@pytest.fixture(scope="module")
def unknowns() -> dict[str, np.ndarray]:
    generator = np.random.default_rng(5)
    return {name: generator.standard_normal(DRAWS) for name in SPREADS}


@pytest.fixture(scope="module")
def benefit(unknowns: dict[str, np.ndarray]) -> np.ndarray:
    return MEAN + sum(SPREADS[name] * numbers for name, numbers in unknowns.items())


def beside_nothing(benefit: np.ndarray) -> np.ndarray:
    return np.column_stack([np.zeros_like(benefit), benefit])


def test_perfect_information(benefit: np.ndarray) -> None:
    gains = beside_nothing(benefit)
    true = knowing(MEAN, np.hypot(3.0, 2.0))
    assert value_of_knowing(gains) == pytest.approx(true, abs=4 * gains.max(axis=1).std() / DRAWS**0.5)
    assert expected_loss(gains).min() == pytest.approx(value_of_knowing(gains))


@pytest.mark.parametrize("mean", [MEAN, 0.0])
def test_the_interval_covers_perfect_information(mean: float) -> None:
    """Also where both options are as good, and the best of two means is mostly above either."""
    generator = np.random.default_rng(15)
    true, inside = knowing(mean, 3.0), 0
    for seed in range(300):
        low, high = resampled(beside_nothing(generator.normal(mean, 3.0, 300)), seed)
        inside += low <= true <= high
    assert 0.9 <= inside / 300 <= 0.99


@pytest.mark.parametrize(("names", "spread"), [(["a"], 3.0), (["b"], 2.0), (["a", "b"], 13**0.5)])
def test_partial_information(
    names: list[str], spread: float, unknowns: dict[str, np.ndarray], benefit: np.ndarray
) -> None:
    fit = regressed(benefit + np.random.default_rng(6).normal(0.0, NOISE, DRAWS), terms_of(unknowns))
    gains = beside_nothing(fit.middle + fit.part(set(names)))
    assert value_of_knowing(gains) == pytest.approx(knowing(MEAN, spread), abs=4 * spread / DRAWS**0.5)
    assert fit.names == {"a", "b"}


def test_what_does_nothing_is_worth_nothing_with_few_draws() -> None:
    generator = np.random.default_rng(7)
    found = 0
    for _ in range(50):
        idle = {str(number): generator.uniform(size=64) for number in range(100)}
        found += bool(regressed(generator.standard_normal(64), terms_of(idle)).names)
    assert found <= 5


def test_an_unknown_that_goes_along_by_accident_claims_nothing() -> None:
    generator = np.random.default_rng(8)
    true = generator.uniform(size=128)
    twin = true + generator.normal(0.0, 0.13, 128)
    fit = regressed(5.0 * true + generator.normal(0.0, 0.2, 128), terms_of({"true": true, "twin": twin}))
    assert np.corrcoef(true, twin)[0, 1] > 0.85
    assert fit.names == {"true"}


def test_a_curve_is_seen() -> None:
    x = np.random.default_rng(9).uniform(-1.0, 1.0, 4000)
    fit = regressed(x**2, terms_of({"x": x}))
    assert fit.middle + fit.part({"x"}) == pytest.approx(x**2, abs=1e-6)


@pytest.mark.parametrize("cases", [1, 10, 100])
def test_a_sample_of_measurements(cases: int, unknowns: dict[str, np.ndarray]) -> None:
    """The mean of n measurements with error, of an unknown that net benefit is linear in."""
    error, a = 4.0, unknowns["a"][:4000]
    edges = np.linspace(-25.0, 25.0, 1001)
    likelihood = np.diff(norm.cdf(edges[:, np.newaxis], a, error / cases**0.5), axis=0)
    found = value_of_sample(beside_nothing(MEAN + SPREADS["a"] * a), likelihood)
    known = SPREADS["a"] * (cases / (cases + error**2)) ** 0.5
    assert found == pytest.approx(knowing(MEAN, known), abs=0.08)


@pytest.mark.parametrize("cases", [5, 50, 200])
def test_a_sample_of_cases(cases: int) -> None:
    """Counting successes, of a share that net benefit is linear in."""
    first, second = 4.0, 6.0
    share = np.random.default_rng(10).beta(first, second, 5_000)
    found = value_of_sample(beside_nothing(-4.5 + 10.0 * share), binomial_findings(cases, share))
    seen = np.arange(cases + 1)
    after = -4.5 + 10.0 * (first + seen) / (first + second + cases)
    true = float((betabinom.pmf(seen, cases, first, second) * np.maximum(0.0, after)).sum())
    assert found == pytest.approx(true, abs=0.06)


def test_more_cases_are_worth_more_and_never_more_than_knowing() -> None:
    share = np.random.default_rng(11).beta(2.0, 3.0, 500)
    gains = np.column_stack([np.zeros(500), share - 0.5, 0.3 - share])
    values = [value_of_sample(gains, binomial_findings(cases, share)) for cases in (0, 5, 25, 100, 400)]
    assert values == sorted(values)
    assert values[0] == 0.0
    assert values[-1] < value_of_knowing(gains)


@pytest.mark.parametrize("runs", [2, 8])
def test_chance_is_taken_out(runs: int, benefit: np.ndarray) -> None:
    """The mean of a few runs makes knowing look worth more; what is left is right."""
    chance = 6.0
    seen = beside_nothing(benefit + np.random.default_rng(12).normal(0.0, chance / runs**0.5, DRAWS))
    noise = np.diag([0.0, chance**2 / runs])
    true, looks = knowing(MEAN, 13**0.5), value_of_knowing(seen)
    assert looks == pytest.approx(knowing(MEAN, (13 + chance**2 / runs) ** 0.5), abs=0.12)
    assert looks > true + 0.2
    assert value_of_knowing(without_chance(seen, noise)) == pytest.approx(true, abs=0.12)


def test_chance_that_options_share_is_taken_out_together() -> None:
    generator = np.random.default_rng(13)
    unknown = generator.multivariate_normal([0.0, 0.5, 0.2], [[0, 0, 0], [0, 4, 1], [0, 1, 3]], DRAWS)
    noise = np.array([[0.0, 0.0, 0.0], [0.0, 5.0, 4.5], [0.0, 4.5, 5.0]])
    seen = unknown + generator.multivariate_normal(np.zeros(3), noise, DRAWS)
    freed = without_chance(seen, noise)
    assert np.cov(freed.T) == pytest.approx(np.cov(unknown.T), abs=0.25)
    assert value_of_knowing(freed) == pytest.approx(value_of_knowing(unknown), abs=0.06)


def test_all_chance_leaves_nothing_to_know() -> None:
    seen = beside_nothing(np.random.default_rng(14).normal(0.3, 2.0, 500))
    assert value_of_knowing(without_chance(seen, np.diag([0.0, 9.0]))) == 0.0


@pytest.mark.parametrize("cases", [1, 7, 800])
def test_findings_have_the_binomial_chance(cases: int) -> None:
    shares = np.array([0.0, 1e-6, 0.3, 1.0])
    expected = stats.binom.pmf(np.arange(cases + 1)[:, np.newaxis], cases, shares)
    assert binomial_findings(cases, shares) == pytest.approx(expected, abs=1e-11)
    assert binomial_findings(cases, np.array([1.2, -0.1])).sum(axis=0) == pytest.approx(1.0)


@pytest.mark.parametrize(("successes", "trials"), [(0, 16), (3, 16), (16, 16), (500, 1200)])
def test_the_interval_of_a_share_is_exact(successes: int, trials: int) -> None:
    exact = stats.binomtest(successes, trials).proportion_ci(0.95, "exact")
    assert bounds(successes, trials) == pytest.approx((exact.low, exact.high), abs=1e-9)

"""What a council would conclude, against the textbook."""

import math

import numpy as np
import pytest
from scipy import stats

from simulation.analysis.detection import Design, conclusions, share_with_interval, times_larger

RUNS = 6000


def planted(effect: float, start: int, after: int, runs: int = RUNS, gap: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Independent normal months with standard deviation 1, and an effect in the pilot."""
    luck = np.random.default_rng(11)
    pilot, comparison = luck.normal(0.0, 1.0, (2, runs, start + after))
    pilot[:, start:] += effect
    return pilot + gap, comparison


def textbook(effect: float, variance: float, free: int) -> float:
    """Power of a two-sided t-test at 5%: the noncentral t distribution."""
    limit, shift = stats.t.ppf(0.975, free), effect / math.sqrt(variance)
    return float(stats.nct.sf(limit, free, shift) + stats.nct.cdf(-limit, free, shift))


@pytest.mark.parametrize("effect", [0.0, 0.4, 0.9])
@pytest.mark.parametrize("months", [12, 24])
def test_power_meets_the_textbook_formula_on_a_planted_normal_effect(effect: float, months: int) -> None:
    found = conclusions(*planted(effect, months, months), months, months)
    expected = {
        Design.BEFORE_AFTER: textbook(effect, 2 / months, 2 * months - 2),
        Design.WITH_WITHOUT: textbook(effect, 2 / months, months - 1),
        Design.DIFFERENCES: textbook(effect, 4 / months, 2 * months - 2),
    }
    for design, power in expected.items():
        estimates, chances = found[design]
        error = 4 * math.sqrt(power * (1 - power) / RUNS)
        assert (chances < 0.05).mean() == pytest.approx(power, abs=error + 0.002), design
        assert estimates.mean() == pytest.approx(effect, abs=4 * math.sqrt(4 / months / RUNS))


def test_a_gap_that_was_always_there_fools_only_with_without() -> None:
    found = conclusions(*planted(0.0, 24, 24, gap=2.0), 24, 24)
    claims = {design: (chances < 0.05).mean() for design, (_, chances) in found.items()}
    assert claims[Design.WITH_WITHOUT] > 0.99
    assert max(claims[Design.BEFORE_AFTER], claims[Design.DIFFERENCES]) < 0.07


def test_a_trend_that_all_share_fools_only_before_after() -> None:
    pilot, comparison = planted(0.0, 24, 24)
    trend = np.linspace(0.0, 3.0, 48)
    found = conclusions(pilot + trend, comparison + trend, 24, 24)
    claims = {design: (chances < 0.05).mean() for design, (_, chances) in found.items()}
    assert claims[Design.BEFORE_AFTER] > 0.9
    assert max(claims[Design.WITH_WITHOUT], claims[Design.DIFFERENCES]) < 0.07


def test_months_before_and_after_are_where_they_should_be() -> None:
    pilot = np.array([[1.0, 2.0, 6.0, 8.0, 100.0]])
    estimates = {design: each[0][0] for design, each in conclusions(pilot, pilot * 0 + 1.0, 2, 2).items()}
    assert estimates == {Design.BEFORE_AFTER: 5.5, Design.WITH_WITHOUT: 6.0, Design.DIFFERENCES: 5.5}


def test_so_much_larger_gives_the_power_that_was_asked_for() -> None:
    effect, spread = 0.3, 0.5
    larger = times_larger(effect, spread)
    luck = np.random.default_rng(3).normal(effect, spread / math.sqrt(larger), 40_000)
    found = (luck / (spread / math.sqrt(larger)) > stats.norm.ppf(0.975)).mean()
    assert found == pytest.approx(0.8, abs=4 * math.sqrt(0.16 / 40_000))
    assert times_larger(0.0, 1.0) == math.inf


def test_what_never_varies_is_no_claim() -> None:
    same = np.ones((3, 8))
    assert not any((chances < 0.05).any() for _, chances in conclusions(same, same, 4, 4).values())


def test_a_share_has_an_interval_even_when_all_agree() -> None:
    assert share_with_interval(np.ones(10, bool)) == pytest.approx((1.0, 0.722467, 1.0), abs=1e-5)

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import beta

from simulation.analysis.targets import all_targets
from simulation.settings import SettingsError, Uncertainty
from simulation.settings.compose import compose_study
from simulation.settings.evidence_rule import GRADES, LEAST_WIDTH, drawn, jeffreys
from simulation.settings.values import quantile
from simulation.settings.words import Distribution

TAILS = (0.05, 0.95)


def row(value: float, low: float, high: float, grade: str = "D", unit: str = "weeks", **more: object) -> Uncertainty:
    stated = Uncertainty(
        value=value,
        low=low,
        high=high,
        distribution=Distribution.TRIANGULAR,
        unit=unit,
        grade=grade,
        source="made up",
    )
    return replace(stated, **more)  # type: ignore[arg-type]


@cache
def shipped() -> dict[str, Uncertainty]:
    """What is stated, before the rule; the rule is tried again on what it gave."""
    return dict(compose_study(["town=example"]).study.uncertainties.rows)


@cache
def stated() -> dict[str, tuple[float, float]]:
    groups = compose_study(["town=example"]).configuration["uncertainties"]
    return {
        f"{group}.{name}": (each["low"], each["high"]) for group, rows in groups.items() for name, each in rows.items()
    }


def middle(drawn_row: Uncertainty) -> tuple[float, float]:
    """Between which numbers nine in ten draws lie."""
    low, high = (
        quantile(drawn_row.distribution, drawn_row.value, drawn_row.low, drawn_row.high, tail) for tail in TAILS
    )
    return low, high


def degraded(one: Uncertainty) -> Iterator[Uncertainty]:
    for grade in GRADES[GRADES.index(one.grade) + 1 :]:
        yield replace(one, grade=grade)


def test_a_lower_grade_asks_for_no_less() -> None:
    widths = [LEAST_WIDTH[grade] for grade in GRADES]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_no_shipped_range_has_to_change() -> None:
    """They were written down before any pilot was simulated; a row that is too sure of itself is seen here."""
    found = {name: (each.low, each.high) for name, each in shipped().items()}
    assert found == stated()


@pytest.mark.parametrize("name", shipped())
def test_a_lower_grade_never_narrows_a_shipped_band(name: str) -> None:
    before = drawn(shipped()[name])
    for lower in degraded(shipped()[name]):
        after = drawn(lower)
        assert after.low <= before.low <= before.high <= after.high
        if before.low < before.high:
            assert middle(after)[0] <= middle(before)[0] + 1e-12
            assert middle(before)[1] <= middle(after)[1] + 1e-12
        before = after


numbers = some.floats(min_value=1e-6, max_value=1e6)
parts = some.floats(min_value=0.0, max_value=1.0)


@given(numbers, parts, parts, some.sampled_from(["weeks", "share", "probability"]), some.integers(1, 1000))
def test_a_lower_grade_never_narrows_any_band(
    size: float, below: float, above: float, unit: str, denominator: int
) -> None:
    value = size / (1.0 + size) if unit != "weeks" else size
    room = 1.0 - value if unit != "weeks" else value
    one = row(value, value * (1.0 - below), value + above * room, "A", unit)
    for counted in (one, replace(one, denominator=denominator)) if unit != "weeks" else (one,):
        before = drawn(counted)
        assert before.low <= counted.low <= counted.high <= before.high
        for lower in degraded(counted):
            after = drawn(lower)
            assert after.low <= before.low <= before.value <= before.high <= after.high
            assert after.low >= 0.0
            assert unit == "weeks" or after.high <= 1.0
            before = after


def test_a_narrow_assumption_is_stretched_about_its_value_and_a_fact_is_not() -> None:
    assert drawn(row(40.0, 39.0, 40.0, "A")) == row(40.0, 39.0, 40.0, "A")
    assert (drawn(row(40.0, 39.0, 40.0)).low, drawn(row(40.0, 39.0, 40.0)).high) == (30.0, 40.0)
    assert (drawn(row(40.0, 39.0, 41.0)).low, drawn(row(40.0, 39.0, 41.0)).high) == (35.0, 45.0)
    assert (drawn(row(40.0, 39.0, 41.0, "C")).low, drawn(row(40.0, 39.0, 41.0, "C")).high) == (37.0, 43.0)
    share = drawn(row(0.96, 0.959, 0.961, unit="share"))
    assert (share.low, share.high) == pytest.approx((0.955, 0.965))


def test_a_definition_stays_what_it_is() -> None:
    assert drawn(row(1.0, 1.0, 1.0)).high == 1.0


def test_a_counted_share_has_at_least_the_interval_of_its_count() -> None:
    low, high = jeffreys(0.89, 164)
    assert (low, high) == pytest.approx(beta(0.89 * 164 + 0.5, 0.11 * 164 + 0.5).ppf([0.025, 0.975]))
    fact = row(0.89, 0.88, 0.90, "A", "share", denominator=164)
    assert (drawn(fact).low, drawn(fact).high) == (low, high)
    assert jeffreys(0.0, 10)[0] == 0.0
    assert jeffreys(1.0, 10)[1] == 1.0
    wide = row(0.5, 0.0, 1.0, "A", "share", denominator=10)
    assert (drawn(wide).low, drawn(wide).high) == (0.0, 1.0)


def test_only_a_share_can_be_counted() -> None:
    with pytest.raises(SettingsError, match="only a share is counted"):
        compose_study(["town=example", "uncertainties.coaches.client_hours.denominator=100"])
    with pytest.raises(SettingsError, match="must be at least 1"):
        compose_study(["town=example", "uncertainties.doors.home_contact.denominator=0"])


def test_shapes_follow_the_rule() -> None:
    """Fixed is a number without a range, uniform a ridge, log-uniform a positive number known to a factor (C or D)."""
    for name, each in shipped().items():
        assert (each.distribution is Distribution.FIXED) == (each.low == each.high), name
        assert (each.distribution is Distribution.UNIFORM) == (each.ridge is not None), name
        if each.distribution is Distribution.LOGUNIFORM:
            assert each.grade in "CD", name
            assert each.low > 0.0, name
            assert each.unit.startswith("per week"), name


def test_the_only_denominator_that_a_source_gives_is_in_the_targets() -> None:
    """Deventer: 164 contacts with residents, of whom 89% are positive; Almelo gives no numbers of intakes or cases."""
    counted = [target for target in all_targets() if target.denominator is not None]
    assert [(target.outcome, target.denominator) for target in counted] == [("positive_share", 164)]
    for target in counted:
        low, high = jeffreys(target.value, target.denominator or 0)
        assert target.low <= low <= high <= target.high

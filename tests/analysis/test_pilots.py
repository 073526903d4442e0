"""Pilots as they were: what is measured, what counts, and that what is not measured is never inside."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis import pilots
from simulation.analysis.pilot_facts import (
    DERIVED,
    Fact,
    facts_of,
    judged,
    needed,
    predictive,
    scoped,
    simulated,
)
from simulation.analysis.targets import Target, all_targets
from simulation.settings import Label, SettingsError
from simulation.settings.compose import compose_study
from simulation.settings.pilot_files import Period, Pilot, load_pilots
from simulation.study.progress import Quiet

USUAL = "usual_care"
PILOT = Pilot(
    name="mine",
    label=Label(nl="mijn", en="mine"),
    town="example",
    regime_year=2010,
    scenario="wijkcoaches",
    worldview="no_effect",
    months=Period(value=6, low=5, high=8, grade="D", source="assumption"),
    references=(),
)


def target(**changes: object) -> Target:
    plain = Target(
        outcome="contacts",
        value=10.0,
        low=9.0,
        high=11.0,
        use="test",
        scenario="wijkcoaches",
        grade="A",
        source="somebody",
        town="enschede",
        unit="contacts",
        period="a while",
        note="",
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def judge(central: list[float], drawn: list[float] | None = None, **changes: object) -> Fact:
    return judged(PILOT, target(**changes), "contacts", central, drawn or [])


def test_every_fact_of_an_approach_is_of_one_pilot() -> None:
    found = [fact for pilot in load_pilots() for fact in facts_of(pilot)]
    assert sorted(map(repr, found)) == sorted(repr(each) for each in all_targets() if each.scenario != USUAL)


def test_an_interval_covers_what_it_says() -> None:
    """Nineteen runs and the next: it falls within the first nineteen in nine of ten cases, however they are spread."""
    numbers = np.random.default_rng(1).lognormal(size=(20000, 20))
    bounds = [predictive(each[:19])[1:] for each in numbers]
    inside = np.mean([low <= each[19] <= high for each, (low, high) in zip(numbers, bounds, strict=True)])
    assert abs(inside - 0.9) < 4 * math.sqrt(0.09 / len(numbers))


def test_too_few_numbers_have_no_interval() -> None:
    assert np.isnan(predictive(np.array([]))).all()
    assert predictive(np.array([3.0]))[0] == 3.0
    assert np.isnan(predictive(np.array([3.0]))[1:]).all()


def test_inside_is_the_reported_number_within_the_runs() -> None:
    assert judge([8.0, 9.0, 12.0]).inside
    assert not judge([8.0, 8.5, 9.5]).inside
    assert judge([8.0, 8.5, 9.5], [7.0, 13.0]).inside
    assert not judge([8.0, 9.0, 12.0], [7.0, 8.0]).inside


def test_an_interval_that_contains_anything_does_not_count() -> None:
    assert judge([8.0, 12.0]).counted
    wide = judge([5.0, 15.0])
    assert wide.inside
    assert not wide.counted
    assert not judge([8.0, 12.0], use="calibrate").counted
    assert not judge([8.0, 12.0], use="by_construction").counted


def test_what_no_run_measures_is_not_inside_and_counts() -> None:
    fact = judge([math.nan, math.nan])
    assert (fact.measured, fact.inside, fact.counted, fact.runs) == (False, False, True, 0)
    yes = judge([math.nan], unit="bool", value=1.0, low=1.0, high=1.0)
    assert (yes.measured, yes.inside, yes.counted) == (False, False, True)


def test_what_holds_or_not_must_hold_in_most_runs() -> None:
    yes = {"unit": "bool", "value": 1.0, "low": 1.0, "high": 1.0}
    assert judge([1.0, 1.0, 0.0], **yes).inside
    assert judge([1.0, 1.0, 0.0], **yes).mean == pytest.approx(2 / 3)
    assert not judge([1.0, 0.0, 0.0], **yes).inside
    sign = {"unit": "sign", "value": -1.0, "low": -1.0, "high": 0.0}
    assert judge([-1.0, 0.0, 1.0], **sign).mean == pytest.approx(2 / 3)
    assert not judge([1.0, 1.0, -1.0], **sign).inside


def test_facts_between_scenarios() -> None:
    base = {"lost_handoffs": 9.0, "cooperation_min": 0.4, "provisions_started": 10.0, "requests_desk": 20.0}
    figures = {"wijkcoaches": base, "outreach_without_mandate": {**base, "lost_handoffs": 10.0}, USUAL: base}
    assert simulated("lost_handoffs_below_no_mandate", figures, "wijkcoaches") == 1.0
    assert simulated("cooperation_min_below_half", figures, "wijkcoaches") == 1.0
    assert simulated("provisions_per_request_change_sign", figures, "wijkcoaches") == 0.0
    fewer = {**figures, "wijkcoaches": {**base, "provisions_started": 9.0}}
    assert simulated("provisions_per_request_change_sign", fewer, "wijkcoaches") == -1.0
    assert math.isnan(simulated("assistant_referral_share", figures, "wijkcoaches"))
    talks = {"a": {"conversations": 50.0, "referrals_by_assistants": 5.0}}
    assert simulated("assistant_referral_share", talks, "a") == 0.1
    assert math.isnan(simulated("nobody_knows", figures, "wijkcoaches"))


def test_derived_facts_are_facts() -> None:
    assert set(DERIVED) <= {each.outcome for each in all_targets()}


def test_outcomes_are_of_the_pilot_where_they_can_be() -> None:
    assert scoped({"a": 1.0, "a_pilot": 2.0, "b": 3.0}) == {"a": 2.0, "b": 3.0}


def test_periods_are_drawn_within_their_range() -> None:
    months = [pilots.months_in(PILOT, draw, 1) for draw in range(200)]
    assert months[0] == 6
    assert 5 <= min(months) < 5.3
    assert 7.5 < max(months) <= 8
    assert months[:20] == [pilots.months_in(PILOT, draw, 1) for draw in range(20)]
    exact = dataclasses.replace(PILOT, months=dataclasses.replace(PILOT.months, low=6, high=6))
    assert pilots.months_in(exact, 5, 1) == 6


class TestTheTask:
    @pytest.fixture
    def two(self, monkeypatch: pytest.MonkeyPatch) -> tuple[Pilot, ...]:
        """A pilot of coaches in the example town, and one of an approach that is not there."""
        ours = (PILOT, dataclasses.replace(PILOT, name="other", scenario="not_there"))
        rows = [
            target(town="example", value=60.0, low=0.0, high=200.0),
            target(town="example", outcome="lost_handoffs_below_no_mandate", unit="bool", value=1.0, low=1.0, high=1.0),
            target(town="example", outcome="positive_unheard_of"),
            target(town="any", scenario="not_there"),
        ]
        monkeypatch.setattr("simulation.analysis.pilot_facts.all_targets", lambda: rows)
        monkeypatch.setattr(pilots, "load_pilots", lambda: ours)
        return ours

    def composed(self, *settings: str) -> pilots.Composed:
        return compose_study(["study=pilots", "study.runs=2", "study.draws=3", "study.warm_up_years=1", *settings])

    def test_facts_by_run_and_draw(self, two: tuple[Pilot, ...]) -> None:
        facts = pilots.run_pilots(self.composed("study.workers=1"), two, Quiet())
        assert [fact.reading for fact in facts[:2]] == ["contacts", "conversations_coach"]
        residents, talks, fewer, unheard, *absent = facts
        assert (residents.runs, residents.draws) == (2, 2)
        assert 0 < residents.mean <= talks.mean
        assert residents.chance_low <= residents.mean <= residents.chance_high
        assert 0 <= fewer.mean <= 1
        assert not unheard.measured
        assert [fact.measured for fact in absent] == [False, False]

    def test_any_number_of_workers(self, two: tuple[Pilot, ...]) -> None:
        settings = (self.composed(f"study.workers={number}") for number in (1, 2))
        one, more = (pilots.table_of(pilots.run_pilots(each, two, Quiet())) for each in settings)
        pd.testing.assert_frame_equal(one, more)

    def test_scenarios_that_facts_need_are_played(self, two: tuple[Pilot, ...]) -> None:
        jobs = pilots.jobs_of(self.composed(), PILOT, Quiet())
        assert needed(facts_of(PILOT)) == ("outreach_without_mandate",)
        assert [each.name for each in jobs[0].scenarios] == ["wijkcoaches", "outreach_without_mandate"]
        assert [(job.draw, job.run, job.worldview.name) for job in jobs] == [
            *((0, 0, "no_effect"), (0, 1, "no_effect")),
            *((1, 1, "mixed"), (2, 2, "mixed")),
        ]
        assert {(job.study.town.name, job.study.town.regime_year) for job in jobs} == {("example", 2010)}
        assert jobs[0].study.town.price_year == 2024

    def test_the_folder(self, two: tuple[Pilot, ...], tmp_path: Path) -> None:
        composed = dataclasses.replace(self.composed("study.runs=1", "study.draws=1"), results=tmp_path / "mine")
        folder = pilots.run(composed)
        table = pd.read_csv(folder / "pilots.csv")
        assert {"inside", "value", "mean", "chance_low", "both_low", "use", "grade", "source"} <= set(table)
        assert table["inside"].dtype == bool
        assert pilots.run(composed) == folder
        (tmp_path / "theirs").mkdir()
        (tmp_path / "theirs" / "letter.txt").write_text("dear")
        with pytest.raises(SettingsError, match="something else than pilots"):
            pilots.run(dataclasses.replace(composed, results=tmp_path / "theirs"))

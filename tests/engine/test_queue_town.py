"""The queue town against queueing theory and against a queue simulated elsewhere, at one round a week."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.tables import IN_CARE, LEFT_LIST, WAITING
from tests.engine.estimates import Estimate, agrees, mean, ratio
from tests.engine.oracles import ErlangA, Line, cobham, erlang_a, erlang_c, erlang_c_wait, simulate
from tests.engine.runs import queue_run, rows_of, study_of, values_in

WARM_UP_YEARS = 4
YEARS = 10
TAIL_WEEKS = 104.0
"""Arrivals of the last weeks are left out, so that everybody who counts has stopped waiting."""

RUNS = 40

ERLANG_C = {"arrivals_per_week": 9.0, "places": 40, "mean_care_weeks": 4.0}
ERLANG_A = {"arrivals_per_week": 6.0, "places": 20, "mean_care_weeks": 4.0, "mean_patience_weeks": 7.0}
SMALLER = {"arrivals_per_week": 4.0, "places": 20, "mean_care_weeks": 4.0}
SHORT_CARE = {"arrivals_per_week": 17.0, "places": 5, "mean_care_weeks": 0.25}
"""Care ends within the round in which it starts, and places change hands many times a week."""
TWO_CLASSES = {
    "arrivals_per_week": 4.4,
    "places": 10,
    "mean_care_weeks": 2.0,
    "urgent_share": 0.3,
    "rule": "strict_severity",
}
WITH_PATIENCE = {**TWO_CLASSES, "arrivals_per_week": 6.0, "mean_patience_weeks": 5.0}
ESCALATING = {**WITH_PATIENCE, "escalation_per_week": 0.15}
AGEING = {**ESCALATING, "rule": "severity_with_ageing", "mean_patience_weeks": 30.0}


@dataclass(frozen=True)
class Sums:
    """Sums over those who arrived in the window of one run."""

    arrivals: int
    waits: float
    delayed: int
    left: int
    escalated: int
    urgent: int
    urgent_waits: float
    urgent_left: int
    length: float
    """mean over the horizon of the number waiting, from the months' table"""
    used: float


def sums_of(model: CoachingModel) -> Sums:
    """Add up a run's referrals: the rows of those who came in the window."""
    weeks = YEARS * 52.0
    rows = rows_of(model, "referrals")
    rows = rows[(rows["sent"] >= 0.0) & (rows["sent"] < weeks - TAIL_WEEKS)]
    left = rows["state"] == LEFT_LIST
    waits = np.where(left, rows["ended"], rows["started"]) - rows["sent"]
    assert not np.isnan(waits).any(), "somebody still waits: the tail is too short"
    urgent = rows["severity_sent"] == 3
    months = model.agency_months[1:, 0]
    return Sums(
        arrivals=len(rows),
        waits=float(waits.sum()),
        delayed=int((waits > 0.0).sum()),
        left=int(left.sum()),
        escalated=int(rows["escalated"].sum()),
        urgent=int(urgent.sum()),
        urgent_waits=float(waits[urgent].sum()),
        urgent_left=int(left[urgent].sum()),
        length=float(months["waiting"].mean()),
        used=float(months["used"].mean()),
    )


def together(sums: list[Sums]) -> Mapping[str, np.ndarray]:
    """Return each sum as an array over runs."""
    return {field.name: np.array([getattr(each, field.name) for each in sums]) for field in fields(Sums)}


def play_all(changes: Mapping[str, object], runs: int = RUNS, more_places: int = 0) -> Mapping[str, np.ndarray]:
    """Play a queue town in many independent runs."""
    return together([sums_of(queue_run(dict(changes), WARM_UP_YEARS, YEARS, run, more_places)) for run in range(runs)])


@cache
def engine(name: str) -> Mapping[str, np.ndarray]:
    """Play one of the queue towns above, once for all tests."""
    return play_all(globals()[name], RUNS * 3 if name == "ERLANG_C" else RUNS)


def line_of(changes: Mapping[str, object]) -> Line:
    ageing = {
        "first_come": 0.0,
        "strict_severity": math.inf,
        "severity_with_ageing": values_in(study_of("town=queue"))["agencies.ageing_weeks"],
    }
    return Line(
        arrivals=changes["arrivals_per_week"],
        places=changes["places"],
        care_weeks=changes["mean_care_weeks"],
        patience_weeks=changes.get("mean_patience_weeks", math.inf),
        urgent_share=changes.get("urgent_share", 0.0),
        escalation=changes.get("escalation_per_week", 0.0),
        ageing_weeks=ageing[changes.get("rule", "first_come")],
    )


@cache
def oracle(name: str) -> Mapping[str, np.ndarray]:
    """Simulate the same queue without the engine, in as many independent runs."""
    found = []
    for seed in range(RUNS):
        journeys = simulate(line_of(globals()[name]), WARM_UP_YEARS * 52.0, YEARS * 52.0 - TAIL_WEEKS, TAIL_WEEKS, seed)
        urgent = journeys.urgent
        found.append(
            Sums(
                arrivals=len(urgent),
                waits=float(journeys.waits.sum()),
                delayed=int((journeys.waits > 0.0).sum()),
                left=int(journeys.left.sum()),
                escalated=int(journeys.escalated.sum()),
                urgent=int(urgent.sum()),
                urgent_waits=float(journeys.waits[urgent].sum()),
                urgent_left=int(journeys.left[urgent].sum()),
                length=math.nan,
                used=math.nan,
            )
        )
    return together(found)


def share(sums: Mapping[str, np.ndarray], what: str, of: str = "arrivals") -> Estimate:
    return ratio(sums[what], sums[of])


def others(sums: Mapping[str, np.ndarray], what: str) -> Estimate:
    """The share or mean of those who are not urgent."""
    return ratio(sums[what] - sums[f"urgent_{what}"], sums["arrivals"] - sums["urgent"])


def check(found: Estimate, expected: float | Estimate) -> None:
    assert agrees(found, expected), f"{found} is {found.z(expected):+.1f} standard errors from {expected}"


QUEUES = pytest.mark.parametrize("name", ["ERLANG_C", "SMALLER", "SHORT_CARE"])


class TestErlangC:
    @QUEUES
    def test_the_probability_of_delay(self, name: str) -> None:
        line = line_of(globals()[name])
        check(share(engine(name), "delayed"), erlang_c(line.arrivals, line.places, line.care_weeks))

    @QUEUES
    def test_the_mean_wait(self, name: str) -> None:
        line = line_of(globals()[name])
        check(share(engine(name), "waits"), erlang_c_wait(line.arrivals, line.places, line.care_weeks))

    @QUEUES
    def test_arrivals_and_places_in_use(self, name: str) -> None:
        line, sums = line_of(globals()[name]), engine(name)
        check(mean(sums["arrivals"] / (YEARS * 52.0 - TAIL_WEEKS)), line.arrivals)
        check(mean(sums["used"]), line.arrivals * line.care_weeks)

    @QUEUES
    def test_little(self, name: str) -> None:
        line, sums = line_of(globals()[name]), engine(name)
        expected = line.arrivals * erlang_c_wait(line.arrivals, line.places, line.care_weeks)
        check(mean(sums["length"]), expected)


def in_theory() -> ErlangA:
    line = line_of(ERLANG_A)
    return erlang_a(line.arrivals, line.places, line.care_weeks, line.patience_weeks)


class TestErlangA:
    def test_the_share_that_leaves(self) -> None:
        check(share(engine("ERLANG_A"), "left"), in_theory().left_share)

    def test_the_mean_wait(self) -> None:
        check(share(engine("ERLANG_A"), "waits"), in_theory().mean_wait)

    def test_the_probability_of_delay(self) -> None:
        check(share(engine("ERLANG_A"), "delayed"), in_theory().delayed_share)

    def test_little(self) -> None:
        check(mean(engine("ERLANG_A")["length"]), in_theory().mean_length)

    def test_places_in_use(self) -> None:
        check(mean(engine("ERLANG_A")["used"]), in_theory().mean_used)

    def test_without_patience_to_speak_of_nobody_waits(self) -> None:
        """As patience goes to zero the queue becomes Erlang B: who finds no place is lost."""
        line = line_of(ERLANG_A)
        sums = play_all({**ERLANG_A, "mean_patience_weeks": 1e-6}, runs=20)
        blocked = 1.0
        for number in range(1, line.places + 1):
            load = line.arrivals * line.care_weeks
            blocked = load * blocked / (number + load * blocked)
        check(share(sums, "left"), blocked)

    def test_with_endless_patience_nobody_leaves(self) -> None:
        assert engine("ERLANG_C")["left"].sum() == 0


def in_two_classes() -> tuple[float, float]:
    """Mean waits of the urgent and the others."""
    line = line_of(TWO_CLASSES)
    urgent = line.arrivals * line.urgent_share
    return cobham(urgent, line.arrivals - urgent, line.places, line.care_weeks)


class TestPriorities:
    def test_the_urgent_wait_as_cobham_says(self) -> None:
        check(share(engine("TWO_CLASSES"), "urgent_waits", "urgent"), in_two_classes()[0])

    def test_the_others_wait_as_cobham_says(self) -> None:
        check(others(engine("TWO_CLASSES"), "waits"), in_two_classes()[1])

    def test_the_urgent_share(self) -> None:
        check(share(engine("TWO_CLASSES"), "urgent"), TWO_CLASSES["urgent_share"])

    def test_priorities_do_not_change_the_mean_wait(self) -> None:
        line = line_of(TWO_CLASSES)
        check(share(engine("TWO_CLASSES"), "waits"), erlang_c_wait(line.arrivals, line.places, line.care_weeks))


SIMULATED = pytest.mark.parametrize("name", ["WITH_PATIENCE", "ESCALATING", "AGEING"])


class TestAgainstAnotherSimulation:
    """Two classes with patience, escalation and ageing have no formula; the oracle shares no code with the engine."""

    @SIMULATED
    @pytest.mark.parametrize("what", ["waits", "left"])
    def test_the_urgent(self, name: str, what: str) -> None:
        found, expected = engine(name), oracle(name)
        check(share(found, f"urgent_{what}", "urgent"), share(expected, f"urgent_{what}", "urgent"))

    @SIMULATED
    @pytest.mark.parametrize("what", ["waits", "left"])
    def test_the_others(self, name: str, what: str) -> None:
        check(others(engine(name), what), others(oracle(name), what))

    @SIMULATED
    def test_the_probability_of_delay(self, name: str) -> None:
        check(share(engine(name), "delayed"), share(oracle(name), "delayed"))

    @pytest.mark.parametrize("name", ["ESCALATING", "AGEING"])
    def test_the_share_that_escalates_while_it_waits(self, name: str) -> None:
        check(share(engine(name), "escalated"), share(oracle(name), "escalated"))

    def test_the_oracle_knows_erlang_a(self) -> None:
        check(share(oracle("ERLANG_A"), "waits"), in_theory().mean_wait)
        check(share(oracle("ERLANG_A"), "left"), in_theory().left_share)

    def test_the_oracle_knows_cobham(self) -> None:
        expected = in_two_classes()
        check(share(oracle("TWO_CLASSES"), "urgent_waits", "urgent"), expected[0])
        check(others(oracle("TWO_CLASSES"), "waits"), expected[1])


class TestTheTestsThemselves:
    """A place too many or too few in the engine must be noticed."""

    @pytest.mark.parametrize("more_places", [-1, 1])
    @pytest.mark.parametrize("compare", ["delayed", "waits"])
    def test_one_place_too_many_or_too_few_is_noticed(self, more_places: int, compare: str) -> None:
        expected = {"delayed": erlang_c, "waits": erlang_c_wait}[compare](4.0, 20, 4.0)
        assert not agrees(share(planted("SMALLER", more_places), compare), expected)

    @pytest.mark.parametrize("more_places", [-1, 1])
    def test_a_wrong_place_is_noticed_with_patience(self, more_places: int) -> None:
        assert not agrees(share(planted("ERLANG_A", more_places), "left"), in_theory().left_share)

    @pytest.mark.parametrize("more_places", [-1, 1])
    def test_a_wrong_place_is_noticed_with_priorities(self, more_places: int) -> None:
        assert not agrees(others(planted("TWO_CLASSES", more_places), "waits"), in_two_classes()[1])


@cache
def planted(name: str, more_places: int) -> Mapping[str, np.ndarray]:
    return play_all(globals()[name], more_places=more_places)


@cache
def short_run() -> CoachingModel:
    return queue_run(dict(ERLANG_A), 1, 2, run=0)


class TestTheRows:
    @pytest.fixture
    def model(self) -> CoachingModel:
        return short_run()

    def test_places_stay_as_the_town_says(self, model: CoachingModel) -> None:
        assert set(model.agency_months["places"][:, 0]) == {ERLANG_A["places"]}

    def test_nobody_asks_twice(self, model: CoachingModel) -> None:
        households = rows_of(model, "referrals")["household"]
        assert len(np.unique(households)) == len(households)

    def test_a_referral_is_sent_when_it_is_asked(self, model: CoachingModel) -> None:
        referrals = rows_of(model, "referrals")
        asked = rows_of(model, "requests")["asked"][referrals["request"]]
        np.testing.assert_array_equal(referrals["sent"], asked)

    def test_places_in_use_are_full_while_somebody_waits(self, model: CoachingModel) -> None:
        """Starts are back-dated: at no moment does a free place meet somebody waiting."""
        rows = rows_of(model, "referrals")
        moments = np.sort(np.concatenate([rows["sent"], rows["started"], rows["ended"]]))
        middles = (moments[:-1] + moments[1:])[~np.isnan(moments[1:])] / 2.0
        middles = middles[(middles > 0.0) & (middles < 104.0)]
        used, waiting = counts_at(middles, rows)
        assert used.max() <= ERLANG_A["places"]
        assert (used[waiting > 0] == ERLANG_A["places"]).all()
        assert (waiting > 0).any()
        assert (waiting == 0).any()

    def test_states_and_dates_agree(self, model: CoachingModel) -> None:
        rows = rows_of(model, "referrals")
        assert np.isnan(rows["started"][np.isin(rows["state"], (WAITING, LEFT_LIST))]).all()
        assert not np.isnan(rows["started"][rows["state"] == IN_CARE]).any()


def counts_at(moments: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many were in care, and how many waited, at each of these moments."""

    def in_state(entered: np.ndarray, left: np.ndarray) -> np.ndarray:
        come = np.sort(entered[~np.isnan(entered)])
        gone = np.sort(left[~np.isnan(left) & ~np.isnan(entered)])
        return np.searchsorted(come, moments, "right") - np.searchsorted(gone, moments, "right")

    stopped = np.fmin(rows["started"], rows["ended"])
    return in_state(rows["started"], rows["ended"]), in_state(rows["waiting"], stopped)

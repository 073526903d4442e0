"""The queue town against queueing theory and against a queue simulated elsewhere, at one round a week."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.tables import IN_CARE, LEFT_LIST, WAITING
from tests.engine.estimates import Estimate, agrees, apart, mean, ratio
from tests.engine.oracles import Line, cobham, erlang_a, erlang_c, erlang_c_wait, simulate
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


Comparisons = dict[str, tuple[Estimate, float | Estimate]]


def against_erlang_c(name: str, sums: Mapping[str, np.ndarray]) -> Comparisons:
    line = line_of(globals()[name])
    wait = erlang_c_wait(line.arrivals, line.places, line.care_weeks)
    return {
        "arrivals": (mean(sums["arrivals"] / (YEARS * 52.0 - TAIL_WEEKS)), line.arrivals),
        "probability of delay": (
            share(sums, "delayed"),
            erlang_c(line.arrivals, line.places, line.care_weeks),
        ),
        "mean wait": (share(sums, "waits"), wait),
        "mean length, by Little's law": (mean(sums["length"]), line.arrivals * wait),
        "places in use": (mean(sums["used"]), line.arrivals * line.care_weeks),
    }


def against_erlang_a(name: str, sums: Mapping[str, np.ndarray]) -> Comparisons:
    line = line_of(globals()[name])
    theory = erlang_a(line.arrivals, line.places, line.care_weeks, line.patience_weeks)
    return {
        "probability of delay": (share(sums, "delayed"), theory.delayed_share),
        "share that leaves": (share(sums, "left"), theory.left_share),
        "mean wait": (share(sums, "waits"), theory.mean_wait),
        "mean length, by Little's law": (mean(sums["length"]), theory.mean_length),
        "places in use": (mean(sums["used"]), theory.mean_used),
    }


def against_cobham(name: str, sums: Mapping[str, np.ndarray]) -> Comparisons:
    line = line_of(globals()[name])
    first = line.arrivals * line.urgent_share
    urgent, rest = cobham(first, line.arrivals - first, line.places, line.care_weeks)
    return {
        "share of the urgent": (share(sums, "urgent"), line.urgent_share),
        "wait of the urgent": (share(sums, "urgent_waits", "urgent"), urgent),
        "wait of the others": (others(sums, "waits"), rest),
        "mean wait, which priorities do not change": (
            share(sums, "waits"),
            erlang_c_wait(line.arrivals, line.places, line.care_weeks),
        ),
    }


def against_simulation(name: str, sums: Mapping[str, np.ndarray]) -> Comparisons:
    expected = oracle(name)
    found = {
        "probability of delay": (share(sums, "delayed"), share(expected, "delayed")),
        "wait of the urgent": (
            share(sums, "urgent_waits", "urgent"),
            share(expected, "urgent_waits", "urgent"),
        ),
        "wait of the others": (others(sums, "waits"), others(expected, "waits")),
        "urgent who leave": (share(sums, "urgent_left", "urgent"), share(expected, "urgent_left", "urgent")),
        "others who leave": (others(sums, "left"), others(expected, "left")),
    }
    if line_of(globals()[name]).escalation > 0.0:
        found["share that escalates while it waits"] = (share(sums, "escalated"), share(expected, "escalated"))
    return found


@pytest.mark.parametrize("name", ["ERLANG_C", "SMALLER", "SHORT_CARE"])
def test_without_patience_it_is_erlang_c(name: str) -> None:
    sums = engine(name)
    assert not apart(against_erlang_c(name, sums))
    assert sums["left"].sum() == 0


def test_with_patience_it_is_erlang_a() -> None:
    assert not apart(against_erlang_a("ERLANG_A", engine("ERLANG_A")))


def test_with_no_patience_at_all_it_is_erlang_b() -> None:
    """Who finds no place is lost."""
    line = line_of(ERLANG_A)
    sums = play_all({**ERLANG_A, "mean_patience_weeks": 1e-6}, runs=20)
    blocked = 1.0
    for number in range(1, line.places + 1):
        load = line.arrivals * line.care_weeks
        blocked = load * blocked / (number + load * blocked)
    assert not apart({"share that leaves": (share(sums, "left"), blocked)})


def test_two_classes_wait_as_cobham_says() -> None:
    assert not apart(against_cobham("TWO_CLASSES", engine("TWO_CLASSES")))


@pytest.mark.parametrize("name", ["WITH_PATIENCE", "ESCALATING", "AGEING"])
def test_another_simulation_agrees(name: str) -> None:
    """Two classes with patience, escalation and ageing have no formula; the oracle shares no code with the engine."""
    assert not apart(against_simulation(name, engine(name)))


def test_the_other_simulation_knows_erlang_a_and_cobham() -> None:
    expected = against_erlang_a("ERLANG_A", oracle("ERLANG_A"))
    del expected["mean length, by Little's law"], expected["places in use"]
    assert not apart(expected)
    assert not apart(against_cobham("TWO_CLASSES", oracle("TWO_CLASSES")))


@pytest.mark.parametrize("more_places", [-1, 1])
@pytest.mark.parametrize(
    ("name", "compare", "what"),
    [
        ("SMALLER", against_erlang_c, "probability of delay"),
        ("SMALLER", against_erlang_c, "mean wait"),
        ("ERLANG_A", against_erlang_a, "share that leaves"),
        ("TWO_CLASSES", against_cobham, "wait of the others"),
    ],
)
def test_a_place_too_many_or_too_few_is_noticed(
    more_places: int, name: str, compare: Callable[[str, Mapping[str, np.ndarray]], Comparisons], what: str
) -> None:
    """The tests above must fail when the engine has one place more or less than the formula thinks."""
    found, expected = compare(name, planted(name, more_places))[what]
    assert not agrees(found, expected)


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

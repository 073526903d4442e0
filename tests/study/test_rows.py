"""Conservation: everybody is in exactly one state, with dates in order."""

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services import tables
from simulation.services.tables import (
    ACUTE,
    CASE_WAITING,
    FIRST_FINAL_CASE,
    FIRST_FINAL_REFERRAL,
    FIRST_FINAL_REQUEST,
    HELPED,
    IN_CARE,
    WAITING,
)

DATES = {
    "requests": (
        ("asked", "with_others", "ended"),
        ("asked", "waiting_coach", "ended"),
        ("asked", "helped", "specialist", "ended"),
    ),
    "referrals": (("sent", "assessing", "waiting", "started", "ended"),),
    "cases": (("waiting", "acute", "activation", "ended"),),
}
FINAL = {
    "requests": FIRST_FINAL_REQUEST,
    "referrals": FIRST_FINAL_REFERRAL,
    "cases": FIRST_FINAL_CASE,
}
STATES = {
    "requests": tables.REQUEST_STATES,
    "referrals": tables.REFERRAL_STATES,
    "cases": tables.CASE_STATES,
}


def rows_of(model: CoachingModel, table: str) -> np.ndarray:
    return getattr(model.world, table)[: model.world.town[0][table]]


@pytest.mark.parametrize("table", DATES)
def test_a_row_is_open_or_ended(finished: CoachingModel, table: str) -> None:
    rows = rows_of(finished, table)
    assert len(rows) > 20
    assert ((rows["state"] >= 0) & (rows["state"] < len(STATES[table]))).all()
    assert np.array_equal(rows["state"] >= FINAL[table], ~np.isnan(rows["ended"]))
    assert len(np.unique(rows["state"])) > 3


@pytest.mark.parametrize("table", DATES)
def test_dates_are_in_order(finished: CoachingModel, table: str) -> None:
    rows = rows_of(finished, table)
    for names in DATES[table]:
        latest = np.full(len(rows), -np.inf)
        for name in names:
            known = ~np.isnan(rows[name])
            assert (rows[name][known] >= latest[known]).all(), name
            latest[known] = rows[name][known]
        assert latest.max() <= 104


def test_a_state_has_its_date_and_no_later_one(finished: CoachingModel) -> None:
    referrals, cases = rows_of(finished, "referrals"), rows_of(finished, "cases")
    for rows, states, names in (
        (referrals, range(WAITING, FIRST_FINAL_REFERRAL), DATES["referrals"][0][2:]),
        (cases, range(CASE_WAITING, FIRST_FINAL_CASE), DATES["cases"][0]),
    ):
        for number, state in enumerate(states):
            here = rows[rows["state"] == state]
            assert not np.isnan(here[names[number]]).any()
            assert np.isnan(here[names[number + 1]]).all()


def test_a_request_is_open_as_long_as_its_parts(finished: CoachingModel) -> None:
    requests = rows_of(finished, "requests")
    parts = np.zeros(len(requests), int)
    for table in ("referrals", "cases"):
        rows = rows_of(finished, table)
        np.add.at(parts, rows["request"][rows["state"] < FINAL[table]], 1)
    assert np.array_equal(parts, requests["open"])
    assert np.array_equal(parts > 0, requests["state"] < FIRST_FINAL_REQUEST)
    ended = requests["state"] >= FIRST_FINAL_REQUEST
    assert np.array_equal(requests["state"][ended] == HELPED, ~np.isnan(requests["helped"][ended]))


def test_households_know_their_open_rows(finished: CoachingModel) -> None:
    homes = finished.world.homes
    for table, held in (("requests", homes["request"]), ("cases", homes["case"])):
        rows = rows_of(finished, table)
        numbers = held[held >= 0]
        assert sorted(numbers) == list(np.flatnonzero(rows["state"] < FINAL[table]))
        assert np.array_equal(rows["household"][numbers], homes["number"][held >= 0])
    referrals = rows_of(finished, "referrals")
    numbers = homes["referral"][homes["referral"] >= 0]
    assert sorted(numbers) == list(np.flatnonzero(referrals["state"] < FIRST_FINAL_REFERRAL))


def test_agencies_and_lists_hold_who_the_rows_say(finished: CoachingModel) -> None:
    referrals = rows_of(finished, "referrals")
    for number, agency in enumerate(finished.agencies):
        ours = referrals[referrals["agency"] == number]
        assert agency.in_care == (ours["state"] == IN_CARE).sum()
        assert agency.waiting == (ours["state"] == WAITING).sum()
    cases = rows_of(finished, "cases")
    with_coach = (cases["state"] >= ACUTE) & (cases["state"] < FIRST_FINAL_CASE)
    assert finished.world.coaches["cases"].sum() == with_coach.sum() > 0

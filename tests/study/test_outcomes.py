import math

import numpy as np
import pytest
from scipy import stats

from simulation.model import CoachingModel
from simulation.services.tables import CASE, CASE_LEFT, CASE_MOVED, PLAN_DONE, REQUEST, STOPPED
from simulation.services.world import World
from simulation.settings import Domain, Study
from simulation.streets.tally import COLUMNS
from simulation.study.catalogue import catalogue_of, columns_of
from simulation.study.outcomes import outcomes_of
from simulation.study.run import run_once
from simulation.study.waits import (
    able_to_go_on,
    kaplan_meier_quantiles,
    weeks_on_list,
    weeks_until,
    within_term_share,
)

NAN = math.nan
HORIZON = 104.0


@pytest.fixture(scope="session")
def outcomes(finished: CoachingModel) -> dict[str, float]:
    return outcomes_of(finished, finished.ledger())


def test_outcomes_are_those_of_the_catalogue(study: Study, outcomes: dict[str, float]) -> None:
    assert tuple(outcomes) == columns_of(study.town)
    names = [outcome.name for outcome in catalogue_of(study.town)]
    assert len(set(names)) == len(names)
    for outcome in catalogue_of(study.town):
        assert outcome.label.nl
        assert outcome.label.en
        assert outcome.definition.endswith(".")


def test_the_mean_of_nothing_is_no_number(study: Study, town: World) -> None:
    usual = run_once(study, "usual_care", settled=town).outcomes
    for name in ("caseload_mean", "vacancy_share", "turnover_year", "able_to_go_on_share"):
        assert math.isnan(usual[name])
    assert usual["cases_opened"] == usual["adopted_advice"] == usual["coaches_cost_eur"] == 0


def test_waits_count_everybody_once(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    rows = [row for row in finished.world.requests[: finished.world.town[0]["requests"]] if row["asked"] >= 0]
    waits = [_wait(row["asked"], row["helped"], row["ended"]) for row in rows]
    assert outcomes["mean_wait_weeks"] == pytest.approx(np.mean(waits))
    assert len(rows) == sum(number for name, number in outcomes.items() if _is_door(name))
    stories = [row["stories"] for row in rows if not math.isnan(row["helped"])]
    assert outcomes["story_told_mean"] == pytest.approx(np.mean(stories))


def _is_door(name: str) -> bool:
    return name.startswith("requests_") and not name.endswith("_pilot")


def _wait(start: float, reached: float, ended: float) -> float:
    return next(each for each in (reached, ended, HORIZON) if not math.isnan(each)) - start


def test_waits_of_an_agency_from_its_referrals(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    rows = finished.world.referrals[: finished.world.town[0]["referrals"]]
    ours = [row for row in rows if row["agency"] == 0]
    assert finished.town.agencies[0].name == "debt_help"
    waits = [_wait(row["sent"], row["started"], row["ended"]) for row in ours if row["sent"] >= 0]
    assert outcomes["debt_help_mean_wait_weeks"] == pytest.approx(np.mean(waits))
    on_list = sum(
        max(
            0.0,
            row["waiting"] + _wait(row["waiting"], row["started"], row["ended"]) - max(0.0, row["waiting"]),
        )
        for row in ours
        if not math.isnan(row["waiting"])
    )
    assert outcomes["debt_help_mean_length"] == pytest.approx(on_list / HORIZON)
    assert on_list > 0


def test_the_wait_for_a_coach_from_the_cases(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    rows = finished.world.cases[: finished.world.town[0]["cases"]]
    waits = [_wait(row["waiting"], row["acute"], row["ended"]) for row in rows]
    assert outcomes["coaches_mean_wait_weeks"] == pytest.approx(np.mean(waits))
    assert outcomes["coaches_mean_length"] == pytest.approx(sum(waits) / HORIZON)
    assert outcomes["coaches_median_wait_weeks"] <= outcomes["coaches_p90_wait_weeks"]


def test_the_share_within_term_leaves_out_who_may_still_be_in_time(
    finished: CoachingModel, outcomes: dict[str, float]
) -> None:
    started, waited = np.array([True, True, False, False, False]), np.array([3.0, 9.0, 4.0, 8.0, 8.5])
    assert within_term_share(waited, started, 8.0) == pytest.approx(1 / 3)
    assert math.isnan(within_term_share(waited[2:4], started[2:4], 8.0))
    rows = finished.world.referrals[: finished.world.town[0]["referrals"]]
    terms = {agency.name: agency.term_weeks for agency in finished.town.agencies}
    assert {name for name, term in terms.items() if term} == {
        name.removesuffix("_within_term_share") for name in outcomes if name.endswith("_within_term_share")
    }
    for number, (name, term) in enumerate(terms.items()):
        if term is None:
            continue
        ours = rows[(rows["agency"] == number) & (rows["sent"] >= 0)]
        waits = [(_wait(row["sent"], row["started"], row["ended"]), not math.isnan(row["started"])) for row in ours]
        counted = [served and weeks <= term for weeks, served in waits if served or weeks > term]
        assert outcomes[f"{name}_within_term_share"] == pytest.approx(np.mean(counted))


def test_helpers_of_a_household_are_different_ones(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    world, helpers = finished.world, {}
    for name, date, helper in (("referrals", "started", "agency"), ("cases", "acute", "coach")):
        for row in getattr(world, name)[: world.town[0][name]]:
            if not math.isnan(row[date]):
                helpers.setdefault((row["household"], row["occupant"]), set()).add((name, row[helper]))
    assert outcomes["helpers_household_mean"] == pytest.approx(np.mean([len(each) for each in helpers.values()]))
    assert outcomes["helped_households"] <= len(helpers)


def test_provisions_by_domain_are_all_provisions(outcomes: dict[str, float]) -> None:
    for name in ("provisions_started", "heavy_provisions_started"):
        parts = [outcomes[f"{name}_{domain}"] for domain in Domain]
        assert sum(parts) == outcomes[name] > 0


def test_the_list_in_the_rows_is_the_list_in_the_months(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    waiting = finished.agency_months["waiting"].mean(axis=0)
    for number, agency in enumerate(finished.town.agencies):
        assert outcomes[f"{agency.name}_mean_length"] == pytest.approx(waiting[number], abs=1.5, rel=0.5)


def test_reached_households_are_those_who_left_and_those_who_live_here(
    finished: CoachingModel, outcomes: dict[str, float]
) -> None:
    homes, counted = finished.world.homes, dict(zip(COLUMNS, finished.tallies.sum(axis=(0, 1)), strict=True))
    serious = [home for home in homes if home["serious"]]
    reached = [home for home in serious if home["helped"]]
    assert counted["reached_households"] > 0
    assert outcomes["reached_share"] == pytest.approx(
        (counted["reached_households"] + len(reached)) / (counted["serious_households"] + len(serious))
    )


def test_coaches_are_counted_by_their_salary(finished: CoachingModel, outcomes: dict[str, float]) -> None:
    counted = dict(zip(COLUMNS, finished.tallies.sum(axis=(0, 1)), strict=True))
    posts = counted["salary_weeks"] + counted["vacant_weeks"]
    assert posts == pytest.approx(1500 * 40 / 10000 * HORIZON)
    assert outcomes["caseload_mean"] == pytest.approx(counted["open_case_weeks"] / counted["salary_weeks"])
    assert outcomes["vacancy_share"] == pytest.approx(counted["vacant_weeks"] / posts)
    assert outcomes["sick_share"] == pytest.approx(counted["sick_weeks"] / counted["salary_weeks"])
    assert outcomes["turnover_year"] == pytest.approx(counted["leavers"] / (counted["salary_weeks"] / 52))


def test_weeks_until() -> None:
    start, reached = np.array([0.0, 1, 2, 3]), np.array([5.0, NAN, NAN, 3])
    ended = np.array([50.0, 9, NAN, NAN])
    assert weeks_until(start, reached, ended, 10.0).tolist() == [5, 8, 8, 0]


def test_weeks_on_a_list_are_those_within_the_horizon() -> None:
    joined = np.array([-5.0, -5, 2, NAN, 4])
    left = np.array([3.0, NAN, NAN, NAN, 4])
    ended = np.array([9.0, -1, NAN, 6, 8])
    assert weeks_on_list(joined, left, ended, 10.0).tolist() == [3, 0, 8, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_quantiles_of_waits_are_those_of_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    waited = np.round(random.exponential(10, 200), 1)
    reached = random.random(200) < 0.8
    data = stats.CensoredData(uncensored=waited[reached], right=waited[~reached])
    curve = stats.ecdf(data).cdf
    expected = [curve.quantiles[np.argmax(curve.probabilities >= share - 1e-12)] for share in (0.25, 0.5)]
    assert kaplan_meier_quantiles(waited, reached, (0.25, 0.5)) == pytest.approx(expected)


def test_a_quantile_that_is_not_reached_is_no_number() -> None:
    half = kaplan_meier_quantiles(np.array([1.0, 2, 3, 4]), np.array([True, True, False, False]), (0.5, 0.9))
    assert half[0] == 2
    assert math.isnan(half[1])
    assert math.isnan(kaplan_meier_quantiles(np.zeros(0), np.zeros(0, bool), (0.5,))[0])


def test_able_to_go_on_follows_the_same_household() -> None:
    cases = np.zeros(7, CASE)
    cases["household"] = [0, 1, 2, 3, 4, 5, 6]
    cases["ended"] = [10, 10, 10, 10, 60, 10, 10]
    cases["state"] = [PLAN_DONE, PLAN_DONE, CASE_LEFT, PLAN_DONE, PLAN_DONE, STOPPED, CASE_MOVED]
    requests = np.zeros(5, REQUEST)
    requests["household"] = [0, 1, 2, 3, 3]
    requests["occupant"] = [0, 0, 1, 0, 0]
    requests["asked"] = [20, 63, 20, 5, 62]
    # 0 came back; 1 after more than a year; 2 was somebody else; 3 within exactly a year; 4 closed too late to
    # know; 5 and 6 cannot be followed.
    assert able_to_go_on(cases, requests, 10, HORIZON) == 0.5
    assert math.isnan(able_to_go_on(cases[:0], requests, 10, HORIZON))

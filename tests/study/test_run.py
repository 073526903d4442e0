from dataclasses import replace

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.council import budget_in
from simulation.services.world import World
from simulation.settings import Phase, SettingsError, Study, Tables
from simulation.study.keys import Key, values_in
from simulation.study.run import RunResult, measure, play, run_once, settle
from simulation.study.tables import TOWN, Columns
from tests.study.conftest import study_of


def same(first: Columns, second: Columns) -> bool:
    return list(first) == list(second) and all(
        np.array_equal(first[name], second[name], equal_nan=first[name].dtype.kind == "f") for name in first
    )


def same_run(first: RunResult, second: RunResult) -> bool:
    outcomes = [np.array(list(result.outcomes.values())) for result in (first, second)]
    return (
        np.array_equal(*outcomes, equal_nan=True)
        and same(first.months, second.months)
        and same(first.ledger, second.ledger)
    )


def test_the_same_scenario_twice_differs_exactly_nothing(study: Study, town: World) -> None:
    usual = run_once(study, "usual_care", settled=town)
    again = run_once(study, replace(study.reference, name="again"), settled=town)
    assert same_run(usual, again)
    coached, once_more = (run_once(study, "coached", "adverse", settled=town) for _ in range(2))
    assert same_run(coached, once_more)
    assert not same_run(usual, coached)


def test_usual_care_depends_on_no_worldview(study: Study, town: World) -> None:
    plain = run_once(study, "usual_care", settled=town)
    for worldview in ("optimistic", "adverse"):
        assert same_run(plain, run_once(study, "usual_care", worldview, settled=town))
    optimistic, adverse = (
        run_once(study, "coached", worldview, settled=town) for worldview in ("optimistic", "adverse")
    )
    assert not same_run(optimistic, adverse)


def test_a_run_settles_the_same_town_by_itself(study: Study, town: World) -> None:
    assert same_run(run_once(study, "coached", "adverse"), run_once(study, "coached", "adverse", settled=town))


def test_runs_and_draws_differ(study: Study, town: World) -> None:
    assert not np.array_equal(settle(study, draw=1).homes["severity"], town.homes["severity"])
    first = run_once(study, "usual_care", settled=town)
    assert not same_run(first, run_once(study, "usual_care", run=1))
    assert not same_run(first, run_once(study, "usual_care", draw=1))


def test_money_that_ends_changes_nothing_before(study: Study, town: World) -> None:
    stays = run_once(study, "coached", "optimistic", settled=town).months
    ends = run_once(study, "ends", "optimistic", settled=town).months
    before, after = ({name: column[stays["month"] < 12] for name, column in t.items()} for t in (stays, ends))
    assert same(before, after)
    at_end = (stays["month"] == 12) & (stays["neighbourhood"] == TOWN)
    assert stays["salary_weeks"][at_end] > 0
    assert ends["salary_weeks"][at_end] == 0


def test_the_rows_of_the_town_are_the_sum_of_all(study: Study, finished: CoachingModel) -> None:
    months = measure(finished, Key(worldview="", scenario="", draw=0, run=0)).months
    whole = months["neighbourhood"] == TOWN
    for name in ("problem_weeks", "households", "client_hours", "starts_youth_care"):
        if name in months:
            parts = months[name][~whole].reshape(24, -1).sum(axis=1)
            assert parts == pytest.approx(months[name][whole])
    assert months["households"][whole].sum() == pytest.approx(1500 * 104)
    assert not np.isnan(months["cooperation_youth_care"][whole]).any()
    assert np.isnan(months["cooperation_youth_care"][~whole]).all()


def test_the_ledger_table_sums_to_the_cost_to_the_cent(study: Study, finished: CoachingModel) -> None:
    result = measure(finished, Key(worldview="", scenario="", draw=0, run=0))
    ledger, outcomes = result.ledger, result.outcomes
    amounts = np.rint(ledger["amount_eur"] * 100).astype(np.int64)
    assert amounts.sum() == round(outcomes["total_cost_eur"] * 100) > 0
    pilot = ledger["neighbourhood"] == "Velve-Lindenhof"
    assert amounts[pilot].sum() == round(outcomes["total_cost_eur_pilot"] * 100) > 0
    paid = ledger["payer"] == "municipality"
    assert amounts[paid].sum() == round(outcomes["cost_municipality_eur"] * 100)
    coaches = np.char.startswith(ledger["product"].astype(str), "coaches_")
    assert amounts[coaches].sum() == round(outcomes["coaches_cost_eur"] * 100) > 0
    payers = sum(round(number * 100) for name, number in outcomes.items() if _is_cost_of_payer(name))
    assert payers == amounts.sum()
    assert 0 < outcomes["npv_cost_eur"] < outcomes["total_cost_eur"]


def _is_cost_of_payer(name: str) -> bool:
    return name.startswith("cost_") and name.endswith("_eur")


def test_a_name_that_is_not_in_the_study_is_refused(study: Study) -> None:
    with pytest.raises(SettingsError, match="did you mean 'coached'"):
        run_once(study, "coach")
    with pytest.raises(SettingsError, match="worldview = 'optimist'"):
        run_once(study, "coached", "optimist")


def test_a_queue_town_has_the_outcomes_of_a_queue() -> None:
    study = study_of("town=queue", "scenarios=[]", "town.queue.mean_patience_weeks=3")
    outcomes = run_once(study, "usual_care").outcomes
    assert all(name.startswith("queue_") for name in outcomes)
    assert 0 < outcomes["queue_left_share"] < outcomes["queue_delayed_share"] < 1
    assert outcomes["queue_mean_length"] == pytest.approx(outcomes["queue_mean_wait_weeks"] * 9, rel=0.2)
    assert outcomes["queue_escalated_share"] == 0


def test_a_ladder_town_has_shares_that_sum_to_one() -> None:
    study = study_of("town=ladder", "town.households=300", "scenarios=[]", "study.warm_up_years=1")
    outcomes = run_once(study, "usual_care").outcomes
    assert [*outcomes] == [f"ladder_share_{severity}" for severity in range(4)]
    assert sum(outcomes.values()) == pytest.approx(1.0)
    assert all(0 < share < 1 for share in outcomes.values())


def test_tables_that_are_not_wanted_are_not_made_and_change_no_outcome(finished: CoachingModel) -> None:
    key = Key(worldview="", scenario="", draw=0, run=0)
    all_of_it, bare = (measure(finished, key, itself=True, tables=tables) for tables in (Tables.ALL, Tables.RUNS))
    assert (bare.months, bare.ledger, bare.classes) == ({}, {}, {})
    assert all_of_it.months
    assert all_of_it.ledger
    assert all_of_it.classes
    np.testing.assert_equal(bare.outcomes, all_of_it.outcomes)


def test_the_budget_of_every_month_is_that_of_the_plan(study: Study, town: World) -> None:
    levers = study.scenarios[0].phases[0].levers
    later = replace(levers, funding=replace(levers.funding, additional_until_month=16))
    phases = (Phase(from_month=0, levers=levers), Phase(from_month=7, levers=later))
    scenario = replace(study.reference, name="phases", phases=phases)
    model = play(study, scenario, values_in(study, None, 0), 0, town)
    assert model.budgets == [budget_in(scenario, month) for month in range(24)]
    assert [budget.additional for budget in model.budgets] == [True] * 16 + [False] * 8

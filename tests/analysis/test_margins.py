"""What one more of each kind of help does, on planted responses."""

from dataclasses import replace

import pandas as pd
import pytest

from simulation.analysis.margins import circles_in, margins_of, variants
from simulation.settings import Phase, Scenario, Study
from simulation.settings.compose import compose_study
from simulation.settings.task_sections import Margins

QUESTION = Margins(outcomes=("total_cost_eur", "mean_wait_weeks"))


def study_of(*settings: str) -> Study:
    return compose_study(
        ["town=example", "scenarios=combined", "worldviews=optimistic", "study.years=5", *settings]
    ).study


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of()


def by_kind(study: Study, scenario: Scenario, question: Margins = QUESTION) -> dict[str, Scenario]:
    return {each.kind: each.scenario for each in variants(scenario, question, study)}


def test_each_kind_at_work_gets_more_and_nothing_else_changes(study: Study) -> None:
    base = study.scenarios[0]
    found = by_kind(study, base, Margins(fte=2.0))
    assert list(found) == ["coaches", "intakers", "assistants", "circles", "places"]
    before, after = base.phases[0].levers, found["coaches"].phases[0].levers
    more = 2.0 * 10_000 / 700  # the pilot has 700 of the 3,500 households
    assert after.coaches.fte_per_10000_households == pytest.approx(before.coaches.fte_per_10000_households + more)
    assert replace(after, coaches=before.coaches) == before


def test_a_phase_without_the_approach_stays_without(study: Study) -> None:
    base = study.scenarios[0]
    later = Phase(from_month=12, levers=study.reference.phases[0].levers)
    phases = by_kind(study, replace(base, phases=(*base.phases, later)))["coaches"].phases
    assert phases[1] == later
    assert phases[0] != base.phases[0]


def test_a_circle_is_really_added_though_there_are_whole_ones_only(study: Study) -> None:
    base = study.scenarios[0].phases[0].levers
    added = next(each for each in variants(study.scenarios[0], QUESTION, study) if each.kind == "circles")
    after = added.scenario.phases[0].levers
    assert circles_in(after, "circles", study.town) - circles_in(base, "circles", study.town) == added.amount == 1.0


@pytest.mark.parametrize("draws", [1, 2])
def test_differences_are_of_one_more_and_of_a_year(draws: int) -> None:
    study = study_of(f"study.draws={draws}")
    more = list(variants(study.scenarios[0], Margins(fte=4.0), study))
    rows = []
    for draw in range(draws):
        for run in range(3):
            keys = {"worldview": "optimistic", "draw": draw, "run": run}
            luck = 1000.0 * draw + 7.0 * run
            rows.append({**keys, "scenario": "combined", "total_cost_eur": luck, "mean_wait_weeks": 10.0})
            for each in more:
                numbers = {"total_cost_eur": luck + 200.0 + 20.0 * (run - 1), "mean_wait_weeks": 8.0}
                rows.append({**keys, "scenario": each.scenario.name, **numbers})
    table = margins_of(pd.DataFrame(rows[::-1]), more, QUESTION, study).set_index(["kind", "outcome"])
    cost, wait = table.loc[("coaches", "total_cost_eur")], table.loc[("coaches", "mean_wait_weeks")]
    assert cost["difference"] == pytest.approx(200 / 4 / 5)
    assert (cost["a_year"], wait["a_year"]) == (True, False)
    assert wait["difference"] == pytest.approx(-2 / 4)
    half = 4.302652729911275 * (20 / 4 / 5) / 3**0.5 if draws == 1 else 0.0
    assert cost["high"] - cost["difference"] == pytest.approx(half, abs=1e-9)
    assert table.loc[("places", "total_cost_eur")]["difference"] == pytest.approx(200 / 10 / 5, rel=0.5)

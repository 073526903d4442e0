"""Monitoring plans: what is counted, when the policy begins, and what is said of made-up months."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.monitoring import check_plan, columns_of, delayed, rates_of, rows_of
from simulation.settings import Study
from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.task_sections import Monitoring
from simulation.study.keys import values_in
from simulation.study.run import play, settle
from simulation.study.tables import months_of

PLAN = Monitoring(outcomes=("crises",), after_months=(12,), baseline_months=12)
WEEKS = 52 / 12


@pytest.fixture(scope="module")
def study() -> Study:
    return compose_study(
        [
            *("town=example", "scenarios=funding_ends", "worldviews=optimistic", "study.years=3"),
            *("town.households=700", "study.warm_up_years=1"),
        ]
    ).study


def made_up(study: Study, runs: int, effect: float) -> pd.DataFrame:
    """Months in which a third of the crises of the pilot disappears, or nothing, and luck is shared."""
    rows, luck = [], np.random.default_rng(2)
    for run in range(runs):
        for month in range(24):
            for place in study.town.neighbourhoods:
                crises = 30.0 + luck.normal(0.0, 3.0)
                for worldview, scenario in (("", "usual_care"), ("optimistic", "funding_ends")):
                    gone = effect if scenario != "usual_care" and place.pilot and month >= 12 else 0.0
                    keys = {"worldview": worldview, "scenario": scenario, "draw": 0, "run": run, "month": month}
                    number = {"households": 1000 * WEEKS, "crises_work": crises - gone}
                    rows.append({**keys, "neighbourhood": place.name, **number})
                rows.append({**rows[-1], "neighbourhood": "town", "crises_work": 1e9})
    return pd.DataFrame(rows)


def test_the_truth_is_the_paired_difference_and_nothing_begins_in_usual_care(study: Study) -> None:
    months = made_up(study, 12, 10.0)
    table = pd.DataFrame(rows_of(months, PLAN, study, {"crises": ["crises_work"]})).set_index(["scenario", "design"])
    ours = table.loc[("funding_ends", "differences")]
    assert ours["true_effect"] == pytest.approx(-10.0)
    assert (ours["finds"], ours["wrong_way"]) == (1.0, 0.0)
    assert 0 < ours["times_larger"] < 1
    nothing = table.loc[("usual_care", "differences")]
    assert nothing["true_effect"] == 0.0
    assert nothing["claims"] < 0.4
    assert np.isnan(nothing["finds"])
    assert np.isnan(nothing["times_larger"])


def test_a_rate_is_for_a_thousand_households_a_month_and_places_are_pooled(study: Study) -> None:
    months = made_up(study, 1, 0.0)
    months.loc[months["neighbourhood"] == "Centrum", ["households", "crises_work"]] *= 3.0
    both = rates_of(months, ["crises_work"], ["Centrum", "Nieuwland"])["", "usual_care"]
    one, three = (
        months[(months["neighbourhood"] == place) & (months["scenario"] == "usual_care")]["crises_work"].to_numpy()
        for place in ("Nieuwland", "Centrum")
    )
    assert both.loc[(0, 0)].to_numpy() == pytest.approx((one + three) / 4)


def test_everything_happens_later_after_usual_care(study: Study) -> None:
    base = study.scenarios[0]
    later = delayed(base, study.reference, 24)
    assert [phase.from_month for phase in later.phases] == [0, *(24 + phase.from_month for phase in base.phases)]
    assert later.phases[0] == study.reference.phases[0]
    assert base.phases[0].levers.funding.additional_until_month == 36
    assert later.phases[1].levers.funding.additional_until_month == 60


def test_until_it_begins_a_delayed_scenario_is_usual_care(study: Study) -> None:
    town, worldview = settle(study), study.worldviews[0]
    later = delayed(study.scenarios[0], study.reference, 12)
    ours, usual = (
        pd.DataFrame(months_of(play(study, scenario, values_in(study, worldview, 0), 0, town)))
        for scenario in (later, study.reference)
    )
    column = list(columns_of("problem_weeks", study.town))
    same = (ours[column] == usual[column]).all(axis=1).groupby(ours["month"]).all()
    assert same[:12].all()
    assert not same[12:].all()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (replace(PLAN, after_months=(36,)), "the study must have 4 years, not 3; give study.years=4"),
        (replace(PLAN, after_months=(1,)), "at least 2 months"),
        (replace(PLAN, outcomes=("crisis",)), "did you mean 'crises'?"),
        (replace(PLAN, comparison=("Oosterpoort",)), "'Oosterpoort' cannot be compared with"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(plan: Monitoring, said: str, study: Study) -> None:
    with pytest.raises(SettingsError) as refused:
        check_plan(plan, study)
    assert said in str(refused.value)

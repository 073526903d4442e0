"""The search for what is best, on made-up responses."""

from collections.abc import Sequence

import pandas as pd
import pytest

from simulation.analysis.optimise import check, front_table, judged, worst_of
from simulation.analysis.search import Choice, Found, Trial, front_of, search
from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.task_sections import Optimise

CHOICES = {"a": tuple(range(11)), "b": tuple(range(11))}


def response(choice: Choice) -> Found:
    """Two objectives that pull apart along a; b only harms. The budget allows a up to 8."""
    a, b = choice
    assert isinstance(a, int)
    assert isinstance(b, int)
    return (float(a + b), float((10 - a) + b)), float(a - 8)


def searched(seen: list[Choice] | None = None, trials: int = 160, seed: int = 1) -> list[Trial]:
    def evaluate(some: Sequence[Choice]) -> list[Found]:
        (seen if seen is not None else []).extend(some)
        return [response(each) for each in some]

    return search(CHOICES, (False, False), evaluate, trials=trials, generation=16, seed=seed)


def test_the_front_is_found_and_keeps_to_the_budget() -> None:
    found = searched()
    front = {trial.choice for trial in found if trial.on_front}
    assert len({a for a, b in front if b == 0}) >= 6
    assert max(a for a, _ in front) <= 8  # type: ignore[type-var, operator]
    assert len(found) < 160  # a choice is tried once


def test_the_same_seed_searches_the_same_and_nothing_is_evaluated_twice() -> None:
    first: list[Choice] = []
    second: list[Choice] = []
    assert searched(first) == searched(second)
    assert first == second
    assert len(set(first)) == len(first)
    assert searched(seed=2) != searched(seed=1)


def test_the_search_learns() -> None:
    found = searched()
    early, late = ([trial.choice[1] for trial in some] for some in (found[:16], found[-16:]))
    assert sum(late) < sum(early)  # type: ignore[arg-type]


def test_ties_and_directions_of_a_front() -> None:
    found = [((1.0, 1.0), 0.0), ((1.0, 1.0), 0.0), ((2.0, 0.0), 0.0), ((0.0, 9.0), 1.0), ((2.0, 1.0), 0.0)]
    assert front_of(found, (False, False)) == [True, True, True, False, False]
    assert front_of(found, (True, True)) == [False, False, False, False, True]


def test_a_choice_is_judged_by_the_worldview_in_which_it_does_worst() -> None:
    study = compose_study(["town=example", "scenarios=combined"]).study
    rows = [
        {"point": point, "worldview": view, "crises": crises, "reached_share": reached, "budget_eur_year": budget}
        for point, view, crises, reached, budget in (
            *((0, "optimistic", -9.0, 0.5, 100.0), (0, "optimistic", -7.0, 0.3, 100.0)),
            *((0, "adverse", -1.0, 0.2, 120.0), (1, "optimistic", 2.0, 0.0, 90.0), (1, "adverse", 1.0, 0.1, 90.0)),
        )
    ]
    question = Optimise(objectives=("crises", "reached_share"), budget_eur_year=110.0)
    found = judged(pd.DataFrame(rows), question, study, (False, True))
    assert found == [((-1.0, 0.2), 10.0), ((2.0, 0.0), -20.0)]


def test_the_worst_neighbourhood_is_that_with_most_problems_for_each_household() -> None:
    keys = {"point": 0, "worldview": "", "scenario": "usual_care", "draw": 0}
    classes = pd.DataFrame(
        {**keys, "run": run, "neighbourhood": place, "problem_weeks": problems, "household_weeks": weeks}
        for run, place, problems, weeks in (
            *((0, "a", 10.0, 520.0), (0, "a", 42.0, 520.0), (0, "b", 60.0, 5200.0)),
            *((1, "a", 0.0, 520.0), (1, "b", 100.0, 5200.0)),
        )
    )
    runs = pd.DataFrame([{**keys, "run": 1}, {**keys, "run": 0}])
    assert worst_of(classes, runs) == pytest.approx([1.0, 2.6])


def test_new_runs_judge_the_front() -> None:
    again = pd.DataFrame(
        {"point": 0, "worldview": "optimistic", "scenario": "s", "draw": 0, "run": run, "crises": crises}
        for run, crises in enumerate((1.0, 2.0, 3.0))
    ).assign(budget_eur_year=50.0)
    front = [Trial(7, (1, 2), (-4.0,), 0.0, True)]
    row = front_table(front, again, Optimise(objectives=("crises",))).iloc[0]
    assert (row["trial"], row["difference"], row["worst_in_search"], row["runs"]) == (7, 2.0, -4.0, 3)
    assert row["high"] - row["low"] == pytest.approx(2 * 4.302652729911275 / 3**0.5)


@pytest.mark.parametrize(
    ("settings", "objective", "said"),
    [
        (["scenarios=combined"], "crisis", "did you mean 'crises'?"),
        (["scenarios=combined,wijkcoaches"], "crises", "needs one scenario"),
    ],
)
def test_what_cannot_be_searched_is_refused(settings: list[str], objective: str, said: str) -> None:
    study = compose_study(["town=example", *settings]).study
    with pytest.raises(SettingsError) as refused:
        check(Optimise(objectives=(objective,)), study)
    assert said in str(refused.value)

from simulation.study.plan import Plan, announcement, draws_of
from tests.study.conftest import study_of


def test_usual_care_is_run_once_in_each_pair() -> None:
    study = study_of("study.runs=6", "study.years=10", "scenarios=[wijkcoaches,funding_ends,city_wide]")
    plan = Plan(study)
    assert len(plan.pairs) == 6
    keys = list(plan.keys)
    assert len(set(keys)) == len(keys) == plan.size == 6 * (1 + 2 * 3)
    assert sum(key.scenario == "usual_care" for key in keys) == 6
    assert announcement(plan) == "usual care + 3 scenarios x 2 worldviews, 1 draw, 6 runs = 42 runs"


def test_all_worldviews_run_all_draws_without_the_mixture() -> None:
    study = study_of("study.draws=4")
    assert draws_of(study) == (0, 1, 2, 3)
    assert announcement(Plan(study)) == "usual care + 1 scenario x 2 worldviews, 4 draws, 3 runs = 36 runs"
    assert Plan(study).size == 36


def test_beside_the_mixture_the_others_run_draw_0() -> None:
    study = study_of("study.draws=4", "worldviews=[no_effect,mixed]", "study.runs=2")
    axes = {(key.worldview, key.draw) for key in Plan(study).keys}
    assert axes == {("", 0), ("", 1), ("", 2), ("", 3), ("no_effect", 0), *(("mixed", d) for d in (1, 2, 3))}
    assert announcement(Plan(study)) == (
        "usual care + 1 scenario x (1 worldview in 1 draw and mixed in 3 draws), 2 runs = 16 runs"
    )
    assert Plan(study).size == 16


def test_usual_care_alone() -> None:
    study = study_of("scenarios=[]", "study.runs=1")
    assert announcement(Plan(study)) == "usual care, 1 draw, 1 run = 1 run"
    assert Plan(study).size == 1

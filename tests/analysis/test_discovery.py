"""Discovery: a planted box is found and told, shuffled outcomes give nothing, and rules are read and never executed."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.boxes import Limit, best_box, counted, find_leaves, inside
from simulation.analysis.discovery import (
    cases_of,
    conditions_in,
    fresh,
    question_of,
    run,
)
from simulation.analysis.rule import Rule
from simulation.present import show
from simulation.settings import SettingsError, Study
from simulation.settings.compose import compose_study
from simulation.settings.sweep import points_of
from simulation.settings.task_sections import Discovery
from simulation.study.keys import values_in
from tests.analysis.made_up import planted, write_discovery
from tests.present.conftest import joined

OUTCOMES = ("total_cost_eur", "problem_weeks")


def study_of(*settings: str) -> Study:
    return compose_study(["study=discovery", "town=example", *settings]).study


@pytest.fixture(scope="module")
def cases() -> tuple[pd.DataFrame, pd.DataFrame]:
    return planted(160, 1), planted(160, 2)


@pytest.fixture(scope="module")
def told(cases: tuple[pd.DataFrame, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_discovery(tmp_path_factory.mktemp("planted"), study_of(), *cases, Discovery())


def test_prim_and_the_tree_find_a_planted_box(told: Path) -> None:
    found = pd.read_csv(told / "discovery.csv")
    box = found[found["method"] == "prim"].set_index("condition")
    assert set(box.index) == {"coaches.mandate", "agencies.youth_wait"}
    assert box.loc["coaches.mandate", "high"] == pytest.approx(0.7, abs=0.05)
    assert box.loc["agencies.youth_wait", "low"] == pytest.approx(20.0, abs=2.0)
    assert box["fresh_density"].iloc[0] > 0.85
    assert box["fresh_coverage"].iloc[0] > 0.85
    assert box["fresh_density_low"].iloc[0] < box["fresh_density"].iloc[0] <= box["fresh_density_high"].iloc[0]
    leaves = found[(found["method"] == "tree") & (found["fresh_density"] > 0.8)]
    assert set(leaves["condition"]) == {"coaches.mandate", "agencies.youth_wait"}
    assert json.loads((told / "manifest.json").read_text())["accidents"] == {"prim": 0.05, "tree": 0.05}


def test_words_and_charts_tell_the_planted_box(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = told
    show(folder, "en")
    text = joined(capsys.readouterr().out)
    box = pd.read_csv(folder / "discovery.csv").query("method == 'prim'").set_index("condition")
    low, high = box.loc["agencies.youth_wait", "low"], box.loc["coaches.mandate", "high"]
    assert f"coaches.mandate (share) is at most {high:g}" in text
    assert f"agencies.youth_wait (weeks) is at least {low:g}" in text
    assert "Fresh cases confirm it" in text
    assert "Failing: total cost (euros) > 0 and weeks with a problem (household-weeks) > 0" in text
    assert "Of single runs 10% point the other way" in text
    show(folder, "nl")
    dutch = joined(capsys.readouterr().out)
    assert f"coaches.mandate (aandeel) hooguit {high:g}".replace(".", ",").replace("coaches,", "coaches.") in dutch
    names = {path.name for path in (folder / "figures").iterdir()}
    assert names == {
        f"{chart}_{lang}.{form}"
        for chart in ("conditions", "groups")
        for lang in ("en", "nl")
        for form in ("png", "svg")
    }


def test_shuffled_outcomes_give_nothing(
    cases: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    search, check = (each.assign(fails=np.random.default_rng(4).permutation(each["fails"])) for each in cases)
    folder = write_discovery(tmp_path, study_of(), search, check, Discovery())
    assert pd.read_csv(folder / "discovery.csv")["method"].isna().all()
    show(folder, "en")
    text = joined(capsys.readouterr().out)
    assert text.count("Nothing found") == 2
    assert not (folder / "figures").exists()


@pytest.mark.parametrize(("fails", "sentence"), [(False, "It fails in none of the cases."), (True, "in every case.")])
def test_if_nothing_or_everything_fails_that_is_said(
    fails: bool, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = planted(30, 1).assign(fails=fails)
    show(write_discovery(tmp_path, study_of(), table, table, Discovery()), "en")
    text = joined(capsys.readouterr().out)
    assert sentence in text
    assert "Too few cases to look for conditions" in text


def test_a_condition_in_words_is_found_and_told_as_words() -> None:
    table = planted(120, 3)
    fails = (table["coaches.where"] == "city").to_numpy()
    conditions = conditions_in(table, OUTCOMES)
    city = {"coaches.where": Limit(words=("city",))}
    assert best_box(conditions, fails, 3) == (city, 1.0)
    assert city in find_leaves(conditions, fails, 19, 1).boxes


def test_counts_are_of_what_is_inside() -> None:
    conditions = pd.DataFrame({"a": [0.1, 0.2, 0.3, 0.4], "b": pd.Categorical(["x", "x", "y", "y"])})
    box = {"a": Limit(low=0.2), "b": Limit(words=("x",))}
    assert inside(box, conditions).tolist() == [False, True, False, False]
    count = counted({"a": Limit(low=0.2)}, conditions, np.array([True, True, False, True]))
    assert (count.inside, count.failing_inside, count.coverage, count.density) == (3, 2, 2 / 3, 2 / 3)


def test_rules_are_read() -> None:
    table = pd.DataFrame({"a": [1.0, -1.0, 2.0, np.nan], "b": [0.0, 5.0, -3.0, 1.0]})
    assert Rule("a > 0 and b > -2", "key").holds(table).tolist() == [True, False, False, False]
    assert Rule("not a > 0 or -b / 2 >= 1.5", "key").holds(table).tolist() == [False, True, True, False]
    assert Rule("-2 < a + b * 2 <= 1", "key").holds(table).tolist() == [True, False, False, False]
    assert Rule("a > 0 and b > 0", "key").names == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.real > 0",
        "a",
        "a + 1",
        "1 > 0",
        "a > 0 and b",
        "a == 0",
        "(lambda: a)() > 0",
        "a[0] > 0",
        "a > 'x'",
        "(a > 0) + 1 > 1",
        "a > ",
        "True",
        "a ** 9 > 0",
        "",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"key = .*write outcomes, numbers"):
        Rule(text, "key")


@pytest.mark.parametrize(
    ("settings", "section", "message"),
    [
        (
            (),
            Discovery(fails="crisis > 0"),
            "discovery.fails = 'crisis': no outcome of this town; did you mean 'crises'",
        ),
        (("study.draws=1", "worldviews=optimistic"), Discovery(), "nothing varies"),
        ((), Discovery(over=("coaching",)), "no unknown and no group"),
    ],
)
def test_what_cannot_be_searched_is_refused(settings: tuple[str, ...], section: Discovery, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        question_of(study_of(*settings), section, None)


def test_unknowns_of_approaches_that_do_not_work_are_left_out() -> None:
    groups = {
        name.partition(".")[0] for each in question_of(study_of(), Discovery(), None).unknowns for name in each.rows
    }
    assert {"coaches", "streets", "prices", "agencies", "cooperation", "doors"} <= groups
    assert not groups & {"circles", "assistants", "intakers"}


def test_a_case_has_the_values_of_its_draw_and_point_in_the_units_of_the_register() -> None:
    composed = compose_study(
        [
            *("task=discovery", "study=discovery", "town=example", "town.price_year=2020", "study.draws=3"),
            "worldviews=[optimistic]",  # under it every draw has a multiplier of its own
            *("sweep.design=grid", "sweep.over.levers.coaches.mandate=[0.5,0.9]"),
            *("sweep.over.uncertainties.coaches.shield_max=[0.1,0.2]", "discovery.over=coaches.multiplier,prices"),
        ]
    )
    study, question = composed.study, question_of(composed.study, composed.section, composed.sweep)
    points = points_of(composed.sweep, 1) if composed.sweep else ()
    rows = [
        {"point": point, "worldview": worldview, "scenario": scenario, "draw": draw, "run": run, "cost": cost}
        for point in range(4)
        for draw in (1, 2)
        for run, own in ((0, 1.0), (1, 5.0))
        for worldview, scenario, cost in (("", "usual_care", 10.0), ("optimistic", "wijkcoaches", 12.0 - own * point))
    ]
    runs = pd.DataFrame(rows)
    for name in question.columns:
        runs[name] = runs["cost"]
    cases = cases_of(question, study, points, runs)
    assert cases["fails"].tolist() == [True, True, *[False] * 6]
    assert cases["agree"].tolist() == [1.0, 1.0, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0]
    assert cases["coaches.mandate"].tolist() == [0.5] * 4 + [0.9] * 4
    assert cases["coaches.shield_max"].tolist() == [0.1, 0.1, 0.2, 0.2] * 2
    values = [values_in(study, study.worldviews[0], draw)["coaches.multiplier"] for draw in (1, 2)]
    assert cases["coaches.multiplier"].tolist() == values * 4
    priced = [name for name in cases if str(name).startswith("prices.") and study.uncertainties.rows[name].price_year]
    assert priced
    for name in priced:
        row = study.uncertainties.rows[name]
        assert cases[name].between(row.low - 1e-9, row.high + 1e-9).all()


def test_fresh_cases_have_other_draws_and_other_luck() -> None:
    study = study_of()
    other = fresh(study)
    assert values_in(study, None, 1)["streets.spill"] != values_in(other, None, 1)["streets.spill"]
    assert other.settings.seed != study.settings.seed


def test_the_search_runs_on_the_runner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ["town.households=600", "study.years=1", "study.warm_up_years=1", "study.workers=1", "study.runs=1"]
    rule = "discovery.fails=total_cost_eur > 0 and not crises < -1e9"
    arguments = ["task=discovery", "study=discovery", "town=example", *small, "study.draws=9", rule, "quiet=true"]
    folder = run(compose_study([*arguments, f"results={tmp_path / 'one'}", "discovery.over=coaches"]))
    cases = pd.read_csv(folder / "cases.csv")
    assert cases["stage"].value_counts().to_dict() == {"search": 8, "fresh": 8}
    assert (cases["fails"] == (cases["total_cost_eur"] > 0)).all()
    show(folder, "nl")
    assert "totale kosten (euro) > 0 en niet crises (aantal) < -1e9" in joined(capsys.readouterr().out)

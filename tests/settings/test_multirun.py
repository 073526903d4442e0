"""``-m``: points of one sweep, and studies of their own."""

from pathlib import Path

import pytest

from simulation.settings import SettingsError
from simulation.settings.compose import compose_study
from simulation.settings.multirun import Given, compose_studies, studies_of

MANDATE, SPILL = "levers.coaches.mandate", "uncertainties.streets.spill"

pytestmark = pytest.mark.usefixtures("desk")


def test_lists_of_levers_and_uncertainties_are_one_grid() -> None:
    [composed] = compose_studies([f"{MANDATE}=0.5,0.7,0.9", f"{SPILL}.value=0.1,0.12", "study.runs=4"])
    written = [f"sweep.over.{MANDATE}=[0.5,0.7,0.9]", f"sweep.over.{SPILL}.value=[0.1,0.12]", "study.runs=4"]
    assert composed == compose_study(["task=sweep", *written])
    assert (composed.task, composed.study.settings.runs) == ("sweep", 4)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("0.5,0.7", (0.5, 0.7)),
        ("choice(0.5,0.7)", (0.5, 0.7)),
        ("range(0.5,0.85,0.1)", (0.5, 0.6, 0.7, 0.8)),
        ("sort(0.7,0.5)", (0.5, 0.7)),
        ("choice(0.5)", (0.5,)),
    ],
)
@pytest.mark.parametrize("prefix", ["", "+", "++", "sweep.over."])
def test_values_as_hydra_writes_them(written: str, values: tuple[float, ...], prefix: str) -> None:
    [composed] = compose_studies([f"{prefix}{MANDATE}={written}"])
    assert composed.sweep is not None
    assert composed.sweep.over == {MANDATE: values}


def test_words_lists_and_nothing_at_all_are_values_too() -> None:
    [composed] = compose_studies(["levers.coaches.where=pilot,city,[velve,centre]", "levers.coaches.partners=null,[x]"])
    assert composed.sweep is not None
    assert list(composed.sweep.over.values()) == [("pilot", "city", ("velve", "centre")), (None, ("x",))]


def test_scenarios_and_worldviews_stay_axes_of_one_study() -> None:
    [composed] = compose_studies(["scenarios=city_wide,funding_ends", "worldviews=no_effect,adverse"])
    assert [each.name for each in composed.study.scenarios] == ["city_wide", "funding_ends"]
    assert (composed.task, composed.sweep) == ("study", None)


def test_lists_of_other_settings_are_studies_in_every_combination() -> None:
    studies = compose_studies(["study=quick,council", f"{MANDATE}=0.5,0.7", "town.households=10,20", "results=a, b"])
    assert [(each.study.settings.name, each.study.town.households) for each in studies] == [
        ("quick", 10),
        ("quick", 20),
        ("council", 10),
        ("council", 20),
    ]
    assert all(each.sweep is not None for each in studies)
    assert studies[1].results == Path("a, b/study=quick,town.households=20")
    assert len({each.results for each in studies}) == 4


def test_without_a_folder_each_study_has_its_own() -> None:
    first, second = compose_studies(["study.years=5,10"])
    assert first.results == compose_study(["study.years=5"]).results != second.results


def test_the_range_of_an_uncertainty_is_of_a_study() -> None:
    highs = [each.study.uncertainties.rows["streets.spill"].high for each in compose_studies([f"{SPILL}.high=0.2,0.3"])]
    assert highs == [0.2, 0.3]


def test_signs_in_values_do_not_leave_the_folder() -> None:
    names = [each.name for each in studies_of(["town.name='../a','b c'"])]
    assert names == ["town.name=_.._a_", "town.name=_b_c_"]


def test_without_lists_it_is_the_study_itself() -> None:
    assert studies_of(["study.runs=2", "results=a,b"]) == [Given(("study.runs=2", "results=a,b"), "")]


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        (f"{MANDATE}=interval(0,0.5)", "sweep.over.levers.coaches.mandate={low: 0, high: 0.5}' sweep.design=latin_hyp"),
        ("study.years=interval(1,2)", "an interval has no values to go through"),
        ("town=glob(*)", "must be a list of names"),
        (f"{MANDATE}=shuffle(0.1,0.2)", "cannot be shuffled"),
        (f"{MANDATE}=range(1,0)", "has no values"),
        (f"{MANDATE}=range(0,1,0)", "cannot be gone through"),
        (f"{MANDATE}=0.5,1.5", "sweep.over.levers.coaches.mandate = 1.5: must be between 0 and 1"),
        ("levers.coaches.mandat=0.5,0.7", "did you mean 'mandate'?"),
        ("town=small,smal", "town = 'smal': unknown town"),
        ("town.households=1,(", "cannot be read as key=value"),
    ],
)
def test_what_cannot_be_gone_through(argument: str, said: str) -> None:
    with pytest.raises(SettingsError, match=r"^command line: ") as caught:
        compose_studies([argument])
    assert said in str(caught.value)


def test_the_hint_at_an_interval_can_be_used() -> None:
    with pytest.raises(SettingsError) as caught:
        compose_studies([f"{MANDATE}=interval(0,0.5)"])
    sweep, *others = str(caught.value).partition("without -m: '")[2].replace("'", "").rsplit(" ", 3)
    assert compose_study([sweep, *others]).sweep is not None


def test_other_tasks_sweep_no_levers() -> None:
    assert compose_studies(["task=study", f"{MANDATE}=0.5,0.7"])[0].task == "sweep"
    with pytest.raises(SettingsError, match="only task=sweep runs it, not task=pilots"):
        compose_studies(["task=pilots", f"{MANDATE}=0.5,0.7"])


def test_a_list_without_it_is_refused_with_a_hint() -> None:
    with pytest.raises(SettingsError, match=r"write a list as 'key=\[a,b\]', or sweep over the values with -m"):
        compose_study([f"{MANDATE}=0.5,0.7"])

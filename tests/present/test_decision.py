"""What ``task=decision`` prints and draws."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulation.__main__ import main
from simulation.present.decision_sentences import certainty
from simulation.present.decision_words import DECISION_TEXTS
from simulation.settings.tasks import Decision, Scope, task_settings
from simulation.settings.words import Language
from simulation.study.runner import run_study
from tests.present.conftest import joined
from tests.study.conftest import coached, study_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four draws of the mixture with two runs each."""
    small = ("town.households=600", "study.years=2", "study.warm_up_years=1")
    plain = study_of(*small, "worldviews=[mixed]", "study.draws=5", "study.runs=2")
    study = replace(plain, scenarios=(coached(plain),))
    made = tmp_path_factory.mktemp("results")
    return run_study(study, made / "study", store=made / "store").folder


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_all_is_said_and_drawn(lang: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["task=decision", f"results={folder}", f"lang={lang}"]) == 0
    lines = capsys.readouterr().out
    said = joined(lines)
    place = 0 if lang == "nl" else 1
    for name in ("decide_how_to_read", "decide_standing_note", "decide_ratio_note", "decide_undiscounted"):
        assert DECISION_TEXTS[name][place] in said
    assert DECISION_TEXTS["decide_interval_both"][place].format(draws=4, runs=8) in said
    assert DECISION_TEXTS["decide_few_draws"][place].format(draws=4) in said
    assert max(len(line) for line in lines.splitlines()[1:] if str(folder) not in line) <= 120
    charts = {
        f"{name}_{lang}.{kind}"
        for name in ("plane", "acceptability", "information", "budget")
        for kind in ("png", "svg")
    }
    assert charts <= {path.name for path in (folder / "decision").iterdir()}


def test_one_worldview_at_its_central_values_covers_chance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ("town.households=600", "study.years=1", "study.warm_up_years=1", "worldviews=[adverse]", "study.runs=2")
    plain = study_of(*small)
    study = replace(plain, scenarios=(coached(plain),))
    results = run_study(study, tmp_path / "study", store=tmp_path / "store").folder
    assert main(["task=decision", f"results={results}", "scope=pilot"]) == 0
    said = joined(capsys.readouterr().out)
    assert DECISION_TEXTS["decide_interval_chance"][1].format(runs=2) in said
    assert DECISION_TEXTS["decide_how_to_read"][1] not in said
    assert "pilot neighbourhood, 1 years" in said
    assert not list((results / "decision").glob("acceptability*"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ([], "results is missing"),
        (["results=nowhere"], "results = nowhere: holds no study"),
        (["results=nowhere", "most_per_crisis=0"], "most_per_crisis = 0.0: must be more than 0"),
        (["results=nowhere", "most_per_crisis=much"], "most_per_crisis = 'much': must be a number"),
        (["results=nowhere", "scope=city"], "scope = 'city': must be one of town, pilot"),
    ],
)
def test_what_cannot_be_used(settings: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["task=decision", *settings]) == 2
    assert said in capsys.readouterr().err


def test_amounts_are_numbers() -> None:
    made = task_settings("decision", ["results=here", "most_per_problem_week=250", "scope=pilot", "lang=nl"])
    assert made == Decision(results="here", most_per_problem_week=250.0, scope=Scope.PILOT, lang=Language.NL)


@pytest.mark.parametrize(("share", "bound"), [(1.0, 99), (0.985, 90), (0.9, 90), (0.66, 66), (0.5, 33), (0.1, 0)])
def test_words_for_shares_have_bounds(share: float, bound: int) -> None:
    assert certainty(share) == bound

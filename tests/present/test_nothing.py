"""What other tasks say and draw where nothing differs."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

from simulation.__main__ import main
from simulation.present import break_even
from simulation.present.answers import Answer
from simulation.present.decision_words import DECISION_TEXTS
from simulation.present.words import Words
from simulation.settings import Label
from simulation.settings.words import Language
from simulation.study.runner import run_study
from tests.present.conftest import joined
from tests.study.conftest import study_of

ENGLISH = Words(Language.EN)
AXES = {"setting": "levers.coaches.mandate", "scenario": "same", "worldview": "no_effect", "payer": "all"}
COVERED = {"covers": "chance", "draws": 1, "runs": 2}


def test_a_decision_of_one_run_without_a_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ("town.households=600", "study.years=1", "study.warm_up_years=1", "study.runs=1", "study.tables=all")
    plain = study_of(*small, "worldviews=[no_effect]")
    study = replace(plain, scenarios=(replace(plain.reference, name="same", label=Label(nl="Niets", en="Nothing")),))
    results = run_study(study, tmp_path / "study", store=tmp_path / "store").folder
    assert main(["task=decision", f"results={results}"]) == 0
    said = joined(capsys.readouterr().out)
    assert DECISION_TEXTS["decide_interval_none"][1] in said
    assert DECISION_TEXTS["decide_no_receivers"][1] in said


def test_where_no_setting_changes_cost_nothing_pays_for_itself() -> None:
    lines = [{**AXES, "value": value, "difference": 0.0, "low": 0.0, "high": 0.0, **COVERED} for value in (0.0, 1.0)]
    root = {"break_even": float("nan"), "now": 0.5, "lowest": 0.0, "highest": 1.0}
    tables = {break_even.CURVES: pd.DataFrame(lines), break_even.TABLE: pd.DataFrame([{**AXES, **root, **COVERED}])}
    names = {"nl": "Niets", "en": "Nothing"}
    facts = {"scenarios": [{"name": "same", "label": names}], "reference": {"name": "usual_care", "label": names}}
    facts["town"] = {"label": names}
    plan = {"years": 2, "worldviews": ["no_effect"]}
    manifest = {"task": "break_even", "plan": plan, "configuration": facts, "break_even": {"scope": "town"}}
    answer = Answer(Path("nowhere"), manifest, tables)
    assert "in no worldview" in next(iter(break_even.sentences(answer, ENGLISH)))
    figure = break_even.chart_of(answer, "same", "all", tables[break_even.CURVES], ENGLISH)
    figure.draw_without_rendering()
    labels = [each for each in figure.axes[0].get_yticklabels() if each.get_text()]
    assert all(Text.get_window_extent(each).x0 >= 0.0 for each in labels)
    assert "€." in " ".join(each.get_text() for each in figure.texts)

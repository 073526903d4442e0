"""A calibration shown: every figure and unknown has words and a place, in both languages."""

import json
from pathlib import Path

import pandas as pd
import pytest

from simulation.present import show
from simulation.present.calibration import figures_chart, parameters_chart, read_calibration, sentences
from simulation.present.words import Words
from simulation.settings.words import Language
from tests.present.conftest import joined

ENGLISH = Words(Language.EN)
FIGURE = {
    "site": "example",
    "outcome": "problem_debt_share",
    "value": 0.1,
    "low": 0.09,
    "high": 0.12,
    "unit": "share",
    "use": "calibrate",
    "scenario": "usual_care",
    "grade": "B",
    "source": "",
    "period": "",
    "note": "",
    "prior_mean": 0.1,
    "prior_low": 0.03,
    "prior_high": 0.2,
    "mean": 0.11,
    "simulated_low": 0.08,
    "simulated_high": 0.13,
    "inside": True,
    "times_as_wide": 1.7,
    "narrow": True,
}
UNKNOWN = {
    "parameter": "streets.spill",
    "unit": "per point",
    "grade": "D",
    "prior_low": 0.01,
    "prior_middle": 0.09,
    "prior_high": 0.17,
    "low": 0.05,
    "middle": 0.1,
    "high": 0.12,
    "share_low": 0.3,
    "share_middle": 0.6,
    "share_high": 0.7,
    "narrower": 0.5,
    "by_chance": 0.1,
    "informed": True,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wait = {"outcome": "youth_wait_weeks", "value": 14.0, "low": 13.0, "high": 16.0, "inside": False}
    wait |= {"simulated_low": 50.0, "simulated_high": 70.0, "mean": 60.0, "times_as_wide": 6.7, "narrow": False}
    yes = {"outcome": "all_entry_routes", "value": 1.0, "low": 1.0, "high": 1.0, "unit": "bool", "use": "test"}
    tables = {
        "figures.csv": [FIGURE, {**FIGURE, **wait}, {**FIGURE, **yes, "mean": 0.8, "times_as_wide": float("nan")}],
        "parameters.csv": [
            UNKNOWN,
            {**UNKNOWN, "parameter": "streets.kin", "narrower": 0.02, "share_low": 0.06, "informed": False},
        ],
        "tradeoffs.csv": [{"parameter": "streets.spill", "other": "streets.frailty_shape", "correlation": -0.6}],
        "posterior.csv": [{"streets.spill": 0.1}],
    }
    for name, rows in tables.items():
        pd.DataFrame(rows).to_csv(tmp_path / name, index=False)
    manifest = {
        "task": "calibrate",
        "sites": {"example": {"nl": "Voorbeeldstad", "en": "Example town"}},
        "households": {"example": 3500},
        "times_margin": 1.5,
        "effective": 120,
        "calibration": {"budget": 400, "check": 60},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_all_is_shown(folder: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    show(folder, lang)
    text = joined(capsys.readouterr().out)
    assert ("Example town" if lang == "en" else "Voorbeeldstad") in text
    assert "streets.kin" in text
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}_{lang}.{kind}" for name in ("calibration", "unknowns") for kind in ("png", "svg")
    }


def test_the_sentences_say_what_is_so(folder: Path) -> None:
    said = list(sentences(read_calibration(folder), ENGLISH))
    assert said[0].startswith("1 of the 2 figures calibrated to lie in the 90% interval")
    assert said[1].startswith("Of the figures not calibrated to, 1 of 1 lie in it.")
    assert "Narrower than chance makes them (10%): 1 of the 2 unknowns, namely streets.spill (50%)." in said
    assert any(each.startswith("About the other 1 these figures say nothing") for each in said)
    tied = "streets.spill and streets.frailty_shape cannot be told apart (correlation −0.60)"
    assert any(each.startswith(tied) for each in said)


def test_nothing_tested_informed_or_tied_is_said_too(folder: Path) -> None:
    for name in ("figures.csv", "parameters.csv"):
        table = pd.read_csv(folder / name)
        kept = table[table["use"] == "calibrate"] if name == "figures.csv" else table.assign(informed=False)
        kept.to_csv(folder / name, index=False)
    pd.DataFrame(columns=["parameter", "other", "correlation"]).to_csv(folder / "tradeoffs.csv", index=False)
    said = " ".join(sentences(read_calibration(folder), ENGLISH))
    assert "says nothing about whether the model is right" in said
    assert "None of the 2 unknowns became narrower" in said
    assert "No two unknowns are tied" in said


def test_a_figure_off_the_scale_has_its_number(folder: Path) -> None:
    figure = figures_chart(read_calibration(folder), ENGLISH)
    texts = [each.get_text() for each in figure.axes[0].texts]
    assert any("429" in each for each in texts)
    names = [each.get_text() for each in figure.axes[0].get_yticklabels()]
    assert names == ["Problem debt · Example town", "Wait for youth care · Example town"]
    unknowns = parameters_chart(read_calibration(folder), ENGLISH)
    assert len(unknowns.axes[0].get_yticklabels()) == 2

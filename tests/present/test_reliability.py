"""How far results can be relied on, in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.present.folder import Results, read_results
from simulation.present.reliability import chance_and_unknowns, failures, precision
from simulation.present.words import Words
from simulation.settings.words import Language
from tests.present.conftest import Shown, joined
from tests.present.made_up import Study, write

ENGLISH, DUTCH = Words(Language.EN), Words(Language.NL)


def made(folder: Path, study: Study, **facts: Any) -> Results:
    write(folder, study)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["plan"]["runs"] = 60
    manifest["configuration"]["settings"] = {"precision": {"crises_pilot": 2.0, "total_cost_eur": 50_000.0}}
    path.write_text(json.dumps(manifest | facts), encoding="utf-8")
    return read_results(folder)


def test_missing_runs_are_counted(tmp_path: Path) -> None:
    assert list(failures(made(tmp_path, Study()), ENGLISH)) == []
    sentence = "3 of 60 runs failed and are missing here; they are listed in failures.parquet."
    assert list(failures(made(tmp_path, Study(), failures=3), ENGLISH)) == [sentence]


@pytest.mark.parametrize("reached", [True, False])
def test_precision_is_told_from_the_numbers(tmp_path: Path, reached: bool) -> None:
    found = {"reached": reached, "runs_of_a_draw": 12, "text": "in English"}
    found["half_widths"] = {"crises_pilot": 1.5, "total_cost_eur": 40_000.0}
    results = made(tmp_path, Study(), precision=found)
    english, dutch = next(precision(results, ENGLISH)), next(precision(results, DUTCH))
    assert ("is reached" in english) is reached
    assert ("niet gehaald" in dutch) is not reached
    assert "crises in the pilot neighbourhood 1.5 (wanted 2.0)" in english
    assert "totale kosten (€ 1.000) in de hele gemeente 40 (gevraagd 50)" in dutch
    assert "With 12 runs" in english


def test_a_precision_that_nothing_tells_is_unknown(tmp_path: Path) -> None:
    found = {"reached": False, "runs_of_a_draw": 2, "half_widths": {"crises_pilot": float("nan")}, "text": ""}
    sentence = next(precision(made(tmp_path, Study(), precision=found), ENGLISH))
    assert "crises in the pilot neighbourhood not known (wanted 2.00)" in sentence


def test_variance_is_split_where_draws_and_runs_tell_it(tmp_path: Path) -> None:
    study = Study(worldviews=["no_effect", "mixed"], draws={"mixed": [1, 2, 3]})
    results = made(tmp_path, study)
    table = results.comparison
    mixed = table["worldview"] == "mixed"
    table.loc[mixed, ["sd_chance", "sd_unknowns"]] = 1.0, 2.0
    first = mixed & (table["outcome"] == "crises")
    table.loc[first, "sd_unknowns"] = 0.0
    sentences = list(chance_and_unknowns(results, ENGLISH))
    assert len(sentences) == 1
    assert (
        "in mixed 30% of the variance is chance (20 to 100% by difference) and 70% is what nobody knows"
        in (sentences[0])
    )
    assert "no effect" not in sentences[0]


def test_one_draw_tells_nothing_of_unknowns(shown: Shown) -> None:
    assert "nobody knows" not in joined(shown(Study()))


def test_it_stands_under_an_ordinary_study(shown: Shown) -> None:
    study = Study(worldviews=["mixed"], draws={"mixed": [1, 2, 3]})
    assert "what nobody knows" in joined(shown(study))

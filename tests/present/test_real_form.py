"""The made-up folders have the form of real ones: a real manifest and the real columns are read as well."""

import json
from pathlib import Path

import pandas as pd

from simulation.present.folder import Moment, read_results
from simulation.present.outcomes import MAIN
from simulation.settings import Domain
from simulation.settings.approaches import approaches
from simulation.settings.compose import compose_study
from simulation.study.manifest import manifest_of
from simulation.study.plan import Plan
from simulation.study.tables import month_columns
from tests.present.made_up import Study, manifest, write


def test_a_real_manifest_is_read(tmp_path: Path) -> None:
    study = compose_study([]).study
    folder = write(tmp_path, Study(tables=[]))
    text = json.dumps(manifest_of(Plan(study)), default=str)
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    results = read_results(folder)
    assert results.reference == "usual_care"
    assert results.years == study.settings.years
    assert results.pilots == ("Velve-Lindenhof",)
    assert set(MAIN) <= set(results.outcomes)
    assert results.moments["wijkcoaches"] == ()
    assert results.moments["funding_ends"] == (Moment(36, "money_ends"),)
    assert set(results.moments["city_wide"]) == {Moment(36, "money_ends"), Moment(36, "scaling_starts")}


def test_made_up_outcomes_are_worded_as_in_the_catalogue() -> None:
    real = {row["name"]: row for row in manifest_of(Plan(compose_study([]).study))["outcomes"]}
    for row in manifest(Study())["outcomes"]:
        assert row["label"] == real[row["name"]]["label"]
        assert row["unit"] == real[row["name"]]["unit"]


def test_made_up_months_have_columns_of_real_ones(tmp_path: Path) -> None:
    real = set(month_columns(compose_study([]).study.town)) | {name for each in approaches() for name in each.columns}
    months = pd.read_parquet(write(tmp_path, Study(runs=1)) / "months.parquet")
    added = ("worldview", "scenario", "draw", "run", "month", "neighbourhood")
    of_agencies = ("waiting_", "cooperation_")
    assert {name for name in months if name not in added and not name.startswith(of_agencies)} <= real
    assert {f"{level}_weeks_{domain}" for level in ("serious", "crisis") for domain in Domain} <= real

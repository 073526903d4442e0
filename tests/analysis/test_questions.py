"""Questions on the command line, from runs of a moment to what is shown."""

from pathlib import Path

import pandas as pd
import pytest

from simulation.__main__ import main

TINY = (
    *("town=example", "town.households=600", "study.years=1", "study.warm_up_years=1", "study.runs=2"),
    *("study.workers=1", "worldviews=[optimistic,no_effect]"),
)


def asked(folder: Path, *arguments: str) -> None:
    assert main([*TINY, f"results={folder}", *arguments]) == 0


def figures(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "figures").iterdir()}


def test_margins_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(
        tmp_path / "a", "task=margins", "scenarios=circles_direct", "lang=nl", "margins.outcomes=crises,mean_wait_weeks"
    )
    said = capsys.readouterr().out
    assert "1 buurtcirkel" in said
    assert "Crises (per jaar)" in said
    assert figures(tmp_path / "a") == {"margins_circles_direct_nl"}


def test_monitoring_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = ("monitoring.after_months=[3,6]", "monitoring.baseline_months=6", "monitoring.outcomes=[asks,crises]")
    asked(tmp_path / "a", "task=monitoring", *plan, "monitoring.comparison=Nieuwland")
    said = capsys.readouterr().out
    assert "With one pilot neighbourhood of 120 households, after 6 months" in said
    assert "compared with Nieuwland" in said
    assert figures(tmp_path / "a") == {f"monitoring_wijkcoaches_{each}_en" for each in ("optimistic", "no_effect")}
    table = pd.read_csv(tmp_path / "a" / "monitoring.csv")
    assert set(table["after_months"]) == {3, 6}
    assert (table[table["scenario"] == "usual_care"]["true_effect"] == 0).all()


def test_a_search_is_shown_and_goes_the_same_way_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    over = "sweep.over.levers.coaches.fte_per_10000_households=[0.0,20.0,60.0]"
    settings = ("study=quick", "scenarios=wijkcoaches", over, "optimise.trials=4", "optimise.first=2")
    objectives = ("optimise.objectives=total_cost_eur,worst_neighbourhood", "optimise.fresh_runs=2")
    asked(tmp_path / "a", "task=optimise", *settings, *objectives)
    said = capsys.readouterr().out
    assert "choices tried, each with 2 runs a worldview" in said
    assert "judged again by 2 new runs" in said
    asked(tmp_path / "b", "task=optimise", *settings, *objectives, "quiet=true")
    for name in ("trials.csv", "front.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    asked(tmp_path / "c", "task=optimise", *settings, *objectives, "optimise.budget_eur_year=0.001")
    assert pd.read_csv(tmp_path / "c" / "trials.csv").query("on_front")["within_budget"].all()

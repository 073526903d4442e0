import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.settings import SettingsError, Study
from simulation.study import runner, worker
from simulation.study.folder import Results
from simulation.study.progress import Quiet
from simulation.study.run import RunResult, run_once
from simulation.study.runner import StudyError, run_study

TABLES = ("runs.parquet", "months.parquet", "classes.parquet", "ledger.parquet")
FILES = (*TABLES, "comparison.csv", "organisations.csv", "budget.csv")


class Stop(Quiet):
    """Interrupts as soon as the first part is done."""

    def advance(self, runs: int, failed: int = 0) -> None:
        raise KeyboardInterrupt


class Heard(Quiet):
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.runs = 0

    def say(self, text: str) -> None:
        self.lines.append(text)

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        self.runs = done
        yield

    def advance(self, runs: int, failed: int = 0) -> None:
        self.runs += runs


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def results(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run_study(study, tmp_path_factory.mktemp("results") / "one worker")


def test_the_tables_have_every_run(study: Study, results: Results) -> None:
    runs = results.runs
    assert len(runs) == 3 * (1 + 2 * 2)
    assert not runs.duplicated(["worldview", "scenario", "draw", "run"]).any()
    assert runs.iloc[0][["worldview", "scenario", "draw", "run"]].tolist() == ["", "usual_care", 0, 0]
    alone = run_once(study, "coached", "adverse", run=2, reference=run_once(study, "usual_care", run=2))
    ours = runs[(runs["worldview"] == "adverse") & (runs["scenario"] == "coached") & (runs["run"] == 2)]
    assert np.array_equal(ours[list(alone.outcomes)].to_numpy()[0], [*alone.outcomes.values()], equal_nan=True)
    assert len(results.months) == len(runs) * 24 * (len(study.town.neighbourhoods) + 1)
    months = results.months[["worldview", "scenario", "draw", "run"]].drop_duplicates()
    assert months.to_numpy().tolist() == runs[list(months.columns)].to_numpy().tolist()
    cost = results.ledger.groupby(["worldview", "scenario", "run"])["amount_eur"].sum()
    for row in runs.itertuples():
        assert cost[row.worldview, row.scenario, row.run] == pytest.approx(row.total_cost_eur, abs=0.005)
    assert set(results.comparison["scenario"]) == {"coached", "ends"}


def test_the_parts_of_the_effect_are_in_the_comparison(results: Results) -> None:
    """The column is a difference already: 0 in the reference, and the parts are the difference in all payments."""
    table = results.comparison.set_index(["worldview", "scenario", "scope", "outcome"]).sort_index()
    parts = [f"effect_{part}_eur" for part in ("direct", "queue", "found", "fixed")]
    for key, total in table.xs("total_cost_eur", level="outcome")["difference"].items():
        ours = table.loc[key].loc[parts]
        assert (ours["mean_reference"] == 0).all()
        assert ours["difference"].sum() == pytest.approx(total, abs=0.01)
        assert (ours["difference"] == ours["mean"]).all()
    assert (table.xs("effect_direct_eur", level="outcome")["difference"] != 0).any()


def test_classes_are_all_households(study: Study, results: Results) -> None:
    classes, runs = results.classes, results.runs
    assert len(classes) == len(runs) * len(study.town.neighbourhoods) * 4 * 3
    sums = classes.groupby(["worldview", "scenario", "draw", "run"], sort=False).sum(numeric_only=True)
    assert sums["household_weeks"].to_numpy() == pytest.approx(1500 * 104)
    for mine, theirs in (("problem_weeks", "problem_weeks"), ("crises", "crises"), ("helped", "helped_households")):
        assert sums[mine].to_numpy() == pytest.approx(runs[theirs].to_numpy())
    assert (sums["reached"] / sums["serious"]).to_numpy() == pytest.approx(runs["reached_share"].to_numpy())
    assert classes["problem_weeks"].gt(0).groupby([classes["composition"], classes["income"]]).any().all()


def test_organisations_gain_what_others_pay(results: Results) -> None:
    table, ledger = results.organisations, results.ledger
    total = results.comparison.query("outcome == 'total_cost_eur' and scope == 'town'")
    gains = table.groupby(["worldview", "scenario"], sort=False)["difference"].sum()
    assert gains.to_numpy() == pytest.approx(total["difference"].to_numpy(), abs=0.01)
    assert set(table["organisation"]) == set(ledger["receiver"])
    ours = table.query("worldview == 'adverse' and scenario == 'ends' and organisation == 'youth_care'").iloc[0]
    paid = ledger.query("receiver == 'youth_care'").groupby(["worldview", "scenario", "run"])["amount_eur"].sum()
    assert ours["mean"] == pytest.approx(paid["adverse", "ends"].mean())
    assert ours["mean_reference"] == pytest.approx(paid["", "usual_care"].mean())
    assert ours[["label_nl", "label_en"]].tolist() == ["jeugdhulp", "youth care"]
    assert not (table["label_nl"] == table["organisation"]).any()


def test_the_balance_is_against_what_usual_care_spent_in_its_first_year(results: Results) -> None:
    table, ledger = results.budget, results.ledger
    ours = ledger.query("payer == 'municipality' and receiver in ('debt_help',)")
    spent = ours.groupby(["worldview", "scenario", "run", "year"])["amount_eur"].sum()
    grant = spent["", "usual_care"].unstack("year")[0]
    for scenario in ("coached", "ends"):
        years = spent["optimistic", scenario].unstack("year")
        for year in (0, 1):
            row = table.query(
                f"scenario == '{scenario}' and worldview == 'optimistic' and year == {year} and task == 'debt_help'"
            ).iloc[0]
            assert row["spending_eur"] == pytest.approx(years[year].mean())
            assert row["grant_eur"] == pytest.approx(grant.mean())
            assert row["balance_eur"] == pytest.approx((grant - years[year]).mean(), abs=0.01)
            assert row["chance_overspending"] == pytest.approx((years[year] > grant).mean())
            so_far = (-years.sub(grant, axis=0)).loc[:, :year].clip(upper=0).min(axis=1)
            assert row["peak_deficit_eur"] == pytest.approx(-so_far.mean(), abs=0.01)
    first = table[(table["scenario"] == "usual_care") & (table["year"] == 0)]
    assert (first["balance_eur"] == 0).all()
    municipal = ledger[ledger["payer"] == "municipality"].groupby(["worldview", "scenario"])["amount_eur"].sum() / 3
    together = table[table["task"] == "all"].fillna({"worldview": ""}).groupby(["worldview", "scenario"])
    for key, total in together["spending_eur"].sum().items():
        assert total == pytest.approx(municipal[key])
    assert not (table["task"] == "other").any()
    assert table["label_nl"].notna().all()


def test_the_manifest_says_how(study: Study, results: Results) -> None:
    manifest = results.manifest
    assert manifest["complete"] is True
    assert manifest["failures"] == 0
    assert manifest["plan"]["runs"] == 15
    assert len(manifest["seeds"]["runs"]) == 3
    assert manifest["times"]["settling_seconds"] > 0
    assert manifest["configuration"]["town"]["households"] == 1500
    assert {row["name"] for row in manifest["outcomes"]} >= {"total_cost_eur", "debt_help_mean_length"}
    assert manifest["store"]["runs"] == 15
    assert manifest["store"]["bytes"] > 0
    assert str(Path.home()) not in json.dumps(manifest)


def parts_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("voordeur-store/*/*/*.json"))


def test_two_workers_interrupted_and_resumed_write_the_same_bytes(
    study: Study, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 5)
    two = replace(study, settings=replace(study.settings, workers=2))
    folder = tmp_path / "two workers"
    with pytest.raises(KeyboardInterrupt):
        run_study(two, folder, progress=Stop())
    assert Results(folder).manifest["complete"] is False
    assert 0 < len(parts_in(tmp_path)) < 3
    heard = Heard()
    run_study(two, folder, progress=heard)
    assert "of 15 runs are there already" in heard.lines[0]
    assert heard.runs == 15
    assert contents(folder) == contents(results.folder)


def test_complete_results_are_left_alone(study: Study, tmp_path: Path, own_store: Path) -> None:
    few = replace(study, settings=replace(study.settings, runs=1))
    folder = run_study(few, tmp_path / "results").folder
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    heard = Heard()
    run_study(few, folder, progress=heard)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == times
    assert "is complete" in heard.lines[0]
    before = contents(folder)
    (folder / "notes.txt").write_text("mine")
    run_study(few, folder, fresh=True)
    assert contents(folder) == before
    assert (folder / "runs.parquet").stat().st_mtime_ns > times["runs.parquet"]
    assert (folder / "notes.txt").read_text() == "mine"


def test_another_study_is_refused_and_left_alone(study: Study, results: Results) -> None:
    before = contents(results.folder)
    other = replace(study, settings=replace(study.settings, seed=2))
    for fresh in (False, True):
        with pytest.raises(SettingsError, match="holds another study"):
            run_study(other, results.folder, fresh=fresh)
    assert contents(results.folder) == before
    workers = replace(study, settings=replace(study.settings, workers=4))
    assert run_study(workers, results.folder).folder == results.folder


def test_a_folder_that_is_no_study_is_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(SettingsError, match="is not empty and no study"):
        run_study(study, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_town_that_does_not_fit_is_refused(study: Study, tmp_path: Path) -> None:
    huge = replace(study, town=replace(study.town, households=2_000_000_000))
    with pytest.raises(SettingsError, match="needs about"):
        run_study(huge, tmp_path / "results")
    assert not (tmp_path / "results").exists()


def test_a_failed_run_costs_only_itself(
    study: Study, results: Results, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(model: object, key: object, *others: object, **options: object) -> RunResult:
        if key.run == 1 and key.scenario == "ends" and key.worldview == "adverse":  # type: ignore[attr-defined]
            raise OverflowError("no room")
        return measure(model, key, *others, **options)  # type: ignore[arg-type]

    measure = worker.measure
    folder = tmp_path / "results"
    with monkeypatch.context() as patch:
        patch.setattr(worker, "measure", fails)
        with pytest.raises(StudyError, match=r"1 of 15 runs failed.*adverse/ends/0/1: OverflowError: no room"):
            run_study(study, folder)
    (row,) = Results(folder).failures.to_dict("records")
    assert (row["worldview"], row["scenario"], row["draw"], row["run"]) == ("adverse", "ends", 0, 1)
    assert row["error"] == "OverflowError: no room"
    assert "task=replay" in row["command"]
    assert "run=adverse/ends/0/1" in row["command"]
    assert Results(folder).manifest["failures"] == 1
    assert Results(folder).manifest["complete"] is False
    assert len(Results(folder).runs) == 14
    run_study(study, folder)
    assert Results(folder).manifest["failures"] == 0
    assert not (folder / "failures.parquet").exists()
    assert contents(folder) == contents(results.folder)


def test_without_usual_care_no_run_of_the_pair_counts(
    study: Study, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object) -> None:
        raise ValueError("cannot settle")

    monkeypatch.setattr(worker, "settled_town", fails)
    with pytest.raises(StudyError, match=r"15 of 15 runs failed.*usual_care/0/0: ValueError: cannot settle"):
        run_study(study, tmp_path / "results")
    assert not (tmp_path / "results" / "runs.parquet").exists()


def test_parts_of_another_version_are_not_mixed(
    study: Study, results: Results, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "results"
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 5)
    with monkeypatch.context() as patch:
        patch.setattr("simulation.study.address.engine_hash", lambda: "older")
        with pytest.raises(KeyboardInterrupt):
            run_study(study, folder, progress=Stop())
    heard = Heard()
    run_study(study, folder, progress=heard)
    assert "already" not in heard.lines[0]
    assert contents(folder) == contents(results.folder)


@pytest.mark.parametrize(("tables", "files"), [("runs", TABLES[:1]), ("months", TABLES[:3])])
def test_only_the_tables_asked_for_are_kept(
    study: Study, results: Results, tmp_path: Path, own_store: Path, tables: str, files: tuple[str, ...]
) -> None:
    kept = type(study.settings.tables)(tables)
    fewer = replace(study, settings=replace(study.settings, tables=kept, runs=1))
    folder = run_study(fewer, tmp_path / "results").folder
    assert sorted(path.name for path in folder.glob("*.parquet")) == sorted(files)
    assert (folder / "comparison.csv").exists()
    assert (folder / "budget.csv").exists() == (tables == "months")


def test_a_second_study_does_not_settle_again(
    study: Study, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = replace(study, settings=replace(study.settings, runs=1))
    first = run_study(one, tmp_path / "first")
    assert len(list(own_store.glob("*.npz"))) == 1
    monkeypatch.setattr("simulation.study.settled.settle", lambda *given: pytest.fail("settled again"))
    other = replace(one, scenarios=one.scenarios[:1])
    second = run_study(other, tmp_path / "second")
    ours = first.runs[first.runs["scenario"] != "ends"].reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, second.runs, check_exact=True)
    monkeypatch.setattr("simulation.study.settled.LIMIT_BYTES", 0)
    worker.settled_town(one, 0, 0)
    assert os.listdir(own_store)

"""One run again: the same to the last bit, with a journal in which nothing is missing."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.__main__ import main
from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import Domain, SettingsError, Study
from simulation.settings.compose import compose_study
from simulation.study.comparison import KEYS
from simulation.study.journal import COLUMNS, Journal
from simulation.study.journeys import DATES, journeys_of
from simulation.study.keys import Key, check_key, key_of, text_of
from simulation.study.replay import observed
from simulation.study.run import settle
from simulation.study.runner import run_study
from tests.study.conftest import study_of

SMALL = ("town=example", "town.households=1200", "study.years=3", "study.warm_up_years=2", "study.workers=1")
SCENARIO = "combined"
KEY = Key(worldview="optimistic", scenario=SCENARIO, draw=0, run=0)


@cache
def study() -> Study:
    return study_of(*SMALL, f"scenarios={SCENARIO},city_wide", "study.years=4", "worldviews=[optimistic]")


@cache
def settled() -> World:
    return settle(study())


@cache
def replayed(only: int | None = None) -> tuple[CoachingModel, pd.DataFrame]:
    journal = Journal(settled(), None if only is None else [only])
    model = observed(study(), KEY, settled(), journal)
    return model, pd.DataFrame(journal.table(model))


class TestKeys:
    @pytest.mark.parametrize("text", ["usual_care/0/3", "mixed/city_wide/12/0", "no_effect/my-own_scenario/0/7"])
    def test_there_and_back(self, text: str) -> None:
        assert text_of(key_of(text)) == text

    def test_usual_care_has_no_worldview(self) -> None:
        assert key_of("usual_care/1/2") == Key(worldview="", scenario="usual_care", draw=1, run=2)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "is no run; write worldview/scenario/draw/run"),
            ("wijkcoaches", "is no run"),
            ("usual_care/0", "is no run"),
            ("usual_care/0/x", "is no run"),
            ("usual_care/0/-1", "is no run"),
            ("usual_care/0/²", "is no run"),
            ("/usual_care/0/0", "is no run"),
            ("a/b/c/0/0", "is no run"),
            ("wijkcoaches/0/0", "wijkcoaches needs a worldview in front"),
            ("adverse/usual_care/0/0", "usual_care has no worldview"),
        ],
    )
    def test_what_is_no_key(self, text: str, said: str) -> None:
        with pytest.raises(SettingsError, match=said):
            key_of(text)

    def test_a_key_of_another_study(self) -> None:
        with pytest.raises(SettingsError, match="the study has no scenario 'cty_wide'; did you mean 'city_wide'"):
            check_key(study(), key_of("optimistic/cty_wide/0/0"))
        with pytest.raises(SettingsError, match="the study has no worldview 'adverse'"):
            check_key(study(), key_of("adverse/city_wide/0/0"))
        mixed = study_of(*SMALL, "scenarios=wijkcoaches", "worldviews=[mixed]", "study.draws=3")
        check_key(mixed, key_of("mixed/wijkcoaches/2/0"))
        with pytest.raises(SettingsError, match="mixed has no draw 0"):
            check_key(mixed, key_of("mixed/wijkcoaches/0/0"))


class TestJournal:
    def test_severities_follow_each_other_up_to_the_last(self) -> None:
        model, rows = replayed()
        severity = settled().homes["severity"].astype(float)
        numbers = {domain.value: number for number, domain in enumerate(Domain)}
        changes = rows[rows["event"] == "severity"]
        assert len(changes) > 1000
        for household, domain, before, after in changes[["household", "domain", "before", "after"]].itertuples(
            index=False
        ):
            assert severity[household, numbers[domain]] == before != after
            severity[household, numbers[domain]] = after
        assert np.array_equal(severity, model.world.homes["severity"])

    def test_dates_of_journeys_are_all_there(self) -> None:
        model, rows = replayed()
        journeys = pd.DataFrame(journeys_of(model))
        for kind in ("request", "case", "referral", "candidacy", "match"):
            ours = rows[rows["kind"] == kind]
            dates = journeys.loc[journeys["kind"] == kind, list(DATES)].to_numpy().reshape(-1)
            dates = dates[dates >= 0.0]
            assert len(dates) > 10, kind
            assert np.array_equal(np.sort(dates), np.sort(ours["week"]))

    def test_counts_agree_with_the_run(self) -> None:
        model, rows = replayed()
        outcomes = model.works["assistants"].outcomes(np.ones(3, bool), True)
        talks = rows["event"] == "talk with an assistant"
        assert talks.sum() == outcomes["conversations"] > 20
        assert (rows["event"] == "moved").sum() > 20
        moved = rows[(rows["event"] == "moved") & (rows["kind"] == "household")]
        assert len(moved) == model.world.town[0]["departed"]
        last = model.world.homes["occupant"][rows["household"]]
        assert (rows["occupant"] <= last).all()
        assert (
            rows.groupby("household")["occupant"].last() == model.world.homes["occupant"][np.unique(rows["household"])]
        ).all()

    def test_it_is_in_order_of_time(self) -> None:
        rows = replayed()[1]
        assert tuple(rows.columns) == COLUMNS
        assert rows["week"].is_monotonic_increasing
        assert rows["week"].min() >= 0
        assert rows["week"].max() <= 208
        assert set(rows["neighbourhood"]) == {place.name for place in study().town.neighbourhoods}

    @pytest.mark.parametrize("address", [0, 7, 1199])
    def test_one_household_alone_has_the_same_rows(self, address: int) -> None:
        everybody = replayed()[1]
        ours = everybody[everybody["household"] == address].reset_index(drop=True)
        pd.testing.assert_frame_equal(replayed(address)[1], ours, check_exact=True)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replay") / "mine"
    kept = compose_study([*SMALL, "study.runs=2", "scenarios=wijkcoaches", "worldviews=[adverse]"]).study
    run_study(kept, folder)
    return folder


class TestTask:
    @pytest.mark.parametrize("key", ["adverse/wijkcoaches/0/1", "usual_care/0/0"])
    def test_it_is_the_run_that_was_kept(self, results: Path, key: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The study is that of the folder, whatever the command line would compose."""
        assert main(["task=replay", f"results={results}", f"run={key}"]) == 0
        said = capsys.readouterr().out
        assert "the same to the last bit" in said
        folder = results / f"replay-{key.replace('/', '-')}"
        assert f"Written to {folder}" in said
        for table in ("months", "ledger", "runs"):
            kept = pd.read_parquet(results / f"{table}.parquet")
            for axis, value in zip(("run", "draw", "scenario"), (int(key[-1]), 0, key.split("/")[-3]), strict=True):
                kept = kept[kept[axis] == value]
            again = pd.read_parquet(folder / f"{table}.parquet")
            pd.testing.assert_frame_equal(
                again.astype(object), kept.reset_index(drop=True).astype(object), check_exact=True, check_dtype=False
            )
        assert len(pd.read_parquet(folder / "journal.parquet")) > 1000

    def test_another_number_is_told(self, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path, about = results / "runs.parquet", results / "manifest.json"
        kept = {each: each.read_bytes() for each in (path, about)}
        try:
            runs = pd.read_parquet(path)
            runs.assign(crises=runs["crises"] + 1e-9).to_parquet(path)
            assert main(["task=replay", f"results={results}", "run=usual_care/0/0"]) == 1
            said = capsys.readouterr().out
            assert f"1 of {len(runs.columns.drop([*KEYS]))} outcomes differ" in said
            assert "(crises)" in said
            about.write_text(json.dumps(json.loads(about.read_text()) | {"engine": "another"}))
            assert main(["task=replay", f"results={results}", "run=usual_care/0/0"]) == 1
            assert "it was made by other code" in capsys.readouterr().out
        finally:
            for each, content in kept.items():
                each.write_bytes(content)

    def test_a_run_that_was_not_kept(self, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["task=replay", f"results={results}", "run=usual_care/0/5"]) == 0
        assert "has no such run to compare it with" in capsys.readouterr().out

    def test_without_a_folder_the_study_is_composed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        given = [*SMALL, "task=replay", "scenarios=wijkcoaches", f"results={tmp_path / 'new'}"]
        assert main([*given, "run=adverse/wijkcoaches/0/0"]) == 0
        assert "holds no study to compare it with" in capsys.readouterr().out
        assert (tmp_path / "new-replay-adverse-wijkcoaches-0-0" / "journal.parquet").is_file()
        assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (["task=replay"], "task=replay: run is missing; write worldview/scenario/draw/run"),
            (["task=replay", "run=usual_care"], "run = 'usual_care': is no run"),
            (["run=usual_care/0/0"], "run = 'usual_care/0/0': only for task=replay and task=household"),
            (["task=replay", "run=usual_care/0/0", "household=3"], "household = 3: only for task=household"),
            (["against=city_wide"], "against = 'city_wide': only for task=household"),
        ],
    )
    def test_bad_input(self, given: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main([*SMALL, "scenarios=wijkcoaches", f"results={tmp_path / 'none'}", *given]) == 2
        assert said in capsys.readouterr().err
        assert not any(tmp_path.iterdir())

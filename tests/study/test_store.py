"""The store: nothing is played twice, what is damaged is found, and what cannot be written is said."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from simulation.__main__ import main
from simulation.settings import SettingsError, Study, Tables
from simulation.study import folder as results_folder
from simulation.study import runner, worker
from simulation.study.folder import Results
from simulation.study.runner import run_study
from simulation.study.store import StoreError
from tests.study.conftest import coached
from tests.study.small import (
    TABLES,
    TINY,
    Heard,
    ended,
    hashes,
    leftovers,
    manifest_in,
    parts_in,
    started,
    tiny_study,
    with_settings,
)

RUNS_IN_A_PART = 4


@pytest.fixture(scope="module")
def small() -> Study:
    return tiny_study()


@pytest.fixture(scope="module")
def whole(small: Study, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What undisturbed results are, out of one part."""
    return hashes(run_study(small, tmp_path_factory.mktemp("undisturbed") / "results").folder)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts."""
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: RUNS_IN_A_PART)


@pytest.fixture
def plays(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Scenario and run of every call of ``play`` by a worker."""
    calls: list[tuple[str, int]] = []
    played = worker.play

    def counted(study: Study, scenario: Any, values: Any, run: int, *others: Any, **options: Any) -> Any:
        calls.append((scenario.name, run))
        return played(study, scenario, values, run, *others, **options)

    monkeypatch.setattr(worker, "play", counted)
    return calls


def named(study: Study) -> Study:
    renamed = tuple(replace(each, name=f"my_{each.name}") for each in study.scenarios)
    return replace(with_settings(study, name="other", workers=2, fail_fast=True), scenarios=renamed)


def documented(study: Study) -> Study:
    rows = {
        name: replace(row, note="read again", source="a letter", grade="A", unit="-", fitted=not row.fitted)
        for name, row in study.uncertainties.rows.items()
    }
    return replace(study, uncertainties=replace(study.uncertainties, rows=rows))


SAME: dict[str, Callable[[Study], Study]] = {
    "another name of study and scenario": named,
    "other words about the unknowns": documented,
    "fewer runs": lambda study: with_settings(study, runs=2),
    "fewer tables": lambda study: with_settings(study, tables=Tables.RUNS),
    "no scenario": lambda study: replace(study, scenarios=()),
    "precision wanted": lambda study: with_settings(study, precision={"total_cost_eur": 1e12}),
}


def other_value(study: Study) -> Study:
    name = "streets.spill"
    row = study.uncertainties.rows[name]
    rows = {**study.uncertainties.rows, name: replace(row, value=row.value * 1.01)}
    return replace(study, uncertainties=replace(study.uncertainties, rows=rows))


def other_lever(study: Study) -> Study:
    (scenario,) = study.scenarios
    (phase,) = scenario.phases
    levers = replace(phase.levers, coaches=replace(phase.levers.coaches, mandate=0.8))
    return replace(study, scenarios=(replace(scenario, phases=(replace(phase, levers=levers),)),))


OTHER: dict[str, Callable[[Study], Study]] = {
    "seed": lambda study: with_settings(study, seed=2),
    "horizon": lambda study: with_settings(study, years=2),
    "town": lambda study: replace(study, town=replace(study.town, households=601)),
    "number of an unknown": other_value,
    "lever": other_lever,
}


@pytest.fixture(scope="module")
def filled(small: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one study."""
    folder = tmp_path_factory.mktemp("filled")
    run_study(small, folder / "results", store=folder / "store")
    return folder / "store"


@pytest.mark.parametrize("change", SAME)
def test_what_is_there_is_not_played_again(
    change: str, small: Study, filled: Path, tmp_path: Path, plays: list[Any]
) -> None:
    before = len(parts_in(filled))
    results = run_study(SAME[change](small), tmp_path / "results", store=filled)
    assert plays == []
    assert results.manifest["complete"]
    assert len(parts_in(filled)) == before


@pytest.mark.parametrize("change", OTHER)
def test_what_is_another_run_is_played(
    change: str, small: Study, whole: dict[str, str], filled: Path, tmp_path: Path, plays: list[Any]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(filled, store)
    results = run_study(with_settings(OTHER[change](small), runs=2), tmp_path / "results", store=store)
    coached_runs = [(scenario, run) for scenario, run in plays if scenario == "coached"]
    assert coached_runs == [("coached", 0), ("coached", 1)]
    old = run_study(with_settings(small, runs=2), tmp_path / "old", store=store)
    assert hashes(results.folder)["runs.parquet"] != hashes(old.folder)["runs.parquet"]


def test_only_what_is_new_is_played(small: Study, filled: Path, tmp_path: Path, plays: list[Any]) -> None:
    """Runs, draws and scenarios are added; what they share with the first study comes out of the store."""
    store = tmp_path / "store"
    shutil.copytree(filled, store)
    more = replace(
        with_settings(small, runs=7, draws=2),
        scenarios=(coached(small, 6, "ends"), replace(small.scenarios[0], name="again")),
    )
    results = run_study(more, tmp_path / "results", store=store).folder
    old = {("usual_care", run) for run in range(6)}
    of_draw_0 = [("ends", run) for run in range(7)] + [("again", 6), ("usual_care", 6)]
    of_draw_1 = [(name, run) for run in range(7) for name in ("usual_care", "ends", "again")]
    helping = sorted(old)  # usual care is played once more beside a new scenario: its accounts are compared with
    assert sorted(plays) == sorted([*of_draw_0, *of_draw_1, *helping])
    alone = run_study(more, tmp_path / "alone", store=tmp_path / "another store").folder
    assert hashes(results) == hashes(alone)


def test_runs_kept_without_tables_are_played_for_them(
    small: Study, whole: dict[str, str], tmp_path: Path, plays: list[Any]
) -> None:
    run_study(with_settings(small, tables=Tables.RUNS), tmp_path / "runs only")
    assert len(plays) == 12
    assert hashes(run_study(small, tmp_path / "all").folder) == whole
    assert len(plays) == 24


def test_fresh_plays_again_and_ends_the_same(
    small: Study, whole: dict[str, str], tmp_path: Path, plays: list[Any], parts: None
) -> None:
    folder = run_study(small, tmp_path / "results").folder
    assert len(plays) == 12
    run_study(small, folder, fresh=True)
    assert len(plays) == 24
    assert hashes(folder) == whole
    assert not leftovers(tmp_path)


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def other_rows(path: Path) -> None:
    """Valid JSON, but a number of rows is not what it was."""
    index = json.loads(path.read_text())
    index["tables"]["months"]["rows"][0] -= 1
    path.write_text(json.dumps(index))


def other_order(path: Path) -> None:
    """Valid JSON with the right sum of rows, at other places."""
    index = json.loads(path.read_text())
    rows = index["tables"]["months"]["rows"]
    rows[0], rows[1] = rows[0] - 1, rows[1] + 1
    path.write_text(json.dumps(index))


def words(path: Path) -> None:
    path.write_text('["no", "index"]')


DAMAGE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a byte of runs": ("-runs.parquet", flipped),
    "a byte of the ledger": ("-ledger.parquet", flipped),
    "half of months": ("-months.parquet", halved),
    "nothing in classes": ("-classes.parquet", lambda path: path.write_bytes(b"")),
    "no ledger": ("-ledger.parquet", Path.unlink),
    "a byte of the index": (".json", flipped),
    "half an index": (".json", halved),
    "rows in the index": (".json", other_rows),
    "the order of rows in the index": (".json", other_order),
    "no index at all": (".json", words),
    "binary index": (".json", lambda path: path.write_bytes(b"\xff\x00\xfe")),
}


@pytest.fixture(scope="module")
def three_parts(small: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one study in three parts."""
    folder = tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "runs_in_a_part", lambda study: RUNS_IN_A_PART)
        run_study(small, folder / "results", store=folder / "store")
    assert len(parts_in(folder / "store")) == 3
    return folder / "store"


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_part_is_set_aside_and_computed_again(
    damage: str, small: Study, whole: dict[str, str], three_parts: Path, tmp_path: Path, plays: list[Any]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(three_parts, store)
    ending, harm = DAMAGE[damage]
    path = parts_in(store)[1]
    part = path.stem
    harm(path.with_name(f"{part}{ending}"))
    heard = Heard()
    assert hashes(run_study(small, tmp_path / "results", store=store, progress=heard).folder) == whole
    assert len(plays) == RUNS_IN_A_PART
    (line,) = heard.about("damaged")
    assert part in line
    assert "\n" not in line
    aside = {path.name for path in (store / "damaged").iterdir()}
    assert f"{part}{ending}" in aside or harm is Path.unlink
    assert aside <= {f"{part}.json", *(f"{part}-{table}" for table in TABLES)}
    assert len(parts_in(store)) == 3
    assert not leftovers(tmp_path)


def test_all_parts_damaged(
    small: Study, whole: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More parts than the tries that a part which stays damaged gets."""
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 2)
    store = tmp_path / "store"
    run_study(small, tmp_path / "first", store=store)
    assert len(parts_in(store)) == 6 > runner.MOST_REPAIRS
    for path in parts_in(store):
        flipped(path.with_name(f"{path.stem}-ledger.parquet"))
    assert hashes(run_study(small, tmp_path / "second", store=store).folder) == whole


def test_a_damaged_part_is_computed_again_while_precision_is_judged(small: Study, tmp_path: Path, parts: None) -> None:
    precise = with_settings(small, precision={"total_cost_eur": 1e12})
    store = tmp_path / "store"
    first = run_study(precise, tmp_path / "first", store=store).folder
    part = parts_in(store)[0]
    flipped(part.with_name(f"{part.stem}-runs.parquet"))
    heard = Heard()
    second = run_study(precise, tmp_path / "second", store=store, progress=heard).folder
    assert hashes(second) == hashes(first)
    assert len(heard.about("damaged")) == 1


# A disk that is full, a folder that is gone, a place that cannot be written.


def filling(monkeypatch: pytest.MonkeyPatch, owner: type, method: str, calls: int) -> None:
    """After so many calls of a method that writes, half of what it is given is written and the disk is full."""
    write = getattr(owner, method)
    left = calls

    def writes(this: Any, content: Any, *others: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left >= 0:
            return write(this, content, *others, **options)
        if isinstance(content, str | bytes):
            write(this, content[: len(content) // 2], *others, **options)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(owner, method, writes)


@pytest.mark.parametrize("files", [0, 2, 4, 7])
def test_a_full_disk_while_runs_are_kept(
    files: int, small: Study, whole: dict[str, str], tmp_path: Path, parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = run_study(with_settings(small, runs=2, seed=5), tmp_path / "earlier").folder
    before, there = hashes(earlier), len(parts_in(tmp_path / "voordeur-store"))
    with monkeypatch.context() as patch:
        filling(patch, Path, "write_bytes", files)
        with pytest.raises(StoreError, match=r"store = .*: No space left on device") as caught:
            run_study(small, tmp_path / "results")
    assert "\n" not in str(caught.value)
    assert hashes(earlier) == before
    assert len(parts_in(tmp_path / "voordeur-store")) == there + files // 5
    assert not leftovers(tmp_path)
    assert manifest_in(tmp_path / "results")["complete"] is False
    assert hashes(run_study(small, tmp_path / "results").folder) == whole


@pytest.mark.parametrize(
    ("owner", "method", "calls"),
    [
        *((pq.ParquetWriter, "write_table", calls) for calls in (0, 1, 3)),
        *((Path, "write_text", calls) for calls in (1, 2, 3, 4)),
    ],
)
def test_a_full_disk_while_tables_are_made(
    owner: type,
    method: str,
    calls: int,
    small: Study,
    whole: dict[str, str],
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first text is the manifest of what is to come, the last that of what is done."""
    folder = tmp_path / "results"
    with monkeypatch.context() as patch:
        filling(patch, owner, method, calls)
        with pytest.raises(StoreError, match=r"results = .*: cannot be written: No space left on device") as caught:
            run_study(small, folder, store=filled)
    assert "\n" not in str(caught.value)
    assert not leftovers(tmp_path)
    assert manifest_in(folder)["complete"] is False
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert {name: whole[name] for name in written if name != "manifest.json"} == {
        name: found for name, found in written.items() if name != "manifest.json"
    }
    assert hashes(run_study(small, folder, store=filled).folder) == whole


def test_failures_written_before_stay_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results_folder.write_failures(tmp_path, [{"run": 1, "error": "first"}])
    filling(monkeypatch, pq.ParquetWriter, "write_table", 0)
    with pytest.raises(OSError, match="No space"):
        results_folder.write_failures(tmp_path, [{"run": 2, "error": "second"}])
    assert Results(tmp_path).failures["error"].tolist() == ["first"]


class Loses(Heard):
    """Removes a folder as soon as the first part is done."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def advance(self, runs: int, failed: int = 0) -> None:
        super().advance(runs, failed)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.mark.parametrize("runs_together", [4, 100])
def test_a_store_that_is_lost(
    runs_together: int, small: Study, whole: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: runs_together)
    earlier = run_study(with_settings(small, runs=2, seed=5), tmp_path / "earlier", store=tmp_path / "other").folder
    before = hashes(earlier)
    with pytest.raises(StoreError, match=r"store = .*store: cannot be used: the folder is gone") as caught:
        run_study(small, tmp_path / "results", store=tmp_path / "store", progress=Loses(tmp_path / "store"))
    assert "\n" not in str(caught.value)
    assert hashes(earlier) == before
    assert hashes(run_study(small, tmp_path / "results", store=tmp_path / "store").folder) == whole


def test_results_that_are_lost(small: Study, whole: dict[str, str], tmp_path: Path, parts: None) -> None:
    with pytest.raises(StoreError, match=r"results = .*results: cannot be written: the folder is gone") as caught:
        run_study(small, tmp_path / "results", progress=Loses(tmp_path / "results"))
    assert "\n" not in str(caught.value)
    assert hashes(run_study(small, tmp_path / "results").folder) == whole


ARGUMENTS = ("town=enschede", *TINY, "study.warm_up_years=1", "scenarios=[]", "study.runs=2", "study.workers=1")


def test_a_store_that_cannot_be_made_is_found_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    for store in (tmp_path / "file", tmp_path / "file" / "store", Path("/proc/store")):
        assert main([*ARGUMENTS, f"results={tmp_path / 'results'}", f"store={store}"]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert said.startswith(f"voordeur: store = {store}: cannot be written: ")
        assert not (tmp_path / "results").exists()
    assert (tmp_path / "file").read_text() == "mine"


def test_results_stay_where_a_store_cannot_be_written(small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    """Also where all is asked for again: nothing is thrown away before it is known that it can be replaced."""
    folder = run_study(small, tmp_path / "results").folder
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"store = .*file: cannot be written"):
        run_study(small, folder, store=tmp_path / "file", fresh=True)
    assert hashes(folder) == whole
    assert manifest_in(folder)["complete"] is True


def test_a_store_that_may_only_be_read(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is there, so that only a try shows it."""

    def refuse(*given: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "store").mkdir()
    monkeypatch.setattr("simulation.study.store.TemporaryFile", refuse)
    with pytest.raises(SettingsError, match=r"store = .*store: cannot be written: Permission denied"):
        run_study(small, tmp_path / "results", store=tmp_path / "store")
    assert not (tmp_path / "results").exists()


def test_a_full_disk_ends_the_command_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filling(monkeypatch, Path, "write_bytes", 1)
    assert main([*ARGUMENTS, f"results={tmp_path / 'results'}", "quiet=true"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.count("No space left on device") == said.count("what is done is kept") == 1


# Two processes, and other readers.

STUDY = """
import sys
from dataclasses import replace
from pathlib import Path
from simulation.study import runner
from simulation.study.runner import run_study
from tests.study.conftest import coached
from tests.study.small import tiny_study
runner.runs_in_a_part = lambda study: int(sys.argv[3])
study = tiny_study("study.runs=12")
ends = coached(study, 6, "ends")
scenarios = {"first": (study.scenarios[0], ends), "second": (ends, study.scenarios[0])}
print("ready", flush=True)
sys.stdin.readline()
run_study(replace(study, scenarios=scenarios[sys.argv[2]]), Path(sys.argv[1]) / sys.argv[2])
"""


@pytest.mark.proof
def test_two_processes_on_one_store(tmp_path: Path, small: Study) -> None:
    """Both write parts with the same runs, some of them under the same name, at the same time."""
    processes = [started(STUDY, str(tmp_path), *which) for which in (("first", "3"), ("second", "3"))]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        ended(process)
    ends = coached(small, 6, "ends")
    for name, scenarios in {"first": (small.scenarios[0], ends), "second": (ends, small.scenarios[0])}.items():
        alone = run_study(
            with_settings(replace(small, scenarios=scenarios), runs=12),
            tmp_path / "alone" / name,
            store=tmp_path / name,
        ).folder
        assert hashes(tmp_path / name) == hashes(alone)
    assert not leftovers(tmp_path)
    assert not (tmp_path / "voordeur-store" / "damaged").exists()


def test_duckdb_reads_all_tables(small: Study, filled: Path, tmp_path: Path) -> None:
    results = run_study(small, tmp_path / "results", store=filled)
    database = duckdb.connect()
    for name in TABLES:
        (count,) = database.execute(f"select count(*) from '{results.folder / name}'").fetchone() or ()
        assert count == len(getattr(results, name.removesuffix(".parquet"))) > 0
    costs = database.execute(
        f"select scenario, sum(amount_eur) from '{results.folder}/ledger.parquet' group by scenario order by scenario"
    ).fetchall()
    expected = results.runs.groupby("scenario")["total_cost_eur"].sum()
    assert dict(costs) == pytest.approx(expected.to_dict(), abs=0.1)

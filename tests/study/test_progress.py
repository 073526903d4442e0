"""What a study tells: on stderr, in a log, or nothing."""

import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from simulation.__main__ import main
from simulation.settings import SettingsError, Study
from simulation.study import progress, worker
from simulation.study.progress import Logged, Quiet, Terminal, progress_of
from simulation.study.runner import StudyError, run_study
from simulation.study.versions import versions
from tests.study.small import tiny_study, with_settings


@pytest.fixture(scope="module")
def small() -> Study:
    return tiny_study("study.runs=3")


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_log_has_a_line_for_each_run(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "folder" / "log.jsonl"
    measure = worker.measure

    def fails(model: object, key: object, *others: object, **options: object) -> object:
        if key.run == 2 and key.scenario == "coached":  # type: ignore[attr-defined]
            raise ValueError("geen geld: € 0\nop")
        return measure(model, key, *others, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(worker, "measure", fails)
        with pytest.raises(StudyError):
            run_study(small, tmp_path / "results", progress=progress_of(True, log))
    runs = [line for line in lines_of(log) if line["event"] == "run"]
    names = [f"{name}/0/{run}" for run in range(3) for name in ("usual_care", "optimistic/coached")]
    assert [line["run"] for line in runs] == names
    assert [line["error"] for line in runs] == [None] * 5 + ["ValueError: geen geld: € 0 op"]
    for line in lines_of(log):
        assert datetime.fromisoformat(str(line["time"])).tzinfo is not None
    before = len(lines_of(log))
    run_study(small, tmp_path / "results", progress=progress_of(True, log))
    added = lines_of(log)[before:]
    assert [line["run"] for line in added if line["event"] == "run"] == ["optimistic/coached/0/2"]
    assert any(line["event"] == "said" and "5 of 6 runs are there already" in str(line["text"]) for line in added)
    (counted,) = (line for line in added if line["event"] == "runs")
    assert (counted["total"], counted["there"]) == (6, 5)


def test_quiet_says_nothing_and_the_log_everything(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    given = ("town.households=600", "study.years=1", "study.warm_up_years=1", "study.runs=2", "study.workers=1")
    log = tmp_path / "log"
    assert main([*given, "scenarios=[]", f"results={tmp_path / 'results'}", "quiet=true", f"log={log}"]) == 0
    assert capfd.readouterr().err == ""
    assert [line["run"] for line in lines_of(log) if line["event"] == "run"] == ["usual_care/0/0", "usual_care/0/1"]
    assert main([*given, "scenarios=[]", f"results={tmp_path / 'results'}"]) == 0
    assert re.fullmatch(r"voordeur: .* is complete; fresh=true computes it again\n", capfd.readouterr().err)


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "log", tmp_path):
        with pytest.raises(SettingsError, match=r"log = .*: cannot be written: "):
            progress_of(False, path)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is on the screen of somebody who looks, at once."""
    written = io.StringIO()
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    console = Console(file=written, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr("rich.console.Console", lambda **options: console)
    return written


def test_the_bar_shows_done_failed_and_there_already(screen: io.StringIO) -> None:
    terminal = Terminal()
    with terminal.counting(20, 5):
        terminal.advance(4, 0)
        terminal.advance(6, 2)
    last = re.split(r"[\r\n]", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "\n", screen.getvalue()))
    shown = [line.strip() for line in last if "15/20" in line]
    assert shown
    assert "2 failed, 5 there already" in shown[-1]
    assert "left" in shown[-1]


def test_a_bar_without_failures_does_not_name_them(screen: io.StringIO) -> None:
    terminal = Terminal()
    with terminal.counting(3, 0):
        terminal.advance(3)
    assert "3/3" in screen.getvalue()
    assert "failed" not in screen.getvalue()
    assert "already" not in screen.getvalue()


def test_where_nobody_looks_there_are_lines_only(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 60.0)
    run_study(small, tmp_path / "results", progress=Terminal())
    assert capfd.readouterr().err == "voordeur: usual care + 1 scenario x 1 worldview, 1 draw, 3 runs = 6 runs\n"
    run_study(with_settings(small, runs=4), tmp_path / "more", progress=Terminal())
    assert capfd.readouterr().err.endswith("= 8 runs; 6 of 8 runs are there already\n")


def test_complete_results_of_other_code_are_said_to_be(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run_study(small, tmp_path / "results")
    monkeypatch.setattr("simulation.study.manifest.versions", lambda: {**versions(), "numpy": "0"})
    run_study(small, tmp_path / "results", progress=Terminal())
    said = "is complete, made by another version of the code or its packages; fresh=true computes it again"
    assert said in capfd.readouterr().err


def test_a_log_passes_everything_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    class Told(Quiet):
        def say(self, text: str) -> None:
            told.append(text)

        def advance(self, runs: int, failed: int = 0) -> None:
            told.append((runs, failed))

    logged = Logged(Told(), tmp_path / "log")
    logged.say("een")
    logged.advance(3, 1)
    assert told == ["een", (3, 1)]

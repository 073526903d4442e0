import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import simulation
from simulation.__main__ import main
from simulation.model import CoachingModel
from simulation.services.week import ORDER
from simulation.services.world import World
from simulation.settings import Study
from simulation.study.compiling import compile_all
from simulation.study.keys import values_in
from simulation.study.order import TimedModel, lines_of, time_order
from simulation.study.progress import Terminal
from simulation.study.run import clockwork_of
from tests.study.conftest import SMALL


def test_public_names_exist() -> None:
    assert all(getattr(simulation, name) is not None for name in simulation.__all__)
    assert dir(simulation) == simulation.__all__
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        _ = simulation.simulate


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, simulation; print(*(name for name in ('numpy', 'numba', 'hydra') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_study_from_python() -> None:
    study = simulation.load(*SMALL).study
    settled = simulation.settle(study)
    usual = simulation.run_once(study, "usual_care", settled=settled)
    coaches = simulation.run_once(study, "wijkcoaches", "adverse", settled=settled)
    assert coaches.outcomes["cases_opened"] > usual.outcomes["cases_opened"] == 0
    assert coaches.key.worldview == "adverse"


def test_a_study_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_store: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    given = [*SMALL, "study.runs=2", "worldviews=[adverse]", "results=mine"]
    assert main(given) == 0
    heard = capsys.readouterr()
    assert "usual care + 1 scenario x 1 worldview, 1 draw, 2 runs = 4 runs" in heard.err
    assert heard.out
    before = (tmp_path / "mine" / "runs.parquet").stat().st_mtime_ns
    assert main(given) == 0
    again = capsys.readouterr()
    assert again.out == heard.out
    assert "is complete" in again.err
    assert (tmp_path / "mine" / "runs.parquet").stat().st_mtime_ns == before
    assert main([*given, "study.seed=5"]) == 2
    assert "holds another study" in capsys.readouterr().err
    assert main([*given, "town.households=2000000000", "results=huge"]) == 2
    assert not (tmp_path / "huge").exists()


def test_the_order_of_a_round_is_printed_with_times(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    timing = time_order(study, study.scenarios[0])
    assert (timing.seconds > 0).all()
    lines = lines_of(timing)
    for number, (line, step) in enumerate(zip(lines[1:-1], ORDER, strict=True), start=1):
        assert line.strip().startswith(f"{number}. {step}")
    assert len(lines) == len(ORDER) + 2
    assert main([*SMALL, "task=order", "study.years=1"]) == 0
    assert all(step in capsys.readouterr().out for step in ORDER[:1])


def test_a_round_in_steps_is_the_same_round(study: Study, town: World) -> None:
    values = values_in(study, study.worldviews[0], 0)
    clockwork = clockwork_of(study, 0, 1)
    models = [
        kind(study.town, study.scenarios[0], values, town.copy(), clockwork) for kind in (CoachingModel, TimedModel)
    ]
    for model in models:
        model.run()
    assert np.array_equal(models[0].tallies, models[1].tallies)


def test_everything_is_compiled_beforehand(study: Study, finished: CoachingModel) -> None:
    compile_all(study)
    found = [each for each in vars(sys.modules["simulation.model"]).values() if hasattr(each, "signatures")]
    assert {each.py_func.__name__: len(each.signatures) for each in found} == {
        each.py_func.__name__: 1 for each in found
    }


def test_nobody_looks_at_a_log_file(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.study.progress.PATIENCE_SECONDS", 0.0)
    terminal = Terminal()
    with terminal.counting(3, 0):
        terminal.advance(1)
    terminal.say("hello")
    assert capsys.readouterr().err == "voordeur: hello\n"

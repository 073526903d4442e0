import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from simulation.__main__ import OWN_STUDIES, TASKS, main
from simulation.settings.compose import Composed
from simulation.settings.errors import SettingsError
from simulation.settings.memory import check_memory

CHECKOUT = Path(__file__).resolve().parents[2]
STOOD_IN = tuple(TASKS)


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Stands in for the module that runs a study."""
    module = ModuleType("stand_in")
    module.run = lambda composed: 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stand_in", module)
    monkeypatch.setattr("simulation.__main__.TASKS", dict.fromkeys(STOOD_IN, "stand_in:run"))
    return module


@pytest.mark.usefixtures("desk")
def test_the_task_gets_the_composed_study(task: ModuleType) -> None:
    got: list[Composed] = []
    task.run = lambda composed: got.append(composed) or 0  # type: ignore[attr-defined]
    assert main(["task=study", "town.households=50"]) == 0
    assert got[0].study.town.households == 50


@pytest.mark.usefixtures("desk")
def test_a_task_may_have_a_study_of_its_own(task: ModuleType) -> None:
    names: list[str] = []
    task.run = lambda composed: names.append(composed.study.settings.name) or 0  # type: ignore[attr-defined]
    for arguments in ([], ["task=pilots"], ["task=pilots", "study=council"], ["task=pilots", "study.runs=2"]):
        assert main(arguments) == 0
    assert names == ["quick", "pilots", "council", "pilots"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (
            SettingsError("results = x: is of another study"),
            2,
            "voordeur: results = x: is of another study\n",
        ),
        (RuntimeError("no\nmore"), 1, "voordeur: failed: RuntimeError: no more; what is done is kept\n"),
        (MemoryError(), 1, "voordeur: failed: MemoryError: no reason given; what is done is kept\n"),
        (KeyboardInterrupt(), 130, "voordeur: interrupted; what is done is kept\n"),
    ],
)
def test_how_it_ends(
    task: ModuleType, failure: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(composed: Composed) -> int:
        raise failure

    task.run = run  # type: ignore[attr-defined]
    assert main([]) == code
    assert capsys.readouterr().err == said


@pytest.mark.usefixtures("desk")
def test_a_task_says_how_it_ended(task: ModuleType) -> None:
    task.run = lambda composed: 1  # type: ignore[attr-defined]
    assert main([]) == 1


@pytest.mark.usefixtures("desk", "task")
def test_it_is_said_which_value_of_a_scenario_a_lever_replaces(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios=wijkcoaches", "levers.coaches.mandate=0.5"]) == 0
    assert capsys.readouterr().err == "voordeur: levers.coaches.mandate = 0.5 in place of 0.9 in wijkcoaches\n"
    assert main(["scenarios=wijkcoaches", "levers.coaches.mandate=0.9"]) == 0
    assert main(["scenarios=wijkcoaches", "levers.coaches.mandate=0.5", "quiet=true"]) == 0
    assert capsys.readouterr().err == ""


def test_results_that_cannot_be_written_are_found_before_anything_runs(
    task: ModuleType, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "file").write_text("")
    task.run = lambda composed: pytest.fail("it ran")  # type: ignore[attr-defined]
    assert main(["results=file/inner"]) == 2
    assert capsys.readouterr().err == "voordeur: results = file/inner: file is a file, not a folder\n"
    assert [path.name for path in desk.iterdir()] == ["file"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("option", ["-m", "--multirun"])
def test_lists_make_one_sweep_or_studies_one_after_another(task: ModuleType, option: str) -> None:
    got: list[Composed] = []
    task.run = lambda composed: got.append(composed) or 0  # type: ignore[attr-defined]
    assert main([option, "levers.coaches.mandate=0.5,0.7", "study.runs=2"]) == 0
    assert main(["study.runs=1,2", option, "results=mine"]) == 0
    assert [(each.task, each.study.settings.runs, each.sweep is None) for each in got] == [
        ("sweep", 2, False),
        ("study", 1, True),
        ("study", 2, True),
    ]
    assert [each.results for each in got[1:]] == [Path("mine/study.runs=1"), Path("mine/study.runs=2")]


def test_nothing_is_run_if_one_of_the_studies_is_wrong(
    task: ModuleType, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task.run = lambda composed: pytest.fail("it ran")  # type: ignore[attr-defined]
    assert main(["-m", "study.runs=1,0"]) == 2
    assert "study.runs = 0: must be at least 1" in capsys.readouterr().err


def test_of_several_studies_one_that_fails_counts(task: ModuleType, desk: Path) -> None:
    ends = iter([1, 0])
    task.run = lambda composed: next(ends)  # type: ignore[attr-defined]
    assert main(["-m", "study.runs=1,2"]) == 1


def test_a_task_with_settings_of_its_own_is_done_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-m", "task=import_town", "file=a.csv", "municipality=A,B"]) == 2
    assert "-m: task=import_town is done once" in capsys.readouterr().err


def test_unknown_options(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cfg", "job"]) == 2
    assert capsys.readouterr().err == "voordeur: --cfg: unknown option; choose from --help, --version, --multirun\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_has_examples_and_the_names_there_are(option: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["town=nowhere", option]) == 0
    said = capsys.readouterr().out
    for piece in ("scenarios=", "worldviews=", "study=council", "results=", "lang=nl", "levers."):
        assert piece in said
    for piece in ("small", "quick", "council", "city_wide_substitution", "no_effect", "mixed"):
        assert piece in said
    assert max(len(line) for line in said.splitlines()) <= 100


def test_help_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys; from simulation.__main__ import main; main(['--help'])\n"
        "slow = {'hydra', 'pydantic', 'pandas', 'matplotlib', 'numba', 'mesa'} & set(sys.modules)\n"
        "sys.exit(f'loaded {slow}' if slow else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_help_can_be_used(task: ModuleType, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    examples = [line.split("   ")[0].split()[1:] for line in lines if line.startswith("  voordeur ")]
    assert len(examples) >= 8
    for example in examples:  # those of tasks with a study of their own need what is shipped: see test_shipped
        if example and example[0] in OWN_STUDIES and example[0] != "task=pilots":
            continue
        assert main([each.replace("town=enschede", "town=small") for each in example]) == 0, example


def test_it_is_a_module_that_can_be_run(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulation", "town=nowhere"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("voordeur: command line: town = 'nowhere'")
    assert done.stdout == ""


def test_a_town_that_fits_in_memory() -> None:
    check_memory(1_000, 1_000.0, 1e6)


def test_a_town_that_does_not_fit_says_what_would() -> None:
    with pytest.raises(SettingsError) as caught:
        check_memory(10_000_000, 2_000.0, 8e9)
    assert str(caught.value) == (
        "town.households = 10000000: needs about 20.0 GB of memory, 8.0 GB is available; at most 4000000 fit"
    )
    check_memory(4_000_000, 2_000.0, 8e9)

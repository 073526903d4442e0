"""Tasks with settings of their own."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from simulation.__main__ import TASKS, main
from simulation.settings.tasks import TASK_SETTINGS, ImportTown, Per, task_of, task_on, task_settings
from tests.settings.conftest import ROOT, Write
from tests.settings.test_bad_input import refused

GIVEN = ["task=import_town", "file=kwb.xlsx", "municipality='s-Hoek"]


def test_every_task_with_settings_can_be_done() -> None:
    assert TASK_SETTINGS.keys() <= TASKS.keys()


def test_text_is_taken_as_it_is_typed() -> None:
    made = task_settings("import_town", ["file=a b=[c],{d}.xlsx", "municipality='s-Hoek", "+per=buurt", "pilot=null"])
    assert made == ImportTown(file="a b=[c],{d}.xlsx", municipality="'s-Hoek", per=Per.BUURT, pilot="null")


def test_what_is_not_given_has_a_default() -> None:
    made = task_settings("import_town", GIVEN)
    assert made == ImportTown(file="kwb.xlsx", municipality="'s-Hoek", per=Per.WIJK, pilot=None, fresh=False)
    assert task_settings("import_town", [*GIVEN, "fresh=true"]).fresh is True  # type: ignore[attr-defined]


def test_the_last_task_counts() -> None:
    assert task_on(["lang=nl"]) is None
    assert task_on(["task=study", "lang=nl", "task=order"]) == "order"
    assert task_on(["task='study'"]) == "study"


def test_settings_of_a_study_are_of_no_task() -> None:
    assert task_of("municipality") == "import_town"
    assert task_of("scenarios") is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*GIVEN, "municipalty=x"], "municipalty = 'x': no setting of task=import_town; did you mean 'municipality'?"),
        ([*GIVEN, "town=small"], "town = 'small': no setting of task=import_town; choose from file, fresh"),
        ([*GIVEN, "per=wijken"], "per = 'wijken': must be one of wijk, buurt; did you mean 'wijk'?"),
        ([*GIVEN, "fresh=yes"], "fresh = 'yes': must be true or false"),
        ([*GIVEN, "hello"], "'hello' is no setting; write key=value"),
        ([*GIVEN, "=3"], "'=3' is no setting; write key=value"),
        (GIVEN[:2], "command line: municipality is missing"),
        (["task=import_town"], "command line: file is missing"),
        (["municipality=Hengelo"], "municipality = Hengelo: only for task=import_town"),
        (["task=study", "file=kwb.xlsx"], "file = kwb.xlsx: only for task=import_town"),
        (["task=import_twon", *GIVEN[1:]], "task = 'import_twon': unknown task; did you mean 'import_town'?"),
        (["task="], "task = '': unknown task; choose from"),
    ],
)
def test_what_cannot_be_used(arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in refused(arguments, capsys, desk)


def test_a_file_cannot_name_such_a_task(write: Write, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("configs/voordeur.yaml", ROOT.replace("task: study", "task: import_town"))
    assert "task = 'import_town': has settings of its own; name it on the command line" in refused([], capsys, desk)


@pytest.mark.usefixtures("desk")
def test_the_task_gets_its_settings_and_no_study(monkeypatch: pytest.MonkeyPatch) -> None:
    module, got = ModuleType("stand_in"), []
    module.run = lambda settings: got.append(settings) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stand_in", module)
    monkeypatch.setitem(TASKS, "import_town", "stand_in:run")
    monkeypatch.setattr("simulation.settings.compose.compose_study", lambda given: pytest.fail("composed"))
    assert main(GIVEN) == 0
    assert got == [ImportTown(file="kwb.xlsx", municipality="'s-Hoek")]

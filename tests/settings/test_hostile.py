"""Settings of somebody who means harm: refused in a line or two; nothing is run, and nothing outside is touched."""

from pathlib import Path

import pytest

from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from tests.settings.conftest import TOWN, Write
from tests.settings.test_bad_input import LABEL, refused

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LONG = "k" * 900
NEIGHBOURHOOD = "velve:"

FILES = [
    ("scenarios/mine.yaml", LABEL + "levers: !!python/object/apply:os.system [ls]\n", "line 3", "tag !!python/object"),
    ("scenarios/mine.yaml", LABEL + "levers: !!python/name:os.system\n", "line 3", "is not allowed"),
    ("scenarios/mine.yaml", "label: !mine {nl: a, en: b}\n", "line 1", "the tag !mine is not allowed"),
    ("configs/town/small.yaml", "name: !!python/object/new:pathlib.Path [x]\n", "line 1", "is not allowed"),
    ("scenarios/mine.yaml", BOMB + LABEL, "references (*name)", "too large"),
    ("configs/town/small.yaml", BOMB, "references (*name)", "too large"),
    ("scenarios/mine.yaml", "a: &a [*a]\n", "holds itself"),
    ("scenarios/mine.yaml", "a: &a {b: *a}\n", "holds itself"),
    ("scenarios/mine.yaml", "a: " + "[" * 100_000, "nested too deep"),
    ("scenarios/mine.yaml", "- " * 100_000, "nested too deep"),
    ("scenarios/mine.yaml", "a: " + "{a: " * 60 + "1" + "}" * 60, "nested too deep"),
    ("scenarios/mine.yaml", "# " + "x" * 5_000_000, "the file is too large"),
    ("scenarios/mine.yaml", f"{LONG}: 1\n" + LABEL, "unknown key", "label"),
    ("scenarios/mine.yaml", '"\\e[31mred": 1\n' + LABEL, "'\\x1b[31mred'", "unknown key"),
    ("scenarios/mine.yaml", LABEL + f"extends: {'x' * 5000}\n", "extends = 'xxx", "unknown scenario"),
    ("scenarios/mine.yaml", LABEL + "extends: ../../mine\n", "extends = '../../mine'", "unknown scenario"),
    ("scenarios/mine.yaml", LABEL + "extends: /etc/passwd\n", "unknown scenario"),
    ("scenarios/mine.yaml", LABEL.replace("nl: a", f"nl: {LONG}"), "label.nl = ", "at most 200 letters"),
    ("scenarios/mine.yaml", LABEL.replace("nl: a", 'nl: "a\\nb"'), "label.nl = ", "one line"),
    ("configs/town/small.yaml", TOWN.replace("rest", "../../../other", 1), "../../../other"),
    ("configs/town/small.yaml", TOWN.replace("/population: plain", "/population: ../../../other"), "../../../other"),
    ("configs/town/small.yaml", TOWN.replace("households: 1000", "households: 1e9"), "whole number"),
    ("configs/town/small.yaml", TOWN.replace("name: small", "name: ../small"), "town.name = '../small'", "one word"),
    ("configs/town/small.yaml", TOWN.replace("velve:", '"=cmd()":'), "'=cmd()'", "a spreadsheet would run it"),
    ("configs/town/small.yaml", TOWN.replace("velve:", "+velve:"), "'+velve'", "cannot begin with"),
    ("configs/town/small.yaml", TOWN.replace("velve:", '"@velve":'), "'@velve'", "cannot begin with"),
    ("configs/town/small.yaml", TOWN.replace("velve:", '"a\\tb":'), "one line"),
    ("configs/town/small.yaml", TOWN.replace("velve:", f"{LONG[:100]}:"), "at most 80 letters"),
    ("configs/town/small.yaml", TOWN.replace("debt_help:", '"=debt":'), "'=debt'", "cannot begin with"),
]


@pytest.mark.parametrize(("name", "text", "pieces"), [(name, text, rest) for name, text, *rest in FILES])
def test_files(
    name: str, text: str, pieces: list[str], desk: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.parent / "other.yaml").write_text("households: 3\n")
    write(name, text)
    error = refused(["scenarios=mine"] if "mine" in name else [], capsys, desk)
    assert len(error) < 1000
    assert error.startswith("configs: defaults" if "other" in pieces[0] else name)
    for piece in pieces:
        assert piece in error


COMMAND_LINE = [
    ("scenarios=../mine", "unknown scenario"),
    ("scenarios=/etc/passwd", "unknown scenario"),
    ("worldviews=../no_effect", "unknown worldview"),
    ("town=../small", "unknown town"),
    ("study=../../quick", "unknown study"),
    ("study.name=../../x", "one word"),
    ("scenarios==cmd", "cannot begin with"),
    ("scenarios=-x", "cannot begin with"),
    (f"{LONG}=1", "unknown key"),
    (f"study.{LONG}=1", "unknown key"),
    (f"study.name={LONG * 9}", "name too long"),
    (f"{LONG * 9}", "is no setting"),
    ("study.precision=" + "[" * 5000, "cannot be read"),
    ("study.precision=" + "[" * 5000 + "]" * 5000, "cannot be read"),
    ("study.years=1000000000", "at most"),
    ("study.run_seconds=${oc.env:HOME}", "only be to another setting"),
]


@pytest.mark.parametrize(("argument", "piece"), COMMAND_LINE, ids=[each[0][:30] for each in COMMAND_LINE])
def test_the_command_line(argument: str, piece: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = refused([argument], capsys, desk)
    assert piece in error
    assert len(error) < 1500


@pytest.mark.parametrize("key", ["results", "store", "log"])
@pytest.mark.parametrize("path", ["../out", "a/../../out", "/tmp/out", "~/out"])
def test_a_file_cannot_send_results_elsewhere(key: str, path: str, write: Write) -> None:
    """Who types it may."""
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\n{key}: {path}\n")
    with pytest.raises(SettingsError, match=f"configs/study/mine.yaml: {key} = '{path}': a file can only name a place"):
        compose_study(["study=mine"])
    compose_study(["study=mine", "results=../out", "store=/tmp/store", "log=~/log"])
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\n{key}: in/here\n")
    compose_study(["study=mine"])


def test_the_environment_is_not_for_settings(write: Write) -> None:
    """A file of somebody else cannot put what is in it into results."""
    write("configs/study/mine.yaml", "# @package _global_\ndefaults: [quick, _self_]\nlog: ${oc.env:HOME}\n")
    with pytest.raises(SettingsError, match=r"\$\{oc.env:HOME\}: a reference can only be to another setting"):
        compose_study(["study=mine"])


def test_references_that_are_small_may_be_used(write: Write) -> None:
    write("scenarios/mine.yaml", "label: &text {nl: a, en: b}\ndescription: *text\n")
    assert compose_study(["scenarios=mine"]).study.scenarios[0].description.en == "b"

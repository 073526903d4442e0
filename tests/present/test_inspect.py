"""The page on looking into a run does what it says."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "inspect.md"


def test_all_its_code_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code) == 4
    names: dict[str, object] = {}
    with mpl.rc_context({"backend": "agg"}):
        for block in code:
            exec(compile(block, str(PAGE), "exec"), names)
    said = capsys.readouterr().out
    pieces = ("'Coach': ", "'Assistant': ", "'Circle': ", "at work: ", "cases by neighbourhood: {0: ", "Oosterpoort: ")
    for piece in pieces:
        assert piece in said
    assert names["model"].week == 52.0  # type: ignore[attr-defined]
    lines = names["axes"].get_lines()  # type: ignore[attr-defined]
    assert len(lines) == len(names["model"].agencies)  # type: ignore[attr-defined]
    assert all(len(line.get_xdata()) == 52 for line in lines)


def test_looking_changes_nothing() -> None:
    """The run that was looked at every week ends as the one that was not."""
    names: dict[str, object] = {}
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with mpl.rc_context({"backend": "agg"}):
        exec(compile("\n".join(code), str(PAGE), "exec"), names)
    model, again = names["model"], names["again"]
    assert (model.world.homes["severity"] == again.world.homes["severity"]).all()  # type: ignore[attr-defined]
    assert (model.world.homes["crises"] == again.world.homes["crises"]).all()  # type: ignore[attr-defined]

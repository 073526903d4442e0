from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.present import show
from tests.present.made_up import Study, write

Shown = Callable[..., str]


@pytest.fixture
def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Shows a made-up study, without charts; gives what was printed, each paragraph on one line."""
    monkeypatch.setattr("simulation.present.draw_charts", lambda results, words, house: [])

    def show_study(study: Study, lang: str = "en") -> str:
        show(write(tmp_path / "results", study), lang)
        return capsys.readouterr().out

    return show_study


def joined(text: str) -> str:
    """The text without line ends and runs of spaces, to look for sentences."""
    return " ".join(text.split())

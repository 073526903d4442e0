from pathlib import Path

import pytest


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own, empty, current folder; files of CBS lie beside it."""
    own = tmp_path / "desk"
    own.mkdir()
    monkeypatch.chdir(own)
    return own

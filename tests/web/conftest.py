import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from simulation.web import results, state
from simulation.web.live import STEPS, Live
from simulation.web.view import View
from tests.present.made_up import Study, write

APP = str(Path(state.__file__).with_name("app.py"))


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""a picture of one dot: charts have tests of their own"""


class Stage:
    """Stands in for the studio: every view has the same results at once, and no run is made."""

    def __init__(self, folder: Path | None, error: str = "") -> None:
        self.folder, self.error = folder, error
        self.looked: list[View] = []
        self.left: list[View] = []

    def look(self, view: View) -> Live:
        self.looked.append(view)
        return Live(view, runs=STEPS[-1], folder=self.folder, error=self.error, is_busy=False)

    def leave(self, view: View) -> None:
        self.left.append(view)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a user's own, where the page works."""
    monkeypatch.chdir(tmp_path)
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


@pytest.fixture
def stage(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    found = Stage(write(desk / "results" / "voordeur-page" / "made", Study()))
    monkeypatch.setattr(state, "studio", lambda: found)
    monkeypatch.setattr(results, "picture", lambda chart: DOT)
    return found


@pytest.fixture
def page(stage: Stage) -> AppTest:
    return AppTest.from_file(APP, default_timeout=60)


def html_of(page: AppTest) -> str:
    """All HTML that the page made itself."""
    return "\n".join(each.proto.body for each in page.get("html"))

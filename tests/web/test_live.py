"""Live studies: as any other study, only sooner."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.study import settled
from simulation.study.folder import read_manifest
from simulation.study.runner import run_study
from simulation.web import live as live_module
from simulation.web.levers import Own
from simulation.web.live import STEPS, Live, Studio
from simulation.web.pool import Pool
from simulation.web.view import View, study_of

VIEW = View(town="example", size=2000, worldviews=("optimistic", "adverse"))
TABLES = ("runs.parquet", "months.parquet", "classes.parquet", "ledger.parquet", "comparison.csv")


@pytest.fixture
def studio(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """A studio that ends at the first band; tests in the browser see that it goes on."""
    monkeypatch.setattr(live_module, "STEPS", STEPS[:1])
    found = Studio()
    yield found
    for live in found._lives.values():
        live.leave()
    while any(live.is_busy for live in found._lives.values()):
        time.sleep(0.05)
    found.pool.close()


def seen(studio: Studio, view: View, runs: int) -> Live:
    """Look at a view until there are so many runs."""
    end = time.monotonic() + 300
    while (live := studio.look(view)).runs < runs and not live.error:
        assert time.monotonic() < end
        time.sleep(0.05)
    return live


def test_what_is_live_is_what_a_study_gives(studio: Studio, tmp_path: Path) -> None:
    """Bytes are compared of a view whose usual care the workers remember from the view before."""
    other = replace(VIEW, own=Own(mandate=40))
    first = seen(studio, VIEW, STEPS[0])
    studio.leave(VIEW)
    live = seen(studio, other, STEPS[0])
    assert (first.error, live.error) == ("", "")
    assert live.folder is not None
    assert (read_manifest(live.folder) or {})["complete"]
    studio.leave(other)
    runs = (read_manifest(live.folder) or {})["plan"]["runs_of_a_draw"]
    alone = run_study(study_of(other, runs), tmp_path / "alone", store=tmp_path / "another store").folder
    shutil.rmtree(first.folder or "")  # as when there is no more room
    again = seen(studio, VIEW, STEPS[0])
    assert again.is_there
    studio.leave(VIEW)
    for name in TABLES:
        assert (live.folder / name).read_bytes() == (alone / name).read_bytes(), name


def test_a_town_is_settled_ahead_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled, "store", lambda: tmp_path)
    pool, study, asked = Pool(), study_of(VIEW, 2), []
    monkeypatch.setattr(pool._more, "submit", lambda *work: asked.append(work[-1]))
    settled.place_of(study, 0, 0).touch()
    pool.settle(study)
    pool.settle(study)
    assert asked == [1]


def test_what_cannot_be_run_is_said(studio: Studio) -> None:
    wrong = replace(VIEW, own=Own(where="Nergenshuizen"))
    assert "unknown neighbourhood 'Nergenshuizen'" in seen(studio, wrong, STEPS[0]).error

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.week import play_rounds
from simulation.services.world import World
from simulation.settings import Study
from simulation.study import settled
from simulation.study.keys import values_in
from simulation.study.run import play
from simulation.study.settled import digest, settled_town


def test_a_town_from_the_store_goes_on_in_the_same_way(
    study: Study, town: World, finished: CoachingModel, own_store: Path
) -> None:
    settled_town(study, 0, 0)
    stored = settled_town(study, 0, 0)
    for field in fields(World):
        mine, theirs = getattr(stored, field.name), getattr(town, field.name)
        assert mine.dtype == theirs.dtype
        assert mine.dtype.isalignedstruct == theirs.dtype.isalignedstruct
        assert mine.shape == theirs.shape
    again = play(study, study.scenarios[0], values_in(study, study.worldviews[0], 0), 0, stored)
    assert np.array_equal(again.tallies, finished.tallies)
    assert len(getattr(play_rounds, "signatures", [1])) == 1


def test_a_damaged_file_is_settled_again(study: Study, own_store: Path) -> None:
    first = settled_town(study, 0, 0)
    (file,) = own_store.glob("*.npz")
    whole = file.read_bytes()
    for damage in (b"", whole[: len(whole) // 2], whole[:1000] + b"damage" + whole[1006:]):
        file.write_bytes(damage)
        assert np.array_equal(settled_town(study, 0, 0).homes, first.homes)
        assert file.read_bytes() == whole


def test_a_store_that_cannot_be_written_stops_nobody(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(settled, "store", lambda: tmp_path / "file")
    assert len(settled_town(study, 0, 0).homes) == 1500


def test_the_name_depends_on_all_that_a_settled_town_does(study: Study) -> None:
    settings = study.settings
    others = (
        replace(study, settings=replace(settings, seed=2)),
        replace(study, settings=replace(settings, warm_up_years=3)),
        replace(study, town=replace(study.town, households=1501)),
    )
    names = {digest(study, 0, 0), digest(study, 0, 1), digest(study, 1, 0), *(digest(each, 0, 0) for each in others)}
    assert len(names) == 6
    same = replace(study, settings=replace(settings, years=9, workers=3), scenarios=(), worldviews=())
    assert digest(same, 0, 0) == digest(study, 0, 0)


def test_the_store_is_bounded(study: Study, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled_town(study, 0, 0)
    (first,) = own_store.glob("*.npz")
    size = first.stat().st_size
    monkeypatch.setattr(settled, "LIMIT_BYTES", 2.5 * size)
    settled_town(study, 0, 1)
    settled_town(study, 0, 0)
    settled_town(study, 0, 2)
    kept = {path.stem for path in own_store.glob("*.npz")}
    assert kept == {digest(study, 0, 0), digest(study, 0, 2)}

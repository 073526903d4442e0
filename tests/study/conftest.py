from dataclasses import replace
from pathlib import Path

import pytest

from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import Coaches, Funding, Phase, Scenario, Study
from simulation.settings.compose import compose_study
from simulation.study import settled as settled_store
from simulation.study.keys import values_in
from simulation.study.run import play, settle

SMALL = (
    "town=enschede",
    "town.households=1500",
    "study.years=2",
    "study.warm_up_years=2",
    "study.runs=3",
    "study.workers=1",
    "scenarios=[wijkcoaches]",
    "worldviews=[optimistic,adverse]",
)


def study_of(*settings: str) -> Study:
    return compose_study([*SMALL, *settings]).study


def coached(study: Study, until_month: int | None = None, name: str = "coached") -> Scenario:
    """Coaches in the whole town: enough of them to have cases in so small a town."""
    usual = study.reference.phases[0].levers
    levers = replace(
        usual,
        coaches=Coaches(where="city", fte_per_10000_households=40.0, mandate=0.9),
        funding=Funding(additional_until_month=until_month),
    )
    return replace(study.reference, name=name, phases=(Phase(from_month=0, levers=levers),))


@pytest.fixture(scope="session")
def study() -> Study:
    plain = study_of()
    return replace(plain, scenarios=(coached(plain), coached(plain, 12, "ends")))


@pytest.fixture(scope="session")
def town(study: Study) -> World:
    """The settled town of draw 0, run 0."""
    return settle(study)


@pytest.fixture(scope="session")
def finished(study: Study, town: World) -> CoachingModel:
    """A finished run with coaches."""
    return play(study, study.scenarios[0], values_in(study, study.worldviews[0], 0), 0, town)


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of settled towns."""
    folder = tmp_path / "settled"
    monkeypatch.setattr(settled_store, "store", lambda: folder)
    return folder

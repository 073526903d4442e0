"""Evidence: what the engine may read, and that every number it reads matters."""

import ast
import csv
import dataclasses
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulation.model import continue_world, prepare
from simulation.services.world import World
from simulation.settings import Levers, Phase, Scenario, SpendOn, Study, Values
from simulation.settings.approaches import approaches
from simulation.settings.compose import compose_study
from simulation.settings.words import AfterFunding, ListRule, Payer
from tests.engine.runs import clockwork, values_in

ROOT = Path(__file__).parents[2]
ENGINE = ("settings", "streets", "money", "services", "study")
SMALL = ("town=enschede", "town.households=4000", "scenarios=[]", "study.years=4")
YEARS, WARM_UP = 4, 3
PILOT_SHARE = 0.25
"""The pilot is made this part of the small town, so that it has cases enough."""


def sources() -> list[Path]:
    folders = [ROOT / "simulation" / name for name in ENGINE]
    return [*(path for folder in folders for path in folder.rglob("*.py")), ROOT / "simulation/model.py"]


def names_of_uncertainties() -> set[str]:
    return {name.split(".")[1] for name in compose_study([*SMALL]).study.uncertainties.rows}


def column(table: str, key: str, role: str | None = None) -> set[str]:
    with (ROOT / "configs/evidence" / table).open(encoding="utf-8") as file:
        return {row[key] for row in csv.DictReader(file) if role in (None, row.get("role"))}


def test_no_engine_source_names_an_evidence_table() -> None:
    for path in sources():
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        assert not [text for text in texts if "evidence/" in text or "targets.csv" in text or "parameters.csv" in text]


def test_a_study_composes_without_the_evidence_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compose_study([*SMALL]).study
    shutil.copytree(ROOT / "configs", tmp_path / "configs", ignore=shutil.ignore_patterns("evidence"))

    def elsewhere(kind: str, directory: Path | None = None) -> tuple[Path, ...]:
        return (tmp_path / kind,) if kind == "configs" else (ROOT / kind,)

    monkeypatch.setattr("simulation.settings.folders.folders", elsewhere)
    assert compose_study([*SMALL], tmp_path).study == whole


def test_no_check_row_is_an_uncertainty() -> None:
    """A check row may anchor a fit, but its number is nobody's central value under its own name."""
    assert not names_of_uncertainties() & column("parameters.csv", "name", "check")


def test_no_pilot_target_is_an_uncertainty() -> None:
    assert not names_of_uncertainties() & column("pilot_targets.csv", "outcome")


@cache
def small_study(regime_year: int = 2022) -> Study:
    study = compose_study([*SMALL]).study
    pilot, *others = study.town.neighbourhoods
    shrink = (1.0 - PILOT_SHARE) / (1.0 - pilot.share)
    places = (
        dataclasses.replace(pilot, share=PILOT_SHARE),
        *(dataclasses.replace(place, share=place.share * shrink) for place in others),
    )
    return dataclasses.replace(
        study, town=dataclasses.replace(study.town, neighbourhoods=places, regime_year=regime_year)
    )


def everything() -> Levers:
    """Overloaded and crowded coaches, and outreach elsewhere, so that every number has something to do."""
    base = Levers()
    return dataclasses.replace(
        base,
        coaches=dataclasses.replace(
            base.coaches,
            where=(
                *("Velve-Lindenhof", "Enschede-Zuid", "Binnensingelgebied"),
                *("Enschede-Noord", "Glanerbrug", "Twekkelerveld"),
            ),
            fte_per_10000_households=30.0,
            mandate=0.5,
            substitution=0.1,
            caseload_per_fte=60.0,
            team_from_providers_share=0.5,
        ),
        outreach=dataclasses.replace(base.outreach, where=("Boswinkel-Stadsveld",), fte_per_10000_households=60.0),
    )


def central() -> dict[str, float]:
    return {**values_in(small_study(), "optimistic"), "coaches.dependence_year": 0.05}


def played(
    levers: Levers, values: Values, regime_year: int = 2022, settled: World | None = None
) -> dict[str, np.ndarray]:
    study = small_study(regime_year)
    label = study.town.label
    scenario = Scenario(name="made_up", label=label, description=label, phases=(Phase(from_month=0, levers=levers),))
    world = settled or prepare(study.town, study.reference, values, clockwork(study, WARM_UP))
    model = continue_world(study.town, scenario, values, world, clockwork(study, YEARS))
    model.run()
    ledger = model.ledger()
    payers = np.array([product.payer for product in ledger.products])
    agencies = {name: model.agency_months[name] for name in model.agency_months.dtype.names}
    return {"tallies": model.tallies, "cents": ledger.cents, "payers": payers, **agencies}


def differs(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return any(not np.array_equal(one[name], other[name]) for name in one)


NOT_IN_A_RUN = {"prices.discount_rate"}
"""Used on what comes out of a run: npv_cost_eur, see tests/study."""
OLD_REGIME = {"doors.signal_factor_no_duty"}
"""Matters before the duty to signal arrears only."""


def of_the_core(names: Iterable[str]) -> set[str]:
    """Numbers of an approach are tried with its own tests."""
    groups = {each.name for each in approaches()}
    return {name for name in names if name.split(".")[0] not in groups}


@pytest.mark.proof
@pytest.mark.parametrize("regime_year", [2022, 2010])
def test_every_uncertainty_moves_something(regime_year: int) -> None:
    values = central()
    base = played(everything(), Values(values), regime_year)
    rows = small_study().uncertainties.rows
    tried = OLD_REGIME if regime_year == 2010 else of_the_core(rows) - OLD_REGIME - NOT_IN_A_RUN
    idle = []
    for name in sorted(tried):
        others = [edge for edge in (rows[name].low, rows[name].high) if edge != values[name]]
        moves = (differs(base, played(everything(), Values({**values, name: edge}), regime_year)) for edge in others)
        if others and not any(moves):
            idle.append(name)
    assert not idle


@pytest.mark.proof
def test_every_uncertainty_is_read() -> None:
    values = Values(central())
    played(everything(), values)
    assert not set(values) - values.read - NOT_IN_A_RUN - OLD_REGIME


CHANGES: dict[str, object] = {
    "coaches.where": "city",
    "coaches.fte_per_10000_households": 90.0,
    "coaches.mandate": 1.0,
    "coaches.substitution": 0.6,
    "coaches.caseload_per_fte": 10.0,
    "coaches.adopted_first": True,
    "coaches.contact_persons_per_agency": 0,
    "coaches.pressure": False,
    "coaches.team_from_providers_share": 1.0,
    "outreach.where": "city",
    "outreach.fte_per_10000_households": 5.0,
    "same_money.spend_on": SpendOn.SPECIALIST_PLACES,
    "same_money.where": "city",
    "same_money.fte_per_10000_households": 100.0,
    "funding.additional_until_month": 12,
    "funding.after": AfterFunding.OWN_MONEY,
    "funding.payer": Payer.CORPORATIONS,
    "agencies.effect": 0.0,
    "agencies.places_factor": 0.7,
    "agencies.list_rule": ListRule.FIRST_COME,
    "agencies.unlimited": True,
    "shocks.onset_factor": 1.5,
    "shocks.vacancy_factor": 3.0,
}
"""Another value for every lever there is."""

BESIDE: dict[str, dict[str, object]] = {
    "same_money.where": {"same_money.spend_on": SpendOn.DEBT_HELP, "same_money.fte_per_10000_households": 50.0},
    "same_money.spend_on": {"same_money.where": "pilot", "same_money.fte_per_10000_households": 50.0},
    "same_money.fte_per_10000_households": {"same_money.spend_on": SpendOn.DEBT_HELP, "same_money.where": "pilot"},
    "funding.after": {"funding.additional_until_month": 12},
}
"""Levers that only mean something beside others."""


def with_lever(levers: Levers, name: str, value: object) -> Levers:
    block, field = name.split(".")
    changed = dataclasses.replace(getattr(levers, block), **{field: value})
    return dataclasses.replace(levers, **{block: changed})


def test_every_lever_is_tried() -> None:
    blocks = {block.name: dataclasses.fields(getattr(Levers(), block.name)) for block in dataclasses.fields(Levers)}
    assert {f"{block}.{field.name}" for block, each in blocks.items() for field in each} == set(CHANGES)


@cache
def settled_town() -> World:
    study = small_study()
    return prepare(study.town, study.reference, Values(central()), clockwork(study, WARM_UP))


@pytest.mark.parametrize("name", CHANGES)
def test_every_lever_moves_something(name: str) -> None:
    levers = everything()
    for other, value in BESIDE.get(name, {}).items():
        levers = with_lever(levers, other, value)
    base = played(levers, Values(central()), settled=settled_town())
    assert differs(base, played(with_lever(levers, name, CHANGES[name]), Values(central()), settled=settled_town()))

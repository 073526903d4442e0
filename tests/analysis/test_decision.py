"""A decision from a real results folder: against another way of working it out, and what it is refused for."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.decision import Tables, tables_of, write_tables
from simulation.analysis.decision_sample import Decided, read_decided
from simulation.analysis.measurements import EFFECT_SIZE, idle, information_of, knowledge_of
from simulation.settings import SettingsError
from simulation.settings.tasks import Scope
from simulation.study.keys import named, values_in
from simulation.study.runner import run_study
from tests.independent import recompute_headlines as independent
from tests.study.conftest import coached, study_of

RATE = 0.03
WORTH = 2000.0
MOST = {"problem_weeks": WORTH, "crises": 50_000.0}
HELD = [f"uncertainties.prices.discount_rate.{bound}={RATE}" for bound in ("value", "low", "high")]
SCENARIOS = ("coached", "ends")


def folder_of(folder: Path, settings: Sequence[str], store: Path) -> Path:
    small = ("town.households=600", "study.years=3", "study.warm_up_years=1", *settings)
    plain = study_of(*small, *HELD)
    study = replace(plain, scenarios=(coached(plain), coached(plain, 12, "ends")))
    return run_study(study, folder, store=store).folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Path:
    """Eight draws of the mixture with two runs each."""
    drawn = ("worldviews=[mixed]", "study.draws=9", "study.runs=2")
    return folder_of(tmp_path_factory.mktemp("drawn"), drawn, store)


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Path:
    """Draw 0 of two worldviews."""
    return folder_of(tmp_path_factory.mktemp("central"), ("study.runs=2",), store)


@pytest.fixture(scope="module")
def decided(folder: Path) -> Decided:
    return read_decided(folder, Scope.TOWN)


@pytest.fixture(scope="module")
def tables(decided: Decided) -> Tables:
    return tables_of(decided, MOST)


def test_cost_is_what_raw_tables_give(tables: Tables, folder: Path) -> None:
    icer = tables.icer
    for scenario in SCENARIOS:
        row = icer[(icer["payer"] == "all") & (icer["option"] == scenario)].iloc[0]
        ours = row[["cost_eur", "cost_low", "cost_high"]].to_list()
        assert ours == pytest.approx(independent.cost(folder, scenario, "mixed"), abs=0.01)
        assert ours[1] < ours[0] < ours[2]


def test_present_value_is_what_the_ledger_gives(tables: Tables, folder: Path) -> None:
    icer, budget = tables.icer, tables.budget
    assert budget is not None
    for scenario in SCENARIOS:
        mine = icer[(icer["payer"] == "present_value") & (icer["option"] == scenario)]["cost_eur"].iloc[0]
        years = budget[(budget["scenario"] == scenario) & (budget["payer"] == "all") & (budget["receiver"] == "all")]
        gaps = years[years["year"] > 0]["difference_eur"]
        within_a_year = RATE / 2 * gaps.abs().sum()
        theirs = independent.present_value(folder, scenario, "mixed", RATE)
        assert mine == pytest.approx(theirs, abs=within_a_year)
        assert abs(gaps.sum() - theirs) > 3 * abs(mine - theirs)


def test_perfect_information_is_what_raw_tables_give(tables: Tables, folder: Path) -> None:
    loss = tables.loss
    here = loss[(loss["payer"] == "all") & (loss["effect"] == "problem_weeks")]
    for worth in (0.5 * WORTH, WORTH):
        mine = here[np.isclose(here["worth_eur"], worth)]["evpi_with_chance_eur"].unique()
        theirs = independent.perfect_information(folder, list(SCENARIOS), "mixed", worth)
        assert theirs > 0.0
        assert mine == pytest.approx([theirs])


def test_chance_only_ever_adds(tables: Tables) -> None:
    loss = tables.loss
    assert (loss["evpi_eur"] <= loss["evpi_with_chance_eur"]).all()
    assert (loss["evpi_eur"] < 0.999 * loss["evpi_with_chance_eur"]).any()
    assert (loss["expected_loss_eur"] >= loss["evpi_eur"] - 1e-6).all()


def test_shares_of_draws_add_up(tables: Tables) -> None:
    axes = tables.acceptability.groupby(["payer", "effect", "worth_eur"])
    assert axes["share_best"].sum().to_numpy() == pytest.approx(1.0)
    assert (axes["frontier"].sum() == 1).all()


def test_the_budget_adds_up_to_the_cost(tables: Tables) -> None:
    budget, icer = tables.budget, tables.icer
    assert budget is not None
    for scenario in SCENARIOS:
        ours = budget[budget["scenario"] == scenario]
        whole = ours[(ours["payer"] == "all") & (ours["receiver"] == "all") & (ours["year"] == 0)].iloc[0]
        cost = icer[(icer["option"] == scenario) & (icer["payer"] == "all")].iloc[0]
        for mine, theirs in (("difference_eur", "cost_eur"), ("low", "cost_low"), ("high", "cost_high")):
            assert whole[mine] == pytest.approx(cost[theirs], abs=0.01)
        parts = ours[(ours["payer"] != "all") & (ours["receiver"] != "all") & (ours["year"] > 0)]
        assert parts["difference_eur"].sum() == pytest.approx(whole["difference_eur"], abs=0.01)


def test_payers_are_those_of_the_runs(tables: Tables, folder: Path) -> None:
    icer = tables.icer
    draws = independent.of_draws(folder, "ends", "mixed", "cost_municipality_eur")
    row = icer[(icer["payer"] == "municipality") & (icer["option"] == "ends")].iloc[0]
    assert row["cost_eur"] == pytest.approx(draws.mean())


def test_the_pilot_is_apart(folder: Path) -> None:
    decided = read_decided(folder, Scope.PILOT)
    found = tables_of(decided, MOST)
    assert found.budget is not None
    draws = independent.of_draws(folder, "coached", "mixed", "total_cost_eur_pilot")
    cost = found.icer[(found.icer["option"] == "coached") & (found.icer["payer"] == "all")].iloc[0]["cost_eur"]
    ours = found.budget[(found.budget["scenario"] == "coached") & (found.budget["year"] == 0)]
    whole = ours[(ours["payer"] == "all") & (ours["receiver"] == "all")].iloc[0]["difference_eur"]
    assert cost == pytest.approx(draws.mean())
    assert whole == pytest.approx(draws.mean(), abs=0.01)


def test_central_values_cover_chance_only(central: Path) -> None:
    decided = read_decided(central, Scope.TOWN)
    found = tables_of(decided, MOST)
    assert [sample.worldview for sample in decided.samples] == ["optimistic", "adverse"]
    assert set(found.icer["covers"]) == {"chance"}
    assert found.information.empty
    assert found.acceptability.empty
    assert found.loss["net_benefit_eur"].notna().all()


def test_one_worldview_by_choice(central: Path) -> None:
    assert [sample.worldview for sample in read_decided(central, Scope.TOWN, "adverse").samples] == ["adverse"]


def test_an_approach_that_is_not_at_work_cannot_matter(decided: Decided) -> None:
    assert {"assistants", "circles", "intakers"} <= idle(decided.study)
    assert "coaches" not in idle(decided.study)


def test_unknowns_have_one_order_in_every_process(decided: Decided) -> None:
    """Of unknowns that are drawn together a regression takes the first: another order would say something else."""
    known = knowledge_of(decided, decided.samples[0], ("all",))
    order, drawn = list(dict.fromkeys(known.terms.names)), [str(name) for name in known.values]
    assert order == [*(name for name in drawn if name in order), *sorted(set(order) - set(drawn))]
    assert len(order) > 20


def test_a_planted_unknown_is_found(decided: Decided) -> None:
    """With the effect made by one price alone, that group is worth all there is to know, and no other anything."""
    sample, number = decided.samples[0], 64
    draws = np.repeat(np.arange(1, number + 1), 2)
    planted = replace(decided, study=replace(decided.study, settings=replace(decided.study.settings, draws=number + 1)))
    mixed = named(decided.study.worldviews, "mixed", "worldview")
    prices = np.array([values_in(planted.study, mixed, draw)["prices.coach_fte_year"] for draw in range(1, number + 1)])
    benefit = np.repeat((prices - np.median(prices)) / prices.std(), 2)
    chance = np.random.default_rng(3).normal(0.0, 0.1, len(draws))
    pairs = np.column_stack([np.zeros(len(draws)), 1000.0 * (benefit + chance)])
    ours = replace(
        sample,
        options=("usual_care", "coached"),
        costs={"all": pairs},
        effects={"problem_weeks": 0.0 * pairs, "crises": 0.0 * pairs},
        shares={},
        worldviews=np.array(["mixed"] * len(draws)),
        draws=draws,
        place=draws - 1,
        luck=np.arange(len(draws)) % 2,
    )
    found = information_of(planted, ours, MOST)
    here = found[(found["effect"] == "crises") & (found["worth_eur"] == 0.0)].set_index("what")["value_eur"]
    gains = ours.means(pairs)
    everything = np.maximum(0.0, -gains[:, 1]).mean() - max(0.0, -gains[:, 1].mean())
    assert here["prices"] == pytest.approx(everything, rel=0.1)
    assert (here.drop("prices") == 0.0).all()
    assert EFFECT_SIZE in here.index


def test_tables_are_written_and_what_cannot_be_told_is_not(central: Path, tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path)
    names = {"icer.csv", "acceptability.csv", "loss.csv", "information.csv", "budget_impact.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert len(pd.read_csv(tmp_path / "icer.csv")) == len(tables.icer)
    write_tables(tables_of(read_decided(central, Scope.TOWN), MOST), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == names - {"acceptability.csv", "information.csv"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"complete": False}, "is not complete"),
        ({"points": [{"levers.coaches.mandate": 0.5}]}, "holds a sweep"),
        ({"plan": {"scenarios": [], "reference": {"scenario": "usual_care"}}}, "has no scenario beside usual_care"),
    ],
)
def test_what_cannot_be_decided(change: dict[str, object], said: str, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "runs.parquet", tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | change
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_decided(tmp_path, Scope.TOWN)


def test_no_study_is_no_decision(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no study"):
        read_decided(tmp_path, Scope.TOWN)


def test_an_unknown_worldview_is_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean 'mixed'"):
        read_decided(folder, Scope.TOWN, "mixt")


def test_without_a_ledger_there_is_no_budget(folder: Path, tmp_path: Path) -> None:
    for name in ("runs.parquet", "manifest.json"):
        shutil.copy(folder / name, tmp_path)
    assert tables_of(read_decided(tmp_path, Scope.TOWN), MOST).budget is None

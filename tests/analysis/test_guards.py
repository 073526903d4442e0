"""Guards: a before-after improves without any effect, and the report says what is what."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.cohort import Job, Watch, clients_of, cohort_of
from simulation.analysis.guards import run
from simulation.present import show
from simulation.present.guards import change, label_of
from simulation.settings import SettingsError
from simulation.settings.compose import Composed, compose_study
from simulation.study.keys import values_in
from simulation.study.run import play
from simulation.study.settled import settled_town

SMALL = (
    "task=guards",
    "study=guards",
    "town=example",
    "town.households=2500",
    "study.years=4",
    "study.warm_up_years=8",
    "study.runs=4",
    "study.workers=1",
    "worldviews=[optimistic,no_effect]",
    "quiet=true",
)
RUNS = 4


def composed_in(folder: Path) -> Composed:
    return compose_study([*SMALL, f"results={folder / 'guards'}", f"store={folder / 'store'}"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(composed_in(tmp_path_factory.mktemp("guarded")))


@pytest.fixture(scope="module")
def clients(folder: Path) -> dict[str, pd.DataFrame]:
    return dict(iter(pd.read_csv(folder / "cohort.csv").groupby("worldview")))


@pytest.fixture(scope="module")
def access(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "access.csv").set_index("worldview")


def test_without_effect_clients_are_better_off_a_year_later_all_the_same(clients: dict[str, pd.DataFrame]) -> None:
    rows = clients["no_effect"]
    assert len(rows) == RUNS
    assert (rows["clients"] > 20).all()
    for kind in ("problems", "serious"):
        naive, usual, true = (change(rows, kind, name)[0] for name in ("naive", "usual", "true"))
        assert naive < 0.0
        assert usual < 0.0, "the same households improve without a coach too"
        assert abs(true) < abs(naive) / 2
        assert naive == pytest.approx(usual + true)


def test_with_effect_the_before_after_flatters_what_coaches_do(clients: dict[str, pd.DataFrame]) -> None:
    naive, true = (change(clients["optimistic"], "problems", name)[0] for name in ("naive", "true"))
    assert naive < true < 0.0


def test_without_effect_nothing_is_left_where_agencies_help_nobody(access: pd.DataFrame) -> None:
    row = access.loc["no_effect"]
    assert (row["own"], row["own_low"], row["own_high"]) == (0.0, 0.0, 0.0)
    assert row["nothing_own"]
    assert row["all"] != 0.0, "agencies at work: access makes a difference"
    assert not access.loc["optimistic", "nothing_own"]


def test_the_paired_difference_is_that_of_the_tables(folder: Path, access: pd.DataFrame) -> None:
    runs = pd.read_parquet(folder / "study" / "runs.parquet").set_index("run")
    usual = runs.loc[runs["scenario"] == "usual_care", "problem_weeks_pilot"]
    for worldview in access.index:
        ours = runs.loc[runs["worldview"] == worldview, "problem_weeks_pilot"]
        assert access.loc[worldview, "all"] == pytest.approx((ours - usual).mean(), abs=1e-5)


def test_parts_of_the_bill_add_up_to_it(folder: Path) -> None:
    cash = pd.read_csv(folder / "cash.csv").pivot(index="worldview", columns="part", values="difference")
    parts = cash[["direct", "found", "queue", "idle", "approach", "rest"]].sum(axis=1)
    assert np.allclose(parts, cash["cash"], atol=0.01)
    assert (cash["rest"].abs() < 100.0).all()
    ledger = pd.read_parquet(folder / "study" / "ledger.parquet")
    idle = ledger[ledger["product"].str.startswith("idle_")].groupby("scenario")["amount_eur"].sum() / RUNS
    optimistic, none = idle["wijkcoaches"] / 2, idle["usual_care"]
    assert cash["idle"].mean() == pytest.approx(optimistic - none, abs=0.01)


def test_clients_are_looked_at_in_the_week_their_case_opens(tmp_path: Path) -> None:
    """What the case says of its household at the start is what the observer saw."""
    study = composed_in(tmp_path).study
    settled = settled_town(study, 0, 0)
    addresses = np.flatnonzero(settled.homes["neighbourhood"] == 0)
    watch = Watch(addresses)
    values = values_in(study, study.worldviews[1], 0)
    model = play(study, study.scenarios[0], values, 0, settled, observe=watch)
    place, week = clients_of(model, watch)
    cases = model.world.cases[: model.world.town[0]["cases"]]
    for each, then in zip(place[:40], week[:40], strict=True):
        ours = cases[(cases["household"] == addresses[each]) & (np.ceil(cases["acute"]) == then + 1)]
        assert (watch.severities[then][each] > 0).sum() == ours[0]["complexity"]
    found = cohort_of(Job(study=study, scenario="wijkcoaches", worldview="no_effect", run=0))
    assert found.clients == len(place)


@pytest.mark.parametrize(
    ("whole", "own", "nothing_own", "label"),
    [
        ((-9.0, -1.0), (0.0, 0.0), True, "access"),
        ((-9.0, 1.0), (0.0, 0.0), True, "nothing"),
        ((0.0, 0.0), (0.0, 0.0), True, "zero"),
        ((-9.0, -1.0), (-8.0, -2.0), False, "own"),
        ((-9.0, -1.0), (2.0, 3.0), False, "harm"),
        ((-9.0, -1.0), (-2.0, 3.0), False, "unclear"),
    ],
)
def test_a_difference_is_labelled_by_what_is_left_without_agencies(
    whole: tuple[float, float], own: tuple[float, float], nothing_own: bool, label: str
) -> None:
    bounds = {"all_low": whole[0], "all_high": whole[1], "own_low": own[0], "own_high": own[1]}
    assert label_of(pd.Series({**bounds, "nothing_own": nothing_own})) == label


@pytest.mark.parametrize(
    ("lang", "pieces"),
    [
        ("en", ("before-after: what the council sees", "exactly 0 in all 4 pairs", "access", "holds", "in some")),
        ("nl", ("voor-na: wat de gemeente ziet", "precies 0 in alle 4 paren", "toegang", "houdt stand", "in sommige")),
    ],
)
def test_the_report_says_which_is_which(
    lang: str, pieces: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(folder, lang)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 100
    for piece in pieces:
        assert piece in " ".join(said.split())


def test_complete_results_are_shown_and_others_refused(folder: Path, tmp_path: Path) -> None:
    before = (folder / "cohort.csv").stat().st_mtime_ns
    run(replace(composed_in(tmp_path), results=folder))
    assert (folder / "cohort.csv").stat().st_mtime_ns == before
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SettingsError, match="holds something else than guards"):
        run(replace(composed_in(tmp_path), results=tmp_path))
    with pytest.raises(SettingsError, match="no pilot neighbourhood"):
        run(replace(composed_in(tmp_path / "queue"), study=compose_study(["town=queue"]).study))

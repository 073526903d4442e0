"""Sweeps as they are shown, from folders of sweeps that were never run."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulation.present import show
from simulation.present import sweep as swept
from simulation.present.sweep import Sweep, ranked, read_sweep
from simulation.present.sweep_charts import is_grid, strongest
from simulation.present.sweep_table import ENDS, MOST, parts_of
from simulation.present.words import Words
from simulation.settings.words import Language
from tests.present.conftest import joined
from tests.present.made_up import LEVELS, Study, manifest

FTE, MANDATE, SPILL, PLACE = (
    "levers.coaches.fte_per_10000_households",
    "levers.coaches.mandate",
    "uncertainties.streets.spill",
    "levers.coaches.where",
)
UNIT = "per severity point"
COST = "cost_municipality_eur"
Values = dict[str, Any]
Effect = Callable[[str, str, Values], float]
"""the difference of an outcome from usual care, as a share of it, in a worldview at a point"""


def costs_follow_fte(outcome: str, worldview: str, values: Values) -> float:
    """Costs rise with the number of coaches; problems fall if one is optimistic; nothing else differs."""
    if outcome == COST:
        return 0.001 * (values.get(FTE, 10.0) - 10.0)
    return -0.1 if outcome == "serious_weeks" and worldview == "optimistic" else 0.0


def write_sweep(
    folder: Path,
    points: list[Values],
    effect: Effect = costs_follow_fte,
    scenarios: tuple[str, ...] = ("wijkcoaches",),
    half: float = 0.002,
    **more: Any,
) -> Path:
    """Writes the folder of a sweep, with one row group a point and outcomes that nobody shows."""
    folder.mkdir(parents=True, exist_ok=True)
    study = Study(scenarios=scenarios)
    pd.DataFrame(points).rename_axis("point").to_csv(folder / "points.csv")
    groups = [_rows(study, number, values, effect, half) for number, values in enumerate(points)]
    writer = None
    for group in groups:
        table = pa.Table.from_pandas(group, preserve_index=False)
        writer = writer or pq.ParquetWriter(folder / "comparison.parquet", table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    facts = manifest(study)
    facts["plan"] |= {"points": len(points), "runs": 700}
    facts["configuration"]["uncertainties"] = {"rows": {"streets.spill": {"unit": UNIT}}}
    (folder / "manifest.json").write_text(json.dumps(facts | more), encoding="utf-8")
    return folder


def _rows(study: Study, number: int, values: Values, effect: Effect, half: float) -> pd.DataFrame:
    rows = []
    for worldview, scenario, scope in product(study.worldviews, study.scenarios, ("town", "pilot")):
        for outcome, level in {**LEVELS, "not_shown": 1.0}.items():
            size = level * (10 if scope == "town" else 1)
            middle = size * effect(outcome, worldview, values)
            row = {"point": np.int32(number), "worldview": worldview, "scenario": scenario, "outcome": outcome}
            row |= {"scope": scope, "mean_reference": size, "mean": size + middle, "difference": middle}
            row |= {
                "low": middle - half * size,
                "high": middle + half * size,
                "covers": "nothing" if np.isnan(half) else "chance",
            }
            rows.append(row | {"draws": 1, "runs": 3, "sd_chance": 0.1 * size, "sd_unknowns": np.nan})
    return pd.DataFrame(rows)


def grid(**lists: list[Any]) -> list[Values]:
    names = {"fte": FTE, "mandate": MANDATE, "spill": SPILL, "where": PLACE}
    return [dict(zip((names[name] for name in lists), row, strict=True)) for row in product(*lists.values())]


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Shows a made-up sweep without charts; gives what was printed."""
    monkeypatch.setattr("simulation.present.draw_sweep", lambda sweep, words: [])

    def show_sweep(points: list[Values], lang: str = "en", **more: Any) -> str:
        show(write_sweep(tmp_path / "sweep", points, **more), lang)
        return capsys.readouterr().out

    return show_sweep


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_few_points_are_all_in_the_table_with_what_was_swept(said: Callable[..., str], lang: str) -> None:
    text = said(grid(fte=[5, 10, 25], mandate=[0.5, 0.9]), lang)
    first = text.split("\n\n")[1]
    rows = [line.split() for line in first.splitlines() if line.split()[0].isdigit()]
    decimal = "," if lang == "nl" else "."
    mandates = [f"0{decimal}5", f"0{decimal}9"]
    expected = [[str(n), fte, mandate] for n, (fte, mandate) in enumerate(product(["5", "10", "25"], mandates))]
    assert [row[:3] for row in rows] == expected
    assert [row[3].strip("−")[0] for row in rows] == ["2", "2", "0", "0", "6", "6"]  # thousand euros: -20, 0, +60
    assert max(len(line) for line in text.split("Resultaten:")[0].split("Results:")[0].splitlines()) <= 100


def test_of_many_points_those_at_both_ends_are_shown_and_where_all_are(said: Callable[..., str]) -> None:
    text = said(grid(fte=list(range(2 * MOST))))
    rows = [line.split()[0] for line in text.split("\n\n")[1].splitlines() if line.split()[0].isdigit()]
    assert rows == [str(n) for n in (*range(ENDS), *range(2 * MOST - ENDS, 2 * MOST))]
    assert f"Of the {2 * MOST} points the 5 with the lowest and the 5 with the highest" in joined(text)
    assert "points.csv" in text
    assert "comparison.parquet" in text


def test_points_are_not_printed_twice_when_some_have_no_difference() -> None:
    known = pd.Series([*np.arange(7.0), *[np.nan] * MOST])
    assert parts_of(known) == [[0, 1, 2, 3, 4], [5, 6]]


def test_it_is_said_at_how_many_points_outcomes_differ(said: Callable[..., str]) -> None:
    text = joined(said(grid(fte=[5, 9, 10, 13, 14, 15])))
    assert "Optimistic: at all 6 points fewer weeks with a serious problem; at 3 of 6 points higher cost" in text
    assert "at 1 of 6 points lower cost to the municipality; at no point" in text
    assert "No effect and adverse: at 3 of 6 points higher cost" in text
    assert "There are 144 intervals of main outcomes. Even if nothing differed anywhere, about 7 of them" in text


def test_without_intervals_nothing_is_counted(said: Callable[..., str]) -> None:
    text = joined(said(grid(fte=[5, 10, 15]), half=np.nan))
    assert "at all" not in text
    assert "Optimistic, no effect and adverse: without an interval nothing on" in text
    assert "intervals of main outcomes" not in text


def test_the_setting_that_cost_goes_with_is_named_with_its_rank_correlation(said: Callable[..., str]) -> None:
    text = joined(said(grid(mandate=[0.5, 0.7, 0.9], fte=[5, 10, 15, 20])))
    assert "goes most with coaches.fte_per_10000_households in optimistic (+1.00), no effect (+1.00)" in text


def test_a_correlation_that_may_be_an_accident_is_called_one(said: Callable[..., str]) -> None:
    def accident(outcome: str, worldview: str, values: Values) -> float:
        return 0.1 * ((values[FTE] * 7) % 10) if outcome == COST else 0.0

    text = joined(said(grid(fte=list(range(8))), effect=accident))
    assert "it may be an accident" in text or "which may be an accident" in text
    assert "goes most with" not in text
    assert "cannot be told" in joined(said(grid(fte=[5, 10])))


def read(folder: Path, points: list[Values], **more: Any) -> Sweep:
    return read_sweep(write_sweep(folder, points, **more))


def test_ranks_agree_with_scipy(tmp_path: Path) -> None:
    from scipy.stats import spearmanr

    luck = np.random.default_rng(3)
    values = luck.random((25, 2)).round(1)
    sweep = read(tmp_path, [{FTE: row[0], MANDATE: row[1]} for row in values.tolist()])
    numbers = pd.Series(values[:, 0] + luck.random(25))
    found, _ = ranked(sweep, numbers)
    for place, name in enumerate((FTE, MANDATE)):
        assert found[name] == pytest.approx(spearmanr(values[:, place], numbers).statistic)


def test_only_main_outcomes_of_one_scope_are_read_a_point_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_at_once = []
    group = pq.ParquetFile.read_row_group

    def noted(file: pq.ParquetFile, number: int, columns: list[str]) -> pa.Table:
        read_at_once.append(columns)
        return group(file, number, columns)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", noted)
    sweep = read(tmp_path, grid(fte=[5, 10, 15]))
    assert set(sweep.results.comparison["outcome"]) == {*LEVELS}
    assert set(sweep.results.comparison["scope"]) == {"pilot"}
    assert len(read_at_once) == 3
    assert not {"mean", "mean_reference"} & set(read_at_once[0])


@pytest.mark.parametrize(
    ("points", "scenarios", "scope"),
    [
        (grid(fte=[5, 10]), ("wijkcoaches",), "pilot"),
        (grid(fte=[5, 10]), ("wijkcoaches", "city_wide"), "town"),
        (grid(where=["pilot", "city"]), ("wijkcoaches",), "town"),
    ],
)
def test_the_pilot_is_shown_only_if_all_of_it_happens_there(
    tmp_path: Path, points: list[Values], scenarios: tuple[str, ...], scope: str
) -> None:
    assert read(tmp_path, points, scenarios=scenarios).scope == scope


def test_a_point_without_results_is_shown_as_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_sweep(tmp_path, grid(fte=[5, 10, 15]), failures=7)
    path = folder / "comparison.parquet"
    table = pd.read_parquet(path)
    table[table["point"] != 1].to_parquet(path, index=False)
    show(folder, "en")
    text = capsys.readouterr().out
    rows = [line.split() for line in text.split("\n\n")[1].splitlines() if line.split()[0] == "1"]
    assert rows[0][2:4] == ["not", "known"]
    assert "at all 2 points fewer weeks" in joined(text)
    assert "7 of 700 runs failed and are missing here" in joined(text)


@pytest.mark.parametrize(
    ("lang", "points"),
    [
        ("nl", grid(fte=[5, 10, 15])),
        ("en", grid(fte=[5])),
        ("nl", grid(where=["pilot", "city"])),
        ("en", grid(where=["pilot", "city"], fte=[5, 10])),
        ("nl", grid(fte=[5, 10, 25], mandate=[0.5, 0.9])),
        ("en", grid(fte=[5, 10], mandate=[0.5, 0.9], spill=[0.1, 0.2])),
        ("nl", [{f"levers.a.b{place}": float(row * place % 7) for place in range(1, 8)} for row in range(9)]),
    ],
)
def test_every_kind_of_sweep_has_charts(tmp_path: Path, lang: str, points: list[Values]) -> None:
    folder = write_sweep(tmp_path, points, scenarios=("wijkcoaches", "city_wide"))
    show(folder, lang)
    names = {path.name for path in (folder / "figures").iterdir()}
    assert names == {f"sweep_{name}_{lang}.{kind}" for name in (COST, "serious_weeks") for kind in ("png", "svg")}
    svg = (folder / "figures" / f"sweep_{COST}_{lang}.svg").read_text(encoding="utf-8")
    assert {"nl": "vergelijkingen", "en": "comparisons"}[lang] in svg


def test_tiles_are_for_all_combinations_of_two_settings(tmp_path: Path) -> None:
    both = [FTE, MANDATE]
    points = grid(fte=[5, 10, 15], mandate=[0.5, 0.9])
    assert is_grid(read(tmp_path / "a", points), both)
    assert not is_grid(read(tmp_path / "b", points[:-1]), both)
    assert not is_grid(read(tmp_path / "c", [*points[:-1], points[0]]), both)
    assert not is_grid(read(tmp_path / "d", grid(fte=list(range(40)), mandate=[0.5, 0.9])), both)


def test_of_many_settings_those_that_cost_goes_with_have_panels(tmp_path: Path) -> None:
    luck = np.random.default_rng(5)
    names = [FTE, *(f"levers.other.lever{place}" for place in range(6))]
    sweep = read(tmp_path, [dict(zip(names, row, strict=True)) for row in luck.random((30, 7)).tolist()])
    chosen = strongest(sweep, COST, sweep.settings)
    assert len(chosen) == 5
    assert chosen[0] == FTE


def test_an_uncertainty_has_its_unit(tmp_path: Path) -> None:
    sweep = read(tmp_path, grid(spill=[0.1, 0.2], mandate=[0.5, 0.9]))
    assert sweep.label(SPILL, 40, Words(Language.EN)) == f"streets.spill\n({UNIT})"
    assert sweep.label(MANDATE, 40, Words(Language.EN)) == "coaches.mandate"


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (0.5, Language.NL, "0,5"),
        (25.0, Language.EN, "25"),
        (12345.0, Language.EN, "12,345"),
        (True, Language.NL, "ja"),
        ("city", Language.EN, "city"),
        (np.nan, Language.EN, "none"),
    ],
)
def test_values_are_written_by_language(value: Any, lang: Language, text: str) -> None:
    assert swept.value_text(value, Words(lang)) == text

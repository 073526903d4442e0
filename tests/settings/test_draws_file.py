"""Draws from a file: they replace what would be drawn of some unknowns, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from simulation.settings import MIXED, SettingsError, Study
from simulation.settings.compose import compose_study
from simulation.settings.results import fingerprint
from simulation.study.address import Addresses
from simulation.study.keys import Key, values_in

GIVEN = ("town=example", "study.draws=3", "worldviews=mixed")
NAME, OTHER = "streets.spill", "prices.discount_rate"


def written(folder: Path, **columns: list[float]) -> Path:
    path = folder / "mine.csv"
    pd.DataFrame({name.replace("__", "."): values for name, values in columns.items()}).to_csv(path, index=False)
    return path


def studied(path: Path, *more: str) -> Study:
    return compose_study([*GIVEN, *more, f"draws={path}"]).study


def test_draw_one_has_the_first_row_and_draw_zero_none(tmp_path: Path) -> None:
    plain = compose_study(GIVEN).study
    study = studied(written(tmp_path, streets__spill=[0.03, 0.17, 0.05]))
    mixed = study.worldviews[0]
    assert mixed.name == MIXED
    for draw, value in ((1, 0.03), (2, 0.17)):
        drawn, usual = values_in(study, mixed, draw), values_in(plain, mixed, draw)
        assert drawn[NAME] == value
        assert usual[NAME] != value
        assert {name for name in drawn if drawn[name] != usual[name]} == {NAME}
    assert dict(values_in(study, None, 0)) == dict(values_in(plain, None, 0))


def test_parquet_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.parquet"
    pd.DataFrame({NAME: [0.03, 0.17]}).to_parquet(path)
    assert studied(path).uncertainties.drawn == {NAME: (0.03, 0.17)}


def test_other_draws_are_another_study(tmp_path: Path) -> None:
    one = studied(written(tmp_path, streets__spill=[0.03, 0.17]))
    other = studied(written(tmp_path, streets__spill=[0.03, 0.16]))
    key = Key(worldview="", scenario="usual_care", draw=1, run=0)
    assert fingerprint(one) != fingerprint(other) != fingerprint(compose_study(GIVEN).study)
    assert len({Addresses(each).of(key) for each in (one, other, compose_study(GIVEN).study)}) == 3
    again = studied(written(tmp_path, streets__spill=[0.03, 0.17]))
    assert (fingerprint(again), Addresses(again).of(key)) == (fingerprint(one), Addresses(one).of(key))


def test_what_a_point_of_a_sweep_holds_comes_first(tmp_path: Path) -> None:
    study = studied(written(tmp_path, streets__spill=[0.03, 0.17]))
    held = replace(study, uncertainties=replace(study.uncertainties, held={NAME: 0.11}))
    assert values_in(held, None, 1)[NAME] == 0.11


def test_an_amount_is_in_euros_of_its_row(tmp_path: Path) -> None:
    rows = compose_study(GIVEN).study.uncertainties.rows
    name, row = next(
        (name, row) for name, row in rows.items() if row.price_year not in (None, 2024) and row.low < row.high
    )
    study = studied(written(tmp_path, **{name.replace(".", "__"): [row.low, row.high]}))
    index = study.uncertainties.price_index
    factor = index[row.price_year or 0] / index[study.town.price_year]
    assert values_in(study, None, 1)[name] == pytest.approx(row.low * factor)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"streets__spil": [0.1, 0.1]}, "did you mean 'streets.spill'"),
        ({"streets__spill": [0.1, 0.5]}, "must be in its range, 0 to 0.18"),
        ({"streets__spill": [0.1]}, "study.draws=3 needs 2"),
        ({"coaches__multiplier": [1.0, 2.0]}, "what a worldview believes"),
        ({"streets__spill": [0.1, float("nan")]}, "must be in its range"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, columns: dict[str, list[float]], said: str) -> None:
    path = written(tmp_path, **columns)
    with pytest.raises(SettingsError, match=said) as caught:
        studied(path)
    assert "mine.csv" in str(caught.value)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("streets.spill\nmuch\nlittle\n")
    for name in ("words.csv", "nowhere.csv"):
        with pytest.raises(SettingsError, match="cannot be read as a table of numbers"):
            studied(tmp_path / name)


def test_draws_are_found_by_the_name_of_their_folder_in_configs(tmp_path: Path) -> None:
    folder = tmp_path / "configs" / "posterior" / "mine"
    folder.mkdir(parents=True)
    written(folder, streets__spill=[0.03, 0.17]).rename(folder / "posterior.csv")
    by_name = compose_study([*GIVEN, "draws=mine"], tmp_path).study
    by_folder = compose_study([*GIVEN, "draws=configs/posterior/mine"], tmp_path).study
    assert by_name.uncertainties.drawn == by_folder.uncertainties.drawn == {NAME: (0.03, 0.17)}
    with pytest.raises(
        SettingsError, match="draws = 'mien': no such file, and no draws of this name; did you mean 'mine'"
    ):
        compose_study([*GIVEN, "draws=mien"], tmp_path)

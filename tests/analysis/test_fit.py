"""The fit: what it reads, and that it writes only what it fitted."""

from pathlib import Path

import pytest
import yaml

from simulation.analysis.fit import HOME, pairs_of, runs_for, write_burden
from simulation.analysis.measures import MEASURES
from simulation.settings.compose import compose_study

CONFIGS = Path(__file__).parents[2] / "configs"
FIT = CONFIGS / "evidence" / "fit.yaml"


@pytest.mark.parametrize("town", [None, "almelo", "example"])
def test_what_is_fitted_is_measured(town: str | None) -> None:
    study = compose_study([f"town={town or HOME}"]).study
    for pair in pairs_of(FIT, town):
        assert pair.measure in MEASURES
        assert pair.parameter in study.uncertainties.rows
        if town:
            domain = pair.parameter.removeprefix("streets.onset_")
            assert study.town.burden[domain] != 1.0  # type: ignore[index]
            assert "fitted" in study.town.sources["burden"]


def test_only_the_burden_is_written(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    before = (CONFIGS / "town" / "example.yaml").read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    write_burden(path, "finances", 0.51234)
    old, new = yaml.safe_load(before), yaml.safe_load(path.read_text(encoding="utf-8"))
    assert new == {**old, "burden": {**old["burden"], "finances": 0.512}}
    with pytest.raises(ValueError, match="no burden of housing"):
        write_burden(path, "housing", 1.0)


def test_a_small_town_needs_more_runs() -> None:
    few, many = (runs_for(compose_study([f"town={name}"]).study) for name in (HOME, "example"))
    assert few == 3
    assert many > 10 * few

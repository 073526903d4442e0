"""What an installed package can get wrong: one clear line that names it, exit 2, nothing written."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent

import pytest

from simulation.__main__ import main
from simulation.money import Ledger, paid_from_budget
from simulation.settings import Payer
from simulation.settings.approaches import approaches
from simulation.settings.compose import compose_study, known_keys
from simulation.study.catalogue import catalogue_of

CACHES = (approaches, known_keys)
PLAIN = """\
from dataclasses import dataclass
from pathlib import Path

@dataclass(frozen=True, kw_only=True)
class Levers:
    where: str = "nowhere"

class Approach:
    name = "play_street"
    levers = Levers
    uncertainties = None
    columns = ("afternoons",)
    outcomes = (("afternoons", "Middagen", "Afternoons", "count", "up", "Afternoons without cars."),)
    products = start = None

"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """Puts packages where Python finds them, each with one approach: the plain one with a few lines more."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    forget()

    def put(module: str, more: str = "", source: str = PLAIN, uncertainties: str = "") -> None:
        body = indent(dedent(more), "    ") or "    pass\n"
        (tmp_path / f"{module}.py").write_text(f"{source}class Changed(Approach):\n{body}\nAPPROACH = Changed()\n")
        (tmp_path / f"{module}.yaml").write_text(uncertainties)
        about = tmp_path / f"{module}-1.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
        (about / "entry_points.txt").write_text(f"[voordeur.approaches]\n{module} = {module}:APPROACH\n")

    yield put
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(path.stem, None)
    monkeypatch.undo()
    forget()


def forget() -> None:
    for each in CACHES:
        each.cache_clear()


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["town=example"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert not Path("results").exists()
    return said.err


def test_the_plain_one_is_taken(install) -> None:
    install("streets_of_play")
    assert [each.name for each in approaches()] == ["assistants", "circles", "play_street"]
    town = compose_study(["town=example"]).study.town
    assert "afternoons" in {each.name for each in catalogue_of(town)}


@pytest.mark.parametrize(
    "source", ["import nothing_of_this_name\n", "raise RuntimeError('two\\nlines')\n", "def (\n", "raise ValueError\n"]
)
def test_an_import_that_fails(source: str, install, capsys: pytest.CaptureFixture[str]) -> None:
    install("streets_of_woe", source=source)
    assert "approach 'streets_of_woe' (streets_of_woe:APPROACH) cannot be loaded: " in refused(capsys)


@pytest.mark.parametrize("name", ["coaches", "intakers", "funding", "agencies", "shocks", "same_money"])
def test_a_name_of_the_model_itself(name: str, install, capsys: pytest.CaptureFixture[str]) -> None:
    install("streets_of_clash", f"name = {name!r}\n")
    said = refused(capsys)
    assert "approach 'streets_of_clash'" in said
    assert f"its name '{name}' is taken by the model itself" in said


def test_a_name_of_another_approach(install, capsys: pytest.CaptureFixture[str]) -> None:
    install("a_street")
    install("b_street")
    said = refused(capsys)
    assert "approach 'b_street'" in said
    assert "'play_street' is taken by approach 'a_street' (a_street:APPROACH)" in said


def test_a_name_of_a_shipped_approach(install, capsys: pytest.CaptureFixture[str]) -> None:
    install("z_street", "name = 'circles'\n")
    assert "'circles' is taken by approach 'circles' (simulation.services.circles:APPROACH)" in refused(capsys)


def test_a_name_of_shipped_unknowns(install, capsys: pytest.CaptureFixture[str]) -> None:
    install("a_street", "name = 'streets'\nuncertainties = Path(__file__).with_suffix('.yaml')\n")
    assert "'streets' is taken by the shipped uncertainties" in refused(capsys)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("name = 'play street'\n", "must be one word"),
        ("levers = dict\n", "levers must be a dataclass"),
        (
            "@dataclass(frozen=True, kw_only=True)\nclass Less:\n    where: str\nlevers = Less\n",
            "a default for every lever",
        ),
        ("outcomes = (('x', 'x', 'x', 'hour', 'up', 'x'),)\n", "unknown word 'hour'; did you mean 'hours'?"),
        ("outcomes = (('x', 'x', 'x', 'hours', 'upp', 'x'),)\n", "unknown word 'upp'; did you mean 'up'?"),
        ("outcomes = (('evictions', 'x', 'x', 'count', 'up', 'x'),)\n", "outcome evictions is there already"),
        ("columns = ('evictions',)\n", "column evictions is there already"),
        ("uncertainties = Path('nowhere.yaml')\n", "nowhere.yaml: cannot be read"),
    ],
)
def test_what_does_not_fit(more: str, reason: str, install, capsys: pytest.CaptureFixture[str]) -> None:
    install("streets_of_error", more)
    assert reason in refused(capsys)


def test_a_part_that_is_missing(install, capsys: pytest.CaptureFixture[str]) -> None:
    source = PLAIN.replace("    products = start = None\n", "    start = None\n")
    install("streets_of_less", source=source)
    assert "has no products" in refused(capsys)


def test_unknowns_of_another_group(install, capsys: pytest.CaptureFixture[str]) -> None:
    more = "uncertainties = Path(__file__).with_suffix('.yaml')\n"
    install("streets_of_more", more, uncertainties="streets: {spill: {value: 3}}\n")
    assert "streets_of_more.yaml: must hold one block, 'play_street', not streets" in refused(capsys)


def test_a_product_of_a_name_that_is_there() -> None:
    products = paid_from_budget("cars", "streets", 1.0, Payer.FUNDERS)
    with pytest.raises(ValueError, match="two products are called cars_"):
        Ledger((*products, *products), 1, 1)

"""The address of a run changes with everything that can change a number, and with nothing else."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest

from simulation.settings import Belief, Phase, Study
from simulation.study.address import Addresses
from simulation.study.plan import Plan
from tests.study.conftest import coached, study_of
from tests.study.small import CHECKOUT, environment, with_settings

type Path = tuple[Any, ...]

WITHOUT_EFFECT = {
    ("settings", "name"): "what a study is called",
    ("settings", "runs"): "how many runs there are",
    ("settings", "draws"): "how many draws there are",
    ("settings", "workers"): "how it is spread",
    ("settings", "tables"): "which tables are asked for",
    ("settings", "journeys"): "which tables are asked for",
    ("settings", "precision"): "how many runs there are",
    ("settings", "max_runs"): "how many runs there are",
    ("settings", "fail_fast"): "how it ends",
    ("settings", "run_seconds"): "how it ends",
    ("reference", "name"): "what a scenario is called",
    ("reference", "label"): "words",
    ("reference", "description"): "words",
    ("scenarios", 0, "name"): "what a scenario is called",
    ("scenarios", 0, "label"): "words",
    ("scenarios", 0, "description"): "words",
    ("worldviews", 1, "beliefs"): "the mixture believes what its parts do",
    **{
        ("uncertainties", "rows", "*", name): "words"
        for name in ("unit", "grade", "source", "note", "fitted", "denominator")
    },
}
"""The only parts of a study that may be changed without another address, and what they are."""


@pytest.fixture(scope="module")
def study() -> Study:
    """Every part of a study is there: a draw of the mixture, a second phase, a queue's and a ladder's settings."""
    study = study_of("worldviews=[optimistic,mixed]", "study.draws=2", "study.runs=1", "scenarios=[]")
    queue = study_of("town=queue", "scenarios=[]").town.queue
    ladder = study_of("town=ladder", "scenarios=[]").town.ladder
    usual = study.reference.phases[0]
    later = Phase(from_month=6, levers=usual.levers)
    return replace(
        study,
        town=replace(study.town, queue=queue, ladder=ladder),
        scenarios=(replace(coached(study), phases=(*coached(study).phases, later)),),
        reference=replace(study.reference, phases=(usual, later)),
    )


def parts_of(thing: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where every number, word and choice of a study is, however deep."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from parts_of(getattr(thing, field.name), (*path, field.name))
    elif isinstance(thing, Mapping) and thing:
        for key, value in thing.items():
            yield from parts_of(value, (*path, key))
    elif isinstance(thing, tuple | list) and thing and not isinstance(thing[0], str):
        for number, value in enumerate(thing):
            yield from parts_of(value, (*path, number))
    else:
        yield path


def changed(thing: Any, path: Path) -> Any:
    """Return a copy of something that differs in one place."""
    if not path:
        return another(thing)
    first, rest = path[0], path[1:]
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{first: changed(getattr(thing, first), rest)})
    if isinstance(thing, Mapping):
        return {**thing, first: changed(thing[first], rest)}
    return tuple(changed(value, rest) if number == first else value for number, value in enumerate(thing))


def another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, Mapping):
        return {"another": Belief(value=1.0, low=1.0, high=1.0)}
    return 1.0 if value is None else (*value, "another")


def is_without_effect(path: Path) -> bool:
    any_row = (*path[:2], "*", *path[3:]) if path[:2] == ("uncertainties", "rows") else path
    return any(any_row[: len(known)] == known for known in WITHOUT_EFFECT)


def addresses_of(study: Study) -> tuple[str, ...]:
    """The addresses of all runs, in the order of the plan."""
    addresses = Addresses(study)
    return tuple(addresses.of(key) for key in Plan(study).keys)


def first_runs(study: Study) -> tuple[str, ...]:
    """The addresses of the run of each scenario and worldview, whatever else there is."""
    addresses = Addresses(study)
    plan = Plan(with_settings(study, runs=1, draws=2))
    return tuple(addresses.of(key) for key in plan.keys)


def test_every_part_of_a_study_that_can_change_a_number_changes_the_address(study: Study) -> None:
    """A part that is added to a study and forgotten in the address, or here, fails."""
    before = first_runs(study)
    assert len(set(before)) == len(before) == 2 + 2
    paths = [path for path in parts_of(study) if not _is_name_of_worldview(path)]
    rows = {path[2] for path in paths if path[:2] == ("uncertainties", "rows")}
    chosen = [path for path in paths if path[:2] != ("uncertainties", "rows") or path[2] in sorted(rows)[:3]]
    assert len(chosen) > 200
    wrong = []
    for path in chosen:
        same = first_runs(changed(study, path)) == before
        if same is not is_without_effect(path):
            wrong.append(path)
    assert wrong == []


def _is_name_of_worldview(path: Path) -> bool:
    return path[0] in ("worldviews", "mixture") and path[-1] == "name"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (("settings", "seed"), 0),
        (("town", "households"), 0),
        (("reference", "phases", 0, "levers", "shocks", "onset_factor"), 0),
        (("scenarios", 0, "phases", 0, "levers", "coaches", "mandate"), 2),
    ],
)
def test_what_touches_one_scenario_leaves_the_others(path: Path, kept: int, study: Study) -> None:
    before, after = addresses_of(study), addresses_of(changed(study, path))
    assert sum(one == other for one, other in zip(before, after, strict=True)) == kept


def test_runs_and_draws_have_addresses_of_their_own(study: Study) -> None:
    many = addresses_of(with_settings(study, runs=20, draws=5))
    assert len(set(many)) == len(many)
    assert set(addresses_of(study)) <= set(many)


def test_names_of_worldviews_do_not_matter(study: Study) -> None:
    (first, mixed) = study.worldviews
    renamed = replace(study, worldviews=(replace(first, name="mine"), mixed))
    assert addresses_of(renamed) == addresses_of(study)


def test_addresses_taken_over_from_a_like_study_are_the_same(study: Study) -> None:
    first = Addresses(study)
    for path in (
        ("scenarios", 0, "phases", 0, "levers", "coaches", "mandate"),
        ("town", "households"),
        ("settings", "seed"),
    ):
        other = changed(study, path)
        like = Addresses(other, first)
        assert tuple(like.of(key) for key in Plan(other).keys) == addresses_of(other)
        assert like.town == Addresses(other).town


EDITS = """
import sys
from pathlib import Path
from simulation.study import versions
from simulation.study.address import code_digest
from simulation.streets.compiler import source_hash

def found():
    versions.engine_hash.cache_clear()
    return code_digest()

package = Path("simulation")
assert Path(versions.__file__).is_relative_to(package.resolve()), versions.__file__
before, compiled = found(), source_hash()
parts = ("streets", "money", "services", "settings", "study")
files = [package / "model.py", *(path for part in parts for path in sorted((package / part).rglob("*.py")))]
for path in files:
    text = path.read_bytes()
    path.write_bytes(text + b"# edited")
    if found() == before:
        print(f"{path}: the same address")
    if path.parts[1] in parts[:3] and source_hash() == compiled:
        print(f"{path}: the same compiled code")
    path.write_bytes(text)
assert found() == before
print(len(files))
"""


def copied(folder: Any) -> None:
    import shutil

    for name in ("simulation", "configs", "scenarios"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))


def python(folder: Any, *arguments: str, **changes: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(**{"PYTHONPATH": str(folder), **changes}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_edit_anywhere_up_to_the_study_changes_the_address(tmp_path: Any) -> None:
    copied(tmp_path)
    *complaints, number = python(tmp_path, "-c", EDITS).splitlines()
    assert complaints == []
    assert int(number) > 80


LADDER = """
import sys
from pathlib import Path
from simulation.settings.compose import compose_study
from simulation.study.progress import Quiet
from simulation.study.runner import run_study

class Heard(Quiet):
    def advance(self, runs, failed=0):
        print(runs)

settings = ("town=ladder", "town.households=200", "scenarios=[]", "study.years=1", "study.warm_up_years=1")
study = compose_study([*settings, "study.runs=1", "study.workers=1", "study.tables=runs"]).study
results = run_study(study, Path(sys.argv[1]), progress=Heard())
print(results.runs["ladder_share_0"][0])
"""


@pytest.mark.proof
def test_a_rule_that_is_edited_gives_another_result(tmp_path: Any) -> None:
    """No stale compiled code, no stale store, and back again what there was."""
    copied(tmp_path)
    rule = tmp_path / "simulation" / "streets" / "problems.py"
    text = rule.read_text()
    edited = text.replace("rules.onset[domain] * onset", "1.5 * rules.onset[domain] * onset")
    assert edited != text
    said = []
    for number, content in enumerate((text, edited, text)):
        rule.write_text(content)
        said.append(python(tmp_path, "-c", LADDER, str(tmp_path / "results" / str(number))).split())
    (first, second, third) = said
    assert first[0] == second[0] == "1"
    assert first[1] != second[1]
    assert third == first[1:], "the first result is there already"

"""The same code without the compiler: the same events and counts, times within 1e-9; and bounds checked once."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from simulation.model import first_week
from simulation.services import tables as services_tables
from simulation.streets import tables as streets_tables
from tests.engine import plain_run

ROOT = Path(__file__).resolve().parents[2]
TOLERANCE = 1e-9


def run_in_process(path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments, *([str(path)] if path.suffix == ".npz" else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """All tables of a tiny town, played with the compiler and without."""
    found = []
    for name, environment in (("compiled", {}), ("plain", {"NUMBA_DISABLE_JIT": "1"})):
        path = tmp_path_factory.mktemp("tables") / f"{name}.npz"
        done = run_in_process(path, "tests.engine.plain_run", **environment)
        assert done.returncode == 0, done.stderr[-3000:]
        with np.load(path) as tables:
            found.append({table: tables[table] for table in tables.files})
    return found[0], found[1]


Both = tuple[dict[str, np.ndarray], dict[str, np.ndarray]]


@pytest.mark.parametrize("module", [streets_tables, services_tables], ids=["streets", "services"])
def test_no_field_hides_behind_a_name_of_numpy(module: ModuleType) -> None:
    """Plain Python reads fields as attributes of a record; a field called ``base`` would read NumPy's own."""
    kinds = {name: kind for name, kind in vars(module).items() if isinstance(kind, np.dtype) and kind.names}
    assert len(kinds) > 3
    hidden = [f"{name}.{field}" for name, kind in kinds.items() for field in kind.names if hasattr(np.record, field)]
    assert not hidden


def test_the_engine_can_be_imported_without_the_compiler() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import simulation.model"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )
    assert done.returncode == 0, done.stderr[-1000:]


@pytest.mark.proof
def test_without_the_compiler_the_same_happens(both: Both) -> None:
    compiled, plain = both
    assert len(compiled["referrals"]) > 20
    assert len(compiled["cases"]) > 5
    for name in set(compiled) - {"changes"}:
        one, other = compiled[name], plain[name]
        assert one.shape == other.shape, name
        if one.dtype.names is None:
            np.testing.assert_allclose(one, other, rtol=0, atol=TOLERANCE, err_msg=name)
            continue
        for field in one.dtype.names:
            if one[field].dtype.kind == "f":
                np.testing.assert_allclose(one[field], other[field], rtol=TOLERANCE, atol=TOLERANCE, err_msg=field)
            else:
                np.testing.assert_array_equal(one[field], other[field], err_msg=f"{name} {field}")


@pytest.mark.proof
def test_weeks_with_problems_are_the_integral_of_the_changes(both: Both) -> None:
    """Each household's severities are integrated from the dates of their changes, one by one."""
    _, plain = both
    edges = [first_week(month) for month in range(13)]
    edges = [float(edge) for edge in edges if edge < plain_run.WEEKS] + [float(plain_run.WEEKS)]
    months, homes = len(edges) - 1, plain["homes"]
    weeks = np.zeros((months, plain["tallies"].shape[1], 7, 4))
    severity, since = plain["before"].astype(int), np.zeros(plain["before"].shape)

    def add(household: int, domain: int, until: float) -> None:
        for month in range(months):
            inside = min(until, edges[month + 1]) - max(since[household, domain], edges[month])
            if inside > 0.0:
                weeks[month, homes["neighbourhood"][household], domain, severity[household, domain]] += inside

    changes = plain["changes"]
    assert len(changes) > 50
    for when, number, field, to in changes[np.argsort(changes[:, 0], kind="stable")]:
        household, domain = int(number), int(field)
        add(household, domain, when)
        severity[household, domain], since[household, domain] = int(to), when
    for household in range(len(homes)):
        for domain in range(7):
            add(household, domain, edges[-1])
    np.testing.assert_array_equal(severity, homes["severity"])
    counted = plain["tallies"][:months, :, :21].reshape(months, -1, 7, 3).copy()
    # Whoever has a problem is counted to the end of the month; the run stops within one.
    last = plain["stock"][:, :21].reshape(-1, 7, 3)
    counted[-1] -= last * (first_week(months) - edges[-1])
    np.testing.assert_allclose(counted, weeks[:, :, :, 1:], atol=1e-7)


@pytest.mark.proof
def test_the_engine_tests_pass_with_bounds_checked(tmp_path: Path) -> None:
    """Bounds are unchecked in compiled code; once, they are not."""
    done = run_in_process(
        tmp_path,
        "pytest",
        "tests/engine",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-x",
        NUMBA_BOUNDSCHECK="1",
        NUMBA_CACHE_DIR=str(tmp_path / "cache"),
    )
    assert done.returncode == 0, done.stdout[-3000:]

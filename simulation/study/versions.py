"""Versions: which code, packages and commit made a result."""

import hashlib
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from simulation.settings.approaches import distributions, sources
from simulation.streets.compiler import PACKAGE, source_hash

PACKAGES = (
    "voordeur",
    "mesa",
    "simpy",
    "numpy",
    "numba",
    "scipy",
    "pandas",
    "pyarrow",
    "joblib",
    "hydra-core",
)
GIT_SECONDS = 5.0


@cache
def engine_hash() -> str:
    """Return a hash of all code that a result depends on, installed approaches too, and of what compiles it."""
    digest = hashlib.sha256(source_hash().encode())
    for path in [PACKAGE / "model.py", *sorted((PACKAGE / "settings").rglob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    for path in sorted((PACKAGE / "study").rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    for path in sources():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that results depend on."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found | distributions()


def git_state(folder: Path = PACKAGE.parent) -> dict[str, str | bool] | None:
    """Return the commit of a checkout and whether files were changed since; none if it is no checkout."""
    if not (folder / ".git").exists():
        return None
    commit, changes = _git(folder, "rev-parse", "HEAD"), _git(folder, "status", "--porcelain")
    if not commit or changes is None:
        return None
    return {"commit": commit, "changed": bool(changes)}


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=GIT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()

"""A study of a moment, and what its results folder and its store hold."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulation.settings import Study
from simulation.study.progress import Quiet
from tests.study.conftest import coached, study_of

CHECKOUT = Path(__file__).resolve().parents[2]
TINY = ("town.households=600", "study.years=1", "study.warm_up_years=1", "worldviews=[optimistic]", "study.runs=6")
TABLES = ("runs.parquet", "months.parquet", "classes.parquet", "ledger.parquet")
FILES = (*TABLES, "comparison.csv", "organisations.csv", "budget.csv")


def tiny_study(*settings: str) -> Study:
    """Six pairs of usual care and coaches in the whole town."""
    plain = study_of(*TINY, *settings)
    return replace(plain, scenarios=(coached(plain),))


def with_settings(study: Study, **changes: Any) -> Study:
    return replace(study, settings=replace(study.settings, **changes))


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of all tables of a results folder, by name."""
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    assert {path.name for path in folder.glob("*.parquet")} == set(TABLES)
    return found


def parts_in(store: Path) -> list[Path]:
    """The indices of all parts of a store that are in use, the oldest name first."""
    return sorted(store.glob("*/*/*.json"))


def leftovers(*folders: Path) -> list[Path]:
    """Files under a name of work that was not finished."""
    return [path for folder in folders for path in folder.rglob(".*") if path.is_file()]


class Heard(Quiet):
    """Remembers what a study told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.there: list[int] = []
        self.played = 0
        self.failed = 0

    def say(self, text: str) -> None:
        self.lines.append(text)

    @contextmanager
    def counting(self, total: int, done: int) -> Iterator[None]:
        self.there.append(done)
        yield

    def advance(self, runs: int, failed: int = 0) -> None:
        self.played += runs
        self.failed += failed

    def about(self, word: str) -> list[str]:
        return [line for line in self.lines if word in line]


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), **changes}


def started(code: str, *arguments: str, **changes: str) -> "subprocess.Popen[str]":
    """Start Python code in a process that leads a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=CHECKOUT,
        env=environment(**changes),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    """Wait until a process is done, and return what it wrote."""
    written, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return written


def manifest_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found

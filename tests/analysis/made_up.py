"""Unknowns and results of analyses that were never run on the model."""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.discovery import Discovery, findings_of
from simulation.analysis.unknowns import Unknown
from simulation.settings import Distribution, Uncertainty
from simulation.settings.sweep import Point
from simulation.study.manifest import manifest_of
from simulation.study.plan import Plan


def unknown(name: str, low: float = 0.0, high: float = 1.0, **facts: Any) -> Unknown:
    """An unknown that is spread evenly over its range."""
    row = {"value": (low + high) / 2, "unit": "share", "grade": "D", "source": "made up", **facts}
    return Unknown({name: Uncertainty(low=low, high=high, distribution=Distribution.UNIFORM, **row)})


def model_of(formula: Callable[[np.ndarray], np.ndarray], runs: int = 1, noise: float = 0.0) -> Any:
    """A model of one outcome from a formula of the values (points, unknowns), with noise of its runs."""

    def model(points: Sequence[Point]) -> np.ndarray:
        values = formula(np.array([list(point.values.values()) for point in points]))
        luck = np.random.default_rng(5).normal(0.0, noise, (len(points), runs)) if noise else np.zeros((1, runs))
        return (values[:, np.newaxis] + luck)[:, np.newaxis, :]

    return model


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def ishigami_indices() -> tuple[list[float], list[float]]:
    """First and total indices in closed form (Ishigami and Homma 1990), a = 7, b = 0.1."""
    a, b, pi = 7.0, 0.1, math.pi
    first = [0.5 * (1 + b * pi**4 / 5) ** 2, a**2 / 8, 0.0]
    both = b**2 * pi**8 * (1 / 18 - 1 / 50)
    variance = sum(first) + both
    return [each / variance for each in first], [(first[0] + both) / variance, first[1] / variance, both / variance]


G_WEIGHTS = (0.0, 0.5, 3.0, 9.0, 99.0)


def sobol_g(x: np.ndarray) -> np.ndarray:
    a = np.array(G_WEIGHTS)
    return np.asarray(np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1))


def sobol_g_indices() -> tuple[list[float], list[float]]:
    """First and total indices in closed form (Saltelli and Sobol 1995)."""
    parts = [1 / (3 * (1 + a) ** 2) for a in G_WEIGHTS]
    variance = math.prod(1 + part for part in parts) - 1
    rest = [math.prod(1 + other for place, other in enumerate(parts) if place != here) for here in range(len(parts))]
    total = [part * other / variance for part, other in zip(parts, rest, strict=True)]
    return [part / variance for part in parts], total


def planted(cases: int, seed: int) -> pd.DataFrame:
    """Cases that fail where a mandate is below 0.7 and a wait is over 20 weeks, among conditions that do nothing."""
    luck = np.random.default_rng(seed)
    table = pd.DataFrame({f"streets.idle_{number}": luck.random(cases) for number in range(6)})
    table["coaches.mandate"] = luck.uniform(0.4, 1.0, cases)
    table["agencies.youth_wait"] = luck.uniform(5.0, 40.0, cases)
    table["coaches.where"] = luck.choice(["pilot", "city"], cases)
    fails = (table["coaches.mandate"] < 0.7) & (table["agencies.youth_wait"] > 20.0)
    cost = np.where(fails, 1.0, -1.0) * luck.uniform(1.0, 5.0, cases) * 1e5
    facts = {"worldview": "optimistic", "point": 0, "draw": np.arange(cases), "fails": fails, "agree": 0.9}
    return pd.concat([pd.DataFrame(facts), table], axis=1).assign(total_cost_eur=cost, problem_weeks=cost / 100)


def write_discovery(folder: Path, study: Any, search: pd.DataFrame, fresh: pd.DataFrame, section: Discovery) -> Path:
    """A results folder of a search through made-up cases."""
    findings, accidents = findings_of(search, fresh, section, seed=1)
    rows = {"coaches.mandate": ("share", "Cases that keep their mandate"), "agencies.youth_wait": ("weeks", "Wait")}
    extra = {
        name: {"value": 0, "low": 0, "high": 1, "unit": unit, "note": note, "grade": "D"}
        for name, (unit, note) in rows.items()
    }
    facts = {
        "task": "discovery",
        "section": vars(section),
        "scope": "pilot",
        "rule": ["total_cost_eur", "problem_weeks"],
        "swept": [],
        "accidents": dict(accidents),
    }
    write_folder(folder, study, facts, extra)
    stages = [search.assign(stage="search"), fresh.assign(stage="fresh")]
    pd.concat(stages, ignore_index=True).to_csv(folder / "cases.csv", index=False)
    findings.to_csv(folder / "discovery.csv", index=False)
    return folder


def write_folder(folder: Path, study: Any, facts: dict[str, Any], rows: dict[str, Any]) -> None:
    """A results folder with a manifest and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads(json.dumps(manifest_of(Plan(study)) | facts, default=str))
    manifest["configuration"]["uncertainties"]["rows"] |= rows
    (folder / "manifest.json").write_text(json.dumps(manifest))

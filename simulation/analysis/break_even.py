"""``voordeur task=break_even``: from which value of a setting on a policy pays for a chosen payer.

Every setting of the sweep is gone through by itself, the others as they are. A policy pays where its payer spends no
more than in usual care: the paired difference in cost over the horizon is zero or less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import answers
from simulation.analysis.roots import Kind, bounds_at, middles, root_of
from simulation.settings import Scenario, SettingsError, Study, TownKind
from simulation.settings.compose import Composed
from simulation.settings.sweep import LEVERS, Point, Range, Sweep, Value, spread
from simulation.settings.task_sections import ALL, BreakEven
from simulation.study.comparison import BOTH, CHANCE, NOTHING, gap_of
from simulation.study.keys import values_in
from simulation.study.runner import run_study

TABLE, CURVES = "break_even", "break_even_curves"
PAYS = {Kind.BELOW: "everywhere", Kind.ABOVE: "nowhere", Kind.SEVERAL: "in_parts"}
"""where a policy pays if not from some value on, or up to it"""
FEWEST = 2
"""values that a line needs"""


def run(composed: Composed) -> Path:
    """Answer from where on each scenario pays, and return the results folder.

    Raises:
        SettingsError: A setting has no order, or the folder holds something else; nothing is written.
    """
    question, sweep = composed.section, composed.sweep
    assert isinstance(question, BreakEven)
    assert sweep is not None
    settings = settings_of(sweep)
    if composed.study.town.kind is not TownKind.REAL:
        raise SettingsError(f"town = {composed.study.town.name}: nobody pays anything in a stylised town")
    columns = {payer: column_of(payer) for payer in question.payers}
    answers.check_outcomes(composed, "break_even.payers", tuple(columns.values()), question.scope)
    columns = {payer: answers.scoped(name, question.scope) for payer, name in columns.items()}
    progress = answers.opened(composed)
    values = {key: list(each) for key, each in settings.items()}
    for step in range(question.halvings + 1):
        points = points_of(values)
        results = run_study(
            composed.study,
            composed.results / f"values_{step}",
            points=points,
            store=composed.store,
            engine=composed.engine,
            fresh=composed.fresh and step == 0,
            progress=progress,
        )
        curves = list(curves_of(results.runs, points, composed.study, columns))
        added = more_values(curves, sweep)
        if step == question.halvings or not added:
            break
        values = {key: sorted([*each, *added.get(key, ())]) for key, each in values.items()}
    tables = tables_of(curves, composed.study)
    return answers.written(composed, tables, settings={key: unit_of(key, composed.study) for key in settings})


def settings_of(sweep: Sweep) -> dict[str, list[float]]:
    """Return the values of each setting, ascending.

    Raises:
        SettingsError: It has values without an order, or only one.
    """
    found = {}
    for key, values in sweep.over.items():
        if isinstance(values, Range) and values.steps is None:
            raise SettingsError(f"sweep.over.{key}: has no steps; write {{low: a, high: b, steps: 5}}")
        listed = list(spread(values))
        if any(isinstance(each, bool) or not isinstance(each, int | float) for each in listed):
            raise SettingsError(f"sweep.over.{key} = {listed}: break-even needs numbers")
        if len(listed) < FEWEST:
            raise SettingsError(f"sweep.over.{key} = {listed}: break-even needs at least {FEWEST} values")
        found[key] = sorted(float(each) if isinstance(each, float) else each for each in listed)  # type: ignore[type-var]
    return found  # type: ignore[return-value]


def column_of(payer: str) -> str:
    """Return the outcome that says what a payer spends."""
    return "total_cost_eur" if payer == ALL else f"cost_{payer}_eur"


def points_of(values: Mapping[str, Sequence[Value]]) -> tuple[Point, ...]:
    """Return a point for each value of each setting by itself."""
    each = [(key, value) for key, of_key in values.items() for value in of_key]
    return tuple(Point(number=number, values={key: value}) for number, (key, value) in enumerate(each))


class Curve:
    """Paired differences of one scenario in one worldview for one payer at each value of one setting.

    Args:
        axes: Setting, scenario, worldview and payer.
        values: Ascending, shape (values,).
        differences: By draw and run, one column a value.
    """

    def __init__(self, axes: Mapping[str, str], values: np.ndarray, differences: pd.DataFrame) -> None:
        self.axes = axes
        self.values = values
        self.draws = differences.index.get_level_values("draw").nunique()
        self.runs = len(differences)
        self.units = answers.units_of(differences)

    @property
    def covers(self) -> str:
        """What the interval covers."""
        return NOTHING if len(self.units) < 2 else BOTH if self.draws > 1 else CHANCE


def curves_of(runs: pd.DataFrame, points: Sequence[Point], study: Study, columns: Mapping[str, str]) -> Iterator[Curve]:
    """Yield the curve of every setting, scenario, worldview and payer.

    Args:
        runs: Of all points.
        points: One setting each.
        study: Whose scenarios and worldviews they are.
        columns: Outcome by payer.
    """
    by_point = dict(iter(runs.groupby("point")))
    for key in dict.fromkeys(key for point in points for key in point.values):
        ours = [point for point in points if key in point.values]
        values = np.array([point.values[key] for point in ours], float)
        order = np.argsort(values)
        tables = [by_point[ours[place].number] for place in order]
        for scenario in study.scenarios:
            for worldview in study.worldviews:
                for payer, column in columns.items():
                    gaps = [_gap(table, study, scenario, worldview.name, column) for table in tables]
                    axes = {"setting": key, "scenario": scenario.name, "worldview": worldview.name, "payer": payer}
                    yield Curve(axes, values[order], pd.concat(gaps, axis=1, keys=range(len(gaps))))


def _gap(table: pd.DataFrame, study: Study, scenario: Scenario, worldview: str, column: str) -> pd.Series:
    ours = answers.case_of(table, worldview, scenario.name)[column]
    return gap_of(ours, answers.usual(table, study.reference.name)[column].reindex(ours.index))


def more_values(curves: Iterable[Curve], sweep: Sweep) -> dict[str, list[Value]]:
    """Return the values to look at next: in the middle of where a mean changes its sign."""
    found: dict[str, set[float]] = {}
    for curve in curves:
        key = curve.axes["setting"]
        next_ones = middles(curve.values, curve.units.mean(axis=0), whole=is_whole(sweep.over[key]))
        found.setdefault(key, set()).update(next_ones)
    return {
        key: [int(each) if is_whole(sweep.over[key]) else each for each in sorted(values)]
        for key, values in found.items()
        if values
    }


def is_whole(values: tuple[Value, ...] | Range) -> bool:
    """Return whether a setting has whole numbers only."""
    return values.whole if isinstance(values, Range) else all(isinstance(each, int) for each in values)


def tables_of(curves: Sequence[Curve], study: Study) -> dict[str, pd.DataFrame]:
    """Return the answers, one row a curve, and the curves themselves."""
    rows, lines = [], []
    for curve in curves:
        root = asdict(root_of(curve.values, curve.units))
        at, rises = root.pop("at"), root.pop("rises")
        root["pays"] = PAYS.get(root.pop("kind"), "up_to" if rises else "from")
        facts = {"covers": curve.covers, "draws": curve.draws, "runs": curve.runs}
        ends = {"lowest": curve.values[0], "highest": curve.values[-1]}
        now = value_now(curve.axes, study)
        written = {"break_even": at[0] if len(at) == 1 else np.nan, "changes": " ".join(f"{each:.6g}" for each in at)}
        rows.append({**curve.axes, **written, **root, **ends, "now": now, **facts})
        low, high = bounds_at(curve.values, curve.values, curve.units)
        means = curve.units.mean(axis=0)
        points = zip(curve.values, means, low, high, strict=True)
        names = ("value", "difference", "low", "high")
        lines += [{**curve.axes, **dict(zip(names, point, strict=True)), **facts} for point in points]
    return {TABLE: pd.DataFrame(rows), CURVES: pd.DataFrame(lines)}


def value_now(axes: Mapping[str, str], study: Study) -> float:
    """Return the value that a setting has without the sweep; NaN where phases differ."""
    kind, _, name = axes["setting"].partition(".")
    if kind != LEVERS:
        worldview = next(each for each in study.worldviews if each.name == axes["worldview"])
        return float("nan") if worldview.name == "mixed" else values_in(study, worldview, 0)[name]
    block, _, lever = name.partition(".")
    scenario = next(each for each in study.scenarios if each.name == axes["scenario"])
    found: set[Any] = {getattr(getattr(phase.levers, block), lever) for phase in scenario.phases}
    return float(found.pop()) if len(found) == 1 else float("nan")


def unit_of(key: str, study: Study) -> str:
    """Return the unit of an uncertainty; a lever says its own in its name."""
    kind, _, name = key.partition(".")
    return "" if kind == LEVERS else study.uncertainties.rows[name].unit

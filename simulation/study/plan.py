"""The plan of a study: which runs there are, in the order in which tables list them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from simulation.settings import MIXED, Study
from simulation.settings.sweep import Point, study_at
from simulation.study.keys import NO_WORLDVIEW, Key


@dataclass(frozen=True, order=True)
class Pair:
    """One draw and one run at one point: the same settled town for all scenarios and worldviews."""

    point: int
    draw: int
    run: int


@dataclass(frozen=True)
class Plan:
    """All runs of a study, at each point of a sweep if it is one."""

    study: Study
    points: tuple[Point, ...] = ()
    """of a sweep; none if the study is run as it is"""

    def at(self, point: int) -> Study:
        """Return the study at a point."""
        return study_at(self.study, self.points[point]) if self.points else self.study

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of draw and run, point by point; usual care is run once in each."""
        runs, points = range(self.study.settings.runs), range(max(1, len(self.points)))
        return tuple(Pair(point, draw, run) for point in points for draw in draws_of(self.study) for run in runs)

    def keys_of(self, pair: Pair) -> tuple[Key, ...]:
        """Return the runs of a pair: usual care, then each worldview that has this draw, with all scenarios."""
        return tuple(
            Key(point=pair.point, worldview=worldview, scenario=scenario, draw=pair.draw, run=pair.run)
            for worldview, scenario in axes_of(self.study, pair.draw)
        )

    @property
    def keys(self) -> Iterator[Key]:
        """All runs in the order of the tables."""
        return (key for pair in self.pairs for key in self.keys_of(pair))

    @cached_property
    def size(self) -> int:
        """How many runs there are."""
        study = self.study
        at_a_point = study.settings.runs * sum(len(axes_of(study, draw)) for draw in draws_of(study))
        return at_a_point * max(1, len(self.points))

    def with_runs(self, runs: int) -> "Plan":
        """Return the plan with another number of runs of each draw."""
        return replace(self, study=replace(self.study, settings=replace(self.study.settings, runs=runs)))


def draws_of(study: Study) -> tuple[int, ...]:
    """Return every draw that some worldview runs."""
    return tuple(sorted({draw for each in study.worldviews for draw in study.draws_of(each.name)}))


def axes_of(study: Study, draw: int) -> tuple[tuple[str, str], ...]:
    """Return worldview and scenario of every run of a draw: usual care once, then each worldview that has it."""
    worldviews = [each.name for each in study.worldviews if draw in study.draws_of(each.name)]
    rest = tuple((worldview, scenario.name) for worldview in worldviews for scenario in study.scenarios)
    return ((NO_WORLDVIEW, study.reference.name), *rest)


def announcement(plan: Plan) -> str:
    """Say what will be run: ``usual care + 3 scenarios x 3 worldviews, 1 draw, 6 runs = 60 runs``."""
    study = plan.study
    points = f"{_counted(len(plan.points), 'point')} x (" if plan.points else ""
    return f"{points}{_axes(study)}{')' * bool(points)} = {_counted(plan.size, 'run')}"


def _axes(study: Study) -> str:
    central = [each.name for each in study.worldviews if each.name != MIXED]
    usual = "usual care"
    parts = []
    if study.scenarios and central:
        parts.append((_counted(len(central), "worldview"), len(study.draws_of(central[0]))))
    if study.scenarios and len(central) < len(study.worldviews):
        parts.append((MIXED, len(study.draws_of(MIXED))))
    runs = _counted(study.settings.runs, "run")
    if not parts:
        return f"{usual}, {_counted(len(draws_of(study)), 'draw')}, {runs}"
    scenarios = _counted(len(study.scenarios), "scenario")
    if len(parts) == 1:
        return f"{usual} + {scenarios} x {parts[0][0]}, {_counted(parts[0][1], 'draw')}, {runs}"
    axes = " and ".join(f"{worldviews} in {_counted(draws, 'draw')}" for worldviews, draws in parts)
    return f"{usual} + {scenarios} x ({axes}), {runs}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

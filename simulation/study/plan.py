"""The plan of a study: which runs there are, in the order in which tables list them."""

from dataclasses import dataclass

from simulation.settings import MIXED, Study
from simulation.study.run import NO_WORLDVIEW, Key


@dataclass(frozen=True, order=True)
class Pair:
    """One draw and one run: the same settled town for all scenarios and worldviews."""

    draw: int
    run: int


def draws_of(study: Study) -> tuple[int, ...]:
    """Return every draw that some worldview runs."""
    return tuple(sorted({draw for each in study.worldviews for draw in study.draws_of(each.name)}))


def pairs_of(study: Study) -> tuple[Pair, ...]:
    """Return all pairs of draw and run; usual care is run once in each."""
    return tuple(Pair(draw, run) for draw in draws_of(study) for run in range(study.settings.runs))


def keys_of(study: Study, pair: Pair) -> tuple[Key, ...]:
    """Return the runs of a pair: usual care, then each worldview that has this draw, with all scenarios."""
    axes = [(NO_WORLDVIEW, study.reference.name)]
    for worldview in study.worldviews:
        if pair.draw in study.draws_of(worldview.name):
            axes += [(worldview.name, scenario.name) for scenario in study.scenarios]
    return tuple(
        Key(worldview=worldview, scenario=scenario, draw=pair.draw, run=pair.run) for worldview, scenario in axes
    )


def runs_in(study: Study) -> int:
    """Return how many runs a study has."""
    return sum(len(keys_of(study, pair)) for pair in pairs_of(study))


def announcement(study: Study) -> str:
    """Say what will be run: ``usual care + 3 scenarios x 3 worldviews, 1 draw, 6 runs = 60 runs``."""
    central = [each.name for each in study.worldviews if each.name != MIXED]
    usual = "usual care"
    parts = []
    if study.scenarios and central:
        parts.append((_counted(len(central), "worldview"), len(study.draws_of(central[0]))))
    if study.scenarios and len(central) < len(study.worldviews):
        parts.append((MIXED, len(study.draws_of(MIXED))))
    total = _counted(runs_in(study), "run")
    runs = _counted(study.settings.runs, "run")
    if not parts:
        return f"{usual}, {_counted(len(draws_of(study)), 'draw')}, {runs} = {total}"
    scenarios = _counted(len(study.scenarios), "scenario")
    if len(parts) == 1:
        return f"{usual} + {scenarios} x {parts[0][0]}, {_counted(parts[0][1], 'draw')}, {runs} = {total}"
    axes = " and ".join(f"{worldviews} in {_counted(draws, 'draw')}" for worldviews, draws in parts)
    return f"{usual} + {scenarios} x ({axes}), {runs} = {total}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

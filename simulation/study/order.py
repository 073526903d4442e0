"""The task ``order``: print the order of a round, with the time that each step takes in this town."""

import time
from dataclasses import dataclass, field

import numpy as np

from simulation.model import CoachingModel
from simulation.services.week import APPROACHES, ORDER
from simulation.settings import Scenario, Study
from simulation.settings.compose import Composed
from simulation.study.compiling import compile_all
from simulation.study.keys import values_in
from simulation.study.progress import Terminal
from simulation.study.run import clockwork_of, settle, town_in

MILLISECONDS = 1000.0


class TimedModel(CoachingModel):
    """A town that plays its rounds step by step and notes how long each takes."""

    seconds = np.zeros(0)

    def play(self, first: int, last: int) -> None:
        """Play rounds, each of them in steps."""
        if not len(self.seconds):
            self.seconds = np.zeros(len(ORDER))
        for number in range(first, last):
            for step in range(len(ORDER)):
                started = time.perf_counter()
                self.play_steps(step, step + 1, number, number + 1)
                if step == APPROACHES:
                    self.play_approaches(number)
                self.seconds[step] += time.perf_counter() - started


@dataclass(frozen=True)
class Timing:
    """How long the steps of a round took."""

    scenario: str
    rounds: int
    seconds: np.ndarray = field(repr=False)
    """of each step, over all rounds; shape (steps,)"""
    other_seconds: float
    """calendar, council, staffing, agencies' month"""


def time_order(study: Study, scenario: Scenario) -> Timing:
    """Return how long each step takes over the horizon of a study."""
    settled = settle(study)
    values = values_in(study, None, 0)
    model = TimedModel(town_in(study), scenario, values, settled, clockwork_of(study, 0, study.settings.years))
    started = time.perf_counter()
    model.run()
    total = time.perf_counter() - started
    rounds = study.settings.years * 52 * study.settings.rounds_per_week
    return Timing(scenario.name, rounds, model.seconds, total - float(model.seconds.sum()))


def lines_of(timing: Timing) -> list[str]:
    """Return the order of a round as lines of text."""
    steps = [
        *zip(ORDER, timing.seconds, strict=True),
        ("calendar: phase, month, ledger", timing.other_seconds),
    ]
    total = sum(seconds for _, seconds in steps)
    width = max(len(name) for name, _ in steps) + 4
    lines = [f"{timing.scenario}: {timing.rounds} rounds in {total:.2f} s"]
    for number, (name, seconds) in enumerate(steps, start=1):
        label = f"{number}. {name}" if number <= len(ORDER) else f"   {name}"
        each = MILLISECONDS * seconds / timing.rounds
        lines.append(f"  {label:<{width}} {each:8.3f} ms a round  {seconds / total:5.0%}")
    return lines


def run(composed: Composed) -> int:
    """Print the order of a round with its times, in the first scenario.

    Args:
        composed: All settings.

    Returns:
        The exit code
    """
    study = composed.study
    with Terminal().busy("compiling; once for each version, about half a minute"):
        compile_all(study)
    scenario = study.scenarios[0] if study.scenarios else study.reference
    print("\n".join(lines_of(time_order(study, scenario))))
    return 0

"""A search for the best of many choices by several objectives at once: NSGA-II of optuna, a generation at a time.

Everything is seeded and a generation is evaluated whole, so that the same settings give the same search however many
workers there are. Nothing of it is kept: a search that was stopped goes through the same trials again, whose runs are
in the store.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulation.settings import SettingsError
from simulation.settings.sweep import Value

type Choice = tuple[Value, ...]
"""a value of each setting"""
type Found = tuple[tuple[float, ...], float]
"""the objectives, and by how much a choice exceeds the budget: 0 or less if it does not"""


@dataclass(frozen=True)
class Trial:
    """One choice that was tried."""

    number: int
    choice: Choice
    objectives: tuple[float, ...]
    excess: float
    on_front: bool
    """whether no other choice within the budget is as good by every objective and better by one"""


def search(
    choices: Mapping[str, Sequence[Value]],
    larger_is_better: Sequence[bool],
    evaluate: Callable[[Sequence[Choice]], Sequence[Found]],
    *,
    trials: int,
    generation: int,
    seed: int,
) -> list[Trial]:
    """Return all choices that were tried, each once, in order.

    Args:
        choices: Values of each setting.
        larger_is_better: Of each objective.
        evaluate: Gives what each of some choices comes to.
        trials: How many are asked for; a choice that comes up again is not tried again.
        generation: How many are tried at once, the first ones at random.
        seed: Of the search.

    Raises:
        SettingsError: Optuna is not installed.
    """
    try:
        import optuna
    except ImportError as error:
        raise SettingsError("task=optimise needs optuna; install it with pip install 'voordeur[analysis]'") from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.NSGAIISampler(population_size=generation, seed=seed)
    kinds = optuna.study.StudyDirection
    directions = [kinds.MAXIMIZE if larger else kinds.MINIMIZE for larger in larger_is_better]
    study = optuna.create_study(directions=directions, sampler=sampler)
    known: dict[Choice, Found] = {}
    for start in range(0, trials, generation):
        asked = [study.ask() for _ in range(min(generation, trials - start))]
        places = [{key: each.suggest_int(key, 0, len(choices[key]) - 1) for key in choices} for each in asked]
        chosen = [tuple(choices[key][place] for key, place in each.items()) for each in places]
        new = [each for each in dict.fromkeys(chosen) if each not in known]
        if new:
            known |= zip(new, evaluate(new), strict=True)
        for trial, choice in zip(asked, chosen, strict=True):
            trial.set_constraint("budget", known[choice][1])
            study.tell(trial, known[choice][0])
    front = front_of(list(known.values()), larger_is_better)
    return [
        Trial(number, choice, *known[choice], on_front=best)
        for number, (choice, best) in enumerate(zip(known, front, strict=True))
    ]


def front_of(found: Sequence[Found], larger_is_better: Sequence[bool]) -> list[bool]:
    """Return for each whether it is within the budget and nothing else within it is better."""
    signs = [-1.0 if larger else 1.0 for larger in larger_is_better]
    points = [tuple(sign * each for sign, each in zip(signs, values, strict=True)) for values, _ in found]
    allowed = [excess <= 0 for _, excess in found]

    def beaten(ours: tuple[float, ...]) -> bool:
        return any(
            allowed[other] and theirs != ours and all(a <= b for a, b in zip(theirs, ours, strict=True))
            for other, theirs in enumerate(points)
        )

    return [fits and not beaten(each) for fits, each in zip(allowed, points, strict=True)]

"""Voordeur: neighbourhood coaches, front doors, agencies and waiting lists in a Dutch municipality.

The public names below are loaded when they are first used, so that ``import simulation`` costs nothing.

>>> import simulation
>>> study = simulation.load("town.households=2000", "scenarios=wijkcoaches", "study.years=3").study
>>> settled = simulation.settle(study)
>>> usual_care = simulation.run_once(study, "usual_care", settled=settled)
>>> coaches = simulation.run_once(study, "wijkcoaches", "no_effect", settled=settled)
>>> coaches.outcomes["cases_opened"] > usual_care.outcomes["cases_opened"]
True
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.settings import SettingsError, Study
    from simulation.settings.compose import Composed
    from simulation.study.catalogue import Outcome, catalogue_of
    from simulation.study.comparison import compare
    from simulation.study.folder import Results
    from simulation.study.run import RunResult, run_once, settle
    from simulation.study.runner import StudyError, run_study

_HOMES = {
    "SettingsError": "simulation.settings",
    "Study": "simulation.settings",
    "Composed": "simulation.settings.compose",
    "Outcome": "simulation.study.catalogue",
    "catalogue_of": "simulation.study.catalogue",
    "compare": "simulation.study.comparison",
    "Results": "simulation.study.folder",
    "RunResult": "simulation.study.run",
    "run_once": "simulation.study.run",
    "settle": "simulation.study.run",
    "StudyError": "simulation.study.runner",
    "run_study": "simulation.study.runner",
}
"""where each public name lives"""

__all__ = [
    "Composed",
    "Outcome",
    "Results",
    "RunResult",
    "SettingsError",
    "Study",
    "StudyError",
    "catalogue_of",
    "compare",
    "load",
    "run_once",
    "run_study",
    "settle",
]


def load(*settings: str) -> "Composed":
    """Compose settings as on the command line: ``load("town.households=2000", "study=council")``.

    Args:
        settings: ``key=value`` each.

    Returns:
        The study, with what a task needs besides

    Raises:
        SettingsError: Something cannot be used; says where it was given.
    """
    from simulation.settings.compose import compose_study

    return compose_study(settings)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return __all__

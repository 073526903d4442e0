"""The tasks ``study`` and ``sweep``: run what is not there yet."""

from pathlib import Path

from simulation.settings.compose import Composed
from simulation.settings.sweep import points_of
from simulation.study.progress import progress_of
from simulation.study.runner import run_study


def run(composed: Composed) -> Path:
    """Run a study, or a sweep of one, telling on stderr how far it is.

    Args:
        composed: All settings.

    Returns:
        The results folder, complete
    """
    sweep = composed.sweep
    results = run_study(
        composed.study,
        composed.results,
        points=points_of(sweep, composed.study.settings.seed) if sweep else (),
        store=composed.store,
        engine=composed.engine,
        fresh=composed.fresh,
        progress=progress_of(composed.quiet, composed.log),
    )
    return results.folder

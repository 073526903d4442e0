"""The task ``study``: run what is not there yet."""

from pathlib import Path

from simulation.settings.compose import Composed
from simulation.study.progress import progress_of
from simulation.study.runner import run_study


def run(composed: Composed) -> Path:
    """Run a study, telling on stderr how far it is.

    Args:
        composed: All settings.

    Returns:
        The results folder, complete
    """
    results = run_study(
        composed.study,
        composed.results,
        store=composed.store,
        engine=composed.engine,
        fresh=composed.fresh,
        progress=progress_of(composed.quiet, composed.log),
    )
    return results.folder

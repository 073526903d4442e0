"""The task ``study``: run what is not there yet."""

from pathlib import Path

from simulation.settings.compose import Composed
from simulation.study.progress import Terminal
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
        fresh=composed.fresh,
        progress=Terminal(),
    )
    return results.folder

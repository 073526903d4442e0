"""Study: one run, many runs, comparison with usual care, and the results folder."""

from simulation.study.catalogue import Better, Outcome, catalogue_of, columns_of
from simulation.study.comparison import compare
from simulation.study.folder import Results
from simulation.study.run import Key, RunResult, run_once, settle
from simulation.study.runner import StudyError, run_study
from simulation.study.store import StoreError

__all__ = [
    "Better",
    "Key",
    "Outcome",
    "Results",
    "RunResult",
    "StoreError",
    "StudyError",
    "catalogue_of",
    "columns_of",
    "compare",
    "run_once",
    "run_study",
    "settle",
]

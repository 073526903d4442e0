"""Study: one run, many runs, comparison with usual care, and the results folder."""

from simulation.study.catalogue import Better, Outcome, catalogue_of, columns_of
from simulation.study.comparison import compare
from simulation.study.run import Key, RunResult, run_once, settle
from simulation.study.runner import Results, StudyError, run_study

__all__ = [
    "Better",
    "Key",
    "Outcome",
    "Results",
    "RunResult",
    "StudyError",
    "catalogue_of",
    "columns_of",
    "compare",
    "run_once",
    "run_study",
    "settle",
]

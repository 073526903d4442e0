"""The machine: how many workers fit, in processors, in memory and in the amount of work."""

import math
import os
from pathlib import Path

from simulation.services.world import bytes_per_household
from simulation.settings import Study
from simulation.settings.memory import check_memory
from simulation.study.run import town_in

SECONDS_PER_HOUSEHOLD_YEAR = 2e-6
"""Rough time of one household's year; decides only whether more workers are worth starting."""
WORTH_A_WORKER_SECONDS = 6.0
"""Work that makes up for starting one more worker."""
SECONDS_IN_A_PART = 1.0
"""Work that goes into one part of the store, and that is lost when a worker is killed."""
SPARE_SHARE = 0.9
"""Share of the free memory that a study may take."""


def workers_for(study: Study, pairs: int, runs: int) -> int:
    """Return how many processes to use, after checking that they fit in memory.

    Args:
        study: Its ``workers`` is the number, unless 0.
        pairs: Pairs of draw and run still to do; each is the work of one process.
        runs: Runs in them.

    Raises:
        SettingsError: The town does not fit, with the size that does.
    """
    each = bytes_per_household(len(study.town.agencies))
    free = free_memory() * SPARE_SHARE
    settings, households = study.settings, town_in(study).households
    if settings.workers:
        workers = max(1, min(settings.workers, pairs))
    else:
        years = runs * settings.years + pairs * settings.warm_up_years
        seconds = households * years * SECONDS_PER_HOUSEHOLD_YEAR
        fitting = int(free // (each * households))
        enough = math.ceil(seconds / WORTH_A_WORKER_SECONDS)
        workers = max(1, min(processors(), pairs, fitting, enough))
    check_memory(households, each * workers, free)
    return workers


def runs_in_a_part(study: Study) -> int:
    """Return how many runs are about a second's work; the same on every machine, for the same parts."""
    seconds = town_in(study).households * study.settings.years * SECONDS_PER_HOUSEHOLD_YEAR
    return max(1, round(SECONDS_IN_A_PART / seconds))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_memory() -> float:
    """Return how many bytes can still be used, within the limit of a container if there is one."""
    return min(_free_in_machine(), _free_in_container())


def _free_in_machine() -> float:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(1024.0 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        pass
    try:
        return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return math.inf


def _free_in_container() -> float:
    folder = Path("/sys/fs/cgroup")
    try:
        limit = float((folder / "memory.max").read_text())
        return limit - float((folder / "memory.current").read_text())
    except (OSError, ValueError):
        return math.inf

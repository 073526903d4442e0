"""Play a town of some size and print what it took; run in a process of its own, so that its memory is its own."""

import dataclasses
import json
import re
import resource
import sys
import time
from pathlib import Path

from tests.engine import runs


def peak_bytes() -> int:
    """The most memory this process has had; where the system says so, without what its parent had before."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(households: int, warm_up_years: int, years: int) -> None:
    """Compile on a small town, then settle and play usual care in one of the size asked for."""
    study = runs.study_of("town=enschede")
    small = dataclasses.replace(study.town, households=500)
    runs.played(study, study.reference, runs.settled(study, small, 1), 1, town=small)
    before = peak_bytes()
    town = dataclasses.replace(study.town, households=households)
    start = time.perf_counter()
    world = runs.settled(study, town, warm_up_years)
    settled = time.perf_counter()
    model = runs.begun(study, study.reference, world, years, town=town)
    begun = time.perf_counter()
    model.run()
    done = time.perf_counter()
    peak = peak_bytes()
    print(
        json.dumps(
            {
                "settling_seconds": settled - start,
                "copying_seconds": begun - settled,
                "playing_seconds": done - begun,
                "ns_per_household_year": (done - begun) / households / years * 1e9,
                "peak_bytes": peak,
                "bytes_per_household": (peak - before) / households,
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Play a town of some size and print what it took; run in a process of its own, so that its memory is its own."""

import dataclasses
import json
import resource
import sys
import time

from tests.engine import runs


def main(households: int, warm_up_years: int, years: int) -> None:
    """Compile on a small town, then settle and play usual care in one of the size asked for."""
    study = runs.study_of("town=enschede")
    small = dataclasses.replace(study.town, households=500)
    runs.played(study, study.reference, runs.settled(study, small, 1), 1, town=small)
    compiled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    town = dataclasses.replace(study.town, households=households)
    start = time.perf_counter()
    world = runs.settled(study, town, warm_up_years)
    settled = time.perf_counter()
    model = runs.begun(study, study.reference, world, years, town=town)
    begun = time.perf_counter()
    model.run()
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobyte = 1 if sys.platform == "darwin" else 1024
    print(
        json.dumps(
            {
                "settling_seconds": settled - start,
                "copying_seconds": begun - settled,
                "playing_seconds": done - begun,
                "ns_per_household_year": (done - begun) / households / years * 1e9,
                "peak_bytes": peak * kilobyte,
                "bytes_per_household": (peak - compiled) * kilobyte / households,
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

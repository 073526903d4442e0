"""The manifest: what a results folder holds, how it was made, and the words to show it with."""

from dataclasses import asdict
from typing import Any

from simulation.settings import Study
from simulation.settings.results import fingerprint
from simulation.streets.luck import seed_of
from simulation.study.catalogue import catalogue_of
from simulation.study.plan import announcement, runs_in
from simulation.study.run import NO_WORLDVIEW
from simulation.study.versions import engine_hash, git_state, versions

FORMAT = 1


def manifest_of(study: Study) -> dict[str, Any]:
    """Return the manifest of a study that is still to be run.

    ``configuration`` is the whole study as plain values (town, uncertainties, worldviews, scenarios with all
    levers of each phase), ``outcomes`` the catalogue: with them results can be shown, and run again, without
    any other file.
    """
    settings = study.settings
    return {
        "format": FORMAT,
        "study": settings.name,
        "town": study.town.name,
        "hash": fingerprint(study),
        "complete": False,
        "plan": {
            "text": announcement(study),
            "runs": runs_in(study),
            "reference": {"scenario": study.reference.name, "worldview": NO_WORLDVIEW},
            "scenarios": [scenario.name for scenario in study.scenarios],
            "worldviews": [worldview.name for worldview in study.worldviews],
            "draws": {each.name: list(study.draws_of(each.name)) for each in study.worldviews},
            "runs_of_a_draw": settings.runs,
            "years": settings.years,
            "warm_up_years": settings.warm_up_years,
        },
        "seeds": {
            "study": settings.seed,
            "runs": [str(seed_of(settings.seed, run)) for run in range(settings.runs)],
        },
        "failures": [],
        "times": {},
        "engine": engine_hash(),
        "versions": versions(),
        "git": git_state(),
        "outcomes": [asdict(outcome) for outcome in catalogue_of(study.town)],
        "configuration": asdict(study),
    }

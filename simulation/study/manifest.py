"""The manifest: what a results folder holds, how it was made, and the words to show it with."""

from dataclasses import asdict
from typing import Any

from simulation.settings.results import fingerprint
from simulation.streets.luck import seed_of
from simulation.study.address import digest
from simulation.study.catalogue import catalogue_of
from simulation.study.keys import NO_WORLDVIEW
from simulation.study.plan import Plan, announcement
from simulation.study.versions import engine_hash, git_state, versions

FORMAT = 1


def manifest_of(plan: Plan) -> dict[str, Any]:
    """Return the manifest of a plan that is still to be run.

    ``configuration`` is the whole study as plain values (town, uncertainties, worldviews, scenarios with all
    levers of each phase), ``outcomes`` the catalogue: with them results can be shown, and run again, without
    any other file.
    """
    study, settings = plan.study, plan.study.settings
    return {
        "format": FORMAT,
        "study": settings.name,
        "town": study.town.name,
        "hash": hash_of(plan),
        "complete": False,
        "plan": {
            "text": announcement(plan),
            "runs": plan.size,
            "reference": {"scenario": study.reference.name, "worldview": NO_WORLDVIEW},
            "scenarios": [scenario.name for scenario in study.scenarios],
            "worldviews": [worldview.name for worldview in study.worldviews],
            "draws": {each.name: list(study.draws_of(each.name)) for each in study.worldviews},
            "runs_of_a_draw": settings.runs,
            "points": len(plan.points),
            "years": settings.years,
            "warm_up_years": settings.warm_up_years,
        },
        "seeds": {
            "study": settings.seed,
            "runs": [str(seed_of(settings.seed, run)) for run in range(settings.runs)],
        },
        "failures": 0,
        "times": {},
        "engine": engine_hash(),
        "versions": versions(),
        "git": git_state(),
        "outcomes": [asdict(outcome) for outcome in catalogue_of(study.town)],
        "points": [dict(point.values) for point in plan.points],
        "configuration": asdict(study),
    }


def hash_of(plan: Plan) -> str:
    """Return a hash of everything that the results of a plan depend on."""
    own = fingerprint(plan.study)
    return digest([own, [dict(point.values) for point in plan.points]])[:16] if plan.points else own

"""Runs in a process in which the example's package is installed; what it finds goes to ``found.json``.

The current folder is that of a user, with the example's scenario in ``./scenarios``.
"""

import contextlib
import io
import json
from pathlib import Path

from simulation.__main__ import main
from simulation.settings.approaches import approaches
from simulation.settings.compose import compose_study
from simulation.study.keys import values_in
from simulation.study.run import play, settle
from tests.approaches.settings import SMALL

ROW = "uncertainties.repair_cafe.visits_week"
REFUSED = (
    "levers.repair_cafe.fte_per_1000_households=3",
    "levers.repair_caf.where=pilot",
    "levers.repair_cafe.where=pilots",
    "levers.repair_cafe.fte_per_10000_households=-1",
    f"{ROW}s.value=3",
    f"{ROW}.value=300",
)


def said(*arguments: str) -> tuple[int, str]:
    """What the command line answers, and says."""
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        code = main([*SMALL, *arguments])
    return code, errors.getvalue()


def visits_with(*arguments: str) -> tuple[float, list[bool]]:
    """Visits to the cafés with some settings, and which agents are open."""
    study = compose_study([*SMALL, "scenarios=repair_cafe", *arguments]).study
    model = play(study, study.scenarios[0], values_in(study, study.worldviews[0], 0), 0, settle(study))
    work = model.works["repair_cafe"]
    here = work.fte >= 0.0
    assert sum(cafe.visits for cafe in work.cafes) == work.outcomes(here, True)["repair_cafe_visits"]
    return work.outcomes(here, True)["repair_cafe_visits"], [cafe.is_open for cafe in work.cafes]


def beliefs() -> dict[str, float]:
    """The gain by worldview, as the package has it, and then with the user's own file on top."""
    found = {}
    study = compose_study([*SMALL, "scenarios=[]"]).study
    for worldview in study.mixture:
        found[worldview.name] = values_in(study, worldview, 0)["repair_cafe.network_gain"]
    own = Path("configs/worldview/own.yaml")
    own.parent.mkdir(parents=True)
    own.write_text("beliefs: {repair_cafe.network_gain: {value: 0.006, low: 0.006, high: 0.006}}")
    study = compose_study([*SMALL, "scenarios=[]", "worldviews=own"]).study
    return found | {"own": values_in(study, study.worldviews[0], 0)["repair_cafe.network_gain"]}


if __name__ == "__main__":
    code, errors = said("scenarios=repair_cafe,wijkcoaches", "results=with")
    found = {
        "names": [each.name for each in approaches()],
        "study": [code, errors],
        "refused": {argument: said("scenarios=repair_cafe", argument) for argument in REFUSED},
        "visits": visits_with(),
        "visits_with_half": visits_with(f"{ROW}.value=15"),
        "visits_with_two_rounds": visits_with("study.rounds_per_week=2"),
        "beliefs": beliefs(),
    }
    Path("found.json").write_text(json.dumps(found))

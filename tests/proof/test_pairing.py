"""Slow proof about common luck: paired differences vary far less than differences of independent runs."""

import numpy as np
import pytest

from simulation.model import continue_world, prepare
from simulation.settings import Values
from simulation.study.outcomes import outcomes_of
from tests.engine.runs import clockwork, scenarios_in, study_of, values_in

RUNS = 12
OUTCOMES = ("total_cost_eur_pilot", "crises_pilot")
REDUCTION = 30.0

pytestmark = pytest.mark.proof


def test_pairing_reduces_variance() -> None:
    """A coach multiplier of 1.1 against none, in the pilot of Enschede."""
    study = study_of("town=enschede", "scenarios=wijkcoaches")
    scenario = scenarios_in(study)["wijkcoaches"]
    none = dict(values_in(study, "no_effect"))
    little = {**none, "coaches.multiplier": 1.1}
    results = []
    for run in range(RUNS):
        settled = prepare(
            study.town, study.reference, Values(values_in(study)), clockwork(study, study.settings.warm_up_years, run)
        )
        pair = []
        for numbers in (none, little):
            model = continue_world(study.town, scenario, Values(numbers), settled, clockwork(study, 10, run))
            model.run()
            outcomes = outcomes_of(model, model.ledger())
            pair.append([outcomes[name] for name in OUTCOMES])
        results.append(pair)
    numbers = np.array(results)
    paired = (numbers[:, 1] - numbers[:, 0]).var(axis=0, ddof=1)
    independent = numbers.var(axis=0, ddof=1).sum(axis=0)
    print("variance reduction", dict(zip(OUTCOMES, np.round(independent / paired, 1), strict=True)))
    assert (independent / paired >= REDUCTION).all()

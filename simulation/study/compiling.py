"""Compile everything once, before workers start: they find the compiled code in the cache."""

from dataclasses import replace

from simulation.settings import (
    AgencyLevers,
    Coaches,
    Intakers,
    ListRule,
    Outreach,
    Phase,
    Scenario,
    Shocks,
    Study,
    TownKind,
)
from simulation.study.keys import values_in
from simulation.study.run import play, settle

HOUSEHOLDS = 400
FTE_PER_10000_HOUSEHOLDS = 200.0


def compile_all(study: Study) -> None:
    """Run a tiny town in which coaches come, go and come back, so that every compiled function is called."""
    small = replace(
        study,
        settings=replace(study.settings, years=1, warm_up_years=0),
        town=replace(study.town, households=HOUSEHOLDS),
    )
    settled = settle(small)
    play(small, _everything(small), values_in(small, None, 0), 0, settled)


def _everything(study: Study) -> Scenario:
    usual = study.reference.phases[0].levers
    if study.town.kind is not TownKind.REAL:
        return study.reference
    coaches = Coaches(where="city", fte_per_10000_households=FTE_PER_10000_HOUSEHOLDS)
    outreach = Outreach(where="city", fte_per_10000_households=FTE_PER_10000_HOUSEHOLDS)
    intakers = Intakers(where="city", fte_per_10000_households=FTE_PER_10000_HOUSEHOLDS)
    busy = replace(usual, coaches=coaches, outreach=outreach, intakers=intakers)
    idle = replace(usual, agencies=AgencyLevers(list_rule=ListRule.FIRST_COME), shocks=Shocks(onset_factor=2.0))
    phases = tuple(Phase(from_month=3 * number, levers=levers) for number, levers in enumerate((busy, idle, busy)))
    return replace(study.reference, phases=phases)

"""Settings: what is so (town), what a council chooses (levers, scenarios), what nobody knows (uncertainties)."""

from simulation.settings.errors import SettingsError
from simulation.settings.levers import AgencyLevers, Coaches, Funding, Intakers, Levers, Outreach, SameMoney, Shocks
from simulation.settings.scenario import Phase, Scenario
from simulation.settings.study import Engine, Numerics, Study, StudySettings
from simulation.settings.town import Agency, Label, LadderTown, Neighbourhood, Population, QueueTown, Town
from simulation.settings.uncertainties import Belief, Uncertainties, Uncertainty, Worldview
from simulation.settings.values import MIXED, Values, values_of, worldview_of_draw
from simulation.settings.words import (
    AfterFunding,
    AgencyKind,
    Distribution,
    Domain,
    EngineKind,
    ListRule,
    Payer,
    SpendOn,
    Tables,
    TownKind,
)

__all__ = [
    "MIXED",
    "AfterFunding",
    "Agency",
    "AgencyKind",
    "AgencyLevers",
    "Belief",
    "Coaches",
    "Distribution",
    "Domain",
    "Engine",
    "EngineKind",
    "Funding",
    "Intakers",
    "Label",
    "LadderTown",
    "Levers",
    "ListRule",
    "Neighbourhood",
    "Numerics",
    "Outreach",
    "Payer",
    "Phase",
    "Population",
    "QueueTown",
    "SameMoney",
    "Scenario",
    "SettingsError",
    "Shocks",
    "SpendOn",
    "Study",
    "StudySettings",
    "Tables",
    "Town",
    "TownKind",
    "Uncertainties",
    "Uncertainty",
    "Values",
    "Worldview",
    "values_of",
    "worldview_of_draw",
]

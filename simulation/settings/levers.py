"""Levers: what a council can choose, one block an approach."""

from dataclasses import dataclass, field

from simulation.settings.words import AfterFunding, ListRule, Payer, SpendOn

Where = str | tuple[str, ...]
"""``nowhere``, ``pilot``, ``city``, or a list of neighbourhoods"""


@dataclass(frozen=True, kw_only=True)
class Coaches:
    """Wijkcoaches: generalists with a caseload and a factual mandate (Enschede)."""

    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0
    mandate: float = 0.0
    """0 none to 1 full: how much weight the coach's advice has by agreement between the boards"""
    substitution: float = 0.0
    """share of coach hours taken out of existing provision instead of added to it"""
    caseload_per_fte: float = 18.0
    """open households a full-time coach takes on"""
    adopted_first: bool = False
    """whether clients of adopted advice go first on the list"""
    contact_persons_per_agency: int = 1
    pressure: bool = True
    """whether coach and agencies press unwilling residents together"""
    team_from_providers_share: float | None = 0.0
    """share of the team seconded by care providers, who may refer more; null: unknown (``coaches.seconded_share``)"""
    street_share: float = 0.0
    """share of client hours kept for the street, whatever the caseload"""
    partners: tuple[str, ...] | None = None
    """agencies on whose behalf the mandate counts; null: all"""
    result_target: bool = True
    """whether the way of working is prescribed; if not, it is learned by doing"""
    joint_plan: bool = False
    """whether complex cases get one plan, made in meetings, and one director; others are assessed and handed over"""
    one_roof: bool = False
    """whether agencies work in the same building as the team"""
    facilities: float = 1.0
    """ICT and premises, from 0 poor to 1 good"""


@dataclass(frozen=True, kw_only=True)
class Intakers:
    """The first point of contact of a neighbourhood, who knows its people and its general provisions (Almelo)."""

    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0
    general_visits_per_1000_households: float = 0.0
    """visits a week that general provisions have room for"""


@dataclass(frozen=True, kw_only=True)
class Outreach:
    """Behind the front door without mandate: finds people and hands them over."""

    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0


@dataclass(frozen=True, kw_only=True)
class SameMoney:
    """The budget of so many coaches, spent on places instead."""

    spend_on: SpendOn = SpendOn.NOTHING
    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Funding:
    """Who pays for the approach, until when, and what follows."""

    additional_until_month: int | None = None
    """null: additional money to the horizon"""
    after: AfterFunding = AfterFunding.STOP
    payer: Payer = Payer.FUNDERS


@dataclass(frozen=True, kw_only=True)
class AgencyLevers:
    """What a council can change about the agencies."""

    effect: float = 1.0
    """0 switches off what agency care does to problems"""
    places_factor: float = 1.0
    list_rule: ListRule = ListRule.SEVERITY_WITH_AGEING
    unlimited: bool = False
    """no capacity limit anywhere"""


@dataclass(frozen=True, kw_only=True)
class Shocks:
    """What befalls a town whatever its council chooses; a scenario says when, beside what the council does."""

    onset_factor: float = 1.0
    """on how often problems of finances and of work begin: above 1 in a recession"""
    vacancy_factor: float = 1.0
    """on how long a coach's vacancy lasts: above 1 when staff is short"""


@dataclass(frozen=True, kw_only=True)
class Levers:
    """All levers; the defaults are usual care."""

    coaches: Coaches = field(default_factory=Coaches)
    intakers: Intakers = field(default_factory=Intakers)
    outreach: Outreach = field(default_factory=Outreach)
    same_money: SameMoney = field(default_factory=SameMoney)
    funding: Funding = field(default_factory=Funding)
    agencies: AgencyLevers = field(default_factory=AgencyLevers)
    shocks: Shocks = field(default_factory=Shocks)

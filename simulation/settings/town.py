"""Town: what is so. Facts of a municipality, its neighbourhoods and its agencies."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.settings.words import AgencyKind, Domain, ListRule, Payer, TownKind


@dataclass(frozen=True, kw_only=True)
class Label:
    """The same words in Dutch and English."""

    nl: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Population:
    """Composition of households; all shares between 0 and 1, each group sums to 1.

    Traits are drawn from Beta distributions given by mean and concentration (a + b).
    """

    composition_shares: Mapping[str, float]
    """single, couple, couple_with_minors, single_parent"""
    age_shares: Mapping[str, float]
    """young (under 35), middle, old (67 and over), for households without minors"""
    tenure_shares: Mapping[str, float]
    """corporation, private, owner"""
    income_shares: Mapping[str, float]
    """low, middle, high"""
    assistance_share: float
    """households on social assistance at the start, before settling"""
    disability_share: float
    """households with a mild intellectual disability"""
    protected_share: float
    """households leaving protected housing"""
    minors_per_family: float
    minors_per_youth_case: float
    """minors in youth care for each household in youth care: turns published youth figures into households"""
    network_mean: float
    trust_mean: float
    self_reliance_mean: float
    concentration: float
    """a + b of the Beta distributions of network, trust and self-reliance"""


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """A part of the town; ``share`` is its part of ``town.households``."""

    name: str
    share: float
    pilot: bool = False
    factor: float = 1.0
    """mean vulnerability relative to the town's; the only place where a neighbourhood's burden enters"""
    corporation_share: float | None = None
    """share of households renting from a corporation; null: the town's"""
    low_income_share: float | None = None
    grade: str = "D"
    source: str = "assumption"


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation behind the front door, serving the whole town from one list."""

    name: str
    label: Label
    domains: tuple[Domain, ...]
    from_severity: int
    """serves problems from this severity on; the highest that fits is chosen"""
    kind: AgencyKind
    payers: Mapping[int, Payer]
    """who pays from which year on; the town's regime year decides"""
    landlord: bool = False
    term_weeks: float | None = None
    """weeks within which law or agreement wants help to start; null: there is no such term"""
    decision: str | None = None
    """the price row of the formal decision each assessed start costs, if any (support, youth)"""
    places: int | None = None
    """absolute number of places; null: the uncertainty ``agencies.<name>_places`` per 10,000 households"""


@dataclass(frozen=True, kw_only=True)
class QueueTown:
    """Poisson requests at one agency, everything else off (Erlang C and A, Cobham)."""

    arrivals_per_week: float
    places: int
    mean_care_weeks: float
    mean_patience_weeks: float | None = None
    escalation_per_week: float = 0.0
    urgent_share: float = 0.0
    rule: ListRule = ListRule.FIRST_COME


@dataclass(frozen=True, kw_only=True)
class LadderTown:
    """One domain and nobody who helps: a Markov chain of four states; rates per week."""

    onset: float
    worsen: tuple[float, float]
    ease: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Town:
    """A municipality, or a stylised town (``kind``) with only the part that its name says."""

    name: str
    label: Label
    kind: TownKind
    households: int
    people_per_household: float
    regime_year: int
    price_year: int
    coordination_share: Mapping[int, float]
    """share of complex requests that usual care already coordinates, from which year on"""
    signalling_duty_from: int
    """first year in which creditors must pass on arrears early"""
    entry_threshold_domains: int
    """domains with problems from which the old care team acted"""
    population: Population
    neighbourhoods: tuple[Neighbourhood, ...]
    agencies: tuple[Agency, ...]
    burden: Mapping[Domain, float] = field(default_factory=dict)
    """how often problems begin in a domain, relative to Enschede, to which rates were fitted; 1 if not given"""
    queue: QueueTown | None = None
    ladder: LadderTown | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    """where each fact comes from, with its grade, by field name"""

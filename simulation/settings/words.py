"""The words of settings: every choice is an enumeration, so that a misspelling is caught at the edge."""

from enum import StrEnum


class Domain(StrEnum):
    """The seven life domains, in the order of every table (model: households have one severity for each)."""

    FINANCES = "finances"
    HOUSING = "housing"
    WORK = "work"
    PARENTING = "parenting"
    HEALTH = "health"
    LONELINESS = "loneliness"
    DAILY_LIVING = "daily_living"


class TownKind(StrEnum):
    """A real town, or one of the two stylised towns with a known answer."""

    REAL = "real"
    QUEUE = "queue"
    LADDER = "ladder"


class AgencyKind(StrEnum):
    """How capacity is bounded: by contracted places, or as an entitlement that follows demand with a delay."""

    PLACE_LIMITED = "place_limited"
    OPEN_ENDED = "open_ended"


class Payer(StrEnum):
    """Who pays or receives an amount in the ledger."""

    MUNICIPALITY = "municipality"
    INSURER = "insurer"
    CARE_OFFICE = "care_office"
    CORPORATIONS = "corporations"
    CENTRAL_GOVERNMENT = "central_government"
    PROVINCE = "province"
    FUNDERS = "funders"


class AfterFunding(StrEnum):
    """What follows the end of additional money."""

    STOP = "stop"
    OWN_MONEY = "own_money"
    SUBSTITUTE = "substitute"


class ListRule(StrEnum):
    """Who is next on an agency's list."""

    SEVERITY_WITH_AGEING = "severity_with_ageing"
    STRICT_SEVERITY = "strict_severity"
    FIRST_COME = "first_come"


class SpendOn(StrEnum):
    """Where the coaches' budget goes when it is not spent on coaches."""

    NOTHING = "nothing"
    SPECIALIST_PLACES = "specialist_places"
    DEBT_HELP = "debt_help"


class Distribution(StrEnum):
    """How an uncertainty is drawn between low and high."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    LOGUNIFORM = "loguniform"
    TRIANGULAR = "triangular"


class Design(StrEnum):
    """How the points of a sweep are chosen."""

    GRID = "grid"
    LATIN_HYPERCUBE = "latin_hypercube"
    SOBOL = "sobol"


class Tables(StrEnum):
    """How much of a study is kept."""

    RUNS = "runs"
    MONTHS = "months"
    ALL = "all"


class Language(StrEnum):
    """The language of words in results; messages and code are English."""

    NL = "nl"
    EN = "en"


class EngineKind(StrEnum):
    """What spreads runs over processes."""

    LOKY = "loky"
    DASK = "dask"

"""The figures that a town needs, with their names in each form of the file."""

from typing import NamedTuple


class Measure(NamedTuple):
    """One figure of a region."""

    name: str
    """ours"""
    column: str
    """in the yearly workbook"""
    code: str
    """in the StatLine bundle"""
    field: str
    """in the online table, without the number at its end, which differs from year to year"""
    most: float
    """the largest value that can be true"""
    whole: bool = False
    """a count: a point in it can only separate thousands"""


PEOPLE = 30_000_000
MEASURES = (
    Measure("households", "a_hh", "1050010_2", "HuishoudensTotaal", PEOPLE, True),
    Measure("inhabitants", "a_inw", "T001036", "AantalInwoners", PEOPLE, True),
    Measure("aged_65", "a_65_oo", "80200", "k_65JaarOfOuder", PEOPLE, True),
    Measure("one_person", "a_1p_hh", "1050015", "Eenpersoonshuishoudens", PEOPLE, True),
    Measure("without_children", "a_hh_z_k", "1016040", "HuishoudensZonderKinderen", PEOPLE, True),
    Measure("with_children", "a_hh_m_k", "1016030", "HuishoudensMetKinderen", PEOPLE, True),
    Measure("household_size", "g_hhgro", "M000114", "GemiddeldeHuishoudensgrootte", 100),
    Measure("corporation", "p_wcorpw", "A047047", "InBezitWoningcorporatie", 100),
    Measure("other_landlords", "p_ov_hw", "A047048", "InBezitOverigeVerhuurders", 100),
    Measure("low_income", "p_hh_li", "D000186", "k_40HuishoudensMetLaagsteInkomen", 100),
    Measure("on_assistance", "a_soz_wb", "D006842", "PersonenPerSoortUitkeringBijstand", PEOPLE, True),
    Measure("youth_care", "p_jz_tn", "A045561", "PercentageJongerenMetJeugdzorg", 100),
    Measure("support", "p_wmo_t", "M001342_2", "WmoClientenRelatief", 1000),
)
NEEDED = MEASURES[0]
"""the one figure without which there is no town"""

STRUCTURE = {"gwb_code_10": "code", "regio": "name", "gm_naam": "municipality", "recs": "level"}
"""what says which region a row is about: column of the workbook, and our name"""

LEVELS = {"Land": "NL", "Gemeente": "GM", "Wijk": "WK", "Buurt": "BU"}
"""levels of regions, from above, with the letters that start a code"""

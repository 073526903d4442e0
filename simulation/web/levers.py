"""The levers that have a slider, and the scenario that they make together."""

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from simulation.settings import AfterFunding, Study
from simulation.settings.errors import show
from simulation.web.files import MOST_GIVEN, FormError, not_one_of

PILOT, CITY = "pilot", "city"
YEARS = 10
"""of every study of the page: money that ends then, ends with the study"""


@dataclass(frozen=True)
class Slider:
    """One lever of coaches and how far its slider goes.

    Settings say what a lever can be (a share from 0 to 1, a caseload above 0); where they set no upper end, the slider
    ends well beyond what any pilot had.
    """

    name: str
    low: int
    high: int
    step: int
    size: float = 1.0
    """of a unit of the slider, in the lever's own unit"""

    @property
    def format(self) -> str:
        """How a value is written."""
        return "%d%%" if self.size < 1.0 else "%d"


PER_CENT = 0.01
SLIDERS = (
    Slider("fte_per_10000_households", 0, 50, 1),
    Slider("mandate", 0, 100, 5, PER_CENT),
    Slider("caseload_per_fte", 5, 40, 1),
    Slider("substitution", 0, 100, 5, PER_CENT),
)
MONEY = Slider("money_years", 1, YEARS, 1)


@dataclass(frozen=True, kw_only=True)
class Own:
    """A choice of one's own: coaches, where and how, and their money. At first as the scenario ``wijkcoaches``."""

    where: str = PILOT
    """pilot, city, or a neighbourhood"""
    fte_per_10000_households: int = 25
    mandate: int = 90
    """in per cent, as ``substitution``"""
    caseload_per_fte: int = 18
    substitution: int = 0
    money_years: int = YEARS
    """years of additional money"""
    after: str = AfterFunding.STOP.value

    def address(self) -> dict[str, str]:
        """Write it as parameters of an address."""
        return {name: str(value) for name, value in asdict(self).items()}

    def with_text(self, name: str, text: str) -> "Own":
        """Return the choice with one part as an address has it; what is no part of it changes nothing.

        Raises:
            SettingsError: It cannot be that.
        """
        if name == "where":
            return replace(self, where=text[:100])
        if name == "after":
            if text not in list(AfterFunding):
                raise not_one_of("after", text, list(AfterFunding))
            return replace(self, after=text)
        sliders = {each.name: each for each in (*SLIDERS, MONEY)}
        return replace(self, **{name: _number(sliders[name], text)}) if name in sliders else self  # type: ignore[arg-type]


def _number(slider: Slider, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not slider.low <= int(text) <= slider.high:
        given = show(text[:MOST_GIVEN])
        raise FormError("page_link_number", key=slider.name, given=given, low=slider.low, high=slider.high)
    return int(text)


def content_of(own: Own, town: Study) -> dict[str, Any]:
    """Return the file of a choice, as a difference from usual care.

    Args:
        own: The choice.
        town: Where; a neighbourhood that it does not have is refused when the scenario is made.
    """
    ends = own.money_years < town.settings.years
    coaches = {each.name: round(getattr(own, each.name) * each.size, 4) for each in SLIDERS}
    funding = {"additional_until_month": 12 * own.money_years, "after": own.after}
    return {
        "label": {"nl": "Uw keuze", "en": "Your choice"},
        "description": {"nl": "Gemaakt met de schuiven.", "en": "Made with the sliders."},
        "extends": "usual_care",
        "levers": {
            "coaches": {"where": own.where if own.where in (PILOT, CITY) else [own.where], **coaches},
            "funding": funding if ends else {"additional_until_month": None},
        },
    }

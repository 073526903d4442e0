"""The levers that have a slider, and the scenario that they make together."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from simulation.settings import AfterFunding, SettingsError, Study
from simulation.settings.errors import nearest

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
    low: float
    high: float
    step: float


SLIDERS = (
    Slider("fte_per_10000_households", 0.0, 50.0, 1.0),
    Slider("mandate", 0.0, 1.0, 0.05),
    Slider("caseload_per_fte", 5.0, 40.0, 1.0),
    Slider("substitution", 0.0, 1.0, 0.05),
)
MONEY = Slider("money_years", 1, YEARS, 1)


@dataclass(frozen=True, kw_only=True)
class Own:
    """A choice of one's own: coaches, where and how, and their money. At first as the scenario ``wijkcoaches``."""

    where: str = PILOT
    """pilot, city, or a neighbourhood"""
    fte_per_10000_households: float = 25.0
    mandate: float = 0.9
    caseload_per_fte: float = 18.0
    substitution: float = 0.0
    money_years: int = YEARS
    """years of additional money"""
    after: str = AfterFunding.STOP.value

    def address(self) -> dict[str, str]:
        """Write it as parameters of an address."""
        return {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in asdict(self).items()}

    def with_text(self, name: str, text: str) -> "Own":
        """Return the choice with one part as an address has it; what is no part of it changes nothing.

        Raises:
            SettingsError: It cannot be that.
        """
        if name == "where":
            return replace(self, where=text[:100])
        if name == "after":
            if text not in list(AfterFunding):
                raise SettingsError(f"after = {text[:40]!r}: {nearest(text[:40], list(AfterFunding))}")
            return replace(self, after=text)
        slider = next((each for each in (*SLIDERS, MONEY) if each.name == name), None)
        if slider is None:
            return self
        return replace(self, **{name: _number(slider, text)})


def _number(slider: Slider, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not slider.low <= number <= slider.high:
        raise SettingsError(f"{slider.name} = {text[:40]!r}: must be between {slider.low:g} and {slider.high:g}")
    return int(number) if slider is MONEY else number


def content_of(own: Own, town: Study) -> dict[str, Any]:
    """Return the file of a choice, as a difference from usual care.

    Args:
        own: The choice.
        town: Where; a neighbourhood that it does not have is refused when the scenario is made.
    """
    ends = own.money_years < town.settings.years
    coaches: Mapping[str, Any] = {slider.name: getattr(own, slider.name) for slider in SLIDERS}
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

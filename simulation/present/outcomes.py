"""Outcomes as they are shown: which come first, and their words, from the catalogue in the results."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from simulation.present.numbers import Scale, scale_of
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label

SERIOUS = "serious_weeks"
MUNICIPAL = "cost_municipality_eur"
MAIN = (
    SERIOUS,
    "crises",
    "mean_wait_weeks",
    "mean_wait_specialist_weeks",
    "reached_share",
    "lost_handoffs",
    "total_cost_eur",
    MUNICIPAL,
)
"""The outcomes of the table and the sentences, in order."""

PARTS = ("effect_direct_eur", "effect_found_eur", "effect_queue_eur", "effect_fixed_eur")
"""The difference in cost in parts: those known already, those found, those who feel queues alone, fixed costs."""

COUNTED = ("number", "household-weeks")
"""Units of which there are fewer or more, rather than a lower or higher number."""
NO_BREAK = "\N{NO-BREAK SPACE}"
WEEKS, EUROS, SHARE = "weeks", "euros", "share"


@dataclass(frozen=True)
class Shown:
    """How an outcome is shown; labels start with a capital."""

    name: str
    label: Label
    unit: Label

    def inside(self, words: Words) -> str:
        """Gives the label as it stands inside a sentence."""
        return uncapitalised(words.of(self.label))

    def change(self, more: bool, words: Words) -> str:
        """Says that there is less or more of it: fewer crises, longer waits."""
        unit = self.unit.en
        kind = "count" if unit in COUNTED else unit if unit in (WEEKS, EUROS) else "other"
        comparative = words(f"{'more' if more else 'less'}_{kind}")
        return f"{comparative} {self.inside(words)}"

    def scale(self, values: Iterable[float], half: float = math.nan) -> Scale:
        """Chooses a scale for some of its values, with an interval that is ``half`` wide to either side."""
        return scale_of(list(values), share=self.unit.en == SHARE, half=half)

    def measure(self, scale: Scale, difference: bool, words: Words) -> str:
        """Gives the unit on a scale: thousand, € million, per cent, weeks."""
        if self.unit.en == SHARE:
            return words("percentage_points" if difference else "percent")
        size = words(scale.word) if scale.word else ""
        if self.unit.en == EUROS:
            return f"€ {size}".strip()
        return size if self.unit.en in COUNTED else " ".join(filter(None, (size, words.of(self.unit))))

    def measured(self, scale: Scale, words: Words) -> str:
        """Gives the label of a difference with its unit on a scale, which stays on one line."""
        unit = self.measure(scale, True, words).replace(" ", NO_BREAK)
        return f"{words.of(self.label)} ({unit})" if unit else words.of(self.label)


def catalogue_in(manifest: Mapping[str, Any]) -> dict[str, Shown]:
    """Reads how each outcome of a study is shown, by name."""
    rows = manifest["outcomes"]
    return {row["name"]: Shown(row["name"], Label(**row["label"]), Label(**row["unit"])) for row in rows}

"""Outcomes as they are shown: which come first, and their words, from the catalogue of the study."""

from dataclasses import dataclass

from simulation.present.words import Words
from simulation.settings import Label, Payer
from simulation.settings.words import Language
from simulation.study.catalogue_words import PAYER_LABELS, QUEUE_ROWS, ROWS

SERIOUS = "serious_weeks"
MAIN = (
    SERIOUS,
    "crises",
    "mean_wait_weeks",
    "mean_wait_specialist_weeks",
    "reached_share",
    "lost_handoffs",
    "total_cost_eur",
    "cost_municipality_eur",
)
"""The outcomes of the table and the sentences, in order."""

COUNTED = ("count", "household_weeks")
"""Units of which there are fewer or more, rather than a lower or higher number."""


@dataclass(frozen=True)
class Shown:
    """How an outcome is shown."""

    name: str
    label: Label
    unit: str

    def title(self, lang: Language) -> str:
        """Gives the label, with a capital."""
        return self.label.nl if lang is Language.NL else self.label.en

    def inside(self, lang: Language) -> str:
        """Gives the label as it stands inside a sentence."""
        title = self.title(lang)
        return title[:1].lower() + title[1:]

    def change(self, more: bool, words: Words) -> str:
        """Says that there is less or more of it: fewer crises, a longer wait."""
        kind = "count" if self.unit in COUNTED else self.unit if self.unit in ("weeks", "euros") else "share"
        comparative = words(f"{'more' if more else 'less'}_{kind}")
        return words("compared", comparative=comparative, outcome=self.inside(words.lang))


def _all() -> dict[str, Shown]:
    shown = {row[0]: Shown(row[0], Label(nl=row[1], en=row[2]), row[3]) for row in (*ROWS, *QUEUE_ROWS)}
    for payer in Payer:
        name, label = f"cost_{payer}_eur", PAYER_LABELS[payer]
        shown[name] = Shown(name, Label(nl=f"Kosten voor {label.nl}", en=f"Cost to {label.en}"), "euros")
    return shown


KNOWN = _all()


def shown_as(name: str) -> Shown:
    """Gives how an outcome is shown; one that the catalogue does not name keeps its own name."""
    plain = name.replace("_", " ").capitalize()
    return KNOWN.get(name, Shown(name, Label(nl=plain, en=plain), "number"))

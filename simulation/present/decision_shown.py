"""What is shown of a decision, with the words for it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulation.analysis.decision import FOLDER, Tables
from simulation.analysis.decision_sample import ALL, Decided, Sample
from simulation.present.numbers import written
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label, Payer
from simulation.study.catalogue_words import PAYER_LABELS, RECEIVER_LABELS
from simulation.study.comparison import BOTH

PAYERS: tuple[str, ...] = (ALL, Payer.MUNICIPALITY)
"""Those that sentences and charts are about; tables have all."""
THOUSAND = 1000.0


@dataclass(frozen=True)
class Shown:
    """What is shown, and the words to show it with."""

    decided: Decided
    tables: Tables
    most: Mapping[str, float]
    words: Words

    @property
    def folder(self) -> Path:
        """Where tables and charts go."""
        return self.decided.folder / FOLDER

    @property
    def reference(self) -> str:
        """The reference's name as it stands inside a sentence."""
        return uncapitalised(self.option(self.decided.study.reference.name))

    def option(self, name: str) -> str:
        """Gives the label of a scenario."""
        study = self.decided.study
        labels = {each.name: each.label for each in (study.reference, *study.scenarios)}
        return self.words.of(labels[name])

    def payer(self, name: str) -> str:
        """Gives the name of a payer, as it stands inside a sentence."""
        known = {str(payer): label for payer, label in PAYER_LABELS.items()}
        return self.words.of(known[name]) if name in known else self.words(f"decide_payer_{name}")

    def receiver(self, name: str) -> str:
        """Gives the name of who receives money."""
        agencies = {each.name: each.label for each in self.decided.study.town.agencies}
        label: Label | None = {**RECEIVER_LABELS, **agencies}.get(name)
        return self.words.of(label) if label else name.replace("_", " ")

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """Writes a number."""
        return written(value, decimals, self.words.lang, signed)

    def euros(self, value: float) -> str:
        """Writes an amount with as many digits as say something."""
        size = 10.0 ** max(0, math.floor(math.log10(max(abs(value), 1.0))) - 1)
        return self.number(round(value / size) * size)


def is_drawn(sample: Sample) -> bool:
    """Tells whether a sample has draws of the unknowns."""
    return sample.covers == BOTH and sample.number > 1

"""The address of a run in the store: a hash of everything that determines what it measures.

Two studies that ask for the same run find it at the same address, whatever the studies or their scenarios are called.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from simulation.settings import MIXED, Scenario, Study, Town, Uncertainties, Worldview
from simulation.study.keys import Key
from simulation.study.versions import engine_hash, versions

LENGTH = 32
"""Hexadecimal digits of an address: half of a SHA-256, so that no two runs ever share one."""
DECIDING = ("python", "machine", "numpy", "numba")
"""Versions that may change the last digit of a number, beside the code."""


def digest(content: Any) -> str:
    """Return a hash of plain values, the same in every process."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def code_digest() -> str:
    """Return a hash of the code, and of the packages that compile it and calculate with it."""
    found = versions()
    return digest([engine_hash(), *(found[name] for name in DECIDING)])


class Addresses:
    """The addresses of all runs of one study.

    Args:
        study: Its name, the number of its runs and how it is run do not matter.
        like: Addresses of a study that this one shares most with; what is the same object is not hashed again.
    """

    def __init__(self, study: Study, like: "Addresses | None" = None) -> None:
        self._study = study
        self._known: dict[int, str] = {}
        self._like = like
        self.code: str = code_digest() if like is None else like.code
        settings = study.settings
        clock = (settings.years, settings.warm_up_years, settings.rounds_per_week, settings.numerics.trait_step)
        self._common = digest(
            [
                self.code,
                self._of(study.town, _town),
                self._of(study.uncertainties, _uncertainties),
                self._of(study.reference, _phases),
                settings.seed,
                [*clock, settings.numerics.dose_step],
            ]
        )
        self._scenarios = {each.name: self._of(each, _phases) for each in (study.reference, *study.scenarios)}
        self._worldviews = {each.name: self._of(each, _beliefs) for each in study.worldviews}
        self._worldviews[MIXED] = digest([self._of(each, _beliefs) for each in study.mixture])

    @property
    def town(self) -> str:
        """The town's name and a hash of its facts: a folder of the store."""
        return f"{self._study.town.name}-{self._of(self._study.town, _town)[:8]}"

    def of(self, key: Key) -> str:
        """Return the address of a run."""
        worldview = self._worldviews[key.worldview] if key.worldview else ""
        text = f"{self._common} {self._scenarios[key.scenario]} {worldview} {key.draw} {key.run}"
        return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]

    def _of(self, thing: Any, content: Any) -> str:
        """Return the hash of a part of the study; a number only stands for a part while its study is in memory."""
        if self._like is not None and id(thing) in self._like._known:
            return self._like._known[id(thing)]
        return self._known.setdefault(id(thing), digest(content(thing)))


def _town(town: Town) -> Mapping[str, Any]:
    return asdict(town)


def _uncertainties(uncertainties: Uncertainties) -> list[Any]:
    """The numbers of all unknowns, without the words that say where they come from."""
    rows = {
        name: (row.value, row.low, row.high, row.distribution, row.ridge, row.price_year)
        for name, row in uncertainties.rows.items()
    }
    others = {name: value for name, value in vars(uncertainties).items() if name != "rows"}
    return [rows, others]


def _phases(scenario: Scenario) -> list[Any]:
    return [asdict(phase) for phase in scenario.phases]


def _beliefs(worldview: Worldview) -> Mapping[str, Any]:
    return {name: asdict(belief) for name, belief in worldview.beliefs.items()}

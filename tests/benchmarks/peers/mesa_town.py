"""The households' rules as one Mesa object for each household, with a weekly step in plain Python.

The rates are those of the engine (``streets.problems.renew``), turned into weekly probabilities ``1 - exp(-rate)``;
nobody helps. Written the way a Mesa tutorial would have it, but without needless work in the inner loop.
"""

from math import exp
from random import Random

import mesa
import numpy as np

DOMAINS = range(7)
PARENTING, LONELINESS = 3, 5


class Household(mesa.Agent):
    """A household with seven problems, an own network and a scar."""

    def __init__(self, model: "MesaTown", traits: np.void) -> None:
        super().__init__(model)
        self.place = int(traits["neighbourhood"])
        self.settle_in(traits)

    def settle_in(self, traits: np.void) -> None:
        """Take on the joint state of a row of the engine's table."""
        self.severity = [int(each) for each in traits["severity"]]
        self.vulnerability = float(traits["vulnerability"])
        self.network = float(traits["network"])
        self.network_base = float(traits["network_base"])
        self.scar = float(traits["scar"])
        self.minors = int(traits["minors"])

    def step(self) -> None:
        """Live a week: each problem may come, grow or ease; slow traits drift; the household may move."""
        town, severity = self.model, self.severity
        draw = town.luck.random
        if draw() < town.moves:
            self.settle_in(town.donor(self.place))
            return
        total = sum(severity)
        calm = 1.0 - town.protection * self.network
        strength = 1.0 + town.kin * self.network
        frail = self.vulnerability * (1.0 + self.scar)
        for domain in DOMAINS:
            level = severity[domain]
            spilled = town.spilled[total - level]
            if level == 0:
                if domain == PARENTING and self.minors == 0:
                    continue
                if draw() < 1.0 - exp(-town.onset[domain] * frail * spilled * calm):
                    severity[domain] = 1
                continue
            grow = town.worsen[domain][level] * spilled * calm
            ease = town.ease[domain][level] * strength
            drawn = draw()
            if drawn < 1.0 - exp(-grow):
                severity[domain] = level + 1
                if level + 1 == 3:
                    self.scar = min(town.scar_cap, self.scar + town.scar)
            elif drawn > exp(-ease):
                severity[domain] = level - 1
        target = self.network_base * (1.0 - town.wear * severity[LONELINESS] / 3.0)
        self.network = target + (self.network - target) * town.stays
        self.scar *= town.stays


class MesaTown(mesa.Model):
    """A town of Mesa households."""

    def __init__(self, homes: np.ndarray, rules: np.void, seed: int) -> None:
        super().__init__(rng=seed)
        self.luck = Random(seed)
        self.homes = homes
        self.bounds = np.searchsorted(homes["neighbourhood"], np.arange(homes["neighbourhood"].max() + 2))
        for name in ("protection", "kin", "scar", "scar_cap", "wear"):
            setattr(self, name, float(rules[name]))
        self.onset = rules["onset"].tolist()
        self.worsen = rules["worsen"].tolist()
        self.ease = rules["ease"].tolist()
        self.spilled = rules["spill_factor"].tolist()
        self.moves = 1.0 - exp(-float(rules["moves_per_week"]))
        self.stays = exp(-float(rules["drift"]))
        for row in homes:
            Household(self, row)

    def donor(self, place: int) -> np.void:
        """A household of the neighbourhood's baseline, whose state a newcomer takes on."""
        return self.homes[self.luck.randrange(int(self.bounds[place]), int(self.bounds[place + 1]))]

    def step(self) -> None:
        """Play a week."""
        self.agents.do("step")

    def severities(self) -> np.ndarray:
        """Severities now, shape (households, domains)."""
        return np.array([household.severity for household in self.agents])

"""The numbers of a pack: paired differences from the comparison table, written in one way everywhere."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.analysis.decision_sample import Decided
from simulation.present.amounts import nearly_none, spoken, step_of
from simulation.present.council.effects import shown_worldviews
from simulation.present.council.money import paid_by
from simulation.present.findings import NUMBERS, Direction, direction
from simulation.present.folder import PILOT, TOWN, Results, is_everywhere
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label, Payer
from simulation.settings.values import MIXED

EUROS, WEEKS, SHARE, COUNT = "euros", "weeks", "share", "count"
KINDS = {EUROS: EUROS, WEEKS: WEEKS, SHARE: SHARE, "share per year": SHARE}
"""Units with words of their own; all else is counted."""
SMALLEST = {EUROS: 1.0, WEEKS: 0.1, SHARE: 0.001, COUNT: 0.1}
"""What is never written smaller, by kind of unit."""
BOTH = 2


@dataclass(frozen=True)
class Gap:
    """A paired difference from the reference with its 95% interval."""

    difference: float
    low: float
    high: float
    reference: float = math.nan
    """what usual care has"""

    @property
    def direction(self) -> Direction:
        """What can be said of it."""
        return direction(self.low, self.high)

    @property
    def step(self) -> float:
        """What it is rounded to: a power of ten that the interval supports."""
        return step_of(self.difference, self.low, self.high)

    def times(self, factor: float) -> "Gap":
        """Gives the same in another unit."""
        return Gap(*(factor * each for each in (self.difference, self.low, self.high, self.reference)))


@dataclass(frozen=True)
class Facts:
    """A study, and how its numbers are said."""

    results: Results
    decided: Decided
    words: Words

    @property
    def plain(self) -> tuple[str, ...]:
        """The worldviews that are no mixture of others."""
        return tuple(name for name in self.results.worldviews if name != MIXED)

    @property
    def shown(self) -> tuple[str, ...]:
        """The worldviews of which numbers are given: the mixture covers all of them."""
        return shown_worldviews(self.results)

    @property
    def main(self) -> str:
        """The worldview of tables that have room for one: the mixture, or the one in which coaching changes nothing."""
        return next((name for name in (MIXED, "no_effect") if name in self.shown), self.shown[0])

    def of_one_view(self) -> list[str]:
        """Says of which worldview numbers are, where there are more that count."""
        return [self.words("pack_one_view", view=self.worldview(self.main))] if len(self.shown) > 1 else []

    @cached_property
    def plans(self) -> Mapping[str, Mapping[str, Any]]:
        """How each scenario was set, by name."""
        made = self.results.manifest["configuration"]
        return {each["name"]: each for each in (made["reference"], *made["scenarios"])}

    @cached_property
    def municipal(self) -> pd.DataFrame:
        """What the municipality pays, a row for each run and a column for each year; its ledger must be kept."""
        return paid_by(Payer.MUNICIPALITY, self.results)

    @cached_property
    def _gaps(self) -> Mapping[tuple[str, str, str, str], Gap]:
        table = self.results.comparison[["scenario", "worldview", "outcome", "scope", *NUMBERS]]
        return {(row[0], row[1], row[2], row[3]): Gap(*map(float, row[4:])) for row in table.itertuples(index=False)}

    @cached_property
    def _means(self) -> Mapping[tuple[str, str, str], float]:
        town = self.results.comparison[self.results.comparison["scope"] == TOWN]
        rows = town[["scenario", "worldview", "outcome", "mean"]].itertuples(index=False)
        return {(row[0], row[1], row[2]): float(row[3]) for row in rows}

    @property
    def called(self) -> Path:
        """The results folder as others may read it: without where it is on this machine."""
        folder = self.results.folder
        return Path(folder.name) if folder.is_absolute() or ".." in folder.parts else folder

    def command(self, task: str, settings: str) -> str:
        """Gives the command that answers what this pack does not."""
        return f"voordeur task={task} {settings} lang={self.words.lang}"

    def label(self, scenario: str) -> str:
        """Gives the name of a scenario."""
        return self.words.of(self.results.labels[scenario])

    def together(self, scenario: str, said: Iterable[str]) -> str:
        """Gives all that is said of a scenario in one item."""
        return self.words("pack_by_scenario", scenario=self.label(scenario), said=" ".join(said))

    def inside(self, scenario: str) -> str:
        """Gives the name of a scenario as it stands inside a sentence."""
        return uncapitalised(self.label(scenario))

    def described(self, scenario: str) -> str:
        """Gives what a scenario does; nothing if its file does not say it."""
        told = self.plans[scenario].get("description")
        return self.words.of(Label(**told)) if told else ""

    def scope(self, scenario: str) -> str:
        """Says where a scenario is looked at: in the pilot, unless it works elsewhere too or there is none."""
        spreads = any(is_everywhere(phase["levers"]) for phase in self.plans[scenario]["phases"])
        return PILOT if self.results.pilots and not spreads and scenario not in self.elsewhere else TOWN

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """The scenarios that spend the money of the approach on something else, which serves the whole town."""
        found = []
        for name in self.results.scenarios:
            blocks = [phase["levers"].get("same_money", {}) for phase in self.plans[name]["phases"]]
            if any(block.get("spend_on", "nothing") != "nothing" for block in blocks):
                found.append(name)
        return tuple(found)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where outcomes are measured."""
        return (PILOT, TOWN) if self.results.pilots else (TOWN,)

    def gap(self, outcome: str, scenario: str, worldview: str, scope: str) -> Gap:
        """Gives a difference from the comparison table; NaN where there is none."""
        return self._gaps.get((scenario, worldview, outcome, scope), Gap(math.nan, math.nan, math.nan))

    def mean(self, outcome: str, scenario: str, worldview: str) -> float:
        """Gives what a scenario has itself in the whole town; NaN where it is not measured."""
        return self._means.get((scenario, worldview, outcome), math.nan)

    def relative(self, outcome: str, scenario: str, worldview: str, scope: str) -> Gap:
        """Gives a difference as a share of what usual care has."""
        gap = self.gap(outcome, scenario, worldview, scope)
        return gap.times(1.0 / gap.reference) if gap.reference > 0.0 else Gap(math.nan, math.nan, math.nan)

    def a_year(self, outcome: str, scenario: str, worldview: str, scope: str) -> Gap:
        """Gives a difference a year."""
        return self.gap(outcome, scenario, worldview, scope).times(1.0 / self.results.years)

    def level(self, outcome: str, scope: str) -> float:
        """Gives what usual care has over the whole horizon, in the worldviews of which numbers are given."""
        found = [
            self.gap(outcome, name, view, scope).reference for name in self.results.scenarios for view in self.shown
        ]
        return next((each for each in found if math.isfinite(each)), math.nan)

    def kind(self, outcome: str) -> str:
        """Gives the kind of unit of an outcome."""
        return KINDS.get(self.results.outcomes[outcome].unit.en, COUNT)

    def worldview(self, name: str) -> str:
        """Gives the name of a worldview."""
        return self.words.named("worldview", name)

    def size(self, value: float, kind: str, step: float, largest: float | None = None, named: bool = True) -> str:
        """Writes how large something is, with its unit.

        Args:
            value: in the outcome's own unit; shares are written in per cent
            kind: euros, weeks, share or count
            step: what it is rounded to, in the same unit
            largest: the number that decides whether it is said in millions; the value itself if not given
            named: whether the unit is said
        """
        factor = 100.0 if kind == SHARE else 1.0
        step = max(step, 1.0) if kind == EUROS else factor * step
        text = spoken(factor * value, step, self.words, None if largest is None else factor * largest, named)
        return self.words(f"pack_{kind}", number=text) if named else text

    def amount(self, value: float, kind: str) -> str:
        """Writes a level, with as many digits as say something."""
        if not math.isfinite(value):
            return self.words("missing")
        return self.size(value, kind, step_of(value, math.nan, math.nan))

    def change(self, gap: Gap, kind: str) -> str:
        """Says a difference with its interval: what is less or more, and how sure."""
        words = self.words
        if not math.isfinite(gap.difference):
            return words("missing")
        step = max(gap.step, SMALLEST[kind])
        if gap.direction is Direction.UNKNOWN:
            return words("pack_no_interval", change=self._rounded(gap.difference, kind, step))
        if gap.low == gap.high == 0.0:
            return words("pack_same")
        ends = sorted((gap.low, gap.high), key=abs)
        largest = abs(ends[1])
        if gap.direction is Direction.UNCLEAR:
            if largest < step / 2:
                return words("pack_unclear_tiny", size=self.size(step, kind, step))
            low, high = (self.size(each, kind, step, largest, named=False) for each in (gap.low, gap.high))
            return words("pack_unclear", low=low, high=high)
        if abs(gap.difference) < step / 2:
            return self._rounded(gap.difference, kind, step)
        low, high = (self._end(abs(each), kind, step, largest) for each in ends)
        return words("pack_seen", change=self._sided(gap.difference, kind, step, largest), low=low, high=high)

    def plainly(self, gap: Gap, kind: str) -> str:
        """Says a number with its interval, not as a difference."""
        step, largest = max(gap.step, SMALLEST[kind]), max(abs(gap.low), abs(gap.high))
        if gap.direction is Direction.UNKNOWN:
            return self.size(gap.difference, kind, step)
        low, high = (self._end(each, kind, step, largest) for each in (gap.low, gap.high))
        return self.words("pack_seen", change=self.size(gap.difference, kind, step, largest), low=low, high=high)

    def _end(self, end: float, kind: str, step: float, largest: float) -> str:
        """Writes the end of an interval without zero."""
        if nearly_none(end, step):
            return self.words("nearly_none")
        return self.size(end, kind, step, largest, named=False)

    def changes(self, found: Mapping[str, Gap], kind: str) -> str:
        """Says differences by worldview; with one, without its name."""
        said = {view: self.change(gap, kind) for view, gap in found.items()}
        if len(said) == 1:
            return "".join(said.values())
        return "; ".join(
            self.words("pack_by_view", view=self.worldview(view), change=text) for view, text in said.items()
        )

    def _rounded(self, value: float, kind: str, step: float) -> str:
        """Says which side a difference is to, and how large; of a small one only what it is less than."""
        if not value:
            return self.words("pack_same")
        if abs(value) < step / 2:
            return self.words("pack_tiny", change=self._sided(math.copysign(step, value), kind, step))
        return self._sided(value, kind, step)

    def _sided(self, value: float, kind: str, step: float, largest: float | None = None) -> str:
        side = "less" if value < 0.0 else "more"
        return self.words(f"pack_{side}_{kind}", size=self.size(abs(value), kind, step, largest))

    def places(self, scope: str) -> str:
        """Names where something is measured, as it stands inside a sentence."""
        return self.words(f"in_{scope}")

    def sorted_by(self, what: str, found: Mapping[str, str]) -> str:
        """Says which scenarios have what, kind by kind.

        Args:
            what: start of the names of the words
            found: kind of each scenario, by its name
        """
        parts = []
        for kind in dict.fromkeys(found.values()):
            listed = self.counted([name for name, each in found.items() if each == kind], len(found))
            parts.append(self.words(f"{what}_{kind}", names=listed))
        return " ".join(parts)

    def counted(self, scenarios: Sequence[str], number: int) -> str:
        """Lists scenarios inside a sentence; all of them, if there are more, as so many."""
        if len(scenarios) == number > 1:
            return self.words("pack_both" if number == BOTH else "pack_everyone", number=number)
        return self.names(scenarios)

    def names(self, scenarios: Sequence[str]) -> str:
        """Lists scenarios inside a sentence."""
        return self.words.listed([f"‘{self.label(each)}’" for each in scenarios])

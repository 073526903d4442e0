"""What moves the difference that a policy makes: a table and sentences for each outcome, from the results folder."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from rich.table import Table

from simulation.present.findings import SEEN, Direction, direction
from simulation.present.folder import read_manifest
from simulation.present.numbers import Scale, written
from simulation.present.outcomes import Shown, catalogue_in
from simulation.present.register import AND, Register, register_in
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label

TABLE, TORNADO, TWO_WAY = "sensitivity.csv", "tornado.csv", "two_way.csv"
CHANCE = "chance"
NAME_WIDTH = 30
"""letters in the column of unknowns"""
ENDS = ("low", "high")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sensitivity:
    """What the analysis left in its folder."""

    folder: Path
    manifest: Mapping[str, Any]
    indices: pd.DataFrame
    tornado: pd.DataFrame
    two_way: pd.DataFrame

    @cached_property
    def register(self) -> Register:
        """The unknowns."""
        return register_in(self.manifest)

    @cached_property
    def outcomes(self) -> dict[str, Shown]:
        """The outcomes, in order; one of the pilot alone is named without that."""
        known = catalogue_in(self.manifest)
        return {name: known[name.removesuffix("_pilot")] for name in self.manifest["shown"]}

    @property
    def has_shares(self) -> bool:
        """Whether variance was split over unknowns."""
        return bool((self.indices["method"] == "sobol").any())

    def unknowns(self, outcome: str) -> list[str]:
        """Gives the unknowns that were moved one at a time, that with the widest swing first."""
        rows = self.ends(outcome)
        return list((rows["high", "difference"] - rows["low", "difference"]).abs().sort_values(ascending=False).index)

    def ends(self, outcome: str) -> pd.DataFrame:
        """Gives the difference at both ends of each unknown, with its interval, by end and bound."""
        rows = self.tornado[(self.tornado["outcome"] == outcome) & (self.tornado["end"] != "central")]
        table = rows.pivot(index="unknown", columns="end", values=["difference", "low", "high"])
        return table.swaplevel(axis="columns")

    def central(self, outcome: str) -> Row:
        """Gives the difference with everything central."""
        rows = self.tornado[(self.tornado["outcome"] == outcome) & (self.tornado["end"] == "central")]
        return dict(rows.iloc[0])

    def index(self, outcome: str, unknown: str, name: str) -> Row:
        """Gives an index of an unknown, with its interval, of the last method; empty if it is not there."""
        table = self.indices
        rows = table[(table["outcome"] == outcome) & (table["unknown"] == unknown) & (table["index"] == name)]
        return dict(rows.iloc[-1]) if len(rows) else {}

    def scale(self, outcome: str) -> Scale:
        """Gives the scale of all differences of an outcome."""
        rows = self.tornado[self.tornado["outcome"] == outcome]
        half = float((rows["high"] - rows["low"]).min()) / 2
        return self.outcomes[outcome].scale(rows["difference"], half)

    def with_unit(self, outcome: str, words: Words) -> str:
        """Names an outcome with the unit of its differences."""
        shown = self.outcomes[outcome]
        unit = shown.measure(self.scale(outcome), True, words)
        return f"{words.of(shown.label)} ({unit})" if unit else words.of(shown.label)

    def case(self, words: Words) -> str:
        """Says what is compared, in which worldview, where and over how long."""
        facts, plan = self.manifest["configuration"], self.manifest["plan"]
        scenario, reference = (words.of(Label(**each["label"])) for each in (facts["scenarios"][0], facts["reference"]))
        return words(
            "case_of",
            scenario=scenario,
            worldview=words.named("worldview", facts["worldviews"][0]["name"]),
            place=words(f"in_{self.manifest['scope']}"),
            years=plan["years"],
            reference=uncapitalised(reference),
        )


def has_sensitivity(folder: Path) -> bool:
    """Tells whether a results folder is of this analysis."""
    return (folder / TORNADO).exists()


def read_sensitivity(folder: Path) -> Sensitivity:
    """Reads the tables of an analysis."""
    tornado = pd.read_csv(folder / TORNADO, keep_default_na=False, na_values=["nan", ""]).fillna({"unknown": ""})
    try:
        two_way = pd.read_csv(folder / TWO_WAY)
    except pd.errors.EmptyDataError:  # of one unknown alone there is none
        two_way = pd.DataFrame()
    return Sensitivity(folder, read_manifest(folder), pd.read_csv(folder / TABLE), tornado, two_way)


def tables_of(found: Sensitivity, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for each outcome: the ends of each unknown, and how much goes with it."""
    kinds = ("first", "total") if found.has_shares else ("mu_star",)
    for outcome in found.outcomes:
        scale, ends = found.scale(outcome), found.ends(outcome)
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column(words("sens_unknown"), no_wrap=True)
        for name in (*ENDS, *kinds):
            table.add_column(words(f"sens_{name}"), justify="right", no_wrap=True, vertical="top")
        for unknown in found.unknowns(outcome):
            cells = [_end(found, ends[end].loc[unknown], unknown, end, scale, words) for end in ENDS]
            shares = [_index(found.index(outcome, unknown, name), name, scale, words) for name in kinds]
            table.add_row(found.register.label(unknown, NAME_WIDTH, words), *cells, *shares)
        middle = ranged(found.central(outcome), "difference", scale, words)
        yield words("sens_central", outcome=found.with_unit(outcome, words), difference=middle), table


def _end(found: Sensitivity, row: Any, unknown: str, end: str, scale: Scale, words: Words) -> str:
    value = found.register.end(unknown, end, words)
    return f"{words('sens_at', value=value)}\n{ranged(row, 'difference', scale, words, between='\n')}"


def _index(row: Row, name: str, scale: Scale, words: Words) -> str:
    if not row:
        return ""
    return ranged(row, "value", Scale(0.01, 0, "") if name != "mu_star" else scale, words, between="\n")


def ranged(row: Any, name: str, scale: Scale, words: Words, between: str = " ") -> str:
    """Writes a number with its interval, if it has one, and what is between them."""
    texts = {"middle": row[name], "low": row["low"], "high": row["high"]}
    if not all(math.isfinite(value) for value in texts.values()):
        return scale.write(row[name], words.lang) if math.isfinite(row[name]) else words("missing")
    return words("sens_range", between=between, **{key: scale.write(value, words.lang) for key, value in texts.items()})


def paragraphs(found: Sensitivity, words: Words) -> list[tuple[str, list[str]]]:
    """Gives a heading and sentences for each outcome, and what to keep in mind."""
    about = [
        (words.of(shown.label), [decides(found, outcome, words), *_moves(found, outcome, words)])
        for outcome, shown in found.outcomes.items()
    ]
    names = found.tornado["unknown"].unique()
    return [
        *about,
        (words("keep_in_mind"), list(_reservations(found, words))),
        (words("meanings"), list(found.register.meanings(names, words))),
    ]


def decides(found: Sensitivity, outcome: str, words: Words) -> str:
    """Says which unknowns turn the difference round: more at one end, less at the other, both beyond chance."""
    ends, shown, parts = found.ends(outcome), found.outcomes[outcome], []
    toward = {
        (unknown, end): direction(*(float(ends[end, bound][unknown]) for bound in ENDS))
        for unknown in found.unknowns(outcome)
        for end in ENDS
    }
    for unknown in found.unknowns(outcome):
        both = [toward[unknown, end] for end in ENDS]
        if set(both) == set(SEEN):
            changes = {
                f"change_{end}": shown.change(way is Direction.MORE, words) for end, way in zip(ENDS, both, strict=True)
            }
            values = {end: found.register.end(unknown, end, words) for end in ENDS}
            unit = found.register.unit(unknown, words)
            parts.append(words("sens_turns", unknown=unknown, unit=unit, **changes, **values))
    if parts:
        return words("sens_decides", parts="; ".join(parts))
    return words("sens_untold" if Direction.UNKNOWN in toward.values() else "sens_none_decides")


def _moves(found: Sensitivity, outcome: str, words: Words) -> Iterator[str]:
    """Says what moves an outcome most, what stands out above chance, and how much is chance."""
    index = "total" if found.has_shares else "mu_star"
    rows = [(name, found.index(outcome, name, index)) for name in found.unknowns(outcome)]
    known = {name: row for name, row in rows if row}
    if not known:
        yield words("sens_missing")
        return
    edge = found.index(outcome, CHANCE, CHANCE if found.has_shares else "step")
    above = [name for name, row in known.items() if not edge or row["low"] > edge["value"]]
    if found.has_shares and above:
        most = max(above, key=lambda name: float(known[name]["value"]))
        texts = {name: percent(found.index(outcome, most, name), words) for name in ("first", "total")}
        yield words("sens_most", unknown=most, **texts)
    if not edge:
        yield words("sens_no_chance")
        return
    yield words("sens_above", names=words.listed(above)) if above else words("sens_none_above")
    yield words("sens_chance", share=percent(found.index(outcome, CHANCE, CHANCE), words))


def percent(row: Row, words: Words) -> str:
    """Writes a share with its interval, in per cent."""
    numbers = {"middle": row["value"], "low": row["low"], "high": row["high"]}
    return words("sens_percent", **{name: written(100.0 * value, 0, words.lang) for name, value in numbers.items()})


def _reservations(found: Sensitivity, words: Words) -> Iterator[str]:
    section, facts = found.manifest["section"], found.manifest["configuration"]
    runs = max(int(section["chart_runs"]), int(facts["settings"]["runs"]))
    moved = [name for name in found.tornado["unknown"].unique() if name]
    yield words("sens_counts", number=len(found.manifest["unknowns"]), most=len(moved))
    if found.has_shares:
        number = len(moved) if section["method"] == "both" else len(found.manifest["unknowns"])
        yield words("sens_intervals", runs=runs, points=written(section["points"] * (number + 2), 0, words.lang))
        yield words("sens_negative")
    else:
        yield words("sens_intervals_morris", runs=runs, trajectories=section["trajectories"])
    own = set(facts["worldviews"][0]["beliefs"])
    believed = [name for joined in moved for name in joined.split(AND) if name in own]
    yield words("sens_held", names=words.listed(believed)) if believed else words("sens_held_plain")
    yield words("sens_ranges")
    yield words("calibrated")


def wrapped(text: str, width: int) -> str:
    """Breaks a text into lines of so many letters."""
    return "\n".join(wrap(text, width))


def finite(values: Any) -> bool:
    """Tells whether all of some numbers are known."""
    return bool(np.isfinite(np.asarray(values, float)).all())

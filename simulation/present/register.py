"""The unknowns of a study as they are shown: dotted names with units, and what they mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from simulation.present.sweep import folded, value_text
from simulation.present.unknowns import name_of, text_in, unit_in
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label

AND = " + "
"""between the names of unknowns that move together"""


@dataclass(frozen=True)
class Register:
    """The register of unknowns, as the manifest has it."""

    rows: Mapping[str, Mapping[str, Any]]
    agencies: Mapping[str, Label]
    """by name"""

    def unit(self, name: str, words: Words) -> str:
        """Gives the unit of an unknown, with the year of its prices; nothing for what is no unknown."""
        units = [self._unit(each, words) for each in name.split(AND)]
        return "; ".join(dict.fromkeys(filter(None, units)))

    def _unit(self, name: str, words: Words) -> str:
        row = self.rows.get(name, {})
        unit, year = unit_in(str(row.get("unit", "")), words), row.get("price_year")
        return f"{unit}, {year}" if year else unit

    def label(self, name: str, width: int, words: Words) -> str:
        """Names an unknown with its unit, in lines of so many letters."""
        unit = self.unit(name, words)
        names = [folded(each, width) for each in name.split(AND)]
        return "\n".join([*names, *(wrap(f"({unit})", width) if unit else [])])

    def end(self, name: str, end: str, words: Words) -> str:
        """Writes the low or high end of an unknown's range."""
        return " / ".join(value_text(self.rows[each][end], words) for each in name.split(AND))

    def meanings(self, names: Iterable[str], words: Words) -> Iterator[str]:
        """Says of each unknown what it is, how far it may be from what is thought, and how well it is known."""
        for name in dict.fromkeys(each for joined in names for each in joined.split(AND) if each in self.rows):
            row = self.rows[name]
            ends = {end: value_text(row[end], words) for end in ("value", "low", "high")}
            facts = {
                "unknown": name,
                "label": uncapitalised(name_of(name, self.agencies, words)),
                "note": text_in(str(row["note"]), words).rstrip("."),
                "unit": self.unit(name, words),
                "grade": row["grade"],
            }
            yield words("meaning" if facts["note"] else "meaning_bare", **facts, **ends)


def register_in(manifest: Mapping[str, Any]) -> Register:
    """Reads the register of a study."""
    facts = manifest["configuration"]
    agencies = {each["name"]: Label(**each["label"]) for each in facts["town"]["agencies"]}
    return Register(facts["uncertainties"]["rows"], agencies)

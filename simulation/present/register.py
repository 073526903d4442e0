"""The unknowns of a study as they are shown: dotted names with units, and what they mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from simulation.present.sweep import folded, value_text
from simulation.present.words import Words

AND = " + "
"""between the names of unknowns that move together"""


@dataclass(frozen=True)
class Register:
    """The register of unknowns, as the manifest has it."""

    rows: Mapping[str, Mapping[str, Any]]

    def unit(self, name: str) -> str:
        """Gives the unit of an unknown, with the year of its prices; nothing for what is no unknown."""
        units = [self._unit(each) for each in name.split(AND)]
        return "; ".join(dict.fromkeys(filter(None, units)))

    def _unit(self, name: str) -> str:
        row = self.rows.get(name, {})
        year = row.get("price_year")
        return f"{row['unit']}, {year}" if year else str(row.get("unit", ""))

    def label(self, name: str, width: int) -> str:
        """Names an unknown with its unit, in lines of so many letters."""
        unit = self.unit(name)
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
                "note": str(row["note"]).rstrip("."),
                "unit": self.unit(name),
                "grade": row["grade"],
            }
            yield words("meaning" if facts["note"] else "meaning_bare", **facts, **ends)


def register_in(manifest: Mapping[str, Any]) -> Register:
    """Reads the register of a study."""
    return Register(manifest["configuration"]["uncertainties"]["rows"])

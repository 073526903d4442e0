"""The rows of one municipality, and of what lies above it, as regions with numbers."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.kwb.measures import LEVELS, MEASURES, Measure

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = frozenset({"", ".", "x", "-", "nan", "none"})
"""how CBS and spreadsheets write what is suppressed or not known"""
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMBER_BEFORE = re.compile(r"wijk \d+\s+", re.IGNORECASE)
"""CBS counts wijken in their names"""
FEW = 12
"""so many names fit in a message"""


@dataclass(frozen=True, kw_only=True)
class Region:
    """One row: a country, municipality, wijk or buurt."""

    code: str
    name: str
    level: str
    values: Mapping[str, float]
    """by our names of measures; what is unknown is not there"""


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """One municipality with all that lies in it and above it."""

    name: str
    """as in the file, without a province in brackets where that is not needed"""
    own: Region
    land: Region | None
    inside: tuple[Region, ...]
    """its wijken and buurten"""

    def neighbourhoods(self, per: str) -> tuple[Region, ...]:
        """Lists its regions of one level (``Wijk`` or ``Buurt``)."""
        return tuple(region for region in self.inside if region.level == per)

    def above(self, region: Region) -> tuple[Region, ...]:
        """Lists what a region lies in, from the level above it upwards."""
        wijk = [each for each in self.inside if each.level == "Wijk" and each.code == f"WK{region.code[2:8]}"]
        lower = wijk if region.level == "Buurt" else []
        own = [self.own] if region is not self.own else []
        return (*lower, *own, *([self.land] if self.land else []))


def municipality_of(table: "pd.DataFrame", asked: str, where: str) -> Municipality:
    """Finds a municipality in a table.

    Args:
        table: as :func:`read_table` gives it
        asked: its name as the user writes it; case, accents and signs do not matter
        where: the file as the user knows it

    Raises:
        SettingsError: it is not there or there twice, or a row or number of it cannot be used
    """
    table = table.assign(code=table["code"].str.strip(), level=table["level"].str.strip().str.capitalize())
    _check_levels(table, where)
    own, name = _chosen(table[table["level"] == "Gemeente"], asked, where)
    lies_in = table["code"].str.fullmatch(rf"(WK|BU){re.escape(own['code'][2:])}\w\w(\w\w)?")
    mine = lies_in & table["level"].isin(["Wijk", "Buurt"])
    land = [_region(row, where) for row in _rows(table[table["level"] == "Land"])]
    inside = tuple(_region(row, where) for row in _rows(table[mine]))
    _check_unique(inside, where)
    return Municipality(name=name, own=_region(own, where), land=next(iter(land), None), inside=inside)


def key_of(name: str) -> str:
    """Gives what must be the same in two writings of one name: letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def cleaned(name: str) -> str:
    """Gives a name on one line, without signs that cannot be printed or would be taken for a reference."""
    line = " ".join(name.split())
    return "".join(letter for letter in line if letter.isprintable()).replace("${", "$ {")


def _chosen(rows: "pd.DataFrame", asked: str, where: str) -> tuple[Mapping[Hashable, Any], str]:
    names = {row["code"]: cleaned(row["municipality"]) for row in _rows(rows)}
    short = {code: re.sub(r"\s*\(.*\)$", "", name) for code, name in names.items()}
    key = key_of(asked)
    whole = [code for code, name in names.items() if key and key_of(name) == key]
    codes = whole or [code for code, name in short.items() if key and key_of(name) == key]
    if len(codes) == 1:
        own = next(row for row in _rows(rows) if row["code"] == codes[0])
        is_alone = list(map(key_of, short.values())).count(key_of(short[codes[0]])) == 1
        return own, short[codes[0]] if is_alone else names[codes[0]]
    if codes:
        allowed = f"could be {' or '.join(sorted(names[code] for code in codes))}"
    elif names:
        allowed = f"no municipality of {where}; {_hint(asked, sorted(names.values()))}"
    else:
        allowed = f"{where} has no row of level Gemeente; take the file with all its rows"
    raise SettingsError(f"municipality = {asked!r}: {allowed}")


def _hint(asked: str, names: Sequence[str]) -> str:
    hint = nearest(asked, names)
    if hint.startswith("did") or len(names) <= FEW:
        return hint
    return f"it has {len(names)}, from {names[0]} to {names[-1]}"


def _rows(table: "pd.DataFrame") -> list[dict[Hashable, Any]]:
    return table.to_dict("records")


def _region(row: Mapping[Hashable, Any], where: str) -> Region:
    code, level = row["code"], row["level"]
    if not re.fullmatch(rf"{LEVELS[level]}\w*", code):
        raise refusal(where, f"code of {row['name']}", code, f"must start with {LEVELS[level]}: it is a {level}")
    name = cleaned(NUMBER_BEFORE.sub("", row["name"]) or row["name"]) or code
    given = {each.name: _number(row[each.name], each, name, where) for each in MEASURES if each.name in row}
    values = {key: value for key, value in given.items() if value is not None}
    return Region(code=code, name=name, level=level, values=values)


def _number(text: str, measure: Measure, name: str, where: str) -> float | None:
    text = text.strip()
    if text.lower() in UNKNOWN:
        return None
    key, written = f"{measure.name} ({measure.column}) of {name}", text.replace(",", ".")
    if not NUMBER.fullmatch(written):
        raise refusal(where, key, text, "must be a number, or . where it is unknown")
    number = float(written)
    if measure.whole and not number.is_integer():
        raise refusal(where, key, text, "must be a whole number, without a sign between thousands")
    if number > measure.most:
        raise refusal(where, key, text, f"must be at most {measure.most}")
    return number if number >= 0 else None  # maps of CBS write -99997 for what is unknown


def _check_levels(table: "pd.DataFrame", where: str) -> None:
    """A row without a level may be a note below the table; one with another word is shifted or of something else."""
    for row in _rows(table[~table["level"].isin(["", *LEVELS])].head(1)):
        raise refusal(
            where, f"level (recs) of {row['name'] or row['code']}", row["level"], f"must be {', '.join(LEVELS)}"
        )


def _check_unique(regions: Iterable[Region], where: str) -> None:
    seen: set[str] = set()
    for region in regions:
        if region.code in seen:
            raise SettingsError(f"{where}: has {region.code} ({region.name}) twice; take the file of one year")
        seen.add(region.code)

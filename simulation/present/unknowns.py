"""Unknowns by a plain name, their units and notes, and their values, as people read them in either language."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache

from simulation.present.numbers import written
from simulation.present.unknown_words import GROUPS, PATTERNS, UNKNOWNS
from simulation.present.words import Words, capitalised
from simulation.settings import Domain, Label, Study
from simulation.settings.folders import shipped
from simulation.settings.words import Language
from simulation.study.catalogue_words import DOMAIN_LABELS

DIGITS = 2
"""of a value: an end of a range is known no better"""
PRICED = re.compile(r"(.+) (\(\d{4}(?:-\d{4})?\))")
"""a unit and the year of its prices"""


def agencies_of(study: Study) -> dict[str, Label]:
    """Gives the labels of a town's agencies by name, with which their unknowns are named."""
    return {each.name: each.label for each in study.town.agencies}


def name_of(unknown: str, agencies: Mapping[str, Label], words: Words) -> str:
    """Names an unknown in plain words; one without words of its own by group and setting."""
    index = 0 if words.lang is Language.NL else 1
    if unknown in UNKNOWNS:
        return capitalised(UNKNOWNS[unknown][index])
    for pattern, key, part, label in _parts(agencies, words):
        if pattern.replace(f"{{{key}}}", part) == unknown:
            return capitalised(PATTERNS[pattern][index].format(**{key: label}))
    group, _, setting = unknown.partition(".")
    return capitalised(f"{GROUPS.get(group, (group, group))[index]}: {setting.replace('_', ' ')}")


def _parts(agencies: Mapping[str, Label], words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yields every pattern with what may fill its gap, and the words for that."""
    for pattern in PATTERNS:
        if "{domain}" in pattern:
            yield from ((pattern, "domain", str(each), words.of(DOMAIN_LABELS[each])) for each in Domain)
        else:
            yield from ((pattern, "agency", name, words.of(label)) for name, label in agencies.items())


def unit_of(unknown: str, study: Study, words: Words) -> str:
    """Gives the unit of an unknown, with the year of its prices; nothing for what is no unknown."""
    row = study.uncertainties.rows.get(unknown)
    if row is None:
        return ""
    unit = unit_in(row.unit, words)
    return f"{unit}, {study.town.price_year}" if row.price_year else unit


def unit_in(unit: str, words: Words) -> str:
    """Writes a unit of the register in the language of the words; one that nobody has written out stays as it is."""
    known = _units().get(unit)
    if known is not None:
        return words.of(known)
    priced = PRICED.fullmatch(unit)
    return f"{unit_in(priced[1], words)} {priced[2]}" if priced else unit


def text_in(text: str, words: Words) -> str:
    """Writes a name, note or source of the register in the language of the words; titles of sources stay as they are.

    Texts are in English in the register, and known by them: one that was changed there has no Dutch until it is written
    anew.
    """
    return _dutch().get(text, text) if words.lang is Language.NL else text


@cache
def _units() -> dict[str, Label]:
    return {row["unit"]: Label(nl=row["nl"], en=row["en"]) for row in _rows("units.csv")}


@cache
def _dutch() -> dict[str, str]:
    return {row["text"]: row["nl"] for row in _rows("dutch.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (shipped("configs") / "evidence" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value_of(number: float, words: Words) -> str:
    """Writes a value with few digits."""
    if number == 0.0:
        return "0"
    whole = float(f"{number:.{DIGITS}g}")
    decimals = max(0, DIGITS - 1 - _size(whole))
    return written(whole, decimals, words.lang)


def _size(number: float) -> int:
    return int(f"{number:e}".partition("e")[2])

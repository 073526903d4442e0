"""Unknowns by a plain name, and their values with a unit, as councillors read them."""

from collections.abc import Iterator

from simulation.present.numbers import written
from simulation.present.unknown_words import GROUPS, PATTERNS, UNITS, UNKNOWNS
from simulation.present.words import Words, capitalised
from simulation.settings import Domain, Study
from simulation.settings.words import Language
from simulation.study.catalogue_words import DOMAIN_LABELS

DIGITS = 2
"""of a value: an end of a range is known no better"""


def name_of(unknown: str, study: Study, words: Words) -> str:
    """Names an unknown in plain words; one without words of its own by group and setting."""
    index = 0 if words.lang is Language.NL else 1
    if unknown in UNKNOWNS:
        return capitalised(UNKNOWNS[unknown][index])
    for pattern, key, part, label in _parts(study, words):
        if pattern.replace(f"{{{key}}}", part) == unknown:
            return capitalised(PATTERNS[pattern][index].format(**{key: label}))
    group, _, setting = unknown.partition(".")
    return capitalised(f"{GROUPS.get(group, (group, group))[index]}: {setting.replace('_', ' ')}")


def _parts(study: Study, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yields every pattern with what may fill its gap, and the words for that."""
    for pattern in PATTERNS:
        if "{domain}" in pattern:
            yield from ((pattern, "domain", str(each), words.of(DOMAIN_LABELS[each])) for each in Domain)
        else:
            yield from ((pattern, "agency", each.name, words.of(each.label)) for each in study.town.agencies)


def unit_of(unknown: str, study: Study, words: Words) -> str:
    """Gives the unit of an unknown in plain words; nothing for what has none that says anything."""
    row = study.uncertainties.rows.get(unknown)
    if row is None:
        return ""
    index = 0 if words.lang is Language.NL else 1
    unit = UNITS.get(row.unit, ("", ""))[index]
    return f"{unit}, {study.town.price_year}" if row.price_year else unit


def value_of(number: float, words: Words) -> str:
    """Writes a value with few digits."""
    if number == 0.0:
        return "0"
    whole = float(f"{number:.{DIGITS}g}")
    decimals = max(0, DIGITS - 1 - _size(whole))
    return written(whole, decimals, words.lang)


def _size(number: float) -> int:
    return int(f"{number:e}".partition("e")[2])

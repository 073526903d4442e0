"""Checks of settings against each other, after each number was checked alone."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from math import isclose

from simulation.settings.errors import Problem, nearest
from simulation.settings.levers import Levers, Where
from simulation.settings.ranges import number_problems
from simulation.settings.scenario import Phase
from simulation.settings.study import StudySettings
from simulation.settings.town import Agency, Label, Population, Town
from simulation.settings.uncertainties import Belief, Uncertainties, Uncertainty, Worldview
from simulation.settings.words import Distribution, TownKind

EVERYWHERE = ("nowhere", "pilot", "city")
GRADES = ("A", "B", "C", "D")
GROUPS = {
    "composition_shares": {"single", "couple", "couple_with_minors", "single_parent"},
    "age_shares": {"young", "middle", "old"},
    "tenure_shares": {"corporation", "private", "owner"},
    "income_shares": {"low", "middle", "high"},
}
TOLERANCE = 1e-6
FORMULA = ("=", "+", "-", "@")
"""how a text begins that a spreadsheet would run"""
LONGEST_NAME, LONGEST_LABEL = 80, 200


def town_problems(town: Town) -> Iterator[Problem]:
    """Finds what is wrong with a town."""
    yield from number_problems(town, "town")
    yield from _word_problems("town.name", town.name)
    yield from _population_problems(town.population)
    yield from _neighbourhood_problems(town)
    yield from _repeated("town.agencies", [agency.name for agency in town.agencies])
    yield from label_problems("town.label", town.label)
    for agency in town.agencies:
        yield from _agency_problems(agency, town.regime_year)
    yield from _kind_problems(town)


def _population_problems(population: Population) -> Iterator[Problem]:
    for name, known in GROUPS.items():
        key, shares = f"town.population.{name}", getattr(population, name)
        for unknown in shares.keys() - known:
            yield Problem(f"{key}.{unknown}", shares[unknown], f"unknown key; {nearest(unknown, known)}")
        if missing := known - shares.keys():
            yield Problem(key, shares, f"must also give {', '.join(sorted(missing))}")
        yield from _sum_problems(key, shares)


def _sum_problems(key: str, shares: Mapping[str, float]) -> Iterator[Problem]:
    total = sum(shares.values())
    if not isclose(total, 1, rel_tol=0, abs_tol=TOLERANCE):
        yield Problem(key, dict(shares), f"the shares must sum to 1, not {total:.6g}")


def _neighbourhood_problems(town: Town) -> Iterator[Problem]:
    key = "town.neighbourhoods"
    names = [neighbourhood.name for neighbourhood in town.neighbourhoods]
    yield from _repeated(key, names)
    for neighbourhood in town.neighbourhoods:
        row = f"{key}.{neighbourhood.name}"
        if neighbourhood.name in EVERYWHERE or not neighbourhood.name.strip():
            yield Problem(f"{row}.name", neighbourhood.name, "cannot be the name of a neighbourhood")
        yield from _name_problems(f"{key}.name", neighbourhood.name)
        yield from _grade_problems(row, neighbourhood.grade, neighbourhood.source)
    yield from _sum_problems(key, {each.name: each.share for each in town.neighbourhoods})


def _agency_problems(agency: Agency, regime_year: int) -> Iterator[Problem]:
    key = f"town.agencies.{agency.name}"
    yield from _name_problems("town.agencies.name", agency.name)
    yield from label_problems(f"{key}.label", agency.label)
    if not 1 <= agency.from_severity <= 3:
        yield Problem(f"{key}.from_severity", agency.from_severity, "must be 1, 2 or 3")
    if agency.term_weeks is not None and not agency.term_weeks > 0:
        yield Problem(f"{key}.term_weeks", agency.term_weeks, "must be more than 0, or null")
    if not agency.domains:
        yield Problem(f"{key}.domains", [], "must name at least one domain")
    if not agency.payers:
        yield Problem(f"{key}.payers", {}, "must say who pays, from which year on")
    elif regime_year < min(agency.payers):
        allowed = f"nobody pays for {agency.name} then; its payers start in {min(agency.payers)}"
        yield Problem("town.regime_year", regime_year, allowed)


def _kind_problems(town: Town) -> Iterator[Problem]:
    for kind, part in ((TownKind.QUEUE, town.queue), (TownKind.LADDER, town.ladder)):
        if town.kind is kind and part is None:
            yield Problem("town.kind", str(kind), f"needs the settings of town.{kind}")
        if town.kind is not kind and part is not None:
            yield Problem(f"town.{kind}.*", "...", f"only a town of kind {kind} can have these settings")
    if town.queue and town.queue.places < 1:
        yield Problem("town.queue.places", town.queue.places, "must be at least 1")


def _grade_problems(key: str, grade: str, source: str) -> Iterator[Problem]:
    if grade not in GRADES:
        yield Problem(f"{key}.grade", grade, "must be A, B, C or D")
    if not source.strip():
        yield Problem(f"{key}.source", source, "must name a source, or say 'assumption'")


def uncertainty_problems(uncertainties: Uncertainties, town: Town) -> Iterator[Problem]:
    """Finds what is wrong with the uncertainties and the prices."""
    index = uncertainties.price_index
    yield from number_problems(index, "price_index", "price_index")
    yield from _year_problems("town.price_year", town.price_year, index)
    for name, row in uncertainties.rows.items():
        key = f"uncertainties.{name}"
        yield from _range_problems(key, row, row.distribution)
        yield from _grade_problems(key, row.grade, row.source)
        if not row.unit.strip():
            yield Problem(f"{key}.unit", row.unit, "must name a unit; a share has unit 'share'")
        if row.denominator is not None:
            yield from _count_problems(key, row)
        if row.price_year is not None:
            yield from _year_problems(f"{key}.price_year", row.price_year, index)


def _count_problems(key: str, row: Uncertainty) -> Iterator[Problem]:
    if row.denominator is not None and row.denominator < 1:
        yield Problem(f"{key}.denominator", row.denominator, "must be at least 1")
    if not 0 <= row.value <= 1:
        yield Problem(f"{key}.denominator", row.denominator, f"only a share is counted, and the value is {row.value:g}")


def _year_problems(key: str, year: int, index: Mapping[int, float]) -> Iterator[Problem]:
    if year not in index:
        years = ", ".join(str(known) for known in sorted(index))
        yield Problem(key, year, f"must be a year of the price index ({years})")


def _range_problems(key: str, row: Uncertainty | Belief, distribution: Distribution) -> Iterator[Problem]:
    given = {"low": row.low, "value": row.value, "high": row.high}
    if not row.low <= row.value <= row.high:
        yield Problem(key, given, "must have low <= value <= high")
    if distribution is Distribution.LOGUNIFORM and row.low <= 0 and row.low < row.high:
        yield Problem(key, given, "must have low > 0 for a loguniform distribution")


def worldview_problems(worldview: Worldview, uncertainties: Uncertainties) -> Iterator[Problem]:
    """Finds beliefs about what is not uncertain, or with an impossible range."""
    for name, belief in worldview.beliefs.items():
        row = uncertainties.rows.get(name)
        if row is None:
            hint = nearest(name, uncertainties.rows)
            yield Problem(f"beliefs.{name}", vars(belief), f"unknown uncertainty; {hint}")
        else:
            yield from _range_problems(f"beliefs.{name}", belief, row.distribution)


def levers_problems(levers: Levers, prefix: str, town: Town | None = None) -> Iterator[Problem]:
    """Finds what is wrong with levers; places are only known with a town."""
    yield from number_problems(levers, prefix)
    for field in fields(levers):
        where = getattr(getattr(levers, field.name), "where", None)
        if where is not None:
            yield from _where_problems(f"{prefix}.{field.name}.where", where, town)


def _where_problems(key: str, where: Where, town: Town | None) -> Iterator[Problem]:
    places = [neighbourhood.name for neighbourhood in town.neighbourhoods] if town else []
    allowed = f"must be {', '.join(EVERYWHERE)} or a list of neighbourhoods"
    if isinstance(where, str):
        if where not in EVERYWHERE:
            hint = f"write [{where}]" if where in places else nearest(where, EVERYWHERE)
            yield Problem(key, where, f"{allowed}; {hint}" if "choose" not in hint else allowed)
        elif where == "pilot" and town and town.kind is TownKind.REAL and not _has_pilot(town):
            yield Problem(key, where, f"{town.name} has no pilot neighbourhood")
    elif not where:
        yield Problem(key, [], allowed)
    elif town:
        for unknown in (name for name in where if name not in places):
            yield Problem(key, list(where), f"unknown neighbourhood '{unknown}'; {nearest(unknown, places)}")
        yield from _repeated(key, where)


def _has_pilot(town: Town) -> bool:
    return any(neighbourhood.pilot for neighbourhood in town.neighbourhoods)


def phase_problems(phases: Iterable[Phase], years: int | None) -> Iterator[Problem]:
    """Finds phases after the first that are out of order, or that the study never reaches."""
    before = 0
    for place, phase in enumerate(list(phases)[1:]):
        key, month = f"phases.{place}.from_month", phase.from_month
        if month <= before:
            yield Problem(key, month, f"must be later than month {before}, where the levers before it start")
        if years is not None and month >= 12 * years:
            yield Problem(key, month, f"must be before the end of the study, month {12 * years}")
        before = month


def study_problems(settings: StudySettings) -> Iterator[Problem]:
    """Finds what is wrong with the size of a study."""
    yield from number_problems(settings, "study")
    yield from _word_problems("study.name", settings.name)
    if settings.max_runs is not None and settings.max_runs < settings.runs:
        yield Problem("study.max_runs", settings.max_runs, f"must be at least study.runs, {settings.runs}")


def name_problems(key: str, names: Collection[str], *, allow_none: bool = False) -> Iterator[Problem]:
    """Finds names that are given twice, or a list without any where it must have some."""
    if not names and not allow_none:
        yield Problem(key, [], "must name at least one")
    for name in names:
        yield from _name_problems(key, name)
    yield from _repeated(key, names)


def _name_problems(key: str, name: str) -> Iterator[Problem]:
    """Names are in tables, titles and names of files: they must be safe in a spreadsheet and on a page."""
    if name.startswith(FORMULA):
        yield Problem(key, name, "a name cannot begin with = + - or @: a spreadsheet would run it")
    yield from _text_problems(key, name, LONGEST_NAME)


def label_problems(key: str, label: Label) -> Iterator[Problem]:
    """Finds a label that would not fit on a chart."""
    yield from _text_problems(f"{key}.nl", label.nl, LONGEST_LABEL)
    yield from _text_problems(f"{key}.en", label.en, LONGEST_LABEL)


def _text_problems(key: str, text: str, longest: int) -> Iterator[Problem]:
    if not text.isprintable():
        yield Problem(key, text, "must be one line, without signs that cannot be seen")
    if len(text) > longest:
        yield Problem(key, text, f"must be at most {longest} letters long, not {len(text)}")


def _word_problems(key: str, word: str) -> Iterator[Problem]:
    """Results are kept in a folder with this name."""
    if not re.fullmatch(r"\w[\w-]*", word):
        yield Problem(key, word, "must be one word of letters, digits, _ and -")


def _repeated(key: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(key, name, "is there twice; each name must be unique")

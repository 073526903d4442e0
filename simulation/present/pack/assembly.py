"""Makes the contents of a pack from a results folder."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from simulation.present.chart import Chart
from simulation.present.council.slide import source_of
from simulation.present.council.stories import Stories
from simulation.present.pack import choice, effects, limits, money
from simulation.present.pack.contents import MORE, Brief, Pack, Picture, Section
from simulation.present.pack.facts import Facts
from simulation.present.pack.homes import household
from simulation.present.pack.pictures import pictures_of, place_of
from simulation.present.theme import House
from simulation.present.words import Words

FAILING = "failing"
"""name of the chart of when it does not work"""
ASKED = ("zero", "waiting", "payers", "staff", "stops", "measure", "unknown")
"""sections of which the single page gives the message"""


def pack_of(facts: Facts, charts: Iterable[Chart], tell: Callable[[], Stories], house: House) -> Pack:
    """Makes a pack.

    Args:
        facts: the study
        charts: what is drawn
        tell: gives what is told of households; called when all else is made
        house: the style of a municipality
    """
    words, results = facts.words, facts.results
    charts = list(charts)
    before = [
        choice.question(facts),
        choice.without(facts),
        choice.answer(facts),
        effects.waiting(facts),
        money.budget(facts),
        money.payers(facts),
        effects.staffing(facts),
        effects.stopping(facts),
    ]
    after = [
        limits.failing(facts, next((chart for chart in charts if chart.name == FAILING), None)),
        limits.measuring(facts),
        limits.unknown(facts),
        limits.method(facts),
    ]
    pictures = pictures_of(charts, words)
    stories = tell()
    pictures += pictures_of((story.chart for story in stories.stories), words)
    sections = [*before, household(facts, stories), *after]
    return Pack(
        lang=words.lang,
        town=words.of(results.town),
        title=_title(facts),
        subtitle=words("pack_subtitle", years=results.years, usual=results.usual(words)),
        source=source_of(results, words),
        brief=_brief(facts, sections),
        sections=tuple(_placed(sections, pictures, words)),
        keys=tuple(_keys(facts)),
        house=house,
    )


def _title(facts: Facts) -> str:
    words, names = facts.words, facts.results.scenarios
    listed = words("pack_many", number=len(names)) if len(names) > 1 else facts.inside(names[0])
    return words("pack_title", scenarios=listed, town=words.of(facts.results.town))


def _brief(facts: Facts, sections: Iterable[Section]) -> Brief:
    """Gives what stands on the single page: the answer, and the questions that a council asks next."""
    points = tuple((section.heading, section.message) for section in sections if section.name in ASKED)
    return Brief(message=choice.sorted_out(facts), grid=choice.short(facts), points=points)


def _placed(sections: list[Section], pictures: list[Picture], words: Words) -> Iterator[Section]:
    """Puts each picture in its section, and what has none in one at the end."""
    names = {section.name for section in sections}
    where = {picture.title: place_of(picture.chart) for picture in pictures}
    for section in sections[:-1]:
        yield replace(section, pictures=tuple(each for each in pictures if where[each.title] == section.name))
    rest = tuple(each for each in pictures if where[each.title] not in names)
    if rest:
        yield Section(name=MORE, heading=words("pack_more"), message=words("pack_more_message"), pictures=rest)
    yield sections[-1]


def _keys(facts: Facts) -> Iterator[tuple[str, str]]:
    words, results = facts.words, facts.results
    yield words("pack_key_warning"), words("pack_no_forecast")
    yield words("pack_key_town"), words.of(results.town)
    yield words("pack_key_study"), results.study
    yield words("pack_key_hash"), str(results.manifest["hash"])
    yield words("pack_key_engine"), str(results.manifest["engine"])
    yield words("pack_key_years"), str(results.years)
    yield words("pack_key_date"), source_of(results, words)
    for name in (results.reference, *results.scenarios):
        yield words("pack_key_scenario", scenario=name), facts.label(name)

"""One household in two worlds, as a section of the pack."""

from collections.abc import Iterator

import pandas as pd

from simulation.present.council.stories import HouseholdStory, Stories, Telling
from simulation.present.pack.contents import HOUSEHOLD, Grid, Section
from simulation.present.pack.facts import Facts
from simulation.present.words import Words

MOST_WEEKS, FEW_WEEKS = 6, 3
"""of each world that are told, on paper and on a slide; the timeline has all of them"""


def household(facts: Facts, stories: Stories) -> Section:
    """Tells the typical household in both worlds, and what others went through in a line each."""
    words = facts.words
    if not stories.stories:
        return Section(name=HOUSEHOLD, heading=words("pack_household"), message=stories.about[0])
    typical, *others = stories.stories
    return Section(
        name=HOUSEHOLD,
        heading=words("pack_household"),
        message=words("pack_household_message"),
        sentences=(
            *stories.about,
            *_story(typical, words, MOST_WEEKS),
            *(f"{other.title} {other.place}" for other in others),
        ),
        spoken=(*_story(typical, words, FEW_WEEKS), stories.about[0]),
        grid=_facts(typical, words),
    )


def _story(story: HouseholdStory, words: Words, most: int) -> Iterator[str]:
    """Tells a household in both worlds, with so many weeks of each."""
    yield f"{story.title} {story.place}"
    yield " ".join(story.beginning)
    yield story.parts
    for telling in story.tellings:
        yield _told(telling, words, most)


def _told(telling: Telling, words: Words, most: int) -> str:
    """Tells the first weeks of a world after both part."""
    lines = [words("pack_week", week=line.week, text=line.text) for line in telling.lines[:most]]
    left = len(telling.lines) - len(lines)
    more = [words("pack_weeks_left", number=left)] if left > 0 else []
    return words("pack_by_scenario", scenario=telling.world, said=" ".join([*lines, *more] or [words("life_nothing")]))


def _facts(story: HouseholdStory, words: Words) -> Grid:
    rows = tuple(
        (str(name), *map(str, row)) for name, row in zip(story.facts.index, story.facts.to_numpy(), strict=True)
    )
    columns = (words("pack_this_household"), *map(str, story.facts.columns))
    return Grid(
        caption=words("pack_household_grid"), columns=columns, rows=rows, data=pd.DataFrame(rows, columns=list(columns))
    )

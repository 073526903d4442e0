"""One household in two worlds, told week by week: a typical, a good and a bad case."""

from dataclasses import dataclass, replace

import pandas as pd

from simulation.analysis.cases import A_WEEK, TOUCHED, Case, Cases
from simulation.present.chart import Chart
from simulation.present.council.effects import Effect, verdict_of
from simulation.present.council.slide import source_of, told
from simulation.present.council.timeline import Timeline, timeline_chart
from simulation.present.folder import KEYS, Results
from simulation.present.household import facts_of
from simulation.present.numbers import written
from simulation.present.series import interval, runs_of
from simulation.present.story import Line, Story, parting
from simulation.present.theme import PLAIN, House
from simulation.present.words import Words, capitalised
from simulation.study.life import Life, week_of


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One of the two worlds, from the week in which they part."""

    world: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class HouseholdStory:
    """One household in two worlds."""

    kind: str
    """``typical``, ``good`` or ``bad``"""
    title: str
    place: str
    """where it stands among all, in a sentence"""
    beginning: tuple[str, ...]
    """who they are, with what problems"""
    together: tuple[Line, ...]
    """what happens in both worlds before they part"""
    parts: str
    """when the worlds part, in a sentence"""
    tellings: tuple[Telling, Telling]
    """usual care first"""
    facts: pd.DataFrame
    """waits, help, problems and cost; one column a world"""
    chart: Chart


@dataclass(frozen=True, kw_only=True)
class Stories:
    """What is told of households, and how they were picked; without stories the reason why."""

    about: tuple[str, ...]
    stories: tuple[HouseholdStory, ...] = ()


def tell(cases: Cases | None, results: Results, words: Words, house: House = PLAIN) -> Stories:
    """Tells the households that were picked."""
    if cases is None:
        return Stories(about=(words("case_no_scenario"),))
    if not cases.is_same_run:
        return Stories(about=(words("case_other_version"),))
    if not cases.cases:
        return Stories(about=(words("case_nobody"),))
    chosen = [case for case in cases.cases if _is_one(case)]
    about = [
        *_about(cases, results, words),
        *(words(f"case_no_{case.kind}") for case in cases.cases if case not in chosen),
    ]
    return Stories(about=tuple(about), stories=tuple(_story(case, cases, results, words, house) for case in chosen))


def _is_one(case: Case) -> bool:
    """Tells whether a household is what it stands for: a good case has fewer weeks with a problem, a bad one more."""
    return {"good": case.gap <= -A_WEEK, "bad": case.gap >= A_WEEK}.get(case.kind, True)


def _about(cases: Cases, results: Results, words: Words) -> list[str]:
    """Says how households were picked, and how the run stands among all."""
    key = cases.key
    view = words.named("worldview", key.worldview)
    counts = {name: written(getattr(cases, name), 0, words.lang) for name in ("less", "same", "more")}
    out_of = written(cases.out_of, 0, words.lang)
    return [
        words("case_made_up"),
        words("case_worlds", scenario=words.of(results.labels[key.scenario]), reference=results.usual(words)),
        *([words("one_of", number=len(results.scenarios))] if len(results.scenarios) > 1 else []),
        words("case_run" if cases.runs > 1 else "case_only_run", place=cases.place, runs=cases.runs, worldview=view),
        words("case_counts", out_of=out_of, **counts),
        words("case_order" if len(cases.cases) > 1 else "case_alike" if cases.are_alike else "case_few"),
        words("case_worldviews", parts="; ".join(_by_worldview(key.scenario, results, words))),
    ]


def _by_worldview(scenario: str, results: Results, words: Words) -> list[str]:
    """Says in every worldview what all runs show for those whom the approach had to do with."""
    values = results.runs.set_index(KEYS)[list(TOUCHED)].sum(axis=1).to_frame()
    parts = []
    for worldview in results.worldviews:
        mean, low, high = (float(each[0]) for each in interval(runs_of(values, worldview, scenario, results)))
        effect = Effect(mean, low, high, verdict_of(low, high))
        parts.append(words("case_worldview", worldview=words.named("worldview", worldview), what=told(effect, words)))
    return parts


def _story(case: Case, cases: Cases, results: Results, words: Words, house: House) -> HouseholdStory:
    lives = [of_one(life, case.occupant) for life in (case.usual, case.ours)]
    told_of = [Story(life, words) for life in lives]
    lines = [_lines(story) for story in told_of]
    found = parting(*lines)
    week = found[0] if found else None
    rank = {"place": case.place, "out_of": written(cases.out_of, 0, words.lang)}
    place = words("case_nobody_moved") if cases.are_alike else words("case_place", **rank)
    title = _title(case, results, words)
    timeline = Timeline(case.kind, title, place, (lives[0], lives[1]), week)
    worlds = [capitalised(words.of(life.scenario)) for life in lives]
    after = [tuple(line for line in each if week is not None and line.week >= week) for each in lines]
    facts = dict(facts_of([life.residents[0] for life in lives], told_of, words))
    return HouseholdStory(
        kind=case.kind,
        title=title,
        place=place,
        beginning=tuple(_beginning(told_of[0], words)),
        together=tuple(line for line in lines[0] if week is None or line.week < week),
        parts=words("case_always_same") if week is None else words("case_same_until", week=week - 1),
        tellings=(Telling(world=worlds[0], lines=after[0]), Telling(world=worlds[1], lines=after[1])),
        facts=pd.DataFrame.from_dict(facts, orient="index", columns=worlds),
        chart=timeline_chart(timeline, source_of(results, words), words, house),
    )


def _title(case: Case, results: Results, words: Words) -> str:
    kind = "case_equal" if abs(case.gap) < A_WEEK else "case_fewer" if case.gap < 0 else "case_more"
    weeks = Story(case.ours, words).weeks(abs(case.gap))
    what = words(kind, weeks=weeks, scenario=words.of(case.ours.scenario))
    return words("case_title", kind=words(f"case_{case.kind}"), what=what) + "."


def of_one(life: Life, occupant: int) -> Life:
    """Gives what a life says of one household alone; what it was like at the move is not told as news."""
    resident = next(each for each in life.residents if each.occupant == occupant)
    arrived = week_of(resident.since + 1e-9) if resident.since else 0
    events = tuple(
        event
        for event in life.events
        if event.occupant == occupant and not (event.kind == "household" and week_of(event.week) <= arrived)
    )
    journeys = tuple(journey for journey in life.journeys if journey.occupant == occupant)
    return replace(life, residents=(resident,), events=events, journeys=journeys)


def _lines(story: Story) -> list[Line]:
    """Gives all lines of a household's story, and when it moves away."""
    life = story.life
    until = life.residents[0].until
    lines = [line for line in story.lines() if line.week <= week_of(until)]
    if until < life.weeks:
        lines.append(Line(week_of(until), story.words("case_goes")))
    return lines


def _beginning(story: Story, words: Words) -> list[str]:
    resident = story.life.residents[0]
    who = story.who(resident.traits)
    if not resident.since:
        return [words("case_lives", place=story.life.place, who=who), *story.beginning()[1:]]
    came = words("case_came", week=week_of(resident.since), place=story.life.place, who=who)
    return [came, story.problems(resident.traits)] if resident.traits else [came]

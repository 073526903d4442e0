"""The story of an address: its journal in sentences, one after another."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulation.present.numbers import written
from simulation.present.words import Words
from simulation.settings.words import Domain
from simulation.study.catalogue_words import DOMAIN_LABELS
from simulation.study.life import Event, Journey, Life, Resident, Traits, week_of

CRISIS = 3
FIRST, LATER, LAST = range(3)
"""Within a week: what happens to the household, what services do, what follows of it."""
HAPPENS = ("severity", "crisis", "eviction", "social assistance")
ADVICE = {"": "life_sent", "adopted": "life_advised", "wrong": "life_advised_wrongly", "refused": "life_refused"}

CIRCLE = {
    "sent": "life_circle_sent",
    "waiting": "life_circle_list",
    "started": "life_circle",
    "lost": "life_circle_lost",
    "kept by the provider": "life_circle_kept",
    "turned away": "life_circle_full",
    "left the list": "life_circle_list_left",
    "left": "life_circle_left",
    "stopped": "life_circle_stopped",
}


class Line(NamedTuple):
    """A sentence about one week."""

    week: int
    text: str


class Story:
    """The life at one address, in one language."""

    def __init__(self, life: Life, words: Words) -> None:
        self.life, self.words = life, words
        self._journeys = {(journey.kind, journey.number): journey for journey in life.journeys}
        self._moved = {week_of(resident.since) for resident in life.residents[1:]}
        self._in_crisis = {
            week_of(event.week) for event in life.events if event.event == "severity" and event.after == CRISIS
        }

    def lines(self) -> list[Line]:
        """Give everything worth telling, in order of time."""
        told = []
        for event in self.life.events:
            text = self._text(event)
            if text:
                place = _place_in_week(event)
                told.append((week_of(event.week), place, event.week if place else 0.0, text))
        for resident in self.life.residents[1:]:
            text = self.words("life_next", who=self.who(resident.traits))
            told.append((week_of(resident.since), -1, 0.0, f"{text} {self.problems(resident.traits)}".strip()))
        return [Line(week, text) for week, _, _, text in sorted(told, key=lambda line: line[:3])]

    def beginning(self) -> list[str]:
        """Give who lived there in week 1, with what problems, and who was busy with them already."""
        first = self.life.residents[0]
        found = [self.words("life_first", who=self.who(first.traits)), self.problems(first.traits)]
        for journey in self.life.journeys:
            if journey.kind == "referral" and journey.dates["sent"] < 0.0:
                started = journey.dates.get("started", math.inf) < 0.0
                name = "life_before_care" if started else "life_before_waiting"
                weeks = self.weeks(-journey.dates["sent"])
                found.append(self.words(name, agency=self.agency(journey.agency), weeks=weeks))
        return found

    def who(self, traits: Traits | None) -> str:
        """Give who somebody is: composition, age, housing, income."""
        if traits is None:
            return self.words("life_unseen")
        children = self.words("life_one_child" if traits.minors == 1 else "life_children", number=traits.minors)
        income = "life_middle_income" if traits.income == "middle" else f"life_{traits.income}"
        parts = [
            self.words(f"life_{traits.composition}", minors=children),
            *([] if traits.minors else [self.words(f"life_{traits.age}")]),
            self.words(f"life_{traits.tenure}"),
            self.words(income),
            *([self.words("life_assistance")] if traits.assistance else []),
        ]
        return ", ".join(parts)

    def problems(self, traits: Traits | None) -> str:
        """Give what problems somebody has."""
        if traits is None:
            return ""
        found = [
            self.words("life_problem", domain=self.domain(domain), severity=self.words(f"life_severity_{severity}"))
            for domain, severity in zip(Domain, traits.severity, strict=True)
            if severity
        ]
        if not found:
            return self.words("life_no_problems")
        return self.words("life_problems_now", problems=self.words.listed(found))

    def domain(self, name: str) -> str:
        """Give the word for a domain."""
        return self.words.of(DOMAIN_LABELS[Domain(name)])

    def agency(self, name: str) -> str:
        """Give the name of an agency."""
        return self.words.of(self.life.agencies[name].label)

    def weeks(self, number: float) -> str:
        """Give a length of time in whole weeks."""
        whole = round(number)
        if whole < 2:
            return self.words("life_one_week" if whole else "life_no_weeks")
        return self.words("life_weeks", number=written(whole, 0, self.words.lang))

    def _text(self, event: Event) -> str:
        tellers: Mapping[str, Callable[[Event], str]] = {
            "household": self._tell_household,
            "request": self._tell_request,
            "case": self._tell_case,
            "referral": self._tell_referral,
            "candidacy": self._tell_candidacy,
            "match": self._tell_match,
            "episode": self._tell_episode,
            "general provision": self._tell_general_provision,
        }
        return tellers[event.kind](event) if event.kind in tellers else ""

    def _tell_household(self, event: Event) -> str:
        if event.event == "severity":
            return self._tell_severity(event)
        week = week_of(event.week)
        if event.event == "crisis":
            return "" if week in self._in_crisis else self.words("life_short_crisis")
        if event.event == "social assistance":
            moved = week in self._moved
            return "" if moved else self.words("life_on_assistance" if event.after else "life_off_assistance")
        names = {
            "eviction": "life_eviction",
            "rung by a coach or outreach worker": "life_rung",
            "rung by an assistant": "life_rung_assistant",
            "talk with an assistant": "life_talk_assistant",
            "handed over": "life_handed_over",
        }
        return self.words(names[event.event]) if event.event in names else ""

    def _tell_severity(self, event: Event) -> str:
        """Tell of a problem that came, changed or went; those of who moves in are told at the move."""
        if week_of(event.week) in self._moved:
            return ""
        domain = self.domain(event.domain)
        if event.after == CRISIS:
            return self.words("life_crisis", domain=domain)
        if not event.after:
            return self.words("life_over", domain=domain)
        name = "life_begins" if not event.before else "life_worse" if event.after > event.before else "life_better"
        return self.words(name, domain=domain, severity=self.words(f"life_severity_{int(event.after)}"))

    def _tell_request(self, event: Event) -> str:
        journey = self._journeys["request", event.number]
        if event.event == "asks":
            return self.words(f"life_asks_{event.door}")
        if event.event == "intake":
            return self.words("life_intake", weeks=self._since(journey, event, "asked"))
        if event.event == "first help":
            return self.words("life_first_help", weeks=self._since(journey, event, "asked"))
        names = ("solved at the door", "helped", "lost", "left", "recovered")
        return self.words(f"life_{event.event.replace(' ', '_')}") if event.event in names else ""

    def _tell_case(self, event: Event) -> str:
        journey = self._journeys["case", event.number]
        if event.event == "acute":
            return self.words("life_coach", weeks=self._since(journey, event, "waiting"))
        request = self._journeys["request", journey.request]
        at_once = event.week in (request.dates["asked"], request.dates.get("intake"))
        names = {"waiting": "life_coach_list" if at_once else "life_coach_list_too", "activation": "life_activation"}
        if "acute" in journey.dates:
            names |= {"plan done": "life_plan_done", "all clear": "life_all_clear", "left": "life_case_left"}
            names["stopped"] = "life_stopped"
        else:
            names |= {"all clear": "life_coach_list_clear", "left": "life_coach_list_left"}
            names["stopped"] = "life_coach_list_stopped"
        return self.words(names[event.event]) if event.event in names else ""

    def _tell_referral(self, event: Event) -> str:
        journey = self._journeys["referral", event.number]
        names = {
            "sent": ADVICE[journey.advice],
            "waiting": "life_on_list",
            "started": "life_care",
            "care done": "life_care_done",
            "eased": "life_eased",
            "dropped out": "life_dropped_out",
            "lost": "life_handoff_lost",
            "left the list": "life_left_list",
            "recovered": "life_list_recovered",
        }
        if event.event not in names or (event.event == "waiting" and journey.dates.get("started") == event.week):
            return ""
        agency, domain = self.agency(event.agency), self.domain(event.domain)
        return self.words(names[event.event], agency=agency, domain=domain, weeks=self._since(journey, event, "sent"))

    def _tell_candidacy(self, event: Event) -> str:
        return self.words(CIRCLE[event.event]) if event.event in CIRCLE else ""

    def _tell_match(self, event: Event) -> str:
        return self.words("life_match" if event.event == "started" else "life_match_ended")

    def _tell_episode(self, event: Event) -> str:
        return self.words(f"life_{'episode' if event.event == 'started' else 'home'}_{event.domain}")

    def _tell_general_provision(self, event: Event) -> str:
        name = "life_general" if event.event == "started" else "life_general_ended"
        return self.words(name, domain=self.domain(event.domain))

    def _since(self, journey: Journey, event: Event, date: str) -> str:
        return self.weeks(event.week - journey.dates[date])


def _place_in_week(event: Event) -> int:
    if event.kind == "request" and event.event not in ("asks", "intake"):
        return LAST
    return FIRST if event.event in HAPPENS else LATER


def parting(ours: Sequence[Line], theirs: Sequence[Line]) -> tuple[int, list[str], list[str]] | None:
    """Give the first week in which two stories differ, and what only each of them tells of it; none if none does."""
    for week in sorted({line.week for line in (*ours, *theirs)}):
        here, there = ([line.text for line in lines if line.week == week] for lines in (ours, theirs))
        if here != there:
            return week, [text for text in here if text not in there], [text for text in there if text not in here]
    return None


def residents_of(lives: tuple[Life, ...]) -> Iterator[tuple[Resident, ...]]:
    """Give each household that lived at the address, once for each world: who moves does not depend on the scenario."""
    yield from zip(*(life.residents for life in lives), strict=True)

"""The question, what happens without a choice, and the answer."""

from collections.abc import Iterator

import pandas as pd

from simulation.present.findings import against_other
from simulation.present.folder import TOWN
from simulation.present.outcomes import MUNICIPAL, SERIOUS
from simulation.present.pack.contents import ANSWER, Grid, Section
from simulation.present.pack.facts import EUROS, SHARE, Facts
from simulation.present.pack.sureness import pattern, sure
from simulation.present.sentences import besides
from simulation.present.words import capitalised, uncapitalised

LEVELS = (SERIOUS, "crises", "mean_wait_weeks", "reached_share", "total_cost_eur", MUNICIPAL)
"""What is said of usual care; counts and euros a year."""
PATTERNS = (
    *("all", "less", "some", "together_less", "depends"),
    *("together_more", "more", "greater", "tiny", "none", "untold"),
)
"""In which order scenarios are sorted; see ``sureness.pattern``."""


def question(facts: Facts) -> Section:
    """Says what is asked, of what, and against what."""
    words, results = facts.words, facts.results
    plans = [_plan(facts, name) for name in results.scenarios]
    usual = words("pack_against", usual=uncapitalised(_plan(facts, results.reference)))
    return Section(
        name="question",
        heading=words("pack_question"),
        message=words("pack_question_message", town=words.of(results.town), years=results.years),
        sentences=(*plans, usual, words("pack_simulation")),
    )


def _plan(facts: Facts, scenario: str) -> str:
    return f"{facts.label(scenario)}: {facts.described(scenario)}".removesuffix(": ")


def without(facts: Facts) -> Section:
    """Says what usual care gives, and what the same money would do elsewhere."""
    words, results = facts.words, facts.results
    message = words(
        "pack_zero_message",
        town=words.of(results.town),
        usual=results.usual(words),
        crises=facts.amount(facts.level("crises", TOWN) / results.years, "count"),
        cost=facts.amount(facts.level("total_cost_eur", TOWN) / results.years, EUROS),
        wait=facts.amount(facts.level("mean_wait_weeks", TOWN), "weeks"),
    )
    return Section(
        name="zero",
        heading=words("pack_zero"),
        message=message,
        sentences=(words("pack_zero_note"), *_same_money(facts)),
        grid=_levels(facts),
    )


def _same_money(facts: Facts) -> Iterator[str]:
    """Compares the scenarios that spend the same money elsewhere with the first that does not."""
    words, others = facts.words, facts.elsewhere
    own = [name for name in facts.results.scenarios if name not in others]
    if not others or not own:
        yield words("pack_same_money_not_asked")
        return
    for name in others:
        compared = " ".join(besides(against_other(facts.results, name, own[0], TOWN), facts.results, words))
        yield facts.together(name, [compared])


def _levels(facts: Facts) -> Grid:
    words, results, rows, data = facts.words, facts.results, [], []
    for outcome in (name for name in LEVELS if name in results.outcomes):
        kind = facts.kind(outcome)
        yearly = kind in ("euros", "count")
        label = words.of(results.outcomes[outcome].label)
        label = words("pack_a_year", what=label) if yearly else label
        values = [facts.level(outcome, scope) / (results.years if yearly else 1) for scope in facts.scopes]
        rows.append((label, *(facts.amount(value, kind) for value in values)))
        data.append((label, *values))
    columns = (capitalised(words("outcome")), *(capitalised(facts.places(scope)) for scope in facts.scopes))
    caption = words("pack_levels", usual=facts.label(results.reference), years=results.years)
    return Grid(caption=caption, columns=columns, rows=tuple(rows), data=pd.DataFrame(data, columns=list(columns)))


def answer(facts: Facts) -> Section:
    """Says what each scenario does to serious problems, how sure, and in which worldviews."""
    words, results = facts.words, facts.results
    return Section(
        name=ANSWER,
        heading=words("pack_answer"),
        message=sorted_out(facts),
        sentences=(
            *(facts.together(name, _said(facts, name)) for name in results.scenarios),
            words("pack_certainty_note"),
            words("pack_all_problems"),
            *([words("pack_scopes")] if len({facts.scope(name) for name in results.scenarios}) > 1 else []),
        ),
        grid=effects(facts),
    )


def sorted_out(facts: Facts) -> str:
    """Sorts scenarios by where there are fewer serious problems: in all, some or none of the worldviews."""
    found = {name: pattern(facts, SERIOUS, name) for name in facts.results.scenarios}
    return facts.sorted_by("pack_sorted", dict(sorted(found.items(), key=lambda each: PATTERNS.index(each[1]))))


def _said(facts: Facts, scenario: str) -> Iterator[str]:
    words, scope = facts.words, facts.scope(scenario)
    gaps = {view: facts.relative(SERIOUS, scenario, view, scope) for view in facts.shown}
    yield words("pack_said", scope=facts.places(scope), change=facts.changes(gaps, SHARE))
    yield sure(facts, SERIOUS, scenario)


def effects(facts: Facts) -> Grid:
    """Gives the table of the answer: a row for each scenario and worldview of which numbers are given."""
    words, rows, data = facts.words, [], []
    outcomes = [(outcome, scope) for outcome in (SERIOUS, "crises") for scope in facts.scopes]
    for name in facts.results.scenarios:
        for view in facts.shown:
            gaps = [facts.relative(outcome, name, view, scope) for outcome, scope in outcomes]
            cost = facts.a_year(MUNICIPAL, name, view, TOWN)
            head = (facts.label(name), facts.worldview(view))
            rows.append((*head, *(facts.change(gap, SHARE) for gap in gaps), facts.change(cost, EUROS)))
            data.append((*head, *(each for gap in (*gaps, cost) for each in (gap.difference, gap.low, gap.high))))
    heads = [words("pack_choice"), words("pack_worldview")]
    kinds = [words(f"pack_{outcome}_in", place=facts.places(scope)) for outcome, scope in outcomes]
    kinds.append(words("pack_municipal_column"))
    numbers = [words(f"pack_{end}", what=kind) for kind in kinds for end in ("mean", "low", "high")]
    caption = words("pack_effects", usual=facts.results.usual(words), years=facts.results.years)
    frame = pd.DataFrame(data, columns=[*heads, *numbers])
    return Grid(caption=caption, columns=(*heads, *kinds), rows=tuple(rows), data=frame)


def short(facts: Facts) -> Grid:
    """Gives the answer in a row for each scenario."""
    words, rows = facts.words, []
    for name in facts.results.scenarios:
        by_scope = [
            facts.changes({view: facts.relative(SERIOUS, name, view, scope) for view in facts.shown}, SHARE)
            for scope in facts.scopes
        ]
        cost = {view: facts.a_year(MUNICIPAL, name, view, TOWN) for view in facts.shown}
        rows.append((facts.label(name), *by_scope, sure(facts, SERIOUS, name), facts.changes(cost, EUROS)))
    serious = (words(f"pack_{SERIOUS}_in", place=facts.places(scope)) for scope in facts.scopes)
    where = sorted({facts.scope(name) for name in facts.results.scenarios})
    holds = words("pack_holds_column", place=facts.places(where[0]) if len(where) == 1 else words("pack_holds_scope"))
    columns = (words("pack_choice"), *serious, holds, words("pack_municipal_column"))
    caption = words("pack_effects", usual=facts.results.usual(words), years=facts.results.years)
    return Grid(caption=caption, columns=columns, rows=tuple(rows), data=pd.DataFrame(rows, columns=list(columns)))

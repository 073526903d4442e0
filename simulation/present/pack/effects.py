"""Waiting, staff, and what happens when additional money stops."""

import math
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from simulation.present.findings import SEEN, Direction, after_change, against_other
from simulation.present.folder import TOWN
from simulation.present.pack.contents import Grid, Section
from simulation.present.pack.facts import SHARE, SMALLEST, WEEKS, Facts, Gap
from simulation.present.sentences import besides, verdict

FIRST_HELP, SPECIALIST = "mean_wait_weeks", "mean_wait_specialist_weeks"
VACANT = "vacancy_share"
STAFF = (VACANT, "turnover_year", "caseload_mean", "coaches_mean_wait_weeks")
FEW_POSTS = 10.0
MONEY_ENDS = "money_ends"


def waiting(facts: Facts) -> Section:
    """Says how waits differ."""
    words, results = facts.words, facts.results
    parts = [
        facts.together(name, [words("pack_waiting_part", change=_wait(facts, FIRST_HELP, name))])
        for name in results.scenarios
    ]
    usual = [facts.amount(facts.level(outcome, TOWN), "weeks") for outcome in (FIRST_HELP, SPECIALIST)]
    return Section(
        name="waiting",
        heading=words("pack_waiting"),
        message=facts.sorted_by("pack_waiting", {name: _side(facts, name) for name in results.scenarios}),
        sentences=(
            words("pack_waiting_usual", usual=results.usual(words), first=usual[0], specialist=usual[1]),
            *parts,
            words("pack_waiting_note"),
            *([words("pack_waiting_lists")] if results.months is not None else []),
        ),
        grid=differences(facts, (FIRST_HELP, SPECIALIST), words("pack_waiting_grid", usual=results.usual(words))),
    )


def _side(facts: Facts, scenario: str) -> str:
    """Says whether people wait shorter or longer for first help.

    Returns:
        a direction; ``depends`` if worldviews contradict each other, ``tiny`` if what is seen is next to nothing
    """
    gaps = [facts.gap(FIRST_HELP, scenario, view, TOWN) for view in facts.shown]
    found = {gap.direction for gap in gaps}
    if found <= set(SEEN) and all(abs(gap.difference) < SMALLEST[WEEKS] / 2 for gap in gaps):
        return "tiny"
    return str(next(iter(found))) if len(found) == 1 else "depends"


def _wait(facts: Facts, outcome: str, scenario: str) -> str:
    return facts.changes({view: facts.gap(outcome, scenario, view, TOWN) for view in facts.shown}, "weeks")


def differences(facts: Facts, outcomes: Sequence[str], caption: str) -> Grid:
    """Gives a table of differences in the whole town, a row for each scenario and worldview of which numbers are given.

    Args:
        facts: the study
        outcomes: a column each
        caption: what it shows
    """
    words, rows, data = facts.words, [], []
    labels = [words.of(facts.results.outcomes[each].label) for each in outcomes]
    for name in facts.results.scenarios:
        for view in facts.shown:
            gaps = [facts.gap(outcome, name, view, TOWN) for outcome in outcomes]
            changes = [facts.change(gap, facts.kind(each)) for gap, each in zip(gaps, outcomes, strict=True)]
            rows.append((facts.label(name), facts.worldview(view), *changes))
            numbers = [each for gap in gaps for each in (gap.difference, gap.low, gap.high)]
            data.append((facts.label(name), facts.worldview(view), *numbers))
    heads = (words("pack_choice"), words("pack_worldview"))
    names = [words(f"pack_{end}", what=label) for label in labels for end in ("mean", "low", "high")]
    frame = pd.DataFrame(data, columns=[*heads, *names])
    return Grid(caption=caption, columns=(*heads, *labels), rows=tuple(rows), data=frame)


def staffing(facts: Facts) -> Section:
    """Says how many posts an approach asks, and whether they are filled."""
    words = facts.words
    asked = {name: posts for name in facts.results.scenarios if (posts := posts_of(facts, name)) > 0.0}
    if not asked:
        return Section(name="staff", heading=words("pack_staff"), message=words("pack_staff_none"))
    most = max(asked.values())
    largest = [name for name, posts in asked.items() if posts == most]
    number = _number(facts, most)
    return Section(
        name="staff",
        heading=words("pack_staff"),
        message=" ".join(
            (words("pack_staff_message", names=facts.names(largest), posts=number), *_open(facts, largest[0]))
        ),
        sentences=(words("pack_staff_note"),),
        grid=_staff(facts, asked),
    )


def _number(facts: Facts, posts: float) -> str:
    """Writes a number of posts: in tenths if they are few."""
    return facts.size(posts, "count", 0.1 if posts < FEW_POSTS else 1.0)


def _open(facts: Facts, scenario: str) -> Iterator[str]:
    """Says which share of the coaches' posts is vacant on average, where that is known."""
    share = facts.mean(VACANT, scenario, facts.main)
    if math.isfinite(share):
        yield facts.words("pack_staff_open", share=facts.amount(share, SHARE), names=facts.names([scenario]))


def posts_of(facts: Facts, scenario: str) -> float:
    """Gives the most full-time posts that a scenario asks at one time, of all kinds of staff together."""
    town = facts.results.manifest["configuration"]["town"]
    return max(
        (_posts(phase["levers"], town) for phase in facts.plans[scenario]["phases"]),
        default=0.0,
    )


def _posts(levers: dict[str, dict[str, object]], town: dict[str, object]) -> float:
    found = 0.0
    for name, block in levers.items():
        fte = block.get("fte_per_10000_households", 0.0) if isinstance(block, dict) else 0.0
        if fte and name != "same_money":
            found += float(str(fte)) * float(str(town["households"])) / 1e4 * _share(block["where"], town)
    return found


def _share(where: object, town: dict[str, object]) -> float:
    """Gives the share of the town's households where an approach works."""
    places = town["neighbourhoods"]
    assert isinstance(places, list)
    if where == "city":
        return 1.0
    names = where if isinstance(where, list | tuple) else ()
    return float(sum(each["share"] for each in places if each["name"] in names or (where == "pilot" and each["pilot"])))


def _staff(facts: Facts, asked: dict[str, float]) -> Grid:
    words, results, rows, data = facts.words, facts.results, [], []
    measured = [outcome for outcome in STAFF if outcome in results.outcomes and _is_known(facts, outcome, asked)]
    for name, posts in asked.items():
        for view in facts.shown:
            means = [facts.mean(outcome, name, view) for outcome in measured]
            cells = [facts.amount(mean, facts.kind(each)) for mean, each in zip(means, measured, strict=True)]
            where = (facts.label(name), facts.worldview(view))
            rows.append((*where, _number(facts, posts), *cells))
            data.append((*where, posts, *means))
    labels = [words.of(results.outcomes[each].label) for each in measured]
    columns = (words("pack_choice"), words("pack_worldview"), words("pack_posts"), *labels)
    frame = pd.DataFrame(data, columns=list(columns))
    return Grid(caption=words("pack_staff_grid"), columns=columns, rows=tuple(rows), data=frame)


def _is_known(facts: Facts, outcome: str, scenarios: Iterable[str]) -> bool:
    return any(math.isfinite(facts.mean(outcome, name, view)) for name in scenarios for view in facts.shown)


def stopping(facts: Facts) -> Section:
    """Says what is left from the month on in which additional money stops."""
    words, results = facts.words, facts.results
    ending = [name for name in results.scenarios if any(each.kind == MONEY_ENDS for each in results.moments[name])]
    if not ending:
        message, how = words("pack_stops_not_asked"), words("pack_stops_how")
        return Section(name="stops", heading=words("pack_stops"), message=message, sentences=(how,))
    months = sorted({each.month for name in ending for each in results.moments[name] if each.kind == MONEY_ENDS})
    listed = words.listed([str(month) for month in months])
    return Section(
        name="stops",
        heading=words("pack_stops"),
        message=" ".join(
            (words("pack_stops_message", months=listed), *(_left(facts, name) for name in ending), *facts.of_one_view())
        ),
        sentences=tuple(facts.together(name, _stopped(facts, name)) for name in ending),
    )


def _left(facts: Facts, scenario: str) -> str:
    """Says what is left of the effect on serious problems after the last change."""
    change = after_change(facts.results, scenario, facts.scope(scenario))
    gap = Gap(*change.sizes[facts.main]) if change else Gap(math.nan, math.nan, math.nan)
    if gap.direction is Direction.UNKNOWN:
        return facts.words("pack_left_unknown", scenario=facts.label(scenario))
    return facts.words("pack_left", scenario=facts.label(scenario), change=facts.change(gap, SHARE))


def _stopped(facts: Facts, scenario: str) -> Iterator[str]:
    words, results = facts.words, facts.results
    scope = facts.scope(scenario)
    change = after_change(results, scenario, scope)
    if change is None:
        yield words("pack_stops_no_months")
        return
    yield from verdict(change, results, words)
    staying = next((name for name in results.scenarios if _begins_as(facts, name, scenario)), None)
    if staying is not None:
        yield from besides(against_other(results, scenario, staying, scope), results, words)


def _begins_as(facts: Facts, stays: str, stops: str) -> bool:
    """Says whether a scenario that stays begins as one in which money stops; two approaches are not compared here."""
    ours, other = (
        {name: block for name, block in facts.plans[each]["phases"][0]["levers"].items() if name != "funding"}
        for each in (stays, stops)
    )
    return not facts.results.moments[stays] and ours == other

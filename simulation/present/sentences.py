"""Findings in plain sentences, in Dutch or English."""

from collections.abc import Iterator, Mapping

from simulation.present.findings import (
    SEEN,
    Contrast,
    Direction,
    Directions,
    after_change,
    against_other,
    against_reference,
    patterns,
)
from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.numbers import written
from simulation.present.outcomes import MAIN, SERIOUS
from simulation.present.reliability import reliability
from simulation.present.words import Words, capitalised, uncapitalised

COACHES, ENDS, CITY = "wijkcoaches", "funding_ends", "city_wide"
ASKED = (ENDS, CITY)
"""The scenarios of the two open questions of the evaluation in Enschede."""
NO_EFFECT = "no_effect"
BESIDE = (SERIOUS, "total_cost_eur")
"""What is said of a scenario beside coaches that stay."""


def paragraphs(results: Results, words: Words) -> list[tuple[str, list[str]]]:
    """Gives a heading and sentences for each question of the study, and what to keep in mind."""
    if not results.scenarios:
        sentence = words("nothing_to_compare", reference=results.usual(words))
        return [("", [sentence, *reliability(results, words)])]
    found = [(_question(results, name, words), list(_answer(results, name, words))) for name in results.scenarios]
    return [*found, (words("keep_in_mind"), list(_reservations(results, words)))]


def _question(results: Results, scenario: str, words: Words) -> str:
    if scenario in (COACHES, *ASKED):
        return words(f"question_{scenario}")
    return words.of(results.labels[scenario])


def _answer(results: Results, scenario: str, words: Words) -> Iterator[str]:
    scope = PILOT if results.pilots and scenario != CITY else TOWN
    whole = against_reference(results, scenario, scope)
    yield from verdict(after_change(results, scenario, scope) or whole, results, words)
    yield from overview(whole, results, words)
    if scenario in ASKED and COACHES in results.scenarios:
        beside = against_other(results, scenario, COACHES, PILOT if results.pilots else TOWN)
        yield from besides(beside, results, words)


def verdict(contrast: Contrast, results: Results, words: Words) -> Iterator[str]:
    """Says in which worldviews there are fewer serious problem-weeks than in usual care, and by how much."""
    if SERIOUS not in contrast.outcomes:
        return
    places = _by_direction(contrast.outcomes[SERIOUS])
    parts = [
        words(f"verdict_{toward}", where=_sized(toward, names, contrast, results, words))
        for toward, names in places.items()
    ]
    yield words(
        "verdict",
        outcome=words.of(results.outcomes[SERIOUS].label),
        scope=words(f"in_{contrast.scope}"),
        since=words("since", month=contrast.from_month) if contrast.from_month else "",
        reference=results.usual(words),
        parts="; ".join(parts),
    )


def overview(contrast: Contrast, results: Results, words: Words) -> Iterator[str]:
    """Says what differs in all, some and none of the worldviews."""
    first, *others = list(_patterns(contrast, results, words)) or [words("none_measured")]
    rest = uncapitalised(first)
    yield words("against", reference=results.usual(words), years=results.years, rest=rest)
    yield from others


def _patterns(contrast: Contrast, results: Results, words: Words) -> Iterator[str]:
    found = patterns(contrast)
    shown = results.outcomes
    if found.everywhere:
        phrases = [shown[name].change(toward is Direction.MORE, words) for name, toward in found.everywhere.items()]
        kind = "only" if len(results.worldviews) == 1 else "all"
        where = words.named("worldview", results.worldviews[0])
        yield words(kind, where=where, phrases=words.listed(phrases))
    if found.somewhere:
        phrases = [_somewhere(name, found.somewhere[name], results, words) for name in found.somewhere]
        yield words("some", phrases="; ".join(phrases))
    for kind, names in (("none", found.nowhere), ("untold", found.untold)):
        if names:
            yield words(kind, phrases=words.listed([shown[name].inside(words) for name in names]))


def besides(contrast: Contrast, results: Results, words: Words) -> Iterator[str]:
    """Says how a scenario differs from coaches that stay."""
    phrases = [
        _somewhere(name, contrast.outcomes[name], results, words)
        or words(_unseen(contrast.outcomes[name]), outcome=results.outcomes[name].inside(words))
        for name in BESIDE
        if name in contrast.outcomes
    ]
    scope = capitalised(words(f"in_{contrast.scope}"))
    yield words("besides", other=_called(contrast.other, results, words), scope=scope, phrases="; ".join(phrases))


def _reservations(results: Results, words: Words) -> Iterator[str]:
    told = results.comparison["low"].notna().any()
    missing = [name for name in ASKED if name not in results.scenarios]
    if missing:
        yield words("not_asked", scenarios=words.listed(missing))
    if NO_EFFECT in results.worldviews and told:
        yield access(results, words)
    yield from covers(results, words)
    yield from reliability(results, words)
    yield words("calibrated")


def access(results: Results, words: Words) -> str:
    """Says what remains between no effect and usual care, which is access."""
    scenario = COACHES if COACHES in results.scenarios else results.scenarios[0]
    contrast = against_reference(results, scenario, PILOT if results.pilots else TOWN)
    phrases = [
        results.outcomes[name].change(directions[NO_EFFECT] is Direction.MORE, words)
        for name, directions in contrast.outcomes.items()
        if directions.get(NO_EFFECT) in SEEN
    ]
    return words(
        "access",
        worldview=words.named("worldview", NO_EFFECT),
        reference=results.usual(words),
        scenario=_called(scenario, results, words),
        scope=capitalised(words(f"in_{contrast.scope}")),
        parts=words.listed(phrases) or words("nothing_shown"),
    )


def covers(results: Results, words: Words) -> Iterator[str]:
    """Says what the intervals cover, worldview by worldview."""
    found: dict[tuple[str, int, int], list[str]] = {}
    table = results.comparison[results.comparison["outcome"].isin(MAIN)]
    for worldview in results.worldviews:
        ours = table[table["worldview"] == worldview].sort_values("runs", kind="stable")
        if len(ours):
            row = ours.iloc[-1]
            found.setdefault((str(row["covers"]), int(row["draws"]), int(row["runs"])), []).append(worldview)
    for (what, draws, runs), names in found.items():
        kind = f"covers_{what.replace(' ', '_')}"
        yield words(kind, where=_where(names, results, words), draws=draws, runs=runs)


def _somewhere(name: str, directions: Directions, results: Results, words: Words) -> str:
    """Says in which worldviews there is less and in which there is more of an outcome."""
    parts = []
    for toward, names in _by_direction(directions).items():
        if toward in SEEN:
            change = results.outcomes[name].change(toward is Direction.MORE, words)
            parts.append(words("phrase_in", phrase=change, where=_where(names, results, words)))
    return words("but").join(parts)


def _unseen(directions: Directions) -> str:
    """Gives the name of the words for an outcome that differs nowhere."""
    return "untold_one" if set(directions.values()) == {Direction.UNKNOWN} else "no_difference"


def _by_direction(directions: Directions) -> Mapping[Direction, list[str]]:
    found: dict[Direction, list[str]] = {}
    for toward in Direction:
        names = [worldview for worldview, each in directions.items() if each is toward]
        if names:
            found[toward] = names
    return found


def _where(worldviews: list[str], results: Results, words: Words) -> str:
    if len(worldviews) == len(results.worldviews) > 1:
        return words("all_worldviews")
    return words.listed([words.named("worldview", name) for name in worldviews])


def _sized(toward: Direction, names: list[str], contrast: Contrast, results: Results, words: Words) -> str:
    """Names worldviews, each with the size of its difference where one is seen."""
    if toward not in SEEN:
        return _where(names, results, words)
    sizes = {name: _percentage(contrast.sizes[name][0], words) for name in names}
    sized = [words("sized", worldview=words.named("worldview", name), size=size) for name, size in sizes.items()]
    everywhere = len(names) == len(results.worldviews) > 1
    return words("all_sized", where=words.listed(sized)) if everywhere else words.listed(sized)


def _percentage(share: float, words: Words) -> str:
    """Writes a change in per cent, with another digit where one would leave nothing."""
    return written(100.0 * share, 1 if abs(share) >= 0.0005 else 2, words.lang, signed=True)


def _called(scenario: str, results: Results, words: Words) -> str:
    """Gives a scenario's label as it stands inside a sentence."""
    return uncapitalised(words.of(results.labels[scenario]))

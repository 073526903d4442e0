"""How sure an effect is: in which worldviews it is seen, and in which share of draws."""

from typing import Any

from simulation.present.council.effects import ENOUGH_RUNS
from simulation.present.decision_sentences import certainty
from simulation.present.findings import SEEN, Direction
from simulation.present.folder import KEYS, PILOT
from simulation.present.numbers import written
from simulation.present.pack.facts import SHARE, SMALLEST, Facts
from simulation.present.series import runs_of
from simulation.present.words import capitalised
from simulation.settings.values import MIXED
from simulation.study.comparison import gap_of


def pattern(facts: Facts, outcome: str, scenario: str) -> str:
    """Says where there is less of an outcome: all, some or none of the worldviews, or only in all together.

    Returns:
        ``tiny`` (everywhere next to nothing), ``all``, ``some``, ``together_less``, ``together_more``, ``none``,
        ``more`` (in some, and less in none), ``depends`` (less in some, more in others), or ``untold``; where
        worldviews were not run apart ``less`` or ``greater``
    """
    scope = facts.scope(scenario)
    found = list(_toward(facts, outcome, scenario, scope).values())
    together = {facts.gap(outcome, scenario, view, scope).direction for view in facts.shown}
    if {*found, *together} == {Direction.UNKNOWN}:
        return "untold"
    shares = [facts.relative(outcome, scenario, view, scope).difference for view in {*facts.plain, *facts.shown}]
    if {*found, *together} & set(SEEN) and all(abs(share) < SMALLEST[SHARE] / 2 for share in shares):
        return "tiny"
    if len(found) < 2:
        return {Direction.LESS: "less", Direction.MORE: "greater"}.get(next(iter(together)), "none")
    less, more = found.count(Direction.LESS), found.count(Direction.MORE)
    if more:
        return "depends" if less else "more"
    if less:
        return "all" if less == len(found) else "some"
    return next((f"together_{side}" for side in SEEN if side in together), "none")


def sure(facts: Facts, outcome: str, scenario: str) -> str:
    """Says how sure a difference is, and in which worldviews it is seen."""
    scope = facts.scope(scenario)
    parts = (_certainty(facts, outcome, scenario, scope), _holds(facts, outcome, scenario, scope))
    return " ".join(part for part in parts if part)


def _holds(facts: Facts, outcome: str, scenario: str, scope: str) -> str:
    """Says in which worldviews there is less or more of an outcome."""
    words, found = facts.words, _toward(facts, outcome, scenario, scope)
    sides = {side: [view for view, each in found.items() if each is side] for side in (*SEEN, Direction.UNCLEAR)}
    if len(found) < 2:
        return ""
    for side in SEEN:
        if len(sides[side]) == len(found):
            return words(f"pack_holds_all_{side}")
    if not any(sides[side] for side in SEEN):
        untold = all(each is Direction.UNKNOWN for each in found.values())
        return words("pack_holds_unknown" if untold else "pack_holds_none")
    parts = [
        words(f"pack_holds_{side}", where=words.listed([facts.worldview(view) for view in views]))
        for side, views in sides.items()
        if views
    ]
    return words("pack_holds_some", parts=capitalised("; ".join(parts)))


def _certainty(facts: Facts, outcome: str, scenario: str, scope: str) -> str:
    """Says in which share of draws a difference is to the side of its mean, and the word for that share."""
    words, draws = facts.words, _draws(facts, outcome, scenario, scope)
    mean = float(draws.mean()) if len(draws) else 0.0
    if not mean:
        return words("pack_certainty_none" if not len(draws) else "pack_certainty_same")
    if len(draws) < ENOUGH_RUNS:
        return words("pack_certainty_few", draws=len(draws))
    share = float((draws * mean > 0.0).mean())
    return words(
        "pack_certainty",
        word=capitalised(words(f"certainty_{certainty(share)}")),
        share=written(100.0 * share, 0, words.lang),
        draws=len(draws),
        side=words("pack_side_less" if mean < 0.0 else "pack_side_more"),
    )


def _toward(facts: Facts, outcome: str, scenario: str, scope: str) -> dict[str, Direction]:
    """Says for each worldview that is no mixture what can be said of a difference."""
    return {view: facts.gap(outcome, scenario, view, scope).direction for view in facts.plain}


def _draws(facts: Facts, outcome: str, scenario: str, scope: str) -> Any:
    """Gives the mean difference of each draw of the mixture; nothing if there is none."""
    column = f"{outcome}_pilot" if scope == PILOT else outcome
    values = facts.results.runs.set_index(KEYS)[[column]]
    ours, usual = (runs_of(values, MIXED, name, facts.results) for name in (scenario, facts.results.reference))
    gaps = gap_of(ours, usual.reindex(ours.index))[column]
    return gaps[gaps.index.get_level_values("draw") > 0].groupby(level="draw").mean()

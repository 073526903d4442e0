"""What a sweep says, in sentences: at how many points outcomes differ, and which setting moves cost most."""

from collections.abc import Iterator

from simulation.present.findings import Direction
from simulation.present.numbers import written
from simulation.present.reliability import reliability
from simulation.present.sentences import covers
from simulation.present.sweep import FEWEST, UNCERTAINTIES, Sweep, called, directions, ranked
from simulation.present.words import Words, capitalised

ACCIDENTS = 0.05
"""share of intervals that exclude zero though nothing differs"""


def paragraphs(sweep: Sweep, words: Words) -> list[tuple[str, list[str]]]:
    """Gives a heading and sentences for each scenario, and what to keep in mind."""
    results = sweep.results
    if not results.scenarios:
        sentence = words("nothing_to_compare", reference=results.usual(words))
        return [("", [sentence, *reliability(results, words)])]
    found = [(words.of(results.labels[name]), list(_about(sweep, name, words))) for name in results.scenarios]
    return [*found, (words("keep_in_mind"), list(_reservations(sweep, words)))]


def _about(sweep: Sweep, scenario: str, words: Words) -> Iterator[str]:
    alike: dict[str, list[str]] = {}
    for worldview in sweep.results.worldviews:
        counts = _counts(sweep, scenario, worldview, words)
        alike.setdefault(counts, []).append(words.named("worldview", worldview))
    for counts, names in alike.items():
        yield words("sweep_counts", where=capitalised(words.listed(names)), parts=counts)
    yield most_moved(sweep, scenario, words)


def _counts(sweep: Sweep, scenario: str, worldview: str, words: Words) -> str:
    """Says at how many points each main outcome is lower and at how many higher, those alike together."""
    seen: dict[tuple[int, int], list[str]] = {}
    nowhere: list[str] = []
    untold: list[str] = []
    for name in sweep.outcomes:
        toward = directions(sweep.differences(name, worldview, scenario))
        told = int((toward != Direction.UNKNOWN).sum())
        shown = sweep.results.outcomes[name]
        counts = {each: int((toward == each).sum()) for each in (Direction.LESS, Direction.MORE)}
        for each, count in counts.items():
            if count:
                seen.setdefault((count, told), []).append(shown.change(each is Direction.MORE, words))
        if not any(counts.values()):
            (nowhere if told else untold).append(shown.inside(words))
    parts = [
        words("at_all" if count == told else "at_some", count=count, told=told, changes=words.listed(changes))
        for (count, told), changes in sorted(seen.items(), key=lambda item: -item[0][0])
    ]
    kinds = (("at_none", nowhere), ("at_untold", untold))
    return "; ".join(parts + [words(kind, outcomes=words.listed(names)) for kind, names in kinds if names])


def most_moved(sweep: Sweep, scenario: str, words: Words) -> str:
    """Says which swept setting the cost to the municipality goes with most, by worldview."""
    name = sweep.outcomes[0]
    groups: dict[tuple[str, str], list[str]] = {}
    for worldview in sweep.results.worldviews:
        found, stands_out = ranked(sweep, sweep.differences(name, worldview, scenario)["difference"])
        where = words.named("worldview", worldview)
        if found.empty:
            groups.setdefault(("moved_untold", ""), []).append(where)
            continue
        first = float(found.iloc[0])
        kind = "moved_most" if abs(first) >= stands_out else "moved_unclear"
        numbered = words("with_number", worldview=where, number=written(first, 2, words.lang, signed=True))
        groups.setdefault((kind, called(str(found.index[0]))), []).append(numbered)
    parts = [
        words(kind, where=words.listed(names), setting=setting, fewest=FEWEST)
        for (kind, setting), names in groups.items()
    ]
    return words("moved", outcome=sweep.results.outcomes[name].inside(words), parts="; ".join(parts))


def _reservations(sweep: Sweep, words: Words) -> Iterator[str]:
    results = sweep.results
    told = int(results.comparison["low"].notna().sum())
    if told:
        expected = written(ACCIDENTS * told, 0 if told >= 20 else 1, words.lang)
        yield words("sweep_many", number=written(told, 0, words.lang), expected=expected)
    yield words("sweep_chosen")
    if any(name.startswith(UNCERTAINTIES) for name in sweep.settings):
        yield words("sweep_held")
    yield words("sweep_ranks")
    yield from covers(results, words)
    yield from reliability(results, words)
    yield words("calibrated")

"""How far results can be relied on: runs that are missing, precision that was asked for, chance beside unknowns."""

import math
from collections.abc import Iterator

from simulation.present.folder import PILOT, Results
from simulation.present.numbers import written
from simulation.present.outcomes import MAIN
from simulation.present.words import Words, capitalised

PILOT_END = f"_{PILOT}"


def reliability(results: Results, words: Words) -> Iterator[str]:
    """Says all of it that applies."""
    yield from failures(results, words)
    yield from precision(results, words)
    yield from chance_and_unknowns(results, words)


def failures(results: Results, words: Words) -> Iterator[str]:
    """Says how many runs failed."""
    failed = int(results.manifest.get("failures", 0))
    if failed:
        yield words("failures", failed=failed, runs=int(results.manifest["plan"]["runs"]))


def precision(results: Results, words: Words) -> Iterator[str]:
    """Says how wide the intervals of chance are of the outcomes of which a width was asked."""
    found = results.manifest.get("precision")
    if not found:
        return
    wanted = results.manifest["configuration"]["settings"]["precision"]
    parts = [_width(name, width, wanted[name], results, words) for name, width in found["half_widths"].items()]
    kind = "precise" if found["reached"] else "not_precise"
    yield words(kind, runs=found["runs_of_a_draw"], parts="; ".join(parts))


def _width(name: str, width: float, wanted: float, results: Results, words: Words) -> str:
    """Writes the width of an outcome beside the one that was asked for, so exactly that the two can be told apart."""
    shown = results.outcomes[name.removesuffix(PILOT_END)]
    scale = shown.scale([wanted, width], min(0.1 * width, 0.1 * wanted, abs(width - wanted)))
    unit = shown.measure(scale, True, words)
    return words(
        "precise_part",
        outcome=f"{shown.inside(words)} ({unit})" if unit else shown.inside(words),
        place=words("in_pilot" if name.endswith(PILOT_END) else "in_town"),
        width=scale.write(width, words.lang) if math.isfinite(width) else words("missing"),
        wanted=scale.write(wanted, words.lang),
    )


def chance_and_unknowns(results: Results, words: Words) -> Iterator[str]:
    """Says how the variance of differences splits, where runs and draws tell chance and unknowns apart."""
    table = results.comparison
    ours = table[table["outcome"].isin(MAIN)]
    chance, unknowns = ours["sd_chance"] ** 2, ours["sd_unknowns"] ** 2
    share = (chance / (chance + unknowns)).dropna()
    parts = []
    for worldview, shares in share.groupby(ours["worldview"].loc[share.index], sort=False):
        mean, low, high = (_percent(each, words) for each in (shares.mean(), shares.min(), shares.max()))
        rest = _percent(1.0 - round(100 * shares.mean()) / 100, words)
        name = words.named("worldview", str(worldview))
        parts.append(words("split_part", worldview=name, chance=mean, low=low, high=high, unknowns=rest))
    if parts:
        yield capitalised(words("split", parts="; ".join(parts)))


def _percent(share: float, words: Words) -> str:
    return written(100.0 * share, 0, words.lang)

"""The YAML of a town, with remarks for whoever reads it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from simulation.settings.kwb.population import GROUPS, NATIONAL
from simulation.settings.kwb.rates import WORDS
from simulation.settings.kwb.town import HIGHEST_FACTOR, LOWEST_FACTOR, Draft, Place

WIDTH = 118
TEXT = """\
# @package town
defaults:
  - /population: dutch
  - /agencies: dutch
  - _self_

{remarks}

name: {name}
label: {{nl: {label}, en: {label}}}
kind: real
households: {households}
people_per_household: {people}
regime_year: 2022
price_year: 2024
signalling_duty_from: 2021
coordination_share: {{0: 0.1, 2015: 0.3}} # assumption, as in Enschede
entry_threshold_domains: 3 # assumption, as in Enschede
population:{population}
neighbourhoods:
{neighbourhoods}
sources:
  households: {sum_of_places}
  people_per_household: {grade_b}
  population: {population_source}
  coordination_share: "D: assumption, as in Enschede"
  entry_threshold_domains: "D: assumption, as in Enschede"
  neighbourhoods: {grade_b}
"""
OWN_SHARES = ("corporation", "low_income")
"""rates that a neighbourhood has itself; the others are of the town or in the factor"""
WHERE = {"Wijk": "its wijk", "Gemeente": "the municipality", "Land": "the country"}


def page_of(draft: Draft, name: str, source: str, file: str) -> str:
    """Writes a town as YAML.

    Args:
        draft: the town
        name: one word, also the name of the file
        source: what the figures are from
        file: what they were read from
    """
    households = draft.households
    rows = "\n".join(_row(place, households, place.name == draft.pilot, source) for place in draft.places)
    population = "".join(f"\n  {key}: {_flow(value)}" for key, value in draft.population.items())
    return TEXT.format(
        remarks="\n".join(_remarks(draft, source, file)),
        name=name,
        label=quoted(draft.name),
        households=households,
        people=draft.people,
        population=population or " {}",
        neighbourhoods=rows,
        grade_b=quoted(f"B: {source}"),
        population_source=quoted(f"B: {source}; splits that it does not give are assumptions (D), see above"),
        sum_of_places=quoted(f"B: sum of the neighbourhoods, {source}"),
    )


def quoted(text: str) -> str:
    """Quotes text for YAML, which reads the text of JSON as it is."""
    return json.dumps(text, ensure_ascii=False)


def _row(place: Place, households: int, is_pilot: bool, source: str) -> str:
    parts = {
        "name": quoted(place.name),
        "share": f"{place.households / households:.9f}",  # so that hundreds of them still sum to 1
        **({"pilot": "true"} if is_pilot else {}),
        "factor": place.factor,
        **{f"{rate}_share": round(place.rates[rate], 4) for rate in OWN_SHARES if rate in place.rates},
        "grade": "B",
        "source": quoted(source),
    }
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in parts.items())}}}"


def _flow(value: Mapping[str, float] | float) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {share}' for key, share in value.items())}}}"
    return str(value)


def _remarks(draft: Draft, source: str, file: str) -> Iterator[str]:
    """Comment lines: what this is, how numbers were made, what was filled, absent or left out."""
    yield from _comment(f"{draft.name}, each neighbourhood a {draft.per.lower()}. Read from {file}.")
    yield from _comment(f"Figures: {source}. Change here what you know better.")
    yield from _comment(_factor_remark(draft))
    for remark in (*draft.warnings, *draft.remarks):
        yield from _comment(remark)
    if absent := [name for name in (*GROUPS, "assistance_share") if name not in draft.population]:
        yield from _comment(f"Not in the file, so as in configs/population/{NATIONAL}.yaml: {', '.join(absent)}.")
    if not draft.pilot_chosen:
        yield from _comment("pilot: nobody chose one; it is a large neighbourhood with the largest factor.")
    if draft.left_out:
        names = ", ".join(f"{region.name} ({region.code})" for region in draft.left_out)
        yield from _comment(f"Left out, no households or not known how many: {names}.")
    yield from _filled_remarks(draft)


def _factor_remark(draft: Draft) -> str:
    if not draft.factor_rates:
        return "factor: 1.0 everywhere; the file has neither youth care, Wmo support nor social assistance."
    rates = ", ".join(WORDS[rate] for rate in draft.factor_rates)
    return (
        f"factor: mean of {rates}, each relative to the household-weighted mean of the town; scaled to mean 1 and "
        f"kept between {LOWEST_FACTOR:g} and {HIGHEST_FACTOR:g}."
    )


def _filled_remarks(draft: Draft) -> Iterator[str]:
    if not draft.filled:
        return
    yield from _comment("Filled from the level above, because suppressed or unknown in the file:")
    for rate, level in dict.fromkeys((each.rate, each.level) for each in draft.filled):
        regions = [each.region for each in draft.filled if (each.rate, each.level) == (rate, level)]
        yield from _comment(f"- {WORDS[rate]}, from {WHERE[level]}: {', '.join(regions)}", "#   ")


def _comment(text: str, start: str = "# ") -> Sequence[str]:
    return wrap(
        text, WIDTH, initial_indent=start, subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )

"""Amounts with their interval as people say them: no more digits than the interval supports, and no cents."""

import math

from simulation.present.numbers import MILLION, written
from simulation.present.words import Words

BILLION = 1e9
DIGITS_ALONE = 2
"""digits of a number without an interval"""


def step_of(value: float, low: float, high: float) -> float:
    """Gives the power of ten to round to: at most half of what the interval is wide to either side."""
    known = math.isfinite(low) and math.isfinite(high) and high > low
    if low == high == round(value):
        return 1.0
    if known:
        return float(10.0 ** math.floor(math.log10((high - low) / 4)))
    return float(10.0 ** (math.floor(math.log10(abs(value))) - DIGITS_ALONE + 1)) if value else 1.0


def spoken(value: float, step: float, words: Words, largest: float | None = None, named: bool = True) -> str:
    """Says a number rounded to a step: 85.000, 1,2 miljoen.

    Args:
        value: finite
        step: a power of ten
        words: of the language
        largest: the number that decides whether it is said in millions; the value itself if not given
        named: whether the word for a million is said
    """
    size = abs(value if largest is None else largest)
    unit, word = next(
        ((unit, word) for unit, word in ((BILLION, "billion"), (MILLION, "million")) if size >= unit), (1.0, "")
    )
    decimals = max(0, -math.floor(math.log10(step / unit) + 1e-9))
    text = written(round(value / step) * step / unit, decimals, words.lang)
    return f"{text} {words(word)}" if word and named else text


def with_interval(value: float, low: float, high: float, words: Words, euros: bool = False, unit: str = "") -> str:
    """Says a number with its interval: 12 (9 tot 15), € 1,2 miljoen (0,9 tot 1,5).

    Args:
        value: the mean
        low: of the interval; NaN if there is none
        high: of the interval
        words: of the language
        euros: whether these are amounts of money, which are said without cents
        unit: what follows the number, as a per cent sign
    """
    step = step_of(value, low, high)
    step = max(step, 1.0) if euros else step
    known = math.isfinite(low) and math.isfinite(high)
    largest = max(abs(value), abs(low), abs(high)) if known else abs(value)
    sign = words("euro_sign") if euros else ""
    text = sign + spoken(value, step, words, largest) + unit
    if not known or low == high:
        return text
    ends = (
        words("nearly_none")
        if low * high > 0 and nearly_none(end, step)
        else spoken(end, step, words, largest, named=False)
        for end in (low, high)
    )
    return f"{text} ({words('to').join(ends)})"


def nearly_none(end: float, step: float) -> bool:
    """Returns whether the end of an interval without zero would be written as zero."""
    return 0 < abs(end) < step / 2


def euros(value: float, words: Words) -> str:
    """Says an amount without an interval: € 85.000, € 1,2 miljoen."""
    return words("euro_sign") + spoken(value, max(1.0, step_of(value, math.nan, math.nan)), words)

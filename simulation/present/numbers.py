"""Numbers as people read them: separators by language, a true minus sign, no more digits than are known."""

import math
from dataclasses import dataclass

from babel.numbers import format_decimal

from simulation.settings.words import Language

MINUS = "\N{MINUS SIGN}"
THOUSAND, MILLION = 1e3, 1e6


def written(value: float, decimals: int, lang: Language, signed: bool = False) -> str:
    """Writes a number: 1,234.5 in English, 1.234,5 in Dutch.

    Args:
        value: finite
        decimals: digits after the separator
        lang: decides the separators
        signed: whether a plus sign is written too
    """
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    text = format_decimal(abs(value), pattern, locale=lang)
    if not any(digit in text for digit in "123456789"):
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


@dataclass(frozen=True)
class Scale:
    """How the values of one outcome are written: divided by ``divisor``, with so many decimals."""

    divisor: float
    decimals: int
    word: str
    """name of the word for the divisor, if it has one"""

    def write(self, value: float, lang: Language) -> str:
        """Writes a value on this scale."""
        return written(value / self.divisor, self.decimals, lang)


def scale_of(values: list[float], share: bool = False, half: float = math.nan) -> Scale:
    """Chooses a scale on which the largest of some values has at most three digits before the separator.

    Args:
        values: in the outcome's own unit; missing values are skipped
        share: whether they are shares, to be written as percentages
        half: half the width of the interval around them, if there is one: it decides how exact they are
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    divisor, word = 1.0, ""
    if share:
        divisor = 0.01
    elif largest >= THOUSAND:
        divisor, word = (MILLION, "million") if largest >= MILLION else (THOUSAND, "thousand")
    if half > 0.0:
        return Scale(divisor, 0 if half >= divisor else 1 if half >= divisor / 10 else 2, word)
    largest /= divisor
    return Scale(divisor, 0 if largest >= 100 or largest == half == 0 else 1 if largest >= 10 else 2, word)

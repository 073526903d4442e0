"""Numbers as people read them: separators, rounding by the interval, euros without cents, and the glossary."""

import math

import pytest

from simulation.present.amounts import euros, spoken, step_of, with_interval
from simulation.present.council.effects import Effect, Verdict
from simulation.present.council.slide import told
from simulation.present.glossary import TERMS, glossary
from simulation.present.numbers import written
from simulation.present.words import Words
from simulation.settings.words import Language

DUTCH, ENGLISH = Words(Language.NL), Words(Language.EN)


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [(1234567.89, 1, "1.234.567,9", "1,234,567.9"), (-85000.0, 0, "−85.000", "−85,000"), (-0.04, 1, "0,0", "0.0")],
)
def test_numbers_are_written_as_each_language_does(value: float, decimals: int, dutch: str, english: str) -> None:
    assert written(value, decimals, Language.NL) == dutch
    assert written(value, decimals, Language.EN) == english


def test_euros_have_no_cents() -> None:
    assert euros(85_000.0, DUTCH) == "€ 85.000"
    assert euros(85_000.0, ENGLISH) == "€85,000"
    assert euros(1_234_567.0, DUTCH) == "€ 1,2 miljoen"
    assert euros(2_500_000_000.0, ENGLISH) == "€2.5 billion"
    assert euros(0.4, DUTCH) == "€ 0"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1_234_567.0, 900_000.0, 1_500_000.0), "€ 1,2 miljoen (0,9 tot 1,5)"),
        ((84_321.0, 60_111.0, 108_999.0), "€ 80.000 (60.000 tot 110.000)"),
        ((84_321.0, 83_111.0, 85_999.0), "€ 84.300 (83.100 tot 86.000)"),
        ((1_234_567.0, 1_234_000.0, 1_235_000.0), "€ 1,2346 miljoen (1,2340 tot 1,2350)"),
        ((2.34, 1.7, 2.9), "€ 2 (2 tot 3)"),
        ((-3.2, -4.1, -2.4), "€ −3 (−4 tot −2)"),
    ],
)
def test_amounts_are_rounded_to_what_the_interval_supports(numbers: tuple[float, float, float], said: str) -> None:
    assert with_interval(*numbers, DUTCH, euros=True) == said


def test_the_step_is_at_most_half_of_the_interval_to_either_side() -> None:
    for half in (0.003, 0.7, 4.0, 19.0, 2e5):
        step = step_of(1e6, 1e6 - half, 1e6 + half)
        assert half / 20 < step <= half / 2


def test_an_interval_without_zero_is_not_written_with_it() -> None:
    assert with_interval(1.1, 0.004, 3.3, ENGLISH, unit="%") == "1.1% (nearly 0 to 3.3)"
    assert with_interval(1.1, -0.004, 3.3, ENGLISH, unit="%") == "1.1% (0.0 to 3.3)"


def test_without_an_interval_there_is_a_number_alone() -> None:
    assert with_interval(1234.0, math.nan, math.nan, DUTCH) == "1.200"
    assert spoken(1234.0, 100.0, DUTCH) == "1.200"
    assert with_interval(0.0, 0.0, 0.0, DUTCH) == "0"


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (Effect(1.2e6, 0.9e6, 1.5e6, Verdict.MORE), "€ 1,2 miljoen meer (0,9 tot 1,5)"),
        (Effect(-1.2e6, -1.5e6, -0.9e6, Verdict.LESS), "€ 1,2 miljoen minder (0,9 tot 1,5)"),
        (Effect(1e5, -2e5, 4e5, Verdict.UNCLEAR), "geen verschil te zien (−200.000 tot 400.000)"),
        (Effect(1e5, math.nan, math.nan, Verdict.UNKNOWN), "niet te zeggen: te weinig doorrekeningen"),
    ],
)
def test_plus_is_more_and_minus_is_less_in_words(effect: Effect, said: str) -> None:
    assert told(effect, DUTCH, euros=True) == said


def test_the_glossary_is_complete_in_both_languages_and_plain() -> None:
    for words in (DUTCH, ENGLISH):
        found = glossary(words)
        assert len(found) == len(TERMS) == len({name for name, _ in found})
        for name, meaning in found:
            sentences = [each for each in meaning.rstrip(".").split(". ") if each]
            assert name
            assert meaning.endswith(".")
            assert max(len(each.split()) for each in sentences) <= 22, meaning

"""Draws of the unknowns: spread evenly, kept when more are drawn, and without ties between unknowns."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulation.settings import Uncertainties, values_of
from simulation.settings.compose import compose_study
from simulation.settings.values import shares

NAMES = tuple(f"group.number_{number}" for number in range(282))


@settings(deadline=None, max_examples=50)
@given(name=st.text(min_size=1), seed=st.integers(0, 2**63), power=st.integers(0, 9))
def test_as_many_equal_parts_have_one_number_each(name: str, seed: int, power: int) -> None:
    count = 2**power
    found = np.array(shares(name, count, seed))
    assert len(found) == count
    assert sorted(np.floor(found * count).astype(int)) == list(range(count))


def test_more_numbers_keep_the_earlier_ones() -> None:
    found = [shares("streets.spill", 2**power, seed=7) for power in range(10)]
    assert all(more[: len(fewer)] == fewer for fewer, more in pairwise(found))


@pytest.mark.parametrize("count", [33, 64, 512])
def test_sequences_are_as_independent_as_chance_makes_them(count: int) -> None:
    found = np.array([shares(name, count, seed=1)[:count] for name in NAMES])
    pairs = np.corrcoef(found)[np.triu_indices(len(NAMES), 1)]
    scores = np.sqrt(count - 3) * np.arctanh(pairs)
    assert abs(scores).max() < stats.norm.isf(1e-4 / len(pairs))
    assert scores.std() == pytest.approx(1.0, abs=0.1)


def test_another_unknown_changes_no_draw() -> None:
    study = compose_study(()).study
    rows = dict(study.uncertainties.rows)
    fewer = {name: row for name, row in rows.items() if not name.startswith("circles.")}
    for draw in (1, 5):
        kept, all_ = (
            values_of(Uncertainties(rows=each, price_index=study.uncertainties.price_index), None, (), draw, 3, 2024)
            for each in (fewer, rows)
        )
        assert {name: all_[name] for name in kept} == dict(kept)

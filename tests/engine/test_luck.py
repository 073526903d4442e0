"""A battery for luck: uniform, unrelated across all keys, and decided by nothing but the keys.

Keys are fixed, so a test that passes always passes. Thresholds are strict enough that good luck fails none of the many
comparisons: p-values of 1e-6 and 5.5 standard errors.
"""

import os
import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulation.streets.luck import STEP, chance, chances, patience_of_luck, seed_of

LEAST_P = 1e-6
MOST_Z = 5.5
BITS = 53
COUNT = 100_000
SEED = seed_of(1, 0)
WHO = np.arange(COUNT, dtype=np.int64)
PURPOSES = (
    0,
    1,
    2,
    3,
    4,
    15,
    27,
    40,
    41,
    50,
    60,
    71,
    80,
    81,
    82,
    83,
    84,
    85,
    90,
    91,
    100,
    107,
    120,
    140,
    166,
    200,
    202,
)


def bits_of(drawn: np.ndarray) -> np.ndarray:
    """The 53 random bits behind uniform numbers."""
    return (drawn * 2.0**BITS).astype(np.uint64)


def correlation_z(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1] * np.sqrt(len(one)))


def grid_p(one: np.ndarray, other: np.ndarray, cells: int = 64) -> float:
    """P-value that pairs are spread evenly over a grid of cells x cells."""
    seen = np.histogram2d(one, other, cells, ((0.0, 1.0), (0.0, 1.0)))[0]
    return float(stats.chisquare(seen.ravel()).pvalue)


class TestUniform:
    @pytest.mark.parametrize("purpose", PURPOSES)
    @pytest.mark.parametrize("count", [0, 1, 7])
    def test_kolmogorov_smirnov(self, purpose: int, count: int) -> None:
        assert stats.kstest(chances(SEED, WHO, purpose, count), "uniform").pvalue > LEAST_P

    @pytest.mark.parametrize("run", range(10))
    def test_in_every_run(self, run: int) -> None:
        assert stats.kstest(chances(seed_of(1, run), WHO, 0), "uniform").pvalue > LEAST_P

    @pytest.mark.parametrize("purpose", PURPOSES)
    def test_every_bit_is_a_coin(self, purpose: int) -> None:
        drawn = bits_of(chances(SEED, WHO, purpose))
        ones = np.array([((drawn >> np.uint64(bit)) & np.uint64(1)).sum() for bit in range(BITS)], float)
        assert np.abs((ones - COUNT / 2) / np.sqrt(COUNT / 4)).max() < MOST_Z

    @pytest.mark.parametrize("purpose", PURPOSES)
    @pytest.mark.parametrize("shift", [0, 8, 22, BITS - 8], ids=["low byte", "second", "middle", "high byte"])
    def test_every_byte_is_even(self, purpose: int, shift: int) -> None:
        byte = (bits_of(chances(SEED, WHO, purpose)) >> np.uint64(shift)) & np.uint64(255)
        assert stats.chisquare(np.bincount(byte.astype(np.int64), minlength=256)).pvalue > LEAST_P

    @pytest.mark.parametrize("pair", [(0, 1), (3, 17), (26, 27), (51, 52), (0, 52)])
    def test_pairs_of_bits_are_unrelated(self, pair: tuple[int, int]) -> None:
        drawn = bits_of(chances(SEED, WHO, 0))
        first, second = (((drawn >> np.uint64(bit)) & np.uint64(1)).astype(np.int64) for bit in pair)
        assert stats.chisquare(np.bincount(2 * first + second, minlength=4)).pvalue > LEAST_P

    def test_never_one_and_never_the_same(self) -> None:
        drawn = np.concatenate([chances(SEED, WHO, purpose, count) for purpose in range(10) for count in range(2)])
        assert drawn.min() >= 0.0
        assert drawn.max() < 1.0
        assert len(np.unique(drawn)) == len(drawn)

    def test_patience_is_a_standard_exponential(self) -> None:
        drawn = np.array([patience_of_luck(np.uint64(SEED), who, 83, 0) for who in range(20_000)])
        assert stats.kstest(drawn, "expon").pvalue > LEAST_P
        assert (drawn >= 0.0).all()
        assert np.isfinite(drawn).all()
        np.testing.assert_allclose(drawn, -np.log1p(-chances(SEED, WHO[:20_000], 83)), rtol=1e-12)


class TestUnrelated:
    def test_across_purposes(self) -> None:
        drawn = np.array([chances(SEED, WHO, purpose) for purpose in PURPOSES])
        related = np.corrcoef(drawn)[np.triu_indices(len(PURPOSES), 1)] * np.sqrt(COUNT)
        assert np.abs(related).max() < MOST_Z

    def test_across_counts(self) -> None:
        drawn = np.array([chances(SEED, WHO, 0, count) for count in range(30)])
        related = np.corrcoef(drawn)[np.triu_indices(30, 1)] * np.sqrt(COUNT)
        assert np.abs(related).max() < MOST_Z

    def test_across_runs_and_studies(self) -> None:
        seeds = [seed_of(study, run) for study, run in product(range(4), range(10))]
        drawn = np.array([chances(seed, WHO, 0) for seed in seeds])
        related = np.corrcoef(drawn)[np.triu_indices(len(seeds), 1)] * np.sqrt(COUNT)
        assert np.abs(related).max() < MOST_Z

    def test_across_adjacent_raw_seeds(self) -> None:
        drawn = np.array([chances(seed, WHO, 0) for seed in range(20)])
        related = np.corrcoef(drawn)[np.triu_indices(20, 1)] * np.sqrt(COUNT)
        assert np.abs(related).max() < MOST_Z

    @pytest.mark.parametrize("purpose", [0, 3, 40, 140])
    def test_across_neighbours(self, purpose: int) -> None:
        drawn = chances(SEED, WHO, purpose)
        found = [correlation_z(drawn[:-lag], drawn[lag:]) for lag in (*range(1, 50), 64, 100, 128, 256, 1000, 1024)]
        assert np.abs(found).max() < MOST_Z

    @pytest.mark.parametrize("name", ["purpose", "count"])
    def test_along_one_household(self, name: str) -> None:
        """The sequence that one household sees is as random as the one that a street sees."""
        lines = [chances(SEED, WHO[:2000], **{"purpose": 0, "count": 0, name: number}) for number in range(200)]
        walk = np.array(lines)
        for lag in (1, 2, 3, 8, 16):
            found = [correlation_z(walk[:-lag, who], walk[lag:, who]) for who in range(0, 2000, 40)]
            assert abs(sum(found)) / np.sqrt(len(found)) < MOST_Z

    @pytest.mark.parametrize("step", [1, 2, 1 << 10, 1 << 32, (1 << 32) + 1])
    def test_pairs_of_households_on_a_grid(self, step: int) -> None:
        assert grid_p(chances(SEED, WHO, 0), chances(SEED, WHO + step, 0)) > LEAST_P

    @pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (80, 81), (81, 82), (83, 84), (90, 91), (140, 141)])
    def test_pairs_of_purposes_on_a_grid(self, one: int, other: int) -> None:
        assert grid_p(chances(SEED, WHO, one), chances(SEED, WHO, other)) > LEAST_P

    @pytest.mark.parametrize("count", range(5))
    def test_pairs_of_counts_on_a_grid(self, count: int) -> None:
        assert grid_p(chances(SEED, WHO, 0, count), chances(SEED, WHO, 0, count + 1)) > LEAST_P

    @pytest.mark.parametrize("run", range(5))
    def test_pairs_of_runs_on_a_grid(self, run: int) -> None:
        assert grid_p(chances(seed_of(1, run), WHO, 0), chances(seed_of(1, run + 1), WHO, 0)) > LEAST_P

    def test_purpose_and_count_do_not_trade_places(self) -> None:
        """One step of purpose is not one step of count, nor one address."""
        assert grid_p(chances(SEED, WHO, 5, 6), chances(SEED, WHO, 6, 5)) > LEAST_P
        assert abs(correlation_z(chances(SEED, WHO, 1, 0), chances(SEED, WHO, 0, 1))) < MOST_Z
        assert abs(correlation_z(chances(SEED, WHO, 1, 0), chances(SEED, WHO + 1, 0, 0))) < MOST_Z

    @pytest.mark.parametrize("bit", range(48))
    def test_one_bit_of_who(self, bit: int) -> None:
        unrelated_and_half_changed(chances(SEED, WHO, 0), chances(SEED, WHO ^ (1 << bit), 0))

    @pytest.mark.parametrize("bit", range(64))
    def test_one_bit_of_the_seed(self, bit: int) -> None:
        unrelated_and_half_changed(chances(SEED, WHO, 0), chances(SEED ^ (1 << bit), WHO, 0))

    @pytest.mark.parametrize("bit", range(9))
    def test_one_bit_of_the_purpose(self, bit: int) -> None:
        unrelated_and_half_changed(chances(SEED, WHO, 3), chances(SEED, WHO, 3 ^ (1 << bit)))

    @pytest.mark.parametrize("bit", range(21))
    def test_one_bit_of_the_count(self, bit: int) -> None:
        unrelated_and_half_changed(chances(SEED, WHO, 3, 5), chances(SEED, WHO, 3, 5 ^ (1 << bit)))


def unrelated_and_half_changed(one: np.ndarray, other: np.ndarray) -> None:
    """A changed bit of a key changes about half of the bits of the number, each as likely."""
    assert abs(correlation_z(one, other)) < MOST_Z
    flipped = bits_of(one) ^ bits_of(other)
    changed = np.bitwise_count(flipped)
    spread = np.sqrt(BITS / 4 / len(one))
    assert abs(changed.mean() - BITS / 2) / spread < MOST_Z
    each = np.array([((flipped >> np.uint64(bit)) & np.uint64(1)).sum() for bit in range(BITS)], float)
    assert np.abs((each - len(one) / 2) / np.sqrt(len(one) / 4)).max() < MOST_Z


class TestTheBattery:
    """Generators with a known flaw must not pass."""

    def test_a_lattice_is_noticed(self) -> None:
        lattice = (WHO * 0.6180339887498949) % 1.0
        assert stats.kstest(lattice, "uniform").pvalue > LEAST_P
        assert grid_p(lattice[:-1], lattice[1:]) < LEAST_P

    def test_a_purpose_that_is_only_added_is_noticed(self) -> None:
        drawn = chances(SEED, WHO, 0)
        assert grid_p(drawn, (drawn + 0.6180339887498949) % 1.0) < LEAST_P

    def test_a_stuck_bit_is_noticed(self) -> None:
        drawn = bits_of(chances(SEED, WHO, 0)) | np.uint64(1)
        with pytest.raises(AssertionError):
            unrelated_and_half_changed(drawn / 2.0**BITS, (drawn ^ np.uint64(2)) / 2.0**BITS)


class TestSeeds:
    def test_no_two_runs_share_a_seed(self) -> None:
        seeds = {seed_of(study, run) for study, run in product(range(100), range(1000))}
        assert len(seeds) == 100_000
        assert all(0 <= seed < 1 << 64 for seed in seeds)

    def test_no_run_is_another_run_shifted_by_some_addresses(self) -> None:
        """Seed and address are added before they are mixed, so seeds may not differ by a few addresses' steps."""
        undo = pow(int(STEP), -1, 1 << 64)
        seeds = np.array([seed_of(1, run) for run in range(1500)], np.uint64)
        steps = np.multiply.outer(seeds, np.ones(1, np.uint64))[:, 0]
        apart = (steps[:, None] - steps[None, :]) * np.uint64(undo)
        apart = apart[~np.eye(len(seeds), dtype=bool)]
        low = (apart & np.uint64(0xFFFFFFFF)).astype(np.int64)
        high = (apart >> np.uint64(32)).astype(np.int64)
        near = ((low < 1 << 22) | (low > (1 << 32) - (1 << 22))) & ((high < 1 << 10) | (high > (1 << 32) - (1 << 10)))
        assert not near.any()

    def test_seeds_of_runs_are_unrelated(self) -> None:
        seeds = np.array([seed_of(1, run) for run in range(20_000)], np.uint64)
        drawn = (seeds >> np.uint64(11)).astype(float) / 2.0**53
        assert stats.kstest(drawn, "uniform").pvalue > LEAST_P
        assert abs(correlation_z(drawn[:-1], drawn[1:])) < MOST_Z
        low = (seeds & np.uint64(255)).astype(np.int64)
        assert stats.chisquare(np.bincount(low, minlength=256)).pvalue > LEAST_P


KEYS = st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**48 - 1), st.integers(0, 300), st.integers(0, 2**21))


class TestKeysDecide:
    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(KEYS)
    def test_many_at_once_is_the_same_as_one_by_one(self, key: tuple[int, int, int, int]) -> None:
        seed, who, purpose, count = key
        assert chances(seed, np.array([who]), purpose, count)[0] == chance(np.uint64(seed), who, purpose, count)

    def test_many_at_once_is_the_same_for_whole_streets(self) -> None:
        who = np.concatenate([np.arange(2000), np.arange(2000) + (7 << 32)])
        one_by_one = [chance(np.uint64(SEED), int(each), 83, 2) for each in who]
        np.testing.assert_array_equal(chances(SEED, who, 83, 2), one_by_one)

    @pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint64])
    def test_the_type_of_an_address_does_not_matter(self, kind: type) -> None:
        np.testing.assert_array_equal(chances(SEED, np.arange(100, dtype=kind), 1), chances(SEED, WHO[:100], 1))

    def test_order_does_not_matter(self) -> None:
        shuffled = np.random.default_rng(1).permutation(WHO)
        np.testing.assert_array_equal(chances(SEED, shuffled, 1), chances(SEED, WHO, 1)[shuffled])
        again = [chance(np.uint64(SEED), who, 1, 0) for who in reversed(range(200))]
        np.testing.assert_array_equal(again[::-1], chances(SEED, WHO[:200], 1))

    def test_global_generators_do_not_matter(self) -> None:
        before = chances(SEED, WHO[:100], 1)
        np.random.seed(5)  # noqa: NPY002 - the point is that this does nothing
        np.testing.assert_array_equal(chances(SEED, WHO[:100], 1), before)

    @pytest.mark.parametrize("hash_seed", ["0", "4242"])
    def test_another_process_has_the_same_luck(self, hash_seed: str) -> None:
        program = (
            "import numpy as np; from simulation.streets.luck import chance, chances, seed_of;"
            "s = seed_of(3, 4); print(s, *(chance(np.uint64(s), w, 7, 1).hex() for w in range(50)),"
            "chances(s, np.arange(1000), 9).sum().hex())"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )
        seed = seed_of(3, 4)
        here = [str(seed), *(chance(np.uint64(seed), who, 7, 1).hex() for who in range(50))]
        assert done.stdout.split() == [*here, float(chances(seed, np.arange(1000), 9).sum()).hex()]

"""Conditions under which something happens: the box of PRIM, a small tree, and whether either beats accident."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from simulation.analysis.indices import need

SCREENED = 6
"""conditions that PRIM is given: those by which cases that fail differ most from others"""
FEWEST = 5
"""cases that fail, and that do not, from which on it is searched"""
ACCIDENT = 0.05
"""share of shuffled outcomes that may do as well before a finding counts as accident"""
DEPTH = 3
LEVEL = 0.95
DIGITS = 3


@dataclass(frozen=True)
class Limit:
    """What a condition must be: between two numbers, of which one may be missing, or one of some words."""

    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] | None = None

    def holds(self, values: pd.Series) -> np.ndarray:
        """Return for each value whether it is inside."""
        if self.words is not None:
            return values.astype(str).isin(self.words).to_numpy()
        numbers = values.to_numpy(float)
        low, high = -math.inf if self.low is None else self.low, math.inf if self.high is None else self.high
        return np.asarray((numbers >= low) & (numbers <= high))


Box = Mapping[str, Limit]
"""limits by condition; all must hold"""

type Words = Mapping[str, tuple[str, str, tuple[str, ...]]]
"""column of a word: its condition, the word, and all words of the condition"""


@dataclass(frozen=True)
class Count:
    """How many of some cases are inside a box, and how many of them fail."""

    inside: int
    failing_inside: int
    failing: int
    cases: int

    @property
    def density(self) -> float:
        """Share of the cases inside that fail."""
        return self.failing_inside / self.inside if self.inside else math.nan

    @property
    def coverage(self) -> float:
        """Share of the failing cases that are inside."""
        return self.failing_inside / self.failing if self.failing else math.nan

    @property
    def share(self) -> float:
        """Share of all cases that fail."""
        return self.failing / self.cases if self.cases else math.nan

    @property
    def score(self) -> float:
        """Harmonic mean of coverage and density."""
        return 2.0 * self.failing_inside / (self.inside + self.failing) if self.inside + self.failing else 0.0


@dataclass(frozen=True)
class Finding:
    """What a search found."""

    boxes: tuple[Box, ...]
    """one of PRIM, or one for each leaf of a tree; none if nothing was found"""
    accident: float
    """share of shuffled outcomes (with the real one) that do at least as well; NaN if it was not tried"""


def inside(box: Box, conditions: pd.DataFrame) -> np.ndarray:
    """Return for each case whether it is in a box, shape (cases,)."""
    held = [limit.holds(conditions[name]) for name, limit in box.items()]
    return np.asarray(np.logical_and.reduce([np.ones(len(conditions), bool), *held]), bool)


def counted(box: Box, conditions: pd.DataFrame, fails: np.ndarray) -> Count:
    """Return how a box does on some cases."""
    here = inside(box, conditions)
    return Count(int(here.sum()), int((here & fails).sum()), int(fails.sum()), len(fails))


def bounds(successes: int, trials: int) -> tuple[float, float]:
    """Return the exact 95% interval of a share (Clopper and Pearson); NaN without trials."""
    if not trials:
        return math.nan, math.nan
    rest, tail = trials - successes, (1.0 - LEVEL) / 2.0
    low = betaincinv(successes, rest + 1, tail) if successes else 0.0
    high = betaincinv(successes + 1, rest, 1.0 - tail) if rest else 1.0
    return float(low), float(high)


def is_enough(fails: np.ndarray) -> bool:
    """Return whether there are enough cases of both kinds to search."""
    return min(int(fails.sum()), int((~fails).sum())) >= FEWEST


def find_box(conditions: pd.DataFrame, fails: np.ndarray, most: int, permutations: int, seed: int) -> Finding:
    """Find the box of conditions in which cases fail, by PRIM, unless shuffled outcomes give as good a box.

    Of all boxes that PRIM goes through, each with its least useful limits taken away until so many are left and none
    can be missed, it is the one with the best balance (harmonic mean) of coverage and density.

    Args:
        conditions: One row a case, one column a condition: numbers, or words as a category.
        fails: Whether each case fails.
        most: Limits in the box.
        permutations: Times that the outcome is shuffled.
        seed: Of the shuffling.
    """
    need("ema_workbench")
    if not is_enough(fails):
        return Finding((), math.nan)
    box, score = best_box(conditions, fails, most)
    luck = np.random.default_rng([seed, *b"box"])
    as_good, tried = 1, 1
    for _ in range(permutations):
        as_good += best_box(conditions, luck.permutation(fails), most)[1] >= score
        tried += 1
        if as_good > ACCIDENT * (permutations + 1):
            break  # more shuffling cannot change what is concluded
    accident = as_good / tried
    return Finding((box,) if box and accident <= ACCIDENT else (), accident)


def best_box(conditions: pd.DataFrame, fails: np.ndarray, most: int) -> tuple[Box, float]:
    """Return the box with the best score, and that score."""
    chosen = conditions[screened_names(conditions, fails)].reset_index(drop=True)
    trimmed = (_trimmed(box, chosen, fails, most) for box in _peeled(chosen, fails))
    return max(trimmed, key=lambda each: (each[1], -len(each[0])), default=({}, 0.0))


def screened_names(conditions: pd.DataFrame, fails: np.ndarray) -> list[str]:
    """Return the conditions by which failing cases differ most from the others, in their own order.

    The difference is the chance that a failing case has the higher value, away from one half; of words, it is half the
    sum of the differences in shares.
    """
    size = {str(name): _difference(conditions[name], fails) for name in conditions}
    kept = sorted(size, key=lambda name: -size[name])[:SCREENED]
    return [name for name in size if name in kept]


def _difference(values: pd.Series, fails: np.ndarray) -> float:
    if isinstance(values.dtype, pd.CategoricalDtype):
        shares = [values[each].value_counts(normalize=True) for each in (fails, ~fails)]
        return float((shares[0] - shares[1]).abs().sum() / 4)
    ranks = values.rank().to_numpy()
    failing, others = int(fails.sum()), int((~fails).sum())
    return abs(float((ranks[fails].sum() - failing * (failing + 1) / 2) / failing / others) - 0.5)


def _peeled(conditions: pd.DataFrame, fails: np.ndarray) -> Iterator[Box]:
    """Yield the boxes that PRIM goes through."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis import prim

        logging.getLogger("EMA").setLevel(logging.ERROR)
        found = prim.Prim(conditions, fails).find_box()
    if found is None:
        return
    whole = found.box_lims[0]
    for limits in found.box_lims[1:]:
        yield {
            str(name): _limit(limits[name], whole[name])
            for name in limits
            if any(one != other for one, other in zip(limits[name], whole[name], strict=True))
        }


def _limit(limits: pd.Series, whole: pd.Series) -> Limit:
    if isinstance(limits.iloc[0], set):
        return Limit(words=tuple(sorted(map(str, limits.iloc[0]))))
    ends = [None if one == other else rounded(float(one)) for one, other in zip(limits, whole, strict=True)]
    return Limit(low=ends[0], high=ends[1])


def rounded(number: float) -> float:
    """Return a limit as it is written, so that what is counted is what is said."""
    return float(f"{number:.{DIGITS}g}")


def _trimmed(box: Box, conditions: pd.DataFrame, fails: np.ndarray, most: int) -> tuple[Box, float]:
    """Take limits away while there are too many, or while that does no harm."""
    kept, score = dict(box), counted(box, conditions, fails).score
    while kept:
        without = [{name: limit for name, limit in kept.items() if name != left} for left in kept]
        scores = [counted(each, conditions, fails).score for each in without]
        best = int(np.argmax(scores))
        if len(kept) <= most and scores[best] < score:
            break
        kept, score = without[best], scores[best]
    return kept, score


def find_leaves(conditions: pd.DataFrame, fails: np.ndarray, permutations: int, seed: int) -> Finding:
    """Find the leaves of a small tree, unless it tells cases it has not seen apart no better than by accident.

    Args:
        conditions: One row a case, one column a condition.
        fails: Whether each case fails.
        permutations: Times that the outcome is shuffled.
        seed: Of the shuffling.
    """
    need("sklearn")
    if not is_enough(fails):
        return Finding((), math.nan)
    from sklearn.model_selection import StratifiedKFold, permutation_test_score
    from sklearn.tree import DecisionTreeClassifier

    numbers, words = _numbers(conditions)
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=max(FEWEST, len(fails) // 20), random_state=0)
    folds = StratifiedKFold(5, shuffle=True, random_state=seed % 2**32)
    test = {"scoring": "roc_auc", "cv": folds, "n_permutations": permutations, "random_state": seed % 2**32}
    accident = float(permutation_test_score(tree, numbers.to_numpy(), fails, **test)[2])
    if accident > ACCIDENT:
        return Finding((), accident)
    found = tuple(_leaves(tree.fit(numbers.to_numpy(), fails).tree_, [str(name) for name in numbers], words))
    return Finding(found if len(found) > 1 else (), accident)


def _numbers(conditions: pd.DataFrame) -> tuple[pd.DataFrame, Words]:
    """Return conditions as numbers, with a column for each word, and what the columns of words are about."""
    columns: dict[str, pd.Series] = {}
    words: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for name in conditions:
        if isinstance(conditions[name].dtype, pd.CategoricalDtype):
            for word in conditions[name].cat.categories:
                columns[f"{name}={word}"] = (conditions[name] == word).astype(float)
                known = tuple(map(str, conditions[name].cat.categories))
                words[f"{name}={word}"] = (str(name), str(word), known)
        else:
            columns[str(name)] = conditions[name].astype(float)
    return pd.DataFrame(columns), words


def _leaves(tree: Any, names: Sequence[str], words: Words, box: Box | None = None, node: int = 0) -> Iterator[Box]:
    """Yield the box of every leaf under a node, which itself has a box."""
    box = box or {}
    if tree.children_left[node] == tree.children_right[node]:
        yield box
        return
    name, edge = names[tree.feature[node]], rounded(float(tree.threshold[node]))
    for child, is_above in ((tree.children_left[node], False), (tree.children_right[node], True)):
        condition, limit = _narrowed(name, edge, is_above, box, words)
        yield from _leaves(tree, names, words, {**box, condition: limit}, child)


def _narrowed(name: str, edge: float, is_above: bool, box: Box, words: Words) -> tuple[str, Limit]:
    """Return the condition that a step down a tree is about, and its limit after that step."""
    if name not in words:
        limit = box.get(name, Limit())
        return name, replace(limit, low=edge) if is_above else replace(limit, high=edge)
    condition, word, all_words = words[name]
    known = box.get(condition, Limit(words=all_words)).words or ()
    return condition, Limit(words=(word,) if is_above else tuple(each for each in known if each != word))

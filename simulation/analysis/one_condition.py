"""The one condition under which something mostly happens, from few cases; more at once cannot be told from them.

For many cases, with several conditions and a check on fresh ones, there is ``boxes`` and ``task=discovery``.
"""

import numpy as np
import pandas as pd

from simulation.analysis.boxes import ACCIDENT, Box, Limit, is_enough, rounded

SHUFFLES = 999


def find_condition(conditions: pd.DataFrame, fails: np.ndarray, seed: int) -> Box | None:
    """Return the condition with the best balance (harmonic mean) of coverage and density, unless it may be accident.

    Args:
        conditions: One row a case, one column a condition: numbers, or words as a category.
        fails: Whether each case fails.
        seed: Of the shuffling, in which the best of all conditions must rarely do as well.

    Returns:
        Nothing if there are too few cases of a kind, or no condition stands out.
    """
    if not is_enough(fails):
        return None
    columns = _columns(conditions)
    names, table = list(columns), np.column_stack(list(columns.values()))
    order = np.argsort(table, axis=0, kind="stable")
    ordered = np.take_along_axis(table, order, axis=0)
    parts = np.zeros(table.shape, bool)  # after which cases, in order, a column may be cut
    parts[:-1] = ordered[1:] > ordered[:-1]
    scores = _scores(fails, order, parts)
    best = scores.max()
    luck = np.random.default_rng([seed, *b"condition"])
    as_good = sum(_scores(luck.permutation(fails), order, parts).max() >= best for _ in range(SHUFFLES))
    if (as_good + 1) / (SHUFFLES + 1) > ACCIDENT:
        return None
    side, place, column = np.unravel_index(int(scores.argmax()), scores.shape)
    edge = float(ordered[place, column] + ordered[place + 1, column]) / 2
    name, word = names[column]
    if word is not None:
        words = tuple(map(str, conditions[name].cat.categories))
        return {name: Limit(words=(word,) if side else tuple(each for each in words if each != word))}
    return {name: Limit(low=rounded(edge)) if side else Limit(high=rounded(edge))}


def _columns(conditions: pd.DataFrame) -> dict[tuple[str, str | None], np.ndarray]:
    """Return conditions as numbers, with a column for each word."""
    found: dict[tuple[str, str | None], np.ndarray] = {}
    for name in conditions:
        values = conditions[name]
        if isinstance(values.dtype, pd.CategoricalDtype):
            found |= {(str(name), str(word)): (values == word).to_numpy(float) for word in values.cat.categories}
        else:
            found[str(name), None] = values.to_numpy(float)
    return found


def _scores(fails: np.ndarray, order: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Return the balance of coverage and density below and above every edge; shape (2, cases, columns)."""
    failing, number = int(fails.sum()), len(fails)
    below = np.cumsum(fails[order], axis=0)
    inside = np.arange(1, number + 1)[:, np.newaxis]
    scores = np.stack([2.0 * below / (inside + failing), 2.0 * (failing - below) / (number - inside + failing)])
    return np.where(parts, scores, -1.0)

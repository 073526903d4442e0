"""Lists: everything that waits or runs until a date, as stretches of one flat table.

A line keeps no order: each entry has a key (the highest is served first) that stays valid while time passes, because
under severity with ageing everybody ages equally fast.
"""

import math

import numpy as np

from simulation.streets.compiler import compiled


@compiled
def append(lists: np.ndarray, entries: np.ndarray, number: int, row: int, key: float, until: float) -> None:
    """Put a row on a list.

    Raises:
        OverflowError: If the list has no room left.
    """
    line = lists[number]
    if line.length >= line.room:
        raise OverflowError("a list is longer than there is room for")
    entry = entries[line.first + line.length]
    entry.row = row
    entry.key = key
    entry.until = until
    line.length += 1


@compiled
def position(lists: np.ndarray, entries: np.ndarray, number: int, row: int) -> int:
    """Return where a row stands on a list, counted in entries, or -1."""
    line = lists[number]
    for index in range(line.first, line.first + line.length):
        if entries[index].row == row:
            return index
    return -1


@compiled
def take_at(lists: np.ndarray, entries: np.ndarray, number: int, index: int) -> None:
    """Take the entry at an index off a list."""
    line = lists[number]
    line.length -= 1
    last = entries[line.first + line.length]
    entry = entries[index]
    entry.row = last.row
    entry.key = last.key
    entry.until = last.until


@compiled
def remove(lists: np.ndarray, entries: np.ndarray, number: int, row: int) -> None:
    """Take a row off a list, if it is on it."""
    index = position(lists, entries, number, row)
    if index >= 0:
        take_at(lists, entries, number, index)


@compiled
def enlist(
    lists: np.ndarray,
    entries: np.ndarray,
    number: int,
    referrals: np.ndarray,
    row: int,
    key: float,
    until: float,
) -> None:
    """Put a referral on a list; it remembers where it stands, so that leaving needs no search."""
    referrals[row].slot = lists[number].first + lists[number].length
    append(lists, entries, number, row, key, until)


@compiled
def delist(lists: np.ndarray, entries: np.ndarray, number: int, referrals: np.ndarray, row: int) -> None:
    """Take a referral off the list it is on."""
    index = referrals[row].slot
    take_at(lists, entries, number, index)
    referrals[entries[index].row].slot = index


@compiled
def highest(lists: np.ndarray, entries: np.ndarray, number: int) -> int:
    """Return the index of the entry served first, or -1 if the list is empty."""
    line = lists[number]
    best = -1
    key = -math.inf
    for index in range(line.first, line.first + line.length):
        if entries[index].key > key:
            key = entries[index].key
            best = index
    return best


@compiled
def priority(severity: float, asked: float, ageing: float) -> float:
    """Return the key of someone who waits: ``severity + weeks waited / ageing``, made constant in time.

    An infinite ``ageing`` is strict severity, with the time of request to break ties; zero is first come, first served.
    """
    if ageing == 0.0:
        return -asked
    if ageing == math.inf:
        return severity * 1e9 - asked
    return severity * ageing - asked

"""Lists: everything that waits or runs until a date, as stretches of one flat table.

Each entry has a key (the highest is served first) that stays valid while time passes, because under severity with
ageing everybody ages equally fast. Lists of referrals are heaps, the highest key first; the others keep no order.
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
def put(entries: np.ndarray, index: int, referrals: np.ndarray, row: int, key: float, until: float) -> None:
    """Write an entry of a list of referrals; the referral remembers where it stands."""
    entry = entries[index]
    entry.row = row
    entry.key = key
    entry.until = until
    referrals[row].slot = index


@compiled
def rise(entries: np.ndarray, first: int, index: int, referrals: np.ndarray) -> None:
    """Bring an entry up past those with a lower key."""
    row, key, until = entries[index].row, entries[index].key, entries[index].until
    while index > first:
        above = first + (index - first - 1) // 2
        if entries[above].key >= key:
            break
        put(entries, index, referrals, entries[above].row, entries[above].key, entries[above].until)
        index = above
    put(entries, index, referrals, row, key, until)


@compiled
def sink(entries: np.ndarray, first: int, length: int, index: int, referrals: np.ndarray) -> None:
    """Bring an entry down past those with a higher key."""
    row, key, until = entries[index].row, entries[index].key, entries[index].until
    end = first + length
    while True:
        below = first + 2 * (index - first) + 1
        if below + 1 < end and entries[below + 1].key > entries[below].key:
            below += 1
        if below >= end or entries[below].key <= key:
            break
        put(entries, index, referrals, entries[below].row, entries[below].key, entries[below].until)
        index = below
    put(entries, index, referrals, row, key, until)


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
    """Put a referral on a list of referrals."""
    append(lists, entries, number, row, key, until)
    rise(entries, lists[number].first, lists[number].first + lists[number].length - 1, referrals)


@compiled
def delist(lists: np.ndarray, entries: np.ndarray, number: int, referrals: np.ndarray, row: int) -> None:
    """Take a referral off the list it is on."""
    index = int(referrals[row].slot)
    line = lists[number]
    take_at(lists, entries, number, index)
    if index < line.first + line.length:
        rekey(lists, entries, number, referrals, entries[index].row, entries[index].key, index)


@compiled
def rekey(
    lists: np.ndarray, entries: np.ndarray, number: int, referrals: np.ndarray, row: int, key: float, index: int
) -> None:
    """Give the referral at an index of its list another key, and with it another place."""
    entries[index].key = key
    rise(entries, lists[number].first, index, referrals)
    sink(entries, lists[number].first, lists[number].length, referrals[row].slot, referrals)


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

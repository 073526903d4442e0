"""Lists: everything that waits or runs until a date, as stretches of one flat table.

Each entry has a key (the highest is served first) that stays valid while time passes, because under severity with
ageing everybody ages equally fast. Lines of rows that remember their place (``slot``: referrals, cases, requests) are
heaps, the highest key first; the other lists keep no order.
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
def put(entries: np.ndarray, index: int, waiters: np.ndarray, row: int, key: float, until: float) -> None:
    """Write an entry of a line; the row that waits remembers where it stands."""
    entry = entries[index]
    entry.row = row
    entry.key = key
    entry.until = until
    waiters[row].slot = index


@compiled
def rise(entries: np.ndarray, first: int, index: int, waiters: np.ndarray) -> None:
    """Bring an entry up past those with a lower key."""
    row, key, until = entries[index].row, entries[index].key, entries[index].until
    while index > first:
        above = first + (index - first - 1) // 2
        if entries[above].key >= key:
            break
        put(entries, index, waiters, entries[above].row, entries[above].key, entries[above].until)
        index = above
    put(entries, index, waiters, row, key, until)


@compiled
def sink(entries: np.ndarray, first: int, length: int, index: int, waiters: np.ndarray) -> None:
    """Bring an entry down past those with a higher key."""
    row, key, until = entries[index].row, entries[index].key, entries[index].until
    end = first + length
    while True:
        below = first + 2 * (index - first) + 1
        if below + 1 < end and entries[below + 1].key > entries[below].key:
            below += 1
        if below >= end or entries[below].key <= key:
            break
        put(entries, index, waiters, entries[below].row, entries[below].key, entries[below].until)
        index = below
    put(entries, index, waiters, row, key, until)


@compiled
def enlist(
    lists: np.ndarray,
    entries: np.ndarray,
    number: int,
    waiters: np.ndarray,
    row: int,
    key: float,
    until: float,
) -> None:
    """Put a row of a table (referrals, cases, requests) in a line."""
    append(lists, entries, number, row, key, until)
    rise(entries, lists[number].first, lists[number].first + lists[number].length - 1, waiters)


@compiled
def delist(lists: np.ndarray, entries: np.ndarray, number: int, waiters: np.ndarray, row: int) -> None:
    """Take a row out of the line it is in."""
    index = int(waiters[row].slot)
    line = lists[number]
    take_at(lists, entries, number, index)
    if index < line.first + line.length:
        rekey(lists, entries, number, waiters, entries[index].row, entries[index].key, index)


@compiled
def take_out(lists: np.ndarray, entries: np.ndarray, number: int, waiters: np.ndarray, index: int) -> int:
    """Take the row at an index out of its line; return from where on those who look through it must look again."""
    moved = entries[lists[number].first + lists[number].length - 1].row
    delist(lists, entries, number, waiters, entries[index].row)
    return min(index, int(waiters[moved].slot))


@compiled
def rekey(
    lists: np.ndarray, entries: np.ndarray, number: int, waiters: np.ndarray, row: int, key: float, index: int
) -> None:
    """Give the row at an index of its line another key, and with it another place."""
    entries[index].key = key
    rise(entries, lists[number].first, index, waiters)
    sink(entries, lists[number].first, lists[number].length, waiters[row].slot, waiters)


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

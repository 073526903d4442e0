"""Waiting pools: who wants company, wants errands done, would help, or looks for somebody with the same interest.

Each pool of a neighbourhood is a line through its addresses. Who no longer wants what it wanted is dropped on the way.
"""

import numpy as np

from simulation.services.assistants.columns import PROPOSALS
from simulation.services.assistants.tables import COMPANY, ERRANDS, INTEREST, NOWHERE
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import AGREES, chance
from simulation.streets.tables import DAILY_LIVING, EARLY, LONELINESS


@compiled
def has(bits: int, wish: int) -> bool:
    """Return whether the bit of a wish is set."""
    return bits & (1 << wish) != 0


@compiled
def pool_of(home: Record, wish: int) -> int:
    """Return the pool in which a wish of this household waits."""
    return wish + home.talent if wish == INTEREST else wish


@compiled
def fits(home: Record, address: Record, wish: int) -> bool:
    """Return whether the household that lives here now still has a wish."""
    if home.occupant != address.occupant or home.gone == 1 or not has(address.wishes, wish):
        return False
    if wish == COMPANY:
        return bool(home.severity[LONELINESS] > 0)
    if wish == ERRANDS:
        return bool(home.severity[DAILY_LIVING] == EARLY)
    return True


@compiled
def join_pool(number: int, wish: int, homes: np.ndarray, team: Record, addresses: np.ndarray) -> None:
    """Let an address wait at the end of a pool, unless it stands there already."""
    address = addresses[number]
    if has(address.pooled, wish):
        return
    address.pooled |= 1 << wish
    address.pool_next[wish] = NOWHERE
    pool = pool_of(homes[number], wish)
    if team.pool_length[pool] == 0:
        team.pool_head[pool] = number
    else:
        addresses[team.pool_tail[pool]].pool_next[wish] = number
    team.pool_tail[pool] = number
    team.pool_length[pool] += 1


@compiled
def take_first(pool: int, wish: int, team: Record, addresses: np.ndarray) -> int:
    """Take the address that waits longest out of a pool."""
    number = int(team.pool_head[pool])
    address = addresses[number]
    team.pool_head[pool] = address.pool_next[wish]
    team.pool_length[pool] -= 1
    address.pooled -= 1 << wish
    return number


@compiled
def agree(one: Record, other: Record, agrees: float, seed: np.uint64) -> bool:
    """Return whether two neighbours take to each other: the same answer whoever is asked first, and every time."""
    if one.number < other.number:
        return chance(seed, identity(one), AGREES, identity(other)) < agrees
    return chance(seed, identity(other), AGREES, identity(one)) < agrees


@compiled
def find_partner(
    number: int,
    wish: int,
    host: int,
    homes: np.ndarray,
    team: Record,
    addresses: np.ndarray,
    agrees: float,
    tally: np.ndarray,
    seed: np.uint64,
) -> int:
    """Return a neighbour out of the pool of a wish who takes to this household, or -1; whoever does not waits on.

    A pool of a shared interest is that of the household's own talent. The assistant who matches is no partner: ``host``
    is where they live.
    """
    home = homes[number]
    pool = pool_of(home, wish)
    for _ in range(team.pool_length[pool]):
        other = take_first(pool, wish, team, addresses)
        if other == number or not fits(homes[other], addresses[other], wish):
            continue
        if other == host or pool_of(homes[other], wish) != pool:  # who lives there now has another talent
            join_pool(other, wish, homes, team, addresses)
            continue
        tally[home.neighbourhood, PROPOSALS] += 1.0
        if agree(home, homes[other], agrees, seed):
            return other
        join_pool(other, wish, homes, team, addresses)
    return NOWHERE

"""What happens to a household between two rounds: each lives its week alone and writes letters about it."""

import math

import numpy as np

from simulation.streets.compiler import AHEAD, Record, bring, compiled, inlined
from simulation.streets.luck import (
    ASSISTANCE,
    CRISIS_EVENT,
    DONOR,
    MOVE,
    chance,
    patience_of_luck,
)
from simulation.streets.problems import feel, renew, settle, total_severity
from simulation.streets.stock import book_severity, enter, leave
from simulation.streets.tables import (
    ASK,
    ASKS_SOONER,
    CRISIS,
    DOMAINS,
    DRIFTED,
    EASE,
    EVENT,
    FINANCES,
    HOUSING,
    KINDS,
    MOVED,
    OWNER,
    SERIOUS,
    SIGNAL,
    SIGNALLED_SOONER,
    WORK,
    WORSEN,
)
from simulation.streets.tally import (
    ASSISTANCE_WEEKS,
    CRISES,
    EVENTS,
    EVICTIONS,
    REACHED_HOUSEHOLDS,
    SERIOUS_HOUSEHOLDS,
)


@compiled
def identity(home: Record) -> int:
    """Return who lives here: the address and the occupant's number, the key of the household's luck."""
    return int(np.int64(home.number) + (np.int64(home.occupant) << 32))


@inlined
def deal(home: Record, domain: int, kind: int, seed: np.uint64) -> None:
    """Deal new luck for one kind of change."""
    count = home.count[domain, kind]
    home.luck[domain, kind] = patience_of_luck(seed, identity(home), domain * KINDS + kind, count)


@compiled
def deal_all(home: Record, rules: Record, seed: np.uint64, now: float) -> None:
    """Deal all the luck of a household that starts living here now."""
    for domain in range(DOMAINS):
        for kind in range(KINDS):
            home.count[domain, kind] = 0
            deal(home, domain, kind, seed)
    home.moves_at = math.inf
    if rules.moves_per_week > 0.0:
        home.moves_at = now + patience_of_luck(seed, identity(home), MOVE, 0) / rules.moves_per_week


@compiled
def copy_traits(home: Record, donor: Record) -> None:
    """Give a household the joint state of a donor, severities apart."""
    home.vulnerability = donor.vulnerability
    home.network_base = donor.network_base
    home.self_base = donor.self_base
    home.trust_base = donor.trust_base
    home.network = donor.network
    home.self_reliance = donor.self_reliance
    home.trust = donor.trust
    home.scar = donor.scar
    home.composition = donor.composition
    home.minors = donor.minors
    home.age = donor.age
    home.tenure = donor.tenure
    home.income = donor.income
    home.disability = donor.disability
    home.protected = donor.protected
    home.talent = donor.talent
    home.rung = donor.rung


NO_WAGE, ON_WAGE, INSTEAD_OF_BENEFIT = range(3)
"""Whether a household lives on a wage that an approach pays, and whether it would else be on social assistance."""


@compiled
def set_assistance(
    home: Record, value: int, tally: np.ndarray, stock: np.ndarray, now: float, month_end: float
) -> None:
    """Put a household on social assistance, or take it off; ``assistance_weeks`` are kept as ``problem_weeks`` are."""
    if value and not home.assistance:
        home.assistance_weeks -= now
        enter(tally, stock, home.neighbourhood, ASSISTANCE_WEEKS, now, month_end)
    if home.assistance and not value:
        home.assistance_weeks += now
        leave(tally, stock, home.neighbourhood, ASSISTANCE_WEEKS, now, month_end)
    home.assistance = value


@compiled
def count_reached(home: Record, tally: np.ndarray) -> None:
    """Count a household that had a serious problem, and whether real help reached it."""
    if home.serious:
        tally[home.neighbourhood, SERIOUS_HOUSEHOLDS] += 1.0
        if home.helped:
            tally[home.neighbourhood, REACHED_HOUSEHOLDS] += 1.0


@compiled
def note_door(home: Record) -> None:
    """Note that the door there is now changes when this household asks or is signalled, from here on."""
    if home.door != 1.0:
        home.hastened |= ASKS_SOONER
    if home.near:
        home.hastened |= SIGNALLED_SOONER


@compiled
def depart(home: Record, departed: np.ndarray, town: Record, now: float) -> None:
    """Keep the account of a household that moves out, and start that of the next one.

    Raises:
        OverflowError: If more households moved than there is room for.
    """
    if town.departed >= departed.shape[0]:
        raise OverflowError("more households moved out than there is room for")
    account = departed[town.departed]
    town.departed += 1
    account.left = now
    account.household = home.number
    account.occupant = home.occupant
    account.problem_weeks = home.problem_weeks
    account.assistance_weeks = home.assistance_weeks
    account.crises = home.crises
    account.evictions = home.evictions
    account.composition = home.composition
    account.income = home.income
    account.serious = home.serious
    account.helped = home.helped
    account.known = home.known
    account.touched = home.touched
    home.occupant += 1
    home.problem_weeks = 0.0
    home.assistance_weeks = 0.0
    home.crises = 0
    home.evictions = 0
    home.serious = 0
    home.helped = 0
    home.known = 0
    home.spoken = 0
    home.touched = 0
    home.hastened = 0
    note_door(home)


@compiled
def move(
    home: Record,
    rules: Record,
    donors: np.ndarray,
    bounds: np.ndarray,
    departed: np.ndarray,
    town: Record,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    month_end: float,
    seed: np.uint64,
) -> None:
    """Replace the household by one drawn from the neighbourhood's baseline joint state.

    Moving out is independent of problems, and who moves in does not depend on the scenario: otherwise moving would
    cure. Help for the old household ends at the next round; until then the new one's doors are shut, whether or not
    there was help, so that the new household's life does not depend on the old one's.
    """
    count_reached(home, tally)
    for domain in range(DOMAINS):
        book_severity(home, domain, 0, tally, stock, now, month_end)
    set_assistance(home, 0, tally, stock, now, month_end)
    depart(home, departed, town, now)
    home.gone = 1
    home.care[:] = 0.0
    home.general = 0
    home.waged = NO_WAGE
    home.dose = 0.0
    home.activation = 0.0
    home.referrals = 0
    home.cases = 0
    home.pressed = 0
    home.intakes = 0
    home.neighbours = 0
    home.practical = 0
    first, last = bounds[home.neighbourhood], bounds[home.neighbourhood + 1]
    pick = first + int(chance(seed, identity(home), DONOR, 0) * (last - first))
    donor = donors[pick]
    copy_traits(home, donor)
    for domain in range(DOMAINS):
        book_severity(home, domain, donor.severity[domain], tally, stock, now, month_end)
    set_assistance(home, donor.assistance, tally, stock, now, month_end)
    deal_all(home, rules, seed, now)


@compiled
def crisis(
    home: Record,
    domain: int,
    rules: Record,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    month_end: float,
    seed: np.uint64,
) -> bool:
    """Book a crisis and its scar; return whether the crisis brings its event (eviction, placement, admission)."""
    tally[home.neighbourhood, CRISES + domain] += 1.0
    home.crises += 1
    home.scar = min(rules.scar_cap, home.scar + rules.scar)
    drawn = chance(seed, identity(home), CRISIS_EVENT + domain, home.count[domain, WORSEN])
    if domain in (FINANCES, HOUSING):
        if home.tenure != OWNER and drawn < rules.eviction:
            tally[home.neighbourhood, EVICTIONS] += 1.0
            home.evictions += 1
            if home.severity[HOUSING] < CRISIS:
                tally[home.neighbourhood, CRISES + HOUSING] += 1.0
                home.crises += 1
                book_severity(home, HOUSING, CRISIS, tally, stock, now, month_end)
        return False
    if drawn < rules.event[domain]:
        tally[home.neighbourhood, EVENTS + domain] += 1.0
        return True
    return False


@compiled
def change_severity(
    home: Record,
    domain: int,
    severity: int,
    rules: Record,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    month_end: float,
    seed: np.uint64,
) -> bool:
    """Carry out a change of severity with all that follows; return whether a crisis event comes of it."""
    book_severity(home, domain, severity, tally, stock, now, month_end)
    if domain == WORK:
        if severity == SERIOUS and not home.assistance:
            drawn = chance(seed, identity(home), ASSISTANCE, home.count[domain, WORSEN])
            if drawn < rules.assistance_entry and home.waged == NO_WAGE:
                set_assistance(home, 1, tally, stock, now, month_end)
            elif drawn < rules.assistance_entry:
                home.waged = INSTEAD_OF_BENEFIT
        elif severity == 0:
            home.waged = min(int(home.waged), ON_WAGE)
            set_assistance(home, 0, tally, stock, now, month_end)
    if severity == CRISIS:
        return crisis(home, domain, rules, tally, stock, now, month_end, seed)
    return False


@compiled
def write(letters: np.ndarray, number: int, when: float, home: Record, domain: int, kind: int, severity: int) -> int:
    """Write a letter to the services and return how many there are now."""
    if number >= letters.shape[0]:
        raise OverflowError("more letters in one week than there is room for")
    letter = letters[number]
    letter.when = when
    letter.household = home.number
    letter.domain = domain
    letter.kind = kind
    letter.severity = severity
    return number + 1


@compiled
def open_doors(home: Record, rules: Record, when: float, now: float) -> float:
    """Open the doors for who moved in this week; return when the next change comes.

    Args:
        home: A newcomer; nobody is still busy with the household that left.
        rules: The rates.
        when: Next change behind shut doors.
        now: The round.
    """
    home.gone = 0
    if total_severity(home) == 0:
        return when
    settle(home, rules, now)
    return renew(home, rules)


@inlined
def live(
    home: Record,
    rules: Record,
    donors: np.ndarray,
    bounds: np.ndarray,
    departed: np.ndarray,
    town: Record,
    letters: np.ndarray,
    number: int,
    tally: np.ndarray,
    stock: np.ndarray,
    when: float,
    until: float,
    month_end: float,
    seed: np.uint64,
) -> tuple[float, int]:
    """Let one household live until the end of the week.

    Returns:
        When its next change comes, and how many letters there are now.
    """
    while when <= until:
        settle(home, rules, when)
        kind = home.next_kind
        domain = home.next_domain
        feels = kind != ASK and kind != SIGNAL and (kind != DRIFTED or home.drift_at <= when)
        if kind == MOVED:
            move(home, rules, donors, bounds, departed, town, tally, stock, when, month_end, seed)
            if home.request >= 0 or home.asked:
                number = write(letters, number, when, home, 0, MOVED, 0)
        elif kind != DRIFTED:
            home.count[domain, kind] += 1
            deal(home, domain, kind, seed)
            severity = home.severity[domain]
            if kind in (WORSEN, EASE):
                severity += 1 if kind == WORSEN else -1
                if change_severity(home, domain, severity, rules, tally, stock, when, month_end, seed):
                    number = write(letters, number, when, home, domain, EVENT, severity)
            if kind in (ASK, SIGNAL):
                home.asked = 1
            if home.asked or home.case >= 0 or home.at_intaker or home.referral[domain] >= 0:
                number = write(letters, number, when, home, domain, kind, severity)
        if feels:
            feel(home, rules)
        when = renew(home, rules)
    if home.gone and home.request < 0 and home.asked == 0:
        when = open_doors(home, rules, when, until)
    return when, number


@compiled
def advance(
    homes: np.ndarray,
    next_change: np.ndarray,
    due: np.ndarray,
    rules: Record,
    donors: np.ndarray,
    bounds: np.ndarray,
    departed: np.ndarray,
    town: Record,
    letters: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    until: float,
    month_end: float,
    seed: np.uint64,
) -> int:
    """Let every household live until the end of the week; return the number of letters written."""
    count = 0
    for address in range(next_change.shape[0]):
        if next_change[address] <= until:
            due[count] = address
            count += 1
    number = 0
    for index in range(count):
        if index + AHEAD < count:
            bring(homes, due[index + AHEAD])
        address = due[index]
        next_change[address], number = live(
            homes[address],
            rules,
            donors,
            bounds,
            departed,
            town,
            letters,
            number,
            tally,
            stock,
            next_change[address],
            until,
            month_end,
            seed,
        )
    return number

"""How problems come, grow and go: the hazards of one household, and the luck it has left.

Time is continuous. Each possible change of a household has its own luck: the amount of hazard it still survives (the
modified next-reaction method; D. F. Anderson, J. Chem. Phys. 127, 214107, 2007). When something about the household
changes, luck is first used up at the old rates (``settle``), then the rates are renewed (``renew``).
"""

import math

from simulation.streets.compiler import Record, compiled, inlined
from simulation.streets.tables import (
    ASK,
    DAILY_LIVING,
    DOMAINS,
    DRIFTED,
    EARLY,
    EASE,
    FINANCES,
    HOUSING,
    KINDS,
    LONELINESS,
    MOVED,
    OWNER,
    PARENTING,
    SIGNAL,
    WORSEN,
)

NEGLIGIBLE = 1e-3
"""A slow trait this close to where it drifts counts as being there."""


@inlined
def total_severity(home: Record) -> int:
    """Return the sum of severities over all domains."""
    total = 0
    for domain in range(DOMAINS):
        total += home.severity[domain]
    return total


@compiled
def network_target(home: Record, rules: Record) -> float:
    """Return where the own network drifts to: the personal baseline, worn down by lasting loneliness."""
    return home.network_base * (1.0 - rules.wear * home.severity[LONELINESS] / 3.0)


@compiled
def pushed(home: Record, rules: Record) -> float:
    """Return how fast help moves slow traits, per week."""
    coached = home.activation * max(rules.network_gain, rules.self_gain) + home.dose * rules.dependence
    return coached + home.neighbours * rules.neighbour_gain


@inlined
def feel(home: Record, rules: Record) -> None:
    """Let the severity hazards know network, self-reliance and scar as they are now, and plan when to do so again.

    This happens when a severity changes, and when a trait will have moved by ``numerics.trait_step``: a schedule that
    depends on the household's problems and on what help does to the traits, not on who merely looks at the household.
    """
    home.felt_network = home.network
    home.felt_self = home.self_reliance
    home.felt_scar = home.scar
    distance = abs(home.network - network_target(home, rules))
    distance = max(distance, max(abs(home.self_reliance - home.self_base), home.scar))
    push = pushed(home, rules)
    home.adrift = 1 if distance > NEGLIGIBLE or push > 0.0 else 0
    home.drift_at = math.inf
    if distance > rules.trait_step or push > 0.0:
        home.drift_at = home.settled + rules.trait_step / (rules.drift * distance + push)


@inlined
def foresee_trust(home: Record, rules: Record) -> None:
    """Plan when trust will have moved enough to matter for asking."""
    distance = abs(home.trust - home.trust_base)
    home.trust_at = math.inf
    if distance > rules.trait_step:
        home.trust_at = home.settled + rules.trait_step / (rules.drift * distance)


@inlined
def settle(home: Record, rules: Record, now: float) -> None:
    """Use up luck at the rates that held, and let the slow traits drift, up to ``now``."""
    weeks = now - home.settled
    if weeks <= 0.0:
        return
    for domain in range(DOMAINS):
        for kind in range(KINDS):
            home.luck[domain, kind] -= home.rate[domain, kind] * weeks
    if home.adrift or home.trust != home.trust_base:
        drift(home, rules, weeks)
    home.settled = now


@inlined
def drift(home: Record, rules: Record, weeks: float) -> None:
    """Let network, self-reliance, trust and scar return towards their baseline, and help leave its mark.

    Lasting loneliness wears the own network down; the activation phase of a plan builds network and self-reliance, and
    a match with a neighbour builds network while it lasts.
    """
    stays = math.exp(-rules.drift * weeks)
    home.trust = home.trust_base + (home.trust - home.trust_base) * stays
    if not home.adrift:
        return
    network = network_target(home, rules)
    home.network = network + (home.network - network) * stays
    home.network += (rules.network_gain * home.activation + rules.neighbour_gain * home.neighbours) * weeks
    home.self_reliance = home.self_base + (home.self_reliance - home.self_base) * stays
    home.self_reliance += (rules.self_gain * home.activation - rules.dependence * home.dose) * weeks
    home.scar *= stays
    home.network = min(1.0, max(0.0, home.network))
    home.self_reliance = min(1.0, max(0.0, home.self_reliance))


@compiled
def strengthen(home: Record, rules: Record, network: float, self_reliance: float) -> bool:
    """Add to the network and self-reliance of a settled household, from outside a coach's plan.

    Returns:
        Whether the severity hazards now know more than before, so that the rates must be renewed: only once a trait
        has really moved by ``numerics.trait_step``. Who gains nothing is not changed at all.
    """
    before, self_before = home.network, home.self_reliance
    home.network = min(1.0, max(0.0, home.network + network))
    home.self_reliance = min(1.0, max(0.0, home.self_reliance + self_reliance))
    if home.network == before and home.self_reliance == self_before:
        return False
    home.adrift = 1
    moved = max(abs(home.network - home.felt_network), abs(home.self_reliance - home.felt_self))
    if moved < rules.trait_step:
        return False
    feel(home, rules)
    return True


@inlined
def spilled_over(home: Record, rules: Record, damped: float, load: int) -> float:
    """Return the factor that problems in other domains put on onset and worsening."""
    if home.dose > 0.0:
        return math.exp(damped * min(rules.spill_cap, float(load)))
    return float(rules.spill_factor[load])


@inlined
def renew(home: Record, rules: Record) -> float:
    """Recompute every hazard of a settled household and return when its next change comes (see also ``feel``).

    The hazards per week, with L the capped severity in the other domains (model, section 3):
    onset ``onset * vulnerability * (1 + scar) * exp(spill * (1 - damping) * L) * (1 - protection * network)``;
    worsening ``worsen * exp(...) * (1 - protection * network) * (1 - shield)``;
    easing ``ease * (1 + kin * network) * (1 + self * (R - R0)) * (1 + lift)``, where lift counts what coaches, agencies
    and, for early loneliness and daily living, a neighbour's practical help add;
    asking ``ask * trust * door`` and being signalled, both only while nobody is busy with the problem.
    """
    total = total_severity(home)
    damped = rules.spill * (1.0 - rules.damping_max * home.dose)
    calm = 1.0 - rules.protection * home.felt_network
    frail = home.vulnerability * (1.0 + home.felt_scar)
    shielded = 1.0 - rules.shield_max * home.dose
    strength = (1.0 + rules.kin * home.felt_network) * max(
        0.0, 1.0 + rules.self_reliance * (home.felt_self - home.self_base)
    )
    coached = 1.0 + (rules.coach_multiplier - 1.0) * home.dose
    alone = (home.case < 0 or home.queued == 1) and home.at_intaker == 0 and home.gone == 0
    willing = home.trust * (1.0 if home.queued else home.door)
    onset = frail * calm * spilled_over(home, rules, damped, total)
    soonest = math.inf
    for domain in range(DOMAINS):
        severity = home.severity[domain]
        kinds = 1
        if severity == 0:
            childless = domain == PARENTING and home.minors == 0
            home.rate[domain, WORSEN] = 0.0 if childless else rules.onset[domain] * onset
            home.rate[domain, EASE] = 0.0
            home.rate[domain, ASK] = 0.0
            home.rate[domain, SIGNAL] = 0.0
        else:
            kinds = KINDS
            spilled = spilled_over(home, rules, damped, total - severity)
            home.rate[domain, WORSEN] = rules.worsen[domain, severity] * spilled * calm * shielded
            lift = coached + home.care[domain]
            if severity == EARLY and domain in (LONELINESS, DAILY_LIVING):
                lift += rules.practical_ease * home.practical
            home.rate[domain, EASE] = rules.ease[domain, severity] * strength * lift
            open_door = alone and home.referral[domain] < 0
            signalled = open_door and (domain != HOUSING or home.tenure != OWNER)
            home.rate[domain, ASK] = rules.ask[domain, severity] * willing if open_door else 0.0
            home.rate[domain, SIGNAL] = rules.signal[domain, severity] if signalled else 0.0
            if domain == FINANCES and home.near == 0:
                home.rate[domain, SIGNAL] *= rules.signal_without_duty
        for kind in range(kinds):
            rate, luck = home.rate[domain, kind], home.luck[domain, kind]
            if rate > 0.0 and rate * soonest > luck:
                soonest = max(0.0, luck) / rate
                home.next_domain = domain
                home.next_kind = kind
    soonest += home.settled
    foresee_trust(home, rules)
    if min(home.drift_at, home.trust_at) < soonest:
        soonest = min(home.drift_at, home.trust_at)
        home.next_kind = DRIFTED
    if home.moves_at < soonest:
        soonest = home.moves_at
        home.next_kind = MOVED
    return soonest

"""How problems come, grow and go: the hazards of one household, and the luck it has left.

Time is continuous. Each possible change of a household has its own luck: the amount of hazard it still survives (the
modified next-reaction method; D. F. Anderson, J. Chem. Phys. 127, 214107, 2007). When something about the household
changes, luck is first used up at the old rates (``settle``), then the rates are renewed (``renew``).
"""

import math

import numpy as np

from simulation.streets.compiler import compiled
from simulation.streets.tables import (
    ASK,
    DOMAINS,
    DRIFTED,
    EASE,
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


@compiled
def total_severity(home: np.void) -> int:
    """Return the sum of severities over all domains."""
    total = 0
    for domain in range(DOMAINS):
        total += home.severity[domain]
    return total


@compiled
def network_target(home: np.void, rules: np.void) -> float:
    """Return where the own network drifts to: the personal baseline, worn down by lasting loneliness."""
    return home.network_base * (1.0 - rules.wear * home.severity[LONELINESS] / 3.0)


@compiled
def foresee_drift(home: np.void, rules: np.void) -> None:
    """Note whether slow traits are moving, and when one will have moved by ``numerics.trait_step``."""
    distance = abs(home.network - network_target(home, rules))
    distance = max(distance, abs(home.self_reliance - home.self_base))
    distance = max(distance, max(abs(home.trust - home.trust_base), home.scar))
    pushed = home.activation * max(rules.network_gain, rules.self_gain) + home.dose * rules.dependence
    home.drift_at = math.inf
    home.adrift = 1 if distance > NEGLIGIBLE or pushed > 0.0 else 0
    if distance > rules.trait_step or pushed > 0.0:
        home.drift_at = home.settled + rules.trait_step / (rules.drift * distance + pushed)


@compiled
def settle(home: np.void, rules: np.void, now: float) -> None:
    """Use up luck at the rates that held, and let the slow traits drift, up to ``now``."""
    weeks = now - home.settled
    if weeks <= 0.0:
        return
    for domain in range(DOMAINS):
        luck, rate = home.luck[domain], home.rate[domain]
        luck[WORSEN] -= rate[WORSEN] * weeks
        if home.severity[domain] > 0:
            luck[EASE] -= rate[EASE] * weeks
            luck[ASK] -= rate[ASK] * weeks
            luck[SIGNAL] -= rate[SIGNAL] * weeks
    if home.adrift:
        drift(home, rules, weeks)
    home.settled = now


@compiled
def drift(home: np.void, rules: np.void, weeks: float) -> None:
    """Let network, self-reliance, trust and scar return towards their baseline, and help leave its mark.

    Lasting loneliness wears the own network down; the activation phase of a plan builds network and self-reliance.
    """
    stays = math.exp(-rules.drift * weeks)
    network = network_target(home, rules)
    home.network = network + (home.network - network) * stays + rules.network_gain * home.activation * weeks
    home.self_reliance = home.self_base + (home.self_reliance - home.self_base) * stays
    home.self_reliance += (rules.self_gain * home.activation - rules.dependence * home.dose) * weeks
    home.trust = home.trust_base + (home.trust - home.trust_base) * stays
    home.scar *= stays
    home.network = min(1.0, max(0.0, home.network))
    home.self_reliance = min(1.0, max(0.0, home.self_reliance))


@compiled
def renew(home: np.void, rules: np.void) -> float:
    """Recompute every hazard of a settled household and return when its next change comes.

    The hazards per week, with L the capped severity in the other domains (model, section 3):
    onset ``onset * vulnerability * (1 + scar) * exp(spill * (1 - damping) * L) * (1 - protection * network)``;
    worsening ``worsen * exp(...) * (1 - protection * network) * (1 - shield)``;
    easing ``ease * (1 + kin * network) * (1 + self * (R - R0)) * (1 + lift)``;
    asking ``ask * trust * door`` and being signalled, both only while nobody is busy with the problem.
    """
    total = total_severity(home)
    damped = rules.spill * (1.0 - rules.damping_max * home.dose)
    calm = 1.0 - rules.protection * home.network
    frail = home.vulnerability * (1.0 + home.scar)
    shielded = 1.0 - rules.shield_max * home.dose
    strength = (1.0 + rules.kin * home.network) * max(
        0.0, 1.0 + rules.self_reliance * (home.self_reliance - home.self_base)
    )
    coached = 1.0 + (rules.coach_multiplier - 1.0) * home.dose
    alone = home.case < 0 and home.gone == 0
    soonest = math.inf
    for domain in range(DOMAINS):
        severity = home.severity[domain]
        load = total - severity
        if home.dose > 0.0:
            spilled = math.exp(damped * min(rules.spill_cap, float(load)))
        else:
            spilled = rules.spill_factor[load]
        rate = home.rate[domain]
        if severity == 0:
            onset = 0.0 if domain == PARENTING and home.minors == 0 else rules.onset[domain]
            rate[WORSEN] = onset * frail * spilled * calm
            kinds = 1
        else:
            kinds = KINDS
            rate[WORSEN] = rules.worsen[domain, severity] * spilled * calm * shielded
            rate[EASE] = rules.ease[domain, severity] * strength * (coached + home.care[domain])
            open_door = alone and home.referral[domain] < 0
            rate[ASK] = rules.ask[domain, severity] * home.trust * home.door if open_door else 0.0
            signalled = open_door and (domain != HOUSING or home.tenure != OWNER)
            rate[SIGNAL] = rules.signal[domain, severity] if signalled else 0.0
        luck = home.luck[domain]
        for kind in range(kinds):
            if rate[kind] * soonest > luck[kind] or (soonest == math.inf and rate[kind] > 0.0):
                soonest = max(0.0, luck[kind]) / rate[kind]
                home.next_domain = domain
                home.next_kind = kind
    soonest += home.settled
    foresee_drift(home, rules)
    if home.drift_at < soonest:
        soonest = home.drift_at
        home.next_kind = DRIFTED
    if home.moves_at < soonest:
        soonest = home.moves_at
        home.next_kind = MOVED
    return soonest

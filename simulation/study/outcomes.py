"""Outcomes: from a finished model to one number for each name in the catalogue. Pure, and no loop over rows.

Waits count requests and referrals since week 0 only: what was open before has waited an unknown time. A share
or mean of nothing is NaN, never 0.
"""

import math
from dataclasses import dataclass

import numpy as np

from simulation.model import MONTHS_PER_YEAR, WEEKS_PER_YEAR, CoachingModel
from simulation.money import Ledger
from simulation.services.approach import ratio
from simulation.services.tables import LEFT_LIST
from simulation.settings import Domain, Payer, TownKind
from simulation.streets.tables import DOMAINS
from simulation.streets.tally import CRISES, DOORS, HEAVY_STARTS, NUMBER, STARTS, TOPICS
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.catalogue import ANCHORED, PILOT, columns_of, has_pilot
from simulation.study.effects import effects_of
from simulation.study.rows import PATHS, Referrals, Requests, horizon_of, referrals_of, requests_of
from simulation.study.waits import (
    able_to_go_on,
    kaplan_meier_quantiles,
    mean,
    solved_at_the_door,
    weeks_until,
    within_term_share,
)

ALL_DOMAINS = tuple(Domain)
ON_DELAY = 1e-9
"""Weeks by which a start must be later than the request to count as delayed."""

COUNTS = (
    *("evictions", "lost_handoffs", "adopted_advice", "refused_advice", "wrong_advice", "displaced"),
    *("drop_outs", "left_lists"),
    *(
        "assistance_weeks",
        "contacts",
        "cases_opened",
        "intakes",
        "ladder_steps",
        "outreach_hours",
    ),
    *(f"requests_{door}" for door in DOORS),
)
"""Outcomes that are columns of the tally, summed over time."""


@dataclass(frozen=True)
class Finished:
    """A finished run: what it counted, paid, and its rows."""

    model: CoachingModel
    ledger: Ledger
    requests: Requests
    referrals: Referrals
    accounts: Accounts
    reference: Accounts | None


def outcomes_of(
    model: CoachingModel, ledger: Ledger, accounts: Accounts | None = None, reference: Accounts | None = None
) -> dict[str, float]:
    """Return all outcomes of a finished run, in the order of the catalogue.

    Args:
        model: A model that was run to its horizon.
        ledger: Its payments.
        accounts: Its households, if they were taken out already.
        reference: The households of the reference in the same draw and run; without them the parts of the effect
            have no value.
    """
    town = model.town
    if town.kind is TownKind.QUEUE:
        return _queue(model)
    if town.kind is TownKind.LADDER:
        return _ladder(model)
    ours = accounts_of(model, ledger) if accounts is None else accounts
    run = Finished(model, ledger, requests_of(model), referrals_of(model), ours, reference)
    found = _scope(run, np.ones(len(town.neighbourhoods), bool), whole=True)
    if has_pilot(town):
        pilot = np.array([place.pilot for place in town.neighbourhoods])
        found |= {f"{name}{PILOT}": number for name, number in _scope(run, pilot, whole=False).items()}
    return {name: found[name] for name in columns_of(town)}


def _scope(run: Finished, here: np.ndarray, whole: bool) -> dict[str, float]:
    """Return the outcomes of some neighbourhoods (shape (neighbourhoods,), bool), or of the whole town."""
    tally = run.model.tallies.sum(axis=0)[here].sum(axis=0)
    return {
        **_money(run.model, run.ledger, np.append(here, whole)),
        **_problems(tally),
        **{name: float(tally[NUMBER[name]]) for name in COUNTS},
        **_households(run.accounts, here),
        **effects_of(run.accounts, run.reference, here, whole),
        **_paths(run.requests, here),
        **_waits(run.requests, here),
        **_agencies(run, tally, here),
        **_coaches(run.model, tally, here),
        **{name: value for work in run.model.works.values() for name, value in work.outcomes(here, whole).items()},
    }


def _money(model: CoachingModel, ledger: Ledger, rows: np.ndarray) -> dict[str, float]:
    cents = ledger.cents[:, rows].sum(axis=1)
    years = np.arange(len(cents)) / MONTHS_PER_YEAR
    discount = (1.0 + model.values["prices.discount_rate"]) ** -years
    product_cents = cents.sum(axis=0)
    paid = dict.fromkeys(Payer, 0)
    for product, amount in zip(ledger.products, product_cents, strict=True):
        paid[product.payer] += int(amount)
    budget = np.array([product.budget for product in ledger.products])
    return {
        "total_cost_eur": int(product_cents.sum()) / 100,
        "npv_cost_eur": math.fsum(cents.sum(axis=1) * discount) / 100,
        "coaches_cost_eur": int(product_cents[budget].sum()) / 100,
        **{f"cost_{payer}_eur": amount / 100 for payer, amount in paid.items()},
    }


def _problems(tally: np.ndarray) -> dict[str, float]:
    weeks = tally[: 3 * DOMAINS].reshape(DOMAINS, 3)
    crises = tally[CRISES : CRISES + DOMAINS]
    anchored = [ALL_DOMAINS.index(domain) for domain in ANCHORED]
    return {
        "problem_weeks": float(weeks.sum()),
        "serious_weeks": float(weeks[:, 1:].sum()),
        "crises": float(crises.sum()),
        "problem_weeks_anchored": float(weeks[anchored].sum()),
        "serious_weeks_anchored": float(weeks[anchored, 1:].sum()),
        "crises_anchored": float(crises[anchored].sum()),
        **{f"problem_weeks_{domain}": float(weeks[index].sum()) for index, domain in enumerate(ALL_DOMAINS)},
    }


def _households(accounts: Accounts, here: np.ndarray) -> dict[str, float]:
    ours = here[accounts.place]
    serious, helped = accounts.serious[ours], accounts.helped[ours]
    helpers = accounts.helpers[ours]
    reached = (serious & helped).sum()
    return {
        "reached_share": ratio(reached, serious.sum()),
        "known_households": float(accounts.known[ours].sum()),
        "helped_households": float(helped.sum()),
        "never_reached_households": float(serious.sum() - reached),
        "helpers_household_mean": mean(helpers[helpers > 0]),
    }


def _paths(requests: Requests, here: np.ndarray) -> dict[str, float]:
    counts = np.bincount(requests.path[here[requests.place]], minlength=len(PATHS))
    return {f"path_{name}": float(count) for name, count in zip(PATHS, counts, strict=True)}


def _waits(requests: Requests, here: np.ndarray) -> dict[str, float]:
    ours = here[requests.place]
    waited, helped = requests.waited[ours], requests.helped[ours]
    median, p90 = kaplan_meier_quantiles(waited, helped, (0.5, 0.9))
    referred = ours & requests.referred
    specialist_waited, served = requests.specialist_waited[referred], requests.specialist[referred]
    specialist_median, specialist_p90 = kaplan_meier_quantiles(specialist_waited, served, (0.5, 0.9))
    return {
        "mean_wait_weeks": mean(waited),
        "median_wait_weeks": median,
        "p90_wait_weeks": p90,
        "mean_wait_specialist_weeks": mean(specialist_waited),
        "median_wait_specialist_weeks": specialist_median,
        "p90_wait_specialist_weeks": specialist_p90,
        "story_told_mean": mean(requests.stories[ours & requests.helped]),
        "helpers_mean": mean(requests.helpers[ours & requests.helped]),
    }


def _agencies(run: Finished, tally: np.ndarray, here: np.ndarray) -> dict[str, float]:
    agencies = run.model.town.agencies
    rows, cooperation = run.referrals, run.model.agency_months["cooperation"]
    ours = here[rows.place]
    new = ours & rows.new
    counts = np.bincount(rows.agency[new], minlength=len(agencies))
    waited = np.bincount(rows.agency[new], rows.waited[new], len(agencies))
    on_list = np.bincount(rows.agency[ours], rows.on_list[ours], len(agencies))
    found = {
        "provisions_started": float(tally[STARTS : STARTS + len(agencies)].sum()),
        "heavy_provisions_started": float(tally[HEAVY_STARTS : HEAVY_STARTS + DOMAINS].sum()),
        "cooperation_mean": float(cooperation.mean()),
        "cooperation_min": float(cooperation.min()),
    }
    began = np.bincount(rows.domain[ours & rows.began], minlength=DOMAINS)
    for number, domain in enumerate(ALL_DOMAINS):
        found[f"provisions_started_{domain}"] = float(began[number])
        found[f"heavy_provisions_started_{domain}"] = float(tally[HEAVY_STARTS + number])
    for number, agency in enumerate(agencies):
        found[f"{agency.name}_mean_wait_weeks"] = ratio(waited[number], counts[number])
        found[f"{agency.name}_mean_length"] = ratio(on_list[number], horizon_of(run.model))
        found[f"cooperation_{agency.name}"] = float(cooperation[:, number].mean())
        mine = np.flatnonzero(new & (rows.agency == number))
        waits, started = rows.waited[mine], rows.started[mine]
        median, p90 = kaplan_meier_quantiles(waits, started, (0.5, 0.9))
        found |= {f"{agency.name}_median_wait_weeks": median, f"{agency.name}_p90_wait_weeks": p90}
        if agency.term_weeks is not None:
            found[f"{agency.name}_within_term_share"] = within_term_share(waits, started, agency.term_weeks)
    return found


def _coaches(model: CoachingModel, tally: np.ndarray, here: np.ndarray) -> dict[str, float]:
    world = model.world
    cases = world.cases[: world.town[0]["cases"]]
    cases = cases[here[cases["neighbourhood"]]]
    requests = world.requests[: world.town[0]["requests"]]
    horizon = horizon_of(model)
    waited = weeks_until(cases["waiting"], cases["acute"], cases["ended"], horizon)
    median, p90 = kaplan_meier_quantiles(waited, ~np.isnan(cases["acute"]), (0.5, 0.9))
    salaried = float(tally[NUMBER["salary_weeks"]])
    filled = salaried + float(tally[NUMBER["outreach_salary_weeks"]])
    vacant = float(tally[NUMBER["vacant_weeks"]])
    talks = float(tally[NUMBER["client_hours"]]) / model.values["coaches.conversation_hours"]
    ours = requests[here[requests["neighbourhood"]]]
    return {
        "conversations_coach": float(tally[NUMBER["conversations_coach"]]) + talks,
        "complex_case_share": ratio(float(tally[NUMBER["complex_cases"]]), float(tally[NUMBER["cases_opened"]])),
        "positive_share": ratio(float(tally[NUMBER["positive_clients"]]), float(tally[NUMBER["finished_clients"]])),
        **_routes(tally),
        "intaker_mean_wait_weeks": ratio(float(tally[NUMBER["intaker_list_weeks"]]), float(tally[NUMBER["intakes"]])),
        "intaker_solved_share": solved_at_the_door(ours, horizon_of(model)),
        "caseload_mean": ratio(float(tally[NUMBER["open_case_weeks"]]), salaried),
        "vacancy_share": ratio(vacant, filled + vacant),
        "sick_share": ratio(float(tally[NUMBER["sick_weeks"]]), filled),
        "turnover_year": ratio(float(tally[NUMBER["leavers"]]) * WEEKS_PER_YEAR, filled),
        "coaches_mean_wait_weeks": mean(waited),
        "coaches_median_wait_weeks": median,
        "coaches_p90_wait_weeks": p90,
        "coaches_mean_length": ratio(float(waited.sum()), horizon),
        "able_to_go_on_share": able_to_go_on(cases, requests, len(world.homes), horizon),
    }


def _routes(tally: np.ndarray) -> dict[str, float]:
    """Return what first conversations were about, and whether every way to the coaches was used; NaN without any."""
    topics = tally[TOPICS : TOPICS + DOMAINS]
    if not topics.sum():
        return {"top_topics_finances_housing": math.nan, "all_entry_routes": math.nan}
    most = {ALL_DOMAINS[index] for index in np.argsort(-topics, kind="stable")[:2]}
    doors = [tally[NUMBER[f"requests_{door}"]] for door in ("coach", "signal", "outreach")]
    return {
        "top_topics_finances_housing": float(most == {Domain.FINANCES, Domain.HOUSING}),
        "all_entry_routes": float(min(doors) > 0),
    }


def _queue(model: CoachingModel) -> dict[str, float]:
    rows = model.world.referrals[: model.world.town[0]["referrals"]]
    waits = referrals_of(model)
    new = rows[waits.new]
    started = ~np.isnan(new["started"])
    waiting = ~started & np.isnan(new["ended"])
    delayed = started & (new["started"] > new["sent"] + ON_DELAY)
    return {
        "queue_delayed_share": ratio(int((delayed | waiting).sum()), int((started | waiting).sum())),
        "queue_mean_wait_weeks": mean(waits.waited[waits.new]),
        "queue_left_share": ratio((new["state"] == LEFT_LIST).sum(), len(new)),
        "queue_mean_length": ratio(float(waits.on_list.sum()), horizon_of(model)),
        "queue_escalated_share": ratio((new["escalated"] == 1).sum(), len(new)),
    }


def _ladder(model: CoachingModel) -> dict[str, float]:
    tally = model.tallies.sum(axis=(0, 1))
    everybody = float(tally[NUMBER["households"]])
    shares = [ratio(float(weeks), everybody) for weeks in tally[:3]]
    return {f"ladder_share_{severity}": share for severity, share in enumerate([1.0 - sum(shares), *shares])}

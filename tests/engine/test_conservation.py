"""Nothing gets lost or comes from nowhere: requests, referrals, cases, places, lists, weeks and money."""

import dataclasses
import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from simulation.model import CoachingModel, first_week
from simulation.money import Ledger, balance_of
from simulation.services import tables
from simulation.services.circles.tables import LOST as LOST_CANDIDATE
from simulation.services.tables import IN_CARE
from simulation.settings import ListRule, Values, values_of
from simulation.streets.luck import MOVE, chances
from simulation.streets.tables import DOMAINS
from simulation.streets.tally import CRISES, NUMBER, OUTREACH_SALARY_WEEKS, SALARY_WEEKS, WEEKS
from simulation.study.accounts import accounts_of
from tests.engine import runs
from tests.engine.conservation import problems_of
from tests.engine.runs import SMALL, rows_of, scenarios_in, study_of, values_in

WARM_UP_YEARS = 2
YEARS = 6
SHIPPED = (
    "wijkcoaches",
    "funding_ends",
    "funding_ends_own_money",
    "funding_ends_substitute",
    "city_wide",
    "city_wide_substitution",
    "outreach_without_mandate",
    "same_money_places",
    "same_money_debt_help",
    "buurtcoaches",
    "intakers",
)
STORM = {
    "streets.moves_year": 1.5,
    "streets.ease_early": 0.2,
    "streets.ease_serious": 0.2,
    "streets.worsen_early": 0.1,
    "streets.worsen_serious": 0.1,
    "coaches.turnover_year": 0.9,
    "coaches.vacancy_weeks": 9.0,
    "coaches.visits_per_hour": 1.0,
}
"""A town in which everything happens often, so that rare coincidences within one week do occur."""

CALM = {"coaches.door": 0.9}
"""A door that many find, so that the few coaches of a small town have cases enough."""

HURRICANE = {
    **STORM,
    "streets.moves_year": 6.0,
    "streets.ease_early": 0.8,
    "streets.ease_serious": 0.8,
    "streets.ease_crisis": 0.8,
    "streets.worsen_early": 0.5,
    "streets.worsen_serious": 0.5,
    "coaches.patience_weeks": 2.0,
}
"""A town in which several things happen to the same household in most weeks."""

OFTEN = {"streets.onset_": 30.0, "doors.ask_": 5.0, "doors.signal_": 5.0}
"""How many times as often, in the hurricane."""

QUICK = (
    ("usual_care", "calm"),
    ("wijkcoaches", "strict_severity"),
    ("funding_ends", "storm"),
    ("city_wide_substitution", "storm"),
    ("outreach_without_mandate", "storm"),
    ("city_wide", "often"),
    ("intakers", "often"),
    ("intakers", "storm"),
    ("funding_ends", "hurricane"),
)
THOROUGH = (
    *((name, "calm") for name in SHIPPED),
    ("usual_care", "storm"),
    ("funding_ends_substitute", "storm"),
    ("city_wide", "adopted_first"),
    ("wijkcoaches", "first_come"),
    ("city_wide", "unlimited"),
    ("wijkcoaches", "unlimited"),
    ("city_wide_substitution", "hurricane"),
    ("outreach_without_mandate", "hurricane"),
    ("buurtcoaches", "storm"),
    ("intakers", "hurricane"),
)
VARIANTS = {
    "calm": (),
    "storm": (),
    "hurricane": (),
    "often": (),
    "adopted_first": ("levers.coaches.adopted_first=true",),
    "first_come": ("levers.agencies.list_rule=first_come",),
    "strict_severity": ("levers.agencies.list_rule=strict_severity",),
    "unlimited": ("levers.agencies.unlimited=true",),
}


def study_for(variant: str) -> runs.Study:
    return study_of(*SMALL, f"scenarios=[{','.join(SHIPPED)}]", f"study.years={YEARS}", *VARIANTS[variant])


def values_for(variant: str) -> Values:
    values = values_in(study_for(variant), "optimistic")
    if variant == "hurricane":
        often = {
            name: values[name] * more for start, more in OFTEN.items() for name in values if name.startswith(start)
        }
        return Values({**values, **often, **HURRICANE})
    return Values({**values, **(STORM if variant == "storm" else CALM)})


@cache
def world_for(variant: str) -> runs.World:
    study = study_for(variant)
    clock = runs.clockwork(study, WARM_UP_YEARS)
    return runs.prepare(study.town, study.reference, values_for(variant), clock)


@cache
def played(scenario: str, variant: str) -> tuple[CoachingModel, dict[str, str]]:
    """Play a run month by month; return it with whatever did not hold before a month or at the end."""
    study = study_for(variant)
    clock = runs.clockwork(study, YEARS, rounds_per_week=3 if variant == "often" else 1)
    model = runs.continue_world(
        study.town, scenarios_in(study)[scenario], values_for(variant), world_for(variant), clock
    )
    problems: dict[str, str] = {}
    for month in range(1, model.months):
        model.environment.run(until=first_week(month))
        problems = {**problems_of(model), **problems}
    model.run()
    return model, {**problems_of(model), **problems}


def everything_wrong(scenario: str, variant: str) -> dict[str, str]:
    """Return all that does not hold, month by month and over the whole run."""
    model, problems = played(scenario, variant)
    for check in RUN_CHECKS:
        try:
            check(model, values_for(variant))
        except AssertionError as error:
            problems[check.__name__] = " ".join(str(error).split())[:300]
    return problems


@pytest.mark.parametrize(("scenario", "variant"), QUICK)
def test_nothing_is_lost(scenario: str, variant: str) -> None:
    problems = everything_wrong(scenario, variant)
    assert not problems, "\n".join(f"{name}: {text}" for name, text in problems.items())


@pytest.mark.proof
@pytest.mark.parametrize(("scenario", "variant"), THOROUGH)
def test_nothing_is_lost_anywhere(scenario: str, variant: str) -> None:
    problems = everything_wrong(scenario, variant)
    assert not problems, "\n".join(f"{name}: {text}" for name, text in problems.items())


@pytest.mark.proof
@pytest.mark.parametrize("draw", range(1, 25))
def test_nothing_is_lost_in_any_draw(draw: int) -> None:
    """All uncertainties drawn at once, within their ranges, in the mixture of worldviews."""
    study = study_of(*SMALL, "study=council", f"study.years={YEARS}", "scenarios=[city_wide]")
    (mixed,) = (each for each in study.worldviews if each.name == "mixed")
    of_town, of_run = (
        values_of(study.uncertainties, worldview, study.mixture, draw, study.settings.seed, study.town.price_year)
        for worldview in (None, mixed)
    )
    clock = runs.clockwork(study, WARM_UP_YEARS, draw)
    world = runs.prepare(study.town, study.reference, of_town, clock)
    model = runs.continue_world(study.town, study.scenarios[0], of_run, world, runs.clockwork(study, YEARS, draw))
    model.run()
    assert not problems_of(model)
    assert np.isfinite(model.tallies).all()
    for check in RUN_CHECKS:
        if check is not check_a_row_belongs_to_who_lived_there_then:  # moving rates may differ before week 0
            check(model, of_run)


def check_something_happened(model: CoachingModel, _: Values) -> None:
    assert len(rows_of(model, "requests")) > 100
    if len(model.world.coaches) and (model.world.coaches["role"] == tables.COACHING).all():
        assert len(rows_of(model, "cases")) > 10


def check_no_start_beyond_the_places_contracted_then(model: CoachingModel, _: Values) -> None:
    """At each start the clients in care, the new one included, are no more than the places of that month."""
    rows = rows_of(model, "referrals")
    edges = [first_week(month) for month in range(model.months)]
    unlimited = np.array([budget.levers.agencies.unlimited for budget in model.budgets])
    for number in range(len(model.world.agencies)):
        here = rows[(rows["agency"] == number) & ~np.isnan(rows["started"])]
        starts = np.sort(here["started"])
        ends = np.sort(here["ended"][~np.isnan(here["ended"])])
        in_care = np.arange(1, len(starts) + 1) - np.searchsorted(ends, starts, "right")
        inside = starts > 0.0
        places = np.where(unlimited, len(rows), model.agency_months["places"][:, number])
        # A start at the very moment a month begins may be of either month.
        before, after = (np.searchsorted(edges, starts[inside], side) - 1 for side in ("left", "right"))
        assert (in_care[inside] <= np.maximum(places[before], places[after])).all(), f"agency {number}"


def check_a_row_belongs_to_who_lived_there_then(model: CoachingModel, _: Values) -> None:
    """Move-in and move-out follow from luck alone; a request is asked, sent and helped in between."""
    rate = float(model.world.rules[0]["moves_per_week"])
    homes = model.world.homes
    moved_in = np.full((int(homes["occupant"].max()) + 2, len(homes)), -52.0 * WARM_UP_YEARS)
    for occupant in range(len(moved_in) - 1):
        who = homes["number"].astype(np.int64) + (occupant << 32)
        stay = -np.log1p(-chances(model.clockwork.seed, who, MOVE)) / rate
        moved_in[occupant + 1] = moved_in[occupant] + stay
    for name, first, last in (
        ("requests", "asked", "ended"),
        ("referrals", "sent", "ended"),
        ("cases", "waiting", "ended"),
    ):
        rows = rows_of(model, name)
        comes = moved_in[rows["occupant"], rows["household"]]
        goes = moved_in[rows["occupant"] + 1, rows["household"]]
        assert (rows[first] >= comes - 1e-6).all(), f"{name}: asked before moving in"
        assert (rows[first] <= goes + 1e-6).all(), f"{name}: asked after moving out"
        ended = ~np.isnan(rows[last])
        assert (rows[last][ended] <= goes[ended] + 1e-6).all(), f"{name}: still served after moving out"


def weeks_within(rows: np.ndarray, begin: str, model: CoachingModel) -> np.ndarray:
    """Weeks of rows between a date and their end, by month and neighbourhood, from the dates alone."""
    edges = np.array([first_week(month) for month in range(model.months + 1)], float)
    found = np.zeros((model.months, len(model.world.places)))
    ended = np.where(np.isnan(rows["ended"]), math.inf, rows["ended"])
    for month, (start, stop) in enumerate(pairwise(edges)):
        inside = np.clip(np.minimum(ended, stop) - np.maximum(rows[begin], start), 0.0, None)
        np.add.at(found[month], rows["neighbourhood"], inside)
    return found


def count_within(dates: np.ndarray, rows: np.ndarray, model: CoachingModel) -> np.ndarray:
    """Count dates by month and neighbourhood."""
    edges = np.array([first_week(month) for month in range(model.months + 1)], float)
    found = np.zeros((model.months, len(model.world.places)))
    months = np.searchsorted(edges, dates, "right") - 1
    inside = (months >= 0) & (months < model.months)
    np.add.at(found, (months[inside], rows["neighbourhood"][inside]), 1)
    return found


def check_weeks_of_care_are_those_between_the_dates(model: CoachingModel, _: Values) -> None:
    rows = rows_of(model, "referrals")
    for number in range(len(model.world.agencies)):
        here = rows[(rows["agency"] == number) & ~np.isnan(rows["started"])]
        np.testing.assert_allclose(
            model.tallies[:, :, NUMBER[f"care_weeks_{number}"]], weeks_within(here, "started", model), atol=1e-6
        )
        # A start at the very moment a month begins may be counted in either month.
        edges = [float(first_week(month)) for month in range(model.months + 1)]
        between = ~np.isin(here["started"], edges)
        counted = model.tallies[:, :, NUMBER[f"starts_{number}"]]
        assert (counted >= count_within(here["started"][between], here[between], model)).all()
        np.testing.assert_array_equal(counted.sum(axis=0), count_in_horizon(here, "started", model))


def check_counts_are_those_of_the_rows(model: CoachingModel, _: Values) -> None:
    referrals, cases, requests = (rows_of(model, name) for name in ("referrals", "cases", "requests"))
    for name, rows, dates in (
        ("drop_outs", referrals[referrals["state"] == tables.DROPPED_OUT], "ended"),
        ("left_lists", referrals[referrals["state"] == tables.LEFT_LIST], "ended"),
        ("lost_handoffs", referrals[referrals["state"] == tables.LOST_HANDOFF], "ended"),
        ("adopted_advice", referrals[referrals["adopted"] == 1], "sent"),
        ("refused_advice", referrals[referrals["refused"] == 1], "sent"),
        ("wrong_advice", referrals[referrals["misplaced"] == 1], "sent"),
        ("intakes", requests, "intake"),
        *(
            (f"requests_{door}", requests[requests["door"] == number], "asked")
            for number, door in enumerate(("desk", "signal", "outreach", "coach", "intaker"))
        ),
    ):
        # What happens at a round is booked in its week; both sides may differ by a round at a month's end.
        total = model.tallies[:, :, NUMBER[name]].sum(axis=0)
        if name == "lost_handoffs":
            total = total - lost_on_the_way_to_a_circle(model)
        np.testing.assert_array_equal(total, count_in_horizon(rows, dates, model), err_msg=name)
    opened = cases[~np.isnan(cases["acute"])]
    np.testing.assert_array_equal(
        model.tallies[:, :, NUMBER["cases_opened"]].sum(axis=0), count_in_horizon(opened, "acute", model)
    )
    ended = opened[~np.isnan(opened["ended"])]
    stopped = ended["state"] == tables.STOPPED
    closed = model.tallies[:, :, NUMBER["cases_closed"]].sum(axis=0)
    np.testing.assert_array_equal(closed, count_in_horizon(ended[~stopped], "ended", model))


def lost_on_the_way_to_a_circle(model: CoachingModel) -> np.ndarray:
    """Hand-offs to circles that failed, by neighbourhood, from the rows of candidates."""
    work = model.works["circles"]
    rows = work.members[: work.register["members"][0]]
    return np.bincount(rows["neighbourhood"][rows["state"] == LOST_CANDIDATE], minlength=len(model.world.places))


def count_in_horizon(rows: np.ndarray, dates: str, model: CoachingModel) -> np.ndarray:
    inside = rows[dates] >= 0.0
    return np.bincount(rows["neighbourhood"][inside], minlength=len(model.world.places))


def queue_jumpers(model: CoachingModel, allowed: Callable[[np.ndarray, np.void], np.ndarray]) -> int:
    """Count starts at which somebody of the same agency waited who should have gone before.

    Args:
        model: A run that was played.
        allowed: Tells for those who wait which of them may be passed by the one who starts.
    """
    rows, wrong = rows_of(model, "referrals"), 0
    rows = rows[~np.isnan(rows["waiting"])]
    until = np.fmin(rows["started"], rows["ended"])
    until = np.where(np.isnan(until), math.inf, until)
    for start in rows[rows["started"] > 0.0]:
        here = (rows["agency"] == start["agency"]) & (rows["waiting"] < start["started"]) & (until > start["started"])
        wrong += int((~allowed(rows[here], start)).sum())
    return wrong


def test_first_come_first_served() -> None:
    """Nobody starts while somebody waits who asked before."""
    model, _ = played("wijkcoaches", "first_come")
    waited = rows_of(model, "referrals")
    assert (waited["started"] > waited["waiting"]).sum() > 50
    assert queue_jumpers(model, lambda waiting, start: waiting["sent"] >= start["sent"]) == 0
    # The same count under another rule is not zero, so that it can tell.
    severity, _ = played("usual_care", "calm")
    assert queue_jumpers(severity, lambda waiting, start: waiting["sent"] >= start["sent"]) > 0


@pytest.mark.parametrize("rule", ["severity_with_ageing", "strict_severity", "first_come"])
def test_clients_of_adopted_advice_go_first_where_the_lever_says_so(rule: str) -> None:
    """Under any rule, nobody else starts while a client of adopted advice waits for the same agency."""
    study = study_for("calm")
    scenario = scenarios_in(study)["wijkcoaches"]
    levers = scenario.phases[0].levers
    for first in (True, False):
        changed = dataclasses.replace(
            levers,
            coaches=dataclasses.replace(levers.coaches, adopted_first=first, where="city"),
            agencies=dataclasses.replace(levers.agencies, list_rule=ListRule(rule)),
        )
        plan = dataclasses.replace(scenario, phases=(dataclasses.replace(scenario.phases[0], levers=changed),))
        model = runs.played(study, plan, world_for("calm"), 3, worldview="optimistic")
        passed = queue_jumpers(model, lambda waiting, start: (waiting["adopted"] == 0) | (start["adopted"] == 1))
        assert (passed == 0) == first


def check_nobody_is_displaced_unless_somebody_goes_first(model: CoachingModel, _: Values) -> None:
    first = any(phase.levers.coaches.adopted_first for phase in model.plan.phases)
    displaced = model.tallies[:, :, NUMBER["displaced"]].sum()
    adopted = (rows_of(model, "referrals")["adopted"] == 1).sum()
    assert displaced <= (adopted if first else 0), f"{displaced} displaced"


def check_household_weeks_are_those_of_the_calendar(model: CoachingModel, _: Values) -> None:
    weeks = np.diff([first_week(month) for month in range(model.months + 1)])
    expected = weeks[:, None] * model.world.places["households"][None, :]
    np.testing.assert_allclose(model.tallies[:, :, NUMBER["households"]], expected)
    problems = model.tallies[:, :, :21].reshape(model.months, -1, 7, 3).sum(axis=3)
    assert (problems <= expected[:, :, None] + 1e-6).all()
    assert (model.tallies >= -1e-6).all()


def postings(ledger: Ledger) -> Iterator[tuple[int, int, str, int]]:
    for each in ledger.postings():
        yield each.month, each.neighbourhood, each.product, each.cents


def check_the_ledger_balances_to_the_cent(model: CoachingModel, _: Values) -> None:
    ledger = model.ledger()
    assert balance_of(ledger) == 0
    paid, received = {}, {}
    for each in ledger.postings():
        paid[each.payer] = paid.get(each.payer, 0) - each.cents
        received[f"to {each.receiver}"] = received.get(f"to {each.receiver}", 0) + each.cents
    accounts = {name: amount for name, amount in ledger.accounts.items() if amount}
    assert accounts == {**paid, **received}
    assert sum(paid.values()) + sum(received.values()) == 0


def check_amounts_are_quantity_times_price(model: CoachingModel, values: Values) -> None:
    """Recomputed from rows, posts and prices, not from the ledger's own tally."""
    ledger, rows = model.ledger(), rows_of(model, "referrals")
    found = {}
    for month, _, product, cents in postings(ledger):
        found[product, month] = found.get((product, month), 0) + cents
    weeks = np.diff([first_week(month) for month in range(model.months + 1)])
    cares = {}
    for number, agency in enumerate(model.town.agencies):
        here = rows[(rows["agency"] == number) & ~np.isnan(rows["started"])]
        price = round(values[f"prices.{agency.name}_year"] / 52.0 * 100.0)
        care = weeks_within(here, "started", model)
        places = model.agency_months["places"][:, number]
        for month in range(model.months):
            cares[f"care_{agency.name}", month] = care[month].sum() * price
            if agency.kind == "place_limited":
                idle = max(0.0, places[month] * weeks[month] - care[month].sum())
                cares[f"idle_{agency.name}", month] = idle * price
    for (product, month), expected in cares.items():
        assert found.get((product, month), 0) == pytest.approx(expected, abs=len(model.world.places)), product
    salary = round(values["prices.coach_fte_year"] / 52.0 * 100.0)
    paid = model.tallies[:, :, [SALARY_WEEKS, OUTREACH_SALARY_WEEKS]].sum(axis=(1, 2)) * salary
    for month in range(model.months):
        total = found.get(("coaches_additional", month), 0) + found.get(("coaches_own", month), 0)
        assert total == pytest.approx(paid[month], abs=len(model.world.places)), "coaches"


def check_accounts_add_up_to_what_was_counted(model: CoachingModel, _: Values) -> None:
    """Problems, crises, assistance, care and money of all households together are those of the neighbourhoods."""
    ledger = model.ledger()
    accounts = accounts_of(model, ledger)
    counted = model.tallies.sum(axis=0)

    def same(amounts: np.ndarray, expected: np.ndarray) -> None:
        ours = np.bincount(accounts.place, amounts, len(counted))
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-6)

    same(accounts.problem_weeks, counted[:, WEEKS:CRISES].sum(axis=1))
    same(accounts.crises, counted[:, CRISES : CRISES + DOMAINS].sum(axis=1))
    same(accounts.evictions, counted[:, NUMBER["evictions"]])
    same(accounts.assistance_weeks, counted[:, NUMBER["assistance_weeks"]])
    same(accounts.weeks, counted[:, NUMBER["households"]])
    living = np.bincount(model.world.homes["neighbourhood"], model.world.homes["serious"], len(counted))
    same(accounts.serious, counted[:, NUMBER["serious_households"]] + living)
    products = [product for product in ledger.products if product.column is not None]
    same(accounts.cents, sum(counted[:, product.column] * product.cents for product in products))
    assert (accounts.problem_weeks >= -1e-9).all()
    assert (accounts.weeks >= 0.0).all()
    assert (accounts.problem_weeks <= DOMAINS * accounts.weeks + 1e-6).all()


def check_who_was_helped_is_known(model: CoachingModel, _: Values) -> None:
    """Whoever asked since week 0 is known, whoever had a case was touched; nobody inherits it from who lived before."""
    accounts = accounts_of(model, model.ledger())
    who = accounts.address + (accounts.occupant.astype(np.int64) << 32)
    assert (np.diff(accounts.address) >= 0).all()
    assert len(np.unique(who)) == len(who)
    for name, flag in (("requests", accounts.known), ("cases", accounts.touched)):
        rows = rows_of(model, name)
        assert set(rows["household"] + (rows["occupant"].astype(np.int64) << 32)) <= set(who[flag]), name
    assert (accounts.helped <= accounts.known).all()
    assert (accounts.occupant[np.diff(accounts.address, prepend=-1) == 0] > 0).all()


RUN_CHECKS = (
    check_something_happened,
    check_no_start_beyond_the_places_contracted_then,
    check_a_row_belongs_to_who_lived_there_then,
    check_weeks_of_care_are_those_between_the_dates,
    check_counts_are_those_of_the_rows,
    check_nobody_is_displaced_unless_somebody_goes_first,
    check_household_weeks_are_those_of_the_calendar,
    check_the_ledger_balances_to_the_cent,
    check_amounts_are_quantity_times_price,
    check_accounts_add_up_to_what_was_counted,
    check_who_was_helped_is_known,
)


def test_money_is_additional_until_the_funding_ends() -> None:
    model, _ = played("funding_ends_own_money", "calm")
    ledger = model.ledger()
    months = {
        name: {month for month, _, product, _ in postings(ledger) if product == name}
        for name in ("coaches_additional", "coaches_own")
    }
    assert months["coaches_additional"] == set(range(36))
    assert months["coaches_own"] == set(range(36, 12 * YEARS))


def test_people_still_waiting_are_in_the_tables() -> None:
    model, _ = played("usual_care", "calm")
    rows = rows_of(model, "referrals")
    assert (rows["state"] == tables.WAITING).any()
    assert (rows["state"] == IN_CARE).any()
    assert np.isnan(rows["ended"][rows["state"] < tables.FIRST_FINAL_REFERRAL]).all()


def test_a_planted_leak_is_noticed() -> None:
    """The checks above can fail: one client too many, a lost row, a shifted pointer."""
    study = study_for("calm")
    for spoil in (spoil_used, spoil_list, spoil_pointer, spoil_stock, spoil_date):
        model = runs.begun(study, study.reference, world_for("calm"), 1)
        model.environment.run(until=20)
        before = problems_of(model)
        spoil(model)
        assert len(problems_of(model)) > len(before), spoil.__name__


def spoil_used(model: CoachingModel) -> None:
    model.world.agencies["used"][0] += 1


def spoil_list(model: CoachingModel) -> None:
    line = int(np.argmax(model.world.lists["length"]))
    model.world.lists["length"][line] -= 1


def spoil_pointer(model: CoachingModel) -> None:
    homes = model.world.homes
    first = int(np.flatnonzero(homes["request"] >= 0)[0])
    homes["request"][first] = -1


def spoil_stock(model: CoachingModel) -> None:
    model.world.stock[0, 0] += 1.0


def spoil_date(model: CoachingModel) -> None:
    rows = model.world.referrals
    first = int(np.flatnonzero(~np.isnan(rows["started"]) & (rows["state"] > 0))[0])
    rows["started"][first] = rows["sent"][first] - 1.0

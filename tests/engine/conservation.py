"""What must hold at every moment of every run; each check says in its name what it is about."""

import math

import numpy as np

from simulation.model import CoachingModel
from simulation.services import tables
from simulation.services.intake import general_line, intake_line
from simulation.services.tables import (
    ACTIVATION,
    ACUTE,
    ASSESSING,
    CASE_STATES,
    CASE_WAITING,
    FIRST_FINAL_CASE,
    FIRST_FINAL_REFERRAL,
    FIRST_FINAL_REQUEST,
    IN_CARE,
    REFERRAL_STATES,
    REQUEST_STATES,
    SENT,
    WAITING,
)
from simulation.streets.tables import DOMAINS, FINANCES, OWNER
from simulation.streets.tally import (
    ASSISTANCE_WEEKS,
    CARE_WEEKS,
    EPISODE_WEEKS,
    GENERAL_PROVISION_WEEKS,
    HOUSEHOLDS,
    INTAKER_SALARY_WEEKS,
    OUTREACH_SALARY_WEEKS,
    SALARY_WEEKS,
    TENANT_DEBT_WEEKS,
    VACANT_WEEKS,
    WEEKS,
)
from tests.engine.runs import rows_of

TOLERANCE = 1e-9


def problems_of(model: CoachingModel) -> dict[str, str]:
    """Check a world between two rounds; return what does not hold by the name of the check."""
    found = {}
    for check in CHECKS:
        try:
            check(model)
        except AssertionError as error:
            text = " ".join(str(error).split())
            found[check.__name__] = f"week {clock_of(model):.0f}: {text[:300]}"
    return found


def clock_of(model: CoachingModel) -> float:
    return float(model.world.town[0]["clock"])


def check_addresses(model: CoachingModel) -> None:
    world = model.world
    homes = world.homes
    np.testing.assert_array_equal(homes["number"], np.arange(len(homes)))
    places = np.repeat(np.arange(len(world.bounds) - 1), np.diff(world.bounds))
    np.testing.assert_array_equal(homes["neighbourhood"], places)
    assert ((homes["severity"] >= 0) & (homes["severity"] <= 3)).all()
    assert (homes["severity"][homes["minors"] == 0, 3] == 0).all(), "parenting problems without minors"
    for trait in ("network", "self_reliance", "trust"):
        assert ((homes[trait] >= 0.0) & (homes[trait] <= 1.0)).all(), trait
    assert (homes["gone"] == 0).all(), "who moved out is still here after the round"
    assert (homes["dirty"] == 0).all()
    assert (homes["settled"] <= clock_of(model)).all()
    assert (world.next_change > clock_of(model)).all(), "a change was missed"
    assert not np.isnan(world.next_change).any()


def _ordered(rows: np.ndarray, names: tuple[str, ...], clock: float) -> None:
    """Dates that are there follow each other in time and are not in the future."""
    last = np.full(len(rows), -math.inf)
    for name in names:
        known = ~np.isnan(rows[name])
        assert (rows[name][known] >= last[known] - TOLERANCE).all(), f"{name} comes too early"
        assert (rows[name][known] <= clock + TOLERANCE).all(), f"{name} is in the future"
        last = np.where(known, rows[name], last)


def check_requests(model: CoachingModel) -> None:
    rows = rows_of(model, "requests")
    assert ((rows["state"] >= 0) & (rows["state"] < len(REQUEST_STATES))).all()
    final = rows["state"] >= FIRST_FINAL_REQUEST
    np.testing.assert_array_equal(final, ~np.isnan(rows["ended"]))
    _ordered(rows, ("asked", "at_intaker", "waiting_coach", "with_others", "ended"), clock_of(model))
    _ordered(rows, ("asked", "helped", "ended"), clock_of(model))
    _ordered(rows, ("asked", "helped", "specialist", "ended"), clock_of(model))
    assert not np.isnan(rows["helped"][rows["state"] == tables.HELPED]).any()
    assert np.isnan(rows["helped"][final & ~np.isin(rows["state"], (tables.HELPED, tables.SOLVED))]).all()
    for state, name in (
        (tables.AT_INTAKER, "at_intaker"),
        (tables.WAITING_COACH, "waiting_coach"),
        (tables.WITH_OTHERS, "with_others"),
    ):
        assert not np.isnan(rows[name][rows["state"] == state]).any(), f"no date for {name}"
    homes = model.world.homes
    parts = np.bincount(homes["request"][homes["at_intaker"] == 1], minlength=len(rows)).astype(np.int64)
    looked_at = ~np.isnan(rows["intake"])
    _ordered(rows[looked_at], ("asked", "at_intaker", "intake"), clock_of(model))
    assert (rows["state"][looked_at] != tables.AT_INTAKER).all()
    assert looked_at[rows["state"] == tables.SOLVED].all()
    for name, first_final in (("referrals", FIRST_FINAL_REFERRAL), ("cases", FIRST_FINAL_CASE)):
        others = rows_of(model, name)
        np.add.at(parts, others["request"][others["state"] < first_final], 1)
        ended = others[~np.isnan(others["ended"])]
        together = rows["ended"][ended["request"]]
        assert not (together < ended["ended"] - TOLERANCE).any(), f"a request ended before one of its {name}"
    np.testing.assert_array_equal(rows["open"], parts)
    np.testing.assert_array_equal(parts == 0, final)


def check_referrals(model: CoachingModel) -> None:
    rows = rows_of(model, "referrals")
    state = rows["state"]
    assert ((state >= 0) & (state < len(REFERRAL_STATES))).all()
    np.testing.assert_array_equal(state >= FIRST_FINAL_REFERRAL, ~np.isnan(rows["ended"]))
    _ordered(rows, ("sent", "assessing", "waiting", "started", "ended"), clock_of(model))
    reached = {
        "assessing": ((ASSESSING,), (SENT,)),
        "waiting": ((WAITING, IN_CARE, tables.LEFT_LIST), (SENT, ASSESSING, tables.LOST_HANDOFF)),
        "started": (
            (IN_CARE, tables.CARE_DONE, tables.EASED, tables.DROPPED_OUT),
            (SENT, ASSESSING, WAITING, tables.LOST_HANDOFF, tables.LEFT_LIST, tables.RECOVERED_WAITING),
        ),
    }
    for name, (there, absent) in reached.items():
        assert not np.isnan(rows[name][np.isin(state, there)]).any(), f"no date for {name}"
        assert np.isnan(rows[name][np.isin(state, absent)]).all(), f"a date for {name} before its time"
    assert ((rows["severity"] >= 1) & (rows["severity"] <= 3)).all()
    assert not ((rows["adopted"] == 1) & (rows["refused"] == 1)).any()
    assert (rows["adopted"][rows["misplaced"] == 1] == 1).all()
    assert (rows["lost"][rows["adopted"] == 1] == 0).all()


def check_cases(model: CoachingModel) -> None:
    rows = rows_of(model, "cases")
    state = rows["state"]
    assert ((state >= 0) & (state < len(CASE_STATES))).all()
    np.testing.assert_array_equal(state >= FIRST_FINAL_CASE, ~np.isnan(rows["ended"]))
    _ordered(rows, ("waiting", "acute", "activation", "ended"), clock_of(model))
    assert np.isnan(rows["acute"][state == CASE_WAITING]).all()
    assert not np.isnan(rows["acute"][np.isin(state, (ACUTE, ACTIVATION, tables.PLAN_DONE))]).any()
    assert np.isnan(rows["activation"][state == ACUTE]).all()
    assert not np.isnan(rows["activation"][state == ACTIVATION]).any()


def check_pointers(model: CoachingModel) -> None:
    """Households point to their open rows and open rows to who lives there, both ways and nothing else."""
    homes = model.world.homes
    for name, first_final in (("requests", FIRST_FINAL_REQUEST), ("cases", FIRST_FINAL_CASE)):
        rows = rows_of(model, name)
        expected = np.full(len(homes), -1)
        open_rows = np.flatnonzero(rows["state"] < first_final)
        expected[rows["household"][open_rows]] = open_rows
        assert len(np.unique(rows["household"][open_rows])) == len(open_rows), f"two open {name} at one address"
        np.testing.assert_array_equal(homes[name[:-1]], expected)
        np.testing.assert_array_equal(rows["occupant"][open_rows], homes["occupant"][rows["household"][open_rows]])
    rows = rows_of(model, "referrals")
    expected = np.full((len(homes), DOMAINS), -1)
    open_rows = np.flatnonzero(rows["state"] < FIRST_FINAL_REFERRAL)
    where = (rows["household"][open_rows], rows["domain"][open_rows])
    assert len(set(zip(*where, strict=True))) == len(open_rows), "two open referrals of one problem"
    expected[where] = open_rows
    np.testing.assert_array_equal(homes["referral"], expected)
    np.testing.assert_array_equal(rows["occupant"][open_rows], homes["occupant"][rows["household"][open_rows]])
    np.testing.assert_array_equal(rows["request"][open_rows], homes["request"][rows["household"][open_rows]])


def check_lists(model: CoachingModel) -> None:
    """Each list holds exactly the rows in its state, once, and nothing that should have ended."""
    world = model.world
    referrals, cases = rows_of(model, "referrals"), rows_of(model, "cases")
    homes, agencies, places = world.homes, len(world.agencies), len(world.places)
    assert len(world.lists) == 2 * agencies + 1 + 2 * places + DOMAINS + 1
    ends = world.lists["first"] + world.lists["room"]
    assert (world.lists["length"] <= world.lists["room"]).all()
    assert (ends[:-1] <= world.lists["first"][1:]).all()
    state = referrals["state"]
    for agency in range(agencies):
        here = referrals["agency"] == agency
        _same(world, agency, np.flatnonzero(here & (state == WAITING)), model)
        _same(world, agencies + agency, np.flatnonzero(here & (state == IN_CARE)), model)
    _same(world, 2 * agencies, np.flatnonzero((state == SENT) | (state == ASSESSING)), model)
    for place in range(places):
        here = (cases["neighbourhood"] == place) & (cases["state"] == CASE_WAITING)
        _same(world, 2 * agencies + 1 + place, np.flatnonzero(here), model)
        waits = (homes["neighbourhood"] == place) & (homes["at_intaker"] == 1)
        _same(world, intake_line(place, world.town[0], world.places), np.sort(homes["request"][waits]), model)


def _entries(world: object, number: int) -> np.ndarray:
    line = world.lists[number]
    return world.entries[line["first"] : line["first"] + line["length"]]


def _same(world: object, number: int, rows: np.ndarray, model: CoachingModel) -> None:
    entries = _entries(world, number)
    np.testing.assert_array_equal(np.sort(entries["row"]), rows, err_msg=f"list {number}")
    # What a coach sends on at a round without delay is due at that very moment, and handled next week, back-dated.
    assert (entries["until"] >= clock_of(model)).all(), f"list {number} holds what is over"


def check_agencies(model: CoachingModel) -> None:
    """Nobody is in care beyond ``used``, and nobody waits while a place is free."""
    agencies, rows = model.world.agencies, rows_of(model, "referrals")
    for number, agency in enumerate(agencies):
        here = rows[rows["agency"] == number]
        assert agency["used"] == (here["state"] == IN_CARE).sum()
        assert agency["used"] >= 0
        assert agency["places"] >= 0
        if (here["state"] == WAITING).any():
            assert not agency["unlimited"]
            assert agency["used"] >= agency["places"], "a free place and somebody waiting"


def check_caseloads(model: CoachingModel) -> None:
    world, cases = model.world, rows_of(model, "cases")
    working = (cases["state"] == ACUTE) | (cases["state"] == ACTIVATION)
    for number, coach in enumerate(world.coaches):
        held = np.sort(world.held[number, : coach["cases"]])
        np.testing.assert_array_equal(held, np.flatnonzero(working & (cases["coach"] == number)))
        assert (cases["neighbourhood"][held] == coach["neighbourhood"]).all()
        assert coach["role"] == tables.COACHING or coach["cases"] == 0
    assert (cases["coach"][working] >= 0).all()
    assert working.sum() == world.coaches["cases"].sum()


def check_help(model: CoachingModel) -> None:
    """Whoever is helped has somebody who helps."""
    homes, agencies = model.world.homes, model.world.agencies
    cases, referrals = rows_of(model, "cases"), rows_of(model, "referrals")
    coached = np.zeros(len(homes), bool)
    activated = np.zeros(len(homes), bool)
    for state, found in ((ACUTE, coached), (ACTIVATION, coached), (ACTIVATION, activated)):
        found[cases["household"][cases["state"] == state]] = True
    assert (homes["dose"][~coached] == 0.0).all()
    assert (homes["activation"][~activated] == 0.0).all()
    assert (homes["dose"] <= 1.0).all()
    expected = np.zeros((len(homes), DOMAINS))
    cared = referrals[(referrals["state"] == IN_CARE) & (referrals["misplaced"] == 0)]
    several = {1.0, *(phase.levers.agencies.effect for phase in model.plan.phases)} != {1.0}
    lift = np.ones(len(agencies)) if several else agencies["lift"]
    expected[cared["household"], cared["domain"]] = lift[cared["agency"]]
    for entry in general_of(model):
        if homes["general"][entry["household"]] >> entry["domain"] & 1:
            expected[entry["household"], entry["domain"]] = model.world.practice[0]["general_lift"]
    assert (homes["care"][expected == 0.0] == 0.0).all()
    if not several:
        np.testing.assert_array_equal(homes["care"], expected)


def general_of(model: CoachingModel) -> np.ndarray:
    """What general provisions are busy with."""
    entries = _entries(model.world, general_line(model.world.town[0], model.world.places))
    return model.world.episodes[entries["row"]]


def recount(model: CoachingModel) -> np.ndarray:
    """Count everybody in a state, from homes, referrals, episodes and posts."""
    world = model.world
    homes, stock = world.homes, np.zeros_like(world.stock)
    place = homes["neighbourhood"]
    for domain in range(DOMAINS):
        for severity in (1, 2, 3):
            here = homes["severity"][:, domain] == severity
            np.add.at(stock, (place[here], WEEKS + 3 * domain + severity - 1), 1)
        ends = _entries(world, 2 * len(world.agencies) + 1 + len(world.places) + domain)
        np.add.at(stock, (place[ends["row"]], EPISODE_WEEKS + domain), 1)
    tenants = (homes["severity"][:, FINANCES] >= 2) & (homes["tenure"] != OWNER)
    np.add.at(stock, (place[tenants], TENANT_DEBT_WEEKS), 1)
    np.add.at(stock, (place[homes["assistance"] == 1], ASSISTANCE_WEEKS), 1)
    np.add.at(stock, (place, HOUSEHOLDS), 1)
    referrals = rows_of(model, "referrals")
    cared = referrals[referrals["state"] == IN_CARE]
    np.add.at(stock, (cared["neighbourhood"], CARE_WEEKS + cared["agency"].astype(int)), 1)
    for coach in world.coaches:
        paid = (SALARY_WEEKS, OUTREACH_SALARY_WEEKS, INTAKER_SALARY_WEEKS)[coach["role"]]
        stock[coach["neighbourhood"], paid if coach["filled"] else VACANT_WEEKS] += coach["fte"]
    busy = general_of(model)
    np.add.at(stock, (place[busy["household"]], GENERAL_PROVISION_WEEKS), 1)
    in_general = np.bincount(place[busy["household"]], minlength=len(world.places))
    np.testing.assert_array_equal(world.places["in_general"], in_general)
    return stock


def check_stock(model: CoachingModel) -> None:
    np.testing.assert_allclose(model.world.stock, recount(model), atol=1e-9)


CHECKS = (
    check_addresses,
    check_requests,
    check_referrals,
    check_cases,
    check_pointers,
    check_lists,
    check_agencies,
    check_caseloads,
    check_help,
    check_stock,
)

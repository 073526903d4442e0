"""The ledger: what is posted at once is what is posted amount by amount, and both sides are equal."""

import numpy as np
import pytest

from simulation.money import TOWN_ITSELF, Ledger, Product, balance_of
from simulation.settings import Payer

PRODUCTS = (
    Product(name="visit", payer=Payer.MUNICIPALITY, receiver="visitors", cents=333, column=2),
    Product(name="stay", payer=Payer.INSURER, receiver="hospital", cents=1001, column=0),
    Product(name="repair", payer=Payer.MUNICIPALITY, receiver="cafes", cents=25, column=1, approach="repair_cafe"),
    Product(name="rent", payer=Payer.MUNICIPALITY, receiver="visitors", cents=75, column=None),
)
MONTHS, PLACES = 4, 3


def quantities(*shape: int) -> np.ndarray:
    """Halves among them, so that rounding half up or down instead of to even shows."""
    return np.random.default_rng(1).integers(0, 40, shape) / 8.0


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(PRODUCTS, MONTHS, PLACES)


def amount(ledger: Ledger, month: int, place: int, name: str) -> int:
    return int(ledger.cents[month, place, ledger.number[name]])


def test_every_amount_is_rounded_to_cents_by_itself(ledger: Ledger) -> None:
    bought = quantities(MONTHS, PLACES)
    ledger.post("rent", bought)
    for (month, place), quantity in np.ndenumerate(bought):
        assert amount(ledger, month, place, "rent") == round(float(quantity) * 75)
    assert not ledger.cents[:, TOWN_ITSELF].any()


def test_what_belongs_to_no_neighbourhood_is_in_the_last_row(ledger: Ledger) -> None:
    bought = quantities(MONTHS)
    ledger.post("rent", bought)
    assert [amount(ledger, month, TOWN_ITSELF, "rent") for month in range(MONTHS)] == [
        round(float(quantity) * 75) for quantity in bought
    ]
    assert not ledger.cents[:, :-1].any()
    assert {posting.neighbourhood for posting in ledger.postings()} == {TOWN_ITSELF}


def test_each_product_takes_its_own_column_of_its_own_tally(ledger: Ledger) -> None:
    core, own = quantities(MONTHS, PLACES, 3), quantities(MONTHS, PLACES, 2) + 1.0
    ledger.post_tallies(core)
    assert not ledger.cents[..., ledger.number["repair"]].any()
    ledger.post_tallies(own, "repair_cafe")
    for name, tally, column, price in (("visit", core, 2, 333), ("stay", core, 0, 1001), ("repair", own, 1, 25)):
        for month, place in np.ndindex(MONTHS, PLACES):
            assert amount(ledger, month, place, name) == round(float(tally[month, place, column]) * price)


def test_posting_twice_adds_up_and_fewer_months_leave_the_rest(ledger: Ledger) -> None:
    bought = quantities(MONTHS, PLACES)
    ledger.post("rent", bought)
    once = ledger.cents.copy()
    ledger.post("rent", bought[:2])
    assert (ledger.cents[:2] == 2 * once[:2]).all()
    assert (ledger.cents[2:] == once[2:]).all()


def test_both_sides_are_equal_and_say_who_paid_whom(ledger: Ledger) -> None:
    ledger.post_tallies(quantities(MONTHS, PLACES, 3))
    ledger.post("rent", quantities(MONTHS))
    assert balance_of(ledger) == 0
    by_product = ledger.cents.sum(axis=(0, 1))
    visit, stay, _, rent = (int(cents) for cents in by_product)
    assert min(visit, stay, rent) > 0
    assert ledger.accounts == {
        "municipality": -visit - rent,
        "insurer": -stay,
        "to visitors": visit + rent,
        "to hospital": stay,
    }


def test_an_amount_that_nobody_received_is_found(ledger: Ledger) -> None:
    ledger.post("rent", quantities(MONTHS))
    ledger.accounts["to visitors"] -= 1
    assert balance_of(ledger) != 0


def test_an_approach_without_products_posts_nothing(ledger: Ledger) -> None:
    ledger.post_tallies(quantities(MONTHS, PLACES, 3), "another")
    assert not ledger.cents.any()
    assert ledger.accounts == {}

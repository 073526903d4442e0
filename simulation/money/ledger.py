"""The ledger: every euro is posted twice, from a payer to a receiver, in whole cents."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.money.products import Product

TOWN_ITSELF = -1
"""Neighbourhood of entries that belong to no household: fixed costs."""


@dataclass(frozen=True)
class Posting:
    """One entry: a payer's debit and a receiver's credit of the same amount."""

    month: int
    neighbourhood: int
    product: str
    payer: str
    receiver: str
    cents: int


class Ledger:
    """All payments of one run, by month, neighbourhood and product.

    The last row of the neighbourhood axis holds what belongs to no neighbourhood.

    Raises:
        ValueError: Two products have one name.
    """

    def __init__(self, products: tuple[Product, ...], months: int, neighbourhoods: int) -> None:
        self.products = products
        self.number = {product.name: index for index, product in enumerate(products)}
        if len(self.number) < len(products):
            names = [product.name for product in products]
            raise ValueError(f"two products are called {max(names, key=names.count)}")
        self.cents = np.zeros((months, neighbourhoods + 1, len(products)), np.int64)
        self.accounts: dict[str, int] = {}

    def post(self, month: int, neighbourhood: int, name: str, quantity: float) -> None:
        """Post a quantity of a fixed product; ``TOWN_ITSELF`` if it belongs to no neighbourhood."""
        index = self.number[name]
        self._enter(month, neighbourhood, index, round(quantity * self.products[index].cents))

    def post_tallies(self, tallies: np.ndarray, approach: str = "") -> None:
        """Post all that households caused, month by month.

        Args:
            tallies: Quantities, shape (months, neighbourhoods, columns).
            approach: Whose tallies these are; those of the core if empty.
        """
        for index, product in enumerate(self.products):
            if product.column is not None and product.approach == approach:
                amounts = np.rint(tallies[:, :, product.column] * product.cents).astype(np.int64)
                self.cents[: len(tallies), :-1, index] += amounts
                self._transfer(product, int(amounts.sum()))

    def _enter(self, month: int, neighbourhood: int, index: int, cents: int) -> None:
        self.cents[month, neighbourhood, index] += cents
        self._transfer(self.products[index], cents)

    def _transfer(self, product: Product, cents: int) -> None:
        self.accounts[product.payer] = self.accounts.get(product.payer, 0) - cents
        receiver = f"to {product.receiver}"
        self.accounts[receiver] = self.accounts.get(receiver, 0) + cents

    def postings(self) -> Iterator[Posting]:
        """Yield every non-zero entry."""
        for month, neighbourhood, index in np.argwhere(self.cents):
            product = self.products[index]
            place = TOWN_ITSELF if neighbourhood == self.cents.shape[1] - 1 else int(neighbourhood)
            yield Posting(
                month=int(month),
                neighbourhood=place,
                product=product.name,
                payer=product.payer,
                receiver=product.receiver,
                cents=int(self.cents[month, neighbourhood, index]),
            )


def balance_of(ledger: Ledger) -> int:
    """Return the sum of all accounts, which is zero, less what the entries say was paid and not received."""
    paid = sum(amount for name, amount in ledger.accounts.items() if not name.startswith("to "))
    received = sum(amount for name, amount in ledger.accounts.items() if name.startswith("to "))
    return (paid + received) + (received - int(ledger.cents.sum()))

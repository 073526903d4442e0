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

    def post(self, name: str, quantities: np.ndarray) -> None:
        """Post what was bought of a fixed product.

        Args:
            name: Of the product.
            quantities: Shape (months, neighbourhoods), or (months,) if it belongs to no neighbourhood.
        """
        self._enter([self.number[name]], quantities[..., np.newaxis])

    def post_tallies(self, tallies: np.ndarray, approach: str = "") -> None:
        """Post all that households caused, month by month.

        Args:
            tallies: Quantities, shape (months, neighbourhoods, columns).
            approach: Whose tallies these are; those of the core if empty.
        """
        columns = {
            index: product.column
            for index, product in enumerate(self.products)
            if product.column is not None and product.approach == approach
        }
        self._enter(list(columns), tallies[:, :, list(columns.values())])

    def _enter(self, numbers: list[int], quantities: np.ndarray) -> None:
        """Enter amounts, each rounded to whole cents by itself, as debits of payers and credits of receivers.

        Args:
            numbers: Of products.
            quantities: Shape (months, neighbourhoods, products), or (months, products) for those of no neighbourhood.
        """
        products = [self.products[number] for number in numbers]
        amounts = np.rint(quantities * np.array([product.cents for product in products])).astype(np.int64)
        places = slice(-1) if quantities.ndim == 3 else TOWN_ITSELF
        self.cents[: len(amounts), places, numbers] += amounts
        totals = amounts.sum(axis=tuple(range(amounts.ndim - 1))).tolist()
        for product, cents in zip(products, totals, strict=True):
            receiver = f"to {product.receiver}"
            self.accounts[product.payer] = self.accounts.get(product.payer, 0) - cents
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

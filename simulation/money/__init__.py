"""Money: prices, payers and the double-entry ledger."""

from simulation.money.ledger import TOWN_ITSELF, Ledger, Posting, balance_of
from simulation.money.products import Product, coach_year_eur, paid_from_budget, payer_in, place_year_eur, products_of
from simulation.money.tasks import Task, task_of, tasks_of

__all__ = [
    "TOWN_ITSELF",
    "Ledger",
    "Posting",
    "Product",
    "Task",
    "balance_of",
    "coach_year_eur",
    "paid_from_budget",
    "payer_in",
    "place_year_eur",
    "products_of",
    "task_of",
    "tasks_of",
]

"""Tasks: for which part of its work a municipality pays a product, so that spending can be held against a grant."""

from enum import StrEnum

from simulation.settings import Domain, Town

AGENCY_PRODUCTS = ("care", "idle", "decision")
BUDGETS = ("_additional", "_own")
"""Ends of the names of what approaches buy, see ``products.paid_from_budget``."""


class Task(StrEnum):
    """A task that a municipality gets money for."""

    WMO = "wmo"
    YOUTH = "youth"
    PARTICIPATION = "participation"
    DEBT_HELP = "debt_help"
    APPROACH = "approach"
    OTHER = "other"


OF_DOMAIN = {Domain.FINANCES: Task.DEBT_HELP, Domain.WORK: Task.PARTICIPATION, Domain.PARENTING: Task.YOUTH}
"""Task of the agencies that serve a domain; of the others it is social support (Wmo)."""
OF_PRODUCT = {"homelessness": Task.WMO, "benefit_administration": Task.PARTICIPATION}


def tasks_of(town: Town) -> dict[str, Task]:
    """Return the task of every product of agencies and crises; see ``task_of`` for the others."""
    found = dict(OF_PRODUCT)
    for agency in town.agencies:
        task = OF_DOMAIN.get(agency.domains[0], Task.WMO)
        found |= {f"{kind}_{agency.name}": task for kind in AGENCY_PRODUCTS}
    return found | {f"episode_{domain}": OF_DOMAIN.get(domain, Task.WMO) for domain in Domain}


def task_of(product: str, tasks: dict[str, Task]) -> Task:
    """Return the task of a product by its name; approaches have a task of their own, which usual care has no money for.

    Args:
        product: Name of a product that the municipality pays.
        tasks: See ``tasks_of``.
    """
    return tasks.get(product, Task.APPROACH if product.endswith(BUDGETS) else Task.OTHER)

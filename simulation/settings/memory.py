"""Whether a town fits in memory, before it is built."""

from simulation.settings.errors import SettingsError

GIGABYTE = 10**9


def check_memory(households: int, bytes_per_household: float, available: float) -> None:
    """Refuses a town that needs more memory than there is.

    Args:
        households: of the whole town
        bytes_per_household: of all tables, for all workers together
        available: bytes that may be used

    Raises:
        SettingsError: with the memory needed and the largest number of households that fits
    """
    needed = households * bytes_per_household
    if needed > available:
        raise SettingsError(
            f"town.households = {households}: needs about {needed / GIGABYTE:.1f} GB of memory, "
            f"{available / GIGABYTE:.1f} GB is available; at most {int(available // bytes_per_household)} fit"
        )

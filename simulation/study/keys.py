"""Keys of runs as text: how a run is named in logs, in failures and on the command line."""

from simulation.study.run import Key


def text_of(key: Key, with_point: bool = False) -> str:
    """Return the name of a run: ``worldview/scenario/draw/run``, of usual care without a worldview."""
    parts = [*([str(key.point)] if with_point else []), *([key.worldview] if key.worldview else [])]
    return "/".join([*parts, key.scenario, str(key.draw), str(key.run)])

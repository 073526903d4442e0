"""Settled towns on disk: a second study of the same town and seed does not warm up again.

A town at week 0 is named by a hash of everything it depends on, the code included, so a stale one is never
found. The store is bounded: the ones used longest ago go first.
"""

import hashlib
import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from simulation.services.world import World
from simulation.settings import Study
from simulation.streets.compiler import cache_folder
from simulation.study.run import settle, values_in
from simulation.study.versions import engine_hash

LIMIT_BYTES = 2 * 10**9
BIG_SHARE = 0.5
"""A study may fill this share of the store with its drawn towns; above it only those of draw 0 are kept."""


def settled_town(study: Study, draw: int, run: int, keep: bool = True) -> World:
    """Return the town at week 0, from the store if it is there.

    Args:
        study: Town, uncertainties, warm-up and seed.
        draw: Which values.
        run: Which luck.
        keep: Whether to look in the store, and to put the town there.
    """
    if not keep:
        return settle(study, draw, run)
    path = store() / f"{digest(study, draw, run)}.npz"
    found = _read(path)
    if found is not None:
        return found
    world = settle(study, draw, run)
    _write(path, world)
    return world


def worth_keeping(study: Study, draw: int, pairs: int) -> bool:
    """Return whether a town goes to the store: not if those of one study would push out all others."""
    from simulation.services.world import bytes_per_household

    size = bytes_per_household(len(study.town.agencies)) / 2 * study.town.households
    return size * (1 if draw == 0 else pairs) <= BIG_SHARE * LIMIT_BYTES


def store() -> Path:
    """Return the folder of settled towns, beside the compiled code."""
    beside = cache_folder().parent
    return beside / "settled" if beside.name == "voordeur" else beside / "voordeur-settled"


def digest(study: Study, draw: int, run: int) -> str:
    """Return a hash of everything that a settled town depends on."""
    settings = study.settings
    content = {
        "engine": engine_hash(),
        "town": asdict(study.town),
        "reference": asdict(study.reference),
        "values": dict(values_in(study, None, draw)),
        "seed": [settings.seed, run],
        "clock": [settings.warm_up_years, settings.rounds_per_week, asdict(settings.numerics)],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def _read(path: Path) -> World | None:
    try:
        with np.load(path, allow_pickle=False) as tables:
            world = World(**{field.name: tables[field.name] for field in fields(World)})
        os.utime(path)
        return world
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _write(path: Path, world: World) -> None:
    """Keep a town; a store that cannot be written is no reason to stop."""
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(unfinished, **{field.name: getattr(world, field.name) for field in fields(World)})
        os.replace(unfinished, path)
        _make_room(path.parent)
    except OSError:
        unfinished.unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    """Drop the towns used longest ago until the rest is within the limit; another process may do so too."""
    sizes = {}
    for path in folder.glob("*.npz"):
        try:
            found = path.stat()
        except OSError:
            continue
        sizes[path] = (found.st_mtime, found.st_size)
    total = sum(size for _, size in sizes.values())
    for path in sorted(sizes, key=lambda each: sizes[each]):
        if total <= LIMIT_BYTES:
            return
        path.unlink(missing_ok=True)
        total -= sizes[path][1]

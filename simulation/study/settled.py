"""Settled towns on disk: a second study of the same town and seed does not warm up again.

A town at week 0 is named by a hash of everything it depends on, the code included, so a stale one is never
found. The store is bounded: the ones used longest ago go first.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from tokenize import TokenError
from zipfile import BadZipFile

import numpy as np

from simulation.services.tables import REFERRAL, REQUEST
from simulation.services.world import World
from simulation.settings import Study
from simulation.streets.compiler import cache_folder
from simulation.streets.tables import DONOR, HOUSEHOLD
from simulation.study.keys import values_in
from simulation.study.run import settle, town_in
from simulation.study.versions import engine_hash

LIMIT_BYTES = 2 * 10**9
BIG_SHARE = 0.5
"""Share of the store that one study may fill; a larger one keeps its towns of draw 0 alone, or none."""

BYTES_PER_HOUSEHOLD = HOUSEHOLD.itemsize + DONOR.itemsize + (REQUEST.itemsize + REFERRAL.itemsize) / 2
"""Rough size of a settled town on disk, for each household."""
EMPTY = ("letters", "letter_order", "agenda", "agenda_order", "dirty", "departed", "entries")
"""Tables without content between two rounds, and the lists: only their length is stored, and what is on lists."""


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
    path = place_of(study, draw, run)
    found = _read(path)
    if found is not None:
        return found
    world = settle(study, draw, run)
    _write(path, world)
    return world


def place_of(study: Study, draw: int, run: int) -> Path:
    """Return the file of a settled town, whether it is there or not."""
    return store() / f"{digest(study, draw, run)}.npz"


def worth_keeping(study: Study, draw: int, pairs: int) -> bool:
    """Return whether a town goes to the store: not if those of one study would push out all others."""
    size = BYTES_PER_HOUSEHOLD * town_in(study).households
    return size * (study.settings.runs if draw == 0 else pairs) <= BIG_SHARE * LIMIT_BYTES


def store() -> Path:
    """Return the folder of settled towns, beside the compiled code."""
    beside = cache_folder().parent
    return beside / "settled" if beside.name == "voordeur" else beside / "voordeur-settled"


def digest(study: Study, draw: int, run: int) -> str:
    """Return a hash of everything that a settled town depends on."""
    settings = study.settings
    content = {
        "engine": engine_hash(),
        "town": asdict(town_in(study)),
        "reference": asdict(study.reference),
        "values": dict(values_in(study, None, draw)),
        "seed": [settings.seed, run],
        "clock": [settings.warm_up_years, settings.rounds_per_week, asdict(settings.numerics)],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def packed(world: World) -> dict[str, np.ndarray]:
    """Return the tables of a town without their empty room."""
    tables = {field.name: getattr(world, field.name) for field in fields(World)}
    used = _on_lists(world.lists, len(world.entries))
    on_lists = world.entries[used]
    for name in EMPTY:
        tables[name] = np.zeros((0, len(tables[name])), tables[name].dtype)
    return {**tables, "on_lists": on_lists}


def unpacked(tables: Mapping[str, np.ndarray]) -> World:
    """Return a town from its packed tables."""
    found = {field.name: aligned(tables[field.name]) for field in fields(World)}
    for name in EMPTY:
        found[name] = np.zeros(found[name].shape[1], found[name].dtype)
    found["entries"][_on_lists(found["lists"], len(found["entries"]))] = aligned(tables["on_lists"])
    return World(**found)


def aligned(table: np.ndarray) -> np.ndarray:
    """Return a table whose records are marked as aligned again.

    A file does not keep the mark, and without it everything would be compiled once more.
    """
    kind = table.dtype
    if kind.names is None or kind.fields is None:
        return table
    placed = [kind.fields[name][:2] for name in kind.names]
    records = {"names": kind.names, "formats": [form for form, _ in placed], "offsets": [at for _, at in placed]}
    return table.view(np.dtype({**records, "itemsize": kind.itemsize}, align=True))  # type: ignore[call-overload]


def _on_lists(lists: np.ndarray, entries: int) -> np.ndarray:
    """Return which entries are on a list, shape (entries,)."""
    edges = np.zeros(entries + 1, np.int64)
    np.add.at(edges, lists["first"], 1)
    np.add.at(edges, lists["first"] + lists["length"], -1)
    return np.cumsum(edges)[:-1] > 0


def _read(path: Path) -> World | None:
    try:
        with np.load(path, allow_pickle=False) as tables:
            world = unpacked(tables)
        os.utime(path)
        return world
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, TokenError):  # whatever was damaged in the file
        return None


def _write(path: Path, world: World) -> None:
    """Keep a town; a store that cannot be written is no reason to stop."""
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(unfinished, allow_pickle=False, **packed(world))
        os.replace(unfinished, path)
        _make_room(path.parent)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


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

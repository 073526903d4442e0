"""The compiler: one way of compiling, and a cache that notices every edit.

Numba's own file cache misses edits in a function that is called from another file, so the cache folder is named after a
hash of all compiled sources. With ``NUMBA_DISABLE_JIT=1`` the same code runs as plain Python.
"""

import functools
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numba.extending
import numpy as np
from llvmlite import ir
from numba.core import cgutils

Record = Any
"""One row of a structured table; its fields are those of the table's dtype."""

PACKAGE = Path(__file__).resolve().parent.parent


def source_hash() -> str:
    """Return a hash of every source that is compiled and of the versions that compile it."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for folder in ("streets", "money", "services"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return the folder for compiled code: the user's cache, or a temporary one where that cannot be written."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = root / "voordeur" / source_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.gettempdir()) / f"voordeur-{source_hash()}"


if "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(cache_folder())


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let plain Python read structured tables as compiled code does: a field is an attribute, overflow is silent."""

    @functools.wraps(function)
    def call(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*map(_readable, arguments))

    return call


def _readable(argument: Any) -> Any:
    if isinstance(argument, np.ndarray) and argument.dtype.names and not isinstance(argument, np.recarray):
        return argument.view(np.recarray)
    if isinstance(argument, np.void) and not isinstance(argument, np.record):
        return np.asarray(argument).view(np.recarray)[()]
    return argument


def _is_hashed(function: Callable[..., Any]) -> bool:
    """Return whether a function is in ``source_hash``; those of installed approaches are compiled in every process."""
    return Path(function.__code__.co_filename).resolve().is_relative_to(PACKAGE)


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function for structured records; no fast maths, no parallel loops: the same bytes everywhere.

    Such functions change tables in place and allocate nothing, so they are compiled without reference counting.
    """
    if numba.config.DISABLE_JIT:
        return _plain(function)  # type: ignore[return-value]
    return numba.njit(cache=_is_hashed(function), error_model="numpy", _nrt=False)(function)


def inlined[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function of the innermost loop into each that calls it: a household's next change is the hottest path.

    The same numbers, a few per cent sooner.
    """
    if numba.config.DISABLE_JIT:
        return _plain(function)  # type: ignore[return-value]
    return numba.njit(cache=_is_hashed(function), error_model="numpy", _nrt=False, forceinline=True)(function)


def allocating[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function that makes new arrays."""
    if numba.config.DISABLE_JIT:
        return _plain(function)  # type: ignore[return-value]
    return numba.njit(cache=_is_hashed(function), error_model="numpy")(function)


@compiled
def stretch(when: float, number: int, start: float, end: float) -> int:
    """Return in which of ``number`` equal stretches a moment lies; the first and the last are open."""
    return int(min(number - 1.0, max(0.0, (when - start) / (end - start) * number)))


@compiled
def by_time(table: np.ndarray, order: np.ndarray, number: int, start: float, end: float) -> None:
    """Fill ``order`` with the first ``number`` rows of a table in order of their field ``when``.

    Rows fall into as many equal stretches of time as there are rows; then neighbours change places where they must.

    Args:
        table: Rows of which most lie evenly between ``start`` and ``end``.
        order: Room for twice as many numbers, and one; the second half is scratch.
        number: Rows to sort.
        start: Where the first stretch begins; what lies before counts to it.
        end: Where the last one ends.

    Raises:
        OverflowError: If ``order`` is too short.
    """
    if 2 * number + 1 > order.shape[0]:
        raise OverflowError("more to sort than there is room for")
    for index in range(number, 2 * number + 1):
        order[index] = 0
    for row in range(number):
        order[number + 1 + stretch(table[row].when, number, start, end)] += 1
    for index in range(number, 2 * number):
        order[index + 1] += order[index]
    for row in range(number):
        counter = number + stretch(table[row].when, number, start, end)
        order[order[counter]] = row
        order[counter] += 1
    for index in range(1, number):
        row = order[index]
        place = index
        while place > 0 and table[order[place - 1]].when > table[row].when:
            order[place] = order[place - 1]
            place -= 1
        order[place] = row


@numba.extending.intrinsic
def _fetch(typing_context: Any, address: Any) -> Any:
    """Ask the processor to bring the memory at an address nearer."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        byte, word = ir.IntType(8), ir.IntType(32)
        pointer = builder.inttoptr(arguments[0], byte.as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), word, word, word])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(function, [pointer, word(1), word(3), word(1)])
        return context.get_dummy_value()

    return numba.types.void(numba.types.uintp), generate


AHEAD = 4
"""So many rows ahead are brought nearer to the processor where many are visited in turn."""


def _bring(table: np.ndarray, row: int) -> None:
    """Bring a row of a table nearer to the processor, for use soon; changes nothing."""
    start = table.ctypes.data + row * table.itemsize
    for offset in range(0, table.itemsize, 64):
        _fetch(np.uintp(start + offset))


def _stay(table: np.ndarray, row: int) -> None:
    """Stand in for ``_bring`` where nothing is compiled."""


bring = _stay if numba.config.DISABLE_JIT else compiled(_bring)

"""The compiler: one way of compiling, and a cache that notices every edit.

Numba's own file cache misses edits in a function that is called from another file, so the cache folder is named after a
hash of all compiled sources. With ``NUMBA_DISABLE_JIT=1`` the same code runs as plain Python.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np

Record = Any
"""One row of a structured table; its fields are those of the table's dtype."""

PACKAGE = Path(__file__).resolve().parent.parent


def source_hash() -> str:
    """Return a hash of every source that is compiled and of the versions that compile it."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for folder in ("streets", "money", "services"):
        for path in sorted((PACKAGE / folder).glob("*.py")):
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


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function for structured records; no fast maths, no parallel loops: the same bytes everywhere."""
    return numba.njit(cache=True, error_model="numpy")(function)

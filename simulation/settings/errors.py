"""The one error a user can cause: a setting that cannot be used."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

LONGEST_VALUE = 60
CLOSE = 0.61
"""How alike a word and a name must be, from 0 to 1, for the one to be taken for a misspelling of the other."""


class SettingsError(ValueError):
    """Says in one or two lines which file, key and value are wrong and what is allowed."""


class Problem(NamedTuple):
    """One wrong setting, before it is known where it was given."""

    key: str
    value: object
    allowed: str


def refusal(where: str, key: str, value: object, allowed: str) -> SettingsError:
    """Builds the error for one setting.

    Args:
        where: the file as the user knows it, or ``command line``
        key: dotted name of the setting
        value: what was given
        allowed: what is wrong with it and what is allowed instead
    """
    return SettingsError(f"{where}: {key} = {show(value)}: {allowed}")


def show(value: object) -> str:
    """Writes a value as in YAML, on one line and not too long."""
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def nearest(word: object, names: Iterable[str]) -> str:
    """Says which valid name is nearest to a word; all names if none is near."""
    known = list(names)
    close = [name for each in (str(word), str(word).lower()) for name in get_close_matches(each, known, 1, CLOSE)]
    if close:
        return f"did you mean '{close[0]}'?"
    return f"choose from {', '.join(sorted(known))}" if known else "there are none"

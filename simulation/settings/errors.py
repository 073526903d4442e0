"""The one error a user can cause: a setting that cannot be used."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

LONGEST_VALUE, LONGEST_KEY = 60, 120
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
    return SettingsError(f"{where}: {shortened(key)} = {show(value)}: {allowed}")


def show(value: object) -> str:
    """Writes a value as in YAML, on one line and not too long."""
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else repr(value)
    return shortened(text, LONGEST_VALUE)


def shortened(text: str, longest: int = LONGEST_KEY) -> str:
    """Writes a text so that it fits on a line, and can do nothing to a terminal."""
    text = text if text.isprintable() else repr(text)
    return text if len(text) <= longest else text[: longest - 3] + "..."


def nearest(word: object, names: Iterable[str]) -> str:
    """Says which valid name is nearest to a word; all names if none is near."""
    known, text = list(names), str(word)[:LONGEST_KEY]
    close = [name for each in (text, text.lower()) for name in get_close_matches(each, known, 1, CLOSE)]
    if close:
        return f"did you mean '{close[0]}'?"
    return f"choose from {', '.join(sorted(known))}" if known else "there are none"

"""The edge: plain values become typed dataclasses, or one clear error."""

import json
import re
import types
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from simulation.settings.errors import Problem, SettingsError, nearest, refusal

Origin = Callable[[str], str]
"""tells for a dotted key where its value was given"""

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
ALLOWED = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "tuple_type": "must be a list, as in [a, b]",
    "dict_type": "must be a block of settings (key: value)",
    "mapping_type": "must be a block of settings (key: value)",
    "dataclass_type": "must be a block of settings (key: value)",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt:g}",
    "too_short": "must name at least one",
}
UNKNOWN = "unexpected_keyword_argument"


def validated[T](kind: type[T], data: object, prefix: str, origin: Origin) -> T:
    """Turns plain data, as read from YAML, into a typed value; text is never taken for a number.

    Args:
        kind: the dataclass, or mapping of dataclasses, to make
        data: mappings, lists and scalars
        prefix: dotted key of the data in the configuration
        origin: tells where a key was given, for the message

    Raises:
        SettingsError: the first thing that is wrong
    """
    try:
        made: T = _adapter(cast(Hashable, kind)).validate_json(json.dumps([data], default=str))[0]
        return made
    except ValidationError as error:
        raise refusal_of(_worst(error), kind, data, prefix, origin) from None


def refuse_first(problems: Iterable[Problem], origin: Origin) -> None:
    """Raises the first problem, if there is one, as an error that says where the value was given."""
    for key, value, allowed in problems:
        raise refusal(origin(key), key, value, allowed)


def refusal_of(detail: ErrorDetails, kind: Any, data: object, prefix: str, origin: Origin) -> SettingsError:
    """Words one finding of pydantic as an error of ours."""
    unknown = detail["type"] == UNKNOWN
    path = [part for part in detail["loc"][1:] if unknown or not _is_type_name(part)]
    key = ".".join([prefix] * bool(prefix) + _names(path, data))
    if detail["type"] == "missing":
        return SettingsError(f"{origin(key)}: {key} is missing")
    if unknown:
        allowed = f"unknown key; {nearest(path[-1], _keys(kind, path[:-1]))}"
    elif detail["type"] == "enum":
        words = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        allowed = f"must be one of {', '.join(words)}{_hint(detail['input'], words)}"
    else:
        allowed = ALLOWED.get(detail["type"], detail["msg"]).format_map(detail.get("ctx", {}))
    return refusal(origin(key), key, detail["input"], allowed)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    # A configuration cannot be given to a dataclass itself; inside a tuple, dataclasses inherit it.
    return TypeAdapter(tuple[kind], config=STRICT)  # type: ignore[valid-type]


def _worst(error: ValidationError) -> ErrorDetails:
    """A misspelt key is also a missing one: tell of the misspelling."""
    found = error.errors(include_url=False)
    return next((detail for detail in found if detail["type"] == UNKNOWN), found[0])


def _is_type_name(part: int | str) -> bool:
    """Pydantic adds the member of a union and the word [key] to the path."""
    return part in ("str", "int", "float", "[key]") or str(part).startswith("tuple[")


def _names(path: list[int | str], data: object) -> list[str]:
    """The path with the name of a row, where it has one, instead of its place in the list."""
    names = []
    for part in path:
        inner = _item(data, part)
        named = isinstance(part, int) and isinstance(inner, dict) and isinstance(inner.get("name"), str)
        names.append(inner["name"] if named else str(part))
        data = inner
    return names


def _item(data: object, part: int | str) -> Any:
    if isinstance(data, dict):
        return next((value for key, value in data.items() if str(key) == str(part)), None)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _keys(kind: Any, path: list[int | str]) -> list[str]:
    """The keys that a block at some path may have."""
    for part in path:
        kind = _plain(kind)
        if is_dataclass(kind):
            kind = get_type_hints(kind)[str(part)]
        else:
            kind = get_args(kind)[1 if issubclass(get_origin(kind), Mapping) else 0]
    kind = _plain(kind)
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _plain(kind: Any) -> Any:
    """The type without ``| None``."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(member for member in get_args(kind) if member is not type(None))
    return kind


def _hint(word: object, words: list[str]) -> str:
    return f"; {hint}" if (hint := nearest(word, words)).startswith("did") else ""

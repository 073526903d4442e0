"""YAML as settings are written in it: plain values, read fast, and nothing that grows or acts while it is read."""

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

MOST_CHARACTERS = 5_000_000
MOST_VALUES = 1_000_000
"""of one file, when what its references (``*name``) stand for is written out"""
DEEPEST = 50
TOO_DEEP = f"blocks are nested too deep: more than {DEEPEST}, or one that holds itself"
FLOAT = re.compile(
    r"""[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
        |[0-9][0-9_]*[eE][-+]?[0-9]+
        |\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?
        |\.(?:inf|Inf|INF))$
        |\.(?:nan|NaN|NAN)$""",
    re.VERBOSE,
)
"""numbers as in YAML 1.2, where 1e3 is one"""
FLOAT_TAG, TIME_TAG = "tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp"


class _Loader(SafeLoader):
    """Refuses keys that are there twice and tags that would make objects; a date is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [pair for pair in pairs if pair[0] not in (FLOAT_TAG, TIME_TAG)]
        for first, pairs in SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refusal("a key must be one word or number", key)
            if key.value in seen:
                raise _refusal(f"found duplicate key {key.value}", key)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)

    def refuse_tag(self, node: yaml.Node) -> None:
        raise _refusal(f"the tag {node.tag.replace('tag:yaml.org,2002:', '!!')} is not allowed", node)


_Loader.add_implicit_resolver(FLOAT_TAG, FLOAT, list("-+0123456789."))
_Loader.add_constructor(None, _Loader.refuse_tag)


def _refusal(problem: str, node: yaml.Node) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


@lru_cache(maxsize=256)
def parsed(text: str) -> Any:
    """Reads plain values; they are shared with whoever reads the same text, so never change them.

    Raises:
        YAMLError: it is no YAML, or more than settings can need
    """
    if len(text) > MOST_CHARACTERS:
        raise yaml.YAMLError(f"the file is too large: more than {MOST_CHARACTERS:,} characters")
    _check_depth(text)
    content = yaml.load(text, Loader=_Loader)
    _measure(content, {})
    return content


def _check_depth(text: str) -> None:
    """Looks before values are made: libyaml ends the whole process where blocks are nested too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.YAMLError(TOO_DEEP)


def _measure(content: object, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Counts values, and how deep they are nested, as if each reference were written out."""
    if not isinstance(content, dict | list):
        return 1, 0
    if id(content) not in known:
        known[id(content)] = MOST_VALUES, DEEPEST  # for a block that holds itself
        inner = [_measure(each, known) for each in (content.values() if isinstance(content, dict) else content)]
        known[id(content)] = sum(size for size, _ in inner) + 1, max((depth for _, depth in inner), default=0) + 1
    size, depth = known[id(content)]
    if depth > DEEPEST:
        raise yaml.YAMLError(TOO_DEEP)
    if size > MOST_VALUES:
        raise yaml.YAMLError(f"references (*name) make it too large: more than {MOST_VALUES:,} values")
    return size, depth

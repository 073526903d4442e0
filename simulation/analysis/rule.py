"""A rule on outcomes, as ``total_cost_eur > 0 and crises > -10``: read as an expression, never executed as code."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from simulation.settings import SettingsError

COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
COUNTED: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FORM = "write outcomes, numbers, + - * /, < <= > >=, and, or, not, ( )"


class Rule:
    """A condition on outcomes."""

    def __init__(self, text: str, key: str) -> None:
        """Reads a rule.

        Args:
            text: As written.
            key: The setting that has it.

        Raises:
            SettingsError: It is no rule.
        """
        self.text, self._key = text, key
        try:
            self._tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise self._refused("cannot be read") from None
        self.names = tuple(dict.fromkeys(self._names(self._tree)))
        if not self.names or not _is_condition(self._tree):
            raise self._refused("is no condition on an outcome")

    def holds(self, table: pd.DataFrame) -> np.ndarray:
        """Return for each row whether the rule holds; where an outcome that it names is missing it does not.

        Args:
            table: Has a column for each name.
        """
        columns = {name: table[name].to_numpy(float) for name in self.names}
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self._value(self._tree, columns)
        missing = np.any([np.isnan(column) for column in columns.values()], axis=0)
        return np.asarray(found, bool) & ~missing

    def _names(self, node: ast.expr) -> list[str]:
        match node:
            case ast.Name():
                return [node.id]
            case ast.Constant() if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                return []
            case ast.BoolOp():
                return self._conditions(node.values)
            case ast.UnaryOp(op=ast.Not()):
                return self._conditions([node.operand])
            case ast.UnaryOp(op=ast.USub()):
                return self._amounts([node.operand])
            case ast.BinOp() if type(node.op) in COUNTED:
                return self._amounts([node.left, node.right])
            case ast.Compare() if all(type(each) in COMPARED for each in node.ops):
                return self._amounts([node.left, *node.comparators])
        raise self._refused(f"{ast.unparse(node)!r} cannot be used")

    def _conditions(self, nodes: list[ast.expr]) -> list[str]:
        for node in nodes:
            if not _is_condition(node):
                raise self._refused(f"{ast.unparse(node)!r} is no condition")
        return [name for node in nodes for name in self._names(node)]

    def _amounts(self, nodes: list[ast.expr]) -> list[str]:
        for node in nodes:
            if _is_condition(node):
                raise self._refused(f"{ast.unparse(node)!r} is no number")
        return [name for node in nodes for name in self._names(node)]

    def _value(self, node: ast.expr, columns: Mapping[str, np.ndarray]) -> Any:
        match node:
            case ast.Name():
                return columns[node.id]
            case ast.Constant():
                return node.value
            case ast.BoolOp():
                join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
                return join.reduce([self._value(each, columns) for each in node.values])
            case ast.UnaryOp(op=ast.Not()):
                return np.logical_not(self._value(node.operand, columns))
            case ast.UnaryOp():
                return -self._value(node.operand, columns)
            case ast.BinOp():
                return COUNTED[type(node.op)](self._value(node.left, columns), self._value(node.right, columns))
            case ast.Compare():
                sides = [self._value(each, columns) for each in (node.left, *node.comparators)]
                pairs = zip(node.ops, sides[:-1], sides[1:], strict=True)
                return np.logical_and.reduce([COMPARED[type(op)](one, other) for op, one, other in pairs])
        raise AssertionError(node)

    def _refused(self, why: str) -> SettingsError:
        return SettingsError(f"{self._key} = {self.text!r}: {why}; {FORM}")


def _is_condition(node: ast.expr) -> bool:
    is_negation = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return is_negation or isinstance(node, ast.BoolOp | ast.Compare)

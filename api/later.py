"""What is a value of a question that its plan does not know yet?

A plan is made once for all questions of one shape, so values that may differ from one to the next
stand in it as `Later`: a way to take the value from the variables. What decides on the statement
(booleans, enums, nulls, which fields an input has, the label of a global id) belongs to the shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Variables = Mapping[str, Any]
_GLOBAL_ID = re.compile(r"([A-Z][A-Za-z]{1,30}):.")


@dataclass(frozen=True, eq=False)
class Later:
    """A value known when the variables are; of a global id, its label is known before."""

    of: Callable[[Variables, Memo], Any]
    label: str | None = None


# What was worked out for one question: several parameters may be parts of one value.
Memo = dict[Later, Any]


# Whom no answer may show, among the variables: no variable of a question is called so.
HIDDEN = ""


def later(function: Callable[..., Any], *values: Any) -> Any:
    """`function(*values)`: at once where all are known, else a `Later`."""
    if not any(isinstance(value, Later) for value in values):
        return function(*values)
    return Later(
        lambda variables, memo: function(*(known(value, variables, memo) for value in values))
    )


def known(value: Any, variables: Variables, memo: Memo) -> Any:
    """The value itself, taken from the variables where it is `Later`, once for each `memo`."""
    if isinstance(value, Later):
        if value not in memo:
            memo[value] = value.of(variables, memo)
        return memo[value]
    if isinstance(value, list):
        return [known(each, variables, memo) for each in value]
    return value


def label_of(id: str | Later) -> str | None:
    """The label of a global id; none where it has none."""
    if isinstance(id, Later):
        return id.label
    match = _GLOBAL_ID.match(id)
    return match[1] if match else None


def shape_of(value: object) -> Hashable:
    """What of a coerced value decides on the statement."""
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, dict):
        return tuple((key, shape_of(each)) for key, each in value.items())
    if isinstance(value, list):
        return ("list", *map(shape_of, value)) if _is_taken_apart(value) else "list"
    return "value", label_of(value) if isinstance(value, str) else None


def open_up(variables: Variables) -> dict[str, Any]:
    """The variables with a `Later` in place of each value that does not belong to the shape."""
    return {name: _stand_in(value, (name,)) for name, value in variables.items()}


def _stand_in(value: Any, path: tuple[str | int, ...]) -> Any:
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, dict):
        return {key: _stand_in(each, (*path, key)) for key, each in value.items()}
    if isinstance(value, list) and _is_taken_apart(value):
        return [_stand_in(each, (*path, place)) for place, each in enumerate(value)]

    def taken(variables: Variables, _: Memo) -> Any:
        for step in path:
            variables = variables[step]  # type: ignore[index]
        return variables

    return Later(taken, label_of(value) if isinstance(value, str) else None)


def _is_taken_apart(values: list[Any]) -> bool:
    """Whether a list's members each decide on something; plain values travel as one parameter."""
    return any(
        each is None
        or isinstance(each, bool | Enum | dict | list)
        or (isinstance(each, str) and label_of(each) is not None)
        for each in values
    )

"""How is a list ordered?

By any property of its rows that has an order; what no source says comes last, either way round. The
list's own keys follow, so that no two rows ever stand in the same place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from api.declaring import made_enum, made_input
from api.edges import EDGES
from api.errors import bad_input
from api.properties import Property, of_edge, of_node
from api.reads import Order
from schema.vocabulary import Node, Relationship

MOST = 3
DIRECTION = made_enum(
    "OrderDirection",
    "Which way round.",
    {
        "ASC": ("ASC", "The least, earliest or first in the alphabet leads."),
        "DESC": ("DESC", "The greatest, latest or last in the alphabet leads."),
    },
)
_NOTHING = {str: "''", int: "0", float: "0.0", Decimal: "0.0", bool: "false"}


def order_of(node: type[Node], over: type[Relationship] | None = None) -> str:
    """Make the input that orders rows of a node's type over an edge; its name."""
    base = f"{node.__name__}{EDGES.get(over, '') if over else ''}"
    fields = made_enum(
        f"{base}OrderField",
        "By what a list is ordered.",
        {each.constant: (each, each.field.about) for each in _ordered(node, over)},
        (node, over),
    )
    return made_input(
        f"{base}Order",
        "One level of an order.",
        {"field": (fields, "By what; needed."), "direction": (DIRECTION, "Else descending.")},
        (node, over),
    )


def keys_of(
    asked: Sequence[Mapping[str, Any]], node: type[Node], over: type[Relationship] | None
) -> Order:
    """The expressions and directions of what was asked for; raises BAD_USER_INPUT."""
    if len(asked) > MOST:
        raise bad_input(f"`orderBy` has {len(asked)} levels; give {MOST} at most")
    known = {each.constant: each for each in _ordered(node, over)}
    keys: list[tuple[str, str]] = []
    for level in asked:
        if level.get("field") is None:
            raise bad_input("each level of `orderBy` needs its `field`")
        of = known[level["field"].name]
        way = level["direction"].name if level.get("direction") else "DESC"
        keys += _keys(of, way)
    return tuple(keys)


def _keys(of: Property, way: str) -> Order:
    if of.field.type in (date, datetime):
        text = f"coalesce(toString({of.text}), '')"
    else:
        text = f"coalesce({of.text}, {_NOTHING[of.field.type]})"
    if of.field.required:
        return ((text, way),)
    return ((f"({of.text} IS NULL)", "ASC"), (text, way))


def _ordered(node: type[Node], over: type[Relationship] | None) -> list[Property]:
    """An edge's property hides the node's of the same name."""
    by_name = {
        each.constant: each for each in (*of_node(node), *of_edge(over)) if not each.field.many
    }
    return list(by_name.values())

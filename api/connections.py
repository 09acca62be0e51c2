"""What does a list look like: its connection, its edges, and what it can be asked?

There is one connection for each type and kind of edge. An edge carries the properties of the
relationship it is, with its reasons and its source.
"""

from __future__ import annotations

from typing import Any

import strawberry

from api import explaining
from api.declaring import Follows, argument, made_type, named
from api.edges import EDGES, day_of
from api.fields import Fields, fields_of, leaf, reading, taken
from api.filters import filter_on
from api.grouped import Grouped
from api.groups import groups_on
from api.orders import order_of
from api.reads import DEFAULT, MOST, Read
from api.walk import Walk
from schema import relationships as r
from schema.vocabulary import Node, Relationship, camel


@named
@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = taken("Whether more rows follow.")
    has_previous_page: bool = taken("Whether rows come before.")
    start_cursor: str | None = taken("Cursor of the first row; give it as `before`.")
    end_cursor: str | None = taken("Cursor of the last row; give it as `after`.")


@named
@strawberry.type(description="What the rows of a group have in common.")
class GroupKey:
    by: str = taken("What is in common.")
    value: str | None = taken("Its value, or its name; none where the sources are silent.")
    id: strawberry.ID | None = taken("Global id of what it is, where it is a thing.")


ALONE = "A row of a list, by itself."
PAGES: dict[str, tuple[str, Any]] = {
    "first": (argument("int | None", f"Rows from the start, 0 to {MOST}; else {DEFAULT}."), None),
    "after": (argument("str | None", "Only rows after this cursor."), None),
    "last": (argument("int | None", f"Rows from the end, 0 to {MOST}, in the same order."), None),
    "before": (argument("str | None", "Only rows before this cursor."), None),
}


EXPLAINED: dict[type[Relationship] | None, Any] = {
    r.CONNECTED_TO: explaining.TIE,
    **dict.fromkeys((r.AUTHORED, r.INVESTIGATES), explaining.IDENTITY),
}
AS_OF: dict[str, tuple[str, Any]] = {
    "as_of": (argument("date | None", "Only what had happened by this day."), None),
    "known_by": (argument("datetime | None", "Only what had been loaded by then."), None),
}


def connection_of(
    node: type[Node],
    over: type[Relationship] | None = None,
    more: dict[str, tuple[Any, Any]] | None = None,
    called: str = "",
) -> str:
    """Make the connection of a type over a kind of edge; its name. `more` are fields of the edge
    that no relationship has, under the name `called`."""
    base = f"{node.__name__}{called or (EDGES.get(over, '') if over else '')}"
    own = over if over in EDGES else None
    fields: Fields = {
        "cursor": (str, taken("Cursor of this row, for `after` and `before`.")),
        "node": (node.__name__, taken("The row itself.", here="node")),
        **(fields_of((own,)) if own else {}),
        **({"explanation": (None, EXPLAINED[own])} if own in EXPLAINED else {}),
        **(more or {}),
    }
    about = own.about() if own else ALONE
    return _connection(base, about, fields, groups_on(Grouped(node, own)), (node, own))


def plain_connection(node: str, made: type | None = None) -> str:
    """Make the connection of what is no node of the graph; `made` is its type where Python makes
    its rows. The connection's name."""
    if made:
        named(made)
    fields = {
        "cursor": (str, taken("Cursor of this row, for `after`.")),
        "node": (node, taken("The row itself.", here="node")),
    }
    return _connection(node, ALONE, fields, {}, None)


def _connection(base: str, about: str, edge: Fields, more: Fields, follows: Follows | None) -> str:
    """Make an edge of these fields and the connection of such edges, with `more` of its own."""
    rows, joined = (
        edge["node"][0],
        "what joins them to the list's owner" if follows else "their cursors",
    )
    made_type(f"{base}Edge", about, edge, follows)
    return made_type(
        f"{base}Connection",
        f"One page of a list{', and what can be asked of the whole' if more else ''}.",
        {
            "edges": (f"list[{base}Edge]", taken(f"Rows with {joined}.")),
            "nodes": (f"list[{rows}]", taken("The rows themselves.")),
            "page_info": ("PageInfo", taken("Where the page stands.")),
            "total_count": (int, taken("Rows in the whole list.")),
            **more,
        },
        follows,
    )


def list_along(walk: Walk) -> Any:
    """The field that a walk gives its owner: an object, or a connection."""
    read = Read(
        match=f"MATCH {walk.match}",
        order=walk.total,
        connection=not walk.one,
        node=walk.to,
        over=walk.over,
        day=day_of(walk),
    )
    if walk.one:
        return reading(walk.about, {}, f"{walk.to.__name__} | None", read)
    arguments = asked_of(walk.to, walk.over) | (AS_OF if day_of(walk) else {})
    return reading(walk.about, arguments, connection_of(walk.to, walk.over), read)


def asked_of(node: type[Node], over: type[Relationship] | None = None) -> dict[str, Any]:
    """The arguments of a list: filter, order and page."""
    filter, order = filter_on(node), order_of(node, over if over in EDGES else None)
    return {
        "filter": (argument(f"{filter} | None", "Which rows; all that is given must hold."), None),
        "order_by": (argument(f"list[{order}] | None", "In which order, level by level."), None),
        **PAGES,
    }


def id_of(declared: type[Node]) -> Any:
    """The field of a type's global id."""
    value = f"'{declared.__name__}:' + {{this}}.{camel(declared.key)}"
    return leaf("Global id, `Label:key`.", value)

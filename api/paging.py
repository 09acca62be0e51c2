"""How is a list cut into pages, and how does a page say where it stands?

Pages go on after a cursor: the values by which the list is ordered, signed. Every order is total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type

from api.cursors import Cursors
from api.errors import bad_input
from api.reads import MOST, Read, Row, Shaper, Statement
from api.selection import Groups, Selection


@dataclass(frozen=True)
class Part:
    """What a page gives of each of its rows: under which response key, as which column, and
    whether it is an edge."""

    key: str
    column: str
    shape: Shaper
    is_edge: bool


@dataclass(frozen=True)
class Paging:
    """One list that is being cut: how it is read, its pattern, the expressions it is ordered by,
    and the arguments `first` and `after`."""

    read: Read
    pattern: str
    keys: Sequence[str]
    arguments: dict[str, object]
    cursors: Cursors

    def column(self, statement: Statement, parts: Sequence[Part], is_counted: bool) -> str:
        """The page's rows, one more than asked for, and how many rows there are in all (0: not
        asked)."""
        first = bound_first(statement, self.arguments)
        beyond = self._beyond(statement)
        row = ", ".join([f"[{', '.join(self.keys)}]", *(part.column for part in parts)])
        order = ", ".join(
            f"{key} {direction}"
            for key, (_, direction) in zip(self.keys, self.read.order, strict=True)
        )
        page = (
            f"COLLECT {{ {self.pattern} WITH * {beyond} ORDER BY {order} LIMIT {first} + 1 "
            f"RETURN [{row}] }}"
        )
        return f"[{page}, {f'COUNT {{ {self.pattern} }}' if is_counted else '0'}]"

    def _beyond(self, statement: Statement) -> str:
        """The condition that a row comes after the cursor's, in the order of the list."""
        after = self.arguments.get("after")
        if after is None:
            return ""
        names = [
            statement.parameter(value)
            for value in self.cursors.read(str(after), list_name(self.read))
        ]
        choices = []
        for place, (key, (_, direction)) in enumerate(zip(self.keys, self.read.order, strict=True)):
            same = [f"{k} = ${n}" for k, n in zip(self.keys[:place], names, strict=False)]
            sign = "<" if direction == "DESC" else ">"
            choices.append(" AND ".join([*same, f"{key} {sign} ${names[place]}"]))
        return "WHERE " + " OR ".join(f"({choice})" for choice in choices)

    def shaper(
        self,
        type_: GraphQLObjectType,
        selected: Groups,
        selection: Selection,
        parts: Sequence[Part],
    ) -> Shaper:
        """How the column of a page becomes the page."""
        limit, name = _first(self.arguments), list_name(self.read)
        cursor_keys = _cursor_keys(type_, selected, selection)
        fields = {key: group[0].name.value for key, group in selected.items()}

        def shape(cell: tuple[list[list[Any]], int]) -> Row:
            rows, total = cell
            page = rows[:limit]
            cursors = [self.cursors.write(row[0], name) for row in page]
            info = {
                "has_next_page": len(rows) > limit,
                "start_cursor": cursors[0] if cursors else None,
                "end_cursor": cursors[-1] if cursors else None,
            }
            shaped: Row = {}
            for place, part in enumerate(parts, 1):
                shaped[part.key] = [part.shape(row[place]) for row in page]
                if part.is_edge:
                    for edge, cursor in zip(shaped[part.key], cursors, strict=True):
                        edge.update(dict.fromkeys(cursor_keys, cursor))
            shaped |= {key: total for key, field in fields.items() if field == "totalCount"}
            return shaped | {key: info for key, field in fields.items() if field == "pageInfo"}

        return shape


def bound_first(statement: Statement, arguments: dict[str, object]) -> str:
    """The parameter for `first`; raises BAD_USER_INPUT where it is out of bounds."""
    return f"${statement.parameter(_first(arguments))}"


def list_name(read: Read) -> str:
    """What tells the cursors of two kinds of list apart: the pattern and the order."""
    return f"{read.match} {read.order}"


def _first(arguments: dict[str, object]) -> int:
    first = arguments.get("first", MOST)
    if not isinstance(first, int) or not 0 <= first <= MOST:
        raise bad_input(f"`first` is {first}; give 0 to {MOST}, and `after` for more")
    return first


def _cursor_keys(type_: GraphQLObjectType, selected: Groups, selection: Selection) -> list[str]:
    """Under which response keys edges give their cursor."""
    edge = get_named_type(type_.fields["edges"].type)
    assert isinstance(edge, GraphQLObjectType)
    return [
        key
        for group in selected.values()
        if group[0].name.value == "edges"
        for key, nodes in selection.fields(edge, group).items()
        if nodes[0].name.value == "cursor"
    ]

"""How does a field say what it reads of the graph, and what does a statement under way hold?

A leaf names an expression, an object or a list the pattern that leads to it. Values travel as
parameters, never in the text, so the database plans each shape of question once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from api.later import HIDDEN, Later, Memo, Variables, known
from schema.vocabulary import Node, Relationship

READ = "read"
DEFAULT, MOST = 20, 100
Row = dict[Any, Any]
# What gives the rows of a statement.
Rows = Callable[[str, Mapping[str, object]], Awaitable[list[Row]]]
Shaper = Callable[[Any], Any]
Order = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Read:
    """How a field reads the graph. In every text `{this}` is the row's own variable, `{edge}` its
    relationship, `{node}` what `match` binds; `$name` is the field's argument.

    value: expression of a leaf, and what becomes of it in Python, `then`; match, where: pattern to
    an object or list; order: expressions and directions, total; here: the object lies on the same
    row, under this variable; connection: pages with cursors; node, over: the label of its rows and
    the edge to them, by which the list is filtered, ordered and grouped (without a `match`, all
    nodes of the label); beside: a clause that binds more to each row; kind: of which type rows of
    an interface are; day: the expression of the day on which a row happened, by which a list is cut
    with `asOf`; each: by type, the pattern to the node of `key`, for a list by `$keys` and
    `$labels`.
    """

    value: str = ""
    then: Shaper | None = None
    match: str = ""
    where: str = ""
    order: Order = ()
    here: str = ""
    connection: bool = False
    node: type[Node] | None = None
    over: type[Relationship] | None = None
    beside: str = ""
    kind: str = ""
    day: str = ""
    each: tuple[tuple[str, str], ...] | None = None


@dataclass
class Statement:
    """One Cypher statement under way: whether it hides some persons, what is worked out once
    and goes before, its parameters, some of them `Later`, the values among them that a record must
    have, and the names given out so far."""

    hides: bool = False
    parameters: dict[str, object] = field(default_factory=dict)
    asked: list[tuple[type[Node], str, object]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    names: int = 0

    def returning(self, *columns: str) -> str:
        """The whole text, which returns the columns."""
        named = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
        return " ".join([*self.before, f"RETURN {named}"])

    def once(self, query: str) -> str:
        """The name of the one value that a query returns, which is worked out once, before
        everything else; `query` ends with `RETURN` and the value."""
        name = self.name("l")
        self.before.append(f"CALL () {{ {query} AS {name} }}")
        return name

    def name(self, stem: str) -> str:
        """A name that the statement has not used yet."""
        self.names += 1
        return f"{stem}{self.names}"

    def parameter(self, value: object) -> str:
        """A new parameter that holds the value, as it stands in the text."""
        name = self.name("p")
        self.parameters[name] = value
        return f"${name}"

    def shown(self, person: str) -> str:
        """The condition that the person bound so may be shown; empty where all may."""
        if not self.hides:
            return ""
        hidden = self.parameter(Later(lambda variables, _: variables[HIDDEN]))
        return f"NOT {person}.personId IN {hidden}"

    def known(self, node: type[Node], name: str, value: object) -> str:
        """The parameter of a value that some node of the label has as its property `name`: asked
        for otherwise, it is told apart from one that nobody matches."""
        self.asked.append((node, name, value))
        return self.parameter(value)

    def bind(self, text: str, values: Mapping[str, object]) -> str:
        """The text with each `$argument` given a name of its own."""
        for argument in sorted(values, key=len, reverse=True):
            if f"${argument}" in text:
                text = text.replace(f"${argument}", self.parameter(values[argument]))
        return text

    def bound(self, variables: Variables) -> dict[str, object]:
        """The parameters for a question with these variables; raises BAD_USER_INPUT."""
        memo: Memo = {}
        return {name: known(value, variables, memo) for name, value in self.parameters.items()}


def place_of(nodes: Sequence[FieldNode]) -> tuple[int, ...]:
    """What names the field nodes that one field of an answer was selected by."""
    return tuple(map(id, nodes))

"""How does a field say what it reads of the graph, and what does a statement under way hold?

A leaf names an expression, an object or a list the pattern that leads to it. Values travel as
parameters, never in the text, so the database plans each shape of question once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

READ = "read"
MOST = 100
Row = dict[str, Any]
Shaper = Callable[[Any], Any]


@dataclass(frozen=True)
class Read:
    """How a field reads the graph. In every text `{this}` is the row's own variable, `{edge}` its
    relationship, `{node}` what `match` binds; `$name` is the field's argument.

    value: expression of a leaf; match, where: pattern to an object or list; order: expressions and
    directions, total; here: the object lies on the same row, under this variable; connection: pages
    with cursors.
    """

    value: str = ""
    match: str = ""
    where: str = ""
    order: tuple[tuple[str, str], ...] = ()
    here: str = ""
    connection: bool = False


@dataclass
class Statement:
    """One Cypher statement under way: its parameters and the names given out so far."""

    parameters: dict[str, object] = field(default_factory=dict)
    names: int = 0

    def name(self, stem: str) -> str:
        """A name that the statement has not used yet."""
        self.names += 1
        return f"{stem}{self.names}"

    def parameter(self, value: object) -> str:
        """The name of a new parameter that holds the value."""
        name = self.name("p")
        self.parameters[name] = value
        return name

    def bind(self, text: str, values: Mapping[str, object]) -> str:
        """The text with each `$argument` given a name of its own."""
        for argument in sorted(values, key=len, reverse=True):
            if f"${argument}" in text:
                text = text.replace(f"${argument}", f"${self.parameter(values[argument])}")
        return text
